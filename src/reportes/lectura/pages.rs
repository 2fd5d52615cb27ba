//! A report on the screen.

use chrono::{DateTime, Utc};
use maud::Markup;
use poem::handler;
use poem::web::Path;

use super::pedido::{Cursor, Hacia, Pares};
use super::queries::{self, Opcion, Totales};
use super::{Pedido, views};
use crate::db::{Leido, Tx};
use crate::error::{AppError, AppResult};
use crate::reportes::fila::{Escritura, Fila};
use crate::reportes::{catalogo, exportaciones};
use crate::ui::Pagination;
use crate::values::zona::Zona;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

/// What a page of a report reads.
struct Leida {
    corte: DateTime<Utc>,
    opciones: Vec<Opcion>,
    filas: Vec<Fila>,
    totales: Totales,
}

#[handler]
pub async fn ver(
    ctx: Ctx,
    Path((_, codigo)): Path<(String, String)>,
    Filtro(pares): Filtro<Pares>,
) -> AppResult<Markup> {
    let mut pedido = pedir(&ctx, &codigo, &pares)?;
    let zona = Zona::from(ctx.clinica.zona);
    let Leido { valor: mut leida, fuente } =
        ctx.leer_reporte(pedido.alcance(), async |tx| leer(tx, &pedido, zona).await).await?;
    pedido.lsn = pedido.lsn.or(fuente.lsn());
    let vista = views::Pantalla {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        pedido: &pedido,
        escritura: &escritura(&ctx),
        paginas: paginar(&ctx, &pedido, &mut leida),
        corte: leida.corte,
        atraso: fuente.atraso(),
        opciones: &leida.opciones,
        filas: &leida.filas,
        totales: &leida.totales,
        archivos: exportaciones::botones(ctx.slug(), &ctx.csrf, &pedido, leida.corte),
    };
    Ok(ctx.pagina(pedido.reporte.nombre, "reportes", views::pantalla(&vista)))
}

#[handler]
pub fn lista(ctx: Ctx) -> Markup {
    ctx.pagina("Reportes", "reportes", views::lista(ctx.slug(), catalogo::TODOS))
}

/// What is asked of a report; one that is not in the catalogue does not exist.
pub(in crate::reportes) fn pedir(ctx: &Ctx, codigo: &str, pares: &Pares) -> AppResult<Pedido> {
    let reporte = catalogo::de_codigo(codigo).ok_or(AppError::NoEncontrado)?;
    Pedido::leer(reporte, pares, ctx.db().reloj().ahora(), ctx.clinica.zona.into()).ok_or(AppError::NoEncontrado)
}

pub(in crate::reportes) fn escritura(ctx: &Ctx) -> Escritura {
    Escritura { moneda: ctx.clinica.moneda.clone(), zona: ctx.clinica.zona.into() }
}

async fn leer(tx: &mut Tx<'_>, pedido: &Pedido, zona: Zona) -> AppResult<Leida> {
    let opciones = queries::opciones(tx, pedido.reporte).await?;
    let corte = pedido.corte.map_or_else(|| queries::corte(&opciones), Ok)?;
    let filas = queries::filas(tx, pedido, corte, zona, POR_PAGINA as i64 + 1).await?;
    Ok(Leida { corte, totales: queries::totales(tx, pedido, corte, zona).await?, opciones, filas })
}

/// Leaves one page of the rows, in the order of the report, and says what is before and after it.
fn paginar(ctx: &Ctx, pedido: &Pedido, leida: &mut Leida) -> Pagination {
    let sobra = leida.filas.len() > POR_PAGINA;
    leida.filas.truncate(POR_PAGINA);
    let hacia = pedido.cursor.as_ref().map(|Cursor { hacia, .. }| *hacia);
    if hacia == Some(Hacia::Atras) {
        leida.filas.reverse();
    }
    let (antes, despues) = match hacia {
        None => (false, sobra),
        Some(Hacia::Adelante) => (true, sobra),
        Some(Hacia::Atras) => (sobra, true),
    };
    let vecina = |hay: bool, hacia: Hacia, fila: Option<&Fila>| {
        fila.filter(|_| hay).map(|fila| pedido.vecina(ctx.slug(), leida.corte, hacia, fila))
    };
    Pagination {
        anterior: vecina(antes, Hacia::Atras, leida.filas.first()),
        siguiente: vecina(despues, Hacia::Adelante, leida.filas.last()),
        resumen: views::cuantas(leida.totales.filas),
    }
}
