//! Documents are added one after another to a patient, so that neither the limit nor the same one twice slips by.

use super::Falla;
use crate::error::AppResult;
use crate::pacientes::adjuntos::{NuevoAdjunto, queries};
use crate::pacientes::queries::bloquear;
use crate::web::Ctx;

pub enum Negativa {
    /// The same bytes stand there already, under this name.
    Repetido {
        nombre: String,
        clinico: bool,
    },
    Lleno,
}

/// Answers whose it is now.
pub async fn adjuntar(ctx: &Ctx, paciente: i64, nuevo: &NuevoAdjunto) -> AppResult<Result<i64, Negativa>> {
    let sha256 = nuevo.sha256();
    super::escribir(ctx.db(), &ctx.actor(), async |tx| {
        let vigente = bloquear(tx, paciente).await?;
        let cupo = queries::cupo(tx, vigente, &sha256).await?;
        if !cupo.cabe(nuevo) {
            return Err(Falla::No(Negativa::Lleno));
        }
        if let Some(nombre) = cupo.igual {
            return Err(Falla::No(Negativa::Repetido { nombre, clinico: cupo.igual_clinico }));
        }
        queries::insertar(tx, vigente, nuevo, &sha256).await?;
        Ok(vigente)
    })
    .await
}
