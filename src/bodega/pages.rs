//! Handlers of bodega.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{EntradaForm, InsumoForm, InsumosFiltro, KardexFiltro, RecetaForm};
use super::queries::{self, Despues, POR_PAGINA};
use super::views::{self, Entrada, Receta};
use super::{mensaje, model};
use crate::catalogos;
use crate::error::{AppError, AppResult, interno};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::ui::Pagination;
use crate::urls;
use crate::values::dinero::Moneda;
use crate::values::texto::normalizar;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn insumos(ctx: Ctx, Filtro(filtro): Filtro<InsumosFiltro>) -> AppResult<Markup> {
    let despues = Despues { nombre: &filtro.desde, id: filtro.desde_id.parse().unwrap_or_default() };
    let mut filas = ctx.leer(async |tx| queries::insumos(tx, &normalizar(&filtro.q), despues).await).await?;
    let siguiente = recortar(&mut filas).map(|ultimo| {
        urls::con_filtros(
            &urls::bodega(ctx.slug()),
            &[("q", &filtro.q), ("desde", &ultimo.nombre), ("desde_id", &ultimo.id)],
        )
    });
    let primera = (!filtro.desde.is_empty()).then(|| urls::con_filtros(&urls::bodega(ctx.slug()), &[("q", &filtro.q)]));
    let paginas = Pagination { anterior: primera, siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina("Bodega", "bodega", views::insumos(ctx.slug(), &filtro.q, opera, &filas, &paginas)))
}

/// Takes away the row that only told there are more, and answers the last one of the page.
fn recortar<T>(filas: &mut Vec<T>) -> Option<&T> {
    let por_pagina = usize::try_from(POR_PAGINA).unwrap_or(usize::MAX);
    let hay_mas = filas.len() > por_pagina;
    filas.truncate(por_pagina);
    filas.last().filter(|_| hay_mas)
}

#[handler]
pub fn insumo_nuevo(ctx: Ctx) -> Markup {
    let valores = InsumoForm { afecto: true, ..InsumoForm::default() };
    pagina_insumo(&ctx, &valores, &Errores::default())
}

fn pagina_insumo(ctx: &Ctx, valores: &InsumoForm, errores: &Errores) -> Markup {
    let contenido = views::insumo_nuevo(ctx.slug(), &ctx.csrf, &ctx.clinica.moneda, valores, errores);
    ctx.pagina("Nuevo insumo", "bodega", contenido)
}

#[handler]
pub async fn crear_insumo(ctx: Ctx, Formulario(form): Formulario<InsumoForm>) -> AppResult<Response> {
    let moneda = Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("currency of the clinic"))?;
    let nuevo = match form.validar(moneda) {
        Ok(nuevo) => nuevo,
        Err(errores) => return Ok(htmx::invalido(pagina_insumo(&ctx, &form, &errores))),
    };
    match ctx.escribir(async |tx| queries::crear_insumo(tx, &nuevo).await).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::bodega(ctx.slug()), "Insumo creado.")),
        Err(error) => {
            let errores = rechazo(error, "codigo")?;
            Ok(htmx::invalido(pagina_insumo(&ctx, &form, &errores)))
        }
    }
}

/// A refusal of ours becomes a message at the field; anything else goes on as it came.
fn rechazo(error: AppError, campo: &'static str) -> AppResult<Errores> {
    match &error {
        AppError::Rechazo(rechazo) => match mensaje(rechazo).or_else(|| crate::caja::mensaje(rechazo)) {
            Some(texto) => Ok(Errores::de(campo, texto)),
            None => Err(error),
        },
        _ => Err(error),
    }
}

#[handler]
pub async fn entrada_nueva(ctx: Ctx, Filtro(form): Filtro<EntradaForm>) -> AppResult<Markup> {
    pagina_entrada(&ctx, &form, &Errores::default()).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn pagina_entrada(ctx: &Ctx, form: &EntradaForm, errores: &Errores) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| queries::depositos(tx).await).await?;
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let pagina = Entrada { clinica: ctx.slug(), csrf: &ctx.csrf, clave: &clave, depositos: &depositos };
    Ok(ctx.pagina("Nueva entrada", "bodega", views::entrada_nueva(&pagina, form, errores)))
}

