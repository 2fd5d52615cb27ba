//! What recipes show.

use maud::{Markup, html};

use super::forms::RecetaForm;
use super::model::LineaReceta;
use crate::bodega::views::pestanas;
use crate::catalogos::Opcion;
use crate::ui::{
    Button, Column, Enlace, Form, Icono, actions, card, card_flush, empty, form, form_error, format, page_header, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Rows of a recipe form beyond those it has.
const FILAS_LIBRES: usize = 3;

pub fn recetas(clinica: &str, prestaciones: &[Opcion]) -> Markup {
    html! {
        (page_header("Recetas", "Lo que consume cada prestación", None, html! {}))
        (pestanas(clinica, "Recetas"))
        @if prestaciones.is_empty() {
            (empty(Icono::Ficha, "Aún no hay prestaciones", "Se crean en Configuración; aquí se dice qué insumos consumen.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Recetas", &[Column::text("Prestación")], html! {
                @for p in prestaciones { tr { td { a href=(urls::receta(clinica, p.id)) { (p.nombre) } } } }
            })))
        }
    }
}

pub fn receta(clinica: &str, csrf: &str, prestacion_id: i64, nombre: &str, opera: bool, receta: &Receta<'_>) -> Markup {
    let guardar =
        html! { @if opera { (actions(html! { (Button::primary("Guardar receta").working("Guardando…")) })) } };
    html! {
        (page_header(&format!("Receta de {nombre}"), "Lo que consume cada vez", Some(&Enlace::new("Recetas", urls::recetas(clinica))), html! {}))
        @if let Some(mensaje) = receta.errores.get("receta") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::receta(clinica, prestacion_id), csrf), html! {
            (table("Receta", &[Column::text("Código del insumo"), Column::text("Insumo"), Column::num("Cantidad")], html! {
                @for (n, (codigo, insumo, cantidad)) in receta.filas().into_iter().enumerate() {
                    tr {
                        td { input.form-control name="codigo" value=(codigo) aria-label={ "Código del insumo " (n + 1) } readonly[!opera]; }
                        td { (insumo) }
                        td.num {
                            input.form-control name="cantidad" value=(cantidad) inputmode="decimal" aria-label={ "Cantidad " (n + 1) }
                                readonly[!opera];
                        }
                    }
                }
            }))
            (guardar)
        })))
    }
}

/// What is stored, or what was typed when it was refused.
pub struct Receta<'a> {
    pub lineas: &'a [LineaReceta],
    pub escrita: Option<&'a RecetaForm>,
    pub errores: &'a Errores,
}

fn nombre_y_unidad(linea: &LineaReceta) -> String {
    format!("{}, {}", linea.nombre, linea.unidad)
}

impl Receta<'_> {
    fn filas(&self) -> Vec<(String, String, String)> {
        let nombre =
            |codigo: &str| self.lineas.iter().find(|l| l.codigo == codigo).map(nombre_y_unidad).unwrap_or_default();
        let mut filas: Vec<_> = match self.escrita {
            Some(form) => {
                form.codigo.iter().zip(&form.cantidad).map(|(c, n)| (c.clone(), nombre(c), n.clone())).collect()
            }
            None => self
                .lineas
                .iter()
                .map(|l| (l.codigo.clone(), nombre_y_unidad(l), format::money_input(l.cantidad)))
                .collect(),
        };
        let vacia = || (String::new(), String::new(), String::new());
        filas.extend(std::iter::repeat_with(vacia).take(FILAS_LIBRES));
        filas
    }
}
