//! The form that hands a drawer over.

use maud::{Markup, html};

use super::forms::RelevoForm;
use super::model::Candidato;
use crate::caja::clave_o_nueva;
use crate::caja::sesiones::Sesion;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{Button, Choice, Enlace, Field, Form, Icono, actions, card, empty, form, page_header};
use crate::urls;
use crate::web::form::Errores;

pub fn nuevo(aqui: &Aqui<'_>, sesion: &Sesion, gente: &[Candidato], valores: &RelevoForm, errores: &Errores) -> Markup {
    let volver = Enlace::new(&sesion.caja, urls::caja_sesion(aqui.clinica, sesion.id));
    let destino =
        Form::post(urls::caja_relevos(aqui.clinica, sesion.id), aqui.csrf).clave(clave_o_nueva(&valores.clave));
    let opciones = gente.iter().map(|g| Choice::new(g.id, &g.nombre)).collect();
    html! {
        (page_header("Relevo", &format!("{}, de {}", sesion.caja, sesion.responsable), Some(&volver), html! {}))
        @if gente.is_empty() {
            (empty(Icono::Caja, "Nadie más cobra en esta clínica", "La recibe alguien con permiso para cobrar.", html! { (Button::secondary("Volver").goes(&volver.url)) }))
        } @else {
            (card("", html! {}, form(&destino, html! {
                (Field::select("recibe", "Quién recibe la caja", opciones).value(&valores.recibe).error(errores.get("recibe")).required())
                p.campo-ayuda { "Esa persona la cuenta para recibirla. Hasta entonces sigue a tu cargo y puedes seguir cobrando." }
                (actions(html! { (Button::primary("Pasar la caja").working("Enviando…")) (Button::secondary("Volver").goes(&volver.url)) }))
            })))
        }
    }
}
