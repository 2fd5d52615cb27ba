//! The page of a link, for a phone.

use maud::{Markup, html};

use crate::avisos::Baja;
use crate::services::bajas::Mirada;
use crate::ui::{Button, Form, Icono, Simple, Tema, actions, empty, form, hidden, pagina_simple};
use crate::urls;

pub fn baja(tema: Tema, csrf: &str, token: &str, mirada: &Mirada) -> Markup {
    let que = mirada.baja.nombre();
    let decir = |quiere: bool, boton: Button| {
        form(
            &Form::post(urls::baja_decision(token), csrf),
            html! { (hidden("quiere", if quiere { "true" } else { "false" })) (actions(html! { (boton.working("Guardando…")) })) },
        )
    };
    let contenido = html! {
        @if mirada.quiere {
            h1 { "¿No recibir más " (que) "?" }
            p { (sigue(&mirada.baja)) }
            (decir(false, Button::primary("No recibir más")))
        } @else {
            h1 { "Listo: no recibirá más " (que) }
            p { (sigue(&mirada.baja)) }
            @if !matches!(mirada.baja, Baja::Resumen(_)) { (decir(true, Button::secondary("Volver a recibir"))) }
        }
    };
    pagina(tema, &mirada.clinica, contenido)
}

/// What it does not touch.
const fn sigue(baja: &Baja) -> &'static str {
    match baja {
        Baja::Encuestas => "Los avisos de sus horas y de sus pagos llegan igual.",
        Baja::Ofertas => {
            "Usted sigue en la lista de espera, y la clínica puede llamarle. Los avisos de sus horas llegan igual."
        }
        Baja::Resumen(_) => "Para pedirlo otra vez, entre a Reportes, Por correo.",
    }
}

fn pagina(tema: Tema, nombre: &str, contenido: Markup) -> Markup {
    pagina_simple(&Simple { titulo: "Sus correos".into(), nombre: nombre.into(), tema, ..Simple::default() }, contenido)
}

pub fn falsa(tema: Tema) -> Markup {
    let texto = "Cópielo entero del correo que recibió, o llame a su clínica.";
    let vacia = empty(Icono::Llave, "Este enlace no está completo", texto, html! {});
    pagina(tema, "Antesala", html! { h1.visually-hidden { "Sus correos" } (vacia) })
}
