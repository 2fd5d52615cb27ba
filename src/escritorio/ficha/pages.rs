//! Reading a ficha, which leaves who looked.

use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::queries::{self, Alcance};
use super::views::{self, Ficha};
use crate::auditoria;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::pacientes;
use crate::urls;
use crate::web::{Ctx, htmx};

/// How many changes the ficha shows.
const CAMBIOS: i32 = 50;

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let alcance = alcance(&ctx);
    let (paciente, panorama, cambios) = ctx
        .escribir(async |tx| {
            let paciente = pacientes::queries::leer(tx, id).await?;
            let panorama = queries::panorama(tx, id, alcance).await?;
            Ok((paciente, panorama, auditoria::queries::historia(tx, "pacientes", id, CAMBIOS).await?))
        })
        .await?;
    if let Some(vigente) = paciente.fusionado_en {
        return Ok(htmx::ir(&ctx, &urls::paciente(ctx.slug(), vigente)));
    }
    let nombres = auditoria::Nombres::default();
    let lectura = auditoria::Lectura { zona: ctx.clinica.zona, moneda: &ctx.clinica.moneda, nombres: &nombres };
    let historia = auditoria::views::historia(&cambios, lectura);
    let vista = vista(&ctx, alcance, &paciente, &panorama);
    Ok(ctx.pagina(&paciente.nombre(), "pacientes", views::ficha(&vista, historia)).into_response())
}

/// Who books tells a patient at the desk what they owe.
fn alcance(ctx: &Ctx) -> Alcance {
    let de_dinero = [Permiso::CajaOperar, Permiso::CajaSupervisar, Permiso::AgendaReservar];
    Alcance {
        agenda: ctx.puede(Permiso::AgendaVer),
        dinero: de_dinero.into_iter().any(|p| ctx.puede(p)),
        mensajes: ctx.puede(Permiso::AvisosVer),
        adjuntos: ctx.puede(Permiso::PacientesAdjuntos),
        clinicos: ctx.puede(Permiso::PacientesClinicos),
    }
}

fn vista<'a>(
    ctx: &'a Ctx,
    alcance: Alcance,
    paciente: &'a pacientes::Paciente,
    panorama: &'a queries::Panorama,
) -> Ficha<'a> {
    Ficha {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        moneda: &ctx.clinica.moneda,
        zona: ctx.clinica.zona,
        hoy: ctx.hoy(),
        paciente,
        panorama,
        alcance,
        puede_editar: ctx.puede(Permiso::PacientesEditar),
        puede_fusionar: ctx.puede(Permiso::PacientesFusionar),
        puede_reservar: ctx.puede(Permiso::AgendaReservar),
        puede_cobrar: ctx.puede(Permiso::CajaOperar),
        puede_ver_caja: ctx.puede(Permiso::CajaVer),
    }
}
