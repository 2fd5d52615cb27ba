//! What a field looks like; every control says its error and its hint by `aria-describedby`.

use maud::{Markup, Render, html};

use super::{Choice, Control, Field};

impl Field {
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
                placeholder=[&self.placeholder] autocomplete=(self.autocomplete) inputmode=[inputmode] accept=[self.accept] list=[self.list]
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

#[cfg(test)]
mod tests {
    use scraper::{ElementRef, Html, Selector};

    use super::*;

    fn rendered(field: &Field) -> Html {
        Html::parse_fragment(&field.render().into_string())
    }

    fn one<'a>(html: &'a Html, selector: &str) -> ElementRef<'a> {
        let parsed = Selector::parse(selector).unwrap();
        let mut found = html.select(&parsed);
        let first = found.next().unwrap_or_else(|| panic!("{selector} not in {}", html.html()));
        assert!(found.next().is_none(), "{selector} twice");
        first
    }

    fn choices() -> Vec<Choice> {
        vec![Choice::new(1, "Recepción"), Choice::new(2, "Box")]
    }

    #[test]
    fn an_error_is_tied_to_its_control_and_what_was_typed_stays() {
        let html = rendered(
            &Field::text("rut", "RUT").value("12.3<4").hint("Con o sin puntos").error(Some("No corresponde.")),
        );
        let input = one(&html, "input[aria-invalid=true]");
        assert_eq!(input.attr("value"), Some("12.3<4"));
        assert_eq!(input.attr("aria-describedby"), Some("rut-error rut-ayuda"));
        assert_eq!(one(&html, "#rut-error").text().collect::<String>(), "No corresponde.");
        one(&html, "label[for=rut]");
    }

    #[test]
    fn a_field_without_error_says_nothing_of_one() {
        let html = rendered(&Field::date("fecha", "Fecha").error(None::<String>).required());
        let input = one(&html, "input[type=date][required]");
        assert_eq!((input.attr("aria-invalid"), input.attr("aria-describedby")), (None, None));
    }

    #[test]
    fn money_is_text_that_knows_its_decimals() {
        let html = rendered(&Field::money("monto", "Monto", 2).value("1250,5"));
        let input = one(&html, "input[type=text]");
        assert_eq!((input.attr("data-dinero"), input.attr("inputmode")), (Some("2"), Some("decimal")));
    }

    #[test]
    fn a_choice_made_is_shown_again() {
        let select = rendered(&Field::select("caja", "Caja", choices()).value(2).placeholder("Elige una"));
        assert_eq!(one(&select, "option[selected]").attr("value"), Some("2"));
        one(&select, "option[value='']");
        let radio = rendered(&Field::radio("caja", "Caja", choices()).value(1).error(Some("Elige.")));
        assert_eq!(one(&radio, "input[checked]").attr("value"), Some("1"));
        one(&radio, "fieldset[aria-describedby=caja-error] legend");
    }

    #[test]
    fn secrets_and_files_are_never_sent_back() {
        for field in [Field::password("clave", "Contraseña"), Field::file("planilla", "Planilla", ".csv")] {
            assert_eq!(one(&rendered(&field.value("x")), "input").attr("value"), None);
        }
    }

    #[test]
    fn a_textarea_keeps_its_text_and_a_checkbox_its_mark() {
        let nota = rendered(&Field::textarea("nota", "Nota").value("dos\nlíneas").rows(5));
        assert_eq!(one(&nota, "textarea[rows='5']").text().collect::<String>(), "dos\nlíneas");
        one(&rendered(&Field::checkbox("acepta", "Acepta", true)), "input[value=true][checked]");
    }
}
