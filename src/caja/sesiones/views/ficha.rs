//! The page of a session: its figures, what may be done with it now, and all that happened to it.

use maud::{Markup, html};

use super::{Aqui, conteo, nombre_estado};
use crate::caja::clave_o_nueva;
use crate::caja::sesiones::forms::{ArqueoForm, CierreForm, MovimientoForm, ReaperturaForm};
use crate::caja::sesiones::model::{Arqueo, Ficha, Sesion, Suceso};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Tono, actions, alert, badge, card, card_flush, form, form_error,
    format, hidden, page_header, row, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Detalle<'a> {
    pub ficha: &'a Ficha,
    pub sucesos: &'a [Suceso],
    pub arqueos: &'a [Arqueo],
    /// Who looks may move it; to the others it is only shown.
    pub a_cargo: bool,
    pub supervisa: bool,
}

/// What was typed in the forms of the page, when one of them was refused.
#[derive(Default)]
pub struct Escrito {
    pub movimiento: MovimientoForm,
    pub arqueo: ArqueoForm,
    pub cierre: CierreForm,
    pub reapertura: ReaperturaForm,
    pub errores: Errores,
}

pub fn sesion(aqui: &Aqui<'_>, detalle: &Detalle<'_>, escrito: &Escrito) -> Markup {
    let sesion = &detalle.ficha.sesion;
    html! {
        (page_header(&sesion.caja, &format!("De {}", sesion.responsable), Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), acciones(aqui, detalle)))
        @if let Some(mensaje) = escrito.errores.get("") { (form_error(mensaje, html! {})) }
        (stats(html! {
            (stat("Estado", nombre_estado(&sesion.estado), &contabilizada(aqui, detalle.ficha)))
            (stat("Fondo de apertura", &aqui.dinero(sesion.apertura), &diferencia_apertura(aqui, detalle.ficha)))
        }))
        (relevo(aqui, detalle, escrito))
        @match (sesion.estado.as_str(), detalle.arqueos.first()) {
            _ if !detalle.a_cargo => {}
            ("abierta" | "reabierta", _) => {
                (form_arqueo(aqui, sesion, escrito))
                (form_movimiento(aqui, sesion, escrito))
            }
            ("arqueo", Some(arqueo)) => { (form_cierre(aqui, detalle, arqueo, escrito)) (form_arqueo(aqui, sesion, escrito)) }
            _ => {}
        }
        @for arqueo in detalle.arqueos { (resumen_cierre(aqui, arqueo)) }
        @if detalle.supervisa && sesion.estado == "cerrada" { (gerencia(aqui, sesion, escrito)) }
        @if !detalle.sucesos.is_empty() { (card_flush("Efectivo y cambios de mano", html! {}, tabla_sucesos(aqui, detalle))) }
        @if !detalle.arqueos.is_empty() { (card_flush("Conteos", html! {}, conteo::intentos(aqui, detalle.arqueos))) }
    }
}

fn acciones(aqui: &Aqui<'_>, detalle: &Detalle<'_>) -> Markup {
    let sesion = &detalle.ficha.sesion;
    html! {
        @if detalle.a_cargo && sesion.cobra() {
            (Button::secondary("Traspaso de efectivo").goes(urls::caja_traspasos(aqui.clinica, sesion.id)))
            @if detalle.ficha.relevo_id.is_none() { (Button::secondary("Pasar a otra persona").goes(urls::caja_relevos(aqui.clinica, sesion.id))) }
        }
    }
}

fn contabilizada(aqui: &Aqui<'_>, ficha: &Ficha) -> String {
    ficha.contabilizada.map(|en| format!("El {}", format::date_time(aqui.local(en)))).unwrap_or_default()
}

fn diferencia_apertura(aqui: &Aqui<'_>, ficha: &Ficha) -> String {
    let diferencia = ficha.sesion.diferencia_apertura;
    if diferencia.is_zero() {
        return String::new();
    }
    let porque = if ficha.motivo_apertura.is_empty() { String::new() } else { format!(": {}", ficha.motivo_apertura) };
    format!("{} respecto del último cierre{porque}", aqui.dinero(diferencia))
}

