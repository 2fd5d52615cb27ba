//! The page of an offer, for a phone.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::model::Ofrecida;
use crate::ui::{
    Button, Form, Icono, Simple, Tema, actions, clinic_phone, data_list, empty, form, form_error, format, pagina_simple,
};
use crate::urls;

pub struct Toque<'a> {
    pub csrf: &'a str,
    pub tema: Tema,
    pub token: &'a str,
    pub ahora: DateTime<Utc>,
    /// Why a yes was not enough.
    pub aviso: Option<&'a str>,
    pub ofrecida: &'a Ofrecida,
}

pub fn oferta(t: &Toque<'_>) -> Markup {
    let o = t.ofrecida;
    let contenido = if o.cita_id.is_some() {
        html! {
            h1 { "Su hora está reservada" }
            (datos(o))
            p { "Le llegará un correo con el enlace para confirmarla, cambiarla o cancelarla." }
        }
    } else if let Some((titulo, texto)) = cerrada(t) {
        html! { h1.visually-hidden { "Hora ofrecida" } (empty(Icono::Reloj, titulo, texto, html! {})) }
    } else {
        abierta(t)
    };
    pagina(
        t.tema,
        &o.clinica,
        html! {
            @if let Some(aviso) = t.aviso { (form_error(aviso, html! {})) }
            (contenido)
            (clinic_phone(&o.telefono))
        },
    )
}

/// Why it can no longer be had.
fn cerrada(t: &Toque<'_>) -> Option<(&'static str, &'static str)> {
    let o = t.ofrecida;
    if !o.espera {
        Some(("Usted ya no espera esta hora", "Ya tiene otra, o se le retiró de la lista de espera."))
    } else if t.ahora >= o.vence {
        Some(("El plazo terminó", "Usted sigue en la lista de espera: le avisaremos cuando haya otra."))
    } else if !o.libre {
        Some(("Otra persona la tomó antes", "Usted sigue en la lista de espera: le avisaremos cuando haya otra."))
    } else {
        None
    }
}

fn abierta(t: &Toque<'_>) -> Markup {
    let o = t.ofrecida;
    let hasta = o.zona().local(o.vence);
    let hoy = o.zona().fecha(t.ahora) == hasta.date();
    let plazo = if hoy { String::new() } else { format!(" del {}", format::date_long(hasta.date())) };
    html! {
        h1 { "Se liberó una hora" }
        (datos(o))
        p { "Puede tomarla hasta las " (format::time(hasta.time())) (plazo) ". Se ofreció también a otras personas: la tiene quien responde primero." }
        @if o.otra_id.is_some() { p { "Reemplaza a la hora que usted ya tiene más adelante." } }
        (form(&Form::post(urls::oferta_aceptacion(t.token), t.csrf), actions(html! {
            (Button::primary("Sí, la quiero").icon(Icono::Listo).working("Reservando…"))
        })))
    }
}

pub fn falsa(tema: Tema) -> Markup {
    let texto = "Cópielo entero del correo que recibió, o llame a su clínica.";
    pagina(
        tema,
        "Antesala",
        html! {
            h1.visually-hidden { "Hora ofrecida" }
            (empty(Icono::Llave, "Este enlace no está completo", texto, html! {}))
        },
    )
}

fn pagina(tema: Tema, nombre: &str, contenido: Markup) -> Markup {
    pagina_simple(
        &Simple { titulo: "Hora ofrecida".into(), nombre: nombre.into(), tema, ..Simple::default() },
        contenido,
    )
}

fn datos(o: &Ofrecida) -> Markup {
    let cuando = o.cuando();
    let filas = [
        ("Cuándo", format!("{} a las {}", format::date_long(cuando.date()), format::time(cuando.time()))),
        ("Con", o.profesional.clone()),
        ("Dónde", o.sucursal.clone()),
        ("Dirección", o.direccion.clone()),
    ];
    let dichas = filas.into_iter().filter(|(_, valor)| !valor.is_empty());
    let dichas: Vec<_> = dichas.map(|(nombre, valor)| (nombre, html! { (valor) })).collect();
    html! { div.mb-3 { (data_list(&dichas)) } }
}
