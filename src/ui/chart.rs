//! Charts drawn on the server. A chart is one image to whoever listens to it, so the same numbers stand in a table beside it: give both to
//! `chart_with_table`. Lengths are attributes of SVG and colours are classes: the policy allows no style.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Units of the drawing, not pixels: it is as wide as its place.
const ANCHO: i64 = 400;
const FILA: i64 = 38;
const ALTO: i64 = 140;
/// How many names fit under the columns.
const NOMBRES: usize = 8;

/// A length, how it is called and what it says; `before` is what it was.
#[derive(Debug, Clone)]
pub struct Bar {
    pub label: String,
    pub text: String,
    pub value: Decimal,
    pub before: Option<Decimal>,
}

/// Horizontal bars, each under its name and its figure; the longest is as wide as all, unless `whole` is more. `id` is unique in the page.
pub fn bars(id: &str, titulo: &str, detalle: &str, whole: Decimal, bars: &[Bar]) -> Markup {
    let largest = largest(bars).max(whole);
    let height = FILA * i64::try_from(bars.len()).unwrap_or_default();
    let body = html! {
        @for (y, bar) in (0..).step_by(FILA as usize).zip(bars) {
            text.grafico-texto x="0" y=(y + 13) { (bar.label) }
            text.grafico-valor x=(ANCHO) y=(y + 13) text-anchor="end" { (bar.text) }
            rect.grafico-fondo x="0" y=(y + 19) width=(ANCHO) height="8" rx="2" {}
            rect.grafico-barra x="0" y=(y + 19) width=(scaled(bar.value, largest, ANCHO)) height="8" rx="2" {}
            @if let Some(before) = bar.before {
                rect.grafico-antes x="0" y=(y + 29) width=(scaled(before, largest, ANCHO)) height="3" rx="1" {}
            }
        }
    };
    image(id, titulo, detalle, height.max(FILA), body)
}

/// Columns side by side, for what goes on in time; a mark says how high each was.
pub fn columns(id: &str, titulo: &str, detalle: &str, bars: &[Bar]) -> Markup {
    let largest = largest(bars);
    let count = i64::try_from(bars.len().max(1)).unwrap_or(1);
    let step = ANCHO / count;
    let every = bars.len().div_ceil(NOMBRES).max(1);
    let body = html! {
        @for (nth, (x, bar)) in (0..).step_by(step.max(1) as usize).zip(bars).enumerate() {
            @let height = scaled(bar.value, largest, ALTO);
            rect.grafico-barra x=(x + step / 8) y=(ALTO - height) width=(step * 3 / 4) height=(height) rx="2" {}
            @if let Some(before) = bar.before.filter(|b| b.is_sign_positive() && !b.is_zero()) {
                rect.grafico-antes x=(x) y=(ALTO - scaled(before, largest, ALTO)) width=(step) height="3" rx="1" {}
            }
            @if nth % every == 0 { text.grafico-texto x=(x + step / 2) y=(ALTO + 18) text-anchor="middle" { (bar.label) } }
        }
        rect.grafico-fondo x="0" y=(ALTO) width=(ANCHO) height="1" {}
    };
    image(id, titulo, detalle, ALTO + 24, body)
}

/// The chart, and its numbers one click away.
pub fn chart_with_table(chart: Markup, table: Markup) -> Markup {
    html! { figure.grafico-marco { (chart) } details.grafico-tabla { summary { "Ver los números" } (table) } }
}

fn image(id: &str, titulo: &str, detalle: &str, height: i64, body: Markup) -> Markup {
    let (title_id, desc_id) = (format!("{id}-titulo"), format!("{id}-detalle"));
    html! {
        svg.grafico role="img" viewBox=(format!("0 -2 {ANCHO} {}", height + 4)) aria-labelledby=(title_id) aria-describedby=(desc_id) {
            title id=(title_id) { (titulo) }
            desc id=(desc_id) { (detalle) }
            (body)
        }
    }
}

fn largest(bars: &[Bar]) -> Decimal {
    bars.iter().flat_map(|bar| [Some(bar.value), bar.before]).flatten().max().unwrap_or_default()
}

/// Below zero there is no length; a part of one is seen.
fn scaled(value: Decimal, largest: Decimal, whole: i64) -> i64 {
    if value <= Decimal::ZERO || largest <= Decimal::ZERO {
        return 0;
    }
    (value * Decimal::from(whole) / largest).round().to_i64().unwrap_or(whole).max(1)
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn lengths_are_parts_of_the_largest_and_never_negative() {
        let lengths = [dec!(200), dec!(50), dec!(0.1), dec!(0), dec!(-30)].map(|value| scaled(value, dec!(200), 480));
        assert_eq!(lengths, [480, 120, 1, 0, 0]);
        assert_eq!(scaled(dec!(5), dec!(0), 480), 0);
        let bar = |value| Bar { label: "Débito".into(), text: "$1".into(), value, before: Some(dec!(400)) };
        let drawn = bars("x", "Medios", "Detalle", Decimal::ZERO, &[bar(dec!(100)), bar(dec!(-1))]).into_string();
        assert!(drawn.contains("role=\"img\"") && drawn.contains("<title id=\"x-titulo\">Medios</title>"), "{drawn}");
        assert!(drawn.contains("width=\"100\"") && drawn.contains("width=\"0\""), "{drawn}");
        assert!(columns("y", "t", "d", &[]).into_string().contains("</svg>"));
    }
}
