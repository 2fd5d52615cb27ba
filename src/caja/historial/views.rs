//! The list of sessions: who had which drawer, and how each close came out.

use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::Busqueda;
use super::model::{EnLista, Opcion};
use crate::caja::sesiones::views::{Aqui, nombre_estado, recibos};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Icono, Pagination, Tono, badge, card_flush, empty, format, page_header,
    pagination, table,
};
use crate::urls;

pub struct Lista<'a> {
    pub busqueda: &'a Busqueda,
    pub hoy: NaiveDate,
    pub cajas: &'a [Opcion],
    pub filas: &'a [EnLista],
    pub siguiente: Option<String>,
    /// Who looks has a drawer of their own to go back to.
    pub opera: bool,
    pub supervisa: bool,
}

pub fn lista(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let volver = Enlace::new("Caja", urls::caja(aqui.clinica));
    let primera = (!lista.busqueda.desde_el_principio()).then(|| lista.busqueda.url(aqui.clinica, None));
    html! {
        (page_header("Sesiones de caja", "Aperturas, cierres y diferencias", lista.opera.then_some(&volver), otras(aqui, lista)))
        (filtros(aqui, lista))
        @if lista.filas.is_empty() {
            (empty(Icono::Caja, "Ninguna sesión", "Las cajas que se abran en esas fechas aparecen aquí.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (tabla(aqui, lista.filas))
                (pagination(&Pagination { anterior: primera, siguiente: lista.siguiente.clone(), resumen: String::new() }))
            }))
        }
    }
}

/// What else who watches the drawers looks at.
fn otras(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    html! {
        (recibos(aqui))
        (Button::ghost("Devoluciones").goes(urls::devoluciones(aqui.clinica)))
        (Button::ghost("Presupuestos").goes(urls::presupuestos(aqui.clinica)))
        @if lista.supervisa { (Button::ghost("Comisiones").goes(urls::comisiones(aqui.clinica))) }
    }
}

fn filtros(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let busqueda = lista.busqueda;
    let mut cajas = vec![Choice::new("", "Todas")];
    cajas.extend(lista.cajas.iter().map(|c| Choice::new(c.id, &c.nombre)));
    let de_un_dia = |dia: Option<NaiveDate>, texto: &str| {
        let dia = dia.map(format::date_input).unwrap_or_default();
        let filtro = Busqueda { caja: busqueda.caja.clone(), desde: dia.clone(), hasta: dia, ..Busqueda::default() };
        Button::ghost(texto).goes(filtro.url(aqui.clinica, None))
    };
    html! {
        form.filtros method="get" action=(urls::caja_sesiones(aqui.clinica)) {
            (Field::select("caja", "Caja", cajas).value(&busqueda.caja).short())
            (Field::date("desde", "Abierta desde").value(&busqueda.desde))
            (Field::date("hasta", "Hasta").value(&busqueda.hasta))
            (Button::secondary("Ver"))
            (de_un_dia(lista.hoy.checked_sub_days(Days::new(1)), "Ayer"))
            (de_un_dia(Some(lista.hoy), "Hoy"))
        }
    }
}

fn tabla(aqui: &Aqui<'_>, filas: &[EnLista]) -> Markup {
    let columnas = [
        Column::text("Abierta"),
        Column::text("Caja"),
        Column::text("Responsable"),
        Column::text("Estado"),
        Column::text("Cerrada"),
        Column::num("Diferencia"),
        Column::num("Tarjetas y otros"),
        Column::text("Motivo"),
    ];
    table("Sesiones de caja", &columnas, html! { @for fila in filas { (una(aqui, fila)) } })
}

fn una(aqui: &Aqui<'_>, fila: &EnLista) -> Markup {
    html! {
        tr {
            td.text-nowrap { a href=(urls::caja_sesion(aqui.clinica, fila.id)) { (format::date_time(aqui.local(fila.abierta))) } }
            td { (fila.caja) }
            td { (fila.responsable) }
            td { (estado(&fila.estado)) }
            td.text-nowrap { @if let Some(cerrada) = fila.cerrada { (format::date_time(aqui.local(cerrada))) } }
            td.num { (diferencia(aqui, fila.diferencia)) }
            td.num { (diferencia(aqui, fila.otros)) }
            td { (fila.motivo.as_deref().unwrap_or_default()) }
        }
    }
}

fn estado(estado: &str) -> Markup {
    let tono = match estado {
        "abierta" => Tono::Bien,
        "arqueo" | "reabierta" => Tono::Alerta,
        _ => Tono::Neutro,
    };
    badge(tono, nombre_estado(estado))
}

fn diferencia(aqui: &Aqui<'_>, monto: Option<Decimal>) -> String {
    monto.map(|monto| aqui.diferencia(monto)).unwrap_or_default()
}
