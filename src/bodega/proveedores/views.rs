//! The list, the page and the form of proveedores.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{NOMBRE_MAX, ProveedorForm};
use super::model::{Precio, Proveedor};
use crate::bodega::views::{costo, pestanas};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, data_list, empty,
    form, form_error, format, hidden, page_header, pagination, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(
    clinica: &str,
    busqueda: &str,
    archivados: bool,
    opera: bool,
    proveedores: &[Proveedor],
    paginas: &Pagination,
) -> Markup {
    let nuevo = || Button::primary("Nuevo proveedor").icon(Icono::Mas).goes(urls::proveedor_nuevo(clinica));
    let columnas = [Column::text("Nombre"), Column::text("RUT"), Column::text("Contacto"), Column::text("Teléfono")];
    html! {
        (page_header("Proveedores", "", None, html! { @if opera { (nuevo().tecla("n")) } }))
        (pestanas(clinica, "Proveedores"))
        form.filtros method="get" action=(urls::proveedores(clinica)) {
            (Field::search("q", "Buscar proveedor").value(busqueda).placeholder("Nombre o RUT"))
            (Field::checkbox("archivados", "Archivados", archivados))
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
        @if proveedores.is_empty() {
            (empty(Icono::Bodega, "No hay proveedores aquí", "Crea uno para hacerle órdenes de compra.", html! { @if opera { (nuevo()) } }))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Proveedores", &columnas, html! {
                    @for p in proveedores { tr {
                        td { a href=(urls::proveedor(clinica, p.id)) { (p.nombre) } }
                        td { (p.rut()) }
                        td { (p.contacto) }
                        td { (p.telefono()) }
                    } }
                }))
                (pagination(paginas))
            }))
        }
    }
}

pub fn ficha(clinica: &str, moneda: &str, opera: bool, p: &Proveedor, precios: &[Precio]) -> Markup {
    let botones = html! {
        @if opera {
            @if p.activo { (Button::primary("Nueva orden").icon(Icono::Mas).goes(urls::orden_nueva(clinica, Some(p.id)))) }
            (Button::secondary("Editar").icon(Icono::Editar).goes(urls::proveedor_edicion(clinica, p.id)))
        }
    };
    html! {
        (page_header(&p.nombre, &p.rut(), Some(&Enlace::new("Proveedores", urls::proveedores(clinica))), botones))
        @if !p.activo { p { (badge(Tono::Neutro, "Archivado")) } }
        (card("", html! {}, data_list(&[
            ("Contacto", html! { (o_raya(&p.contacto)) }),
            ("Teléfono", html! { (o_raya(&p.telefono())) }),
            ("Correo", html! { (o_raya(p.correo.as_deref().unwrap_or_default())) }),
            ("Órdenes", html! { a href=(urls::ordenes_de(clinica, p.id)) { "Ver sus órdenes de compra" } }),
        ])))
        @if precios.is_empty() {
            (card("Precios", html! {}, html! { p { "Aún no se ha recibido nada de este proveedor." } }))
        } @else {
            (card_flush("Precios", html! {}, tabla_precios(clinica, moneda, precios)))
        }
    }
}

fn o_raya(texto: &str) -> &str {
    if texto.is_empty() { "—" } else { texto }
}

fn tabla_precios(clinica: &str, moneda: &str, precios: &[Precio]) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::num("Último costo, sin IVA"),
        Column::num("Variación"),
        Column::text("Fecha"),
        Column::text("Orden"),
        Column::num("Veces"),
    ];
    table(
        "Precios",
        &columnas,
        html! {
            @for p in precios { tr {
                td { a href=(urls::insumo(clinica, p.insumo_id)) { (p.insumo) } " " span.text-secondary { (p.codigo) ", " (p.unidad) } }
                td.num { (costo(p.costo, moneda)) }
                td.num { (cambio(p.variacion())) }
                td { (format::date(p.fecha)) }
                td { a href=(urls::orden(clinica, p.orden_id)) { (p.orden_id) } }
                td.num { (format::count(p.veces)) }
            } }
        },
    )
}

/// How much dearer or cheaper than the time before.
pub fn cambio(variacion: Option<Decimal>) -> Markup {
    html! {
        @match variacion {
            None => { "—" }
            Some(v) if v.is_zero() => { "igual" }
            Some(v) if v > Decimal::ZERO => { (badge(Tono::Alerta, &format!("sube {} %", format::number(v)))) }
            Some(v) => { (badge(Tono::Bien, &format!("baja {} %", format::number(-v)))) }
        }
    }
}

pub fn editar(clinica: &str, csrf: &str, id: Option<i64>, f: &ProveedorForm, errores: &Errores) -> Markup {
    let destino = id.map_or_else(|| urls::proveedores(clinica), |id| urls::proveedor(clinica, id));
    let titulo = if id.is_some() { "Editar proveedor" } else { "Nuevo proveedor" };
    let volver = Enlace::new("Proveedores", urls::proveedores(clinica));
    let error = |campo: &str| errores.get(campo).map(str::to_owned);
    html! {
        (page_header(titulo, "", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(&destino, csrf), html! {
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::text("rut", "RUT").value(&f.rut).error(error("rut")).hint("Vacío si es extranjero").short())
            }))
            (row(html! {
                (Field::text("contacto", "Persona de contacto").value(&f.contacto).error(error("contacto")).maxlength(NOMBRE_MAX))
                (Field::tel("telefono", "Teléfono").autocomplete("off").value(&f.telefono).error(error("telefono")))
                (Field::email("correo", "Correo").autocomplete("off").value(&f.correo).error(error("correo")))
            }))
            @if id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece en órdenes nuevas", f.archivado)) }
            (actions(html! {
                (Button::primary("Guardar").working("Guardando…"))
                (Button::secondary("Volver").goes(id.map_or_else(|| urls::proveedores(clinica), |id| urls::proveedor(clinica, id))))
            }))
        })))
    }
}
