//! What identity shows.

use maud::{Markup, html};

use super::forms::IngresoForm;
use super::queries::ClinicaDeUsuario;
use crate::ui::{Button, Field, Form, Icono, Simple, Tema, Toast, empty, form, form_error, hidden, pagina_simple};
use crate::urls;
use crate::web::form::Errores;

pub fn entrar(csrf: &str, tema: Tema, tostadas: Vec<Toast>, valores: &IngresoForm, errores: &Errores) -> Markup {
    let simple = Simple { titulo: "Entrar".into(), nombre: "Antesala".into(), tema, tostadas, ..Simple::default() };
    pagina_simple(
        &simple,
        html! {
            h1 { "Entrar" }
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (form(&Form::post(urls::entrar(None), csrf), html! {
                (hidden("luego", &valores.luego))
                (Field::email("correo", "Correo").value(&valores.correo).error(errores.get("correo")).autocomplete("username").required())
                (Field::password("clave", "Clave").error(errores.get("clave")).autocomplete("current-password").required())
                (Button::primary("Entrar").working("Entrando…"))
            }))
            p { (Button::ghost("¿Olvidaste tu clave?").goes(urls::recuperar())) }
        },
    )
}

/// The second step: a code of the application, or one of those on paper.
pub fn codigo(csrf: &str, tema: Tema, tostadas: Vec<Toast>, luego: &str, errores: &Errores) -> Markup {
    let simple = Simple { titulo: "Tu código".into(), nombre: "Antesala".into(), tema, tostadas, ..Simple::default() };
    let de_papel = errores.get("papel");
    pagina_simple(
        &simple,
        html! {
            h1 { "Tu código" }
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (form(&Form::post(urls::entrar_codigo(None), csrf), html! {
                (hidden("luego", luego))
                (Field::text("codigo", "Código de tu aplicación").inputmode("numeric").maxlength(7).short().autocomplete("one-time-code")
                    .hint("Los 6 números que muestra ahora.").error(errores.get("codigo")).autofocus())
                details.sin-telefono open[de_papel.is_some()] {
                    summary { "No tengo el teléfono" }
                    (Field::text("papel", "Uno de tus códigos de respaldo").maxlength(24).error(de_papel)
                        .hint("De los 10 que guardaste; cada uno sirve una vez. Si no los tienes, pide a quien administra tu clínica que retire tu segundo factor."))
                }
                (Button::primary("Entrar").working("Entrando…"))
            }))
            p { (Button::ghost("Entrar con otra cuenta").goes(urls::entrar(None))) }
        },
    )
}

pub fn clinicas(csrf: &str, tema: Tema, nombre: &str, clinicas: &[ClinicaDeUsuario]) -> Markup {
    let simple = Simple { titulo: "Tus clínicas".into(), nombre: "Antesala".into(), tema, ..Simple::default() };
    pagina_simple(
        &simple,
        html! {
            h1 { "Hola, " (nombre) }
            @if clinicas.is_empty() {
                (empty(Icono::Clinica, "Aún no estás en ninguna clínica", "Pide a quien administra la tuya que te invite.", html! {}))
            } @else {
                p { "¿A qué clínica quieres entrar?" }
                ul.list-unstyled.d-grid.gap-2 {
                    @for clinica in clinicas { li { (Button::secondary(&clinica.nombre).goes(urls::hoy(&clinica.slug))) } }
                }
            }
            (form(&Form::post(urls::salir(), csrf).inline(), html! { (Button::ghost("Salir")) }))
        },
    )
}
