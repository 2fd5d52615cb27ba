//! Blocking time, from the agenda and from the page of a professional.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::{BloqueoForm, BloqueosFiltro};
use super::model::{DeQuien, OpcionDe};
use super::queries;
use super::views::{self, Lista};
use crate::catalogos::fuera::Alcance;
use crate::catalogos::pages::{aviso_de_cambio, explicar};
use crate::error::AppResult;
use crate::services::horarios;
use crate::urls;
use crate::values::fecha;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// What a look holds; the date of the filter leads to the rest.
const LIMITE: i32 = 100;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<BloqueosFiltro>) -> AppResult<Markup> {
    let alcance = filtro.de.parse().map_or_else(|()| Alcance::default(), DeQuien::alcance);
    let desde = fecha::parse(&filtro.desde).unwrap_or_else(|_no_date| ctx.hoy());
    let (bloqueos, opciones) = ctx
        .leer(async |tx| Ok((queries::bloqueos(tx, alcance, desde, LIMITE).await?, queries::opciones(tx).await?)))
        .await?;
    let lista = Lista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        desde,
        de: &filtro.de,
        opciones: &opciones,
        completa: bloqueos.len() < LIMITE.unsigned_abs() as usize,
        bloqueos: &bloqueos,
    };
    Ok(ctx.pagina("Bloqueos", "agenda", views::lista(&lista)))
}

#[handler]
pub async fn nuevo(ctx: Ctx, Filtro(filtro): Filtro<BloqueosFiltro>) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| queries::opciones(tx).await).await?;
    Ok(pagina(&ctx, &BloqueoForm::nuevo(&filtro, ctx.hoy()), &opciones, &Errores::default()))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<BloqueoForm>) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(valido) => match horarios::bloquear(&ctx, &valido).await {
            Ok(fuera) => {
                let aqui = urls::bloqueos(ctx.slug(), &form.de, &form.desde);
                return Ok(aviso_de_cambio(&ctx, "Horas bloqueadas", fuera, valido.de.alcance().profesional, &aqui));
            }
            Err(error) => explicar(error)?,
        },
    };
    let opciones = ctx.leer(async |tx| queries::opciones(tx).await).await?;
    Ok(htmx::invalido(pagina(&ctx, &form, &opciones, &errores)).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnulacionForm {
    /// Also those that come after it in its series.
    serie: bool,
    de: String,
}

#[handler]
pub async fn anular(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnulacionForm>,
) -> AppResult<Response> {
    let aviso = match ctx.escribir(async |tx| queries::anular(tx, id, form.serie).await).await? {
        0 => "Ese bloqueo ya estaba anulado".to_owned(),
        1 => "Bloqueo anulado: la hora vuelve a ofrecerse".to_owned(),
        n => format!("{n} bloqueos anulados: las horas vuelven a ofrecerse"),
    };
    Ok(htmx::ir_con_aviso(&ctx, &urls::bloqueos(ctx.slug(), &form.de, ""), &aviso))
}

fn pagina(ctx: &Ctx, form: &BloqueoForm, opciones: &[OpcionDe], errores: &Errores) -> Markup {
    ctx.pagina("Bloquear horas", "agenda", views::editar(ctx.slug(), &ctx.csrf, form, opciones, errores))
}
