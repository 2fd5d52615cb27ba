//! States at a glance: a colour and a letter or a text, never the colour alone.

use maud::{Markup, html};

/// What a colour means, the same in badges, alerts and toasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tono {
    #[default]
    Neutro,
    Info,
    Bien,
    Alerta,
    Error,
    /// Set apart without judgement: in progress, chosen, of note.
    Acento,
}

impl Tono {
    pub(super) const fn badge_class(self) -> &'static str {
        match self {
            Self::Neutro => "insignia insignia-neutro",
            Self::Info => "insignia insignia-info",
            Self::Bien => "insignia insignia-bien",
            Self::Alerta => "insignia insignia-alerta",
            Self::Error => "insignia insignia-error",
            Self::Acento => "insignia insignia-acento",
        }
    }
}

/// `badge(Tono::Bien, "Confirmada")`
pub fn badge(tono: Tono, texto: &str) -> Markup {
    html! { span class=(tono.badge_class()) { (texto) } }
}

/// A badge led by its letter: `badge_letter(Tono::Alerta, "NP", "No pagada")` reads "NP No pagada".
pub fn badge_letter(tono: Tono, letra: &str, texto: &str) -> Markup {
    html! { span class=(tono.badge_class()) { b.insignia-letra { (letra) } " " (texto) } }
}

/// Only the letter is seen; the text is heard, and shown on hover: for dense grids.
pub fn mark(tono: Tono, letra: &str, texto: &str) -> Markup {
    html! {
        span class=(tono.badge_class()) title=(texto) {
            b.insignia-letra aria-hidden="true" { (letra) }
            span.visually-hidden { (texto) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_shows_the_letter_and_says_the_text() {
        let markup = mark(Tono::Alerta, "NP", "No pagada").into_string();
        assert!(markup.contains("aria-hidden=\"true\">NP<"), "{markup}");
        assert!(markup.contains("visually-hidden\">No pagada<"), "{markup}");
    }
}
