//! The note inside the application.

use maud::{Markup, html};

use super::model::Nota;
use crate::caja::papel::{Papel, views as papeles};
use crate::ui::{Button, Enlace, card, page_header};
use crate::urls;

pub fn nota(clinica: &str, csrf: &str, nota: &Nota, papel: &Papel) -> Markup {
    let volver = Enlace::new(format!("Venta {}", nota.venta_id), urls::venta(clinica, nota.venta_id));
    let acciones = html! {
        (papeles::salidas(&urls::nota_impresiones(clinica, nota.id), csrf))
        (Button::ghost("Ver solicitud").goes(urls::devolucion(clinica, nota.devolucion_id)))
    };
    html! {
        (page_header(&papel.nombre(), "", Some(&volver), acciones))
        (card("", html! {}, papeles::en_pantalla(papel)))
    }
}
