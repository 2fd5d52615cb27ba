//! What entries show.

use maud::{Markup, html};

use super::forms::EntradaForm;
use crate::bodega::Deposito;
use crate::ui::{Button, Choice, Enlace, Field, Form, actions, card, form, form_error, page_header, row};
use crate::urls;
use crate::web::form::Errores;

/// What a new entry needs to be shown.
pub struct Entrada<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub depositos: &'a [Deposito],
}

pub fn entrada_nueva(pagina: &Entrada<'_>, valores: &EntradaForm, errores: &Errores) -> Markup {
    let depositos = pagina.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let campo = |nombre: &str, etiqueta: &str, valor: &str| {
        Field::text(nombre, etiqueta).value(valor).error(errores.get(nombre))
    };
    html! {
        (page_header("Nueva entrada", "Un lote que llega", Some(&Enlace::new("Bodega", urls::bodega(pagina.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::entradas(pagina.clinica), pagina.csrf).clave(pagina.clave), html! {
            (row(html! {
                (campo("codigo", "Código del insumo", &valores.codigo).required().autofocus())
                (Field::select("deposito", "Depósito", depositos).value(&valores.deposito).error(errores.get("deposito")))
            }))
            (row(html! {
                (campo("lote", "Lote", &valores.lote).required().maxlength(60))
                (Field::date("caduca", "Caduca").value(&valores.caduca).error(errores.get("caduca")).hint("Vacío: no caduca"))
            }))
            (row(html! {
                (Field::number("cantidad", "Cantidad").value(&valores.cantidad).error(errores.get("cantidad")).required())
                (Field::number("costo", "Costo por unidad, sin IVA").value(&valores.costo).error(errores.get("costo")).required())
            }))
            (row(html! {
                (campo("documento", "Factura o guía", &valores.documento).maxlength(60))
                (Field::date("efectiva", "Fecha del documento").value(&valores.efectiva).error(errores.get("efectiva")).hint("Vacío: hoy"))
            }))
            (actions(html! {
                (Button::primary("Registrar entrada").working("Registrando…"))
                (Button::secondary("Volver").goes(urls::bodega(pagina.clinica)))
            }))
        })))
    }
}
