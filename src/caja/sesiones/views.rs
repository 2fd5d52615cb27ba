//! What the drawer shows. Until it has been counted, nobody is told what it should hold.

use chrono::{DateTime, NaiveDateTime, Utc};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{AperturaForm, ArqueoForm, CierreForm, DECLARADOS, MovimientoForm, denominaciones};
use super::model::{Arqueo, CajaLibre, MovimientoCaja, Sesion};
use crate::caja::clave_o_nueva;
use crate::caja::pagos::Pago;
use crate::caja::ventas::PorCobrar;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, alert, badge, card, card_flush, empty, form,
    form_error, format, money, page_header, row, stat, stats, table,
};
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

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

    fn divisa(&self) -> Moneda {
        Moneda::de_codigo(self.moneda).unwrap_or(Moneda::CLP)
    }
}

pub fn abrir(aqui: &Aqui<'_>, cajas: &[CajaLibre], valores: &AperturaForm, errores: &Errores) -> Markup {
    let opcion = |caja: &CajaLibre| match caja.dejado {
        Some(dejado) => Choice::new(caja.id, format!("{} (quedaron {})", caja.nombre, aqui.dinero(dejado))),
        None => Choice::new(caja.id, &caja.nombre),
    };
    html! {
        (page_header("Caja", "Ábrela con lo que hay contado en ella", None, html! { (cierres(aqui)) }))
        @if let Some(mensaje) = errores.get("caja").filter(|_| cajas.is_empty()) { (form_error(mensaje, html! {})) }
        @if cajas.is_empty() {
            (empty(Icono::Caja, "Todas las cajas están abiertas", "Quien abrió una puede cerrarla; entonces podrás abrirla tú.", html! {}))
        } @else {
            (card("Abrir caja", html! {}, form(&Form::post(urls::caja_sesiones(aqui.clinica), aqui.csrf).clave(clave_o_nueva(&valores.clave)), html! {
                (Field::select("caja", "Caja", cajas.iter().map(opcion).collect()).value(&valores.caja).error(errores.get("caja")).required())
                (Field::money("apertura", "Efectivo contado", format::decimals(aqui.moneda)).value(&valores.apertura)
                    .error(errores.get("apertura")).required().autofocus())
                (Field::text("motivo", "Si no es lo que quedó, por qué").value(&valores.motivo).maxlength(200))
                (actions(html! { (Button::primary("Abrir caja").working("Abriendo…")) }))
            })))
        }
    }
}

pub fn inicio(aqui: &Aqui<'_>, sesion: &Sesion, por_cobrar: &[PorCobrar], pagos: &[Pago]) -> Markup {
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
        (stats(html! {
            (stat("Por cobrar", &aqui.dinero(total), &cuantos(por_cobrar.len())))
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
        (Button::ghost("Sesiones y cierres").goes(urls::caja_sesiones(aqui.clinica)))
    }
}

pub fn recibos(aqui: &Aqui<'_>) -> Button {
    Button::ghost("Recibos").goes(urls::recibos(aqui.clinica))
}

fn cuantos(n: usize) -> String {
    format::count(i64::try_from(n).unwrap_or(i64::MAX))
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
                    td { (format::date_time(aqui.local(fila.desde))) }
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
                    td { (format::date_time(aqui.local(pago.en))) }
                    td { (pago.pagador) }
                    td.num { (aqui.dinero(pago.total)) }
                    td { (estado_de_pago(pago)) }
                }
            }
        },
    )
}

pub fn estado_de_pago(pago: &Pago) -> Markup {
    match pago.tipo.as_str() {
        "devolucion" => badge(Tono::Alerta, "Devolución"),
        "anulacion" => badge(Tono::Neutro, "Anulación"),
        _ if pago.anulado_por.is_some() => badge(Tono::Error, "Anulado"),
        _ => badge(Tono::Bien, "Pagado"),
    }
}

