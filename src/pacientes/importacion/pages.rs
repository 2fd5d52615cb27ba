//! Uploading a spreadsheet, looking at what it says, and saying that it be done.

use chrono::TimeDelta;
use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::columnas::MOLDE;
use super::forms::{ConfirmacionForm, FilasFiltro};
use super::model::{EstadoFila, FilaVista, Importacion};
use super::{descarga, queries, revision, views};
use crate::db::Tx;
use crate::error::AppResult;
use crate::jobs::{self, Trabajo};
use crate::planilla::{Leida, leer_archivo};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, Subida, csv, htmx};

const POR_PAGINA: usize = 50;
const ULTIMAS: i64 = 50;
/// Of a file at a time into the database, and of the errors out of it.
const LOTE: usize = 5_000;
/// What the rows say is kept so long.
pub const SE_GUARDA: TimeDelta = TimeDelta::days(14);

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let ultimas = ctx.leer(async |tx| queries::ultimas(tx, ULTIMAS).await).await?;
    Ok(en_pagina(&ctx, views::lista(ctx.slug(), ctx.clinica.zona, &ultimas)))
}

#[handler]
pub fn nueva(ctx: Ctx) -> Markup {
    en_pagina(&ctx, views::nueva(ctx.slug(), &ctx.csrf, None))
}

#[handler]
pub fn plantilla(_ctx: Ctx) -> AppResult<Response> {
    Ok(csv("plantilla-pacientes", descarga::plantilla()?))
}

#[handler]
pub async fn subir(ctx: Ctx, subida: Subida) -> AppResult<Response> {
    let archivo = match subida {
        Subida::Archivo(archivo) => archivo,
        Subida::Nada => return Ok(rehusado(&ctx, "Elige un archivo.")),
        Subida::Excede => return Ok(rehusado(&ctx, "El archivo pasa de 10 MB: divídelo en varios.")),
    };
    let leida = match leer_archivo(archivo.nombre, archivo.bytes, &MOLDE).await? {
        Ok(leida) => leida,
        Err(invalida) => return Ok(rehusado(&ctx, &invalida.to_string())),
    };
    let (id, es_nueva) = ctx.escribir(async |tx| recibir(tx, &leida).await).await?;
    let aviso = if es_nueva { "Archivo recibido" } else { "Ese archivo ya estaba subido: esta es su importación" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::importacion(ctx.slug(), id), aviso))
}

/// The import of the file, and whether it is a new one.
async fn recibir(tx: &mut Tx<'_>, leida: &Leida) -> AppResult<(i64, bool)> {
    let Some(id) = queries::crear(tx, leida).await? else {
        return Ok((queries::abierta(tx, &leida.huella).await?, false));
    };
    for filas in leida.planilla.filas.chunks(LOTE) {
        queries::agregar_filas(tx, id, filas).await?;
    }
    revisar(tx, id).await?;
    jobs::encolar_para(tx, &Trabajo::OlvidarImportacion { id }, None, SE_GUARDA).await?;
    Ok((id, true))
}

async fn revisar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    jobs::encolar(tx, &Trabajo::RevisarImportacion { id }, Some(&format!("revisar_importacion:{id}"))).await
}

async fn cargar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    jobs::encolar(tx, &Trabajo::CargarImportacion { id }, Some(&format!("cargar_importacion:{id}"))).await
}

#[handler]
pub async fn ver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<FilasFiltro>,
) -> AppResult<Response> {
    let (importacion, mut filas) = ctx
        .leer(async |tx| {
            let importacion = queries::importacion(tx, id).await?;
            let sin_filas = importacion.en_curso() || importacion.olvidada.is_some();
            let filas = match sin_filas {
                true => Vec::new(),
                false => queries::filas(tx, id, filtro.estado(), filtro.despues(), POR_PAGINA as i64 + 1).await?,
            };
            Ok((importacion, filas))
        })
        .await?;
    let hay_mas = filas.len() > POR_PAGINA;
    filas.truncate(POR_PAGINA);
    Ok(mostrar(&ctx, &importacion, &filtro, con_errores(&ctx, &importacion, filas), hay_mas))
}

