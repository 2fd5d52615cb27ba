//! Handlers of consumos pendientes.

use maud::{Markup, html};
use poem::{Response, handler};

use super::forms::{PendientesFiltro, PendientesForm};
use super::model::Pendiente;
use super::queries;
use super::views::{self, Lista};
use crate::bodega::errores_de;
use crate::bodega::pages::{clave_de, leer_clave, recortar};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::ui::Pagination;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<PendientesFiltro>) -> AppResult<Markup> {
    let form = PendientesForm { desde: filtro.desde, ..PendientesForm::default() };
    pagina(&ctx, &form, &Errores::default(), html! {}).await
}

/// A refused form keeps its key, and what was marked.
async fn pagina(ctx: &Ctx, form: &PendientesForm, errores: &Errores, negativa: Markup) -> AppResult<Markup> {
    let desde = form.desde.parse().unwrap_or_default();
    let mut filas = ctx.leer(async |tx| queries::lista(tx, desde, ctx.hoy()).await).await?;
    let aqui = urls::pendientes(ctx.slug());
    let siguiente = recortar(&mut filas).map(|ultimo| urls::con_filtros(&aqui, &[("desde", &ultimo.id)]));
    let paginas = Pagination { anterior: (desde > 0).then_some(aqui), siguiente, resumen: String::new() };
    let datos = Lista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave_de(&form.clave),
        filas: &filas,
        opera: ctx.puede(Permiso::BodegaOperar),
        aprueba: ctx.puede(Permiso::BodegaAprobar),
        caja: ctx.puede(Permiso::CajaVer),
    };
    let local = |p: &Pendiente| p.creado.with_timezone(&ctx.clinica.zona).naive_local();
    Ok(ctx.pagina("Consumos pendientes", "bodega", views::lista(&datos, form, errores, negativa, local, &paginas)))
}

#[handler]
pub async fn saldar(ctx: Ctx, Formulario(form): Formulario<PendientesForm>) -> AppResult<Response> {
    let ids = match form.elegidos() {
        Ok(ids) => ids,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, &form, &errores, html! {}).await?)),
    };
    let intencion = Intencion::nueva(leer_clave(&form.clave)?, "pendientes_saldo", &ctx.actor(), &ids)?;
    let (errores, negativa) = match stock::saldar_pendientes(&ctx, &intencion, &ids).await {
        Ok(Ok(())) => return Ok(listo(&ctx, "Consumos saldados.")),
        Ok(Err(no)) => (Errores::default(), views::negativa(&no)),
        Err(error) => (errores_de(error, "")?, html! {}),
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores, negativa).await?))
}

#[handler]
pub async fn desistir(ctx: Ctx, Formulario(form): Formulario<PendientesForm>) -> AppResult<Response> {
    let errores = match form.desistidos() {
        Err(errores) => errores,
        Ok((ids, motivo)) => {
            let intencion =
                Intencion::nueva(leer_clave(&form.clave)?, "pendientes_desistimiento", &ctx.actor(), &(&ids, &motivo))?;
            match stock::desistir_pendientes(&ctx, &intencion, &ids, &motivo).await {
                Ok(()) => return Ok(listo(&ctx, "Esos consumos no se descontarán.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores, html! {}).await?))
}

fn listo(ctx: &Ctx, aviso: &str) -> Response {
    htmx::ir_con_aviso(ctx, &urls::pendientes(ctx.slug()), aviso)
}
