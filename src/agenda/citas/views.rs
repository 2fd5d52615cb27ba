//! A cita as a row and as a page.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::agenda::espera::hueco::views::{Noticia, con_noticias};
use crate::agenda::{Cambio, Cita, Estado, Pago};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Toast, Tono, actions, badge, badge_letter, card, card_flush,
    data_list, dialog, form, form_error, format, hidden, mark, money, page_header, row, table,
};
use crate::urls;

pub fn local(zona: Tz, instante: DateTime<Utc>) -> NaiveDateTime {
    instante.with_timezone(&zona).naive_local()
}

/// What the person may do with citas.
#[derive(Debug, Clone, Copy)]
pub struct Puede {
    pub reservar: bool,
    pub atender: bool,
    pub corregir: bool,
    pub sobrecupo: bool,
    pub bloquear: bool,
}

impl Puede {
    fn cambiar_a(self, a: Estado) -> bool {
        if matches!(a, Estado::EnAtencion | Estado::Atendida) { self.atender } else { self.reservar }
    }
}

/// The resource that takes a cita to a state, how its button reads, and its key.
const fn recurso(a: Estado) -> Option<(&'static str, &'static str, Option<&'static str>)> {
    match a {
        Estado::Confirmada => Some(("confirmacion", "Confirmar", None)),
        Estado::Llego => Some(("llegada", "Llegó", Some("l"))),
        Estado::EnAtencion => Some(("atencion", "En atención", Some("a"))),
        Estado::Atendida => Some(("termino", "Atendida", Some("f"))),
        Estado::NoAsistio => Some(("inasistencia", "No asistió", Some("n"))),
        Estado::SeRetiro => Some(("retiro", "Se retiró", None)),
        Estado::Cancelada | Estado::Retenida | Estado::Reservada | Estado::Reagendada => None,
    }
}

const fn tono(estado: Estado) -> Tono {
    match estado {
        Estado::Confirmada => Tono::Info,
        Estado::Llego | Estado::EnAtencion => Tono::Acento,
        Estado::Atendida => Tono::Bien,
        Estado::NoAsistio | Estado::SeRetiro => Tono::Alerta,
        Estado::Cancelada | Estado::Retenida | Estado::Reservada | Estado::Reagendada => Tono::Neutro,
    }
}

fn pago(pago: Pago) -> Markup {
    let tono = match pago {
        Pago::NoPagada => Tono::Alerta,
        Pago::Pagada => Tono::Bien,
        Pago::EnPlan => Tono::Info,
    };
    mark(tono, pago.letra(), pago.nombre())
}

pub struct Fila<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub ahora: DateTime<Utc>,
    pub puede: Puede,
    pub cita: &'a Cita,
}