#[handler]
pub async fn registrar_entrada(ctx: Ctx, Formulario(form): Formulario<EntradaForm>) -> AppResult<Response> {
    let codigo = form.codigo.trim().to_uppercase();
    let (insumo_id, hoy) = ctx.leer(async |tx| queries::insumo_de_codigo(tx, &codigo).await).await?;
    let entrada = match (form.validar(insumo_id, hoy), form.clave.parse()) {
        (Ok(entrada), Ok(clave)) => (entrada, clave),
        (Err(errores), _) => return Ok(htmx::invalido(pagina_entrada(&ctx, &form, &errores).await?)),
        (_, Err(_)) => return Err(AppError::Malformado("clave")),
    };
    recibir(&ctx, &form, entrada).await
}

async fn recibir(ctx: &Ctx, form: &EntradaForm, (entrada, clave): (model::NuevaEntrada, Uuid)) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave, "entrada", &ctx.actor(), &entrada)?;
    match stock::recibir(ctx.db(), &ctx.actor(), &intencion, &entrada).await {
        Ok(_) => Ok(htmx::ir_con_aviso(ctx, &urls::insumo(ctx.slug(), entrada.insumo_id), "Entrada registrada.")),
        Err(error) => {
            let errores = rechazo(error, "")?;
            let nueva = EntradaForm { clave: String::new(), ..form.clone() };
            Ok(htmx::invalido(pagina_entrada(ctx, &nueva, &errores).await?))
        }
    }
}

#[handler]
pub async fn lotes(ctx: Ctx) -> AppResult<Markup> {
    let filas = ctx.leer(async |tx| queries::lotes(tx, None).await).await?;
    Ok(ctx.pagina("Lotes por vencer", "bodega", views::lotes(ctx.slug(), &filas)))
}

#[handler]
pub async fn insumo(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<KardexFiltro>,
) -> AppResult<Markup> {
    let antes = filtro.antes.parse().ok();
    let (ficha, en_lotes, mut kardex) = ctx
        .leer(async |tx| {
            let ficha = queries::insumo(tx, id).await?;
            Ok((ficha, queries::lotes(tx, Some(id)).await?, queries::kardex(tx, id, antes).await?))
        })
        .await?;
    let aqui = urls::insumo(ctx.slug(), id);
    let siguiente = recortar(&mut kardex).map(|ultimo| urls::con_filtros(&aqui, &[("antes", &ultimo.id)]));
    let paginas = Pagination { anterior: antes.map(|_: i64| aqui), siguiente, resumen: String::new() };
    let local = |m: &model::Movimiento| m.en.with_timezone(&ctx.clinica.zona).naive_local();
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina(
        &ficha.nombre,
        "bodega",
        views::insumo(ctx.slug(), &ficha, opera, &en_lotes, &kardex, local, &paginas),
    ))
}

#[handler]
pub async fn recetas(ctx: Ctx) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| catalogos::queries::opciones(tx).await).await?;
    Ok(ctx.pagina("Recetas", "bodega", views::recetas(ctx.slug(), &opciones.prestaciones)))
}

#[handler]
pub async fn receta(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_receta(&ctx, id, None, &Errores::default()).await
}

async fn pagina_receta(ctx: &Ctx, id: i64, escrita: Option<&RecetaForm>, errores: &Errores) -> AppResult<Markup> {
    let (nombre, lineas) = ctx.leer(async |tx| queries::receta(tx, id).await).await?;
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido =
        views::receta(ctx.slug(), &ctx.csrf, id, &nombre, opera, &Receta { lineas: &lineas, escrita, errores });
    Ok(ctx.pagina(&format!("Receta de {nombre}"), "bodega", contenido))
}

#[handler]
pub async fn guardar_receta(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RecetaForm>,
) -> AppResult<Response> {
    let guardada = match form.validar() {
        Ok(lineas) => ctx.escribir(async |tx| queries::reemplazar_receta(tx, id, &lineas).await).await?,
        Err(errores) => return Ok(htmx::invalido(pagina_receta(&ctx, id, Some(&form), &errores).await?)),
    };
    if guardada.is_empty() {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::receta(ctx.slug(), id), "Receta guardada."));
    }
    let errores = Errores::de("receta", format!("Ningún insumo tiene el código {}.", guardada.join(", ")));
    Ok(htmx::invalido(pagina_receta(&ctx, id, Some(&form), &errores).await?))
}