/// Whoever looks at its progress is taken to the whole page once there is no more of it.
fn mostrar(
    ctx: &Ctx,
    importacion: &Importacion,
    filtro: &FilasFiltro,
    filas: Vec<(FilaVista, Errores)>,
    hay_mas: bool,
) -> Response {
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        importacion,
        estado: filtro.estado(),
        filas: &filas,
        despues: filas.last().filter(|_| hay_mas).map(|(fila, _)| fila.numero),
    };
    match (ctx.fragmento, importacion.en_curso()) {
        (true, true) => views::progreso(&vista).into_response(),
        (true, false) => htmx::ir(ctx, &urls::importacion(ctx.slug(), importacion.id)),
        (false, _) => en_pagina(ctx, views::importacion(&vista)).into_response(),
    }
}

/// What is wrong with each row, said anew: only the rows are kept.
fn con_errores(ctx: &Ctx, importacion: &Importacion, filas: Vec<FilaVista>) -> Vec<(FilaVista, Errores)> {
    let hoy = ctx.hoy();
    let de_fila = |fila: &FilaVista| match fila.estado == EstadoFila::Error.codigo() {
        true => revision::validar(&importacion.columnas, &fila.textos, hoy).err().unwrap_or_default(),
        false => Errores::default(),
    };
    filas.into_iter().map(|fila| (fila.clone(), de_fila(&fila))).collect()
}

#[handler]
pub async fn errores(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let (importacion, filas) = ctx
        .leer(async |tx| {
            let (importacion, mut filas) = (queries::importacion(tx, id).await?, Vec::new());
            loop {
                let despues = filas.last().map_or(0, |fila: &FilaVista| fila.numero);
                let lote = queries::filas(tx, id, Some(EstadoFila::Error), despues, LOTE as i64).await?;
                let era_la_ultima = lote.len() < LOTE;
                filas.extend(lote);
                if era_la_ultima {
                    return Ok((importacion, filas));
                }
            }
        })
        .await?;
    let filas = con_errores(&ctx, &importacion, filas);
    Ok(csv(&format!("errores-importacion-{id}"), descarga::errores(&importacion.columnas, &filas)?))
}

#[handler]
pub async fn confirmar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ConfirmacionForm>,
) -> AppResult<Response> {
    ctx.escribir(async |tx| {
        queries::importacion(tx, id).await?;
        match queries::confirmar(tx, id, form.parecidas).await? {
            true => cargar(tx, id).await,
            false => Ok(()),
        }
    })
    .await?;
    Ok(htmx::ir(&ctx, &urls::importacion(ctx.slug(), id)))
}

#[handler]
pub async fn descartar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = ctx
        .escribir(async |tx| {
            queries::importacion(tx, id).await?;
            let hecho = queries::descartar(tx, id).await?;
            if hecho {
                queries::borrar_filas(tx, id).await?;
            }
            Ok(hecho)
        })
        .await?;
    let aviso = if hecho { "Importación descartada" } else { "La importación ya empezó: no se puede descartar" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::importacion(ctx.slug(), id), aviso))
}

#[handler]
pub async fn reanudar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    ctx.escribir(async |tx| {
        if queries::reanudar(tx, id).await? {
            let recibida = queries::importacion(tx, id).await?.estado == "recibida";
            return if recibida { revisar(tx, id).await } else { cargar(tx, id).await };
        }
        queries::importacion(tx, id).await.map(drop)
    })
    .await?;
    Ok(htmx::ir(&ctx, &urls::importacion(ctx.slug(), id)))
}

fn en_pagina(ctx: &Ctx, contenido: Markup) -> Markup {
    ctx.pagina("Importar pacientes", "pacientes", contenido)
}

fn rehusado(ctx: &Ctx, mensaje: &str) -> Response {
    htmx::invalido(en_pagina(ctx, views::nueva(ctx.slug(), &ctx.csrf, Some(mensaje))))
}
