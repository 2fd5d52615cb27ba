//! The form of how a clinic speaks to its patients.

use maud::{Markup, html};

use super::forms::AjustesForm;
use crate::ui::{Button, Field, Form, actions, form, form_error, hidden, page_header, row, section};
use crate::urls;
use crate::web::form::Errores;

pub fn editar(clinica: &str, csrf: &str, valores: &AjustesForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Avisos", "Cómo habla la clínica con sus pacientes", None, html! { (Button::secondary("WhatsApp").goes(urls::configuracion_whatsapp(clinica))) }))
        (form(&Form::post(urls::configuracion_avisos(clinica), csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (section("Recordatorios", html! {
                (Field::text("recordatorios", "Horas antes de la cita").value(&valores.recordatorios)
                    .error(errores.get("recordatorios")).required()
                    .hint("Separadas por comas: 48, 2. Con 0 no se recuerda. Cada prestación puede tener las suyas."))
            }))
            (section("Silencio", html! {
                (row(html! {
                    (Field::time("silencio_desde", "Desde").value(&valores.silencio_desde).error(errores.get("silencio_desde")).required())
                    (Field::time("silencio_hasta", "Hasta").value(&valores.silencio_hasta).error(errores.get("silencio_hasta")).required())
                }))
                p.text-secondary { "Entre esas horas no sale ningún recordatorio: el de una hora temprana se adelanta a la tarde anterior. Lo que responde a algo recién hecho, como una reserva, sale siempre." }
            }))
            (section("En línea", html! {
                (row(html! {
                    (Field::number("aviso_en_linea", "Horas de anticipación").value(&valores.aviso_en_linea)
                        .error(errores.get("aviso_en_linea")).required()
                        .hint("Hasta cuándo un paciente cambia o cancela su hora desde el correo. Confirmarla puede siempre."))
                    (Field::text("telefono", "Teléfono de la clínica").value(&valores.telefono).error(errores.get("telefono"))
                        .hint("Adonde llamar cuando ya es tarde para hacerlo en línea."))
                }))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
        }))
    }
}
