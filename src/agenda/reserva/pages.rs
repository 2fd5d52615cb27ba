//! The form of a booking, the patients it finds, and its answer.

use maud::{Markup, html};
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::CitaForm;
use super::views::{self, DIALOGO};
use crate::agenda::Hora;
use crate::agenda::citas::views::{Puede, ancla};
use crate::agenda::model::CHOQUES;
use crate::agenda::queries::{self, Busqueda};
use crate::catalogos;
use crate::db::Tx;
use crate::error::{AppError, AppResult, Rechazo};
use crate::pacientes::{self, Resumen};
use crate::services::citas;
use crate::ui::{Enlace, dialog, page_header};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

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

/// The patients that match, as the choices of the form.
#[handler]
pub async fn hallar_pacientes(ctx: Ctx, Filtro(form): Filtro<CitaForm>) -> AppResult<Markup> {
    let hallados = ctx.leer(async |tx| buscar_pacientes(tx, &form).await).await?;
    Ok(views::hallados(&hallados, &form.paciente))
}

#[handler]
pub async fn reservar(ctx: Ctx, Formulario(form): Formulario<CitaForm>) -> AppResult<Response> {
    let reserva = match form.validar() {
        Ok(reserva) => reserva,
        Err(errores) => return Ok(htmx::invalido(otra_vez(&ctx, &form, &errores, None).await?)),
    };
    match citas::reservar(&ctx, &reserva).await {
        Ok(id) => {
            let fecha = reserva.hora.inicio.with_timezone(&ctx.clinica.zona).date_naive();
            let dia = urls::agenda_dia(ctx.slug(), fecha, &reserva.hora.profesional.to_string(), &form.prestacion);
            Ok(htmx::ir_con_aviso(&ctx, &format!("{dia}#{}", ancla(id)), "Cita reservada"))
        }
        Err(AppError::Rechazo(rechazo)) => rechazada(&ctx, &form, rechazo).await,
        Err(otro) => Err(otro),
    }
}

/// A conflict shows the way out; a patient who is not of this clinic is one to choose again.
async fn rechazada(ctx: &Ctx, form: &CitaForm, rechazo: Rechazo) -> AppResult<Response> {
    if let Some(mensaje) = rechazo.mensaje(CHOQUES) {
        // A key that booked is spent; of one that did not, nothing is left.
        let form = &CitaForm { clave: Uuid::new_v4().to_string(), ..form.clone() };
        return Ok(htmx::conflicto(otra_vez(ctx, form, &Errores::default(), Some(mensaje)).await?));
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
    let (opciones, hallados, alternativas) = ctx
        .leer(async |tx| {
            let opciones = catalogos::queries::opciones(tx).await?;
            let hallados = buscar_pacientes(tx, form).await?;
            let alternativas = if choque.is_some() { alternativas(tx, ctx, form).await? } else { Vec::new() };
            Ok((opciones, hallados, alternativas))
        })
        .await?;
    let vista = views::Reserva {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        fragmento: ctx.fragmento,
        form,
        errores,
        opciones: &opciones,
        hallados: &hallados,
        alternativas: &alternativas,
        choque,
        puede: Puede::de(ctx),
    };
    Ok(Mostrada { titulo: vista.titulo(), cuerpo: views::reservar(&vista) })
}

fn en_pagina(ctx: &Ctx, vista: Mostrada) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(ctx.slug()));
    let contenido = html! { (page_header("Nueva cita", &vista.titulo, Some(&volver), html! {})) (vista.cuerpo) };
    ctx.pagina("Nueva cita", "agenda", contenido)
}

/// Those who match what is typed, and whoever was already chosen.
async fn buscar_pacientes(tx: &mut Tx<'_>, form: &CitaForm) -> AppResult<Vec<Resumen>> {
    if let Ok(id) = form.paciente.parse() {
        return match pacientes::queries::resumen(tx, id).await {
            Ok(elegido) => Ok(vec![elegido]),
            Err(AppError::NoEncontrado) => Ok(Vec::new()),
            Err(otro) => Err(otro),
        };
    }
    if form.q.trim().is_empty() {
        Ok(Vec::new())
    } else {
        pacientes::queries::buscar(tx, &form.q, false, HALLADOS).await
    }
}

async fn alternativas(tx: &mut Tx<'_>, ctx: &Ctx, form: &CitaForm) -> AppResult<Vec<Hora>> {
    let (Some(hora), Ok(prestacion)) = (form.hora(), form.prestacion.parse()) else { return Ok(Vec::new()) };
    let fecha = hora.inicio.with_timezone(&ctx.clinica.zona).date_naive();
    let desde = fecha.pred_opt().unwrap_or(fecha).max(ctx.hoy());
    let cerca = Busqueda { prestacion, profesional: None, desde, dias: DIAS_CERCA, sin_cita: None };
    queries::alternativas(tx, &cerca, hora, ALTERNATIVAS).await
}
