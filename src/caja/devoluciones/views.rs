//! What a refund shows: what is asked for, who decides, and how it ended.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{DevolucionForm, ListaFiltro, ResolucionForm};
use super::model::{Devolucion, LineaDevolvible, LineaPedida};
use crate::caja::pagos::{Pago, papel::nombre_medio};
use crate::caja::sesiones::views::Aqui;
use crate::caja::ventas::Venta;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    data_list, empty, form, form_error, format, hidden, money, page_header, pagination, table, tabs,
};
use crate::urls;
use crate::values::cobro::Metodo;
use crate::web::form::Errores;

pub fn nombre(devolucion: &Devolucion) -> String {
    let que = if devolucion.pago_id.is_some() { "Devolución" } else { "Rebaja" };
    format!("{que} {}", devolucion.id)
}

fn estado(devolucion: &Devolucion) -> Markup {
    match devolucion.estado.as_str() {
        "solicitada" => badge(Tono::Alerta, "Por aprobar"),
        "aprobada" if devolucion.por_pagar() => badge(Tono::Info, "Por pagar"),
        "aprobada" => badge(Tono::Bien, "Acreditada"),
        "pagada" => badge(Tono::Bien, "Pagada"),
        "rechazada" => badge(Tono::Error, "Rechazada"),
        _ => badge(Tono::Neutro, "Retirada"),
    }
}

/// A sale whose refunds are looked at, and what may be asked for of it.
pub struct De {
    pub venta: Venta,
    pub pagos: Vec<Pago>,
}

pub struct Lista<'a> {
    pub filtro: &'a ListaFiltro,
    pub filas: &'a [Devolucion],
    pub de: Option<&'a De>,
    /// Where the next page begins.
    pub antes: Option<i64>,
    pub opera: bool,
}

pub fn lista(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let raiz = urls::devoluciones(aqui.clinica);
    let todas = lista.filtro.estado == "todas";
    let volver = match lista.de {
        Some(de) => Enlace::new(format!("Venta {}", de.venta.id), urls::venta(aqui.clinica, de.venta.id)),
        None => Enlace::new("Caja", urls::caja(aqui.clinica)),
    };
    let pestanas = [
        Enlace::new("Pendientes", raiz.clone()).activo(!todas),
        Enlace::new("Todas", urls::con_filtros(&raiz, &[("estado", &"todas")])).activo(todas),
    ];
    let siguiente = lista.antes.map(|antes| match lista.filtro.venta {
        Some(venta) => urls::con_filtros(&raiz, &[("venta", &venta), ("antes", &antes)]),
        None => urls::con_filtros(&raiz, &[("estado", &lista.filtro.estado), ("antes", &antes)]),
    });
    html! {
        (page_header("Devoluciones y notas de crédito", "", Some(&volver), html! {}))
        @match lista.de {
            Some(de) => { @if lista.opera { (pedibles(aqui, de)) } }
            None => { (tabs("Cuáles", &pestanas)) }
        }
        @if lista.filas.is_empty() {
            (empty(Icono::Dinero, "Nada pendiente", "Una devolución se pide desde el recibo o la venta; aquí espera a quien la aprueba y a quien la paga.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (tabla(aqui, lista.filas))
                (pagination(&Pagination { anterior: None, siguiente, resumen: String::new() }))
            }))
        }
    }
}

fn tabla(aqui: &Aqui<'_>, filas: &[Devolucion]) -> Markup {
    let columnas = [
        Column::text("Solicitud"),
        Column::text("Cuándo"),
        Column::text("Quién la pide"),
        Column::text("Motivo"),
        Column::text("De"),
        Column::num("Monto"),
        Column::text("Estado"),
    ];
    let fila = |d: &Devolucion| {
        html! {
            tr data-devolucion=(d.id) {
                td.text-nowrap { a href=(urls::devolucion(aqui.clinica, d.id)) { (nombre(d)) } }
                td.text-nowrap { (format::date_time(d.creado)) }
                td { (d.solicitante) }
                td { (d.motivo) }
                td { (d.pago.clone().unwrap_or_else(|| format!("Venta {}", d.venta_id))) " " (d.pagador) }
                td.num { (money(d.monto, &d.moneda)) }
                td { (estado(d)) }
            }
        }
    };
    table("Devoluciones", &columnas, html! { @for d in filas { (fila(d)) } })
}

/// From a sale: each payment that may go back, and what it still owes.
fn pedibles(aqui: &Aqui<'_>, de: &De) -> Markup {
    let pedir = |pago: Option<i64>| urls::devolucion_nueva(aqui.clinica, de.venta.id, pago);
    html! {
        (card("Pedir", html! {}, html! {
            div.acciones {
                @for pago in de.pagos.iter().filter(|p| p.anulable()) {
                    (Button::secondary(&format!("Devolver de {} ({})", pago.numero(), money(pago.total, &pago.moneda))).goes(pedir(Some(pago.id))))
                }
                @if !de.venta.saldo().is_zero() {
                    (Button::secondary("Nota de crédito por lo que se debe").goes(pedir(None)))
                }
            }
        }))
    }
}

