//! The matrix: a row for each permission, a column for each role.

use maud::{Markup, html};

use super::SIEMPRE;
use super::forms::celda;
use super::queries::Matriz;
use crate::identidad::{Permiso, Rol};
use crate::ui::{Button, Column, Form, actions, card, card_flush, form, form_error, hidden, page_header, table};
use crate::urls;
use crate::web::form::Errores;

/// `marcados`: the boxes as they were sent, or as the clinic has them.
pub fn matriz(slug: &str, csrf: &str, matriz: &Matriz, marcados: &[(Rol, Permiso)], errores: &Errores) -> Markup {
    let mut columnas = vec![Column::text("Permiso")];
    columnas.extend(Rol::TODOS.iter().map(|rol| Column::text(rol.nombre())));
    html! {
        (page_header("Roles y permisos", "Qué puede hacer cada rol en esta clínica. Quien tiene varios roles suma sus permisos.", None, html! {}))
        (form(&Form::post(urls::configuracion_roles(slug), csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, diferencias(matriz, marcados))) }
            (hidden("antes", &matriz.version()))
            (card_flush("", html! {}, table("Permisos de cada rol", &columnas, html! {
                @for (permiso, descripcion) in &matriz.permisos {
                    tr {
                        th scope="row" { (descripcion) }
                        @for rol in Rol::TODOS { td { (casilla(rol, *permiso, descripcion, marcados)) } }
                    }
                }
            })))
            p.campo-ayuda { "Administración siempre puede invitar, suspender y dar roles: sin eso nadie podría devolver un permiso." }
            (actions(html! { (Button::primary("Guardar permisos").working("Guardando…")) }))
        }))
        (card("Segundo factor", html! {}, exigencia(slug, csrf, &matriz.exigen, errores)))
    }
}

fn exigencia(slug: &str, csrf: &str, exigen: &[Rol], errores: &Errores) -> Markup {
    let error = errores.get("exigen");
    html! {
        (form(&Form::post(urls::roles_segundo_factor(slug), csrf), html! {
            fieldset.campo aria-describedby=[error.map(|_| "exigen-error")] {
                legend.form-label { "Roles que lo necesitan" }
                div.opciones {
                    @for rol in Rol::TODOS {
                        label.opcion {
                            input.form-check-input type="checkbox" name="exigen" value=(rol.codigo()) checked[exigen.contains(&rol)];
                            span { (rol.nombre()) }
                        }
                    }
                }
                @if let Some(error) = error { p.campo-error id="exigen-error" { (error) } }
                p.campo-ayuda { "Quien tenga uno de ellos y no un segundo factor es llevado a activarlo, y no hace otra cosa en esta clínica hasta entonces." }
            }
            (Button::secondary("Guardar").working("Guardando…"))
        }))
    }
}

/// What the sent boxes would change now, so that a refusal says what to look at.
fn diferencias(matriz: &Matriz, marcados: &[(Rol, Permiso)]) -> Markup {
    let difiere =
        |celda: &(Rol, Permiso)| *celda != SIEMPRE && marcados.contains(celda) != matriz.concedidos.contains(celda);
    let celdas = matriz.permisos.iter().flat_map(|(p, texto)| Rol::TODOS.map(|rol| ((rol, *p), texto)));
    let cambios: Vec<_> = celdas.filter(|(celda, _)| difiere(celda)).collect();
    html! {
        @if !cambios.is_empty() {
            p { "Si guardas, cambiaría:" }
            ul { @for (celda, texto) in cambios {
                li { (celda.0.nombre()) ": " (texto) " — " (if marcados.contains(&celda) { "sí podría" } else { "no podría" }) }
            } }
        }
    }
}

fn casilla(rol: Rol, permiso: Permiso, descripcion: &str, marcados: &[(Rol, Permiso)]) -> Markup {
    let fija = (rol, permiso) == SIEMPRE;
    html! {
        label.form-check {
            input.form-check-input type="checkbox" name="concedidos" value=(celda(rol, permiso))
                checked[fija || marcados.contains(&(rol, permiso))] disabled[fija];
            span.visually-hidden { (rol.nombre()) ": " (descripcion) }
        }
    }
}
