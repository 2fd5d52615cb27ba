//! Words of letters tried on whoever wrote them.

use crate::avisos::plantillas::{Clase, Prueba, prueba, queries};
use crate::avisos::{NuevoMensaje, encolar};
use crate::error::AppResult;
use crate::web::Ctx;

/// Tests of one person in an hour.
const POR_HORA: i64 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probada {
    Enviada,
    Demasiadas,
}

/// Sends the example to the inbox of whoever asks.
pub async fn probar(ctx: &Ctx, clase: Clase, ejemplo: NuevoMensaje) -> AppResult<Probada> {
    let clave = format!("membresia:{}:prueba:{}", ctx.membresia_id, ctx.peticion);
    let suya = Prueba { membresia_id: ctx.membresia_id, nombre: &ctx.nombre, slug: ctx.slug(), clave };
    let mensaje = prueba(clase, ejemplo, suya);
    ctx.escribir(async |tx| {
        if queries::pruebas_recientes(tx, ctx.membresia_id).await? >= POR_HORA {
            return Ok(Probada::Demasiadas);
        }
        encolar(tx, &mensaje).await?;
        Ok(Probada::Enviada)
    })
    .await
}
