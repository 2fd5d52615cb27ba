//! The HTML part. The one place with styles inline: mail readers drop style sheets.

use maud::{DOCTYPE, Markup, html};

use super::{Carta, Renuncia};

const CUERPO: &str =
    "margin:0;padding:24px;background:#f4f6f8;color:#182433;font:16px/1.5 'Segoe UI',Helvetica,Arial,sans-serif";
const HOJA: &str =
    "max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dce1e7;border-radius:8px";
const TITULO: &str = "margin:0 0 16px;font-size:20px;line-height:1.3";
const NOMBRE: &str = "padding:4px 16px 4px 0;color:#5b6b7d;text-align:left;font-weight:normal;vertical-align:top";
const VALOR: &str = "padding:4px 0;font-weight:bold";
const BOTON: &str =
    "display:inline-block;padding:10px 20px;background:#0e6673;color:#ffffff;text-decoration:none;border-radius:6px";
const PIE: &str = "margin:24px 0 0;color:#5b6b7d;font-size:13px";
/// An address has no place to break at, and a phone is narrower.
const LARGA: &str = "overflow-wrap:anywhere;word-break:break-word";
const DISCRETO: &str = "color:#5b6b7d";

pub fn html(asunto: &str, carta: &Carta, firma: &str, url: &str, renuncia: Option<&Renuncia>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="es-CL" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; meta name="color-scheme" content="light only"; title { (asunto) } }
            body style=(CUERPO) { div role="main" style=(HOJA) {
                h1 style=(TITULO) { (asunto) }
                p { (carta.saludo) }
                @for parrafo in &carta.parrafos { p { (parrafo) } }
                @if !carta.filas.is_empty() {
                    table role="presentation" style="border-collapse:collapse" {
                        @for (nombre, valor) in &carta.filas { tr { th scope="row" style=(NOMBRE) { (nombre) } td style=(VALOR) { (valor) } } }
                    }
                }
                @if let Some(enlace) = &carta.enlace {
                    p { a href=(url) style=(BOTON) { (enlace.texto) } }
                    p style=(PIE) { "Si el botón no funciona, copie esta dirección: " span style=(LARGA) { (url) } }
                }
                p { (firma) }
                @if !carta.nota.is_empty() { p style=(PIE) { (carta.nota) } }
                @if let Some(renuncia) = renuncia { p style=(PIE) { a href=(renuncia.url) style=(DISCRETO) { (renuncia.texto()) } } }
            } }
        }
    }
}
