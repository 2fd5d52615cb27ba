//! What the desk shows.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::queries::{Alertas, Hallado};
use crate::agenda::{Cita, Estado};
use crate::caja::PorCobrar;
use crate::pacientes::mostrar_documento;
use crate::ui::search::{Hit, HitGroup};
use crate::ui::{
    Button, Column, Icono, Tono, badge_letter, card, card_flush, empty, format, money, page_header, results, stat,
    stat_link, stats, table,
};
use crate::urls;

/// How many rows of each list: the rest is one click away.
const FILAS: usize = 8;

/// `None`: not for this person.
pub struct Hoy<'a> {
    pub clinica: &'a str,
    pub nombre: &'a str,
    pub zona: Tz,
    pub moneda: &'a str,
    pub hoy: NaiveDate,
    pub ahora: DateTime<Utc>,
    pub citas: Option<&'a [Cita]>,
    pub por_cobrar: Option<&'a [PorCobrar]>,
    pub bodega: Option<Alertas>,
    pub fallidos: Option<i64>,
    pub por_responder: Option<i64>,
    pub por_aprobar: Option<i64>,
    pub por_devolver: Option<i64>,
    pub en_linea: Option<i64>,
}

pub fn hoy(h: &Hoy<'_>) -> Markup {
    let corto = h.nombre.split_whitespace().next().unwrap_or_default();
    html! {
        (page_header(&format!("Hola, {corto}"), &format::date_long(h.hoy), None, html! {}))
        (cifras(h))
        @if let Some(citas) = h.citas { (proximas(h, citas)) }
        @if let Some(pendientes) = h.por_cobrar { (cobros(h, pendientes)) }
    }
}

fn cifras(h: &Hoy<'_>) -> Markup {
    let esperan = |citas: &[Cita]| citas.iter().filter(|c| c.estado == Estado::Llego).count();
    let cuantas = |n: usize| format::count(i64::try_from(n).unwrap_or(i64::MAX));
    stats(html! {
        @if let Some(citas) = h.citas {
            (stat("Citas de hoy", &cuantas(citas.len()), ""))
            (stat("Esperando", &cuantas(esperan(citas)), ""))
        }
        @if let Some(n) = h.en_linea.filter(|n| *n > 0) {
            (stat_link("Pedidas en línea", &format::count(n), "por aprobar", &urls::por_aprobar(h.clinica)))
        }
        @if let Some(pendientes) = h.por_cobrar {
            @let total: Decimal = pendientes.iter().map(|p| p.monto).sum();
            (stat("Por cobrar", &money(total, h.moneda), &cuantas(pendientes.len())))
        }
        @if let Some(alertas) = h.bodega {
            (stat("Bajo el mínimo", &format::count(alertas.bajos), "insumos"))
            (stat("Por vencer", &format::count(alertas.por_vencer), &format!("{} vencidos", format::count(alertas.vencidos))))
        }
        @if let Some(n) = h.por_aprobar.filter(|n| *n > 0) { (stat("Devoluciones por aprobar", &format::count(n), "")) }
        @if let Some(n) = h.por_devolver.filter(|n| *n > 0) { (stat("Devoluciones por pagar", &format::count(n), "")) }
        @if let Some(n) = h.por_responder.filter(|n| *n > 0) {
            (stat_link("Conversaciones por responder", &format::count(n), "", &urls::conversaciones(h.clinica)))
        }
        @if let Some(fallidos) = h.fallidos { (stat("Mensajes fallidos", &format::count(fallidos), "")) }
    })
}

