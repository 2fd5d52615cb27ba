//! What is shown of documents.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{AdjuntoForm, CONTENIDOS, DESCRIPCION_MAX, MOTIVO_MAX, RetiroForm};
use super::model::{Adjunto, Ficha, Quitado};
use crate::pacientes::Resumen;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card, card_flush, empty, form, format,
    page_header, table,
};
use crate::urls;
use crate::web::form::Errores;

/// What the browser's chooser offers; what comes is judged by its bytes.
const ACEPTA: &str = ".pdf,.jpg,.jpeg,.png,.webp";

/// On the ficha: the latest of `total`.
pub fn tarjeta(clinica: &str, zona: Tz, paciente: i64, adjuntos: &[Adjunto], total: i64) -> Markup {
    let todos = urls::adjuntos(clinica, paciente);
    let hay_mas = i64::try_from(adjuntos.len()).is_ok_and(|n| n < total);
    card_flush(
        "Documentos",
        html! {
            @if hay_mas { (Button::ghost(&format!("Ver los {}", format::count(total))).small().goes(todos.clone())) }
            (Button::secondary("Adjuntar").icon(Icono::Subir).small().goes(todos))
        },
        lista(clinica, zona, adjuntos),
    )
}

fn lista(clinica: &str, zona: Tz, adjuntos: &[Adjunto]) -> Markup {
    let columnas = [
        Column::text("Documento"),
        Column::text("Archivo"),
        Column::text("Fecha"),
        Column::text("Quién"),
        Column::actions(),
    ];
    html! {
        @if adjuntos.is_empty() {
            (empty(Icono::Copiar, "Sin documentos", "La orden, la cédula o el informe que traiga se adjuntan aquí.", html! {}))
        } @else {
            (table("Documentos", &columnas, html! { @for a in adjuntos { (fila(clinica, zona, a)) } }))
        }
    }
}

fn fila(clinica: &str, zona: Tz, a: &Adjunto) -> Markup {
    let descripcion = a.descripcion.as_deref().filter(|d| !d.is_empty());
    html! {
        tr {
            td.text-break {
                @match &a.nombre {
                    Some(nombre) => {
                        a href=(urls::adjunto(clinica, a.id)) download { (nombre) }
                        @if a.clinico { " " (badge(Tono::Acento, "Clínico")) }
                    }
                    None => { "Documento clínico" }
                }
                @if let Some(descripcion) = descripcion { div.text-secondary { (descripcion) } }
            }
            td.text-nowrap { (a.tipo()) ", " (format::bytes(a.tamano)) }
            td.text-nowrap { (format::date_time(a.creado.with_timezone(&zona).naive_local())) }
            td { (a.quien.as_deref().unwrap_or("Antesala")) }
            td.fila-acciones {
                @match &a.nombre {
                    Some(_) => { (Button::ghost("Quitar").small().goes(urls::adjunto_retiro(clinica, a.id))) }
                    None => { span.text-secondary { "Lo ve quien atiende" } }
                }
            }
        }
    }
}

pub struct Documentos<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub paciente: &'a Resumen,
    pub adjuntos: &'a [Adjunto],
    pub quitados: &'a [Quitado],
    pub form: &'a AdjuntoForm,
    pub errores: &'a Errores,
}

pub fn documentos(d: &Documentos<'_>) -> Markup {
    let volver = Enlace::new("Ficha", urls::paciente(d.clinica, d.paciente.id));
    html! {
        (page_header("Documentos", &format!("De {}", d.paciente.nombre()), Some(&volver), html! {}))
        (card("Adjuntar", html! {}, formulario(d, &volver)))
        (card_flush("Adjuntos", html! {}, lista(d.clinica, d.zona, d.adjuntos)))
        @if !d.quitados.is_empty() { (quitados(d)) }
    }
}

fn formulario(d: &Documentos<'_>, volver: &Enlace) -> Markup {
    let (f, e) = (d.form, d.errores);
    let contenidos = CONTENIDOS.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)).collect();
    let archivo = Field::file("archivo", "Archivo", ACEPTA)
        .error(e.get("archivo"))
        .hint("PDF o foto (JPG, PNG o WEBP), hasta 10 MB")
        .required()
        .autofocus();
    form(
        &Form::post(urls::adjuntos(d.clinica, d.paciente.id), d.csrf).multipart(),
        html! {
            (archivo)
            (Field::radio("contenido", "Qué contiene", contenidos).value(&f.contenido).error(e.get("contenido"))
                .hint("Lo clínico lo lee solo quien atiende.").required())
            (Field::text("descripcion", "Descripción").value(&f.descripcion).error(e.get("descripcion")).maxlength(DESCRIPCION_MAX))
            (actions(html! {
                (Button::primary("Adjuntar").working("Subiendo…"))
                (Button::secondary("Cancelar").goes(&volver.url))
            }))
        },
    )
}

fn quitados(d: &Documentos<'_>) -> Markup {
    let columnas = [Column::text("Documento"), Column::text("Quién y cuándo"), Column::text("Motivo")];
    let quien = |q: &Quitado| {
        let cuando = format::date_time(q.en.with_timezone(&d.zona).naive_local());
        format!("{}, {cuando}", q.quien.as_deref().unwrap_or("Antesala"))
    };
    card_flush(
        "Quitados",
        html! {},
        table(
            "Quitados",
            &columnas,
            html! {
                @for q in d.quitados {
                    tr {
                        td.text-break {
                            @match &q.nombre {
                                Some(nombre) => { (nombre) @if q.clinico { " " (badge(Tono::Acento, "Clínico")) } }
                                None => { "Documento clínico" }
                            }
                        }
                        td { (quien(q)) }
                        td.text-break { (q.motivo.as_deref().unwrap_or("—")) }
                    }
                }
            },
        ),
    )
}

pub fn retiro(clinica: &str, csrf: &str, id: i64, documento: &Ficha, f: &RetiroForm, e: &Errores) -> Markup {
    let volver = Enlace::new("Documentos", urls::adjuntos(clinica, documento.paciente_id));
    html! {
        (page_header("Quitar documento", &documento.nombre, Some(&volver), html! {}))
        (card("", html! {}, html! {
            @if documento.clinico {
                p { "Nadie podrá verlo más. Por ley lo clínico se conserva quince años: el archivo queda guardado, fuera de alcance." }
            } @else {
                p { "El archivo se borra y no se puede recuperar. Queda anotado quién lo quitó, cuándo y por qué." }
            }
            (form(&Form::post(urls::adjunto_retiro(clinica, id), csrf), html! {
                (Field::text("motivo", "Motivo").value(&f.motivo).error(e.get("motivo")).maxlength(MOTIVO_MAX).required().autofocus())
                (actions(html! {
                    (Button::danger("Quitar documento").working("Quitando…"))
                    (Button::secondary("Cancelar").goes(volver.url))
                }))
            }))
        }))
    }
}
