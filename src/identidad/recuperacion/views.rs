//! What somebody sees who forgot the password.

use maud::{Markup, html};

use super::forms::PedirForm;
use super::queries::Enlace;
use crate::identidad::clave::LARGO_MINIMO;
use crate::ui::{Button, Field, Form, Icono, Simple, Tema, empty, form, form_error, pagina_simple};
use crate::urls;
use crate::web::form::Errores;

fn simple(titulo: &str, tema: Tema) -> Simple {
    Simple { titulo: titulo.into(), nombre: "Antesala".into(), tema, ..Simple::default() }
}

pub fn pedir(csrf: &str, tema: Tema, valores: &PedirForm, errores: &Errores) -> Markup {
    pagina_simple(
        &simple("Olvidé mi clave", tema),
        html! {
            h1 { "¿Olvidaste tu clave?" }
            p { "Escribe el correo con que entras. Te enviaremos un enlace para elegir otra." }
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (form(&Form::post(urls::recuperar(), csrf), html! {
                (Field::email("correo", "Correo").value(&valores.correo).error(errores.get("correo")).autocomplete("username").required())
                (Button::primary("Enviar el enlace").working("Enviando…"))
            }))
            p { (Button::ghost("Volver a entrar").goes(urls::entrar(None))) }
        },
    )
}

/// The same whoever asked.
pub fn recibido(tema: Tema, correo: &str) -> Markup {
    pagina_simple(
        &simple("Revisa tu correo", tema),
        html! {
            h1.visually-hidden { "Revisa tu correo" }
            (empty(Icono::Correo, "Revisa tu correo",
                &format!("Si {correo} es de alguien que trabaja en una clínica, en un momento le llegará un enlace. Vence en una hora y sirve una sola vez."),
                html! { (Button::secondary("Volver a entrar").goes(urls::entrar(None))) }))
        },
    )
}

pub fn elegir(csrf: &str, tema: Tema, token: &str, enlace: &Enlace, errores: &Errores) -> Markup {
    pagina_simple(
        &simple("Elige otra clave", tema),
        html! {
            h1 { "Hola, " (enlace.nombre) }
            p { "Elige la clave con la que vas a entrar. Se cerrarán todas tus sesiones." }
            (form(&Form::post(urls::clave_nueva(token), csrf), html! {
                (Field::email("correo", "Correo").value(&enlace.correo).autocomplete("username").readonly())
                (Field::password("nueva", "Clave nueva").error(errores.get("nueva")).autocomplete("new-password").required()
                    .hint(format!("Al menos {LARGO_MINIMO} caracteres; una frase corta sirve.")))
                (Field::password("repetida", "Clave nueva, otra vez").error(errores.get("repetida")).autocomplete("new-password").required())
                (Button::primary("Cambiar la clave").working("Cambiando…"))
            }))
        },
    )
}

pub fn no_sirve(tema: Tema) -> Markup {
    pagina_simple(
        &simple("Elige otra clave", tema),
        html! {
            h1.visually-hidden { "Elige otra clave" }
            (empty(Icono::Llave, "Este enlace ya no sirve", "Vence en una hora y se usa una sola vez. Pide otro: toma un minuto.",
                html! { (Button::secondary("Pedir otro").goes(urls::recuperar())) }))
        },
    )
}
