//! The switches of what comes by mail.

use maud::{Markup, html};

use super::model::Cual;
use crate::ui::{Button, Form, Icono, actions, card, empty, form, form_error, page_header};
use crate::urls;
use crate::web::form::Errores;

pub fn editar(
    clinica: &str,
    csrf: &str,
    correo: &str,
    ofrecidos: &[Cual],
    callados: &[Cual],
    errores: &Errores,
) -> Markup {
    html! {
        (page_header("Mis avisos", &format!("Lo que esta clínica te escribe a {correo}"), None, html! {}))
        @if ofrecidos.is_empty() {
            (empty(Icono::Correo, "No hay avisos para tu rol", "Los reciben quienes operan la bodega o la caja y quienes ven los mensajes.", html! {}))
        } @else {
            (form(&Form::post(urls::mis_avisos(clinica), csrf), html! {
                @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
                (card("", html! {}, html! {
                    fieldset.campo {
                        legend.form-label { "Enviarme por correo" }
                        @for cual in ofrecidos { (casilla(*cual, !callados.contains(cual))) }
                    }
                }))
                (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
            }))
        }
    }
}

fn casilla(cual: Cual, quiere: bool) -> Markup {
    let ayuda = format!("{}-ayuda", cual.codigo());
    html! {
        label.form-check {
            input.form-check-input type="checkbox" name="quiere" value=(cual.codigo()) checked[quiere] aria-describedby=(ayuda);
            span { (cual.nombre()) }
        }
        p.campo-ayuda id=(ayuda) { (cual.detalle()) }
    }
}
