//! Handlers of purchase orders.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{CambioForm, OrdenForm, OrdenesFiltro};
use super::model::{Linea, Orden};
use super::recepciones::queries as recepciones;
use super::{queries, views};
use crate::bodega::model::Deposito;
use crate::bodega::pages::{explicar, recortar};
use crate::bodega::proveedores::Opcion;
use crate::bodega::proveedores::queries::con_depositos;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::compras;
use crate::services::idempotencia::Intencion;
use crate::ui::Pagination;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const CAMBIO: &str = "Alguien cambió la orden mientras la mirabas: revísala de nuevo.";

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<OrdenesFiltro>) -> AppResult<Markup> {
    let (proveedor, antes) = (filtro.proveedor.parse().ok(), filtro.antes.parse().ok());
    let mut filas = ctx.leer(async |tx| queries::lista(tx, filtro.estado(), proveedor, antes).await).await?;
    let aqui = |antes: &str| urls::ordenes_filtro(ctx.slug(), filtro.estado(), &filtro.proveedor, antes);
    let siguiente = recortar(&mut filas).map(|ultima| aqui(&ultima.id.to_string()));
    let paginas = Pagination { anterior: antes.map(|_: i64| aqui("")), siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido =
        views::lista(ctx.slug(), ctx.clinica.zona, (filtro.estado(), &filtro.proveedor), opera, &filas, &paginas);
    Ok(ctx.pagina("Órdenes de compra", "bodega", contenido))
}

#[handler]
pub async fn en_blanco(ctx: Ctx, Filtro(form): Filtro<OrdenForm>) -> AppResult<Markup> {
    en_formulario(&ctx, None, &form, &Errores::default()).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (orden, lineas, elecciones) = ctx
        .leer(async |tx| {
            let orden = queries::una(tx, id).await?;
            let elecciones = con_depositos(tx, Some(orden.proveedor_id)).await?;
            Ok((orden, queries::lineas(tx, id).await?, elecciones))
        })
        .await?;
    Ok(con_elecciones(&ctx, Some(id), &OrdenForm::de(&orden, &lineas), &elecciones, &Errores::default()))
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<(Orden, Vec<Linea>)> {
    ctx.leer(async |tx| Ok((queries::una(tx, id).await?, queries::lineas(tx, id).await?))).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn en_formulario(ctx: &Ctx, id: Option<i64>, form: &OrdenForm, errores: &Errores) -> AppResult<Markup> {
    let proveedor = form.proveedor.parse().ok();
    let elecciones = ctx.leer(async |tx| con_depositos(tx, proveedor).await).await?;
    Ok(con_elecciones(ctx, id, form, &elecciones, errores))
}

fn con_elecciones(
    ctx: &Ctx,
    id: Option<i64>,
    form: &OrdenForm,
    (proveedores, depositos): &(Vec<Opcion>, Vec<Deposito>),
    errores: &Errores,
) -> Markup {
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let vista =
        views::Edicion { clinica: ctx.slug(), csrf: &ctx.csrf, id, clave: &clave, proveedores, depositos, errores };
    ctx.pagina("Orden de compra", "bodega", views::editar(&vista, form))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<OrdenForm>) -> AppResult<Response> {
    guardar(&ctx, None, form).await
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<OrdenForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::una(tx, id).await).await?;
    guardar(&ctx, Some(id), form).await
}

async fn guardar(ctx: &Ctx, id: Option<i64>, form: OrdenForm) -> AppResult<Response> {
    let (codigos, proveedor) = (form.codigos(), form.proveedor.parse().ok());
    let pedibles = ctx.leer(async |tx| queries::pedibles(tx, &codigos, proveedor).await).await?;
    let nueva = match form.validar(&pedibles, &ctx.clinica.moneda) {
        Ok(nueva) => nueva,
        Err(errores) => return Ok(htmx::invalido(en_formulario(ctx, id, &form, &errores).await?)),
    };
    let guardada = match id {
        Some(id) => compras::editar(ctx.db(), &ctx.actor(), id, form.version.parse().unwrap_or_default(), &nueva).await,
        None => {
            let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
            let intencion = Intencion::nueva(clave, "orden", &ctx.actor(), &nueva)?;
            compras::ordenar(ctx.db(), &ctx.actor(), &intencion, &nueva).await
        }
    };
    match guardada {
        Ok(id) => Ok(htmx::ir_con_aviso(ctx, &urls::orden(ctx.slug(), id), "Orden guardada")),
        Err(error) => Ok(htmx::invalido(en_formulario(ctx, id, &form, &explicar(error)?).await?)),
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    en_pagina(&ctx, id, "", &Errores::default()).await
}

async fn en_pagina(ctx: &Ctx, id: i64, motivo: &str, errores: &Errores) -> AppResult<Markup> {
    let (orden, lineas, llegadas) = ctx
        .leer(async |tx| {
            Ok((queries::una(tx, id).await?, queries::lineas(tx, id).await?, recepciones::de_orden(tx, id).await?))
        })
        .await?;
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        opera: ctx.puede(Permiso::BodegaOperar),
        orden: &orden,
        lineas: &lineas,
        recepciones: &llegadas,
        motivo,
        errores,
    };
    Ok(ctx.pagina(&format!("Orden de compra {id}"), "bodega", views::orden(&vista)))
}

#[handler]
pub async fn impresa(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (orden, lineas) = leer(&ctx, id).await?;
    Ok(views::papel(&ctx.clinica.nombre, ctx.slug(), ctx.clinica.zona, &orden, &lineas))
}

#[handler]
pub async fn enviar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CambioForm>,
) -> AppResult<Response> {
    let hecho = ctx
        .escribir(async |tx| {
            queries::una(tx, id).await?;
            queries::enviar(tx, id, form.version()).await
        })
        .await?;
    tras_cambio(&ctx, id, hecho, "Orden enviada: queda esperando la mercadería").await
}

#[handler]
pub async fn cancelar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CambioForm>,
) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(errores) => return Ok(htmx::invalido(en_pagina(&ctx, id, &form.motivo, &errores).await?)),
    };
    let hecho = ctx
        .escribir(async |tx| {
            queries::una(tx, id).await?;
            queries::cancelar(tx, id, form.version(), &motivo).await
        })
        .await?;
    tras_cambio(&ctx, id, hecho, "Orden cancelada").await
}

async fn tras_cambio(ctx: &Ctx, id: i64, hecho: bool, aviso: &str) -> AppResult<Response> {
    if hecho {
        return Ok(htmx::ir_con_aviso(ctx, &urls::orden(ctx.slug(), id), aviso));
    }
    Ok(htmx::conflicto(en_pagina(ctx, id, "", &Errores::de("", CAMBIO)).await?))
}
