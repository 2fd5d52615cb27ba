//! The list and the form of depósitos.

use maud::{Markup, html};

use super::forms::{DepositoForm, NOMBRE_MAX};
use super::model::DepositoEnLista;
use crate::catalogos::Sucursal;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card_flush, form, form_error, hidden, page_header,
    row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, depositos: &[DepositoEnLista]) -> Markup {
    let nuevo =
        Button::primary("Nuevo depósito").icon(Icono::Mas).goes(urls::configuracion_deposito_nuevo(clinica)).tecla("n");
    let columnas = [Column::text("Nombre"), Column::text("Sucursal"), Column::text("Cajas que venden desde aquí")];
    html! {
        (page_header("Depósitos", "Dónde se guardan los insumos", None, html! { (nuevo) }))
        (card_flush("", html! {}, table("Depósitos", &columnas, html! {
            @for deposito in depositos {
                tr {
                    td { a href=(urls::configuracion_deposito(clinica, deposito.id)) { (deposito.nombre) } }
                    td { (deposito.sucursal) }
                    td { (deposito.cajas.join(", ")) }
                }
            }
        })))
    }
}

pub fn editar(
    clinica: &str,
    csrf: &str,
    id: Option<i64>,
    sucursales: &[Sucursal],
    valores: &DepositoForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new("Depósitos", urls::configuracion_depositos(clinica));
    let destino =
        id.map_or_else(|| urls::configuracion_depositos(clinica), |id| urls::configuracion_deposito(clinica, id));
    // What is kept in it stays where it is: it never leaves its sucursal.
    let suya = |s: &&Sucursal| id.is_none() || s.id.to_string() == valores.sucursal;
    let opciones = sucursales.iter().filter(suya).map(|s| Choice::new(s.id, &s.nombre)).collect();
    html! {
        (page_header(if id.is_some() { "Editar depósito" } else { "Nuevo depósito" }, "", Some(&volver), html! {}))
        (form(&Form::post(destino, csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&valores.nombre).error(errores.get("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::select("sucursal", "Sucursal", opciones).value(&valores.sucursal).error(errores.get("sucursal")))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
