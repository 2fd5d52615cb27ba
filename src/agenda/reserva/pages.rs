//! The form of a booking, the patients it finds, and its answer.

use std::fmt::Display;

use chrono::Timelike;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::web::Redirect;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::{CitaForm, PacienteEscrito};
use super::queries::{self as propias, Sobrecupos};
use super::views::{self, DIALOGO};
use crate::agenda::citas::views::{Puede, REJILLA, ancla, local};
use crate::agenda::dia::{CAMBIO, VIVA};
use crate::agenda::espera::hueco::pages::ir_con_noticias;
use crate::agenda::espera::hueco::views::{con_noticias, salida};
use crate::agenda::model::{CHOQUES, ESPERA_CERRADA};
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Hora, HoraPedida};
use crate::catalogos::{self, Opciones};
use crate::db::Tx;
use crate::error::{AppError, AppResult, Rechazo};
use crate::identidad::Permiso;
use crate::pacientes::{self, Cuales, Resumen};
use crate::services::citas::Reservada;
use crate::services::{citas, retenciones};
use crate::ui::{Enlace, dialog, dialog_closed, page_header, toast_oob};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const HECHA: &str = "Cita reservada";
const HALLADOS: i32 = 8;
const ALTERNATIVAS: i32 = 6;
/// How far the nearest free slot is looked for.
const DIAS_CERCA: i32 = 8;

#[handler]
pub async fn nueva(ctx: Ctx, Filtro(mut form): Filtro<CitaForm>) -> AppResult<Markup> {
    form.clave = Uuid::new_v4().to_string();
    let vista = mostrar(&ctx, &form, &Errores::default(), None).await?;
    Ok(if ctx.fragmento { dialog(DIALOGO, &vista.titulo, vista.cuerpo) } else { en_pagina(&ctx, vista) })
}

/// Somebody is here without an hour: to the form of the first free one of today, or of a sobrecupo now. A dialog
/// follows too: what it asked for is the form, not another page.
#[handler]
pub async fn sin_hora(ctx: Ctx, Filtro(form): Filtro<CitaForm>) -> AppResult<Redirect> {
    let mut form = CitaForm { presente: true, cualquiera: form.profesional.is_empty(), ..form };
    let hora = ctx.leer(async |tx| primera_de_hoy(tx, &ctx, &mut form).await).await?;
    let si = |vale: bool| if vale { "true" } else { "" };
    let campos: [(&str, &dyn Display); 6] = [
        ("hora", &hora.map(|h| h.to_string()).unwrap_or_default()),
        ("prestacion", &form.prestacion),
        ("paciente", &form.paciente),
        ("presente", &si(form.presente)),
        ("cualquiera", &si(form.cualquiera)),
        ("sobrecupo", &si(form.sobrecupo)),
    ];
    Ok(Redirect::see_other(urls::con_filtros(&urls::citas_nueva(ctx.slug()), &campos)))
}

/// Without one, this minute of the professional asked for, or of the first who does it.
async fn primera_de_hoy(tx: &mut Tx<'_>, ctx: &Ctx, form: &mut CitaForm) -> AppResult<Option<HoraPedida>> {
    let opciones = catalogos::queries::opciones(tx).await?;
    let profesional = form.profesional.parse().ok();
    let suyas = || opciones.prestaciones_de(profesional);
    let pedida = form.prestacion.parse().ok();
    let Some(prestacion) = suyas().find(|o| Some(o.id) == pedida).or_else(|| suyas().next()).map(|o| o.id) else {
        return Ok(None);
    };
    form.prestacion = prestacion.to_string();
    let hoy = Busqueda { prestacion, profesional, desde: ctx.hoy(), dias: 1, sin_cita: None };
    if let Some(hora) = queries::horas_repartidas(tx, &hoy, 1).await?.first() {
        return Ok(Some(hora.pedida()));
    }
    form.sobrecupo = true;
    let quien = profesional.or_else(|| opciones.profesionales_de(prestacion).next().map(|o| o.id));
    let ahora = ctx.db().reloj().ahora();
    let inicio = ahora.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(ahora);
    Ok(quien.map(|profesional| HoraPedida { profesional, inicio }))
}

/// The patients that match, as the choices of the form.
#[handler]
pub async fn hallar_pacientes(ctx: Ctx, Filtro(form): Filtro<CitaForm>) -> AppResult<Markup> {
    let hallados = ctx.leer(async |tx| buscar_pacientes(tx, &ctx, form.paciente()).await).await?;
    Ok(views::hallados(&hallados, &form.paciente))
}

