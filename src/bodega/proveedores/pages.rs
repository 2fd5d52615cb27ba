//! Handlers of proveedores.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{ProveedorForm, ProveedoresFiltro};
use super::{queries, views};
use crate::bodega::insumos::queries::Despues;
use crate::bodega::pages::{explicar, recortar};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::ui::Pagination;
use crate::urls;
use crate::values::texto::normalizar;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<ProveedoresFiltro>) -> AppResult<Markup> {
    let despues = Despues { nombre: &filtro.desde, id: filtro.desde_id.parse().unwrap_or_default() };
    let busqueda = normalizar(&filtro.q);
    let mut filas = ctx.leer(async |tx| queries::proveedores(tx, &busqueda, filtro.archivados, despues).await).await?;
    let aqui = |desde: &str, id: &str| urls::proveedores_filtro(ctx.slug(), &filtro.q, filtro.archivados, desde, id);
    let siguiente = recortar(&mut filas).map(|ultimo| aqui(&ultimo.nombre, &ultimo.id.to_string()));
    let anterior = (!filtro.desde.is_empty()).then(|| aqui("", ""));
    let paginas = Pagination { anterior, siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido = views::lista(ctx.slug(), &filtro.q, filtro.archivados, opera, &filas, &paginas);
    Ok(ctx.pagina("Proveedores", "bodega", contenido))
}

#[handler]
pub fn en_blanco(ctx: Ctx) -> Markup {
    en_pagina(&ctx, None, &ProveedorForm::default(), &Errores::default())
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (proveedor, precios) =
        ctx.leer(async |tx| Ok((queries::uno(tx, id).await?, queries::precios(tx, id).await?))).await?;
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido = views::ficha(ctx.slug(), &ctx.clinica.moneda, opera, &proveedor, &precios);
    Ok(ctx.pagina(&proveedor.nombre, "bodega", contenido))
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let proveedor = ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    Ok(en_pagina(&ctx, Some(id), &ProveedorForm::de(&proveedor), &Errores::default()))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<ProveedorForm>) -> AppResult<Response> {
    guardar(&ctx, None, form).await
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ProveedorForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    guardar(&ctx, Some(id), form).await
}

async fn guardar(ctx: &Ctx, id: Option<i64>, form: ProveedorForm) -> AppResult<Response> {
    let nuevo = match form.validar() {
        Ok(nuevo) => nuevo,
        Err(errores) => return Ok(htmx::invalido(en_pagina(ctx, id, &form, &errores))),
    };
    let version = form.version.parse().unwrap_or_default();
    let guardado = ctx
        .escribir(async |tx| match id {
            Some(id) => queries::editar(tx, id, version, &nuevo).await.map(|()| id),
            None => queries::crear(tx, &nuevo).await,
        })
        .await;
    match guardado {
        Ok(id) => Ok(htmx::ir_con_aviso(ctx, &urls::proveedor(ctx.slug(), id), "Proveedor guardado")),
        Err(error) => Ok(htmx::invalido(en_pagina(ctx, id, &form, &explicar(error)?))),
    }
}

fn en_pagina(ctx: &Ctx, id: Option<i64>, form: &ProveedorForm, errores: &Errores) -> Markup {
    ctx.pagina("Proveedor", "bodega", views::editar(ctx.slug(), &ctx.csrf, id, form, errores))
}
