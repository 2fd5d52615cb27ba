//! The pages of a link, for a phone: when, with whom and where, and what can be done about it.

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};

use super::model::Citada;
use crate::agenda::{Estado, Oferta};
use crate::ui::{
    Button, Form, Icono, Simple, Tema, Tono, actions, alert, badge, clinic_phone, data_list, empty, form, form_error,
    format, hidden, pagina_simple,
};
use crate::urls;

pub struct Toque<'a> {
    pub csrf: &'a str,
    pub tema: Tema,
    pub token: &'a str,
    pub ahora: DateTime<Utc>,
    /// Why what was asked was not done.
    pub aviso: Option<&'a str>,
    pub citada: &'a Citada,
}

impl Toque<'_> {
    fn envio(&self, recurso: &str) -> Form {
        Form::post(urls::enlace_cita_efecto(self.token, recurso), self.csrf)
    }

    /// Which cita the page speaks of.
    fn cita(&self) -> Markup {
        hidden("cita", &self.citada.cita_id.to_string())
    }

    /// It may be changed or cancelled here, now.
    fn a_tiempo(&self) -> bool {
        self.citada.pendiente() && !self.citada.es_tarde(self.ahora)
    }

    fn pagina(&self, contenido: Markup) -> Markup {
        let avisada = html! {
            @if let Some(aviso) = self.aviso { (form_error(aviso, html! {})) }
            (contenido)
        };
        pagina(self.tema, &self.citada.clinica, avisada)
    }
}

fn pagina(tema: Tema, nombre: &str, contenido: Markup) -> Markup {
    pagina_simple(&Simple { titulo: "Su hora".into(), nombre: nombre.into(), tema, ..Simple::default() }, contenido)
}

pub fn hora(t: &Toque<'_>) -> Markup {
    let c = t.citada;
    let (tono, estado) = palabras(c.estado);
    t.pagina(html! {
        h1 { "Su hora" }
        p { (badge(tono, estado)) }
        @if c.cambio { (alert(Tono::Info, "La cambió con este enlace", html! { p { "Para cambiarla otra vez, use el enlace del último correo." } })) }
        (datos(c))
        @if c.estado == Estado::Reservada && !c.confirmo {
            (form(&t.envio("confirmacion"), html! {
                (t.cita())
                (actions(html! { (Button::primary("Confirmar").icon(Icono::Listo).working("Confirmando…")) }))
            }))
        }
        @if t.a_tiempo() { (otras(t)) }
        @else if c.pendiente() {
            p { "Ya es muy tarde para cambiarla o cancelarla aquí. Si no puede venir, llame a la clínica." }
        }
        (clinic_phone(&c.telefono))
    })
}

fn otras(t: &Toque<'_>) -> Markup {
    actions(html! {
        @if !t.citada.cambio { (Button::secondary("Cambiar la hora").goes(urls::enlace_cita_efecto(t.token, "cambio"))) }
        @if !t.citada.cancelo { (Button::ghost("Cancelar la hora").goes(urls::enlace_cita_efecto(t.token, "anulacion"))) }
    })
}

pub fn cancelar(t: &Toque<'_>) -> Markup {
    if !t.a_tiempo() || t.citada.cancelo {
        return hora(t);
    }
    t.pagina(html! {
        h1 { "¿Cancelar su hora?" }
        (datos(t.citada))
        p { "La hora se dará a otra persona." }
        (form(&t.envio("anulacion"), html! {
            (t.cita())
            (actions(html! {
                (Button::danger("Sí, cancelar").working("Cancelando…"))
                (Button::secondary("No, volver").goes(urls::enlace_cita(t.token)))
            }))
        }))
    })
}

pub fn horas(t: &Toque<'_>, oferta: &Oferta) -> Markup {
    if !t.a_tiempo() || t.citada.cambio {
        return hora(t);
    }
    let zona = t.citada.zona();
    t.pagina(html! {
        h1 { "Elija otra hora" }
        p { "Ahora: " (cuando(t.citada)) ", con " (t.citada.profesional) "." }
        @if oferta.dias.is_empty() { p { "No hay horas libres en la semana del " (format::date_long(oferta.desde)) "." } }
        (form(&t.envio("cambio"), html! {
            (t.cita())
            @for (dia, horas) in &oferta.dias {
                section.mb-3 {
                    h2.h3 { (format::date_long(*dia)) }
                    div.d-flex.flex-wrap.gap-2 {
                        @for hora in horas {
                            (Button::secondary(&format::time(zona.local(hora.inicio).time()))
                                .name_value("hora", hora.inicio.to_rfc3339_opts(SecondsFormat::Secs, true)))
                        }
                    }
                }
            }
        }))
        (actions(html! {
            @if let Some(dia) = oferta.siguiente { (Button::secondary("Más días").goes(urls::enlace_cita_horas(t.token, dia))) }
            (Button::ghost("Volver").goes(urls::enlace_cita(t.token)))
        }))
        (clinic_phone(&t.citada.telefono))
    })
}

pub fn cancelada(tema: Tema, citada: &Citada) -> Markup {
    cerrada(tema, citada, Icono::Anular, "Su hora está cancelada", "Si quiere otra, pídala a la clínica.")
}

pub fn vencido(tema: Tema, citada: &Citada) -> Markup {
    let texto =
        "Servía hasta la hora de su cita. Si la cambiaron, use el enlace del último correo, o llame a la clínica.";
    cerrada(tema, citada, Icono::Reloj, "Este enlace ya no sirve", texto)
}

/// Nothing of the cita; the clinic only.
fn cerrada(tema: Tema, citada: &Citada, icono: Icono, titulo: &str, texto: &str) -> Markup {
    pagina(
        tema,
        &citada.clinica,
        html! {
            h1.visually-hidden { "Su hora" }
            (empty(icono, titulo, texto, html! {}))
            (clinic_phone(&citada.telefono))
        },
    )
}

pub fn falso(tema: Tema) -> Markup {
    let texto = "Cópielo entero del correo que recibió, o llame a su clínica.";
    pagina(
        tema,
        "Antesala",
        html! {
            h1.visually-hidden { "Su hora" }
            (empty(Icono::Llave, "Este enlace no está completo", texto, html! {}))
        },
    )
}

/// A state as it is said to who comes.
const fn palabras(estado: Estado) -> (Tono, &'static str) {
    match estado {
        Estado::Confirmada => (Tono::Bien, "Confirmada"),
        Estado::Llego => (Tono::Bien, "Ya registramos su llegada"),
        Estado::EnAtencion => (Tono::Bien, "En atención"),
        _ => (Tono::Info, "Reservada"),
    }
}

fn cuando(citada: &Citada) -> String {
    let cuando = citada.cuando();
    format!("{} a las {}", format::date_long(cuando.date()), format::time(cuando.time()))
}

fn datos(c: &Citada) -> Markup {
    let filas = [
        ("Cuándo", cuando(c)),
        ("Con", c.profesional.clone()),
        ("Dónde", c.sucursal.clone()),
        ("Dirección", c.direccion.clone()),
    ];
    let dichas = filas.into_iter().filter(|(_, valor)| !valor.is_empty());
    let dichas: Vec<_> = dichas.map(|(nombre, valor)| (nombre, html! { (valor) })).collect();
    html! { div.mb-3 { (data_list(&dichas)) } }
}
