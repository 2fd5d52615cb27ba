//! The list and the form of bloqueos.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{BloqueoForm, DETALLE_MAX};
use super::model::{Bloqueo, MOTIVOS, OpcionDe, motivo};
use crate::catalogos::horarios::DIAS;
use crate::catalogos::views::general;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card_flush, empty, form, format, hidden, page_header,
    row, section, table,
};
use crate::urls;
use crate::values::fecha;
use crate::web::form::Errores;

pub struct Lista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub desde: NaiveDate,
    pub de: &'a str,
    pub opciones: &'a [OpcionDe],
    pub bloqueos: &'a [Bloqueo],
    /// There are no more than these.
    pub completa: bool,
}

fn elegibles(opciones: &[OpcionDe]) -> Vec<Choice> {
    opciones.iter().map(|o| Choice::new(&o.valor, &o.nombre)).collect()
}

pub fn lista(l: &Lista<'_>) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(l.clinica));
    let nuevo =
        Button::primary("Bloquear horas").icon(Icono::Mas).goes(urls::bloqueo_nuevo(l.clinica, l.de, "")).tecla("n");
    let columnas = [Column::text("Quién"), Column::text("Cuándo"), Column::text("Por qué"), Column::actions()];
    html! {
        (page_header("Bloqueos", "Ausencias, almuerzos y reparaciones que vienen", Some(&volver), html! {
            (Button::secondary("Citas fuera de horario").goes(urls::citas_fuera(l.clinica, None))) (nuevo)
        }))
        (form(&Form::get(urls::bloqueos(l.clinica, "", "")), html! { div.filtros {
            (Field::select("de", "Quién", elegibles(l.opciones)).placeholder("Todos").value(l.de))
            (Field::date("desde", "Desde").value(fecha::iso(l.desde)))
            (Button::secondary("Ver"))
        } }))
        @if l.bloqueos.is_empty() {
            (empty(Icono::Agenda, "No hay bloqueos desde esa fecha", "Bloquea horas cuando alguien no atienda o un box no se pueda usar.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Bloqueos", &columnas, html! { @for b in l.bloqueos { (fila(l, b)) } })))
            @if !l.completa { p.campo-ayuda { "Estos son los primeros " (l.bloqueos.len()) ": cambia la fecha para ver los siguientes." } }
        }
    }
}

fn fila(l: &Lista<'_>, b: &Bloqueo) -> Markup {
    html! {
        tr {
            td { (b.de) }
            td { (cuando(l.zona, b)) }
            td { (motivo(&b.motivo)) @if !b.detalle.is_empty() { div.text-secondary { (b.detalle) } } }
            td.fila-acciones {
                (anular(l, b, "Anular", false))
                @if b.en_serie { " " (anular(l, b, "Anular este y los que siguen", true)) }
            }
        }
    }
}

fn anular(l: &Lista<'_>, b: &Bloqueo, texto: &str, serie: bool) -> Markup {
    form(
        &Form::post(urls::bloqueo_anulacion(l.clinica, b.id), l.csrf).inline(),
        html! {
            (hidden("de", l.de))
            @if serie { (hidden("serie", "true")) }
            (Button::secondary(texto).small())
        },
    )
}

/// A midnight that ends something is the end of the day before.
fn cuando(zona: Tz, b: &Bloqueo) -> String {
    let local = |i: DateTime<Utc>| i.with_timezone(&zona).naive_local();
    let (inicio, fin) = (local(b.inicio), local(b.fin));
    let ultimo = (b.fin - chrono::TimeDelta::minutes(1)).with_timezone(&zona).date_naive();
    let entero = inicio.time() == chrono::NaiveTime::MIN && fin.time() == chrono::NaiveTime::MIN;
    match (inicio.date() == ultimo, entero) {
        (true, true) => format!("{}, todo el día", format::date(ultimo)),
        (false, true) => format!("{} a {}", format::date(inicio.date()), format::date(ultimo)),
        (true, false) => format!("{}, {}–{}", format::date(ultimo), format::time(inicio.time()), termino(fin, ultimo)),
        (false, false) => format!("{} a {}", format::date_time(inicio), format::date_time(fin)),
    }
}

fn termino(fin: NaiveDateTime, ultimo: NaiveDate) -> String {
    if fin.date() == ultimo { format::time(fin.time()) } else { "24:00".into() }
}

pub fn editar(clinica: &str, csrf: &str, f: &BloqueoForm, opciones: &[OpcionDe], errores: &Errores) -> Markup {
    let volver = Enlace::new("Bloqueos", urls::bloqueos(clinica, "", ""));
    let error = |campo: &str| errores.get(campo).map(str::to_owned);
    let motivos = MOTIVOS.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)).collect();
    html! {
        (page_header("Bloquear horas", "Las citas que ya estén reservadas no se anulan: se muestran para que decidas", Some(&volver), html! {}))
        (form(&Form::post(urls::bloqueos(clinica, "", ""), csrf), html! {
            (general(errores))
            (row(html! {
                (Field::select("de", "Quién", elegibles(opciones)).placeholder("Elige").value(&f.de).error(error("de")).required())
                (Field::select("motivo", "Motivo", motivos).value(&f.motivo).error(error("motivo")).short())
            }))
            (row(html! {
                (Field::date("desde", "Desde").value(&f.desde).error(error("desde")).required())
                (Field::date("hasta", "Hasta").value(&f.hasta).error(error("hasta")).hint("Vacío: solo ese día"))
                (Field::time("hora_desde", "De las").value(&f.hora_desde).error(error("hora_desde")))
                (Field::time("hora_hasta", "A las").value(&f.hora_hasta))
            }))
            (Field::checkbox("todo_el_dia", "Todo el día", f.todo_el_dia))
            (dias(f, error("dias")))
            (Field::textarea("detalle", "Detalle").value(&f.detalle).error(error("detalle")).maxlength(DETALLE_MAX))
            (actions(html! { (Button::primary("Bloquear").working("Bloqueando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}

fn dias(f: &BloqueoForm, error: Option<String>) -> Markup {
    section(
        "Solo estos días",
        html! {
            @if let Some(error) = error { p.campo-error id="dias-error" { (error) } }
            div.opciones {
                @for (n, dia) in (1..).zip(DIAS) {
                    @let valor = i32::to_string(&n);
                    label.opcion {
                        input.form-check-input type="checkbox" name="dias" value=(valor) checked[f.dias.contains(&valor)];
                        span { (dia) }
                    }
                }
            }
            p.campo-ayuda { "Sin marcar ninguno, todos los días entre las dos fechas." }
        },
    )
}
