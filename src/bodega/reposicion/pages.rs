//! Handlers of what to order, and of its settings.

use std::collections::BTreeMap;

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{AjustesForm, DeInsumoForm, Pedido, PorPedirForm};
use super::model::{Sugerencia, Ultimo};
use super::{queries, views};
use crate::bodega::ordenes::{LineaNueva, NuevaOrden};
use crate::bodega::pages::explicar;
use crate::bodega::proveedores::queries::con_depositos;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::compras;
use crate::services::idempotencia::Intencion;
use crate::ui::format;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// Rows of the page: what runs out first comes first.
const FILAS_MAX: usize = 200;
/// Lines of a draft.
const LINEAS_MAX: usize = 100;

#[handler]
pub async fn por_pedir(ctx: Ctx, Filtro(form): Filtro<PorPedirForm>) -> AppResult<Markup> {
    en_pagina(&ctx, &form, &Errores::default()).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn en_pagina(ctx: &Ctx, form: &PorPedirForm, errores: &Errores) -> AppResult<Markup> {
    let ventana = form.ventana();
    let (ritmos, (proveedores, depositos)) =
        ctx.leer(async |tx| Ok((queries::ritmos(tx, ventana).await?, con_depositos(tx, None).await?))).await?;
    let mut sugerencias: Vec<Sugerencia> = ritmos.into_iter().filter_map(|r| r.sugerencia(ventana)).collect();
    sugerencias.sort_by_key(|s| (s.alcanza().is_none(), s.alcanza()));
    sugerencias.truncate(FILAS_MAX);
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let vista = views::PorPedir {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        opera: ctx.puede(Permiso::BodegaOperar),
        ventana,
        sugerencias: &sugerencias,
        proveedores: &proveedores,
        depositos: &depositos,
        errores,
    };
    Ok(ctx.pagina("Por pedir", "bodega", views::por_pedir(&vista, form)))
}

#[handler]
pub async fn pedir(ctx: Ctx, Formulario(form): Formulario<PorPedirForm>) -> AppResult<Response> {
    let pedido = match form.validar() {
        Ok(pedido) => pedido,
        Err(errores) => return Ok(htmx::invalido(en_pagina(&ctx, &form, &errores).await?)),
    };
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let insumos: Vec<i64> = pedido.cantidades.keys().copied().collect();
    let ultimos = ctx.leer(async |tx| queries::ultimos(tx, &insumos).await).await?;
    let Some(ordenes) = borradores(&pedido, &ultimos, &ctx.clinica.moneda) else {
        let errores = Errores::de("proveedor", "Elige a quién pedir lo que no ha llegado de nadie.");
        return Ok(htmx::invalido(en_pagina(&ctx, &form, &errores).await?));
    };
    let intencion = Intencion::nueva(clave, "por_pedir", &ctx.actor(), &ordenes)?;
    match compras::ordenar_varias(ctx.db(), &ctx.actor(), &intencion, &ordenes).await {
        Ok(_) => Ok(hechas(&ctx, ordenes.len())),
        Err(error) => Ok(htmx::invalido(en_pagina(&ctx, &form, &explicar(error)?).await?)),
    }
}

fn hechas(ctx: &Ctx, cuantas: usize) -> Response {
    let aviso = match cuantas {
        1 => "Quedó 1 borrador: revísalo y envíalo".to_owned(),
        varias => format!("Quedaron {} borradores: revísalos y envíalos", format::count(varias as i64)),
    };
    htmx::ir_con_aviso(ctx, &urls::ordenes_filtro(ctx.slug(), "borrador", "", ""), &aviso)
}

/// One draft a proveedor, or more when it would be long; none when nobody was chosen for what has come from nobody.
fn borradores(pedido: &Pedido, ultimos: &[Ultimo], moneda: &str) -> Option<Vec<NuevaOrden>> {
    let mut de_proveedor: BTreeMap<i64, Vec<LineaNueva>> = BTreeMap::new();
    for u in ultimos {
        let proveedor = u.proveedor_id.or(pedido.proveedor_id)?;
        let cantidad = pedido.cantidades.get(&u.insumo_id).copied().unwrap_or_default();
        let linea = LineaNueva { insumo_id: u.insumo_id, cantidad, costo: u.costo };
        de_proveedor.entry(proveedor).or_default().push(linea);
    }
    let orden = |proveedor_id: i64, lineas: &[LineaNueva]| NuevaOrden {
        proveedor_id,
        deposito_id: pedido.deposito_id,
        moneda: moneda.to_owned(),
        nota: String::new(),
        lineas: lineas.to_vec(),
    };
    let por_partes = |(proveedor, lineas): (&i64, &Vec<LineaNueva>)| -> Vec<NuevaOrden> {
        lineas.chunks(LINEAS_MAX).map(|parte| orden(*proveedor, parte)).collect()
    };
    Some(de_proveedor.iter().flat_map(por_partes).collect())
}

#[handler]
pub async fn ajustes(ctx: Ctx) -> AppResult<Markup> {
    let ajustes = ctx.leer(async |tx| queries::ajustes(tx).await).await?;
    Ok(en_ajustes(&ctx, &AjustesForm::de(&ajustes), &Errores::default()))
}

fn en_ajustes(ctx: &Ctx, form: &AjustesForm, errores: &Errores) -> Markup {
    ctx.pagina("Días para pedir", "bodega", views::ajustes(ctx.slug(), &ctx.csrf, form, errores))
}

#[handler]
pub async fn guardar_ajustes(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let dias = match form.validar() {
        Ok(dias) => dias,
        Err(errores) => return Ok(htmx::invalido(en_ajustes(&ctx, &form, &errores))),
    };
    match ctx.escribir(async |tx| queries::guardar_ajustes(tx, dias, &form.huella).await).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::por_pedir(ctx.slug(), ""), "Días guardados")),
        Err(error) => Ok(htmx::invalido(en_ajustes(&ctx, &form, &explicar(error)?))),
    }
}

#[handler]
pub async fn de_insumo(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    en_insumo(&ctx, id, None, &Errores::default()).await
}

async fn en_insumo(ctx: &Ctx, id: i64, form: Option<&DeInsumoForm>, errores: &Errores) -> AppResult<Markup> {
    let (insumo, de_todos) =
        ctx.leer(async |tx| Ok((queries::de_insumo(tx, id).await?, queries::ajustes(tx).await?))).await?;
    let guardado = DeInsumoForm::de(&insumo);
    let form = form.unwrap_or(&guardado);
    let contenido = views::de_insumo(ctx.slug(), &ctx.csrf, (id, &insumo.nombre), &de_todos, form, errores);
    Ok(ctx.pagina(&insumo.nombre, "bodega", contenido))
}

#[handler]
pub async fn guardar_de_insumo(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<DeInsumoForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::de_insumo(tx, id).await).await?;
    let dias = match form.validar() {
        Ok(dias) => dias,
        Err(errores) => return Ok(htmx::invalido(en_insumo(&ctx, id, Some(&form), &errores).await?)),
    };
    let version = form.version.parse().unwrap_or_default();
    match ctx.escribir(async |tx| queries::guardar_de_insumo(tx, id, version, dias).await).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::por_pedir(ctx.slug(), ""), "Días guardados")),
        Err(error) => Ok(htmx::invalido(en_insumo(&ctx, id, Some(&form), &explicar(error)?).await?)),
    }
}
