//! The special days of a professional under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::ExcepcionForm;
use super::views::{self, Pantalla};
use super::{Excepcion, queries};
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

struct Leido {
    profesional: Profesional,
    dias: Vec<Excepcion>,
    lugares: Vec<OpcionLugar>,
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<Leido> {
    ctx.leer(async |tx| {
        let profesional = profesionales::queries::profesional(tx, id).await?;
        let dias = queries::excepciones(tx, id, ctx.hoy()).await?;
        Ok(Leido { profesional, dias, lugares: lugares(tx, id).await? })
    })
    .await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fecha {
    fecha: String,
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>, Filtro(cual): Filtro<Fecha>) -> AppResult<Markup> {
    let leido = leer(&ctx, id).await?;
    let fecha = fecha::parse(&cual.fecha).unwrap_or_else(|_no_date| ctx.hoy());
    let dia = leido.dias.iter().find(|d| d.fecha == fecha);
    let form = ExcepcionForm::de(leido.profesional.version, fecha, dia);
    Ok(pagina(&ctx, id, &leido, &form, &Errores::default()))
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ExcepcionForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let errores = match form.validar(ctx.hoy()) {
        Err(errores) => errores,
        Ok(dia) => match horarios::guardar_excepcion(&ctx, existente(id, &form.version), &dia).await {
            Ok(fuera) => {
                let aqui = urls::configuracion_excepciones(ctx.slug(), id);
                return Ok(aviso_de_cambio(&ctx, "Día especial guardado", fuera, Some(id), &aqui));
            }
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(pagina(&ctx, id, &leido, &form, &errores)).into_response())
}

/// With the version that the list had: what somebody else wrote on that date meanwhile is not thrown away unseen.
#[handler]
pub async fn quitar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ExcepcionForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let aqui = urls::configuracion_excepciones(ctx.slug(), id);
    let Ok(fecha) = fecha::parse(&form.fecha) else { return Ok(htmx::ir(&ctx, &aqui)) };
    let quitada = horarios::quitar_excepcion(&ctx, existente(id, &form.version), fecha).await;
    match quitada {
        Ok(fuera) => Ok(aviso_de_cambio(&ctx, "Ese día vuelve a su horario", fuera, Some(id), &aqui)),
        Err(error) => {
            let form = ExcepcionForm::de(leido.profesional.version, fecha, None);
            Ok(htmx::invalido(pagina(&ctx, id, &leido, &form, &explicar(error)?)).into_response())
        }
    }
}

fn pagina(ctx: &Ctx, id: i64, leido: &Leido, form: &ExcepcionForm, errores: &Errores) -> Markup {
    let pantalla = Pantalla {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        id,
        version: leido.profesional.version,
        nombre: &leido.profesional.nombre,
        dias: &leido.dias,
        lugares: &leido.lugares,
        errores,
    };
    let titulo = format!("Días especiales de {}", leido.profesional.nombre);
    ctx.pagina_configuracion(&titulo, "profesionales", views::excepciones(&pantalla, form))
}
