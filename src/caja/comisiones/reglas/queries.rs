//! Reads and writes of rules.

use chrono::NaiveDate;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Numeric};
use diesel_async::RunQueryDsl;

use super::model::{Forma, NuevaRegla, Regla};
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult};

/// Those in force and those to come first.
pub async fn reglas(tx: &mut Tx<'_>) -> AppResult<Vec<Regla>> {
    Ok(consulta(
        "select r.id, f.nombre as profesional, e.nombre as prestacion, r.porcentaje, r.monto, r.desde, r.hasta from comisiones_reglas r
         left join profesionales_breves f on f.clinica_id = r.clinica_id and f.id = r.profesional_id
         left join prestaciones e on e.clinica_id = r.clinica_id and e.id = r.prestacion_id
         order by r.hasta desc nulls first, f.nombre nulls first, e.nombre nulls first, r.desde desc limit 500",
    )
    .load(tx.pg())
    .await?)
}

pub async fn agregar(tx: &mut Tx<'_>, nueva: &NuevaRegla) -> AppResult<()> {
    let (porcentaje, monto) = match nueva.forma {
        Forma::Porcentaje(porcentaje) => (Some(porcentaje), None),
        Forma::Monto(monto) => (None, Some(monto)),
    };
    consulta(
        "insert into comisiones_reglas (clinica_id, profesional_id, prestacion_id, porcentaje, monto, desde, hasta)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Nullable<BigInt>, _>(nueva.profesional_id)
    .bind::<Nullable<BigInt>, _>(nueva.prestacion_id)
    .bind::<Nullable<Numeric>, _>(porcentaje)
    .bind::<Nullable<Numeric>, _>(monto)
    .bind::<Date, _>(nueva.desde)
    .bind::<Nullable<Date>, _>(nueva.hasta)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The last day of a rule that goes on, or goes on for longer.
pub async fn terminar(tx: &mut Tx<'_>, id: i64, hasta: NaiveDate) -> AppResult<()> {
    let filas = consulta("update comisiones_reglas set hasta = $2 where id = $1")
        .bind::<BigInt, _>(id)
        .bind::<Date, _>(hasta)
        .execute(tx.pg())
        .await?;
    if filas == 1 { Ok(()) } else { Err(AppError::NoEncontrado) }
}
