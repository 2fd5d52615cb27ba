//! The form and the page of a reception.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{DOCUMENTO_MAX, Fila, LOTE_MAX, RecepcionForm};
use crate::bodega::ordenes::forms::MOTIVO_MAX;
use crate::bodega::ordenes::model::{Exceso, Linea, LineaRecepcion, Orden, Recepcion};
use crate::bodega::ordenes::views::momento;
use crate::bodega::views::{cantidad, costo};
use crate::services::compras::Negativa;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Tono, actions, alert, card, card_flush, data_list, form, form_error, format,
    hidden, page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

/// The order that the goods are of.
pub struct Pedido {
    pub orden: Orden,
    pub lineas: Vec<Linea>,
}

/// What keeps a reception from being written down.
#[derive(Default)]
pub struct Problema {
    pub errores: Errores,
    pub de_mas: Vec<Exceso>,
    /// Where what was done with the same form is.
    pub hecho: Option<String>,
}

impl Problema {
    pub fn de(negativa: &Negativa, clinica: &str) -> Self {
        let (mensaje, de_mas, hecho) = match negativa {
            Negativa::DeMas(excesos) => ("Llegó más de lo pedido", excesos.clone(), None),
            Negativa::Cambiada => (
                "Alguien recibió parte de esta orden mientras escribías: revisa cuánto falta y envía de nuevo.",
                Vec::new(),
                None,
            ),
            Negativa::Cerrada => ("Esta orden ya no espera mercadería.", Vec::new(), None),
            Negativa::OtraIntencion { recepcion_id } => {
                let hecho = recepcion_id.map(|id| urls::recepcion(clinica, id));
                (
                    "Este formulario ya se usó con otros datos: si es otra recepción, envíalo de nuevo.",
                    Vec::new(),
                    hecho,
                )
            }
        };
        Self { errores: Errores::de("", mensaje), de_mas, hecho }
    }
}

pub fn nueva(
    clinica: &str,
    csrf: &str,
    clave: &str,
    pedido: &Pedido,
    f: &RecepcionForm,
    problema: &Problema,
) -> Markup {
    let o = &pedido.orden;
    let volver = Enlace::new(format!("Orden de compra {}", o.id), urls::orden(clinica, o.id));
    let errores = &problema.errores;
    html! {
        (page_header("Recibir mercadería", &format!("{}, para {}", o.proveedor, o.deposito), Some(&volver), html! {}))
        (aviso(problema))
        @if let Some(primero) = errores.get("lineas") {
            @let otros = errores.mensajes().filter(|m| *m != primero && errores.get("") != Some(*m));
            (form_error(primero, html! { ul { @for mensaje in otros { li { (mensaje) } } } }))
        }
        (card("", html! {}, form(&Form::post(urls::orden_cambio(clinica, o.id, "recepciones"), csrf).clave(clave), html! {
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("documento", "Factura o guía").value(&f.documento).error(errores.get("documento")).maxlength(DOCUMENTO_MAX).required().autofocus())
                (Field::date("efectiva", "Fecha del documento").value(&f.efectiva).error(errores.get("efectiva")).hint("Vacío: hoy"))
            }))
            (filas(pedido, f))
            p.campo-ayuda { "Deja sin cantidad lo que no llegó. Usa las filas libres si un insumo trae dos lotes." }
            @if !problema.de_mas.is_empty() || f.de_mas { (Field::checkbox("de_mas", "Llegó más de lo pedido y lo recibo igual", f.de_mas)) }
            (actions(html! {
                (Button::primary("Recibir").working("Recibiendo…"))
                (Button::secondary("Volver").goes(urls::orden(clinica, o.id)))
            }))
        })))
    }
}

fn aviso(problema: &Problema) -> Markup {
    let detalle = html! {
        @if let Some(url) = &problema.hecho { p { a href=(url) { "Ver lo que se registró" } } }
        @if !problema.de_mas.is_empty() {
            ul { @for e in &problema.de_mas { li { strong { (e.nombre) } ": se pidieron " (cantidad(e.pedido, &e.unidad)) " y serían " (format::number(e.llega)) "." } } }
            p { "Si es así, márcalo abajo y envía de nuevo." }
        }
    };
    html! { @if let Some(mensaje) = problema.errores.get("") { (form_error(mensaje, detalle)) } }
}

