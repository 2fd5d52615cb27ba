//! Asking for a file, looking how far it got, and having it.

use std::io;

use chrono::{DateTime, Utc};
use futures_util::stream;
use maud::Markup;
use poem::web::Path;
use poem::{Body, IntoResponse, Response, handler};
use serde::Deserialize;
use tokio::sync::mpsc;

use super::model::{Estado, Exportacion, NuevaExportacion};
use super::{queries, views};
use crate::error::{AppError, AppResult};
use crate::jobs::{Trabajo, encolar, encolar_para};
use crate::reportes::archivo::{Formato, PDF_MAX};
use crate::reportes::lectura::pedido::Pares;
use crate::reportes::lectura::{self, Pedido, pages};
use crate::services::exportaciones::{Encargo, Trozo, VIGENCIA, volcar};
use crate::urls;
use crate::web::form::Formulario;
use crate::web::{Ctx, descargado, htmx};

/// Up to so many rows leave as they are read.
const DIRECTAS: i64 = 2_000;
const ULTIMAS: i64 = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
struct ExportacionForm {
    formato: String,
    /// Of the screen: filters, columns and order, and until when it read.
    consulta: String,
    corte: String,
    lsn: String,
}

impl ExportacionForm {
    /// As the address of the screen would say it, so that its days are those of the screen, whatever day it is by now.
    fn pares(&self) -> Pares {
        let dichos: Pares = serde_html_form::from_str(&self.consulta).unwrap_or_default();
        let leido = [("corte", &self.corte), ("lsn", &self.lsn)].map(|(n, v)| (n.to_owned(), v.clone()));
        leido.into_iter().chain(dichos).collect()
    }
}

#[handler]
pub async fn pedir(
    ctx: Ctx,
    Path((_, codigo)): Path<(String, String)>,
    Formulario(form): Formulario<ExportacionForm>,
) -> AppResult<Response> {
    let formato = Formato::de_codigo(&form.formato).ok_or(AppError::Malformado("formato"))?;
    let pedido = pages::pedir(&ctx, &codigo, &form.pares())?;
    let corte = pedido.corte.ok_or(AppError::Malformado("corte"))?;
    match anotar(&ctx, &pedido, formato, corte).await? {
        Anotada::Directa => Ok(mandar(&ctx, pedido, formato, corte)),
        Anotada::EnCurso(id) => Ok(htmx::ir(&ctx, &urls::exportacion(ctx.slug(), id))),
        Anotada::Larga(filas) => {
            let pagina = views::muy_larga(ctx.slug(), &ctx.csrf, &pedido, corte, filas);
            Ok(htmx::invalido(ctx.pagina(pedido.reporte.nombre, "reportes", pagina)))
        }
    }
}

enum Anotada {
    Directa,
    EnCurso(i64),
    /// A PDF of so many rows is not made.
    Larga(i64),
}

/// On record before a byte of it leaves.
async fn anotar(ctx: &Ctx, pedido: &Pedido, formato: Formato, corte: DateTime<Utc>) -> AppResult<Anotada> {
    let consulta = serde_html_form::to_string(pedido.pares()).unwrap_or_default();
    ctx.escribir(async |tx| {
        let filas = lectura::queries::totales(tx, pedido, corte, ctx.clinica.zona.into()).await?.filas;
        if formato == Formato::Pdf && filas > PDF_MAX {
            return Ok(Anotada::Larga(filas));
        }
        let estado = if filas <= DIRECTAS { Estado::Directa } else { Estado::Pendiente };
        let reporte = pedido.reporte.codigo;
        let nueva = NuevaExportacion { reporte, consulta: &consulta, formato, corte, estado, filas };
        let id = queries::insertar(tx, &nueva).await?;
        if estado == Estado::Directa {
            return Ok(Anotada::Directa);
        }
        let alcance = ctx.con_lo_suyo(pedido.alcance());
        encolar(tx, &Trabajo::Exportar { id, alcance }, Some(&format!("exportacion:{id}"))).await?;
        encolar_para(tx, &Trabajo::OlvidarExportacion { id }, None, VIGENCIA).await?;
        Ok(Anotada::EnCurso(id))
    })
    .await
}

