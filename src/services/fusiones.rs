//! Two fichas of one person become one, and separate again. Rows of others never change: reads resolve who is shown.

use rust_decimal::Decimal;

use crate::agenda::{Cruce, cruces};
use crate::caja::abonos;
use crate::db::Tx;
use crate::error::{AppError, AppResult, rechazo};
use crate::pacientes::fusion::{FusionPedida, queries};
use crate::web::Ctx;

pub enum Fusionado {
    Listo,
    /// Nothing was done: these citas overlap, and not all of them have been seen.
    Cruces(Vec<Cruce>),
}

/// Asked again, what is done stays done.
pub async fn fusionar(ctx: &Ctx, pedida: &FusionPedida) -> AppResult<Fusionado> {
    let (absorbido, vigente) = (pedida.absorbido, pedida.vigente);
    ctx.escribir(async |tx| {
        queries::bloquear_clinica(tx).await?;
        match queries::bloquear(tx, &[absorbido, vigente]).await?.as_slice() {
            [(_, None), (_, None)] => {}
            [uno, otro] if [uno, otro].contains(&&(absorbido, Some(vigente))) => return Ok(Fusionado::Listo),
            [_, _] => return Err(rechazo("fusion_ya_hecha")),
            _ => return Err(AppError::NoEncontrado),
        }
        let cruces = cruces(tx, absorbido, vigente).await?;
        if cruces.iter().any(|c| !visto(&pedida.vistos, c)) {
            return Ok(Fusionado::Cruces(cruces));
        }
        queries::fusionar(tx, absorbido, vigente, &pedida.motivo).await.map(|()| Fusionado::Listo)
    })
    .await
}

/// Which of the two is called one or the other depends on who was to stay when they were shown.
fn visto(vistos: &[(i64, i64)], cruce: &Cruce) -> bool {
    vistos.contains(&(cruce.una_id, cruce.otra_id)) || vistos.contains(&(cruce.otra_id, cruce.una_id))
}

/// What one had in favour and the other spent while they were one would be there twice.
async fn exigir_sin_deuda(tx: &mut Tx<'_>, fichas: &[i64]) -> AppResult<()> {
    for ficha in fichas {
        if abonos::queries::a_favor(tx, *ficha).await? < Decimal::ZERO {
            return Err(rechazo("fusion_con_abono"));
        }
    }
    Ok(())
}

/// Refused while one of the two has spent what was in favour of the other.
pub async fn separar(ctx: &Ctx, absorbido: i64, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        queries::bloquear_clinica(tx).await?;
        let vigente = match queries::bloquear(tx, &[absorbido]).await?.as_slice() {
            [(_, Some(vigente))] => *vigente,
            [_] => return Err(rechazo("fusion_no_hay")),
            _ => return Err(AppError::NoEncontrado),
        };
        queries::bloquear(tx, &[vigente]).await?;
        if !queries::separar(tx, absorbido, motivo).await? {
            return Err(rechazo("fusion_no_hay"));
        }
        exigir_sin_deuda(tx, &[absorbido, vigente]).await
    })
    .await
}