/// The session as its page shows it.
pub struct Detalle<'a> {
    pub sesion: &'a Sesion,
    pub movimientos: &'a [MovimientoCaja],
    pub arqueos: &'a [Arqueo],
    /// Who looks may move it; to the others it is only shown.
    pub a_cargo: bool,
}

/// What was typed in the forms of the page, when one of them was refused.
#[derive(Default)]
pub struct Escrito {
    pub movimiento: MovimientoForm,
    pub arqueo: ArqueoForm,
    pub cierre: CierreForm,
    pub errores: Errores,
}

pub fn sesion(aqui: &Aqui<'_>, detalle: &Detalle<'_>, escrito: &Escrito) -> Markup {
    let sesion = detalle.sesion;
    html! {
        (page_header(&sesion.caja, &format!("De {}", sesion.responsable), Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! {}))
        @if let Some(mensaje) = escrito.errores.get("") { (form_error(mensaje, html! {})) }
        (stats(html! {
            (stat("Estado", nombre_estado(&sesion.estado), ""))
            (stat("Fondo de apertura", &aqui.dinero(sesion.apertura), &diferencia_apertura(aqui, sesion)))
        }))
        @match (sesion.estado.as_str(), detalle.arqueos.first()) {
            _ if !detalle.a_cargo => {}
            ("abierta" | "reabierta", _) => {
                (form_arqueo(aqui, sesion, escrito))
                (form_movimiento(aqui, detalle, escrito))
            }
            ("arqueo", Some(arqueo)) => { (form_cierre(aqui, sesion, arqueo, escrito)) (form_arqueo(aqui, sesion, escrito)) }
            _ => {}
        }
        @for arqueo in detalle.arqueos { (resumen_cierre(aqui, arqueo)) }
        @if !detalle.movimientos.is_empty() { (card_flush("Entradas y salidas", html! {}, tabla_movimientos(aqui, detalle.movimientos))) }
    }
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

fn diferencia_apertura(aqui: &Aqui<'_>, sesion: &Sesion) -> String {
    if sesion.diferencia_apertura.is_zero() {
        String::new()
    } else {
        format!("{} respecto del último cierre", aqui.dinero(sesion.diferencia_apertura))
    }
}

fn form_arqueo(aqui: &Aqui<'_>, sesion: &Sesion, escrito: &Escrito) -> Markup {
    let valor = |lista: &[String], n: usize| lista.get(n).cloned().unwrap_or_default();
    let contenido = html! {
        @for error in ["piezas", "declarado"].into_iter().filter_map(|campo| escrito.errores.get(campo)) { (form_error(error, html! {})) }
        p { "Cuenta lo que hay en la caja. Lo esperado se muestra después de enviar el conteo." }
        (row(html! {
            @for (n, pieza) in denominaciones(aqui.divisa()).into_iter().enumerate() {
                (Field::number("piezas", &aqui.dinero(pieza)).id(format!("piezas-{n}")).value(valor(&escrito.arqueo.piezas, n)))
            }
        }))
        (row(html! {
            @for (n, (_, nombre)) in DECLARADOS.into_iter().enumerate() {
                (Field::money("declarado", nombre, format::decimals(aqui.moneda)).id(format!("declarado-{n}"))
                    .value(valor(&escrito.arqueo.declarado, n)))
            }
        }))
        (Field::text("observacion", "Observación").value(&escrito.arqueo.observacion).maxlength(200))
        (actions(html! { (Button::primary("Enviar conteo").working("Guardando…")) }))
    };
    card(
        "Contar la caja",
        html! {},
        form(
            &Form::post(urls::caja_arqueos(aqui.clinica, sesion.id), aqui.csrf)
                .clave(clave_o_nueva(&escrito.arqueo.clave)),
            contenido,
        ),
    )
}

fn form_movimiento(aqui: &Aqui<'_>, detalle: &Detalle<'_>, escrito: &Escrito) -> Markup {
    let valores = &escrito.movimiento;
    let sentidos = vec![Choice::new("entrada", "Entra efectivo"), Choice::new("salida", "Sale efectivo")];
    let destino = Form::post(urls::caja_movimientos(aqui.clinica, detalle.sesion.id), aqui.csrf)
        .clave(clave_o_nueva(&valores.clave));
    let contenido = html! {
        (Field::radio("sentido", "Sentido", sentidos).value(&valores.sentido).error(escrito.errores.get("sentido")).required())
        (row(html! {
            (Field::money("monto", "Monto", format::decimals(aqui.moneda)).value(&valores.monto).error(escrito.errores.get("monto")).required())
            (Field::text("motivo", "Motivo").value(&valores.motivo).error(escrito.errores.get("motivo")).required().maxlength(200))
        }))
        (actions(html! { (Button::secondary("Anotar").working("Anotando…")) }))
    };
    card("Entrada o salida de efectivo", html! {}, form(&destino, contenido))
}

fn form_cierre(aqui: &Aqui<'_>, sesion: &Sesion, arqueo: &Arqueo, escrito: &Escrito) -> Markup {
    let cuadra = arqueo.diferencia().is_zero();
    let contado_por = format!("{}, a las {}", arqueo.quien, format::time(aqui.local(arqueo.en).time()));
    html! {
        (stats(html! {
            (stat("Contado", &aqui.dinero(arqueo.contado), &contado_por))
            (stat("Esperado", &aqui.dinero(arqueo.esperado), ""))
            (stat("Diferencia", &aqui.dinero(arqueo.diferencia()), if cuadra { "Cuadra" } else { "Explícala para cerrar" }))
        }))
        (card("Cerrar la caja", html! {}, html! {
            (form(&Form::post(urls::caja_cierre(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&escrito.cierre.clave)), html! {
                (Field::money("dejado", "Queda en la caja para mañana", format::decimals(aqui.moneda)).value(&escrito.cierre.dejado)
                    .error(escrito.errores.get("dejado")).required())
                (Field::text("motivo", "Motivo de la diferencia").value(&escrito.cierre.motivo).error(escrito.errores.get("motivo")).maxlength(200))
                (actions(html! { (Button::primary("Cerrar caja").working("Cerrando…")) }))
            }))
            (form(&Form::post(urls::caja_reanudacion(aqui.clinica, sesion.id), aqui.csrf).inline(), html! {
                (Button::ghost("Volver a cobrar"))
            }))
        }))
    }
}

fn resumen_cierre(aqui: &Aqui<'_>, arqueo: &Arqueo) -> Markup {
    let (Some(cerrado), Some(dejado)) = (arqueo.cerrado, arqueo.dejado) else { return html! {} };
    let titulo = format!("Cierre del {}", format::date_time(aqui.local(cerrado)));
    card(
        &titulo,
        html! {},
        html! {
            (stats(html! {
                (stat("Contado", &aqui.dinero(arqueo.contado), &arqueo.quien))
                (stat("Esperado", &aqui.dinero(arqueo.esperado), ""))
                (stat("Diferencia", &aqui.dinero(arqueo.diferencia()), arqueo.motivo.as_deref().unwrap_or_default()))
                (stat("Quedó en la caja", &aqui.dinero(dejado), ""))
            }))
        },
    )
}

fn tabla_movimientos(aqui: &Aqui<'_>, movimientos: &[MovimientoCaja]) -> Markup {
    let columnas = [Column::text("Cuándo"), Column::text("Motivo"), Column::text("Quién"), Column::num("Monto")];
    table(
        "Entradas y salidas",
        &columnas,
        html! {
            @for movimiento in movimientos {
                tr {
                    td { (format::date_time(aqui.local(movimiento.en))) }
                    td { (movimiento.motivo) }
                    td { (movimiento.quien) }
                    td.num { @if movimiento.tipo == "salida" { "−" } (aqui.dinero(movimiento.monto)) }
                }
            }
        },
    )
}