/// Those still to come or waiting, in order of time.
fn proximas(h: &Hoy<'_>, citas: &[Cita]) -> Markup {
    let abiertas: Vec<&Cita> = citas
        .iter()
        .filter(|c| matches!(c.estado, Estado::Llego | Estado::EnAtencion) || (espera(c.estado) && c.fin > h.ahora))
        .take(FILAS)
        .collect();
    let ver = html! { (Button::ghost("Ver agenda").goes(urls::agenda(h.clinica))) };
    let columnas =
        [Column::text("Hora"), Column::text("Paciente"), Column::text("Profesional"), Column::text("Estado")];
    card_flush(
        "Próximas citas",
        ver,
        html! {
            @if abiertas.is_empty() {
                (empty(Icono::Agenda, "No quedan citas por hoy", "Las que se reserven para hoy aparecen aquí.", html! {}))
            } @else {
                (table("Próximas citas", &columnas, html! { @for cita in abiertas { (fila(h, cita)) } }))
            }
        },
    )
}

const fn espera(estado: Estado) -> bool {
    matches!(estado, Estado::Reservada | Estado::Confirmada)
}

fn fila(h: &Hoy<'_>, cita: &Cita) -> Markup {
    let tono = if espera(cita.estado) { Tono::Neutro } else { Tono::Info };
    html! {
        tr {
            td.text-nowrap { (format::time(cita.inicio.with_timezone(&h.zona).time())) }
            td { a href=(urls::cita(h.clinica, cita.id)) { (cita.paciente) } }
            td { (cita.profesional) }
            td { (badge_letter(tono, cita.estado.letra(), cita.estado.nombre())) }
        }
    }
}

fn cobros(h: &Hoy<'_>, pendientes: &[PorCobrar]) -> Markup {
    let ver = html! { (Button::ghost("Ir a la caja").goes(urls::caja(h.clinica))) };
    let columnas = [Column::text("Paciente"), Column::text("Qué"), Column::num("Monto")];
    card_flush(
        "Por cobrar",
        ver,
        html! {
            @if pendientes.is_empty() {
                (empty(Icono::Caja, "Nada por cobrar", "Las citas de hoy sin pagar aparecen aquí.", html! {}))
            } @else {
                (table("Por cobrar", &columnas, html! {
                    @for p in pendientes.iter().take(FILAS) {
                        tr { td { (p.paciente) } td { (p.detalle) } td.num { (money(p.monto, h.moneda)) } }
                    }
                }))
            }
        },
    )
}

pub fn hallazgos(
    clinica: &str,
    zona: Tz,
    hallados: &[Hallado],
    acciones: Vec<(&'static str, String)>,
) -> Vec<HitGroup> {
    let documento = |h: &Hallado| {
        let suyo = mostrar_documento(&h.documento_tipo, h.documento.as_deref());
        if h.bloqueado { format!("{suyo} · Bloqueado") } else { suyo }
    };
    let paciente = |h: &Hallado| Hit {
        texto: h.nombre.clone(),
        detalle: documento(h),
        url: urls::paciente(clinica, h.paciente_id),
    };
    let cita = |h: &Hallado| {
        let hora = format::time(h.inicio?.with_timezone(&zona).time());
        let estado = h.estado.as_deref().and_then(Estado::de_codigo).map_or("", Estado::nombre);
        let detalle = format!("{} · {estado}", h.profesional.as_deref().unwrap_or_default());
        Some(Hit { texto: format!("{hora} {}", h.nombre), detalle, url: urls::cita(clinica, h.cita_id?) })
    };
    let pacientes = hallados.iter().filter(|h| h.cita_id.is_none()).map(paciente).collect();
    let citas = hallados.iter().filter_map(cita).collect();
    let acciones =
        acciones.into_iter().map(|(texto, url)| Hit { texto: texto.into(), detalle: String::new(), url }).collect();
    vec![
        HitGroup { nombre: "Pacientes", icono: Icono::Paciente, hits: pacientes },
        HitGroup { nombre: "Citas de hoy", icono: Icono::Agenda, hits: citas },
        HitGroup { nombre: "Acciones", icono: Icono::Adelante, hits: acciones },
    ]
}

pub fn buscar(consulta: &str, grupos: &[HitGroup]) -> Markup {
    html! {
        (page_header("Resultados", consulta, None, html! {}))
        (card("", html! {}, results(grupos)))
    }
}
