//! Tables: dense, with a caption, and scrolling inside their own frame when the screen is narrow.

use maud::{Markup, html};

use super::icon::{Icono, icon};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

#[derive(Debug, Clone)]
pub struct Column {
    label: String,
    class: &'static str,
    hidden_label: bool,
    /// The link that sorts by it, and how it is sorted now.
    sort: Option<(String, Option<Order>)>,
}

impl Column {
    pub fn text(label: &str) -> Self {
        Self { label: label.to_owned(), class: "", hidden_label: false, sort: None }
    }

    /// Right-aligned figures; its cells are `td.num`.
    pub fn num(label: &str) -> Self {
        Self { class: "num", ..Self::text(label) }
    }

    /// Buttons of the row; its cells are `td.fila-acciones`.
    pub fn actions() -> Self {
        Self { class: "fila-acciones", hidden_label: true, ..Self::text("Acciones") }
    }

    /// `url` sorts by this column; `now` is set on the column that sorts the list.
    pub fn sorted(mut self, url: impl Into<String>, now: Option<Order>) -> Self {
        self.sort = Some((url.into(), now));
        self
    }

    fn order(&self) -> Option<Order> {
        self.sort.as_ref().and_then(|(_, now)| *now)
    }

    fn head(&self) -> Markup {
        let aria_sort = self.order().map(|order| match order {
            Order::Ascending => "ascending",
            Order::Descending => "descending",
        });
        html! {
            th scope="col" class=[(!self.class.is_empty()).then_some(self.class)] aria-sort=[aria_sort] {
                @match &self.sort {
                    Some((url, _)) => { a.orden href=(url) { (self.label) (icon(Icono::Selector)) } }
                    None if self.hidden_label => { span.visually-hidden { (self.label) } }
                    None => { (self.label) }
                }
            }
        }
    }
}

/// `rows` are `tr`s. The caption is heard, not seen: the heading above says the same.
pub fn table(caption: &str, columns: &[Column], rows: Markup) -> Markup {
    table_with_foot(caption, columns, rows, html! {})
}

/// As `table`; `foot` are the `tr`s of totals.
pub fn table_with_foot(caption: &str, columns: &[Column], rows: Markup, foot: Markup) -> Markup {
    html! {
        div.tabla-marco role="region" aria-label=(caption) tabindex="0" {
            table.tabla {
                caption.visually-hidden { (caption) }
                thead { tr { @for column in columns { (column.head()) } } }
                tbody { (rows) }
                @if !foot.0.is_empty() { tfoot { (foot) } }
            }
        }
    }
}

/// Terms and their values: `&[("RUT", html! { "12.345.678-5" })]`
pub fn data_list(pairs: &[(&str, Markup)]) -> Markup {
    html! {
        dl.datos { @for (term, value) in pairs { div { dt { (term) } dd { (value) } } } }
    }
}