/// The form that opens keeps its slot; says until when, or that it came late.
#[handler]
pub async fn retener(ctx: Ctx, Formulario(form): Formulario<CitaForm>) -> AppResult<Markup> {
    let pedida = form.retencion(ctx.clinica.zona).ok_or(AppError::Malformado("retencion"))?;
    let hasta = retenciones::retener(&ctx, &pedida).await?;
    Ok(views::retenida(hasta.map(|vence| local(ctx.clinica.zona, vence).time())))
}

/// The form was closed without booking.
#[handler]
pub async fn soltar(ctx: Ctx, Formulario(form): Formulario<CitaForm>) -> AppResult<StatusCode> {
    let clave = form.clave.parse().map_err(|_no_key| AppError::Malformado("clave"))?;
    retenciones::soltar(&ctx, clave).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// From the grid one stays on it; else one sees the day of the cita.
#[handler]
pub async fn reservar(ctx: Ctx, Formulario(form): Formulario<CitaForm>) -> AppResult<Response> {
    let reserva = match form.validar() {
        Ok(reserva) => reserva,
        Err(errores) => return Ok(htmx::invalido(otra_vez(&ctx, &form, &errores, None).await?)),
    };
    match citas::reservar(&ctx, &reserva).await {
        Ok(reservada) => Ok(hecha(&ctx, &form, &reserva, reservada)),
        Err(AppError::Rechazo(rechazo)) => rechazada(&ctx, &form, rechazo).await,
        Err(otro) => Err(otro),
    }
}

/// Over the grid, which looks again; else on the day of the cita.
fn hecha(ctx: &Ctx, form: &CitaForm, reserva: &citas::Reserva, hecha: Reservada) -> Response {
    let noticias = Vec::from_iter(hecha.espera.map(|espera| salida(ctx.slug(), espera)));
    if ctx.fragmento && form.desde == REJILLA {
        let toast = con_noticias(HECHA, &noticias, None);
        return htmx::con_suceso(html! { (dialog_closed()) (toast_oob(&toast)) }, CAMBIO, VIVA, &ancla(hecha.cita));
    }
    let fecha = reserva.hora.inicio.with_timezone(&ctx.clinica.zona).date_naive();
    let profesional = if reserva.cualquiera { String::new() } else { reserva.hora.profesional.to_string() };
    let dia = urls::agenda_dia(ctx.slug(), fecha, &profesional, &form.prestacion);
    ir_con_noticias(ctx, &format!("{dia}#{}", ancla(hecha.cita)), HECHA, &noticias)
}

/// A conflict shows the way out; a patient who is not of this clinic is one to choose again.
async fn rechazada(ctx: &Ctx, form: &CitaForm, rechazo: Rechazo) -> AppResult<Response> {
    if let Some(mensaje) = rechazo.mensaje(CHOQUES) {
        // A key that booked is spent; one that did not may hold a slot.
        let gastada = rechazo.es("citas_clave_unica");
        let clave = if gastada { Uuid::new_v4().to_string() } else { form.clave.clone() };
        let form = &CitaForm { clave, ..form.clone() };
        return Ok(htmx::conflicto(otra_vez(ctx, form, &Errores::default(), Some(mensaje)).await?));
    }
    if rechazo.es("citas_duracion") {
        let errores = Errores::de("duracion", "La hora está libre, pero no por tantos minutos.");
        return Ok(htmx::conflicto(otra_vez(ctx, form, &errores, None).await?));
    }
    if rechazo.es("citas_paciente_parecido") {
        return Ok(htmx::conflicto(otra_vez(ctx, form, &Errores::default(), None).await?));
    }
    if let Some(mensaje) = rechazo.mensaje(&[ESPERA_CERRADA]) {
        let form = &CitaForm { espera: String::new(), ..form.clone() };
        return Ok(htmx::conflicto(otra_vez(ctx, form, &Errores::de("hora", mensaje), None).await?));
    }
    if rechazo.es("citas_paciente") {
        let errores = Errores::de("paciente", "Elige al paciente de la lista.");
        return Ok(htmx::invalido(otra_vez(ctx, form, &errores, None).await?));
    }
    Err(AppError::Rechazo(rechazo))
}

struct Mostrada {
    titulo: String,
    cuerpo: Markup,
}

async fn otra_vez(ctx: &Ctx, form: &CitaForm, errores: &Errores, choque: Option<&str>) -> AppResult<Markup> {
    let vista = mostrar(ctx, form, errores, choque).await?;
    Ok(if ctx.fragmento { vista.cuerpo } else { en_pagina(ctx, vista) })
}

async fn mostrar(ctx: &Ctx, form: &CitaForm, errores: &Errores, choque: Option<&str>) -> AppResult<Mostrada> {
    let leido = ctx.leer(async |tx| leer(tx, ctx, form, choque.is_some()).await).await?;
    let vista = views::Reserva {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        hoy: ctx.hoy(),
        fragmento: ctx.fragmento,
        form,
        errores,
        opciones: &leido.opciones,
        hallados: &leido.hallados,
        tocayos: &leido.tocayos,
        alternativas: &leido.alternativas,
        sobrecupos: leido.sobrecupos,
        choque,
        puede: Puede::de(ctx),
    };
    Ok(Mostrada { titulo: vista.titulo(), cuerpo: views::reservar(&vista) })
}

struct Leido {
    opciones: Opciones,
    hallados: Vec<Resumen>,
    tocayos: Vec<Resumen>,
    alternativas: Vec<Hora>,
    sobrecupos: Option<Sobrecupos>,
}

/// `choque`: the slot is not to be had.
async fn leer(tx: &mut Tx<'_>, ctx: &Ctx, form: &CitaForm, choque: bool) -> AppResult<Leido> {
    let opciones = catalogos::queries::opciones(tx).await?;
    let hallados = buscar_pacientes(tx, ctx, form.paciente()).await?;
    let tocayos = match form.paciente().nuevo().filter(|_| !form.otra_persona) {
        Some(nuevo) => pacientes::queries::tocayos(tx, &nuevo).await?,
        None => Vec::new(),
    };
    let alternativas = if choque { alternativas(tx, ctx, form).await? } else { Vec::new() };
    let sobrecupos = match form.hora().filter(|_| choque || form.sobrecupo) {
        Some(hora) => {
            let fecha = hora.inicio.with_timezone(&ctx.clinica.zona).date_naive();
            propias::sobrecupos(tx, hora.profesional, fecha).await?
        }
        None => None,
    };
    Ok(Leido { opciones, hallados, tocayos, alternativas, sobrecupos })
}

fn en_pagina(ctx: &Ctx, vista: Mostrada) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(ctx.slug()));
    let contenido = html! { (page_header("Nueva cita", &vista.titulo, Some(&volver), html! {})) (vista.cuerpo) };
    ctx.pagina("Nueva cita", "agenda", contenido)
}

