//! What a ficha shows.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::queries::{Alcance, CitaBreve, Panorama};
use crate::agenda::Estado;
use crate::avisos::Estado as Envio;
use crate::caja::presupuestos::views as presupuestos;
use crate::pacientes::adjuntos::views as adjuntos;
use crate::pacientes::contactos::views as contactos;
use crate::pacientes::fusion::views::fusionadas;
use crate::pacientes::{Paciente, views};
use crate::ui::{
    Button, Column, Enlace, Icono, Tono, alert, badge, badge_letter, card, card_flush, empty, format, money,
    page_header, stat, stats, table,
};
use crate::urls;

pub struct Ficha<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub moneda: &'a str,
    pub zona: Tz,
    pub hoy: NaiveDate,
    pub paciente: &'a Paciente,
    pub panorama: &'a Panorama,
    pub alcance: Alcance,
    pub puede_editar: bool,
    pub puede_fusionar: bool,
    pub puede_reservar: bool,
    pub puede_cobrar: bool,
    pub puede_ver_caja: bool,
}

pub fn ficha(f: &Ficha<'_>, historia: Markup) -> Markup {
    let p = f.paciente;
    let puede_editar = f.puede_editar && p.bloqueado.is_none();
    let volver = Enlace::new("Pacientes", urls::pacientes(f.clinica));
    html! {
        (page_header(&p.nombre(), &p.documento_legible(), Some(&volver), html! { @if p.bloqueado.is_none() { (botones(f)) } }))
        @if p.archivado.is_some() {
            (alert(Tono::Alerta, "Paciente archivado", html! { "No aparece en búsquedas ni se le puede reservar." }))
        }
        @if p.bloqueado.is_some() {
            (alert(Tono::Alerta, "Ficha bloqueada", html! { "Pidió que se borren sus datos: la ley obliga a conservarlos, y mientras tanto no se le escribe ni se usan para otra cosa: se conserva como está." }))
        }
        (card("Datos", html! {}, views::datos(p, f.hoy)))
        (contactos::lista(f.clinica, f.csrf, p.id, &f.panorama.contactos, puede_editar))
        @if f.alcance.adjuntos { (adjuntos::tarjeta(f.clinica, f.zona, p.id, &f.panorama.adjuntos, f.panorama.adjuntos_total)) }
        @if f.alcance.agenda { (citas(f)) }
        @if f.alcance.dinero { (dinero(f)) }
        @if f.alcance.mensajes { (mensajes(f)) }
        @if !f.panorama.consentimientos.is_empty() { (consentimientos(f)) }
        (fusionadas(f.clinica, f.zona, &f.panorama.fusiones, f.puede_fusionar))
        (historia)
        @if f.puede_editar { (views::archivo(f.clinica, f.csrf, p)) }
    }
}

fn botones(f: &Ficha<'_>) -> Markup {
    let id = f.paciente.id;
    let editar = Button::secondary("Editar").icon(Icono::Editar).goes(urls::paciente_editar(f.clinica, id)).tecla("e");
    let hora = Button::primary("Dar hora").icon(Icono::NuevaCita).goes(urls::dar_hora(f.clinica, id));
    html! {
        @if f.puede_fusionar { (Button::ghost("Fusionar con otra").goes(urls::paciente_fusion(f.clinica, id))) }
        @if f.puede_editar { (editar) }
        @if f.puede_cobrar && f.paciente.archivado.is_none() { (Button::secondary("Nuevo presupuesto").goes(urls::presupuesto_nuevo(f.clinica, id))) }
        @if f.puede_cobrar { (Button::secondary("Vender").icon(Icono::Dinero).goes(urls::venta_para(f.clinica, id))) }
        @if f.puede_reservar && f.paciente.archivado.is_none() {
            (Button::secondary("Anotar en lista de espera").icon(Icono::Reloj).goes(urls::espera_nueva(f.clinica, id, "", "")))
            (hora.tecla("n"))
        }
    }
}

fn momento(f: &Ficha<'_>, en: DateTime<Utc>) -> String {
    format::date_time(en.with_timezone(&f.zona).naive_local())
}

fn citas(f: &Ficha<'_>) -> Markup {
    let columnas = [
        Column::text("Cuándo"),
        Column::text("Profesional"),
        Column::text("Prestación"),
        Column::text("Estado"),
        Column::text("Pago"),
    ];
    let (proximas, ultimas) = (&f.panorama.proximas, &f.panorama.ultimas);
    html! {
        @if !f.panorama.esperas.is_empty() { (esperas(f)) }
        (card_flush("Próximas citas", html! {}, html! {
            @if proximas.is_empty() {
                (empty(Icono::Agenda, "Sin horas por delante", "La próxima hora que se le dé aparece aquí.", html! {}))
            } @else {
                (table("Próximas citas", &columnas, html! { @for c in proximas { (cita(f, c)) } }))
            }
        }))
        @if !ultimas.is_empty() {
            (card_flush("Últimas citas", html! {}, table("Últimas citas", &columnas, html! { @for c in ultimas { (cita(f, c)) } })))
        }
    }
}

fn esperas(f: &Ficha<'_>) -> Markup {
    card(
        "En lista de espera",
        html! {},
        html! {
            @for e in &f.panorama.esperas {
                p {
                    @if f.puede_reservar { a href=(urls::espera(f.clinica, e.id)) { (e.prestacion) } } @else { (e.prestacion) }
                    " · desde el " (format::date(e.creado.with_timezone(&f.zona).date_naive()))
                }
            }
        },
    )
}

