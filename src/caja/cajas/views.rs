//! The list and the forms of drawers.

use maud::{Markup, html};

use super::forms::{CajaForm, NOMBRE_MAX, PREFIJO_MAX};
use super::model::Cajon;
use crate::bodega::DepositoEnLista;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card_flush, form, form_error, hidden,
    page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, cajas: &[Cajon]) -> Markup {
    let acciones = html! {
        (Button::primary("Nueva caja").icon(Icono::Mas).goes(urls::configuracion_caja_nueva(clinica)).tecla("n"))
        (Button::secondary("Reglas de la caja").goes(urls::configuracion_caja(clinica)))
    };
    let columnas = [
        Column::text("Nombre"),
        Column::text("Sucursal"),
        Column::text("Vende desde"),
        Column::text("Recibos"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Cajas", "Dónde se cobra", None, acciones))
        (card_flush("", html! {}, table("Cajas", &columnas, html! {
            @for caja in cajas {
                tr {
                    td { a href=(urls::configuracion_caja_una(clinica, caja.id)) { (caja.nombre) } }
                    td { (caja.sucursal) }
                    td { (caja.deposito) }
                    td { (caja.prefijo) "-…" }
                    td { (estado(caja)) }
                }
            }
        })))
    }
}

fn estado(caja: &Cajon) -> Markup {
    match (caja.activa, caja.abierta) {
        (false, _) => badge(Tono::Neutro, "Archivada"),
        (true, true) => badge(Tono::Bien, "Abierta"),
        (true, false) => badge(Tono::Info, "En uso"),
    }
}

pub fn nueva(
    clinica: &str,
    csrf: &str,
    depositos: &[DepositoEnLista],
    valores: &CajaForm,
    errores: &Errores,
) -> Markup {
    let opciones = depositos.iter().map(|d| Choice::new(d.id, format!("{} · {}", d.sucursal, d.nombre))).collect();
    formulario(
        clinica,
        csrf,
        "Nueva caja",
        urls::configuracion_cajas(clinica),
        valores,
        errores,
        html! {
            (Field::select("deposito", "Vende desde el depósito", opciones).value(&valores.deposito).error(errores.get("deposito"))
                .hint("La caja queda en la sucursal de ese depósito.").required())
            (Field::text("prefijo", "Prefijo de sus recibos").value(&valores.prefijo).error(errores.get("prefijo")).maxlength(PREFIJO_MAX).short()
                .hint("Vacío: el primero libre. Cada caja numera los suyos y no se puede cambiar después."))
        },
    )
}

pub fn editar(
    clinica: &str,
    csrf: &str,
    caja: &Cajon,
    depositos: &[DepositoEnLista],
    valores: &CajaForm,
    errores: &Errores,
) -> Markup {
    let suyos = depositos.iter().filter(|d| d.sucursal_id == caja.sucursal_id);
    let opciones = suyos.map(|d| Choice::new(d.id, &d.nombre)).collect();
    let destino = urls::configuracion_caja_una(clinica, caja.id);
    let titulo = format!("{}, recibos {}-…", caja.sucursal, caja.prefijo);
    formulario(
        clinica,
        csrf,
        &titulo,
        destino,
        valores,
        errores,
        html! {
            (Field::select("deposito", "Vende desde el depósito", opciones).value(&valores.deposito).error(errores.get("deposito")).required())
            (Field::checkbox("archivada", "Archivada: no se puede abrir", valores.archivada).error(errores.get("archivada")))
        },
    )
}

fn formulario(
    clinica: &str,
    csrf: &str,
    detalle: &str,
    destino: String,
    valores: &CajaForm,
    errores: &Errores,
    propios: Markup,
) -> Markup {
    let volver = Enlace::new("Cajas", urls::configuracion_cajas(clinica));
    html! {
        (page_header("Caja", detalle, Some(&volver), html! {}))
        (form(&Form::post(destino, csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&valores.nombre).error(errores.get("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (propios)
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
