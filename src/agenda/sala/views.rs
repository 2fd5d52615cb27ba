//! How the waiting room looks, at the desk and on the wall.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::SalaFiltro;
use super::model::{Espera, Llamado, Prioridad};
use super::queries::Lugar;
use super::{MURO, VIVA};
use crate::agenda::Estado;
use crate::agenda::citas::views::{Puede, local};
use crate::ui::{
    Button, Choice, Column, Field, Form, Icono, Tono, badge, card_flush, empty, form, format, hidden, live,
    page_header, table,
};
use crate::urls;
use crate::values::texto::iniciales;

pub struct Sala<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub ahora: DateTime<Utc>,
    pub puede: Puede,
    pub filtro: &'a SalaFiltro,
    pub esperas: &'a [Espera],
    /// Of today, for its stream.
    pub version: &'a str,
}

pub fn pagina(s: &Sala<'_>, boxes: &[Lugar], profesionales: &[Lugar]) -> Markup {
    let pantalla = Button::secondary("Pantalla de llamados").icon(Icono::Aparato).goes(urls::sala_pantalla(s.clinica));
    html! {
        (page_header("Sala de espera", &format::date_long(local(s.zona, s.ahora).date()), None, html! { (pantalla) }))
        form.filtros method="get" action=(urls::sala(s.clinica, "", "")) {
            (elegir("profesional", "Profesional", profesionales, &s.filtro.profesional).placeholder("Todos"))
            @if !boxes.is_empty() { (elegir("box", "Llamar a", boxes, &s.filtro.r#box).placeholder("El box de cada cita")) }
            (Button::secondary("Ver"))
        }
        (viva(s))
    }
}

fn elegir(nombre: &str, texto: &str, lugares: &[Lugar], elegido: &str) -> Field {
    let opciones = lugares.iter().map(|l| Choice::new(l.id, l.nombre.clone())).collect();
    Field::select(nombre, texto, opciones).value(elegido).short()
}

pub fn viva(s: &Sala<'_>) -> Markup {
    let (esperan, dentro): (Vec<&Espera>, Vec<&Espera>) = s.esperas.iter().partition(|e| e.estado == Estado::Llego);
    let aqui = urls::sala(s.clinica, &s.filtro.profesional, &s.filtro.r#box);
    live(
        VIVA,
        &aqui,
        &urls::sala_vivo(s.clinica, s.version),
        html! {
            @if s.esperas.is_empty() {
                (empty(Icono::Sala, "No hay nadie en la sala", "Quien llega aparece aquí cuando se marca su llegada en la agenda.", html! {
                    (Button::secondary("Ir a la agenda").goes(urls::agenda(s.clinica)))
                }))
            }
            @if !esperan.is_empty() { (grupo(s, "Esperando", "Espera", &esperan)) }
            @if !dentro.is_empty() { (grupo(s, "En atención", "Desde que llegó", &dentro)) }
        },
    )
}

fn grupo(s: &Sala<'_>, titulo: &str, minutos: &str, esperas: &[&Espera]) -> Markup {
    let columnas = [
        Column::num("N°"),
        Column::text("Paciente"),
        Column::text("Atención"),
        Column::num(minutos),
        Column::text("Llamado"),
        Column::actions(),
    ];
    let titulo_con = format!("{titulo} · {}", esperas.len());
    card_flush(&titulo_con, html! {}, table(titulo, &columnas, html! { @for e in esperas { (fila(s, e)) } }))
}

fn fila(s: &Sala<'_>, e: &Espera) -> Markup {
    let hora = |instante| format::time(local(s.zona, instante).time());
    html! {
        tr id={ "espera-" (e.id) } data-fila tabindex="0" {
            td.num { strong { @match e.numero { Some(n) => { (n) } None => { "—" } } } }
            td {
                a href=(urls::cita(s.clinica, e.id)) { (e.paciente) }
                @if e.prioridad() != Prioridad::Normal { " " (badge(Tono::Alerta, e.prioridad().nombre())) }
                div.text-secondary { "Hora " (hora(e.inicio)) " · llegó " (hora(e.en)) }
            }
            td { (e.profesional) div.text-secondary { (e.prestacion) } }
            td.num { span data-espera=(e.minutos(s.ahora)) { (e.minutos(s.ahora)) } " min" }
            td {
                @match e.llamado {
                    Some(en) => {
                        (hora(en)) @if let Some(a) = &e.llamado_a { " · " (a) }
                        @if e.llamados > 1 { div.text-secondary { (e.llamados) " veces" } }
                    }
                    None => { span.text-secondary { "—" } }
                }
            }
            td.fila-acciones { (acciones(s, e)) }
        }
    }
}

fn acciones(s: &Sala<'_>, e: &Espera) -> Markup {
    let p = s.puede;
    let en_box = if s.filtro.r#box.is_empty() {
        e.box_id.map(|n| n.to_string()).unwrap_or_default()
    } else {
        s.filtro.r#box.clone()
    };
    let llamar = if e.llamado.is_some() { "Rellamar" } else { "Llamar" };
    let siguiente = e.prioridad().siguiente();
    let version = e.version.to_string();
    html! {
        @if e.estado == Estado::Llego {
            @if p.reservar || p.atender {
                (cambio(s, e, "llamados", ("box", &en_box), Button::secondary(llamar).icon(Icono::Campana).small().tecla("c")))
            }
            @if p.atender { (cambio(s, e, "atencion", ("version", &version), Button::secondary("En atención").small().tecla("a"))) }
            @if p.reservar {
                (cambio(s, e, "prioridad", ("prioridad", &siguiente.numero().to_string()),
                    Button::ghost(siguiente.nombre()).small().tecla("p")))
                (cambio(s, e, "retiro", ("version", &version), Button::ghost("Se retiró").small()))
            }
        } @else if p.atender {
            (cambio(s, e, "termino", ("version", &version), Button::secondary("Atendida").small().tecla("f")))
        }
    }
}

fn cambio(s: &Sala<'_>, e: &Espera, recurso: &str, (nombre, valor): (&str, &str), boton: Button) -> Markup {
    let url = urls::sala_cambio(s.clinica, e.id, recurso, &s.filtro.profesional, &s.filtro.r#box);
    let envio = Form::post(url, s.csrf).inline().target(format!("#{VIVA}")).swap("outerMorph");
    html! { (form(&envio, html! { (hidden(nombre, valor)) (boton) })) " " }
}

pub struct Muro<'a> {
    pub clinica: &'a str,
    pub zona: Tz,
    /// The newest first.
    pub llamados: &'a [Llamado],
    pub version: &'a str,
}

/// What everybody in the room may read: a number and initials, never a name.
pub fn muro(m: &Muro<'_>) -> Markup {
    let contenido = html! {
        h1.visually-hidden { "Llamados" }
        @match m.llamados.split_first() {
            Some((ultimo, anteriores)) => {
                section.muro-ultimo aria-live="polite" aria-label="Último llamado" { (llamado(m, ultimo)) }
                @if !anteriores.is_empty() {
                    ol.muro-anteriores aria-label="Llamados anteriores" { @for otro in anteriores { li { (llamado(m, otro)) } } }
                }
            }
            None => { p.muro-vacio { "Te llamaremos por tu número." } }
        }
    };
    live(MURO, &urls::sala_pantalla(m.clinica), &urls::sala_vivo(m.clinica, m.version), contenido)
}

fn llamado(m: &Muro<'_>, l: &Llamado) -> Markup {
    html! {
        span.muro-numero { @if let Some(n) = l.numero { (n) } }
        span.muro-iniciales { (iniciales(&l.paciente)) }
        span.muro-lugar { (l.r#box.as_deref().unwrap_or(&l.profesional)) }
        span.muro-hora { (format::time(local(m.zona, l.en).time())) }
    }
}
