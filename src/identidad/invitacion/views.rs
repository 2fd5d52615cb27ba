//! What an invited person sees.

use maud::{Markup, html};

use crate::identidad::clave::LARGO_MINIMO;
use crate::ui::{Button, Field, Form, Icono, Simple, Tema, empty, form, form_error, pagina_simple};
use crate::urls;
use crate::web::form::Errores;

pub struct Bienvenida<'a> {
    pub csrf: &'a str,
    pub tema: Tema,
    pub token: &'a str,
    pub clinica: &'a str,
    pub nombre: &'a str,
    pub correo: &'a str,
    /// Has an account already, in another clinic.
    pub tiene_clave: bool,
}

fn simple(titulo: &str, tema: Tema) -> Simple {
    Simple { titulo: titulo.into(), nombre: "Antesala".into(), tema, ..Simple::default() }
}

pub fn bienvenida(b: &Bienvenida<'_>, errores: &Errores) -> Markup {
    pagina_simple(
        &simple("Tu invitación", b.tema),
        html! {
            h1 { "Hola, " (b.nombre) }
            @if b.tiene_clave {
                p { strong { (b.clinica) } " te invita a trabajar con Antesala. Ya tienes una cuenta: escribe su clave para entrar también aquí." }
            } @else {
                p { strong { (b.clinica) } " te invita a trabajar con Antesala. Elige la clave con la que vas a entrar." }
            }
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (form(&Form::post(urls::invitacion(b.token), b.csrf), html! {
                (Field::email("correo", "Correo").value(b.correo).autocomplete("username").readonly())
                @if b.tiene_clave {
                    (Field::password("clave", "Clave").error(errores.get("clave")).required())
                } @else {
                    (Field::password("nueva", "Clave").error(errores.get("nueva")).autocomplete("new-password").required()
                        .hint(format!("Al menos {LARGO_MINIMO} caracteres; una frase corta sirve.")))
                    (Field::password("repetida", "Clave, otra vez").error(errores.get("repetida")).autocomplete("new-password").required())
                }
                (Button::primary("Aceptar y entrar").working("Entrando…"))
            }))
        },
    )
}

pub fn no_sirve(tema: Tema, titulo: &str, texto: &str) -> Markup {
    pagina_simple(
        &simple(titulo, tema),
        html! {
            h1.visually-hidden { "Tu invitación" }
            (empty(Icono::Llave, titulo, texto, html! { (Button::secondary("Ir a entrar").goes(urls::entrar(None))) }))
        },
    )
}
