//! Uploading a spreadsheet of supplies, looking at what it would do, and saying that it be done.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::columnas::MOLDE;
use super::forms::{FilasFiltro, SubidaForm};
use super::model::Planilla;
use super::revision::{self, Fila};
use super::{descarga, queries, views};
use crate::bodega::pages::explicar;
use crate::bodega::queries::depositos;
use crate::error::{AppResult, interno};
use crate::planilla::leer_archivo;
use crate::services::planillas::{self, Carga};
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Archivo, Ctx, Subida, csv, htmx};

const POR_PAGINA: usize = 50;
const ULTIMAS: i64 = 50;

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let ultimas = ctx.leer(async |tx| queries::ultimas(tx, ULTIMAS).await).await?;
    Ok(en_pagina(&ctx, views::lista(ctx.slug(), ctx.clinica.zona, &ultimas)))
}

#[handler]
pub async fn formulario(ctx: Ctx) -> AppResult<Markup> {
    en_blanco(&ctx, &SubidaForm::default(), &Errores::default()).await
}

async fn en_blanco(ctx: &Ctx, form: &SubidaForm, errores: &Errores) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| depositos(tx).await).await?;
    Ok(en_pagina(ctx, views::nueva(ctx.slug(), &ctx.csrf, &depositos, form, errores)))
}

#[handler]
pub fn plantilla(_ctx: Ctx) -> AppResult<Response> {
    Ok(csv("plantilla-insumos", descarga::plantilla()?))
}

#[handler]
pub async fn subir(ctx: Ctx, Formulario(form): Formulario<SubidaForm>, subida: Subida) -> AppResult<Response> {
    let archivo = match (subida, form.deposito.parse()) {
        (Subida::Archivo(archivo), Ok(deposito_id)) => (archivo, deposito_id),
        (Subida::Archivo(_), Err(_)) => {
            return rehusar(&ctx, &form, &Errores::de("deposito", "Elige el depósito.")).await;
        }
        (Subida::Nada, _) => return rehusar(&ctx, &form, &Errores::de("archivo", "Elige un archivo.")).await,
        (Subida::Excede, _) => {
            let errores = Errores::de("archivo", "El archivo pasa de 10 MB: divídelo en varios.");
            return rehusar(&ctx, &form, &errores).await;
        }
    };
    recibir(&ctx, &form, archivo).await
}

async fn rehusar(ctx: &Ctx, form: &SubidaForm, errores: &Errores) -> AppResult<Response> {
    Ok(htmx::invalido(en_blanco(ctx, form, errores).await?))
}

async fn recibir(ctx: &Ctx, form: &SubidaForm, (archivo, deposito_id): (Archivo, i64)) -> AppResult<Response> {
    let leida = match leer_archivo(archivo.nombre, archivo.bytes, &MOLDE).await? {
        Ok(leida) => leida,
        Err(invalida) => return rehusar(ctx, form, &Errores::de("archivo", invalida.to_string())).await,
    };
    match ctx.escribir(async |tx| queries::recibir(tx, deposito_id, &leida).await).await {
        Ok((id, true)) => Ok(htmx::ir(ctx, &urls::planilla(ctx.slug(), id))),
        Ok((id, false)) => Ok(htmx::ir_con_aviso(ctx, &urls::planilla(ctx.slug(), id), "Ese archivo ya estaba subido")),
        Err(error) => rehusar(ctx, form, &explicar(error)?).await,
    }
}

/// The file, and its rows judged against what the clinic has now.
async fn juzgada(ctx: &Ctx, id: i64) -> AppResult<(Planilla, Vec<Fila>)> {
    let (planilla, conocidos) = ctx
        .leer(async |tx| {
            let planilla = queries::una(tx, id).await?;
            let conocidos = queries::conocidos(tx, planilla.deposito_id, &revision::codigos(&planilla)).await?;
            Ok((planilla, conocidos))
        })
        .await?;
    let filas = revision::juzgar(&planilla, moneda(ctx)?, &conocidos);
    Ok((planilla, filas))
}

fn moneda(ctx: &Ctx) -> AppResult<Moneda> {
    Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("currency of the clinic"))
}

#[handler]
pub async fn ver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<FilasFiltro>,
) -> AppResult<Markup> {
    let (planilla, filas) = juzgada(&ctx, id).await?;
    Ok(mostrar(&ctx, &planilla, &filas, &filtro, ""))
}

fn mostrar(ctx: &Ctx, planilla: &Planilla, filas: &[Fila], filtro: &FilasFiltro, error: &str) -> Markup {
    let suyas = |f: &&Fila| f.numero > filtro.despues() && (f.juicio.is_err() || !filtro.solo_errores());
    let mut de_pagina: Vec<&Fila> = filas.iter().filter(suyas).take(POR_PAGINA + 1).collect();
    let hay_mas = de_pagina.len() > POR_PAGINA;
    de_pagina.truncate(POR_PAGINA);
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        planilla,
        filas,
        de_pagina: &de_pagina,
        solo_errores: filtro.solo_errores(),
        despues: de_pagina.last().filter(|_| hay_mas).map(|fila| fila.numero),
        error,
    };
    en_pagina(ctx, views::planilla(&vista))
}

#[handler]
pub async fn con_error(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let (planilla, filas) = juzgada(&ctx, id).await?;
    Ok(csv(&format!("errores-planilla-{id}"), descarga::errores(&planilla.columnas, &filas)?))
}

#[handler]
pub async fn cargar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let aqui = urls::planilla(ctx.slug(), id);
    match planillas::cargar(ctx.db(), &ctx.actor(), id, moneda(&ctx)?).await? {
        Carga::Hecha => Ok(htmx::ir_con_aviso(&ctx, &aqui, "Planilla cargada")),
        Carga::Descartada => Ok(htmx::ir_con_aviso(&ctx, &aqui, "Esa planilla se descartó")),
        Carga::ConErrores => {
            let (planilla, filas) = juzgada(&ctx, id).await?;
            let error = "Nada se cargó: corrige las filas con error y sube el archivo otra vez.";
            Ok(htmx::invalido(mostrar(&ctx, &planilla, &filas, &FilasFiltro::default(), error)))
        }
    }
}

#[handler]
pub async fn descartar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = planillas::descartar(ctx.db(), &ctx.actor(), id).await?;
    let aviso = if hecho { "Planilla descartada" } else { "Esa planilla ya se cargó" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::planilla(ctx.slug(), id), aviso))
}

fn en_pagina(ctx: &Ctx, contenido: Markup) -> Markup {
    ctx.pagina("Importar insumos", "bodega", contenido)
}
