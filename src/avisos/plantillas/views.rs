//! The words of letters on the screen, and a letter as it would be read.

use maud::{Markup, html};

use super::forms::{ASUNTO_MAX, CUERPO_MAX, NOTA_MAX, PlantillaForm};
use super::model::{Clase, Plantillas};
use crate::avisos::NuevoMensaje;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Tono, actions, alert, badge, card, card_flush, data_list, form, form_error,
    hidden, page_header, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, plantillas: &Plantillas) -> Markup {
    let columnas = ["Mensaje", "Asunto", "Texto"].map(Column::text);
    html! {
        (page_header("Plantillas", "Las palabras de los mensajes a los pacientes", None, html! {
            (Button::secondary("Encuesta").goes(urls::configuracion_encuesta(clinica)))
        }))
        (card_flush("", html! {}, table("Plantillas", &columnas, html! {
            @for clase in Clase::TODAS {
                @let propia = plantillas.propia(clase);
                tr {
                    td { a href=(urls::configuracion_plantilla(clinica, clase.codigo())) { (clase.nombre()) } }
                    td { (propia.map_or_else(|| clase.originales().asunto, |p| p.textos.asunto.clone())) }
                    td { @if propia.is_some() { (badge(Tono::Acento, "De la clínica")) } @else { (badge(Tono::Neutro, "Original")) } }
                }
            }
        })))
    }
}

pub struct Edicion<'a> {
    pub clinica: &'a str,
    /// Of the clinic: it signs.
    pub nombre: &'a str,
    pub csrf: &'a str,
    /// Where a test goes.
    pub correo: &'a str,
    pub clase: Clase,
    pub form: &'a PlantillaForm,
    pub errores: &'a Errores,
    /// What would leave; none of words that cannot be read.
    pub mensaje: Option<&'a NuevoMensaje>,
}

pub fn editar(e: &Edicion<'_>, aviso: Markup) -> Markup {
    let codigo = e.clase.codigo();
    let volver = Enlace::new("Plantillas", urls::configuracion_plantillas(e.clinica));
    html! {
        (page_header(e.clase.nombre(), "La fecha, el lugar y el enlace van siempre, además de este texto", Some(&volver), html! {
            @if !e.form.version.is_empty() {
                (form(&Form::post(urls::plantilla_retiro(e.clinica, codigo), e.csrf).inline(), html! {
                    (Button::secondary("Volver al texto original").working("Volviendo…"))
                }))
            }
        }))
        (aviso)
        @if let Some(mensaje) = e.errores.get("") { (form_error(mensaje, html! {})) }
        (form(&Form::post(urls::configuracion_plantilla(e.clinica, codigo), e.csrf), html! {
            (hidden("version", &e.form.version))
            (campos(e))
            (actions(html! {
                (Button::primary("Guardar").working("Guardando…"))
                button.btn.btn-secundario type="submit" formaction=(urls::plantilla_vista(e.clinica, codigo)) { "Ver cómo queda" }
                button.btn.btn-secundario type="submit" formaction=(urls::plantilla_prueba(e.clinica, codigo)) { "Enviar prueba a " (e.correo) }
            }))
        }))
        (vista(e.nombre, e.mensaje, e.errores))
        (card("Variables", html! {}, variables(e.clase)))
    }
}

/// Each change asks for the letter anew.
fn campos(e: &Edicion<'_>) -> Markup {
    let (f, error) = (e.form, |campo| e.errores.get(campo));
    html! {
        div.formulario hx-post=(urls::plantilla_vista(e.clinica, e.clase.codigo())) hx-trigger="input delay:400ms" hx-include="closest form"
            hx-target="#vista" hx-swap="outerHTML" hx-sync="this:replace" {
            (Field::text("asunto", "Asunto").value(&f.asunto).error(error("asunto")).maxlength(ASUNTO_MAX).required())
            (Field::text("saludo", "Saludo").value(&f.saludo).error(error("saludo")).maxlength(ASUNTO_MAX).required())
            (Field::textarea("cuerpo", "Texto").value(&f.cuerpo).error(error("cuerpo")).rows(6).maxlength(CUERPO_MAX).required()
                .hint("Un párrafo por línea. No escribas nada clínico: quien lea el correo puede no ser el paciente."))
            (Field::textarea("nota", "Nota al pie").value(&f.nota).error(error("nota")).rows(2).maxlength(NOTA_MAX))
        }
    }
}

fn variables(clase: Clase) -> Markup {
    let pares: Vec<(String, Markup)> =
        clase.variables().iter().map(|(nombre, sentido)| (format!("{{{nombre}}}"), html! { (sentido) })).collect();
    data_list(&pares.iter().map(|(nombre, sentido)| (nombre.as_str(), sentido.clone())).collect::<Vec<_>>())
}

/// The letter to somebody made up, or what is in its way.
pub fn vista(clinica: &str, mensaje: Option<&NuevoMensaje>, errores: &Errores) -> Markup {
    html! {
        div.my-3 id="vista" aria-live="polite" {
            (card("Cómo queda", html! {}, html! {
                @match mensaje {
                    Some(mensaje) => { (leida(clinica, mensaje)) }
                    None => { @for error in errores.mensajes() { p.campo-error { (error) } } }
                }
            }))
        }
    }
}

fn leida(clinica: &str, mensaje: &NuevoMensaje) -> Markup {
    let carta = &mensaje.carta;
    html! {
        p { strong { (mensaje.asunto) } }
        p { (carta.saludo) }
        @for parrafo in &carta.parrafos { p { (parrafo) } }
        (data_list(&carta.filas.iter().map(|(nombre, valor)| (nombre.as_str(), html! { (valor) })).collect::<Vec<_>>()))
        @if let Some(enlace) = &carta.enlace { p { "[ " (enlace.texto) " ]" } }
        p { (clinica) }
        @if !carta.nota.is_empty() { p.text-secondary { (carta.nota) } }
    }
}

pub fn probada(correo: &str) -> Markup {
    alert(
        Tono::Bien,
        "Prueba en camino",
        html! { p { "Le llegará a " (correo) " en un momento, con datos inventados." } },
    )
}
