//! A budget by e-mail: the way to send it, and how far the last letter got.

use maud::{Markup, html};
use uuid::Uuid;

use super::Detalle;
use crate::avisos::{Adjunto, Estado, Resumen};
use crate::caja::sesiones::views::Aqui;
use crate::ui::{Button, Form, Icono, form, format, hidden};
use crate::urls;

pub fn enviar(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let p = d.presupuesto;
    let destino = Form::post(urls::presupuesto_envios(aqui.clinica, p.id), aqui.csrf).clave(Uuid::new_v4()).inline();
    html! {
        @if p.se_envia() && p.correo.is_some() {
            (form(&destino, html! {
                (hidden("version", &p.version.to_string()))
                (Button::secondary("Enviar por correo").icon(Icono::Correo).working("Enviando…"))
            }))
        }
    }
}

/// None where nothing was sent, nor is to be.
pub fn correo(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Option<Markup> {
    let p = d.presupuesto;
    let enviado = d.mensaje.map(|mensaje| html! { div { (enviado(aqui, d, mensaje)) } });
    let donde = match p.correo.as_deref() {
        _ if !p.se_envia() => None,
        None => {
            Some(html! { div { a href=(urls::paciente(aqui.clinica, p.paciente_id)) { "Sin correo en su ficha" } } })
        }
        Some(correo) if d.mensaje.is_some_and(|mensaje| mensaje.direccion == correo) => None,
        Some(correo) => Some(html! { div { (correo) } }),
    };
    (donde.is_some() || enviado.is_some()).then(|| html! { (donde.unwrap_or_default()) (enviado.unwrap_or_default()) })
}

fn enviado(aqui: &Aqui<'_>, d: &Detalle<'_>, mensaje: &Resumen) -> Markup {
    let a = &mensaje.direccion;
    let motivo = mensaje.motivo().map(|motivo| format!(": {motivo}")).unwrap_or_default();
    let dicho = match (mensaje.estado(), mensaje.terminado) {
        (Estado::Enviado, Some(cuando)) => {
            let cuando = aqui.local(cuando);
            format!("Enviado a {a} el {} a las {}", format::date(cuando.date()), format::time(cuando.time()))
        }
        (Estado::Fallido, _) => format!("No se pudo enviar a {a}{motivo}"),
        (Estado::Suprimido, _) => format!("No se envió a {a}{motivo}"),
        _ => format!("Por enviar a {a}{motivo}"),
    };
    let este = Adjunto::Presupuesto { presupuesto_id: d.presupuesto.id, edicion: d.presupuesto.edicion };
    html! {
        @if d.ve_mensajes { a href=(urls::aviso(aqui.clinica, mensaje.id)) { (dicho) } } @else { (dicho) }
        @if mensaje.estado() == Estado::Enviado && !mensaje.lleva(&este) { ", antes de que se editara" }
    }
}