pub struct Solicitud<'a> {
    pub venta: &'a Venta,
    pub pago: Option<&'a Pago>,
    pub lineas: &'a [LineaDevolvible],
    pub form: &'a DevolucionForm,
    pub errores: &'a Errores,
    pub clave: &'a str,
}

pub fn solicitar(aqui: &Aqui<'_>, titulo: &str, s: &Solicitud<'_>) -> Markup {
    let (form_, errores) = (s.form, s.errores);
    let detalle = match s.pago {
        Some(pago) => format!("Recibo {}, {}, {}", pago.numero(), format::date_time(pago.fecha), pago.pagador),
        None => format!("Venta {}, {}", s.venta.id, s.venta.pagador),
    };
    let volver = Enlace::new("Devoluciones de la venta", urls::devoluciones_de_venta(aqui.clinica, s.venta.id));
    let destino = Form::post(urls::devolucion_nueva(aqui.clinica, s.venta.id, None), aqui.csrf).clave(s.clave);
    html! {
        (page_header(titulo, &detalle, Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("lineas") { (form_error(mensaje, html! {})) }
        (form(&destino, html! {
            (hidden("pago", &form_.pago))
            (card_flush("Cuánto de cada línea", html! {}, tabla_pedir(aqui, s)))
            (card("Cómo", html! {}, html! {
                @if s.pago.is_some() {
                    (Field::select("medio", "Se devuelve por", Metodo::TODOS.map(|m| Choice::new(m.codigo(), m.to_string())).to_vec())
                        .value(&form_.medio).placeholder("Elige el medio").error(errores.get("medio")).required())
                    (Field::checkbox("con_nota", "Emitir nota de crédito: lo devuelto deja de deberse", form_.con_nota)
                        .hint("Sin ella, la venta vuelve a quedar por cobrar."))
                }
                (Field::text("motivo", "Motivo").value(&form_.motivo).error(errores.get("motivo")).required().maxlength(200))
                (actions(html! { (Button::primary("Pedir aprobación").working("Enviando…")) (Button::secondary("Volver").goes(&volver.url)) }))
            }))
        }))
    }
}

fn tabla_pedir(aqui: &Aqui<'_>, s: &Solicitud<'_>) -> Markup {
    let con_pago = s.pago.is_some();
    let pedibles = || s.lineas.iter().filter(|l| l.maximo(con_pago) > Decimal::ZERO);
    let columnas = [
        Column::text("Qué"),
        Column::num("Total"),
        Column::num("Hasta"),
        Column::text("Cuánto"),
        Column::text("Bodega"),
    ];
    if pedibles().next().is_none() {
        return empty(
            Icono::Dinero,
            "No queda nada por devolver",
            "Ya se devolvió, o hay otra solicitud en curso.",
            html! {},
        );
    }
    table(
        "Líneas",
        &columnas,
        html! {
            @for linea in pedibles() {
                @let id = linea.id.to_string();
                @let escrito = s.form.linea.iter().position(|l| *l == id).and_then(|n| s.form.monto.get(n)).cloned().unwrap_or_default();
                tr {
                    td { (linea.descripcion) }
                    td.num { (money(linea.total, aqui.moneda)) }
                    td.num { (money(linea.maximo(con_pago), aqui.moneda)) }
                    td {
                        (hidden("linea", &id))
                        input.form-control id={ "monto-" (id) } name="monto" type="text" inputmode="numeric" autocomplete="off"
                            data-dinero=(format::decimals(aqui.moneda)) value=(escrito) aria-label={ "Cuánto de " (linea.descripcion) };
                    }
                    td {
                        @if con_pago && linea.insumo_id.is_some() {
                            label.form-check for={ "vuelve-" (id) } {
                                input.form-check-input type="checkbox" id={ "vuelve-" (id) } name="vuelve" value=(id) checked[s.form.vuelve.contains(&id)];
                                span.form-check-label { "Vuelve a la bodega" }
                            }
                        }
                    }
                }
            }
        },
    )
}

pub struct Detalle<'a> {
    pub devolucion: &'a Devolucion,
    pub lineas: &'a [LineaPedida],
    pub form: &'a ResolucionForm,
    pub errores: &'a Errores,
    pub clave: &'a str,
    pub supervisa: bool,
    pub opera: bool,
}

pub fn devolucion(aqui: &Aqui<'_>, detalle: &Detalle<'_>) -> Markup {
    let d = detalle.devolucion;
    let volver = Enlace::new("Devoluciones", urls::devoluciones(aqui.clinica));
    html! {
        (page_header(&nombre(d), "", Some(&volver), html! { (estado(d)) }))
        @if let Some(mensaje) = detalle.errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, datos(aqui, d)))
        (card_flush("Qué se devuelve", html! {}, table(
            "Qué se devuelve",
            &[Column::text("Qué"), Column::text("Bodega"), Column::num("Monto")],
            html! {
                @for linea in detalle.lineas {
                    tr { td { (linea.descripcion) } td { @if linea.vuelve { "Vuelve" } @else { "—" } } td.num { (money(linea.monto, &d.moneda)) } }
                }
            },
        )))
        @if d.estado == "solicitada" { (decidir(aqui, detalle)) }
        @if d.por_pagar() && detalle.opera { (pagar(aqui, detalle)) }
        @if d.propia && !d.cerrada() {
            (form(&Form::post(urls::devolucion_retiro(aqui.clinica, d.id), aqui.csrf).inline(), html! {
                (Button::ghost("Retirar la solicitud").working("Retirando…"))
            }))
        }
    }
}

