//! What a sale shows: what was sold, by what it was paid, and why it is not made.

mod medios;
mod nueva;

use maud::{Markup, html};
use rust_decimal::Decimal;

pub use medios::{Medios, medios};
pub use nueva::{Nueva, cuenta, lo_vendido, nueva, quien_paga};

use super::forms::PagoForm;
use super::model::{Linea, Venta};
use crate::caja::pagos::Pago;
use crate::caja::sesiones::views::{Aqui, tabla_pagos};
use crate::services::pagos::{Falta, Negativa};
use crate::ui::{
    Button, Column, Enlace, Form, Icono, Tono, actions, alert, badge, card, card_flush, form, form_error, format,
    hidden, money, page_header, stat, stats, table,
};
use crate::urls;
use crate::values::cobro::CobroRechazado;
use crate::web::form::Errores;

fn columnas_lineas() -> [Column; 4] {
    [Column::text("Qué"), Column::num("Cantidad"), Column::num("Precio"), Column::num("Total")]
}

fn fila_linea(
    aqui: &Aqui<'_>,
    que: Markup,
    [cantidad, precio, descuento, total]: [Decimal; 4],
    afecto: bool,
) -> Markup {
    html! {
        tr {
            td { (que) " " (badge(Tono::Neutro, if afecto { "Afecto" } else { "Exento" })) }
            td.num { (format::number(cantidad)) }
            td.num { (dinero(aqui, precio)) }
            td.num {
                (dinero(aqui, total))
                @if !descuento.is_zero() { div.campo-ayuda { "Descuento " (dinero(aqui, descuento)) } }
            }
        }
    }
}

/// Why the sale was not made, and the way out.
pub fn negativa(aqui: &Aqui<'_>, negativa: &Negativa, deja_pendiente: bool) -> Markup {
    match negativa {
        Negativa::OtraIntencion { venta_id: Some(venta) } => form_error(
            "Este formulario ya se usó para otra venta.",
            html! {
                p { a href=(urls::venta(aqui.clinica, *venta)) { "Ver lo que quedó cobrado" } " antes de repetir." }
            },
        ),
        Negativa::SinExistencias(faltas) => form_error("No alcanza para vender:", lista_faltas(faltas)),
        Negativa::RecetaCorta(faltas) => form_error(
            "Falta lo que consume la prestación:",
            html! {
                (lista_faltas(faltas))
                @if deja_pendiente {
                    button.btn.btn-secundario type="submit" form="venta" name="dejar_pendiente" value="true" { "Cobrar y dejar el consumo pendiente" }
                } @else { p { "Pide a bodega que registre la entrada, o a quien pueda dejarlo pendiente." } }
            },
        ),
        otra => form_error(&texto(aqui, otra), html! {}),
    }
}

fn lista_faltas(faltas: &[Falta]) -> Markup {
    html! {
        ul {
            @for falta in faltas {
                li {
                    strong { (falta.insumo) } ": se piden " (format::number(falta.pedido)) " " (falta.unidad)
                    " y hay " (format::number(falta.hay)) "."
                }
            }
        }
    }
}

fn texto(aqui: &Aqui<'_>, negativa: &Negativa) -> String {
    match negativa {
        Negativa::CajaAjena => "Esa caja está a cargo de otra persona: cobra en la tuya.".into(),
        Negativa::CajaCerrada => "La caja no está abierta: ábrela antes de cobrar.".into(),
        Negativa::SinLineas => "No hay nada que vender: elige al menos una prestación o un insumo.".into(),
        Negativa::PrestacionDesconocida { codigo } => format!("Ninguna prestación tiene el código {codigo}."),
        Negativa::InsumoDesconocido { codigo } => format!("Ningún insumo tiene el código {codigo}."),
        Negativa::NoSeVende { insumo } => format!("{insumo} no se vende por separado."),
        Negativa::OtraMoneda { que } => format!("{que} tiene precio en otra moneda que la de esta caja."),
        Negativa::ConvenioFuera => "Ese convenio ya no se usa: elige otra lista de precios.".into(),
        Negativa::DescuentoExcesivo { que, maximo } => {
            format!("{que}: el descuento pasa de lo que se cobra, {}.", dinero(aqui, *maximo))
        }
        Negativa::Saldada => "Esta venta ya no debe nada.".into(),
        Negativa::DeudaCambiada => "Lo que debe cambió entretanto: revisa las ventas y vuelve a cobrar.".into(),
        Negativa::Incompleto { falta } => {
            format!("Los medios de pago no suman lo que paga: faltan {}.", dinero(aqui, *falta))
        }
        Negativa::AbonoSinPaciente => "No se sabe de qué paciente es: nada queda a favor ni se usa de ahí.".into(),
        Negativa::AbonoInsuficiente { hay } => format!("A favor del paciente hay {}.", dinero(aqui, *hay)),
        Negativa::AbonoDeMas { maximo } => {
            format!("Lo que hay a favor paga deudas: estas suman {}.", dinero(aqui, *maximo))
        }
        Negativa::Excesivo => "La venta es demasiado grande.".into(),
        Negativa::Presupuesto(no) => no.to_string(),
        Negativa::Cobro(rechazo) => con_monto(aqui, *rechazo),
        Negativa::OtraIntencion { .. } => "Este formulario ya se usó para otra operación.".into(),
        Negativa::SinExistencias(_) | Negativa::RecetaCorta(_) => "No alcanzan las existencias.".into(),
    }
}

