//! The question as its patient sees it, and the answers as the clinic does.

use chrono_tz::Tz;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{AjustesForm, COMENTARIO_MAX, OpinionForm};
use super::model::{Respuesta, Resumen};
use super::queries::PAGINA;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Simple, Tema, actions, card_flush, empty, form,
    form_error, format, hidden, page_header, pagina_simple, pagination, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

/// `lee`: who looks may also read what was answered.
pub fn editar(clinica: &str, csrf: &str, valores: &AjustesForm, errores: &Errores, lee: bool) -> Markup {
    let volver = Enlace::new("Plantillas", urls::configuracion_plantillas(clinica));
    html! {
        (page_header("Encuesta", "Una pregunta por correo después de la atención: nota de 1 a 5 y un comentario", Some(&volver), html! {
            @if lee { (Button::secondary("Ver respuestas").goes(urls::encuestas(clinica, None))) }
        }))
        (form(&Form::post(urls::configuracion_encuesta(clinica), csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (Field::number("horas", "Horas después de la atención").value(&valores.horas).error(errores.get("horas")).required().short()
                .hint("Con 0 no se pregunta. A una misma persona se le pregunta a lo más una vez al mes, nunca de noche, y no a quien no quiere mensajes."))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
        }))
        p { "Sus palabras se eligen en " a.subrayado href=(urls::configuracion_plantilla(clinica, "encuesta")) { "Plantillas" } "." }
    }
}

pub fn respuestas(clinica: &str, zona: Tz, resumen: &Resumen, respuestas: &[Respuesta]) -> Markup {
    let pagina = respuestas.get(..PAGINA).unwrap_or(respuestas);
    let siguiente = pagina.last().filter(|_| respuestas.len() > PAGINA).map(|r| urls::encuestas(clinica, Some(r.id)));
    let columnas = [Column::text("Fecha"), Column::num("Nota"), Column::text("Comentario"), Column::text("Atendió")];
    html! {
        (page_header("Encuestas", "Lo que dijeron los pacientes", Some(&Enlace::new("Reportes", urls::reportes(clinica))), html! {}))
        (stats(html! {
            (stat("Nota media", &media(resumen), "De 1 a 5, en 90 días"))
            (stat("Respuestas", &format::count(resumen.respondidas), &format!("de {} preguntas", format::count(resumen.preguntadas))))
        }))
        @if pagina.is_empty() {
            (empty(Icono::Avisos, "Aún no hay respuestas", "Llegan unas horas después de cada atención, cuando la clínica decide preguntar.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Respuestas", &columnas, html! {
                    @for respuesta in pagina {
                        tr {
                            td.text-nowrap { (format::date(respuesta.respondida.with_timezone(&zona).date_naive())) }
                            td.num { (respuesta.nota) }
                            td { @for linea in respuesta.comentario.lines() { (linea) br; } }
                            td { (respuesta.profesional) }
                        }
                    }
                }))
                @if siguiente.is_some() { (pagination(&Pagination { siguiente, ..Pagination::default() })) }
            }))
        }
    }
}

fn media(resumen: &Resumen) -> String {
    resumen.decimas.map_or_else(|| "—".into(), |decimas| format::number(Decimal::new(decimas.into(), 1)))
}

pub struct Toque<'a> {
    pub csrf: &'a str,
    pub tema: Tema,
    pub token: &'a str,
    pub form: &'a OpinionForm,
    pub errores: &'a Errores,
}

fn pagina(tema: Tema, nombre: &str, contenido: Markup) -> Markup {
    pagina_simple(&Simple { titulo: "Su visita".into(), nombre: nombre.into(), tema, ..Simple::default() }, contenido)
}

pub fn preguntar(t: &Toque<'_>, clinica: &str) -> Markup {
    let notas = [(5, "5: muy buena"), (4, "4: buena"), (3, "3: regular"), (2, "2: mala"), (1, "1: muy mala")];
    let notas = notas.map(|(nota, texto)| Choice::new(nota, texto)).to_vec();
    pagina(
        t.tema,
        clinica,
        html! {
            h1 { "¿Cómo fue su atención?" }
            (form(&Form::post(urls::enlace_encuesta(t.token), t.csrf), html! {
                (Field::radio("nota", "Nota", notas).value(&t.form.nota).error(t.errores.get("nota")).required())
                (Field::textarea("comentario", "Comentario").value(&t.form.comentario).error(t.errores.get("comentario")).rows(4)
                    .maxlength(COMENTARIO_MAX).hint("Si quiere. No escriba aquí nada de su salud: para eso llame a la clínica."))
                (actions(html! { (Button::primary("Responder").working("Enviando…")) }))
            }))
        },
    )
}

fn cerrada(tema: Tema, nombre: &str, icono: Icono, titulo: &str, texto: &str) -> Markup {
    pagina(tema, nombre, html! { h1.visually-hidden { "Su visita" } (empty(icono, titulo, texto, html! {})) })
}

pub fn gracias(tema: Tema, clinica: &str) -> Markup {
    cerrada(tema, clinica, Icono::Bien, "Gracias por responder", "Su respuesta la lee la clínica.")
}

pub fn vencida(tema: Tema, clinica: &str) -> Markup {
    cerrada(
        tema,
        clinica,
        Icono::Reloj,
        "Este enlace ya no sirve",
        "Servía un mes. Si quiere decir algo, llame a la clínica.",
    )
}

pub fn falsa(tema: Tema) -> Markup {
    let texto = "Cópielo entero del correo que recibió, o llame a su clínica.";
    cerrada(tema, "Antesala", Icono::Llave, "Este enlace no está completo", texto)
}
