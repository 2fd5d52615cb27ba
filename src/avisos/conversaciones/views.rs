//! The list of conversations, and one of them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{RespuestaForm, TEXTO_MAX};
use super::model::{Estado, Linea, Persona, Resumen};
use super::queries::PAGINA;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush, empty, form,
    form_error, format, hidden, page_header, pagination, table, tabs,
};
use crate::urls;
use crate::values::telefono;
use crate::web::form::Errores;

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    /// It may still be answered in words of ours.
    pub abierta: bool,
    pub conversacion: &'a Resumen,
    pub lineas: &'a [Linea],
    pub personas: &'a [Persona],
}

/// Whose phone it is, or the phone.
pub fn quien(conversacion: &Resumen) -> String {
    if conversacion.nombres.is_empty() {
        telefono::legible(&conversacion.telefono)
    } else {
        conversacion.nombres.clone()
    }
}

pub fn lista(clinica: &str, zona: Tz, estado: Option<Estado>, suyas: &[Resumen]) -> Markup {
    let llena = usize::try_from(PAGINA).is_ok_and(|pagina| suyas.len() == pagina);
    // Those who wait are listed from the oldest on; nobody lets so many wait.
    let siguiente = suyas.last().filter(|_| llena && estado != Some(Estado::Espera)).map(|c| {
        let codigo = estado.map_or("todas", Estado::codigo);
        urls::con_filtros(&urls::conversaciones(clinica), &[("estado", &codigo), ("antes", &c.ultimo.to_rfc3339())])
    });
    let columnas =
        [Column::text("Quién"), Column::text("Último mensaje"), Column::text("Cuándo"), Column::text("Estado")];
    html! {
        (page_header("Conversaciones", "Lo que los pacientes escriben por WhatsApp", None, html! {}))
        (tabs("Estados", &pestanas(clinica, estado)))
        @if suyas.is_empty() {
            (empty(Icono::Avisos, "Nadie espera respuesta aquí", "Lo que un paciente escriba y no se pueda responder solo aparece aquí.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Conversaciones", &columnas, html! { @for c in suyas { (fila(clinica, zona, c)) } }))
                @if siguiente.is_some() { (pagination(&Pagination { siguiente, ..Pagination::default() })) }
            }))
        }
    }
}

fn pestanas(clinica: &str, estado: Option<Estado>) -> Vec<Enlace> {
    let con = |codigo: &str| urls::con_filtros(&urls::conversaciones(clinica), &[("estado", &codigo)]);
    let de_estado = |uno: Estado| Enlace::new(uno.nombre(), con(uno.codigo())).activo(estado == Some(uno));
    let todas = Enlace::new("Todas", con("todas")).activo(estado.is_none());
    Estado::TODOS.into_iter().map(de_estado).chain([todas]).collect()
}

fn fila(clinica: &str, zona: Tz, c: &Resumen) -> Markup {
    html! {
        tr data-conversacion=(c.id) {
            td { a href=(urls::conversacion(clinica, c.id)) { (quien(c)) } div.text-secondary { (telefono::legible(&c.telefono)) } }
            td { (texto(&c.texto)) }
            td.text-nowrap { (momento(zona, c.ultimo)) }
            td { (badge(tono(c.estado()), c.estado().nombre())) }
        }
    }
}

pub fn una(v: &Vista<'_>, valores: &RespuestaForm, errores: &Errores) -> Markup {
    let c = v.conversacion;
    let volver = Enlace::new("Conversaciones", urls::conversaciones(v.clinica));
    html! {
        (page_header(&quien(c), &telefono::legible(&c.telefono), Some(&volver), html! {
            @for persona in v.personas { (Button::ghost(&persona.nombre).goes(urls::paciente(v.clinica, persona.id))) }
            @if c.estado() == Estado::Espera {
                (form(&Form::post(urls::conversacion_atencion(v.clinica, c.id), v.csrf).inline(), html! {
                    (hidden("version", &c.version.to_string()))
                    (Button::secondary("Marcar como atendida").working("Marcando…"))
                }))
            }
        }))
        (card("", html! {}, html! { ol.list-unstyled { @for linea in v.lineas { (dicha(v.zona, linea)) } } }))
        @if v.abierta { (respuesta(v, valores, errores)) }
        @else {
            (alert(Tono::Info, "Ya no se le puede escribir por aquí", html! { p { "WhatsApp deja responder hasta 24 horas después de su último mensaje. Llámale por teléfono." } }))
            @if let Some(error) = errores.get("texto") { (form_error(error, html! {})) }
        }
    }
}

fn respuesta(v: &Vista<'_>, valores: &RespuestaForm, errores: &Errores) -> Markup {
    let hasta = format!(
        "Hasta el {}. Sin detalles de salud: quien mire ese teléfono lo lee.",
        momento(v.zona, v.conversacion.hasta)
    );
    form(
        &Form::post(urls::conversacion_respuestas(v.clinica, v.conversacion.id), v.csrf),
        html! {
            @if let Some(error) = errores.get("") { (form_error(error, html! {})) }
            (hidden("clave", &valores.clave))
            (Field::textarea("texto", "Respuesta").value(&valores.texto).error(errores.get("texto")).required().maxlength(TEXTO_MAX).rows(3).hint(hasta))
            (actions(html! { (Button::primary("Responder").working("Enviando…")) }))
        },
    )
}

fn dicha(zona: Tz, linea: &Linea) -> Markup {
    let quien = match (linea.nuestra, linea.por.as_deref()) {
        (false, _) => "Paciente",
        (true, Some(por)) => por,
        (true, None) => "Antesala",
    };
    html! {
        li.mb-3 data-linea=(if linea.nuestra { "nuestra" } else { "suya" }) {
            div.text-secondary { (quien) " · " (momento(zona, linea.en)) " " (palabras(&linea.estado)) }
            div { (texto(&linea.texto)) }
        }
    }
}

/// How far something of ours got.
fn palabras(estado: &str) -> &'static str {
    match estado {
        "leido" => "· Leído",
        "entregado" => "· Entregado",
        "enviado" => "· Enviado",
        "fallido" => "· No se pudo enviar",
        "suprimido" => "· No se envió",
        "pendiente" | "enviando" => "· Por enviar",
        _ => "",
    }
}

fn texto(texto: &str) -> Markup {
    html! {
        @if texto.is_empty() { em { "Mandó algo que no es texto: míralo en el teléfono de la clínica o llámale." } }
        @else { @for linea in texto.lines() { (linea) br; } }
    }
}

const fn tono(estado: Estado) -> Tono {
    match estado {
        Estado::Respondida => Tono::Neutro,
        Estado::Espera => Tono::Alerta,
        Estado::Atendida => Tono::Bien,
    }
}

fn momento(zona: Tz, instante: DateTime<Utc>) -> String {
    format::date_time(instante.with_timezone(&zona).naive_local())
}
