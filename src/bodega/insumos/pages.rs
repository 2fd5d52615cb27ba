//! Handlers of insumos.

use std::fmt::Display;

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{InsumoForm, InsumosFiltro};
use super::queries::{self, Despues};
use super::views::{self, Edicion};
use crate::bodega::kardex::{self, Movimiento, Pedido};
use crate::bodega::pages::recortar;
use crate::bodega::{errores_de, lotes};
use crate::error::{AppError, AppResult, interno};
use crate::identidad::Permiso;
use crate::services;
use crate::ui::Pagination;
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// Movements that the page of an insumo shows; the rest are in its kardex.
const ULTIMOS: usize = 20;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<InsumosFiltro>) -> AppResult<Markup> {
    let despues = Despues { nombre: &filtro.desde, id: filtro.desde_id.parse().unwrap_or_default() };
    let busqueda = filtro.busqueda(ctx.hoy());
    let (alertas, mut filas) =
        ctx.leer(async |tx| Ok((queries::alertas(tx).await?, queries::insumos(tx, &busqueda, despues).await?))).await?;
    let aqui = |desde: &str, id: i64| {
        let id = if desde.is_empty() { String::new() } else { id.to_string() };
        let filtros: [(&str, &dyn Display); 4] =
            [("q", &filtro.q), ("ver", &filtro.cuales().codigo()), ("desde", &desde), ("desde_id", &id)];
        urls::con_filtros(&urls::bodega(ctx.slug()), &filtros)
    };
    let siguiente = recortar(&mut filas).map(|ultimo| aqui(&ultimo.nombre, ultimo.id));
    let anterior = (!filtro.desde.is_empty()).then(|| aqui("", 0));
    let paginas = Pagination { anterior, siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina("Bodega", "bodega", views::insumos(ctx.slug(), &filtro, opera, (&alertas, &filas), &paginas)))
}

#[handler]
pub async fn nuevo(ctx: Ctx) -> AppResult<Markup> {
    let valores = InsumoForm { afecto: true, ..InsumoForm::default() };
    pagina_insumo(&ctx, None, &valores, &Errores::default()).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (insumo, presentaciones, categorias) = ctx
        .leer(async |tx| {
            let insumo = queries::editable(tx, id).await?;
            Ok((insumo, queries::presentaciones(tx, id).await?, queries::categorias(tx).await?))
        })
        .await?;
    Ok(pagina(&ctx, Some(id), &categorias, &InsumoForm::de(&insumo, &presentaciones), &Errores::default()))
}

/// The form of a new one, or what was typed in it.
async fn pagina_insumo(ctx: &Ctx, id: Option<i64>, valores: &InsumoForm, errores: &Errores) -> AppResult<Markup> {
    let categorias = ctx.leer(async |tx| queries::categorias(tx).await).await?;
    Ok(pagina(ctx, id, &categorias, valores, errores))
}

fn pagina(ctx: &Ctx, id: Option<i64>, categorias: &[String], valores: &InsumoForm, errores: &Errores) -> Markup {
    let edicion = Edicion { clinica: ctx.slug(), csrf: &ctx.csrf, moneda: &ctx.clinica.moneda, id, categorias };
    let titulo = if id.is_some() { "Editar insumo" } else { "Nuevo insumo" };
    ctx.pagina(titulo, "bodega", views::editar(&edicion, valores, errores))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<InsumoForm>) -> AppResult<Response> {
    guardar(&ctx, None, form).await
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<InsumoForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::editable(tx, id).await).await?;
    guardar(&ctx, Some(id), form).await
}

async fn guardar(ctx: &Ctx, id: Option<i64>, form: InsumoForm) -> AppResult<Response> {
    let moneda = Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("currency of the clinic"))?;
    let errores = match form.validar(moneda) {
        Err(errores) => errores,
        Ok(valido) => {
            let existente = id.map(|id| (id, form.version.parse().unwrap_or_default()));
            let datos = (&valido.datos, valido.archivado);
            match services::insumos::guardar(ctx, existente, datos, &valido.presentaciones).await {
                Ok(guardado) => return Ok(guardada(ctx, id, guardado)),
                Err(error) => explicar(error)?,
            }
        }
    };
    Ok(htmx::invalido(pagina_insumo(ctx, id, &form, &errores).await?))
}

fn guardada(ctx: &Ctx, antes: Option<i64>, id: i64) -> Response {
    let aviso = if antes.is_some() { "Insumo guardado." } else { "Insumo creado." };
    htmx::ir_con_aviso(ctx, &urls::insumo(ctx.slug(), id), aviso)
}

/// A rule of ours becomes a message at the field it is about.
fn explicar(error: AppError) -> AppResult<Errores> {
    let campo = match &error {
        AppError::Rechazo(r) if r.es("insumos_codigo_unico") => "codigo",
        AppError::Rechazo(r) if r.regla.starts_with("presentaciones") => "presentaciones",
        _ => "",
    };
    errores_de(error, campo)
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let pedido = Pedido { insumo_id: id, ..Pedido::default() };
    let (ficha, en_lotes, mut kardex) = ctx
        .leer(async |tx| {
            let ficha = queries::ficha(tx, id).await?;
            Ok((ficha, lotes::queries::del_insumo(tx, id).await?, kardex::queries::kardex(tx, &pedido).await?))
        })
        .await?;
    kardex.truncate(ULTIMOS);
    let local = |m: &Movimiento| m.en.with_timezone(&ctx.clinica.zona).naive_local();
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido = views::insumo(ctx.slug(), &ficha, opera, &en_lotes, &kardex, local);
    Ok(ctx.pagina(&ficha.insumo.nombre, "bodega", contenido))
}
