//! The form of booking online.

use maud::{Markup, html};

use super::queries::Ajustes;
use crate::ui::{Button, Field, Form, actions, form, form_error, hidden, page_header};
use crate::urls;
use crate::web::form::Errores;

/// `publica`: where patients go.
pub fn editar(clinica: &str, csrf: &str, a: &Ajustes, publica: &str, errores: &Errores) -> Markup {
    html! {
        (page_header("Reserva en línea", "Los pacientes toman su hora solos, sin llamar", None, html! {}))
        (form(&Form::post(urls::configuracion_en_linea(clinica), csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &a.huella))
            (Field::checkbox("abierta", "Los pacientes pueden reservar en línea", a.abierta)
                .hint("Solo las prestaciones que lo digan en su ficha."))
            (Field::checkbox("aprobar", "Alguien de la clínica revisa cada pedido antes de reservarlo", a.aprobar)
                .hint("La hora queda apartada hasta 24 horas mientras alguien responde."))
            p { "La página para sus pacientes: " a href=(publica) { (publica) } }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
        }))
    }
}
