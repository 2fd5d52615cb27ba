//! Who fits an hour, and what is said when one is freed.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::{Candidata, Hueco};
use crate::agenda::citas::views::local;
use crate::agenda::espera::model::Espera;
use crate::agenda::espera::views::{De, celdas};
use crate::agenda::{Cita, HoraPedida};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Toast, actions, card, card_flush, dialog, empty, form, format, hidden,
    page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Time that is free, and who fits it.
pub struct DeHueco<'a> {
    pub de: De<'a>,
    pub hueco: &'a Hueco,
    pub profesional: &'a str,
    pub candidatas: &'a [Candidata],
    /// To how many it would be offered, and for how many hours.
    pub escrito: (&'a str, &'a str),
    pub errores: &'a Errores,
}

pub fn hora(h: &DeHueco<'_>) -> Markup {
    let (inicio, fin) = (local(h.de.zona, h.hueco.hora.inicio), local(h.de.zona, h.hueco.fin));
    let hasta = if h.hueco.minutos() > 1 { format!("–{}", format::time(fin.time())) } else { String::new() };
    let cuando =
        format!("{}, {}{hasta} · {}", format::date_long(inicio.date()), format::time(inicio.time()), h.profesional);
    let dia = urls::agenda_dia(h.de.clinica, inicio.date(), &h.hueco.hora.profesional.to_string(), "");
    let columnas = [
        Column::text("Paciente"),
        Column::text("Prestación"),
        Column::text("Cuándo le acomoda"),
        Column::text("Espera"),
        Column::text("Hora"),
        Column::actions(),
    ];
    html! {
        (page_header("Esperan esta hora", &cuando, Some(&Enlace::new("Agenda", dia)), html! {
            (Button::secondary("Toda la lista").goes(urls::esperas(h.de.clinica)))
        }))
        @if h.candidatas.is_empty() {
            (empty(Icono::Reloj, "Nadie espera esta hora", "O ya no está libre: alguien la tomó, o la está reservando ahora.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Esperan esta hora", &columnas, html! { @for c in h.candidatas { (candidata(h, c)) } })))
            @if h.de.reserva { (ofrecer(h)) }
        }
    }
}

fn ofrecer(h: &DeHueco<'_>) -> Markup {
    let (personas, horas) = h.escrito;
    let envio = Form::post(urls::espera_ofertas(h.de.clinica), h.de.csrf);
    card(
        "Ofrecerla por correo",
        html! {},
        form(
            &envio,
            html! {
                p { "Reciben un enlace, y la tiene quien responde primero. Mientras tanto la hora sigue libre para todos." }
                (hidden("hora", &h.hueco.hora.to_string()))
                (hidden("minutos", &h.hueco.minutos().to_string()))
                (row(html! {
                    (Field::number("personas", "A cuántas personas").value(personas).error(h.errores.get("personas")).hint("Las primeras de la lista que tienen correo."))
                    (Field::number("horas", "Por cuántas horas").value(horas).error(h.errores.get("horas")).hint("Nunca más allá de la hora misma."))
                }))
                (actions(html! { (Button::primary("Ofrecer").working("Ofreciendo…")) }))
            },
        ),
    )
}

fn candidata(h: &DeHueco<'_>, c: &Candidata) -> Markup {
    let pedida = HoraPedida { inicio: c.inicio, ..h.hueco.hora };
    html! {
        tr {
            (celdas(&h.de, &c.espera))
            td {
                strong { (format::time(local(h.de.zona, c.inicio).time())) }
                @if let Some(hasta) = c.ofrecida { div.text-secondary { "Ofrecida hasta " (format::date_time(local(h.de.zona, hasta))) } }
            }
            td.fila-acciones {
                @if h.de.reserva {
                    @if let Some(otra) = c.espera.otra_id.filter(|_| c.espera.otra_inicio.is_some_and(|otra| otra > c.inicio)) {
                        (Button::ghost("Adelantar la suya").small().goes(adelantar(h.de.clinica, otra, &pedida)).into(dialog::HOLDER)) " "
                    }
                    (Button::secondary("Agendar").small().goes(de_la_lista(h.de.clinica, &c.espera, &pedida, false)).into(dialog::HOLDER))
                }
            }
        }
    }
}

