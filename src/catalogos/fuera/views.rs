//! The work list of citas that hours left outside, with what can be done about each.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::CitaFuera;
use crate::agenda::Estado;
use crate::catalogos::Opcion;
use crate::catalogos::bloqueos::motivo;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, badge, badge_letter, card_flush, empty, form, format,
    hidden, page_header, table,
};
use crate::urls;

pub struct Lista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    /// May do something about them.
    pub reserva: bool,
    pub profesionales: &'a [Opcion],
    /// As it stands in the filter.
    pub profesional: &'a str,
    pub citas: &'a [CitaFuera],
}

pub fn lista(l: &Lista<'_>) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(l.clinica));
    let total = l.citas.first().map_or(0, |c| c.total);
    let detalle = if total > 0 { format!("{} por decidir", format::count(total)) } else { String::new() };
    let columnas = [
        Column::text("Cuándo"),
        Column::text("Paciente"),
        Column::text("Atención"),
        Column::text("Estado"),
        Column::text("Por qué"),
        Column::actions(),
    ];
    html! {
        (page_header("Citas fuera de horario", &detalle, Some(&volver), html! {}))
        (filtro(l))
        @if l.citas.is_empty() {
            (empty(Icono::Bien, "Ninguna cita quedó fuera", "Cuando cambia un horario o un feriado, o se bloquea una hora, aquí aparecen las citas que quedan sin lugar.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Citas fuera de horario", &columnas, html! { @for c in l.citas { (fila(l, c)) } })))
            @if i64::try_from(l.citas.len()).is_ok_and(|n| n < total) {
                p.campo-ayuda { "Estas son las primeras " (l.citas.len()) ": las demás aparecen a medida que las resuelves." }
            }
        }
    }
}

fn filtro(l: &Lista<'_>) -> Markup {
    let opciones = l.profesionales.iter().map(|p| Choice::new(p.id, &p.nombre)).collect();
    form(
        &Form::get(urls::citas_fuera(l.clinica, None)),
        html! { div.filtros {
            (Field::select("profesional", "Profesional", opciones).placeholder("Todos").value(l.profesional))
            (Button::secondary("Ver"))
        } },
    )
}

fn fila(l: &Lista<'_>, c: &CitaFuera) -> Markup {
    let local = |instante: chrono::DateTime<chrono::Utc>| instante.with_timezone(&l.zona).naive_local();
    let (inicio, fin) = (local(c.inicio), local(c.fin));
    html! {
        tr {
            td.text-nowrap { (format::date(inicio.date())) div.text-secondary { (format::time(inicio.time())) "–" (format::time(fin.time())) } }
            td { a href=(urls::cita(l.clinica, c.id)) { (c.paciente) } @if let Some(t) = c.telefono() { div.text-secondary.text-nowrap { (t) } } }
            td { (c.prestacion) div.text-secondary { (c.profesional) } }
            td { (estado(c.estado)) }
            td { (causa(c)) }
            td.fila-acciones { @if l.reserva { (salidas(l, c)) } }
        }
    }
}

fn causa(c: &CitaFuera) -> Markup {
    let fuera = || "Fuera del horario".to_owned();
    let (causa, detalle) = match (&c.bloqueo, &c.feriado) {
        (Some(codigo), _) => (format!("Bloqueo: {}", motivo(codigo).to_lowercase()), ""),
        (None, Some(feriado)) => ("Feriado".into(), feriado.as_str()),
        (None, None) if c.cabe => (fuera(), "Solo su preparación o aseo"),
        (None, None) => (fuera(), ""),
    };
    html! { (badge(Tono::Alerta, &causa)) @if !detalle.is_empty() { div.text-secondary { (detalle) } } }
}

fn estado(estado: Estado) -> Markup {
    let tono = if estado == Estado::Confirmada { Tono::Info } else { Tono::Neutro };
    badge_letter(tono, estado.letra(), estado.nombre())
}

fn salidas(l: &Lista<'_>, c: &CitaFuera) -> Markup {
    let reagendar = urls::con_filtros(&urls::agenda_buscar(l.clinica), &[("cita", &c.id)]);
    html! {
        (Button::secondary("Reagendar").small().goes(reagendar)) " "
        (Button::secondary("Anular").small().goes(urls::cita(l.clinica, c.id))) " "
        (form(&Form::post(urls::cita_cambio(l.clinica, c.id, "conservacion"), l.csrf).inline(), html! {
            (hidden("profesional", l.profesional))
            (Button::ghost("Mantener").small())
        }))
    }
}