/// The row of a cita; also the fragment that answers a change of its state.
pub fn fila(f: &Fila<'_>) -> Markup {
    let c = f.cita;
    html! {
        tr id=(ancla(c.id)) data-fila tabindex="0" {
            td.text-nowrap { (format::time(local(f.zona, c.inicio).time())) "–" (format::time(local(f.zona, c.fin).time())) }
            td {
                a href=(urls::cita(f.clinica, c.id)) { (c.paciente) }
                @if let Some(n) = c.sobrecupo { " " (badge(Tono::Alerta, &format!("Sobrecupo {n}"))) }
                @if let Some(telefono) = c.telefono() { div.text-secondary { (telefono) } }
            }
            td { (c.prestacion) div.text-secondary { (c.profesional) @if let Some(b) = &c.r#box { " · " (b) } } }
            td { (badge_letter(tono(c.estado), c.estado.letra(), c.estado.nombre())) }
            td { (pago(c.pago)) }
            td.fila-acciones { (siguiente(f)) }
        }
    }
}

pub fn ancla(id: i64) -> String {
    format!("cita-{id}")
}

/// Where the answer to a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desde {
    /// The row answers in its place.
    Fila,
    /// A page.
    Pagina,
    /// The dialog over the grid closes, and the grid looks again.
    Rejilla,
}

/// What the form of a change from the grid says, for its answer.
pub const REJILLA: &str = "rejilla";

fn envio(f: &Fila<'_>, recurso: &str, desde: Desde) -> Form {
    let envio = Form::post(urls::cita_cambio(f.clinica, f.cita.id, recurso), f.csrf).inline();
    match desde {
        Desde::Fila => envio.target(format!("#{}", ancla(f.cita.id))),
        Desde::Pagina => envio,
        Desde::Rejilla => envio.target(dialog::HOLDER).swap("innerHTML"),
    }
}

fn ocultos(f: &Fila<'_>, desde: Desde) -> Markup {
    html! {
        (hidden("version", &f.cita.version.to_string()))
        @if desde == Desde::Rejilla { (hidden("desde", REJILLA)) }
    }
}

fn cambio(f: &Fila<'_>, a: Estado, desde: Desde) -> Markup {
    html! {
        @if let Some((recurso, texto, tecla)) = recurso(a) {
            (form(&envio(f, recurso, desde), html! {
                (ocultos(f, desde))
                @let boton = Button::secondary(texto).small();
                @match tecla { Some(tecla) => { (boton.tecla(tecla)) } None => { (boton) } }
            }))
            " "
        }
    }
}

fn vale(f: &Fila<'_>, a: Estado) -> bool {
    f.puede.cambiar_a(a) && (a != Estado::NoAsistio || f.cita.inicio <= f.ahora)
}

/// One button for each change that is legal and allowed.
fn cambios(f: &Fila<'_>, desde: Desde) -> Markup {
    html! { @for a in f.cita.estado.avances().iter().filter(|a| vale(f, **a)) { (cambio(f, *a, desde)) } }
}

/// The one that comes next: before its day a cita is confirmed, on it the patient arrives.
fn siguiente(f: &Fila<'_>) -> Markup {
    let hoy = local(f.zona, f.ahora).date();
    let avances = f.cita.estado.avances().iter().copied().filter(|a| vale(f, *a) && recurso(*a).is_some());
    let a = avances
        .into_iter()
        .find(|a| if f.cita.fecha > hoy { *a == Estado::Confirmada } else { *a != Estado::Confirmada });
    html! { @if let Some(a) = a { (cambio(f, a, Desde::Fila)) } }
}

/// What a cita is and what can be done about it now, over the grid.
pub fn dialogo(f: &Fila<'_>, error: Option<&str>) -> Markup {
    let c = f.cita;
    let (inicio, fin) = (local(f.zona, c.inicio), local(f.zona, c.fin));
    let cuando =
        format!("{}, {}–{}", format::date_long(inicio.date()), format::time(inicio.time()), format::time(fin.time()));
    let cuerpo = html! {
        @if let Some(error) = error { (form_error(error, html! {})) }
        p { (cuando) " · " (c.profesional) }
        (data_list(&[
            ("Estado", badge_letter(tono(c.estado), c.estado.letra(), c.estado.nombre())),
            ("Pago", pago(c.pago)),
            ("Prestación", html! { (c.prestacion) " · " (money(c.precio, &c.moneda)) }),
            ("Teléfono", html! { (c.telefono().as_deref().unwrap_or("—")) }),
            ("Observación", html! { @if c.observacion.is_empty() { "—" } @else { (c.observacion) } }),
        ]))
        div.acciones {
            (cambios(f, Desde::Rejilla))
            (regreso(f, Desde::Rejilla))
        }
        div.acciones {
            @if se_mueve(f) {
                (Button::secondary("Mover").small().icon(Icono::Cambio).goes(urls::cita_cambio(f.clinica, c.id, "reagendamiento")).into(dialog::HOLDER).tecla("m"))
            }
            (Button::ghost("Abrir la cita").small().goes(urls::cita(f.clinica, c.id)))
            (Button::ghost("Ficha del paciente").small().goes(urls::paciente(f.clinica, c.paciente_id)))
        }
    };
    dialog::dialog("cita", &c.paciente, cuerpo)
}

/// After a change: what happened, what else came of it, and one step back where the person may take it.
pub fn hecho(f: &Fila<'_>, desde: Desde, noticias: &[Noticia]) -> Toast {
    let c = f.cita;
    let que = format!("{}: {}", c.paciente, c.estado.nombre().to_lowercase());
    let se_deshace = f.puede.corregir && !c.estado.regresos().is_empty();
    let deshacer =
        || form(&envio(f, "regreso", desde), html! { (ocultos(f, desde)) (Button::ghost("Deshacer").small()) });
    con_noticias(&que, noticias, se_deshace.then(deshacer))
}

/// The page of a cita. `error`: why the last change was refused.
pub fn cita(f: &Fila<'_>, historia: &[Cambio], error: Option<&str>) -> Markup {
    let c = f.cita;
    let inicio = local(f.zona, c.inicio);
    let volver = Enlace::new("Agenda", urls::agenda_dia(f.clinica, inicio.date(), &c.profesional_id.to_string(), ""));
    let cuando = format!(
        "{}, {}–{}",
        format::date_long(inicio.date()),
        format::time(inicio.time()),
        format::time(local(f.zona, c.fin).time())
    );
    let reagendar = urls::con_filtros(&urls::agenda_buscar(f.clinica), &[("cita", &c.id)]);
    html! {
        (page_header(&c.paciente, &cuando, Some(&volver), html! {
            @if f.puede.reservar { (Button::secondary("Serie").goes(urls::cita_cambio(f.clinica, c.id, "serie"))) }
            @if se_mueve(f) {
                (Button::secondary("Mover").icon(Icono::Reloj).goes(urls::cita_cambio(f.clinica, c.id, "reagendamiento")).into(dialog::HOLDER))
                (Button::secondary("Buscar otra hora").icon(Icono::Cambio).goes(reagendar))
            }
        }))
        @if let Some(error) = error { (form_error(error, html! {})) }
        (card("", html! {}, html! {
            (data_list(&[
                ("Estado", badge_letter(tono(c.estado), c.estado.letra(), c.estado.nombre())),
                ("Pago", pago(c.pago)),
                ("Profesional", html! { (c.profesional) }),
                ("Prestación", html! { (c.prestacion) " · " (money(c.precio, &c.moneda)) }),
                ("Paciente", html! { a href=(urls::paciente(f.clinica, c.paciente_id)) { (c.paciente) } }),
                ("Teléfono", html! { (c.telefono().as_deref().unwrap_or("—")) }),
                ("Observación", html! { @if c.observacion.is_empty() { "—" } @else { (c.observacion) } }),
            ]))
            div.acciones { (cambios(f, Desde::Pagina)) (regreso(f, Desde::Pagina)) }
        }))
        @if f.puede.reservar && c.estado.avances().contains(&Estado::Cancelada) { (anulacion(f)) }
        (pasos(f.zona, historia))
    }
}

fn se_mueve(f: &Fila<'_>) -> bool {
    f.puede.reservar && f.cita.estado.avances().contains(&Estado::Reagendada)
}

fn regreso(f: &Fila<'_>, desde: Desde) -> Markup {
    html! {
        @if f.puede.corregir && !f.cita.estado.regresos().is_empty() {
            (form(&envio(f, "regreso", desde), html! { (ocultos(f, desde)) (Button::ghost("Deshacer último cambio").small()) }))
        }
    }
}

fn anulacion(f: &Fila<'_>) -> Markup {
    let quien = vec![Choice::new("paciente", "El paciente"), Choice::new("clinica", "La clínica")];
    card(
        "Anular la cita",
        html! {},
        form(
            &Form::post(urls::cita_cambio(f.clinica, f.cita.id, "anulacion"), f.csrf),
            html! {
                (hidden("version", &f.cita.version.to_string()))
                (row(html! {
                    (Field::select("quien", "Quién la anula", quien).value("paciente").short())
                    (Field::text("motivo", "Motivo").maxlength(200).required())
                }))
                (actions(html! { (Button::danger("Anular cita").working("Anulando…")) }))
            },
        ),
    )
}

fn pasos(zona: Tz, historia: &[Cambio]) -> Markup {
    let columnas = [Column::text("Cuándo"), Column::text("Estado"), Column::text("Quién"), Column::text("Motivo")];
    card_flush(
        "Historia",
        html! {},
        table(
            "Historia",
            &columnas,
            html! {
                @for c in historia {
                    tr {
                        td.text-nowrap { (format::date_time(local(zona, c.en))) }
                        td { (c.a.nombre()) }
                        td { (c.por.as_deref().unwrap_or("Antesala")) @if c.quien == "paciente" { " (lo pidió el paciente)" } }
                        td { (c.motivo) }
                    }
                }
            },
        ),
    )
}
