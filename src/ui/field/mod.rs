//! Form fields: label, control, hint and error, tied together for eyes and for screen readers.

mod markup;

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
    list: Option<&'static str>,
    accept: Option<&'static str>,
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
            list: None,
            accept: None,
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

    /// Of one of these kinds, as the browser's chooser takes them: `.csv,.xlsx`.
    pub fn file(name: &str, label: &str, accept: &'static str) -> Self {
        Self { accept: Some(accept), ..Self::new(Control::Input("file"), name, label) }
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

    /// An empty one is none.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|hint| !hint.is_empty());
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

    /// What may be typed is offered by the `<datalist>` of this id.
    pub const fn list(mut self, id: &'static str) -> Self {
        self.list = Some(id);
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
}
