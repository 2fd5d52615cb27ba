//! When it is asked, under /configuracion; `/r/{token}/encuesta`, where whoever has the link answers, once; and what was answered. To open a
//! link changes nothing: mail scanners follow links.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::forms::{AjustesForm, OpinionForm};
use super::queries;
use super::views::{self, Toque};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::encuestas::{self, Mirada};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, Visita, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let ajustes = ctx.leer(async |tx| queries::ajustes(tx).await).await?;
    Ok(pagina(&ctx, &AjustesForm::de(&ajustes), &Errores::default()))
}

fn pagina(ctx: &Ctx, form: &AjustesForm, errores: &Errores) -> Markup {
    let lee = ctx.puede(Permiso::ReportesVer);
    ctx.pagina_configuracion("Encuesta", "plantillas", views::editar(ctx.slug(), &ctx.csrf, form, errores, lee))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(nuevos) if ctx.escribir(async |tx| queries::guardar(tx, &nuevos).await).await? => {
            return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_encuesta(ctx.slug()), "Encuesta guardada."));
        }
        Ok(_) => Errores::de("", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pagina {
    antes: String,
}

#[handler]
pub async fn respuestas(ctx: Ctx, Filtro(pagina): Filtro<Pagina>) -> AppResult<Markup> {
    let antes = pagina.antes.parse().ok();
    let (resumen, respuestas) =
        ctx.leer(async |tx| Ok((queries::resumen(tx).await?, queries::respuestas(tx, antes).await?))).await?;
    let contenido = views::respuestas(ctx.slug(), ctx.clinica.zona, &resumen, &respuestas);
    Ok(ctx.pagina("Encuestas", "reportes", contenido))
}

#[handler]
pub async fn preguntar(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    let mirada = encuestas::mirar(&visita, &token).await?;
    Ok(mostrar(&visita, &token, &mirada, StatusCode::OK, (&OpinionForm::default(), &Errores::default())))
}

#[handler]
pub async fn responder(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<OpinionForm>,
) -> AppResult<Response> {
    let (mirada, estado, errores) = match form.validar() {
        Ok(opinion) => (encuestas::responder(&visita, &token, &opinion).await?, StatusCode::OK, Errores::default()),
        Err(errores) => (encuestas::mirar(&visita, &token).await?, StatusCode::UNPROCESSABLE_ENTITY, errores),
    };
    Ok(mostrar(&visita, &token, &mirada, estado, (&form, &errores)))
}

/// Its address is a secret: nobody else is told of it.
fn mostrar(
    visita: &Visita,
    token: &str,
    mirada: &Mirada,
    estado: StatusCode,
    (form, errores): (&OpinionForm, &Errores),
) -> Response {
    let toque = Toque { csrf: &visita.csrf, tema: visita.tema, token, form, errores };
    let (estado, contenido) = match mirada {
        Mirada::Falsa => (StatusCode::NOT_FOUND, views::falsa(visita.tema)),
        Mirada::Vencida(clinica) => (StatusCode::GONE, views::vencida(visita.tema, clinica)),
        Mirada::Respondida(clinica) => (StatusCode::OK, views::gracias(visita.tema, clinica)),
        Mirada::Abierta(clinica) => (estado, views::preguntar(&toque, clinica)),
    };
    htmx::privada(htmx::con_estado(estado, contenido))
}
