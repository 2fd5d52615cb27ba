//! What is shown of contacts.

use maud::{Markup, html};

use super::forms::ContactoForm;
use super::model::{Contacto, RELACIONES};
use crate::pacientes::{NOMBRE_MAX, Resumen};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card, card_flush, empty, form, page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

/// On the ficha.
pub fn lista(clinica: &str, csrf: &str, paciente: i64, contactos: &[Contacto], puede: bool) -> Markup {
    let agregar = Button::secondary("Agregar").icon(Icono::Mas).small().goes(urls::paciente_cambio(
        clinica,
        paciente,
        "contactos/nuevo",
    ));
    let mut columnas =
        vec![Column::text("Nombre"), Column::text("Qué es"), Column::text("RUT"), Column::text("Contacto")];
    if puede {
        columnas.push(Column::actions());
    }
    card_flush(
        "Responsables y pagadores",
        html! { @if puede { (agregar) } },
        html! {
            @if contactos.is_empty() {
                (empty(Icono::Pacientes, "Responde y paga por sí", "Agrega a quien lo acompaña, decide o paga por esta persona.", html! {}))
            } @else {
                (table("Responsables y pagadores", &columnas, html! { @for c in contactos { (fila(clinica, csrf, c, puede)) } }))
            }
        },
    )
}

fn fila(clinica: &str, csrf: &str, c: &Contacto, puede: bool) -> Markup {
    let papel = match (c.responsable, c.pagador) {
        (true, true) => "responde y paga",
        (true, false) => "responde",
        (false, _) => "paga",
    };
    let correo = c.correo.clone().unwrap_or_default();
    let contacto = [c.telefono(), correo].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    html! {
        tr {
            td { @if let Some(id) = c.contacto_id { a href=(urls::paciente(clinica, id)) { (c.nombre) } } @else { (c.nombre) } }
            td { (c.relacion()) ", " (papel) }
            td.text-nowrap { (if c.rut().is_empty() { "—".to_owned() } else { c.rut() }) }
            td { (if contacto.is_empty() { "—".to_owned() } else { contacto }) }
            @if puede {
                td.fila-acciones { (form(&Form::post(urls::contacto_retiro(clinica, c.id), csrf).inline(), html! { (Button::ghost("Quitar").small()) })) }
            }
        }
    }
}

pub fn formulario(clinica: &str, csrf: &str, p: &Resumen, f: &ContactoForm, e: &Errores) -> Markup {
    let volver = Enlace::new("Ficha", urls::paciente(clinica, p.id));
    let mut relaciones = vec![Choice::new("", "—")];
    relaciones.extend(RELACIONES.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)));
    let nombre =
        Field::text("nombre", "Nombre").value(&f.nombre).error(e.get("nombre")).maxlength(NOMBRE_MAX).required();
    html! {
        (page_header("Responsable o pagador", &format!("De {}", p.nombre()), Some(&volver), html! {}))
        (card("", html! {}, form(&Form::post(urls::contactos(clinica, p.id), csrf), html! {
            (row(html! {
                (if e.hay() { nombre } else { nombre.autofocus() })
                (Field::select("relacion", "Qué es del paciente", relaciones).value(&f.relacion).error(e.get("relacion")))
            }))
            (row(html! {
                (Field::text("rut", "RUT").value(&f.rut).error(e.get("rut")).hint("Si tiene ficha aquí, queda enlazada."))
                (Field::tel("telefono", "Teléfono").value(&f.telefono).error(e.get("telefono")))
                (Field::email("correo", "Correo").value(&f.correo).error(e.get("correo")))
            }))
            (Field::checkbox("responsable", "Responde por el paciente: decide y firma", f.responsable).error(e.get("responsable")))
            (Field::checkbox("pagador", "Paga sus atenciones", f.pagador))
            (actions(html! {
                (Button::primary("Agregar").working("Agregando…"))
                (Button::secondary("Cancelar").goes(volver.url))
            }))
        })))
    }
}
