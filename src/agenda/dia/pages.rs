//! The screens of the agenda, and the first free hours.

use chrono::{DateTime, Days, NaiveDate, Utc};
use maud::Markup;
use poem::http::HeaderMap;
use poem::web::Path;
use poem::{Response, handler};

use super::VIVA;
use super::forms::{BuscarFiltro, DiaFiltro, Vista};
use super::views::{self, Agenda, Busca, Mirada};
use crate::agenda::citas::views::Puede;
use crate::agenda::lista::queries::{self as listas, FILAS, FILAS_COMPLETA, Lista};
use crate::agenda::mes::queries::{self as meses, Meses};
use crate::agenda::mes::{lunes, semanas};
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::rejilla::plano::Marco;
use crate::agenda::rejilla::queries::{self as rejillas, Tramo};
use crate::agenda::{Cita, Hora};
use crate::catalogos::{self, Opciones};
use crate::db::Tx;
use crate::error::{AppError, AppResult};
use crate::ui;
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;
use crate::web::form::Filtro;
use crate::web::{Ctx, htmx};

const HORAS_BUSCADAS: i32 = 30;
/// Windows that widen until something is found.
const VENTANAS: [i32; 2] = [14, 180];

/// Today, or the date that the form of the agenda asks for.
#[handler]
pub fn agenda(ctx: Ctx, Filtro(filtro): Filtro<DiaFiltro>) -> Response {
    let fecha = fecha::parse(&filtro.fecha).unwrap_or_else(|_otra| ctx.hoy());
    htmx::ir(&ctx, &views::url(ctx.slug(), fecha, filtro.vista(), &filtro))
}

/// A whole page, or what is live of it for whoever asks for that place.
#[handler]
pub async fn dia(
    ctx: Ctx,
    Path((_, fecha)): Path<(String, String)>,
    Filtro(mut filtro): Filtro<DiaFiltro>,
    cabeceras: &HeaderMap,
) -> AppResult<Markup> {
    let fecha = fecha::parse(&fecha).map_err(|_not_a_date| AppError::NoEncontrado)?;
    // Before what is shown is read: a change in between is told again rather than missed.
    let cambios = cambios(&ctx, fecha, &filtro);
    if ctx.fragmento && htmx::apunta_a(cabeceras, VIVA) {
        let mirada = ctx.leer(async |tx| mirar(tx, &ctx, fecha, &filtro).await).await?;
        return Ok(views::viva(&agenda_de(&ctx, fecha, &filtro, cambios), &mirada));
    }
    let (opciones, mirada) = ctx.leer(async |tx| mirar_entera(tx, &ctx, fecha, &mut filtro).await).await?;
    let contenido = views::agenda(&agenda_de(&ctx, fecha, &filtro, cambios), &opciones, &mirada);
    let mut marco = ctx.marco_vivo("Agenda", "agenda");
    marco.modulos.push("agenda.js");
    Ok(ui::pagina(&marco, contenido))
}

/// The stream of the days on the screen, from how they are now.
fn cambios(ctx: &Ctx, fecha: NaiveDate, filtro: &DiaFiltro) -> String {
    let (desde, dias) = match filtro.vista() {
        Vista::Dia | Vista::Lista => (fecha, 1),
        Vista::Semana => (lunes(fecha), 7),
        Vista::Mes => semanas(fecha),
    };
    let hasta = desde.checked_add_days(Days::new(u64::from(dias.unsigned_abs()).saturating_sub(1))).unwrap_or(desde);
    urls::agenda_vivo(ctx.slug(), desde, dias, &ctx.app.vivo.version(ctx.clinica.id, &(desde..=hasta)))
}

fn agenda_de<'a>(ctx: &'a Ctx, fecha: NaiveDate, filtro: &'a DiaFiltro, cambios: String) -> Agenda<'a> {
    Agenda {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        fecha,
        hoy: ctx.hoy(),
        ahora: ctx.db().reloj().ahora(),
        filtro,
        puede: Puede::de(ctx),
        cambios,
    }
}

/// With what can be chosen. A week is somebody's: of the first one, until another is chosen.
async fn mirar_entera(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    fecha: NaiveDate,
    filtro: &mut DiaFiltro,
) -> AppResult<(Opciones, Mirada)> {
    let opciones = catalogos::queries::opciones(tx).await?;
    if filtro.vista() == Vista::Semana && filtro.profesional().is_none() {
        filtro.profesional = opciones.profesionales.first().map(|p| p.id.to_string()).unwrap_or_default();
    }
    Ok((opciones, mirar(tx, ctx, fecha, filtro).await?))
}

async fn mirar(tx: &mut Tx<'_>, ctx: &Ctx, fecha: NaiveDate, filtro: &DiaFiltro) -> AppResult<Mirada> {
    match filtro.vista() {
        Vista::Dia => rejilla(tx, ctx, (fecha, 1), filtro).await,
        Vista::Semana if filtro.profesional().is_some() => rejilla(tx, ctx, (lunes(fecha), 7), filtro).await,
        Vista::Semana => Ok(Mirada::Nada),
        Vista::Mes => mes(tx, ctx, fecha, filtro).await,
        Vista::Lista => lista(tx, ctx, fecha, filtro).await,
    }
}

/// The instants between the start of a date and the end of the last of so many.
fn ventana(ctx: &Ctx, desde: NaiveDate, dias: i32) -> (DateTime<Utc>, DateTime<Utc>) {
    let zona = Zona::de(ctx.clinica.zona);
    let hasta = desde.checked_add_days(Days::new(dias.unsigned_abs().into())).unwrap_or(desde);
    (zona.inicio_del_dia(desde), zona.inicio_del_dia(hasta))
}

