//! Buttons, and links that look like them. While its request is in flight a button says so and cannot be pressed again.

use maud::{Markup, Render, html};

use super::icon::{Icono, icon};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Does {
    Submit,
    /// Opens the `<dialog>` of this id.
    Opens(String),
    /// Closes the dialog it stands in.
    Closes,
    Goes(String),
}

/// ```ignore
/// (Button::primary("Guardar"))
/// (Button::secondary("Nueva cita").icon(Icono::Mas).goes(urls::cita_nueva(clinica)).tecla("n"))
/// (Button::danger("Anular pago").name_value("accion", "anular"))
/// ```
#[derive(Debug, Clone)]
pub struct Button {
    label: String,
    class: &'static str,
    does: Does,
    icono: Option<Icono>,
    name_value: Option<(String, String)>,
    tecla: Option<&'static str>,
    working: Option<&'static str>,
    into: Option<String>,
    small: bool,
    only_icon: bool,
    busy: bool,
    disabled: bool,
}

impl Button {
    fn new(label: &str, class: &'static str) -> Self {
        Self {
            label: label.to_owned(),
            class,
            does: Does::Submit,
            icono: None,
            name_value: None,
            tecla: None,
            working: None,
            into: None,
            small: false,
            only_icon: false,
            busy: false,
            disabled: false,
        }
    }

    /// The one main action of a screen or form.
    pub fn primary(label: &str) -> Self {
        Self::new(label, "btn btn-primary")
    }

    pub fn secondary(label: &str) -> Self {
        Self::new(label, "btn btn-secundario")
    }

    pub fn danger(label: &str) -> Self {
        Self::new(label, "btn btn-peligro")
    }

    /// Without a frame: actions in rows and bars.
    pub fn ghost(label: &str) -> Self {
        Self::new(label, "btn btn-llano")
    }

    pub const fn icon(mut self, icono: Icono) -> Self {
        self.icono = Some(icono);
        self
    }

    /// Shows the icon only; the label is still its name.
    pub const fn only_icon(mut self, icono: Icono) -> Self {
        self.icono = Some(icono);
        self.only_icon = true;
        self
    }

    /// A link to this URL.
    pub fn goes(mut self, url: impl Into<String>) -> Self {
        self.does = Does::Goes(url.into());
        self
    }

    /// With `goes`: the answer is a dialog or a fragment for this selector (see `dialog::HOLDER`); without JS it is a page.
    pub fn into(mut self, selector: impl Into<String>) -> Self {
        self.into = Some(selector.into());
        self
    }

    /// Needs scripts, or a browser of 2025; what must work without them is a page: `goes` with `into`.
    pub fn opens(mut self, dialog_id: impl Into<String>) -> Self {
        self.does = Does::Opens(dialog_id.into());
        self
    }

    pub fn closes(mut self) -> Self {
        self.does = Does::Closes;
        self
    }

    /// What the form also sends when this button is the one pressed.
    pub fn name_value(mut self, name: &str, value: impl ToString) -> Self {
        self.name_value = Some((name.to_owned(), value.to_string()));
        self
    }

    /// Its single-key shortcut, as `?` lists it: `"n"`, `"g a"`; inside `[data-fila]` it acts on the focused row.
    pub const fn tecla(mut self, tecla: &'static str) -> Self {
        self.tecla = Some(tecla);
        self
    }

    /// What it says while it works: `"Cobrando…"`.
    pub const fn working(mut self, texto: &'static str) -> Self {
        self.working = Some(texto);
        self
    }

    pub const fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Already working when rendered: a job that runs on.
    pub const fn busy(mut self) -> Self {
        self.busy = true;
        self
    }

    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    fn classes(&self) -> String {
        let small = if self.small { " btn-sm" } else { "" };
        let only = if self.only_icon { " btn-icon" } else { "" };
        format!("{}{small}{only}", self.class)
    }

    fn content(&self) -> Markup {
        html! {
            @if let Some(icono) = self.icono { (icon(icono)) }
            @if self.only_icon { span.visually-hidden { (self.label) } } @else { span data-texto { (self.label) } }
        }
    }

    fn title(&self) -> Option<&str> {
        self.only_icon.then_some(self.label.as_str())
    }

    fn link(&self, url: &str) -> Markup {
        html! {
            a class=(self.classes()) href=(url) title=[self.title()] data-tecla=[self.tecla]
                hx-get=[self.into.as_ref().map(|_| url)] hx-target=[&self.into] { (self.content()) }
        }
    }

    fn button(&self) -> Markup {
        let (name, value) = self.name_value.as_ref().map(|(name, value)| (name, value)).unzip();
        let kind = if self.does == Does::Submit { "submit" } else { "button" };
        let opens = if let Does::Opens(id) = &self.does { Some(id) } else { None };
        html! {
            button class=(self.classes()) type=(kind) name=[name] value=[value] title=[self.title()]
                data-abre=[opens] command=[opens.map(|_| "show-modal")] commandfor=[opens] data-cierra=[(self.does == Does::Closes).then_some("")] aria-haspopup=[opens.map(|_| "dialog")]
                data-tecla=[self.tecla] data-trabajando=[self.working]
                aria-busy=[self.busy.then_some("true")] disabled[self.disabled || self.busy] { (self.content()) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        match &self.does {
            Does::Goes(url) => self.link(url),
            Does::Submit | Does::Opens(_) | Does::Closes => self.button(),
        }
    }
}
