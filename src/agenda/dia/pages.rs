//! The day, by professional or whole, and the first free hours.

use chrono::{Days, NaiveDate};
use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{BuscarFiltro, DiaFiltro};
use super::views::{self, Busca, Dia, Libres};
use crate::agenda::citas::views::Puede;
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Cita, Hora};
use crate::catalogos::{self, Opciones};
use crate::db::Tx;
use crate::error::{AppError, AppResult};
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;
use crate::web::form::Filtro;
use crate::web::{Ctx, htmx};

/// Far more than a day of one professional holds.
const HORAS_DE_UN_DIA: i32 = 500;
const HORAS_BUSCADAS: i32 = 30;
/// Windows that widen until something is found.
const VENTANAS: [i32; 2] = [14, 180];

/// Today, or the date that the form of the day asks for.
#[handler]
pub fn agenda(ctx: Ctx, Filtro(filtro): Filtro<DiaFiltro>) -> Response {
    let fecha = fecha::parse(&filtro.fecha).unwrap_or_else(|_otra| ctx.hoy());
    htmx::ir(&ctx, &urls::agenda_dia(ctx.slug(), fecha, &filtro.profesional, &filtro.prestacion))
}

#[handler]
pub async fn dia(
    ctx: Ctx,
    Path((_, fecha)): Path<(String, String)>,
    Filtro(filtro): Filtro<DiaFiltro>,
) -> AppResult<Markup> {
    let fecha = fecha::parse(&fecha).map_err(|_not_a_date| AppError::NoEncontrado)?;
    let leido = ctx.leer(async |tx| leer_dia(tx, &ctx, fecha, &filtro).await).await?;
    let dia = Dia {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        fecha,
        hoy: ctx.hoy(),
        ahora: ctx.db().reloj().ahora(),
        profesional: filtro.profesional(),
        prestacion: leido.prestacion,
        opciones: &leido.opciones,
        citas: &leido.citas,
        libres: &leido.libres,
        puede: Puede::de(&ctx),
    };
    Ok(ctx.pagina("Agenda", "agenda", views::dia(&dia)))
}

struct Leido {
    opciones: Opciones,
    prestacion: Option<i64>,
    citas: Vec<Cita>,
    libres: Libres,
}

async fn leer_dia(tx: &mut Tx<'_>, ctx: &Ctx, fecha: NaiveDate, filtro: &DiaFiltro) -> AppResult<Leido> {
    let profesional = filtro.profesional();
    let opciones = catalogos::queries::opciones(tx).await?;
    let prestacion = elegir_prestacion(&opciones, profesional, filtro.prestacion());
    let citas = queries::citas(tx, Zona::de(ctx.clinica.zona).dia(fecha), profesional).await?;
    if profesional.is_some_and(|id| opciones.profesional(id).is_none()) && citas.is_empty() {
        return Err(AppError::NoEncontrado);
    }
    let libres = libres(tx, prestacion, profesional, fecha).await?;
    Ok(Leido { opciones, prestacion, citas, libres })
}

/// Of the URL, when it is one that the professional does; else the first by name.
fn elegir_prestacion(opciones: &Opciones, profesional: Option<i64>, pedida: Option<i64>) -> Option<i64> {
    let suyas = || opciones.prestaciones_de(profesional);
    suyas().find(|o| Some(o.id) == pedida).or_else(|| suyas().next()).map(|o| o.id)
}

async fn libres(
    tx: &mut Tx<'_>,
    prestacion: Option<i64>,
    profesional: Option<i64>,
    fecha: NaiveDate,
) -> AppResult<Libres> {
    let Some(prestacion) = prestacion else { return Ok(Libres::Capacidad(Vec::new())) };
    let busqueda = Busqueda { prestacion, profesional, desde: fecha, dias: 1, sin_cita: None };
    Ok(match profesional {
        Some(_) => Libres::Horas(queries::horas_libres(tx, &busqueda, HORAS_DE_UN_DIA).await?),
        None => Libres::Capacidad(queries::capacidad(tx, &busqueda).await?),
    })
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