fn filas(pedido: &Pedido, f: &RecepcionForm) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Caduca"),
        Column::num("Cantidad"),
        Column::num("Costo por unidad, sin IVA"),
    ];
    table(
        "Lo que llegó",
        &columnas,
        html! {
            @for (n, fila) in f.filas().enumerate() {
                tr {
                    td { (insumo(&pedido.lineas, &fila, n)) }
                    td { input.form-control name="lote" value=(fila.lote) maxlength=(LOTE_MAX) autocomplete="off" aria-label={ "Lote " (n + 1) }; }
                    td { input.form-control type="date" name="caduca" value=(fila.caduca) aria-label={ "Caduca " (n + 1) }; }
                    td.num { input.form-control name="cantidad" value=(fila.cantidad) inputmode="decimal" autocomplete="off" aria-label={ "Cantidad " (n + 1) }; }
                    td.num { input.form-control name="costo" value=(fila.costo) inputmode="decimal" autocomplete="off" aria-label={ "Costo " (n + 1) }; }
                }
            }
        },
    )
}

/// The one of the line, or a choice among those of the order.
fn insumo(lineas: &[Linea], fila: &Fila<'_>, n: usize) -> Markup {
    html! {
        @match lineas.iter().find(|l| l.insumo_id.to_string() == fila.insumo) {
            Some(l) => {
                (hidden("insumo", fila.insumo))
                (l.nombre) " " span.text-secondary { "faltan " (cantidad(l.pendiente(), &l.unidad)) }
            }
            None => {
                select.form-select name="insumo" aria-label={ "Insumo " (n + 1) } {
                    option value="" { "Otro lote de…" }
                    @for l in lineas { option value=(l.insumo_id) { (l.nombre) } }
                }
            }
        }
    }
}

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub opera: bool,
    pub recepcion: &'a Recepcion,
    pub lineas: &'a [LineaRecepcion],
    /// Typed for a reversal that was refused.
    pub motivo: &'a str,
    pub errores: &'a Errores,
}

pub fn recepcion(v: &Vista<'_>) -> Markup {
    let r = v.recepcion;
    let orden = urls::orden(v.clinica, r.orden_id);
    let volver = Enlace::new(format!("Orden de compra {}", r.orden_id), &orden);
    html! {
        (page_header(&format!("Recepción {}", r.id), &r.proveedor, Some(&volver), html! {}))
        @if let Some(mensaje) = v.errores.get("") { (form_error(mensaje, html! {})) }
        @if let Some(en) = r.revertida {
            (alert(Tono::Error, "Revertida", html! { p { (momento(v.zona, en)) ", " (r.revertida_por) ": " (r.motivo) } }))
        }
        (card("", html! {}, data_list(&[
            ("Factura o guía", html! { (r.documento) }),
            ("Fecha del documento", html! { (format::date(r.efectiva)) }),
            ("Registrada", html! { (momento(v.zona, r.en)) ", " (r.quien) }),
        ])))
        (card_flush("Lo que llegó", html! {}, llegado(v)))
        @if v.opera && r.revertida.is_none() { (reversa(v)) }
    }
}

fn llegado(v: &Vista<'_>) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Caduca"),
        Column::num("Cantidad"),
        Column::num("Costo"),
        Column::num("Acordado"),
    ];
    table(
        "Lo que llegó",
        &columnas,
        html! {
            @for l in v.lineas {
                tr {
                    td { a href=(urls::insumo(v.clinica, l.insumo_id)) { (l.insumo) } }
                    td { (l.lote) }
                    td { (l.caduca.map_or_else(|| "No caduca".into(), format::date)) }
                    td.num { (cantidad(l.cantidad, &l.unidad)) }
                    td.num { (costo(l.costo, &v.recepcion.moneda)) }
                    td.num { (costo(l.costo_pactado, &v.recepcion.moneda)) }
                }
            }
        },
    )
}

fn reversa(v: &Vista<'_>) -> Markup {
    card(
        "Revertir la recepción",
        html! {},
        form(
            &Form::post(urls::recepcion_reversa(v.clinica, v.recepcion.id), v.csrf),
            html! {
                p { "Saca de las existencias todo lo que entró con ella y la orden vuelve a esperarlo. Solo se puede mientras todo siga en bodega." }
                (Field::text("motivo", "Motivo").value(v.motivo).error(v.errores.get("motivo")).maxlength(MOTIVO_MAX).required())
                (actions(html! { (Button::danger("Revertir").working("Revirtiendo…")) }))
            },
        ),
    )
}
