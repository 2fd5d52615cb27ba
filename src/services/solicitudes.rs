//! What somebody asks of their own data: each step of it, and what it does to the ficha, whole.

use crate::auditoria::solicitudes::{Nueva, Paso, Tipo, queries};
use crate::error::{AppError, AppResult, interno};
use crate::web::Ctx;

pub async fn recibir(ctx: &Ctx, nueva: &Nueva) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = queries::crear(tx, nueva).await?;
        queries::anotar(tx, id, "recibida", "").await?;
        Ok(id)
    })
    .await
}

/// An answer does to the ficha what was asked: a deletion blocks it, for the law has it kept; an opposition silences it.
pub async fn avanzar(ctx: &Ctx, id: i64, version: i32, paso: Paso, nota: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        let solicitud = queries::una(tx, id).await?;
        if paso == Paso::Responder {
            queries::cumplir(tx, solicitud.tipo(), solicitud.paciente_id).await?;
        }
        queries::avanzar(tx, &solicitud, version, paso, nota).await?;
        queries::anotar(tx, id, paso.codigo(), nota).await
    })
    .await
}

/// Everything there is of who asked, as a file; that it was taken is a step, and a reading of the ficha.
pub async fn entregar(ctx: &Ctx, id: i64) -> AppResult<Vec<u8>> {
    ctx.escribir(async |tx| {
        let solicitud = queries::una(tx, id).await?;
        if !matches!(solicitud.tipo(), Tipo::Acceso | Tipo::Portabilidad) {
            return Err(AppError::NoEncontrado);
        }
        let todo = queries::todo_de(tx, solicitud.paciente_id, &format!("Solicitud N° {id}")).await?;
        queries::anotar(tx, id, "entregada", "").await?;
        serde_json::to_vec_pretty(&todo).map_err(interno)
    })
    .await
}