/// Those who match what is typed, and whoever was already chosen. Who is blocked is for those who answer for it.
pub async fn buscar_pacientes(tx: &mut Tx<'_>, ctx: &Ctx, escrito: PacienteEscrito<'_>) -> AppResult<Vec<Resumen>> {
    let cuales = Cuales { archivados: false, bloqueados: ctx.puede(Permiso::PrivacidadResolver) };
    if let Ok(id) = escrito.elegido.parse() {
        return match pacientes::queries::resumen(tx, id).await {
            Ok(elegido) if elegido.bloqueado.is_some() && !cuales.bloqueados => Ok(Vec::new()),
            Ok(elegido) => Ok(vec![elegido]),
            Err(AppError::NoEncontrado) => Ok(Vec::new()),
            Err(otro) => Err(otro),
        };
    }
    if escrito.q.trim().is_empty() {
        Ok(Vec::new())
    } else {
        pacientes::queries::buscar(tx, escrito.q, cuales, HALLADOS).await
    }
}

async fn alternativas(tx: &mut Tx<'_>, ctx: &Ctx, form: &CitaForm) -> AppResult<Vec<Hora>> {
    let (Some(hora), Ok(prestacion)) = (form.hora(), form.prestacion.parse()) else { return Ok(Vec::new()) };
    let fecha = hora.inicio.with_timezone(&ctx.clinica.zona).date_naive();
    let desde = fecha.pred_opt().unwrap_or(fecha).max(ctx.hoy());
    let cerca = Busqueda { prestacion, profesional: None, desde, dias: DIAS_CERCA, sin_cita: None };
    queries::alternativas(tx, &cerca, hora, ALTERNATIVAS).await
}
