//! The week of a professional under /configuracion.

use chrono::NaiveDate;
use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::HorarioForm;
use super::model::{Periodo, periodos};
use super::views::{self, Pantalla};
use super::{NuevoHorario, queries};
use crate::catalogos::OpcionLugar;
use crate::catalogos::pages::{aviso_de_cambio, existente, explicar};
use crate::catalogos::profesionales::{self, Profesional};
use crate::catalogos::queries::lugares;
use crate::error::AppResult;
use crate::services::horarios;
use crate::urls;
use crate::values::fecha;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "profesionales";

/// What the page stands on, whatever the form holds.
struct Leido {
    profesional: Profesional,
    periodos: Vec<Periodo>,
    lugares: Vec<OpcionLugar>,
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<Leido> {
    ctx.leer(async |tx| {
        let profesional = profesionales::queries::profesional(tx, id).await?;
        let bloques = queries::vigentes(tx, id, ctx.hoy()).await?;
        let lugares = lugares(tx, id).await?;
        Ok(Leido { profesional, periodos: periodos(&bloques, ctx.hoy()), lugares })
    })
    .await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Momento {
    /// The week that rules on this date, and not the one of today.
    desde: String,
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>, Filtro(momento): Filtro<Momento>) -> AppResult<Markup> {
    let leido = leer(&ctx, id).await?;
    let desde = fecha::parse(&momento.desde).unwrap_or_else(|_no_date| ctx.hoy());
    let form = elegido(&leido.periodos, desde).map(|p| HorarioForm::de(leido.profesional.version, p));
    Ok(pagina(&ctx, id, &leido, &form.unwrap_or_default(), &Errores::default()))
}

fn elegido(periodos: &[Periodo], fecha: NaiveDate) -> Option<&Periodo> {
    periodos.iter().rfind(|p| p.desde <= fecha).or_else(|| periodos.first())
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<HorarioForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let errores = match form.validar(ctx.hoy()) {
        Err(errores) => errores,
        Ok(nuevo) => match escribir(&ctx, id, &form, &nuevo).await {
            Ok(respuesta) => return Ok(respuesta),
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(pagina(&ctx, id, &leido, &form, &errores)).into_response())
}

async fn escribir(ctx: &Ctx, id: i64, form: &HorarioForm, nuevo: &NuevoHorario) -> AppResult<Response> {
    let fuera = horarios::guardar_horario(ctx, existente(id, &form.version), nuevo).await?;
    let aqui = urls::con_filtros(&urls::configuracion_horario(ctx.slug(), id), &[("desde", &nuevo.desde)]);
    Ok(aviso_de_cambio(ctx, "Horario guardado", fuera, Some(id), &aqui))
}

fn pagina(ctx: &Ctx, id: i64, leido: &Leido, form: &HorarioForm, errores: &Errores) -> Markup {
    let pantalla = Pantalla {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        id,
        nombre: &leido.profesional.nombre,
        periodos: &leido.periodos,
        lugares: &leido.lugares,
        errores,
    };
    ctx.pagina_configuracion(
        &format!("Horario de {}", leido.profesional.nombre),
        PESTANA,
        views::horario(&pantalla, form),
    )
}
