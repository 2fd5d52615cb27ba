//! Handlers of insumos.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{InsumoForm, InsumosFiltro, KardexFiltro};
use super::queries::{self, Despues};
use super::{model, views};
use crate::bodega::pages::recortar;
use crate::bodega::{errores_de, lotes};
use crate::error::{AppResult, interno};
use crate::identidad::Permiso;
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
            let errores = errores_de(error, "codigo")?;
            Ok(htmx::invalido(pagina_insumo(&ctx, &form, &errores)))
        }
    }
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
            Ok((ficha, lotes::queries::lotes(tx, Some(id)).await?, queries::kardex(tx, id, antes).await?))
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
