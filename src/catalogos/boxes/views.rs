//! The list and the form of boxes.

use maud::{Markup, html};

use super::forms::BoxForm;
use super::model::EnLista;
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::sede::Sucursal;
use crate::catalogos::views::{Edicion, casillas, estado, general, nombres};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card_flush, empty, form, hidden, page_header, row,
    table,
};
use crate::urls;

pub fn lista(clinica: &str, boxes: &[EnLista]) -> Markup {
    let nuevo = Button::primary("Nuevo box").icon(Icono::Mas).goes(urls::configuracion_box_nuevo(clinica)).tecla("n");
    let columnas = [
        Column::text("Nombre"),
        Column::text("Sucursal"),
        Column::num("Citas a la vez"),
        Column::text("Prestaciones que lo piden"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Boxes", "Dónde se atiende", None, html! { (nuevo) }))
        @if boxes.is_empty() {
            (empty(Icono::Clinica, "Aún no hay boxes", "Créalos si más de una persona comparte el lugar donde atiende.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Boxes", &columnas, html! {
                @for b in boxes {
                    tr {
                        td { a href=(urls::configuracion_box(clinica, b.id)) { (b.nombre) } }
                        td { (b.sucursal) }
                        td.num { (b.capacidad) }
                        td { (b.prestaciones.join(", ")) }
                        td { (estado(b.activo)) }
                    }
                }
            })))
        }
    }
}

pub fn editar(e: &Edicion<'_>, sucursales: &[Sucursal], f: &BoxForm) -> Markup {
    let destino =
        e.id.map_or_else(|| urls::configuracion_boxes(e.clinica), |id| urls::configuracion_box(e.clinica, id));
    let titulo = if e.id.is_some() { "Editar box" } else { "Nuevo box" };
    let volver = Enlace::new("Boxes", urls::configuracion_boxes(e.clinica));
    let error = |campo: &str| e.errores.get(campo).map(str::to_owned);
    // It never leaves the sucursal it was made in: only that one is offered then.
    let suya = |s: &&Sucursal| e.id.is_none() || s.id.to_string() == f.sucursal;
    let sucursales = sucursales.iter().filter(suya).map(|s| Choice::new(s.id, &s.nombre)).collect();
    html! {
        (page_header(titulo, "", Some(&volver), html! {}))
        (form(&Form::post(destino, e.csrf), html! {
            (general(e.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::select("sucursal", "Sucursal", sucursales).value(&f.sucursal).error(error("sucursal")))
                (Field::number("capacidad", "Citas a la vez").value(&f.capacidad).error(error("capacidad")))
            }))
            (casillas("Prestaciones que se hacen aquí", "prestaciones", nombres(e.opciones), &f.prestaciones))
            p.campo-ayuda { "Una prestación marcada solo se ofrece cuando uno de sus boxes está libre." }
            @if e.id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece en la agenda", f.archivado)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
