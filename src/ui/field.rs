//! Form fields: label, control, hint and error, tied together for eyes and for screen readers.

use maud::{Markup, Render, html};

/// An option of a select or a radio group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into() }
    }
}

#[derive(Debug, Clone)]
enum Control {
    /// An `<input>` of this type.
    Input(&'static str),
    /// Decimals the currency has.
    Money(u32),
    Select(Vec<Choice>),
    Radio(Vec<Choice>),
    Checkbox(bool),
    Textarea(u8),
}

/// One field of a form. Its id is its name, unless `id` says otherwise (two forms on a page).
///
/// ```ignore
/// (Field::text("nombres", "Nombres").value(&form.nombres).error(errores.get("nombres")).required())
/// ```
#[derive(Debug, Clone)]
pub struct Field {
    control: Control,
    name: String,
    id: String,
    label: String,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    placeholder: Option<String>,
    autocomplete: &'static str,
    inputmode: Option<&'static str>,
    min: Option<String>,
    max: Option<String>,
    maxlength: Option<u16>,
    required: bool,
    autofocus: bool,
    disabled: bool,
    readonly: bool,
    short: bool,
}

impl Field {
    fn new(control: Control, name: &str, label: &str) -> Self {
        Self {
            control,
            name: name.to_owned(),
            id: name.to_owned(),
            label: label.to_owned(),
            value: String::new(),
            hint: None,
            error: None,
            placeholder: None,
            autocomplete: "off",
            inputmode: None,
            min: None,
            max: None,
            maxlength: None,
            required: false,
            autofocus: false,
            disabled: false,
            readonly: false,
            short: false,
        }
    }

    pub fn text(name: &str, label: &str) -> Self {
        Self::new(Control::Input("text"), name, label)
    }

    pub fn email(name: &str, label: &str) -> Self {
        Self::new(Control::Input("email"), name, label).autocomplete("email")
    }

    pub fn tel(name: &str, label: &str) -> Self {
        Self::new(Control::Input("tel"), name, label).autocomplete("tel")
    }

    pub fn password(name: &str, label: &str) -> Self {
        Self::new(Control::Input("password"), name, label).autocomplete("current-password")
    }

    /// Value and limits as `2026-11-22`.
    pub fn date(name: &str, label: &str) -> Self {
        Self::new(Control::Input("date"), name, label).short()
    }

    /// Value as `09:05`.
    pub fn time(name: &str, label: &str) -> Self {
        Self::new(Control::Input("time"), name, label).short()
    }

    pub fn search(name: &str, label: &str) -> Self {
        Self::new(Control::Input("search"), name, label)
    }

    pub fn file(name: &str, label: &str) -> Self {
        Self::new(Control::Input("file"), name, label)
    }

    /// A whole number or a quantity: text with a numeric keypad, since number inputs lose what they do not understand.
    pub fn number(name: &str, label: &str) -> Self {
        Self::new(Control::Input("text"), name, label).inputmode("decimal").short()
    }

    /// An amount in a currency of that many decimals (`format::decimals`). Thousands appear while typing; what is sent has
    /// none: `12340` or `1250,5`.
    pub fn money(name: &str, label: &str, decimals: u32) -> Self {
        Self::new(Control::Money(decimals), name, label).short()
    }

    pub fn select(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::new(Control::Select(choices), name, label)
    }

    /// Few choices, all in sight.
    pub fn radio(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::new(Control::Radio(choices), name, label)
    }

    /// Sends `true` when checked, else nothing.
    pub fn checkbox(name: &str, label: &str, checked: bool) -> Self {
        Self::new(Control::Checkbox(checked), name, label)
    }

