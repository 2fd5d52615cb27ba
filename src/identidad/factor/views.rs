//! What a person sees of their own second factor.

use maud::{Markup, html};

use super::Propuesta;
use super::model::Estado;
use crate::ui::{
    Button, Enlace, Field, Form, Icono, Simple, Tema, Toast, Tono, alert, card, empty, form, form_error, hidden,
    page_header, pagina_simple, qr,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Quien<'a> {
    pub correo: &'a str,
    pub csrf: &'a str,
    pub tema: Tema,
    /// Where the person was going.
    pub luego: &'a str,
}

pub enum Pagina {
    Tiene(Estado),
    Propone(Propuesta),
    /// This server can check no code.
    SinLlave,
}

fn simple(tema: Tema, tostadas: Vec<Toast>) -> Simple {
    let titulo = "Segundo factor".into();
    Simple { titulo, nombre: "Antesala".into(), tema, ancha: true, tostadas, ..Simple::default() }
}

pub fn factor(q: &Quien<'_>, pagina: &Pagina, tostadas: Vec<Toast>, errores: &Errores) -> Markup {
    let volver = Enlace::new("Mi cuenta", urls::cuenta());
    pagina_simple(
        &simple(q.tema, tostadas),
        html! {
            (page_header("Segundo factor", "Además de la clave, un código de tu teléfono que cambia cada 30 segundos.", Some(&volver), html! {}))
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            @match pagina {
                Pagina::Tiene(estado) => { (activo(q, estado, errores)) }
                Pagina::Propone(propuesta) => {
                    @if !q.luego.is_empty() {
                        (alert(Tono::Alerta, "Tu clínica lo pide para tu rol", html! { p { "En cuanto lo actives sigues donde ibas." } }))
                    }
                    (card("Activarlo", html! {}, activacion(q, propuesta, errores)))
                }
                Pagina::SinLlave => {
                    (empty(Icono::Llave, "No está disponible en este servidor", "Quien opera Antesala tiene que darle antes una llave (SEAL_KEY).", html! {}))
                }
            }
        },
    )
}

fn activacion(q: &Quien<'_>, propuesta: &Propuesta, errores: &Errores) -> Markup {
    html! {
        div.factor {
            (qr(&propuesta.secreto.uri("Antesala", q.correo), "Dibujo para escanear con tu aplicación de códigos"))
            div {
                ol {
                    li { "Instala en tu teléfono una aplicación de códigos, como Aegis, Google Authenticator o la de tu gestor de claves." }
                    li { "Escanea el dibujo con ella, o escribe esta clave: " code.clave-larga { (propuesta.secreto.en_grupos()) } }
                    li { "Escribe aquí el código que muestra." }
                }
                (form(&Form::post(urls::segundo_factor(None), q.csrf), html! {
                    (hidden("sal", &propuesta.sal()))
                    (hidden("luego", q.luego))
                    (Field::text("codigo", "Código").inputmode("numeric").maxlength(7).short().autocomplete("one-time-code")
                        .hint("6 números.").error(errores.get("codigo")).required())
                    (Field::password("clave", "Tu clave de Antesala").error(errores.get("clave")).required())
                    (Button::primary("Activar").working("Activando…"))
                }))
            }
        }
    }
}

fn activo(q: &Quien<'_>, estado: &Estado, errores: &Errores) -> Markup {
    let con_clave = |url: String, id: &'static str, boton: Button| {
        form(
            &Form::post(url, q.csrf),
            html! {
                (Field::password("clave", "Tu clave").id(id).error(errores.get(id)).required())
                (boton)
            },
        )
    };
    html! {
        (alert(Tono::Bien, "Está activo", html! { p { "Al entrar se te pide el código. " (quedan(estado.quedan)) } }))
        (card("Códigos de respaldo", html! {}, html! {
            p { "Sirven cuando no tienes el teléfono, cada uno una vez. Los nuevos reemplazan a los que te quedan." }
            (con_clave(urls::segundo_factor_codigos(), "clave-codigos", Button::secondary("Crear otros 10").working("Creando…")))
        }))
        (card("Desactivarlo", html! {}, html! {
            p { "Hazlo también para cambiar de teléfono: después lo activas en el nuevo. Si tu clínica lo pide para tu rol, tendrás que activarlo otra vez para entrar en ella." }
            (con_clave(urls::segundo_factor_retiro(), "clave-retiro", Button::danger("Desactivar").working("Desactivando…")))
        }))
    }
}

fn quedan(codigos: i32) -> String {
    match codigos {
        0 => "No te quedan códigos de respaldo: crea otros.".into(),
        1 => "Te queda 1 código de respaldo: crea otros.".into(),
        n => format!("Te quedan {n} códigos de respaldo."),
    }
}

/// The one moment when they can be seen.
pub fn codigos(tema: Tema, codigos: &[String], destino: &str) -> Markup {
    pagina_simple(
        &simple(tema, Vec::new()),
        html! {
            (page_header("Guarda tus códigos de respaldo", "", None, html! {}))
            (alert(Tono::Alerta, "Se muestran una sola vez", html! {
                p { "Con cada uno se entra una vez cuando no tienes el teléfono. Imprímelos o guárdalos en tu gestor de claves, no en el teléfono." }
            }))
            (card("", html! {}, html! { ul.codigos-papel { @for codigo in codigos { li { code { (codigo) } } } } }))
            p { (Button::primary("Ya los guardé").goes(destino)) }
        },
    )
}
