//! The work list of citas that hours left outside.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::views::{self, Lista};
use super::{Alcance, queries};
use crate::catalogos::queries::opciones;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::urls;
use crate::web::form::{Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// As many as somebody goes through in one sitting; the rest come as these leave.
const LIMITE: i32 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FueraFiltro {
    profesional: String,
}

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<FueraFiltro>) -> AppResult<Markup> {
    let profesional = filtro.profesional.parse().ok();
    let alcance = Alcance { profesional, ..Alcance::default() };
    let (citas, opciones) =
        ctx.leer(async |tx| Ok((queries::citas(tx, alcance, LIMITE).await?, opciones(tx).await?))).await?;
    let lista = Lista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        reserva: ctx.puede(Permiso::AgendaReservar),
        profesionales: &opciones.profesionales,
        profesional: &filtro.profesional,
        citas: &citas,
    };
    Ok(ctx.pagina("Citas fuera de horario", "agenda", views::lista(&lista)))
}

#[handler]
pub async fn conservar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(filtro): Formulario<FueraFiltro>,
) -> AppResult<Response> {
    ctx.escribir(async |tx| queries::conservar(tx, id).await).await?;
    let aqui = urls::citas_fuera(ctx.slug(), filtro.profesional.parse().ok());
    Ok(htmx::ir_con_aviso(&ctx, &aqui, "La cita se mantiene"))
}
