//! Handlers of counting.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{ConteoForm, HallazgoForm};
use super::views;
use crate::bodega::forms::codigo_de_barras;
use crate::bodega::insumos::queries::ubicar;
use crate::bodega::inventarios::model::{Inventario, PorContar, Propia};
use crate::bodega::inventarios::queries;
use crate::bodega::inventarios::views::explicacion;
use crate::error::{AppError, AppResult};
use crate::services::idempotencia::Intencion;
use crate::services::inventarios::{self, Negativa};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(form): Filtro<ConteoForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id, &form).await?;
    if !leido.inventario.se_cuenta() {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::inventario(ctx.slug(), id), "Ese inventario ya no se cuenta"));
    }
    Ok(htmx::con_estado(StatusCode::OK, en_pagina(&ctx, &leido, &form, &Errores::default())))
}

struct Leido {
    inventario: Inventario,
    /// The one at hand.
    elegida: Option<PorContar>,
    ofrecidas: Vec<PorContar>,
    propias: Vec<Propia>,
}

async fn leer(ctx: &Ctx, id: i64, form: &ConteoForm) -> AppResult<Leido> {
    let (elegida, buscado) = (form.lote.parse().ok(), form.buscado(ctx.hoy()));
    ctx.leer(async |tx| {
        let (inventario, propias) = (queries::uno(tx, id).await?, queries::propias(tx, id).await?);
        let Some(lote) = elegida else {
            let mut ofrecidas = queries::por_contar(tx, id, &buscado).await?;
            // A scanned code that is of one label needs no choice.
            let elegida = (!buscado.texto.is_empty() && ofrecidas.len() == 1).then(|| ofrecidas.remove(0));
            return Ok(Leido { inventario, elegida, ofrecidas, propias });
        };
        let elegida = queries::etiqueta_por_contar(tx, id, lote).await?;
        Ok(Leido { inventario, elegida, ofrecidas: Vec::new(), propias })
    })
    .await
}

fn en_pagina(ctx: &Ctx, leido: &Leido, form: &ConteoForm, errores: &Errores) -> Markup {
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        clave: &clave,
        inventario: &leido.inventario,
        elegida: leido.elegida.as_ref(),
        ofrecidas: &leido.ofrecidas,
        propias: &leido.propias,
        errores,
    };
    ctx.pagina(&format!("Contar: inventario {}", leido.inventario.id), "bodega", views::conteo(&vista, form))
}

#[handler]
pub async fn anotar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ConteoForm>,
) -> AppResult<Response> {
    let anotacion = match form.validar(id) {
        Ok(anotacion) => anotacion,
        Err(errores) => return Ok(htmx::invalido(en_pagina(&ctx, &leer(&ctx, id, &form).await?, &form, &errores))),
    };
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let intencion = Intencion::nueva(clave, "conteo", &ctx.actor(), &anotacion)?;
    match inventarios::contar(ctx.db(), &ctx.actor(), &intencion, &anotacion).await? {
        Ok(_) => Ok(anotado(&ctx, id)),
        Err(negativa) => {
            let form = con_otra_clave(form, &negativa);
            let errores = Errores::de("", explicacion(&negativa));
            Ok(htmx::conflicto(en_pagina(&ctx, &leer(&ctx, id, &form).await?, &form, &errores)))
        }
    }
}

fn anotado(ctx: &Ctx, id: i64) -> Response {
    htmx::ir_con_aviso(ctx, &urls::conteo(ctx.slug(), id, "", None, None), "Anotado. Sigue con el próximo.")
}

/// A key that was used for something else would be refused again.
fn con_otra_clave(form: ConteoForm, negativa: &Negativa) -> ConteoForm {
    let clave = if *negativa == Negativa::OtraIntencion { String::new() } else { form.clave };
    ConteoForm { clave, ..form }
}

#[handler]
pub async fn no_listado(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(form): Filtro<HallazgoForm>,
) -> AppResult<Markup> {
    let inventario = ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    Ok(en_hallazgo(&ctx, &inventario, &form, &Errores::default()))
}

fn en_hallazgo(ctx: &Ctx, inventario: &Inventario, form: &HallazgoForm, errores: &Errores) -> Markup {
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let contenido = views::hallazgo(ctx.slug(), &ctx.csrf, &clave, inventario, form, errores);
    ctx.pagina("Lote que no aparece", "bodega", contenido)
}

#[handler]
pub async fn hallar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<HallazgoForm>,
) -> AppResult<Response> {
    let (codigo, barras) = (form.insumo.trim().to_uppercase(), codigo_de_barras(&form.insumo));
    let (inventario, insumo) =
        ctx.leer(async |tx| Ok((queries::uno(tx, id).await?, ubicar(tx, &codigo, &barras).await?.insumo_id))).await?;
    let hallazgo = match form.validar(id, insumo) {
        Ok(hallazgo) => hallazgo,
        Err(errores) => return Ok(htmx::invalido(en_hallazgo(&ctx, &inventario, &form, &errores))),
    };
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let intencion = Intencion::nueva(clave, "hallazgo", &ctx.actor(), &hallazgo)?;
    match inventarios::hallar(ctx.db(), &ctx.actor(), &intencion, &hallazgo).await? {
        Ok(_) => Ok(anotado(&ctx, id)),
        Err(negativa) => {
            let form = HallazgoForm { clave: String::new(), ..form };
            let errores = Errores::de("", explicacion(&negativa));
            Ok(htmx::conflicto(en_hallazgo(&ctx, &inventario, &form, &errores)))
        }
    }
}
