//! The receipt inside the application, with what can be done about it.

use maud::{Markup, html};

use super::forms::AnulacionForm;
use super::model::Recibo;
use crate::caja::papel::{Papel, views as papeles};
use crate::ui::{Button, Enlace, Field, Form, Icono, actions, card, form, form_error, page_header};
use crate::urls;

/// What is needed to take the payment back.
pub struct Anulable<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub escrito: &'a AnulacionForm,
    pub error: Option<&'a str>,
    /// Who only watches is offered neither.
    pub opera: bool,
}

pub fn recibo(recibo: &Recibo, papel: &Papel, volver: Option<&Enlace>, anulable: &Anulable<'_>) -> Markup {
    let pago = &recibo.pago;
    let salidas = papeles::salidas(&urls::recibo_impresiones(anulable.clinica, pago.id), anulable.csrf);
    html! {
        (page_header(&papel.nombre(), "", volver, salidas))
        @if let Some(mensaje) = anulable.error { (form_error(mensaje, html! {})) }
        (card("", html! {}, papeles::en_pantalla(papel)))
        p { a href=(urls::pago_reasignaciones(anulable.clinica, pago.id)) { "Qué cubre este pago" } }
        @if pago.anulable() && anulable.opera {
            (devolver(recibo, anulable.clinica))
            (card("Anular este pago", html! {}, form(
                &Form::post(urls::pago_anulacion(anulable.clinica, pago.id), anulable.csrf).clave(anulable.clave),
                html! {
                    p { "Solo mientras siga abierta la sesión de caja en que se hizo. Lo pagado vuelve a quedar por cobrar; las filas no se borran." }
                    (Field::text("motivo", "Motivo").value(&anulable.escrito.motivo).required().maxlength(200))
                    (actions(html! { (Button::danger("Anular pago").icon(Icono::Anular).working("Anulando…")) }))
                },
            )))
        }
    }
}

/// Once the session is closed, or for a part only.
fn devolver(recibo: &Recibo, clinica: &str) -> Markup {
    let mut ventas: Vec<i64> = recibo.lineas.iter().filter_map(|l| l.venta_id).collect();
    ventas.dedup();
    let varias = ventas.len() > 1;
    let pedir = |venta| {
        let de_cual =
            if varias { format!("Pedir devolución de la venta {venta}") } else { "Pedir devolución".into() };
        Button::secondary(&de_cual).goes(urls::devolucion_nueva(clinica, venta, Some(recibo.pago.id)))
    };
    card(
        "Devolver",
        html! {},
        html! {
            p { "También de otra sesión, o solo una parte. La aprueba otra persona." }
            div.acciones { @for venta in ventas { (pedir(venta)) } }
        },
    )
}
