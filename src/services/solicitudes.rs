//! What somebody asks of their own data: each step of it, and what it does to the ficha, whole.

use chrono::{DateTime, Utc};

use crate::auditoria::solicitudes::{Nueva, Paso, Tipo, queries};
use crate::avisos::conversaciones::queries as conversaciones;
use crate::error::{AppError, AppResult};
use crate::pacientes;
use crate::web::Ctx;

pub async fn recibir(ctx: &Ctx, nueva: &Nueva) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = queries::crear(tx, nueva).await?;
        queries::anotar(tx, id, "recibida", "").await?;
        Ok(id)
    })
    .await
}

/// An answer does to the ficha what was asked: a deletion blocks it, for the law has it kept, and what was said with them is shown no
/// more; an opposition silences it.
pub async fn avanzar(ctx: &Ctx, id: i64, version: i32, paso: Paso, nota: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        let solicitud = queries::una(tx, id).await?;
        if paso == Paso::Responder {
            queries::cumplir(tx, solicitud.tipo(), solicitud.paciente_id).await?;
            if solicitud.tipo() == Tipo::Supresion {
                let telefonos = pacientes::queries::telefonos(tx, solicitud.paciente_id).await?;
                conversaciones::ocultar(tx, &telefonos).await?;
            }
        }
        queries::avanzar(tx, &solicitud, version, paso, nota).await?;
        queries::anotar(tx, id, paso.codigo(), nota).await
    })
    .await
}

/// That everything there is of who asked was taken is a step, and a reading of the ficha, before a byte of it leaves. Answers whose
/// it is, and when.
pub async fn entregar(ctx: &Ctx, id: i64) -> AppResult<(i64, DateTime<Utc>)> {
    ctx.escribir(async |tx| {
        let solicitud = queries::una(tx, id).await?;
        if !matches!(solicitud.tipo(), Tipo::Acceso | Tipo::Portabilidad) {
            return Err(AppError::NoEncontrado);
        }
        let en = queries::anotar_entrega(tx, solicitud.paciente_id, &format!("Solicitud N° {id}")).await?;
        queries::anotar(tx, id, "entregada", "").await?;
        Ok((solicitud.paciente_id, en))
    })
    .await
}