/// Read and sent at once. A fault in the middle cuts the answer, so that no half file passes for a whole one.
fn mandar(ctx: &Ctx, pedido: Pedido, formato: Formato, corte: DateTime<Utc>) -> Response {
    let nombre = format!("{}-{}.{}", pedido.reporte.codigo, corte.format("%Y-%m-%d"), formato.codigo());
    let (escritura, clinica) = (pages::escritura(ctx), ctx.clinica.nombre.clone());
    let alcance = ctx.con_lo_suyo(pedido.alcance());
    let encargo = Encargo { pedido, formato, corte, escritura, clinica, alcance };
    let (salida, entrada) = mpsc::channel(2);
    let volcado = tokio::spawn(volcar(ctx.db().clone(), ctx.actor(), encargo, salida));
    let trozos = stream::unfold((entrada, Some(volcado)), async |(mut entrada, volcado)| {
        match (entrada.recv().await, volcado) {
            (Some(Trozo { bytes, .. }), volcado) => Some((Ok(bytes), (entrada, volcado))),
            (None, Some(volcado)) => match volcado.await {
                Ok(Ok(())) => None,
                _ => Some((Err(io::Error::other("the export broke")), (entrada, None))),
            },
            (None, None) => None,
        }
    });
    descargado(&nombre, Body::from_bytes_stream(trozos))
}

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let exportaciones = ctx.leer(async |tx| queries::ultimas(tx, ULTIMAS).await).await?;
    Ok(ctx.pagina("Archivos", "reportes", views::lista(ctx.slug(), ctx.clinica.zona, &exportaciones)?))
}

/// Whoever looks at its progress is taken to the whole page once there is no more of it.
#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let exportacion = ctx.leer(async |tx| queries::una(tx, id).await).await?;
    let vista =
        views::Vista { clinica: ctx.slug(), csrf: &ctx.csrf, zona: ctx.clinica.zona, exportacion: &exportacion };
    match (ctx.fragmento, exportacion.estado()?.en_curso()) {
        (true, true) => Ok(views::progreso(&vista).into_response()),
        (true, false) => Ok(htmx::ir(&ctx, &urls::exportacion(ctx.slug(), id))),
        (false, _) => Ok(ctx.pagina("Archivo", "reportes", views::una(&vista)?).into_response()),
    }
}

#[handler]
pub async fn cancelar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let cancelada = ctx
        .escribir(async |tx| {
            queries::una(tx, id).await?;
            queries::dejar(tx, id, Estado::Cancelada).await
        })
        .await?;
    let aviso = if cancelada { "Ya no se escribe ese archivo" } else { "Ese archivo ya había terminado" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::exportacion(ctx.slug(), id), aviso))
}

/// The file, part by part; of one whose time is over there is nothing.
#[handler]
pub async fn bajar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let exportacion = ctx.leer(async |tx| queries::una(tx, id).await).await?;
    if exportacion.estado()? != Estado::Lista {
        return Err(AppError::NoEncontrado);
    }
    Ok(descargado(&exportacion.nombre(), Body::from_bytes_stream(partes(ctx, &exportacion))))
}

fn partes(ctx: Ctx, exportacion: &Exportacion) -> impl stream::Stream<Item = io::Result<Vec<u8>>> + use<> {
    stream::unfold((ctx, exportacion.id, 0), async |(ctx, id, numero)| {
        match ctx.leer(async |tx| queries::parte(tx, id, numero).await).await {
            Ok(parte) => parte.map(|bytes| (Ok(bytes), (ctx, id, numero + 1))),
            Err(error) => Some((Err(io::Error::other(error.to_string())), (ctx, id, i32::MAX))),
        }
    })
}
