//! Those that wait, the hour that comes first above.

use maud::{Markup, html};

use crate::agenda::en_linea::model::EnLinea;
use crate::ui::{
    Button, Enlace, Field, Form, Icono, actions, card, data_list, empty, form, form_error, format, page_header,
};
use crate::urls;
use crate::values::telefono;
use crate::values::zona::Zona;
use crate::web::form::Errores;

pub fn lista(clinica: &str, csrf: &str, zona: Zona, todas: &[EnLinea], errores: &Errores) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(clinica));
    html! {
        (page_header("Por aprobar", "Horas pedidas en línea: quedan apartadas hasta que alguien responde", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        @if todas.is_empty() { (empty(Icono::Listo, "Nada por aprobar", "Lo que pidan en línea aparecerá aquí.", html! {})) }
        @for reserva in todas { (una(clinica, csrf, zona, reserva)) }
    }
}

fn una(clinica: &str, csrf: &str, zona: Zona, r: &EnLinea) -> Markup {
    let (cuando, hasta) = (r.cuando(zona), zona.local(r.vence));
    let titulo = format!("{} {} · {}", format::date_short(cuando.date()), format::time(cuando.time()), r.profesional);
    let filas = [
        ("Prestación", html! { (r.prestacion) }),
        ("Quién", html! { (r.nombre()) }),
        ("RUT", html! { (r.rut.as_deref().unwrap_or("No lo dio")) }),
        ("Teléfono", html! { (telefono::legible(&r.telefono)) div.text-secondary { (r.certeza()) } }),
        ("Correo", html! { (r.correo) }),
        ("Responder antes de", html! { (format::date_time(hasta)) }),
    ];
    let envio = |respuesta| Form::post(urls::por_aprobar_respuesta(clinica, r.id, respuesta), csrf);
    card(
        &titulo,
        html! {},
        html! {
            (data_list(&filas))
            (form(&envio("aprobacion"), actions(html! { (Button::primary("Reservar").working("Reservando…")) })))
            (form(&envio("rechazo"), html! {
                (Field::text("motivo", "Motivo").id(format!("motivo-{}", r.id)).hint("Lo lee la persona en el correo. Puede quedar vacío."))
                (actions(html! { (Button::secondary("Rechazar").working("Rechazando…")) }))
            }))
        },
    )
}
