//! How a series looks before and after it is booked.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::SerieForm;
use super::queries::Vez;
use crate::agenda::Cita;
use crate::agenda::citas::views::local;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, actions, card, card_flush, form, form_error, format, hidden,
    page_header, row, table,
};
use crate::urls;

pub struct Serie<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub cita: &'a Cita,
    pub form: &'a SerieForm,
    /// Of the series it is of, itself included; none: it is of none yet.
    pub hermanas: &'a [Cita],
    pub veces: &'a [Vez],
    pub error: Option<&'a str>,
}

pub fn serie(s: &Serie<'_>) -> Markup {
    let volver = Enlace::new("Cita", urls::cita(s.clinica, s.cita.id));
    let cuando = format!("{} · {}", format::date_time(local(s.zona, s.cita.inicio)), s.cita.profesional);
    html! {
        (page_header(&format!("Serie de {}", s.cita.paciente), &cuando, Some(&volver), html! {}))
        @if let Some(error) = s.error { (form_error(error, html! {})) }
        @if s.hermanas.is_empty() { (por_reservar(s)) } @else { (reservada(s)) }
    }
}

fn por_reservar(s: &Serie<'_>) -> Markup {
    let url = urls::cita_cambio(s.clinica, s.cita.id, "serie");
    let caben = s.veces.iter().filter(|v| v.cabe).count();
    let enviar = |las_que_caben: &'static str, boton: Button| {
        let campos = html! {
            (hidden("cada", &s.form.cada().to_string())) (hidden("veces", &s.form.veces().to_string()))
            (hidden("las_que_caben", las_que_caben)) (boton)
        };
        form(&Form::post(&url, s.csrf).clave(&s.form.clave).inline(), campos)
    };
    html! {
        form.filtros method="get" action=(url) {
            (Field::number("cada", "Cada cuántas semanas").min(1).max(12).value(s.form.cada()).short())
            (Field::number("veces", "Cuántas en total").min(2).max(26).value(s.form.veces()).short())
            (Button::secondary("Ver cuáles caben"))
        }
        (card_flush(&format!("Caben {caben} de {}", s.veces.len()), html! {}, table("Citas por reservar",
            &[Column::text("Cuándo"), Column::text("Cabe")], html! {
                @for vez in s.veces {
                    tr data-cabe=(vez.cabe) {
                        td { (format::date_time(local(s.zona, vez.inicio))) }
                        td { @if vez.cabe { "Libre" } @else { strong { "No cabe" } } }
                    }
                }
            })))
        div.acciones {
            @if caben == s.veces.len() { (enviar("false", Button::primary("Reservar todas").working("Reservando…"))) }
            @else if caben > 0 { (enviar("true", Button::primary("Reservar las que caben").working("Reservando…"))) }
        }
    }
}

fn reservada(s: &Serie<'_>) -> Markup {
    let inicio = local(s.zona, s.cita.inicio);
    let alcance =
        || vec![Choice::new("siguientes", "Esta y las siguientes"), Choice::new("todas", "Todas las de la serie")];
    let de = |recurso: &str| Form::post(urls::cita_cambio(s.clinica, s.cita.id, recurso), s.csrf);
    html! {
        (card_flush("Citas de la serie", html! {}, table("Citas de la serie",
            &[Column::text("Cuándo"), Column::text("Profesional"), Column::text("Estado")], html! {
                @for c in s.hermanas {
                    tr data-hermana=(c.id) {
                        td { a href=(urls::cita(s.clinica, c.id)) { (format::date_time(local(s.zona, c.inicio))) } }
                        td { (c.profesional) }
                        td { (c.estado.nombre()) }
                    }
                }
            })))
        p { "Para cambiar solo una, ábrela desde la lista." }
        (card("Mover varias", html! {}, form(&de("serie/mudanza"), html! {
            (row(html! {
                (Field::select("alcance", "Cuáles", alcance()).value("siguientes").short())
                (Field::date("fecha", "Esta cita pasa al").value(format::date_input(inicio.date())))
                (Field::time("hora", "A las").value(format::time(inicio.time())))
            }))
            (actions(html! { (Button::secondary("Mover").working("Moviendo…")) }))
        })))
        (card("Anular varias", html! {}, form(&de("serie/anulacion"), html! {
            (row(html! {
                (Field::select("alcance", "Cuáles", alcance()).id("anular-alcance").value("siguientes").short())
                (Field::text("motivo", "Motivo").maxlength(200).required())
            }))
            (actions(html! { (Button::danger("Anular").working("Anulando…")) }))
        })))
    }
}
