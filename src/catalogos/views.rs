//! What the screens of the catalogues have in common.

use maud::{Markup, html};

use super::model::{COLORES, Opcion};
use crate::ui::{Choice, Field, Tono, badge, form_error, section};
use crate::web::form::Errores;

/// What a form stands on: where it goes, the choices beside it, and what was wrong.
pub struct Edicion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: Option<i64>,
    pub moneda: &'a str,
    pub opciones: &'a [Opcion],
    pub errores: &'a Errores,
}

pub fn general(errores: &Errores) -> Markup {
    html! { @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) } }
}

pub fn estado(activo: bool) -> Markup {
    if activo { badge(Tono::Bien, "En uso") } else { badge(Tono::Neutro, "Archivado") }
}

pub fn color(elegido: &str, error: Option<String>) -> Field {
    let opciones = COLORES.iter().map(|(valor, nombre)| Choice::new(valor, *nombre)).collect();
    Field::select("color", "Color en la agenda", opciones).value(elegido).error(error).short()
}

pub fn nombres(opciones: &[Opcion]) -> impl Iterator<Item = (i64, &str)> {
    opciones.iter().map(|o| (o.id, o.nombre.as_str()))
}

/// Boxes to tick, each an id and its name.
pub fn casillas<'a>(
    titulo: &str,
    nombre: &str,
    opciones: impl Iterator<Item = (i64, &'a str)>,
    elegidas: &[String],
) -> Markup {
    let opciones: Vec<_> = opciones.collect();
    section(
        titulo,
        html! {
            @if opciones.is_empty() { p.campo-ayuda { "Todavía no hay ninguno." } }
            div.opciones {
                @for (id, texto) in opciones {
                    label.opcion {
                        input.form-check-input type="checkbox" name=(nombre) value=(id) checked[elegidas.contains(&id.to_string())];
                        span { (texto) }
                    }
                }
            }
        },
    )
}

/// The inputs of a block of hours, named by the block they belong to.
pub mod bloque {
    use maud::{Markup, html};

    use crate::catalogos::OpcionLugar;

    pub fn hora(campo: &str, bloque: &str, valor: &str) -> Markup {
        html! { input.form-control type="time" name=(campo) value=(valor) aria-label={ (bloque) ", " (campo) }; }
    }

    pub fn lugar(bloque: &str, lugares: &[OpcionLugar], elegido: &str) -> Markup {
        html! {
            select.form-select name="lugar" aria-label={ (bloque) ", dónde" } {
                @for lugar in lugares {
                    @let valor = lugar.lugar().to_string();
                    option value=(valor) selected[valor == elegido] { (lugar.nombre) }
                }
            }
        }
    }
}
