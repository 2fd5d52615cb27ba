//! What the drawer shows. Until it has been counted, nobody is told what it should hold.

mod conteo;
mod ficha;

use chrono::{DateTime, NaiveDateTime, Utc};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::AperturaForm;
use super::model::{CajaLibre, Puesto};
use crate::caja::clave_o_nueva;
use crate::caja::pagos::Pago;
use crate::caja::ventas::PorCobrar;
use crate::ui::{
    Button, Choice, Column, Field, Form, Icono, Tono, actions, alert, badge, card, card_flush, empty, form, form_error,
    format, money, page_header, stat, stats, table,
};
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

pub use conteo::denominacion;
pub use ficha::{Detalle, Escrito, sesion};

/// What every view of the drawer stands on.
pub struct Aqui<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub moneda: &'a str,
    pub zona: chrono_tz::Tz,
}

impl Aqui<'_> {
    pub fn local(&self, instante: DateTime<Utc>) -> NaiveDateTime {
        instante.with_timezone(&self.zona).naive_local()
    }

    pub fn dinero(&self, monto: Decimal) -> String {
        money(monto, self.moneda)
    }

    /// What squares says so in a word: a column of zeros is not read.
    pub fn diferencia(&self, monto: Decimal) -> String {
        if monto.is_zero() { "Cuadra".into() } else { self.dinero(monto) }
    }

    fn divisa(&self) -> Moneda {
        Moneda::de_codigo(self.moneda).unwrap_or(Moneda::CLP)
    }
}

pub fn estado_de_pago(pago: &Pago) -> Markup {
    match pago.tipo.as_str() {
        "devolucion" => badge(Tono::Alerta, "Devolución"),
        "anulacion" => badge(Tono::Neutro, "Anulación"),
        _ if pago.anulado_por.is_some() => badge(Tono::Error, "Anulado"),
        _ => badge(Tono::Bien, "Pagado"),
    }
}

/// What somebody without a drawer may take: one that nobody has, or the one that is handed to them.
pub struct Libres {
    pub cajas: Vec<CajaLibre>,
    pub relevo_de: Option<i64>,
}

pub fn abrir(aqui: &Aqui<'_>, libres: &Libres, valores: &AperturaForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Caja", "Ábrela con lo que hay contado en ella", None, cierres(aqui)))
        (aviso_relevo(aqui, libres.relevo_de))
        @if let Some(mensaje) = errores.get("caja").filter(|_| libres.cajas.is_empty()) { (form_error(mensaje, html! {})) }
        @if libres.cajas.is_empty() {
            (empty(Icono::Caja, "Todas las cajas están abiertas", "Quien abrió una puede cerrarla o pasártela; entonces podrás usarla tú.", html! {}))
        } @else {
            (card("Abrir caja", html! {}, form_apertura(aqui, &libres.cajas, valores, errores)))
        }
    }
}

fn form_apertura(aqui: &Aqui<'_>, cajas: &[CajaLibre], valores: &AperturaForm, errores: &Errores) -> Markup {
    let opcion = |caja: &CajaLibre| match caja.dejado {
        Some(dejado) => Choice::new(caja.id, format!("{} (quedaron {})", caja.nombre, aqui.dinero(dejado))),
        None => Choice::new(caja.id, &caja.nombre),
    };
    let destino = Form::post(urls::caja_sesiones(aqui.clinica), aqui.csrf).clave(clave_o_nueva(&valores.clave));
    let por_piezas = valores.piezas.iter().any(|p| !p.trim().is_empty());
    form(
        &destino,
        html! {
            (Field::select("caja", "Caja", cajas.iter().map(opcion).collect()).value(&valores.caja).error(errores.get("caja")).required())
            (Field::money("apertura", "Efectivo contado", format::decimals(aqui.moneda)).value(&valores.apertura)
                .error(errores.get("apertura")).autofocus())
            details open[por_piezas] {
                summary { "Contar por billetes y monedas" }
                (conteo::piezas(aqui, &valores.piezas, errores))
            }
            (Field::text("motivo", "Si no es lo que quedó, por qué").value(&valores.motivo).error(errores.get("motivo")).maxlength(200))
            (actions(html! { (Button::primary("Abrir caja").working("Abriendo…")) }))
        },
    )
}

fn aviso_relevo(aqui: &Aqui<'_>, sesion: Option<i64>) -> Markup {
    html! {
        @if let Some(sesion) = sesion {
            (alert(Tono::Info, "Te pasan una caja", html! { p { a href=(urls::caja_sesion(aqui.clinica, sesion)) { "Cuéntala para recibirla" } } }))
        }
    }
}