async fn rejilla(tx: &mut Tx<'_>, ctx: &Ctx, (desde, dias): (NaiveDate, i32), filtro: &DiaFiltro) -> AppResult<Mirada> {
    let ventana = ventana(ctx, desde, dias);
    let (profesional, prestacion) = (filtro.profesional(), filtro.prestacion());
    let tramo = Tramo { profesional, prestacion, desde, dias, ventana, pagina: filtro.pagina() };
    let franjas = rejillas::franjas(tx, &tramo).await?;
    if profesional.is_some() && franjas.is_empty() {
        return Err(AppError::NoEncontrado);
    }
    let (zona, ahora) = (ctx.clinica.zona, ctx.db().reloj().ahora());
    let marco = Marco { zona, desde, dias: dias.unsigned_abs().into(), ahora, horas: prestacion.is_some() };
    Ok(Mirada::Rejilla { marco, franjas })
}

async fn mes(tx: &mut Tx<'_>, ctx: &Ctx, fecha: NaiveDate, filtro: &DiaFiltro) -> AppResult<Mirada> {
    let (desde, dias) = semanas(fecha);
    let (profesional, prestacion) = (filtro.profesional(), filtro.prestacion());
    let pedido = Meses { profesional, prestacion, desde, dias, ventana: ventana(ctx, desde, dias) };
    Ok(Mirada::Mes(meses::cuentas(tx, &pedido).await?))
}

async fn lista(tx: &mut Tx<'_>, ctx: &Ctx, fecha: NaiveDate, filtro: &DiaFiltro) -> AppResult<Mirada> {
    let ventana = ventana(ctx, fecha, 1);
    let pedida = Lista {
        ventana,
        profesional: filtro.profesional(),
        prestacion: filtro.prestacion(),
        estado: filtro.estado(),
        despues: filtro
            .despues()
            .filter(|(inicio, _)| *inicio >= ventana.0 && *inicio < ventana.1)
            .unwrap_or((ventana.0, 0)),
        filas: if filtro.completa { FILAS_COMPLETA } else { FILAS },
    };
    let mut citas = listas::citas(tx, &pedida).await?;
    let hay_mas = citas.len() > pedida.filas;
    citas.truncate(pedida.filas);
    Ok(Mirada::Lista { citas, hay_mas })
}

/// Of the URL, when it is one that the professional does; else the first by name.
fn elegir_prestacion(opciones: &Opciones, profesional: Option<i64>, pedida: Option<i64>) -> Option<i64> {
    let suyas = || opciones.prestaciones_de(profesional);
    suyas().find(|o| Some(o.id) == pedida).or_else(|| suyas().next()).map(|o| o.id)
}

#[handler]
pub async fn buscar(ctx: Ctx, Filtro(filtro): Filtro<BuscarFiltro>) -> AppResult<Markup> {
    let desde = fecha::parse(&filtro.desde).unwrap_or_else(|_otra| ctx.hoy()).max(ctx.hoy());
    let hallado = ctx.leer(async |tx| hallar(tx, &filtro, desde).await).await?;
    let busca = Busca {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        desde,
        profesional: filtro.profesional(),
        prestacion: hallado.prestacion,
        opciones: &hallado.opciones,
        cita: hallado.cita.as_ref(),
        paciente: &filtro.paciente,
        puede: Puede::de(&ctx),
        horas: &hallado.horas,
    };
    Ok(ctx.pagina("Buscar hora", "agenda", views::buscar(&busca)))
}

struct Hallado {
    opciones: Opciones,
    prestacion: Option<i64>,
    cita: Option<Cita>,
    horas: Vec<Hora>,
}

/// A cita that is moved keeps its prestación.
async fn hallar(tx: &mut Tx<'_>, filtro: &BuscarFiltro, desde: NaiveDate) -> AppResult<Hallado> {
    let cita = match filtro.cita() {
        Some(id) => Some(queries::cita(tx, id).await?),
        None => None,
    };
    let opciones = catalogos::queries::opciones(tx).await?;
    let prestacion = cita
        .as_ref()
        .map(|c| c.prestacion_id)
        .or_else(|| elegir_prestacion(&opciones, filtro.profesional(), filtro.prestacion()));
    let horas = primeras_horas(tx, prestacion, filtro, desde, cita.as_ref()).await?;
    Ok(Hallado { opciones, prestacion, cita, horas })
}

async fn primeras_horas(
    tx: &mut Tx<'_>,
    prestacion: Option<i64>,
    filtro: &BuscarFiltro,
    desde: NaiveDate,
    cita: Option<&Cita>,
) -> AppResult<Vec<Hora>> {
    let Some(prestacion) = prestacion else { return Ok(Vec::new()) };
    let (mut desde, mut horas) = (desde, Vec::new());
    for dias in VENTANAS {
        let busqueda =
            Busqueda { prestacion, profesional: filtro.profesional(), desde, dias, sin_cita: cita.map(|c| c.id) };
        horas = match (busqueda.profesional, cita) {
            // Anybody will do: one slot a start, of whoever has the fewest citas.
            (None, None) => queries::horas_repartidas(tx, &busqueda, HORAS_BUSCADAS).await?,
            _ => queries::horas_libres(tx, &busqueda, HORAS_BUSCADAS).await?,
        };
        if !horas.is_empty() {
            break;
        }
        desde = desde.checked_add_days(Days::new(dias.unsigned_abs().into())).unwrap_or(desde);
    }
    Ok(horas)
}
