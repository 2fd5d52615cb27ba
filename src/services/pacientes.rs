//! Patients are created after a look at who they might already be, and read leaving who looked.

use crate::auditoria::{self, Cambio};
use crate::avisos::{Evento, publicar};
use crate::error::AppResult;
use crate::pacientes::{NuevoPaciente, Paciente, Resumen, queries};
use crate::web::Ctx;

pub enum Guardado {
    Listo(i64),
    /// Nothing was saved: these look like the same person, and nobody has confirmed that it is another one.
    Parecidos(Vec<Resumen>),
}

pub async fn crear(ctx: &Ctx, datos: &NuevoPaciente, confirmado: bool) -> AppResult<Guardado> {
    ctx.escribir(async |tx| {
        if !confirmado {
            let parecidos = queries::parecidos(tx, datos).await?;
            if !parecidos.is_empty() {
                return Ok(Guardado::Parecidos(parecidos));
            }
        }
        let paciente_id = queries::crear(tx, datos).await?;
        publicar(tx, &[Evento::PacienteCreado { paciente_id }]).await?;
        Ok(Guardado::Listo(paciente_id))
    })
    .await
}

/// How many changes the ficha shows.
const CAMBIOS: i32 = 50;

pub async fn leer_ficha(ctx: &Ctx, id: i64) -> AppResult<(Paciente, Vec<Cambio>)> {
    ctx.escribir(async |tx| {
        let paciente = queries::paciente(tx, id).await?;
        queries::anotar_lectura(tx, id).await?;
        Ok((paciente, auditoria::queries::historia(tx, "pacientes", id, CAMBIOS).await?))
    })
    .await
}
