//! What an annulment would undo, and the form that does it.

use maud::{Markup, html};

use crate::caja::pagos::{AnulacionForm, Pago};
use crate::caja::sesiones::views::Aqui;
use crate::caja::ventas::{Linea, Venta};
use crate::ui::{
    Button, Enlace, Field, Form, Icono, Tono, actions, alert, card, form, form_error, format, money, page_header,
};
use crate::urls;
use crate::web::form::Errores;

pub struct PorAnular<'a> {
    pub venta: &'a Venta,
    pub lineas: &'a [Linea],
    pub pagos: &'a [Pago],
    pub clave: &'a str,
    pub form: &'a AnulacionForm,
    pub errores: &'a Errores,
}

pub fn preguntar(aqui: &Aqui<'_>, p: &PorAnular<'_>) -> Markup {
    let venta = p.venta;
    let volver = Enlace::new(format!("Venta {}", venta.id), urls::venta(aqui.clinica, venta.id));
    let detalle = format!("Venta {}, {}", venta.id, format::date_time(aqui.local(venta.emitida)));
    html! {
        (page_header("Anular venta", &detalle, Some(&volver), html! {}))
        @if let Some(mensaje) = p.errores.get("") { (form_error(mensaje, html! {})) }
        @if venta.estado == "emitida" { (formulario(aqui, p, &volver)) } @else { (alert(Tono::Info, "Esta venta ya está anulada", html! {})) }
    }
}

fn formulario(aqui: &Aqui<'_>, p: &PorAnular<'_>, volver: &Enlace) -> Markup {
    let destino = Form::post(urls::venta_anulacion(aqui.clinica, p.venta.id), aqui.csrf).clave(p.clave);
    card(
        "",
        html! {},
        html! {
            p { "Se deshace todo lo que hizo, y queda escrito quién, cuándo y por qué:" }
            ul {
                @for linea in p.lineas { li { (linea.descripcion) ", " (money(linea.total, aqui.moneda)) } }
                @for pago in p.pagos.iter().filter(|pago| pago.anulable()) {
                    li { "Se anula el recibo " (pago.numero()) ", " (money(pago.total, aqui.moneda)) }
                }
                li { "Los insumos vuelven a la bodega." }
            }
            (form(&destino, html! {
                (Field::text("motivo", "Motivo").value(&p.form.motivo).error(p.errores.get("motivo")).required().maxlength(200))
                (actions(html! {
                    (Button::danger("Anular venta").icon(Icono::Anular).working("Anulando…"))
                    (Button::secondary("Volver").goes(&volver.url))
                }))
            }))
        },
    )
}
