//! Forms: the same form serves htmx and a browser without scripts.

use maud::{Markup, html};

use super::{
    badge::Tono,
    icon::{Icono, icon},
};

/// ```ignore
/// form(&Form::post(url, &marco.csrf).target("#cita"), html! { (Field::…) (actions(html! { (Button::primary("Guardar")) })) })
/// ```
#[derive(Debug, Clone, Default)]
pub struct Form {
    id: Option<String>,
    action: String,
    /// `None` is a GET.
    csrf: Option<String>,
    clave: Option<String>,
    target: Option<String>,
    swap: Option<&'static str>,
    multipart: bool,
    download: bool,
    inline: bool,
}

impl Form {
    pub fn post(action: impl Into<String>, csrf: &str) -> Self {
        Self { action: action.into(), csrf: Some(csrf.to_owned()), ..Self::default() }
    }

    /// Filters and searches: what it sends stands in the URL.
    pub fn get(action: impl Into<String>) -> Self {
        Self { action: action.into(), ..Self::default() }
    }

    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The idempotency key minted when the form is rendered; sent as `clave`.
    pub fn clave(mut self, clave: impl ToString) -> Self {
        self.clave = Some(clave.to_string());
        self
    }

    /// Sent by htmx into this selector. Without it the browser sends it and shows a page.
    pub fn target(mut self, selector: impl Into<String>) -> Self {
        self.target = Some(selector.into());
        self
    }

    /// `outerHTML` unless said.
    pub const fn swap(mut self, swap: &'static str) -> Self {
        self.swap = Some(swap);
        self
    }

    pub const fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// The answer is a file: the page stays, so the button does not wait for a new one.
    pub const fn download(mut self) -> Self {
        self.download = true;
        self
    }

    /// A single button in a row or bar.
    pub const fn inline(mut self) -> Self {
        self.inline = true;
        self
    }
}

pub fn form(form: &Form, content: Markup) -> Markup {
    let posts = form.csrf.is_some();
    let url = form.target.as_ref().map(|_| &form.action);
    html! {
        form id=[&form.id] class=(if form.inline { "formulario-linea" } else { "formulario" })
            method=(if posts { "post" } else { "get" }) action=(form.action)
            enctype=[form.multipart.then_some("multipart/form-data")] data-descarga=[form.download.then_some("")]
            hx-post=[url.filter(|_| posts)] hx-get=[url.filter(|_| !posts)] hx-push-url=[url.filter(|_| !posts).map(|_| "true")]
            hx-target=[&form.target] hx-swap=[url.map(|_| form.swap.unwrap_or("outerHTML"))]
            hx-sync=[url.map(|_| if posts { "this:drop" } else { "this:replace" })] {
            @if let Some(token) = &form.csrf { (csrf(token)) }
            @if let Some(clave) = &form.clave { (hidden("clave", clave)) }
            (content)
        }
    }
}

pub fn csrf(token: &str) -> Markup {
    hidden("csrf", token)
}

pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Fields side by side where there is room.
pub fn row(fields: Markup) -> Markup {
    html! { div.campos { (fields) } }
}

/// Fields that belong together, under a title.
pub fn section(titulo: &str, fields: Markup) -> Markup {
    html! { fieldset.seccion { legend { (titulo) } (fields) } }
}

/// The foot of a form: the primary action first in the markup, so that Enter means it.
pub fn actions(buttons: Markup) -> Markup {
    html! { div.acciones { (buttons) } }
}

/// What is wrong with the form as a whole; takes the focus, so that it is read. `details` may carry the way out.
pub fn form_error(message: &str, details: Markup) -> Markup {
    html! {
        div.aviso.aviso-error role="alert" tabindex="-1" data-enfoca {
            (icon(Icono::Error))
            div { p.aviso-titulo { (message) } (details) }
        }
    }
}

/// A standing message in the page.
pub fn alert(tono: Tono, titulo: &str, body: Markup) -> Markup {
    let (class, icono) = match tono {
        Tono::Bien => ("aviso aviso-bien", Icono::Bien),
        Tono::Alerta => ("aviso aviso-alerta", Icono::Alerta),
        Tono::Error => ("aviso aviso-error", Icono::Error),
        Tono::Neutro | Tono::Info | Tono::Acento => ("aviso aviso-info", Icono::Info),
    };
    html! { div class=(class) { (icon(icono)) div { p.aviso-titulo { (titulo) } (body) } } }
}