    pub fn textarea(name: &str, label: &str) -> Self {
        Self::new(Control::Textarea(3), name, label)
    }

    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    pub fn value(mut self, value: impl ToString) -> Self {
        self.value = value.to_string();
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn error<S: Into<String>>(mut self, error: Option<S>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = Some(placeholder.into());
        self
    }

    pub const fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    pub const fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    pub fn min(mut self, min: impl ToString) -> Self {
        self.min = Some(min.to_string());
        self
    }

    pub fn max(mut self, max: impl ToString) -> Self {
        self.max = Some(max.to_string());
        self
    }

    pub const fn maxlength(mut self, characters: u16) -> Self {
        self.maxlength = Some(characters);
        self
    }

    pub fn rows(mut self, rows: u8) -> Self {
        if let Control::Textarea(least) = &mut self.control {
            *least = rows;
        }
        self
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    pub const fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// As wide as a date, not as the form.
    pub const fn short(mut self) -> Self {
        self.short = true;
        self
    }

    fn hint_id(&self) -> String {
        format!("{}-ayuda", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    fn described_by(&self) -> Option<String> {
        let ids: Vec<_> = [self.error.as_ref().map(|_| self.error_id()), self.hint.as_ref().map(|_| self.hint_id())]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    fn label_text(&self) -> Markup {
        html! {
            (self.label)
            @if self.required { span.campo-obligatorio aria-hidden="true" { " *" } }
        }
    }

    fn notes(&self) -> Markup {
        html! {
            @if let Some(error) = &self.error { p.campo-error id=(self.error_id()) { (error) } }
            @if let Some(hint) = &self.hint { p.campo-ayuda id=(self.hint_id()) { (hint) } }
        }
    }

    fn input(&self, kind: &str, money: Option<u32>) -> Markup {
        let inputmode =
            money.map_or(self.inputmode, |decimals| Some(if decimals == 0 { "numeric" } else { "decimal" }));
        html! {
            input.form-control.is-invalid[self.error.is_some()] type=(kind) id=(self.id) name=(self.name)
                value=[(kind != "password" && kind != "file").then_some(&self.value)]
                placeholder=[&self.placeholder] autocomplete=(self.autocomplete) inputmode=[inputmode]
                min=[&self.min] max=[&self.max] maxlength=[self.maxlength] data-dinero=[money]
                required[self.required] autofocus[self.autofocus] disabled[self.disabled] readonly[self.readonly]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        }
    }

    fn select_control(&self, choices: &[Choice]) -> Markup {
        html! {
            select.form-select.is-invalid[self.error.is_some()] id=(self.id) name=(self.name)
                required[self.required] autofocus[self.autofocus] disabled[self.disabled]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                @if let Some(placeholder) = &self.placeholder { option value="" { (placeholder) } }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
                }
            }
        }
    }

    fn textarea_control(&self, rows: u8) -> Markup {
        html! {
            textarea.form-control.is-invalid[self.error.is_some()] id=(self.id) name=(self.name) rows=(rows)
                placeholder=[&self.placeholder] maxlength=[self.maxlength]
                required[self.required] autofocus[self.autofocus] disabled[self.disabled] readonly[self.readonly]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] { (self.value) }
        }
    }

    fn labelled(&self, control: Markup) -> Markup {
        html! {
            div.campo.campo-corto[self.short] {
                label.form-label for=(self.id) { (self.label_text()) }
                (control)
                (self.notes())
            }
        }
    }

    fn checkbox_field(&self, checked: bool) -> Markup {
        html! {
            div.campo {
                label.form-check for=(self.id) {
                    input.form-check-input.is-invalid[self.error.is_some()] type="checkbox" id=(self.id) name=(self.name) value="true"
                        checked[checked] required[self.required] disabled[self.disabled]
                        aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
                    span.form-check-label { (self.label_text()) }
                }
                (self.notes())
            }
        }
    }

    fn radio_field(&self, choices: &[Choice]) -> Markup {
        html! {
            fieldset.campo aria-describedby=[self.described_by()] {
                legend.form-label { (self.label_text()) }
                div.opciones {
                    @for (place, choice) in choices.iter().enumerate() {
                        label.opcion {
                            input.form-check-input type="radio" id={ (self.id) "-" (place) } name=(self.name) value=(choice.value)
                                checked[choice.value == self.value] required[self.required] disabled[self.disabled];
                            span { (choice.label) }
                        }
                    }
                }
                (self.notes())
            }
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        match &self.control {
            Control::Input(kind) => self.labelled(self.input(kind, None)),
            Control::Money(decimals) => self.labelled(self.input("text", Some(*decimals))),
            Control::Select(choices) => self.labelled(self.select_control(choices)),
            Control::Textarea(rows) => self.labelled(self.textarea_control(*rows)),
            Control::Checkbox(checked) => self.checkbox_field(*checked),
            Control::Radio(choices) => self.radio_field(choices),
        }
    }
}
