//! Maud components: free functions and small builders from plain data to `Markup`. Nothing here knows of requests, rows or SQL.
//!
//! ```ignore
//! use crate::ui::*;
//!
//! // Pages: a frame around a content; `pagina_simple` for the login and patients, `pagina_impresa` for receipts.
//! pagina(&marco, html! { (page_header("Pacientes", "", None, html! { (Button::primary("Nuevo").icon(Icono::Mas).goes(url).tecla("n")) })) … })
//!
//! // Forms: `Form` says where, fields render themselves; `target` makes htmx send it, without it the browser does.
//! form(&Form::post(url, &marco.csrf).clave(clave), html! {
//!     (row(html! { (Field::text("nombres", "Nombres").value(&f.nombres).error(errores.get("nombres")).required()) (Field::date("fecha", "Fecha")) }))
//!     (Field::money("monto", "Monto", format::decimals("CLP")).hint("Lo que entrega el paciente"))
//!     (Field::select("caja", "Caja", vec![Choice::new(1, "Recepción")]).value(&f.caja))   // also radio, checkbox, textarea, file…
//!     (actions(html! { (Button::primary("Cobrar").working("Cobrando…")) (Button::secondary("Volver").goes(atras)) }))
//! })
//! form_error("La hora se acaba de ocupar", html! { … })            // 409, 422: above the fields, takes the focus
//!
//! // Lists
//! table("Pagos de hoy", &[Column::text("Paciente"), Column::num("Monto")], html! { tr { td { … } td.num { (money(m, "CLP")) } } })
//! pagination(&Pagination { anterior: None, siguiente: Some(url), resumen: "50 de 1.204".into() })
//! empty(Icono::Pacientes, "Aún no hay pacientes", "Crea el primero.", html! { (Button::primary("Nuevo paciente").goes(url)) })
//! badge(Tono::Bien, "Confirmada"); badge_letter(Tono::Alerta, "NP", "No pagada"); mark(Tono::Bien, "P", "Pagada")
//! data_list(&[("RUT", html! { (rut) })]); card("Citas", html! {}, body); card_flush("Pagos", html! {}, table); stats(html! { (stat("Por cobrar", "$9.990", "")) (stat_link("Ventas", "31", "", url)) })
//! chart_with_table(bars("medios", "Ingresos por medio", "Débito $9.990…", whole, &[Bar { … }]), table("Ingresos por medio", …))   // also columns
//!
//! // Dialogs and toasts: fragments for htmx
//! Button::secondary("Editar").goes(url).into(dialog::HOLDER)        // the handler answers `dialog("cita", "Editar cita", body)`
//! html! { (fila) (dialog_closed()) (toast_oob(&Toast::success("Cita guardada").action(form_deshacer))) }
//! Toast::success("…") in `marco.tostadas` after a redirect
//!
//! // Errors: `error_page(&ErrorPage { … })` inside a page, `error_fragment` for htmx
//! // Text: format::{money, number, count, date, date_long, time, date_time, minutes, date_input, money_input, decimals}
//! ```
//!
//! CSS classes are whole literals in the Rust source, or the build drops their rules; run `npm run build` in `assets/` after using a
//! new one. Any class of Tabler may be used (`d-flex`, `gap-2`, `text-end`, …). No `style` attribute, no `hx-on`, no inline script:
//! the policy forbids them. A row with shortcuts of its own is `tr data-fila tabindex="0"` and holds buttons with `tecla`.

pub mod badge;
pub mod button;
pub mod card;
pub mod chart;
pub mod dialog;
pub mod empty;
pub mod error_page;
pub mod field;
pub mod form;
pub mod format;
pub mod icon;
pub mod layout;
pub mod live;
pub mod muestra;
pub mod pagination;
pub mod qr;
pub mod search;
mod shell;
pub mod table;
#[cfg(test)]
mod tests;
pub mod toast;

pub use badge::{Tono, badge, badge_letter, mark};
pub use button::Button;
pub use card::{card, card_flush, page_header, progress, stat, stat_link, stats, tabs};
pub use chart::{Bar, bars, chart_with_table, columns};
pub use dialog::{dialog, dialog_closed};
pub use empty::empty;
pub use error_page::{ErrorPage, error_fragment, error_page};
pub use field::{Choice, Field};
pub use form::{Form, actions, alert, csrf, form, form_error, hidden, row, section};
pub use format::money;
pub use icon::{Icono, icon};
pub use layout::{
    Enlace, Entrada, Marco, Simple, Tema, clinic_phone, pagina, pagina_impresa, pagina_muro, pagina_simple,
};
pub use live::live;
pub use pagination::{Pagination, pagination};
pub use qr::qr;
pub use search::{Hit, HitGroup, results};
pub use table::{Column, Order, data_list, table, table_with_foot};
pub use toast::{Toast, toast, toast_oob};
