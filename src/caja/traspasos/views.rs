//! The form that sends cash to another drawer, or asks it for some.

use maud::{Markup, html};

use super::forms::TraspasoForm;
use super::model::OtraSesion;
use crate::caja::clave_o_nueva;
use crate::caja::sesiones::Sesion;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Choice, Enlace, Field, Form, Icono, actions, card, empty, form, form_error, format, page_header, row,
};
use crate::urls;
use crate::web::form::Errores;

pub fn nuevo(
    aqui: &Aqui<'_>,
    sesion: &Sesion,
    otras: &[OtraSesion],
    valores: &TraspasoForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new(&sesion.caja, urls::caja_sesion(aqui.clinica, sesion.id));
    html! {
        (page_header("Traspaso de efectivo", "Entre dos cajas abiertas", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        @if otras.is_empty() {
            (empty(Icono::Caja, "No hay otra caja abierta", "El efectivo pasa entre dos cajas abiertas. Si sale de la clínica, anota una salida.",
                html! { (Button::secondary("Volver").goes(&volver.url)) }))
        } @else {
            (card("", html! {}, formulario(aqui, sesion, otras, valores, errores)))
        }
    }
}

fn formulario(
    aqui: &Aqui<'_>,
    sesion: &Sesion,
    otras: &[OtraSesion],
    valores: &TraspasoForm,
    errores: &Errores,
) -> Markup {
    let destino =
        Form::post(urls::caja_traspasos(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&valores.clave));
    let que = vec![Choice::new("enviar", "Enviar efectivo"), Choice::new("pedir", "Pedir efectivo")];
    let cajas = otras.iter().map(|o| Choice::new(o.id, format!("{}, de {}", o.caja, o.responsable))).collect();
    form(
        &destino,
        html! {
            (Field::radio("que", "Qué", que).value(&valores.que).error(errores.get("que")).required())
            (Field::select("otra", "A quién", cajas).value(&valores.otra).error(errores.get("otra")).required())
            (row(html! {
                (Field::money("monto", "Monto", format::decimals(aqui.moneda)).value(&valores.monto).error(errores.get("monto")).required())
                (Field::text("motivo", "Motivo").value(&valores.motivo).error(errores.get("motivo")).required().maxlength(200))
            }))
            p.campo-ayuda { "Nada se mueve hasta que la otra caja acepte. Mientras espera, ninguna de las dos se puede cerrar." }
            (actions(html! { (Button::primary("Pedir traspaso").working("Enviando…")) (Button::secondary("Volver").goes(urls::caja_sesion(aqui.clinica, sesion.id))) }))
        },
    )
}
