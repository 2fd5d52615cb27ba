//! The form of what comes by mail.

use maud::{Markup, html};

use super::forms::SuscripcionesForm;
use super::model::Cual;
use crate::ui::{Button, Enlace, Field, Form, actions, card, form, page_header, row};
use crate::urls;
use crate::web::form::Errores;

pub fn editar(clinica: &str, csrf: &str, correo: &str, f: &SuscripcionesForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Reportes", urls::reportes_lista(clinica));
    let uno = |cual: Cual, hora: &'static str, quiere: bool, texto: &str, dicho: &str| {
        card(
            cual.nombre(),
            html! {},
            html! {
                p { (dicho) }
                (row(html! {
                    (Field::checkbox(cual.codigo(), "Enviármelo", quiere))
                    (Field::time(hora, "A las").id(hora).value(texto).error(errores.get(hora)).short())
                }))
            },
        )
    };
    html! {
        (page_header("Por correo", &format!("Llega a {correo}, mientras puedas ver reportes"), Some(&volver), html! {}))
        (form(&Form::post(urls::suscripciones(clinica), csrf), html! {
            (uno(Cual::Cierre, "hora_cierre", f.cierre, &f.hora_cierre, "Cada día: lo cobrado, lo vendido y las diferencias de caja de ese día."))
            (uno(Cual::Semana, "hora_semana", f.semana, &f.hora_semana, "Cada lunes: lo mismo de la semana anterior, con la ocupación y lo que se debía al terminar."))
            (actions(html! { (Button::primary("Guardar")) }))
        }))
    }
}
