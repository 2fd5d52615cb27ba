//! The pieces a screen is made of: its heading, cards, figures, tabs and progress.

use maud::{Markup, html};

use super::{
    format,
    icon::{Icono, icon},
    layout::Enlace,
};

/// The heading of a screen, with the way back and its one primary action.
pub fn page_header(titulo: &str, detalle: &str, volver: Option<&Enlace>, actions: Markup) -> Markup {
    html! {
        header.cabecera {
            div.cabecera-texto {
                @if let Some(enlace) = volver { a.cabecera-volver href=(enlace.url) { (icon(Icono::Volver)) (enlace.texto) } }
                h1 { (titulo) }
                @if !detalle.is_empty() { p.cabecera-detalle { (detalle) } }
            }
            @if !actions.0.is_empty() { div.cabecera-acciones { (actions) } }
        }
    }
}

pub fn card(titulo: &str, actions: Markup, body: Markup) -> Markup {
    html! {
        section.tarjeta {
            @if !titulo.is_empty() || !actions.0.is_empty() {
                header.tarjeta-cabeza { h2 { (titulo) } @if !actions.0.is_empty() { div.tarjeta-acciones { (actions) } } }
            }
            div.tarjeta-cuerpo { (body) }
        }
    }
}

/// A card whose body is a table or a list that reaches its edges.
pub fn card_flush(titulo: &str, actions: Markup, body: Markup) -> Markup {
    html! {
        section.tarjeta {
            @if !titulo.is_empty() || !actions.0.is_empty() {
                header.tarjeta-cabeza { h2 { (titulo) } @if !actions.0.is_empty() { div.tarjeta-acciones { (actions) } } }
            }
            (body)
        }
    }
}

/// One figure: `stat("Por cobrar hoy", "$124.990", "8 ventas")`. Stand several in `stats`.
pub fn stat(nombre: &str, valor: &str, detalle: &str) -> Markup {
    html! {
        div.cifra {
            span.cifra-nombre { (nombre) }
            strong.cifra-valor { (valor) }
            @if !detalle.is_empty() { span.cifra-detalle { (detalle) } }
        }
    }
}

/// The same, leading to what is behind it.
pub fn stat_link(nombre: &str, valor: &str, detalle: &str, url: &str) -> Markup {
    html! {
        div.cifra {
            span.cifra-nombre { (nombre) }
            a.cifra-valor.cifra-enlace href=(url) aria-label=(format!("{nombre}: {valor}")) { (valor) }
            @if !detalle.is_empty() { span.cifra-detalle { (detalle) } }
        }
    }
}

pub fn stats(cifras: Markup) -> Markup {
    html! { div.cifras { (cifras) } }
}

/// Views of one thing, each with its URL.
pub fn tabs(nombre: &str, enlaces: &[Enlace]) -> Markup {
    html! {
        nav.pestanas aria-label=(nombre) {
            @for enlace in enlaces {
                a.pestana href=(enlace.url) aria-current=[enlace.activo.then_some("page")] { (enlace.texto) }
            }
        }
    }
}

/// Progress that tells the truth: `done` of `total`; a total of 0 is not known yet.
pub fn progress(nombre: &str, done: u32, total: u32) -> Markup {
    html! {
        div.progreso {
            @if total > 0 {
                progress aria-label=(nombre) max=(total) value=(done) {}
                span.progreso-texto { (nombre) ": " (format::count(done)) " de " (format::count(total)) }
            } @else {
                progress aria-label=(nombre) {}
                span.progreso-texto { (nombre) "…" }
            }
        }
    }
}
