//! The form of the rules of the drawer.

use maud::{Markup, html};

use super::forms::AjustesForm;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{Button, Enlace, Field, Form, actions, form, form_error, format, hidden, page_header, section};
use crate::urls;
use crate::web::form::Errores;

pub fn editar(aqui: &Aqui<'_>, valores: &AjustesForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Cajas", urls::configuracion_cajas(aqui.clinica));
    html! {
        (page_header("Reglas de la caja", "Lo que decide cada clínica", Some(&volver), html! {}))
        (form(&Form::post(urls::configuracion_caja(aqui.clinica), aqui.csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (section("Apertura y cierre", html! {
                (Field::money("umbral_diferencia", "Diferencia que no pide motivo", format::decimals(aqui.moneda))
                    .value(&valores.umbral_diferencia).error(errores.get("umbral_diferencia"))
                    .hint("Hasta este monto, de más o de menos, la caja abre y cierra sin explicarlo; la diferencia se anota igual. Con 0 se explica cualquiera."))
            }))
            (section("Redondeo", html! {
                (Field::checkbox("redondea_mixto", "Redondear la parte en efectivo de un pago con varios medios", valores.redondea_mixto)
                    .hint("La Ley 20.956 redondea los pagos en efectivo, pero no dice qué hacer cuando se paga una parte con tarjeta o transferencia. Marcado, se redondea lo que queda por pagar en efectivo; sin marcar, se cobra exacto."))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
