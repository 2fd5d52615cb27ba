//! A code that a telephone reads: drawn here, in attributes of SVG, so that no policy is in its way.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The margin that readers ask for, in modules.
const MARGEN: usize = 4;

/// Always dark on white, whatever the theme: readers want it so. `nombre` is what it shows, for who does not see it. Nothing when the
/// text does not fit.
pub fn qr(texto: &str, nombre: &str) -> Markup {
    let Ok(codigo) = QrCode::with_error_correction_level(texto, EcLevel::M) else { return html! {} };
    let lado = codigo.width() + 2 * MARGEN;
    html! {
        svg.qr viewBox=(format!("0 0 {lado} {lado}")) role="img" aria-label=(nombre) shape-rendering="crispEdges" {
            rect width=(lado) height=(lado) fill="#fff" {}
            path fill="#000" d=(trazo(&codigo)) {}
        }
    }
}

/// One square for each dark module.
fn trazo(codigo: &QrCode) -> String {
    let mut trazo = String::new();
    for (n, color) in codigo.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (n % codigo.width() + MARGEN, n / codigo.width() + MARGEN);
            // Writing to a String cannot fail.
            let _ = write!(trazo, "M{x} {y}h1v1h-1z");
        }
    }
    trazo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn se_dibuja_sin_estilos_y_con_nombre() {
        let dibujo = qr("otpauth://totp/Antesala:ana%40norte.cl?secret=ABC", "Código para la aplicación").into_string();
        assert!(dibujo.contains("aria-label=\"Código para la aplicación\"") && !dibujo.contains("style"), "{dibujo}");
        // The corner of the first of the three marks that a reader looks for.
        assert!(dibujo.contains("d=\"M4 4h1v1h-1z"), "{dibujo}");
        assert!(qr(&"x".repeat(5000), "").into_string().is_empty());
    }
}