/// A hand-over that waits: to who takes it, the count; to who has it, the way back.
fn relevo(aqui: &Aqui<'_>, detalle: &Detalle<'_>, escrito: &Escrito) -> Markup {
    let Some(id) = detalle.ficha.relevo_id else { return html! {} };
    let soltar = |texto: &str| {
        let destino =
            Form::post(urls::relevo_respuesta(aqui.clinica, id, "retiro"), aqui.csrf).clave(clave_o_nueva("")).inline();
        form(&destino, html! { (Button::ghost(texto)) })
    };
    let aceptar = Form::post(urls::relevo_respuesta(aqui.clinica, id, "aceptacion"), aqui.csrf)
        .clave(clave_o_nueva(&escrito.arqueo.clave));
    html! {
        @if detalle.ficha.relevo_mio && detalle.ficha.sesion.cobra() {
            (card("Recibir la caja", soltar("No la recibo"), conteo::formulario(aqui, &aceptar, &escrito.arqueo, &escrito.errores, "Contar y recibir")))
        } @else {
            (alert(Tono::Info, "Esta caja espera un relevo", html! { @if detalle.a_cargo { (soltar("Retirar el relevo")) } }))
        }
    }
}

fn form_arqueo(aqui: &Aqui<'_>, sesion: &Sesion, escrito: &Escrito) -> Markup {
    let destino =
        Form::post(urls::caja_arqueos(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&escrito.arqueo.clave));
    let contenido = conteo::formulario(aqui, &destino, &escrito.arqueo, &escrito.errores, "Enviar conteo");
    let reabierta = html! {
        @if sesion.estado == "reabierta" { p.campo-ayuda { "Cuenta también lo que se había retirado en el cierre anterior." } }
    };
    let titulo = if sesion.cobra() { "Contar la caja" } else { "Contar otra vez" };
    card(titulo, html! {}, html! { (reabierta) (contenido) })
}

