//! The people of a clinic, as whoever administers sees them.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::forms::{InvitarForm, NOMBRE_MAX, RolesForm};
use super::queries::Miembro;
use crate::identidad::{EstadoMembresia, Rol};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Tono, actions, alert, badge, card, card_flush, data_list, form,
    form_error, hidden, page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(slug: &str, miembros: &[Miembro], ahora: DateTime<Utc>) -> Markup {
    let invitar = Button::primary("Invitar").icon(Icono::NuevoPaciente).tecla("n");
    let columnas = [Column::text("Nombre"), Column::text("Correo"), Column::text("Roles"), Column::text("Estado")];
    html! {
        (page_header("Usuarios", "Quién trabaja en la clínica y qué puede hacer.", None,
            html! { (invitar.goes(urls::configuracion_usuario_nuevo(slug))) }))
        (card_flush("", html! {}, table("Usuarios de la clínica", &columnas, html! {
            @for miembro in miembros {
                tr {
                    th scope="row" { a href=(urls::configuracion_usuario(slug, miembro.id)) { (miembro.nombre()) } }
                    td { (miembro.correo) }
                    td { (nombres(&miembro.roles())) }
                    td { (estado(miembro, ahora)) }
                }
            }
        })))
    }
}

fn nombres(roles: &[Rol]) -> String {
    roles.iter().map(|r| Rol::nombre(*r)).collect::<Vec<_>>().join(", ")
}

fn estado(miembro: &Miembro, ahora: DateTime<Utc>) -> Markup {
    match miembro.estado() {
        EstadoMembresia::Activa => badge(Tono::Bien, "Activa"),
        EstadoMembresia::Suspendida => badge(Tono::Neutro, "Suspendida"),
        EstadoMembresia::Invitada if miembro.enlace_vence.is_some_and(|vence| vence > ahora) => {
            badge(Tono::Info, "Invitada")
        }
        EstadoMembresia::Invitada => badge(Tono::Alerta, "Invitación vencida"),
    }
}

/// `existente`: the membership that has this e-mail already.
pub fn nuevo(slug: &str, csrf: &str, valores: &InvitarForm, errores: &Errores, existente: Option<i64>) -> Markup {
    let volver = Enlace::new("Usuarios", urls::configuracion_usuarios(slug));
    html! {
        (page_header("Invitar", "Recibe un enlace para elegir su clave; vale 7 días y una sola vez.", Some(&volver), html! {}))
        (form(&Form::post(urls::configuracion_usuarios(slug), csrf), html! {
            @if let Some(mensaje) = errores.get("") {
                (form_error(mensaje, html! {
                    @if let Some(id) = existente { a href=(urls::configuracion_usuario(slug, id)) { "Ver su acceso" } }
                }))
            }
            (row(html! {
                (Field::text("nombre", "Nombre").value(&valores.nombre).error(errores.get("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::email("correo", "Correo").value(&valores.correo).error(errores.get("correo")).autocomplete("off").required())
            }))
            (casillas("Roles", &valores.roles, errores))
            (actions(html! { (Button::primary("Invitar").working("Invitando…")) (Button::secondary("Cancelar").goes(volver.url)) }))
        }))
    }
}

/// The one moment when the link can be seen. `por_correo`: one of its own leaves by mail too.
pub fn enlace(slug: &str, miembro: &Miembro, url: &str, por_correo: bool) -> Markup {
    let volver = Enlace::new("Usuarios", urls::configuracion_usuarios(slug));
    html! {
        (page_header("Invitación lista", "", Some(&volver), html! {}))
        (alert(Tono::Alerta, "Este enlace se muestra una sola vez", html! {
            p { "Entrégalo a " (miembro.nombre()) " por un medio seguro: quien lo abra elige la clave. Si se pierde, crea otro desde su acceso." }
            @if por_correo { p { "También le enviamos una invitación a " (miembro.correo) "." } }
        }))
        (card("Enlace", html! {}, html! {
            (Field::text("enlace", "Enlace de la invitación").value(url).readonly())
            p { a href=(urls::configuracion_usuario(slug, miembro.id)) { "Ver el acceso de " (miembro.nombre()) } }
        }))
    }
}

pub struct Ficha<'a> {
    pub slug: &'a str,
    pub csrf: &'a str,
    pub miembro: &'a Miembro,
    /// The one who looks.
    pub propia: bool,
    pub ahora: DateTime<Utc>,
}

pub fn ficha(f: &Ficha<'_>, valores: &RolesForm, errores: &Errores) -> Markup {
    let miembro = f.miembro;
    let volver = Enlace::new("Usuarios", urls::configuracion_usuarios(f.slug));
    html! {
        (page_header(miembro.nombre(), "", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") {
            (form_error(mensaje, html! { @if valores.roles.join(",") != miembro.version() { p { "Ahora tiene: " (nombres(&miembro.roles())) "." } } }))
        }
        (card("Acceso", html! {}, html! {
            (data_list(&[("Correo", html! { (miembro.correo) }), ("Estado", estado(miembro, f.ahora)), ("Segundo factor", segundo_factor(miembro))]))
            div.acciones { (acciones(f)) }
        }))
        (card("Roles", html! {}, form(&Form::post(urls::configuracion_usuario(f.slug, miembro.id), f.csrf), html! {
            (hidden("antes", &valores.antes))
            (casillas("Puede tener varios", &valores.roles, errores))
            (Button::primary("Guardar roles").working("Guardando…"))
        })))
    }
}

fn segundo_factor(miembro: &Miembro) -> Markup {
    if miembro.segundo_factor { badge(Tono::Bien, "Activo") } else { badge(Tono::Neutro, "No tiene") }
}

fn acciones(f: &Ficha<'_>) -> Markup {
    let (slug, id) = (f.slug, f.miembro.id);
    let accion = |url: String, boton: Button| form(&Form::post(url, f.csrf).inline(), html! { (boton) });
    html! {
        @match f.miembro.estado() {
            EstadoMembresia::Invitada => {
                (accion(urls::usuario_invitacion(slug, id), Button::secondary("Crear otro enlace").icon(Icono::Llave)))
                (accion(urls::usuario_suspension(slug, id), Button::danger("Anular la invitación")))
            }
            EstadoMembresia::Activa if f.propia => { p.campo-ayuda { "Eres tú: otra persona que administre puede suspenderte." } }
            EstadoMembresia::Activa => {
                (accion(urls::usuario_suspension(slug, id), Button::danger("Suspender").icon(Icono::Anular)))
                @if f.miembro.segundo_factor {
                    (accion(urls::usuario_segundo_factor(slug, id), Button::danger("Retirar el segundo factor").icon(Icono::Llave)))
                }
            }
            EstadoMembresia::Suspendida => { (accion(urls::usuario_reactivacion(slug, id), Button::secondary("Reactivar").icon(Icono::Recargar))) }
        }
    }
}

fn casillas(leyenda: &str, marcados: &[String], errores: &Errores) -> Markup {
    let error = errores.get("roles");
    html! {
        fieldset.campo aria-describedby=[error.map(|_| "roles-error")] {
            legend.form-label { (leyenda) }
            div.opciones {
                @for rol in Rol::TODOS {
                    label.opcion {
                        input.form-check-input type="checkbox" name="roles" value=(rol.codigo())
                            checked[marcados.iter().any(|m| m == rol.codigo())];
                        span { (rol.nombre()) }
                    }
                }
            }
            @if let Some(error) = error { p.campo-error id="roles-error" { (error) } }
        }
    }
}
