//! What entries show.

use maud::{Markup, html};

use super::forms::EntradaForm;
use crate::bodega::Deposito;
use crate::bodega::insumos::{Presentacion, Ubicado};
use crate::ui::{Button, Choice, Enlace, Field, Form, actions, card, form, form_error, format, page_header, row};
use crate::urls;
use crate::web::form::Errores;

/// What a new entry needs to be shown.
pub struct Entrada<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub depositos: &'a [Deposito],
    /// Of the insumo whose code is typed.
    pub presentaciones: &'a [Presentacion],
    pub ubicado: &'a Ubicado,
}

/// The address of the form with everything that is written in it.
pub fn con_lo_escrito(clinica: &str, form: &EntradaForm) -> String {
    urls::entrada_con(
        clinica,
        &[
            ("clave", &form.clave),
            ("deposito", &form.deposito),
            ("codigo", &form.codigo),
            ("presentacion", &form.presentacion),
            ("lote", &form.lote),
            ("caduca", &form.caduca),
            ("cantidad", &form.cantidad),
            ("costo", &form.costo),
            ("documento", &form.documento),
            ("efectiva", &form.efectiva),
        ],
    )
}

pub fn entrada_nueva(pagina: &Entrada<'_>, valores: &EntradaForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Nueva entrada", "Un lote que llega", Some(&Enlace::new("Bodega", urls::bodega(pagina.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::entradas(pagina.clinica), pagina.csrf).clave(pagina.clave), html! {
            (lectura(pagina, valores, errores))
            (campos(pagina, valores, errores))
            (actions(html! {
                (Button::primary("Registrar entrada").working("Registrando…"))
                (Button::secondary("Volver").goes(urls::bodega(pagina.clinica)))
            }))
        })))
    }
}

/// Its button stands before the one that registers: Enter, in any field, means it.
fn lectura(pagina: &Entrada<'_>, valores: &EntradaForm, errores: &Errores) -> Markup {
    let campo = Field::text("lectura", "Código leído").value(&valores.lectura).error(errores.get("lectura"));
    let campo = campo.hint("Con el lector: código de barras o GS1. Enter lo lee, no registra la entrada");
    html! {
        (row(html! {
            @if valores.codigo.is_empty() { (campo.autofocus()) } @else { (campo) }
            div.campo.pt-4 {
                button.btn.btn-secundario type="submit" formaction=(urls::entrada_lectura(pagina.clinica)) formnovalidate { "Leer código" }
            }
        }))
    }
}

fn campos(pagina: &Entrada<'_>, valores: &EntradaForm, errores: &Errores) -> Markup {
    let depositos = pagina.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let campo = |nombre: &str, etiqueta: &str, valor: &str| {
        Field::text(nombre, etiqueta).value(valor).error(errores.get(nombre))
    };
    let lote = campo("lote", "Lote", &valores.lote).required().maxlength(60);
    let cantidad =
        Field::number("cantidad", "Cantidad").value(&valores.cantidad).error(errores.get("cantidad")).required();
    // After a reading the person goes on where it left something to say.
    let (con_codigo, sin_lote) = (!valores.codigo.is_empty(), valores.lote.is_empty());
    html! {
        (row(html! {
            (campo("codigo", "Código del insumo", &valores.codigo).required().hint(&pagina.ubicado.nombre))
            @if !pagina.presentaciones.is_empty() {
                (Field::select("presentacion", "Se cuenta por", presentaciones(pagina)).value(elegida(pagina, valores)).error(errores.get("presentacion"))
                    .hint("Cantidad y costo son de esto"))
            }
            (Field::select("deposito", "Depósito", depositos).value(&valores.deposito).error(errores.get("deposito")))
        }))
        (row(html! {
            @if con_codigo && sin_lote { (lote.autofocus()) } @else { (lote) }
            (Field::date("caduca", "Caduca").value(&valores.caduca).error(errores.get("caduca")).hint("Vacío: no caduca"))
        }))
        (row(html! {
            @if con_codigo && !sin_lote { (cantidad.autofocus()) } @else { (cantidad) }
            (Field::number("costo", "Costo de cada una, sin IVA").value(&valores.costo).error(errores.get("costo")).required())
        }))
        (row(html! {
            (campo("documento", "Factura o guía", &valores.documento).maxlength(60))
            (Field::date("efectiva", "Fecha del documento").value(&valores.efectiva).error(errores.get("efectiva")).hint("Vacío: hoy"))
        }))
    }
}

fn presentaciones(pagina: &Entrada<'_>) -> Vec<Choice> {
    let nombre = |p: &Presentacion| format!("{} de {}", p.nombre, format::number(p.unidades));
    let unidad = &pagina.ubicado.unidad;
    let suyas = pagina.presentaciones.iter().filter(|p| p.nombre != *unidad).map(|p| Choice::new(p.id, nombre(p)));
    std::iter::once(Choice::new("", unidad)).chain(suyas).collect()
}

fn elegida(pagina: &Entrada<'_>, valores: &EntradaForm) -> String {
    let leida = || pagina.ubicado.presentacion_id.map(|id| id.to_string()).unwrap_or_default();
    if valores.presentacion.is_empty() { leida() } else { valores.presentacion.clone() }
}