fn cita(f: &Ficha<'_>, c: &CitaBreve) -> Markup {
    let pago = match c.pago.as_str() {
        "P" => (Tono::Bien, "Pagada"),
        "PL" => (Tono::Info, "En plan"),
        _ => (Tono::Neutro, "No pagada"),
    };
    html! {
        tr {
            td.text-nowrap { a href=(urls::cita(f.clinica, c.id)) { (momento(f, c.inicio)) } }
            td { (c.profesional) }
            td { (c.prestacion) }
            td { @if let Some(estado) = Estado::de_codigo(&c.estado) { (badge_letter(Tono::Neutro, estado.letra(), estado.nombre())) } }
            td { (badge_letter(pago.0, &c.pago, pago.1)) }
        }
    }
}

fn dinero(f: &Ficha<'_>) -> Markup {
    let p = f.panorama;
    html! {
        (stats(html! {
            (stat("Debe", &money(p.debe, f.moneda), ""))
            (stat("A favor", &money(p.a_favor, f.moneda), ""))
        }))
        @if f.puede_cobrar { (Button::secondary("Recibir un pago o un abono").goes(urls::por_cobrar_de(f.clinica, f.paciente.id))) }
        @if !p.ventas.is_empty() {
            (card_flush("Por pagar", html! {}, table("Por pagar", &[Column::text("Venta"), Column::text("Fecha"), Column::num("Total"), Column::num("Debe")], html! {
                @for v in &p.ventas {
                    tr {
                        td { @if f.puede_cobrar { a href=(urls::venta(f.clinica, v.id)) { "Venta " (v.id) } } @else { "Venta " (v.id) } }
                        td.text-nowrap { (momento(f, v.emitida)) }
                        td.num { (money(v.total, f.moneda)) }
                        td.num { (money(v.debe, f.moneda)) }
                    }
                }
            })))
        }
        @if !p.presupuestos.is_empty() { (presupuestos(f)) }
        @if !p.pagos.is_empty() { (pagos(f)) }
    }
}

fn presupuestos(f: &Ficha<'_>) -> Markup {
    let columnas = [
        Column::text("Número"),
        Column::text("Válido hasta"),
        Column::text("Estado"),
        Column::num("Total"),
        Column::num("Vendido"),
    ];
    let filas = html! {
        @for p in &f.panorama.presupuestos {
            tr {
                td.text-nowrap { @if f.puede_ver_caja { a href=(urls::presupuesto(f.clinica, p.id)) { (p.numero) } } @else { (p.numero) } }
                td.text-nowrap { (format::date(p.valido_hasta)) }
                td { (presupuestos::estado(&p.estado)) }
                td.num { (money(p.total, f.moneda)) }
                td.num { (money(p.vendido, f.moneda)) }
            }
        }
    };
    card_flush("Presupuestos", html! {}, table("Presupuestos", &columnas, filas))
}

fn pagos(f: &Ficha<'_>) -> Markup {
    let columnas = [Column::text("Fecha"), Column::text("Folio"), Column::text("Tipo"), Column::num("Monto")];
    let tipo = |t: &str| match t {
        "anulacion" => "Anulación",
        "devolucion" => "Devolución",
        _ => "Pago",
    };
    card_flush(
        "Últimos pagos",
        html! {},
        table(
            "Últimos pagos",
            &columnas,
            html! {
                @for p in &f.panorama.pagos {
                    tr {
                        td.text-nowrap { (momento(f, p.en)) }
                        td { @if f.puede_cobrar { a href=(urls::recibo(f.clinica, p.id)) { (p.folio) } } @else { (p.folio) } }
                        td { (tipo(&p.tipo)) }
                        td.num { (money(p.total, f.moneda)) }
                    }
                }
            },
        ),
    )
}

fn mensajes(f: &Ficha<'_>) -> Markup {
    let columnas = [Column::text("Fecha"), Column::text("Asunto"), Column::text("Estado")];
    html! {
        @if !f.panorama.mensajes.is_empty() {
            (card_flush("Últimos mensajes", html! {}, table("Últimos mensajes", &columnas, html! {
                @for m in &f.panorama.mensajes {
                    tr {
                        td.text-nowrap { (momento(f, m.creado)) }
                        td { a href=(urls::aviso(f.clinica, m.id)) { (m.asunto) } }
                        td { @if let Some(e) = Envio::de_codigo(&m.estado) { (badge(if e == Envio::Fallido { Tono::Error } else { Tono::Neutro }, e.nombre())) } }
                    }
                }
            })))
        }
    }
}

fn consentimientos(f: &Ficha<'_>) -> Markup {
    let columnas =
        [Column::text("Fecha"), Column::text("Dijo"), Column::text("Teléfono"), Column::text("Cómo se sabe")];
    let filas = html! {
        @for c in &f.panorama.consentimientos {
            tr data-consentimiento {
                td.text-nowrap { (momento(f, c.en)) }
                td { @if c.acepta { "Acepta WhatsApp" } @else { "No quiere WhatsApp" } }
                td.text-nowrap { (c.telefono.as_deref().unwrap_or_default()) }
                td { (c.como()) @if let Some(por) = &c.por { ", anotado por " (por) } }
            }
        }
    };
    card_flush("WhatsApp", html! {}, table("WhatsApp", &columnas, filas))
}
