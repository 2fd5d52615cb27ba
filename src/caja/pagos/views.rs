//! The receipt: one markup for the screen, the 80 mm printer and A4.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::AnulacionForm;
use super::model::{Medio, Recibo};
use crate::ui::{
    Button, Enlace, Field, Form, Icono, actions, card, form, form_error, format, money, page_header, pagina_impresa,
};
use crate::urls;
use crate::values::cobro::Metodo;

pub struct Clinica<'a> {
    pub slug: &'a str,
    pub nombre: &'a str,
    pub sucursal: &'a str,
}

/// On paper: the first printing is the receipt, every other one is a copy of it.
pub fn papel(clinica: &Clinica<'_>, recibo: &Recibo, en: NaiveDateTime, formato: &str, copia: bool) -> Markup {
    let clase = if formato == "a4" { "recibo recibo-a4" } else { "recibo recibo-80mm" };
    pagina_impresa(
        &format!("Recibo {}", recibo.pago.numero()),
        html! {
            div class=(clase) {
                (cuerpo(clinica, recibo, en, copia))
                nav.recibo-pantalla {
                    button.btn.btn-primary type="button" data-imprime { "Imprimir" }
                    @if let Some(venta) = venta(recibo) { (Button::secondary("Volver a la venta").goes(urls::venta(clinica.slug, venta))) }
                }
            }
        },
    )
}

fn venta(recibo: &Recibo) -> Option<i64> {
    recibo.lineas.first().map(|l| l.venta_id)
}

fn cuerpo(clinica: &Clinica<'_>, recibo: &Recibo, en: NaiveDateTime, copia: bool) -> Markup {
    let pago = &recibo.pago;
    html! {
        header.recibo-cabeza {
            @if copia { p.recibo-copia { "COPIA" } }
            h1 { (clinica.nombre) }
            p { (clinica.sucursal) }
            p { (titulo(&pago.tipo)) " " strong { (pago.numero()) } }
            p { (format::date_time(en)) }
        }
        @if pago.anulado_por.is_some() { p.recibo-copia { "ANULADO" } }
        @if !pago.pagador.is_empty() { p { "Recibido de " (pago.pagador) } }
        table.recibo-lineas {
            caption.visually-hidden { "Lo pagado" }
            thead.visually-hidden { tr { th scope="col" { "Qué" } th scope="col" { "Monto" } } }
            tbody {
                @for linea in &recibo.lineas {
                    tr {
                        td {
                            (linea.descripcion)
                            @if linea.cantidad != Decimal::ONE { " × " (format::number(linea.cantidad)) }
                            @if linea.monto.abs() != linea.total { " (parte de " (money(linea.total, &pago.moneda)) ")" }
                        }
                        td.num { (money(linea.monto, &pago.moneda)) }
                    }
                }
            }
            tfoot {
                tr { th scope="row" { "Total" } td.num { strong { (money(pago.total, &pago.moneda)) } } }
                @for medio in &recibo.medios { (fila_medio(medio, pago.vuelto, &pago.moneda)) }
                @if !pago.vuelto.is_zero() { tr { th scope="row" { "Vuelto" } td.num { (money(pago.vuelto, &pago.moneda)) } } }
            }
        }
        p { "Atendido por " (pago.quien) }
        p.recibo-nota { "Comprobante interno de la clínica: su folio no es el de un documento tributario." }
    }
}

fn titulo(tipo: &str) -> &'static str {
    match tipo {
        "pago" => "Recibo",
        "anulacion" => "Anulación",
        _ => "Devolución",
    }
}

/// Cash is shown as it was handed over; the redondeo takes off what was not collected.
fn fila_medio(medio: &Medio, vuelto: Decimal, moneda: &str) -> Markup {
    let (nombre, monto) = match medio.medio.as_str() {
        "efectivo" => ("Efectivo".into(), medio.monto + vuelto),
        "redondeo" => ("Redondeo (Ley 20.956)".into(), -medio.monto),
        codigo => (Metodo::de_codigo(codigo).map_or_else(|| codigo.to_owned(), |m| m.to_string()), medio.monto),
    };
    html! {
        tr {
            th scope="row" { (nombre) @if !medio.referencia.is_empty() { " " (medio.referencia) } }
            td.num { (money(monto, moneda)) }
        }
    }
}

/// What is needed to take the payment back.
pub struct Anulable<'a> {
    pub csrf: &'a str,
    pub clave: &'a str,
    pub escrito: &'a AnulacionForm,
    pub error: Option<&'a str>,
}

/// Inside the application, with what can be done about it.
pub fn recibo(clinica: &Clinica<'_>, recibo: &Recibo, en: NaiveDateTime, anulable: &Anulable<'_>) -> Markup {
    let pago = &recibo.pago;
    let volver = venta(recibo).map(|id| Enlace::new(format!("Venta {id}"), urls::venta(clinica.slug, id)));
    html! {
        (page_header(&format!("{} {}", titulo(&pago.tipo), pago.numero()), "", volver.as_ref(), imprimir(clinica, recibo, anulable.csrf)))
        @if let Some(mensaje) = anulable.error { (form_error(mensaje, html! {})) }
        (card("", html! {}, html! { div.recibo { (cuerpo(clinica, recibo, en, false)) } }))
        @if pago.anulable() {
            (card("Anular este pago", html! {}, form(
                &Form::post(urls::pago_anulacion(clinica.slug, pago.id), anulable.csrf).clave(anulable.clave),
                html! {
                    p { "Solo mientras siga abierta la sesión de caja en que se hizo. Lo pagado vuelve a quedar por cobrar; las filas no se borran." }
                    (Field::text("motivo", "Motivo").value(&anulable.escrito.motivo).required().maxlength(200))
                    (actions(html! { (Button::danger("Anular pago").icon(Icono::Anular).working("Anulando…")) }))
                },
            )))
        }
    }
}

fn imprimir(clinica: &Clinica<'_>, recibo: &Recibo, csrf: &str) -> Markup {
    form(
        &Form::post(urls::recibo_impresiones(clinica.slug, recibo.pago.id), csrf).inline(),
        html! {
            (Button::primary("Imprimir").icon(Icono::Imprimir).name_value("formato", "80mm"))
            (Button::secondary("En A4").name_value("formato", "a4"))
        },
    )
}
