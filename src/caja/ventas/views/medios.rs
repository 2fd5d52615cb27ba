//! By what somebody pays: one row a method.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::super::forms::campo_referencia;
use super::dinero;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{Field, format, hidden, row};
use crate::values::cobro::Metodo;
use crate::web::form::Errores;

pub struct Medios<'a> {
    /// In the order of `Metodo::TODOS`, as the references.
    pub montos: &'a [String],
    pub referencias: &'a [String],
    /// What the patient has in favour; none when nobody is known.
    pub a_favor: Option<Decimal>,
    /// Whether the change stays in favour of the patient; none where that is not asked.
    pub vuelto: Option<bool>,
    pub errores: &'a Errores,
    /// Whoever arrives begins at the cash.
    pub con_foco: bool,
}

/// What is handed over, and what tells it from another. Without anything in favour that row is not there to be typed in.
pub fn medios(aqui: &Aqui<'_>, medios: &Medios<'_>) -> Markup {
    let a_favor = medios.a_favor.unwrap_or_default();
    let escrito = |n: usize| medios.montos.get(n).is_some_and(|monto| !monto.trim().is_empty());
    html! {
        @for (n, metodo) in Metodo::TODOS.into_iter().enumerate() {
            @if metodo == Metodo::Abono && a_favor.is_zero() && !escrito(n) {
                (hidden("monto", "")) (hidden("referencia", ""))
            } @else {
                (row(html! { (monto(aqui, medios, (n, metodo), a_favor)) (referencia(medios, (n, metodo))) }))
            }
        }
        @if let Some(queda) = medios.vuelto.filter(|_| medios.a_favor.is_some()) {
            (Field::checkbox("deja_vuelto", "El vuelto queda a favor del paciente", queda))
        }
    }
}

fn monto(aqui: &Aqui<'_>, medios: &Medios<'_>, (n, metodo): (usize, Metodo), a_favor: Decimal) -> Field {
    let etiqueta = match metodo {
        Metodo::Efectivo => "Efectivo que entrega".into(),
        Metodo::Abono => "De lo que tiene a favor".into(),
        otro => otro.to_string(),
    };
    let hay = if metodo == Metodo::Abono { format!("Tiene {}", dinero(aqui, a_favor)) } else { String::new() };
    let campo = Field::money("monto", &etiqueta, format::decimals(aqui.moneda)).id(format!("monto-{n}")).hint(hay);
    let campo = campo.value(enesimo(medios.montos, n)).error(medios.errores.get(metodo.codigo()));
    if medios.con_foco && metodo == Metodo::Efectivo { campo.autofocus() } else { campo }
}

fn referencia(medios: &Medios<'_>, (n, metodo): (usize, Metodo)) -> Markup {
    if !metodo.lleva_referencia() {
        return hidden("referencia", "");
    }
    let etiqueta = match metodo {
        Metodo::Cheque => "Banco y número, cheque".into(),
        otro => format!("Voucher o número, {}", otro.to_string().to_lowercase()),
    };
    let campo = Field::text("referencia", &etiqueta).id(format!("referencia-{n}")).maxlength(60);
    html! { (campo.value(enesimo(medios.referencias, n)).error(medios.errores.get(campo_referencia(metodo)))) }
}

fn enesimo(lista: &[String], n: usize) -> &str {
    lista.get(n).map_or("", String::as_str)
}