fn form_movimiento(aqui: &Aqui<'_>, sesion: &Sesion, escrito: &Escrito) -> Markup {
    let valores = &escrito.movimiento;
    let sentidos = vec![Choice::new("entrada", "Entra efectivo"), Choice::new("salida", "Sale efectivo")];
    let destino =
        Form::post(urls::caja_movimientos(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&valores.clave));
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

fn form_cierre(aqui: &Aqui<'_>, detalle: &Detalle<'_>, arqueo: &Arqueo, escrito: &Escrito) -> Markup {
    let sesion = &detalle.ficha.sesion;
    let contado_por = format!("{}, a las {}", arqueo.quien, format::time(aqui.local(arqueo.en).time()));
    let destino =
        Form::post(urls::caja_cierre(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&escrito.cierre.clave));
    html! {
        (stats(html! {
            (stat("Contado", &aqui.dinero(arqueo.contado), &contado_por))
            (stat("Esperado", &aqui.dinero(arqueo.esperado), ""))
            (stat("Diferencia", &aqui.dinero(arqueo.diferencia()), if arqueo.cuadra() { "Cuadra" } else { "Explícala para cerrar" }))
        }))
        @if arqueo.otros().next().is_some() { (card_flush("Por medio de pago", html! {}, conteo::por_medio(aqui, arqueo))) }
        (card("Cerrar la caja", html! {}, html! {
            (form(&destino, html! {
                (impagas(aqui, detalle.ficha, escrito))
                (Field::money("dejado", "Queda en la caja para mañana", format::decimals(aqui.moneda)).value(&escrito.cierre.dejado)
                    .error(escrito.errores.get("dejado")).required())
                (Field::text("motivo", "Motivo de la diferencia").id("motivo-cierre").value(&escrito.cierre.motivo)
                    .error(escrito.errores.get("motivo_cierre")).maxlength(200))
                (actions(html! { (Button::primary("Cerrar caja").working("Cerrando…")) }))
            }))
            (form(&Form::post(urls::caja_reanudacion(aqui.clinica, sesion.id), aqui.csrf).inline(), html! {
                (Button::ghost("Volver a cobrar"))
            }))
        }))
    }
}

/// Sales that the session leaves with a balance: who closes says that they know.
fn impagas(aqui: &Aqui<'_>, ficha: &Ficha, escrito: &Escrito) -> Markup {
    if ficha.impagas.is_empty() {
        return html! {};
    }
    let titulo = format!("Quedan ventas sin pagar: {} por cobrar", aqui.dinero(ficha.por_cobrar));
    html! {
        (alert(Tono::Alerta, &titulo, html! {
            p {
                @for (n, venta) in ficha.impagas.iter().enumerate() {
                    @if n > 0 { ", " }
                    a href=(urls::venta(aqui.clinica, *venta)) { "Venta " (venta) }
                }
            }
        }))
        (Field::checkbox("con_impagas", "Lo sé: cerrar igual, se cobran después", escrito.cierre.con_impagas)
            .error(escrito.errores.get("con_impagas")))
    }
}

fn resumen_cierre(aqui: &Aqui<'_>, arqueo: &Arqueo) -> Markup {
    let (Some(cerrado), Some(dejado), Some(cierre)) = (arqueo.cerrado, arqueo.dejado, arqueo.cierre_id) else {
        return html! {};
    };
    let titulo = format!("Cierre del {}", format::date_time(aqui.local(cerrado)));
    let informe = html! {
        (Button::secondary("Informe Z").small().goes(urls::caja_cierre_impreso(aqui.clinica, cierre, "80mm")))
        (Button::ghost("En A4").small().goes(urls::caja_cierre_impreso(aqui.clinica, cierre, "a4")))
    };
    card(
        &titulo,
        informe,
        html! {
            (stats(html! {
                (stat("Contado", &aqui.dinero(arqueo.contado), &arqueo.quien))
                (stat("Esperado", &aqui.dinero(arqueo.esperado), ""))
                (stat("Diferencia", &aqui.dinero(arqueo.diferencia()), arqueo.motivo.as_deref().unwrap_or_default()))
                (stat("Quedó en la caja", &aqui.dinero(dejado), ""))
            }))
            @if arqueo.otros().next().is_some() { (conteo::por_medio(aqui, arqueo)) }
        },
    )
}

/// After the close: once more, or never more.
fn gerencia(aqui: &Aqui<'_>, sesion: &Sesion, escrito: &Escrito) -> Markup {
    let reabrir = Form::post(urls::caja_reapertura(aqui.clinica, sesion.id), aqui.csrf)
        .clave(clave_o_nueva(&escrito.reapertura.clave));
    let contabilizar =
        Form::post(urls::caja_contabilizacion(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva("")).inline();
    card(
        "Después del cierre",
        html! { (form(&contabilizar, html! { (Button::secondary("Contabilizar").working("Guardando…")) })) },
        form(
            &reabrir,
            html! {
                p.campo-ayuda { "Contabilizada no cambia más. Reabierta se cuenta y se cierra otra vez; este cierre se conserva." }
                (Field::text("motivo", "Por qué se reabre").id("motivo-reapertura").value(&escrito.reapertura.motivo).required().maxlength(200))
                (actions(html! { (Button::danger("Reabrir").working("Reabriendo…")) }))
            },
        ),
    )
}

fn tabla_sucesos(aqui: &Aqui<'_>, detalle: &Detalle<'_>) -> Markup {
    let columnas = [
        Column::text("Cuándo"),
        Column::text("Qué"),
        Column::text("Motivo"),
        Column::text("Quién"),
        Column::num("Monto"),
        Column::actions(),
    ];
    let fila = |suceso: &Suceso| {
        html! {
            tr {
                td.text-nowrap { (format::date_time(aqui.local(suceso.en))) }
                td { (que(suceso)) " " (estado(suceso)) }
                td { (suceso.motivo) }
                td { (suceso.quien) }
                td.num { @if let Some(monto) = suceso.monto { @if suceso.sentido == "salida" { "−" } (aqui.dinero(monto)) } }
                td.fila-acciones { @if detalle.a_cargo { (respuestas(aqui, &detalle.ficha.sesion, suceso)) } }
            }
        }
    };
    table("Efectivo y cambios de mano", &columnas, html! { @for suceso in detalle.sucesos { (fila(suceso)) } })
}

fn que(suceso: &Suceso) -> String {
    let otra = suceso.otra.as_deref().unwrap_or_default();
    match (suceso.clase.as_str(), suceso.sentido.as_str()) {
        ("relevo", _) => format!("Relevo a {otra}"),
        ("reapertura", _) => "Reapertura".into(),
        (_, "salida") if otra.is_empty() => "Salida".into(),
        (_, "salida") => format!("Traspaso a {otra}"),
        _ if otra.is_empty() => "Entrada".into(),
        _ => format!("Traspaso desde {otra}"),
    }
}

fn estado(suceso: &Suceso) -> Markup {
    match suceso.estado.as_str() {
        "pendiente" => badge(Tono::Alerta, "Por responder"),
        "rechazado" => badge(Tono::Neutro, "Rechazado"),
        "retirado" => badge(Tono::Neutro, "Retirado"),
        _ => html! {},
    }
}

fn respuestas(aqui: &Aqui<'_>, sesion: &Sesion, suceso: &Suceso) -> Markup {
    if suceso.clase != "traspaso" || suceso.estado != "pendiente" {
        return html! {};
    }
    let boton = |respuesta: &str, boton: Button| {
        let destino = Form::post(urls::traspaso_respuesta(aqui.clinica, suceso.id, respuesta), aqui.csrf)
            .clave(clave_o_nueva(""))
            .inline();
        form(&destino, html! { (hidden("sesion", &sesion.id.to_string())) (boton.small()) })
    };
    html! {
        @if suceso.responde {
            @if sesion.cobra() { (boton("aceptacion", Button::primary("Aceptar").working("Aceptando…"))) }
            (boton("rechazo", Button::ghost("Rechazar")))
        } @else { (boton("retiro", Button::ghost("Retirar"))) }
    }
}
