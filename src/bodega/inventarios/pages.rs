//! Handlers of counts: opening, closing, approving. Counting itself is in `conteo`.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{AnulacionForm, AprobacionForm, CierreForm, InventarioForm, InventariosFiltro};
use super::{queries, views};
use crate::bodega::pages::{explicar, recortar};
use crate::bodega::queries::depositos;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::inventarios::{self, Negativa};
use crate::ui::Pagination;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<InventariosFiltro>) -> AppResult<Markup> {
    let antes = filtro.antes.parse().ok();
    let mut filas = ctx.leer(async |tx| queries::lista(tx, antes).await).await?;
    let aqui = urls::inventarios(ctx.slug());
    let siguiente = recortar(&mut filas).map(|ultimo| urls::con_filtros(&aqui, &[("antes", &ultimo.id)]));
    let paginas = Pagination { anterior: antes.map(|_: i64| aqui), siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina("Inventarios", "bodega", views::lista(ctx.slug(), ctx.clinica.zona, opera, &filas, &paginas)))
}

#[handler]
pub async fn en_blanco(ctx: Ctx) -> AppResult<Markup> {
    en_formulario(&ctx, &InventarioForm::default(), &Errores::default()).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn en_formulario(ctx: &Ctx, form: &InventarioForm, errores: &Errores) -> AppResult<Markup> {
    let (depositos, categorias) =
        ctx.leer(async |tx| Ok((depositos(tx).await?, queries::categorias(tx).await?))).await?;
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let vista = views::Apertura {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        depositos: &depositos,
        categorias: &categorias,
        errores,
    };
    Ok(ctx.pagina("Nuevo inventario", "bodega", views::nuevo(&vista, form)))
}

#[handler]
pub async fn abrir(ctx: Ctx, Formulario(form): Formulario<InventarioForm>) -> AppResult<Response> {
    let nuevo = match form.validar() {
        Ok(nuevo) => nuevo,
        Err(errores) => return Ok(htmx::invalido(en_formulario(&ctx, &form, &errores).await?)),
    };
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let intencion = Intencion::nueva(clave, "inventario", &ctx.actor(), &nuevo)?;
    match inventarios::abrir(ctx.db(), &ctx.actor(), &intencion, &nuevo).await {
        Ok(id) => {
            Ok(htmx::ir_con_aviso(&ctx, &urls::inventario(ctx.slug(), id), "Inventario abierto: ya se puede contar"))
        }
        Err(error) => {
            let errores = explicar(error)?;
            Ok(htmx::conflicto(en_formulario(&ctx, &form, &errores).await?))
        }
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    en_pagina(&ctx, id, &AnulacionForm::default(), &views::Problema::default()).await
}

async fn en_pagina(ctx: &Ctx, id: i64, form: &AnulacionForm, problema: &views::Problema) -> AppResult<Markup> {
    let aprueba = ctx.puede(Permiso::BodegaAprobar);
    let (inventario, resultados) = ctx
        .leer(async |tx| {
            let inventario = queries::uno(tx, id).await?;
            // Before somebody may approve, what the books say is not even read.
            let se_muestra = inventario.estado == "aprobado" || inventario.estado == "revision" && aprueba;
            let resultados = if se_muestra { queries::resultados(tx, id).await? } else { Vec::new() };
            Ok((inventario, resultados))
        })
        .await?;
    let clave = Uuid::new_v4().to_string();
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        moneda: &ctx.clinica.moneda,
        clave: &clave,
        opera: ctx.puede(Permiso::BodegaOperar),
        aprueba,
        inventario: &inventario,
        resultados: &resultados,
        motivo: &form.motivo,
        problema,
    };
    Ok(ctx.pagina(&format!("Inventario {id}"), "bodega", views::inventario(&vista)))
}

#[handler]
pub async fn cerrar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CierreForm>,
) -> AppResult<Response> {
    let ronda = form.ronda.parse().map_err(|_error| AppError::Malformado("ronda"))?;
    let otra = inventarios::cerrar(ctx.db(), &ctx.actor(), id, ronda).await?;
    let aviso = if otra {
        "Hay diferencias: cuenta otra vez los lotes que quedan"
    } else {
        "Conteo cerrado: espera aprobación"
    };
    Ok(htmx::ir_con_aviso(&ctx, &urls::inventario(ctx.slug(), id), aviso))
}

#[handler]
pub async fn recontar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = inventarios::recontar(ctx.db(), &ctx.actor(), id).await?;
    let aviso = if hecho { "Reconteo pedido" } else { "No hay nada que recontar" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::inventario(ctx.slug(), id), aviso))
}

#[handler]
pub async fn aprobar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AprobacionForm>,
) -> AppResult<Response> {
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let intencion = Intencion::nueva(clave, "aprobacion", &ctx.actor(), &id)?;
    match inventarios::aprobar(ctx.db(), &ctx.actor(), &intencion, id).await? {
        Ok(_) => Ok(htmx::ir_con_aviso(
            &ctx,
            &urls::inventario(ctx.slug(), id),
            "Inventario aprobado y existencias ajustadas",
        )),
        Err(negativa) => {
            let problema = problema_de(&negativa);
            Ok(htmx::conflicto(en_pagina(&ctx, id, &AnulacionForm::default(), &problema).await?))
        }
    }
}

fn problema_de(negativa: &Negativa) -> views::Problema {
    let errores = Errores::de("", views::explicacion(negativa));
    let lotes = match negativa {
        Negativa::BajoCero(lotes) => lotes.clone(),
        _ => Vec::new(),
    };
    views::Problema { errores, lotes }
}

#[handler]
pub async fn anular(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnulacionForm>,
) -> AppResult<Response> {
    let motivo = match form.validar() {
        Ok(motivo) => motivo,
        Err(errores) => {
            let problema = views::Problema { errores, lotes: Vec::new() };
            return Ok(htmx::invalido(en_pagina(&ctx, id, &form, &problema).await?));
        }
    };
    let hecho = inventarios::anular(ctx.db(), &ctx.actor(), id, &motivo).await?;
    let aviso = if hecho { "Inventario anulado: nada se ajustó" } else { "Ese inventario ya había terminado" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::inventario(ctx.slug(), id), aviso))
}