pub fn inicio(aqui: &Aqui<'_>, puesto: &Puesto, por_cobrar: &[PorCobrar], pagos: &[Pago]) -> Markup {
    let sesion = &puesto.sesion;
    let total: Decimal = por_cobrar.iter().map(|p| p.monto).sum();
    let acciones = html! {
        (Button::primary("Venta sin cita").icon(Icono::Mas).goes(urls::venta_nueva(aqui.clinica, None)).tecla("n"))
        (Button::secondary("Contar y cerrar").goes(urls::caja_sesion(aqui.clinica, sesion.id)))
        (cierres(aqui))
    };
    let detalle = format!("{}, abierta desde las {}", sesion.caja, format::time(aqui.local(sesion.abierta).time()));
    html! {
        (page_header("Caja", &detalle, None, acciones))
        @if !sesion.cobra() { (alert(Tono::Alerta, "La caja está en arqueo", html! { p { "Termina de cerrarla, o vuelve a cobrar desde «Contar y cerrar»." } })) }
        (aviso_relevo(aqui, puesto.relevo_de))
        @if puesto.traspasos > 0 {
            (alert(Tono::Info, "Otra caja te pide o te envía efectivo", html! { p { a href=(urls::caja_sesion(aqui.clinica, sesion.id)) { "Ver y responder" } } }))
        }
        (stats(html! {
            (stat("Por cobrar", &aqui.dinero(total), &cobros(por_cobrar.len())))
            (stat("Pagos de esta caja", &cuantos(pagos.len()), ""))
        }))
        @if por_cobrar.is_empty() {
            (empty(Icono::Dinero, "Nada por cobrar", "Las citas de hoy y las ventas con saldo aparecen aquí.", html! {}))
        } @else {
            (card_flush("Por cobrar", html! {}, tabla_por_cobrar(aqui, por_cobrar)))
        }
        @if !pagos.is_empty() { (card_flush("Pagos de esta caja", html! {}, tabla_pagos(aqui, pagos))) }
    }
}

/// What was done before today's drawer.
fn cierres(aqui: &Aqui<'_>) -> Markup {
    html! {
        (recibos(aqui))
        (Button::ghost("Devoluciones").goes(urls::devoluciones(aqui.clinica)))
        (Button::ghost("Presupuestos").goes(urls::presupuestos(aqui.clinica)))
        (Button::ghost("Todo lo por cobrar").goes(urls::por_cobrar(aqui.clinica)))
        (Button::ghost("Sesiones y cierres").goes(urls::caja_sesiones(aqui.clinica)))
    }
}

pub fn recibos(aqui: &Aqui<'_>) -> Button {
    Button::ghost("Recibos").goes(urls::recibos(aqui.clinica))
}

fn cuantos(n: usize) -> String {
    format::count(i64::try_from(n).unwrap_or(i64::MAX))
}

fn cobros(n: usize) -> String {
    let palabra = if n == 1 { "cobro" } else { "cobros" };
    format!("{} {palabra}", cuantos(n))
}

fn tabla_por_cobrar(aqui: &Aqui<'_>, filas: &[PorCobrar]) -> Markup {
    let columnas =
        [Column::text("Desde"), Column::text("Paciente"), Column::text("Qué"), Column::num("Monto"), Column::actions()];
    table(
        "Por cobrar",
        &columnas,
        html! {
            @for fila in filas {
                tr {
                    td { (momento(aqui, fila.desde)) }
                    td { (fila.paciente) }
                    td { (fila.detalle) }
                    td.num { (aqui.dinero(fila.monto)) }
                    td.fila-acciones {
                        @match fila.venta_id {
                            Some(venta) => { (Button::secondary("Cobrar saldo").small().goes(urls::venta(aqui.clinica, venta))) }
                            None => { (Button::secondary("Cobrar").small().goes(urls::venta_nueva(aqui.clinica, fila.cita_id))) }
                        }
                    }
                }
            }
        },
    )
}

/// Narrow, it breaks between day and hour only.
fn momento(aqui: &Aqui<'_>, en: DateTime<Utc>) -> Markup {
    let en = aqui.local(en);
    html! { span.text-nowrap { (format::date(en.date())) } " " span.text-nowrap { (format::time(en.time())) } }
}

pub fn tabla_pagos(aqui: &Aqui<'_>, pagos: &[Pago]) -> Markup {
    let columnas = [
        Column::text("Folio"),
        Column::text("Cuándo"),
        Column::text("Quién paga"),
        Column::num("Monto"),
        Column::text("Estado"),
    ];
    table(
        "Pagos",
        &columnas,
        html! {
            @for pago in pagos {
                tr {
                    td { a href=(urls::recibo(aqui.clinica, pago.id)) { (pago.numero()) } }
                    td { (momento(aqui, pago.en)) }
                    td { (pago.pagador) }
                    td.num { (aqui.dinero(pago.total)) }
                    td { (estado_de_pago(pago)) }
                }
            }
        },
    )
}

pub fn nombre_estado(estado: &str) -> &str {
    match estado {
        "abierta" => "Abierta",
        "arqueo" => "En arqueo",
        "cerrada" => "Cerrada",
        "reabierta" => "Reabierta",
        "contabilizada" => "Contabilizada",
        otro => otro,
    }
}