/// The hour that they have already goes where they wanted it.
fn adelantar(clinica: &str, cita: i64, hora: &HoraPedida) -> String {
    urls::con_filtros(&urls::cita_cambio(clinica, cita, "reagendamiento"), &[("hora", hora)])
}

fn de_la_lista(clinica: &str, e: &Espera, hora: &HoraPedida, cualquiera: bool) -> String {
    urls::espera_reserva(clinica, e.id, hora, e.prestacion_id, e.paciente_id, cualquiera)
}

/// The form that books an hour that suits, with whoever is free then if it is all the same to them.
pub fn reserva(clinica: &str, e: &Espera, hora: &HoraPedida) -> String {
    de_la_lista(clinica, e, hora, e.profesional_id.is_none())
}

/// All the free hours of what they wait for.
pub fn otras_horas(clinica: &str, e: &Espera) -> String {
    let profesional = e.profesional_id.map(|id| id.to_string()).unwrap_or_default();
    let filtros: [(&str, &dyn std::fmt::Display); 4] = [
        ("prestacion", &e.prestacion_id),
        ("profesional", &profesional),
        ("desde", &e.desde),
        ("paciente", &e.paciente_id),
    ];
    urls::con_filtros(&urls::agenda_buscar(clinica), &filtros)
}

/// What else came of a change to the agenda, to say and to go to.
pub struct Noticia {
    texto: String,
    pub enlace: Enlace,
}

impl Noticia {
    fn enlace(&self) -> Markup {
        html! { a href=(self.enlace.url) { (self.enlace.texto) } }
    }
}

pub fn propuesta(clinica: &str, zona: Tz, hueco: &Hueco, cuantas: i64) -> Noticia {
    let cuando = local(zona, hueco.hora.inicio);
    let esperan = if cuantas == 1 { "1 persona espera".into() } else { format!("{cuantas} personas esperan") };
    let (fecha, hora) = (format::date_short(cuando.date()), format::time(cuando.time()));
    Noticia {
        texto: format!("Se liberó {fecha} {hora}: {esperan} esta hora"),
        enlace: Enlace::new("Ver quién", urls::espera_hora(clinica, hueco.hora, hueco.minutos())),
    }
}

/// Of several hours of a series, told together: the list is of who waits for the same.
pub fn propuesta_de_serie(clinica: &str, cita: &Cita, cuantas: i64) -> Noticia {
    let esperan = if cuantas == 1 { "1 persona la espera".into() } else { format!("{cuantas} personas la esperan") };
    let filtros: [(&str, &dyn std::fmt::Display); 2] =
        [("prestacion", &cita.prestacion_id), ("profesional", &cita.profesional_id)];
    Noticia {
        texto: format!("Se liberaron horas de {}: {esperan}", cita.prestacion),
        enlace: Enlace::new("Ver la lista", urls::con_filtros(&urls::esperas(clinica), &filtros)),
    }
}

/// Whoever got the hour they waited for.
pub fn salida(clinica: &str, espera: i64) -> Noticia {
    Noticia {
        texto: "El paciente salió de la lista de espera".into(),
        enlace: Enlace::new("Ver", urls::espera(clinica, espera)),
    }
}

/// `deshacer`: the way back, where there is one.
pub fn con_noticias(que: &str, noticias: &[Noticia], deshacer: Option<Markup>) -> Toast {
    let toast = Toast::success(decir(que, noticias));
    if noticias.is_empty() && deshacer.is_none() {
        return toast;
    }
    toast.action(html! { @for n in noticias { (n.enlace()) } @if let Some(d) = deshacer { (d) } })
}

pub fn decir(que: &str, noticias: &[Noticia]) -> String {
    let dichas = noticias.iter().map(|n| n.texto.as_str());
    [que].into_iter().chain(dichas).collect::<Vec<_>>().join(". ")
}