fn con_monto(aqui: &Aqui<'_>, rechazo: CobroRechazado) -> String {
    match rechazo {
        CobroRechazado::TarjetaExcede { maximo, .. } | CobroRechazado::SinEfectivoParaVuelto { maximo, .. } => {
            format!("{rechazo} Falta {}.", dinero(aqui, maximo))
        }
        CobroRechazado::EfectivoCorto { a_cobrar } => format!("{rechazo} Son {}.", dinero(aqui, a_cobrar)),
        _ => rechazo.to_string(),
    }
}

/// A sale, its payments, and the form for what it still owes.
pub struct Emitida<'a> {
    pub venta: &'a Venta,
    pub lineas: &'a [Linea],
    pub pagos: &'a [Pago],
    pub clave: &'a str,
    /// What the patient has in favour; none when nobody is known.
    pub a_favor: Option<Decimal>,
}

pub fn venta(aqui: &Aqui<'_>, emitida: &Emitida<'_>, valores: &PagoForm, errores: &Errores, aviso: Markup) -> Markup {
    let venta = emitida.venta;
    let titulo = format!("Venta {}", venta.id);
    let convenio = venta.convenio.as_deref().map(|c| format!(" · {c}")).unwrap_or_default();
    let detalle = format!("{} {}{convenio}", format::date_time(aqui.local(venta.emitida)), venta.pagador);
    let impuesto = format!(
        "Exento {}, neto {}, IVA {}",
        dinero(aqui, venta.exento),
        dinero(aqui, venta.neto),
        dinero(aqui, venta.iva)
    );
    html! {
        (page_header(&titulo, &detalle, Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), acciones(aqui, emitida)))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (aviso)
        @if venta.estado == "anulada" { (alert(Tono::Alerta, "Venta anulada", html! { p { (venta.anulada_motivo) } })) }
        (stats(html! {
            (stat("Total", &dinero(aqui, venta.total), &impuesto))
            (stat("Pagado", &dinero(aqui, venta.pagado), &acreditado(aqui, venta)))
            (stat("Por cobrar", &dinero(aqui, venta.saldo()), if venta.saldo().is_zero() && venta.estado == "emitida" { "Pagada" } else { "" }))
            @if let Some(vuelto) = ultimo_vuelto(emitida) { (stat("Vuelto", &dinero(aqui, vuelto), "Del último pago")) }
        }))
        (card_flush("Detalle", html! {}, table("Detalle", &columnas_lineas(), html! {
            @for linea in emitida.lineas { (fila_linea(aqui, que(linea), [linea.cantidad, linea.precio, linea.descuento, linea.total], linea.afecto)) }
        })))
        @if !emitida.pagos.is_empty() { (card_flush("Pagos", html! {}, tabla_pagos(aqui, emitida.pagos))) }
        @if !venta.saldo().is_zero() { (pagar_saldo(aqui, emitida, valores, errores)) }
    }
}

fn que(linea: &Linea) -> Markup {
    html! {
        (linea.descripcion)
        @if let Some(profesional) = &linea.profesional { " · " (profesional) }
        @if !linea.descuento_motivo.is_empty() { " · Descuento: " (linea.descuento_motivo) }
    }
}

fn dinero(aqui: &Aqui<'_>, monto: Decimal) -> String {
    money(monto, aqui.moneda)
}

fn acciones(aqui: &Aqui<'_>, emitida: &Emitida<'_>) -> Markup {
    let ultimo = emitida.pagos.iter().rev().find(|p| p.anulable());
    html! {
        @if let Some(pago) = ultimo {
            (form(&Form::post(urls::recibo_impresiones(aqui.clinica, pago.id), aqui.csrf).inline(), html! {
                (Button::primary("Imprimir recibo").icon(Icono::Imprimir).name_value("formato", "80mm"))
                (Button::secondary("En A4").name_value("formato", "a4"))
            }))
        }
        (Button::ghost("Devoluciones").goes(urls::devoluciones_de_venta(aqui.clinica, emitida.venta.id)))
        @if emitida.venta.estado == "emitida" && emitida.venta.mi_sesion.is_some() {
            (Button::ghost("Anular venta").goes(urls::venta_anulacion(aqui.clinica, emitida.venta.id)))
        }
    }
}

fn acreditado(aqui: &Aqui<'_>, venta: &Venta) -> String {
    if venta.acreditado.is_zero() {
        String::new()
    } else {
        format!("{} con notas de crédito", dinero(aqui, venta.acreditado))
    }
}

fn ultimo_vuelto(emitida: &Emitida<'_>) -> Option<Decimal> {
    emitida.pagos.last().map(|p| p.vuelto).filter(|vuelto| !vuelto.is_zero())
}

fn pagar_saldo(aqui: &Aqui<'_>, emitida: &Emitida<'_>, valores: &PagoForm, errores: &Errores) -> Markup {
    let Some(sesion) = emitida.venta.mi_sesion else {
        return alert(
            Tono::Alerta,
            "Abre una caja para cobrar lo que falta",
            html! { a href=(urls::caja(aqui.clinica)) { "Ir a caja" } },
        );
    };
    let destino = Form::post(urls::venta_pagos(aqui.clinica, emitida.venta.id), aqui.csrf).clave(emitida.clave);
    card(
        "Cobrar lo que falta",
        html! {},
        form(
            &destino,
            html! {
                (hidden("sesion", &sesion.to_string()))
                (medios(aqui, &Medios {
                    montos: &valores.monto, referencias: &valores.referencia, vuelto: Some(valores.deja_vuelto),
                    a_favor: emitida.a_favor, errores, con_foco: false,
                }))
                (actions(html! { (Button::primary("Cobrar").icon(Icono::Dinero).working("Cobrando…")) }))
            },
        ),
    )
}