fn datos(aqui: &Aqui<'_>, d: &Devolucion) -> Markup {
    let quien = |cuando: chrono::NaiveDateTime, nombre: &str| html! { (nombre) ", " (format::date_time(cuando)) };
    let recibo = |id: Option<i64>, numero: &Option<String>| {
        html! {
            @if let (Some(id), Some(numero)) = (id, numero) { a href=(urls::recibo(aqui.clinica, id)) { (numero) } }
        }
    };
    let mut pares = vec![
        ("Venta", html! { a href=(urls::venta(aqui.clinica, d.venta_id)) { "Venta " (d.venta_id) } " " (d.pagador) }),
        ("Monto", html! { strong { (money(d.monto, &d.moneda)) } }),
        ("Motivo", html! { (d.motivo) }),
        ("La pidió", quien(d.creado, &d.solicitante)),
    ];
    if let Some(medio) = &d.medio {
        pares.insert(1, ("Recibo", recibo(d.pago_id, &d.pago)));
        pares.push(("Se devuelve por", html! { (nombre_medio(medio)) }));
        pares.push(("Nota de crédito", html! { @if d.con_nota { "Sí, al pagarla" } @else { "No: vuelve a deberse" } }));
    }
    if let (Some(cuando), Some(nombre)) = (d.resuelta, &d.quien_resolvio) {
        pares.push((
            "La resolvió",
            html! { (quien(cuando, nombre)) @if !d.resolucion.is_empty() { ": " (d.resolucion) } },
        ));
    }
    if let Some(entregado) = d.entregado {
        pares.push(("Se entregó", html! { strong { (money(entregado, &d.moneda)) } }));
        pares.push(("Comprobante", recibo(d.reverso_id, &d.reverso)));
    }
    if let (Some(id), Some(numero)) = (d.nota_id, &d.nota) {
        pares.push(("Nota emitida", html! { a href=(urls::nota(aqui.clinica, id)) { (numero) } }));
    }
    data_list(&pares)
}

fn decidir(aqui: &Aqui<'_>, detalle: &Detalle<'_>) -> Markup {
    let d = detalle.devolucion;
    if !detalle.supervisa || d.propia {
        return alert(
            Tono::Info,
            "Espera aprobación",
            html! { p { "La resuelve otra persona, con permiso para supervisar la caja." } },
        );
    }
    let destino = Form::post(urls::devolucion_resolucion(aqui.clinica, d.id), aqui.csrf).clave(detalle.clave);
    card(
        "Resolver",
        html! {},
        form(
            &destino,
            html! {
                (Field::text("texto", "Comentario").value(&detalle.form.texto).error(detalle.errores.get("texto"))
                    .hint("Obligatorio para rechazar").maxlength(200))
                (actions(html! {
                    (Button::primary("Aprobar").name_value("como", "aprobar").working("Aprobando…"))
                    (Button::danger("Rechazar").name_value("como", "rechazar").working("Rechazando…"))
                }))
            },
        ),
    )
}

fn pagar(aqui: &Aqui<'_>, detalle: &Detalle<'_>) -> Markup {
    let d = detalle.devolucion;
    if d.resuelta_aqui {
        return alert(Tono::Info, "La paga otra persona", html! { p { "Quien aprueba una devolución no la paga." } });
    }
    let Some(sesion) = d.mi_sesion else {
        return alert(
            Tono::Alerta,
            "Abre una caja para pagarla",
            html! { a href=(urls::caja(aqui.clinica)) { "Ir a caja" } },
        );
    };
    let medio = d.medio.as_deref().map(nombre_medio).unwrap_or_default();
    let destino = Form::post(urls::devolucion_pago(aqui.clinica, d.id), aqui.csrf).clave(detalle.clave);
    card(
        "Pagar desde tu caja",
        html! {},
        form(
            &destino,
            html! {
                p { "Se devuelve por " strong { (medio.to_lowercase()) } " exactamente lo que se cobró, con su redondeo." }
                (hidden("sesion", &sesion.to_string()))
                (actions(html! { (Button::primary("Pagar devolución").icon(Icono::Dinero).working("Pagando…")) }))
            },
        ),
    )
}
