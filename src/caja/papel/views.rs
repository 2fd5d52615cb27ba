//! The document as HTML: one markup for the screen, the 80 mm printer and A4.

use maud::{Markup, html};

use super::{COPIA, Hoja, Papel};
use crate::ui::{Button, Enlace, Form, Icono, form, pagina_impresa};

/// On paper, alone in its page.
pub fn impreso(papel: &Papel, hoja: Hoja, volver: Option<&Enlace>) -> Markup {
    let clase = match hoja {
        Hoja::A4 => "recibo recibo-a4",
        Hoja::Rollo => "recibo recibo-80mm",
    };
    pagina_impresa(
        &papel.nombre(),
        html! {
            div class=(clase) {
                (cuerpo(papel))
                nav.recibo-pantalla {
                    button.btn.btn-primary type="button" data-imprime hidden { "Imprimir" }
                    @if let Some(volver) = volver { (Button::secondary(&volver.texto).goes(&volver.url)) }
                }
            }
        },
    )
}

/// Inside a page of the application: whoever prints that page prints a copy.
pub fn en_pantalla(papel: &Papel) -> Markup {
    html! {
        div.recibo {
            @if !papel.marcas.contains(&COPIA) { p.recibo-copia.d-none.d-print-block { (COPIA) } }
            (cuerpo(papel))
        }
    }
}

/// Every way out of a document; each is a printing, the first of which is the original.
pub fn salidas(imprimir: &str, csrf: &str) -> Markup {
    let archivo = Form::post(imprimir, csrf).inline().download();
    html! {
        (form(&Form::post(imprimir, csrf).inline(), html! { div.d-flex.gap-2 {
            (Button::primary("Imprimir").icon(Icono::Imprimir).name_value("formato", "80mm"))
            (Button::secondary("En A4").name_value("formato", "a4"))
        } }))
        (form(&archivo, html! { div.d-flex.gap-2 {
            (Button::secondary("PDF").name_value("formato", "pdf"))
            (Button::secondary("PDF en A4").name_value("formato", "pdf-a4"))
        } }))
    }
}

fn cuerpo(papel: &Papel) -> Markup {
    html! {
        header.recibo-cabeza {
            @for marca in &papel.marcas { p.recibo-copia { (marca) } }
            h1 { (papel.clinica) }
            p { (papel.sucursal) }
            p { (papel.titulo) " " strong { (papel.numero) } }
            p { (crate::ui::format::date_time(papel.fecha)) }
        }
        @for detalle in &papel.detalles { p { (detalle) } }
        table.recibo-lineas {
            caption.visually-hidden { "Detalle" }
            thead.visually-hidden { tr { th scope="col" { "Qué" } th scope="col" { "Monto" } } }
            tbody { @for (que, monto) in &papel.lineas { tr { td { (que) } td.num { (monto) } } } }
            tfoot {
                @for (n, (que, monto)) in papel.totales.iter().enumerate() {
                    tr { th scope="row" { (que) } td.num { @if n == 0 { strong { (monto) } } @else { (monto) } } }
                }
            }
        }
        @for nota in &papel.notas { p.recibo-nota { (nota) } }
    }
}
