//! The list, and another try or none for one of them.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::FiltrosForm;
use super::views;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::jobs::lista::{self as trabajos, Fila};
use crate::jobs::{self, Trabajo, rondas};
use crate::urls;
use crate::web::form::Filtro;
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<FiltrosForm>) -> AppResult<Markup> {
    let filtros = form.leer();
    let (filas, agenda) =
        ctx.leer(async |tx| Ok((trabajos::listar(tx, filtros).await?, rondas::agenda(tx.pg()).await?))).await?;
    let vista = views::Vista { clinica: ctx.slug(), zona: ctx.clinica.zona, csrf: &ctx.csrf, filtros };
    let enlaces: Vec<Option<String>> = filas.iter().map(|fila| enlace(&ctx, fila)).collect();
    Ok(ctx.pagina_configuracion("Trabajos", "trabajos", views::lista(&vista, &filas, &enlaces, &agenda)))
}

/// What a job is about, to who may open that.
fn enlace(ctx: &Ctx, fila: &Fila) -> Option<String> {
    let (permiso, url) = match fila.trabajo()? {
        Trabajo::ReintentarEnvios { .. } => (Permiso::AvisosVer, urls::avisos(ctx.slug())),
        Trabajo::PedirPlantilla { .. } => (Permiso::ConfiguracionEditar, urls::configuracion_whatsapp(ctx.slug())),
        Trabajo::RevisarImportacion { id } | Trabajo::CargarImportacion { id } | Trabajo::OlvidarImportacion { id } => {
            (Permiso::PacientesImportar, urls::importacion(ctx.slug(), id))
        }
        Trabajo::Exportar { id, .. } | Trabajo::OlvidarExportacion { id } => {
            (Permiso::ReportesVer, urls::exportacion(ctx.slug(), id))
        }
    };
    ctx.puede(permiso).then_some(url)
}

#[handler]
pub async fn reintentar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = ctx.escribir(async |tx| trabajos::reintentar(tx, id).await).await?;
    let aviso = if hecho {
        "El trabajo se hará de nuevo"
    } else {
        "El trabajo ya no está fallido, o hay otro igual en curso"
    };
    Ok(htmx::ir_con_aviso(&ctx, &urls::trabajos(ctx.slug(), "", None), aviso))
}

#[handler]
pub async fn cancelar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = ctx.escribir(async |tx| jobs::cancelar(tx, id).await).await?;
    let aviso = if hecho { "El trabajo ya no se hará" } else { "Ese trabajo no se puede cancelar, o ya no espera" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::trabajos(ctx.slug(), "", None), aviso))
}
