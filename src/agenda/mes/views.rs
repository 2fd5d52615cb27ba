//! How a month looks: a table of weeks, each day with its counts and the way to it.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::Cuenta;
use crate::ui::format;

pub struct Mes<'a> {
    pub cuentas: &'a [Cuenta],
    pub fecha: NaiveDate,
    pub hoy: NaiveDate,
    /// What is left is counted in slots; else in time.
    pub horas: bool,
    pub enlace: &'a dyn Fn(NaiveDate) -> String,
}

const DIAS: [&str; 7] = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"];

pub fn mes(m: &Mes<'_>) -> Markup {
    html! {
        table.mes {
            caption.visually-hidden { "Citas y tiempo libre de cada día" }
            thead { tr { @for dia in DIAS { th scope="col" { (dia) } } } }
            tbody { @for semana in m.cuentas.chunks(7) { tr { @for c in semana { (dia(m, c)) } } } }
        }
    }
}

fn dia(m: &Mes<'_>, c: &Cuenta) -> Markup {
    let otro = c.fecha.month() != m.fecha.month();
    html! {
        td.mes-otro[otro] aria-current=[(c.fecha == m.hoy).then_some("date")] {
            a href=((m.enlace)(c.fecha)) aria-label=(format::date_long(c.fecha)) { (c.fecha.day()) }
            @if c.citas > 0 { p { b { (c.citas) } span { @if c.citas == 1 { " cita" } @else { " citas" } } } }
            @if c.libres > 0 { p.mes-libre { (libre(m, c.libres)) } } @else if c.atiende { p { "Sin horas" } }
        }
    }
}

fn libre(m: &Mes<'_>, libres: i64) -> Markup {
    html! {
        @if m.horas { b { (libres) } span { @if libres == 1 { " libre" } @else { " libres" } } }
        @else { b { (format::minutes(libres)) } span { " libres" } }
    }
}
