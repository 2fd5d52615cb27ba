//! The holidays of a year under /configuracion.

use chrono::Datelike;
use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::FeriadoForm;
use super::queries;
use super::views::{self, Pantalla};
use crate::catalogos::pages::{aviso_de_cambio, explicar};
use crate::catalogos::sede;
use crate::error::AppResult;
use crate::services::horarios;
use crate::urls;
use crate::values::fecha;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// After this year those of two more are known.
const ANIOS_POR_VENIR: i32 = 2;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnioForm {
    anio: String,
}

#[handler]
pub async fn ver(ctx: Ctx, Filtro(filtro): Filtro<AnioForm>) -> AppResult<Markup> {
    let anio = filtro.anio.parse().unwrap_or_else(|_no_year| ctx.hoy().year());
    pagina(&ctx, anio, &FeriadoForm::nuevo(), &Errores::default()).await
}

#[handler]
pub async fn decir(ctx: Ctx, Formulario(form): Formulario<FeriadoForm>) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(nueva) => match horarios::decir_feriado(&ctx, &nueva).await {
            Ok(fuera) => {
                let aqui = urls::configuracion_feriados(ctx.slug(), Some(nueva.fecha.year()));
                return Ok(aviso_de_cambio(&ctx, "Fecha guardada", fuera, None, &aqui));
            }
            Err(error) => explicar(error)?,
        },
    };
    let anio = fecha::parse(&form.fecha).map_or_else(|_no_date| ctx.hoy().year(), |f| f.year());
    Ok(htmx::invalido(pagina(&ctx, anio, &form, &errores).await?).into_response())
}

#[handler]
pub async fn retirar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnioForm>,
) -> AppResult<Response> {
    let fuera = horarios::retirar_feriado(&ctx, id).await?;
    let aqui = urls::configuracion_feriados(ctx.slug(), form.anio.parse().ok());
    Ok(aviso_de_cambio(&ctx, "Vale otra vez lo que dice la ley", fuera, None, &aqui))
}

async fn pagina(ctx: &Ctx, anio: i32, form: &FeriadoForm, errores: &Errores) -> AppResult<Markup> {
    let este = ctx.hoy().year();
    let anio = anio.clamp(este - 1, este + ANIOS_POR_VENIR);
    let (legales, palabras, sucursales) = ctx
        .leer(async |tx| {
            let legales = queries::legales(tx, anio).await?;
            Ok((legales, queries::palabras(tx, anio).await?, sede::queries::sucursales(tx).await?))
        })
        .await?;
    let pantalla = Pantalla {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        hoy: ctx.hoy(),
        anio,
        anios: este..=este + ANIOS_POR_VENIR,
        legales: &legales,
        palabras: &palabras,
        sucursales: &sucursales,
        errores,
    };
    Ok(ctx.pagina_configuracion("Feriados", "feriados", views::feriados(&pantalla, form)))
}
