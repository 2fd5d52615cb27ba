//! Patients are created after a look at who they might already be.

use crate::avisos::{Evento, publicar};
use crate::error::{AppResult, rechazo};
use crate::pacientes::{NuevoPaciente, Resumen, queries};
use crate::web::Ctx;

pub enum Guardado {
    Listo(i64),
    /// Nothing was saved: these look like the same person, and nobody has confirmed that it is another one.
    Parecidos(Vec<Resumen>),
}

pub async fn crear(ctx: &Ctx, datos: &NuevoPaciente, confirmado: bool) -> AppResult<Guardado> {
    ctx.escribir(async |tx| {
        if !confirmado {
            let parecidos = queries::parecidos(tx, &datos.nombre(), datos.telefono.as_deref()).await?;
            if !parecidos.is_empty() {
                return Ok(Guardado::Parecidos(parecidos));
            }
        }
        // The index sees living rows only: somebody merged away keeps the document, and stays one person.
        let suyo = match &datos.documento {
            Some(documento) => queries::de_documento(tx, datos.documento_tipo, documento).await?,
            None => None,
        };
        if suyo.is_some() {
            return Err(rechazo("pacientes_documento_unico"));
        }
        let paciente_id = queries::crear(tx, datos).await?;
        publicar(tx, &[Evento::PacienteCreado { paciente_id }]).await?;
        Ok(Guardado::Listo(paciente_id))
    })
    .await
}
