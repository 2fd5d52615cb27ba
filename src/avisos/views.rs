//! What the screens of messages show.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::{Estado, Filtros, Intento, Resumen};
use super::queries::PAGINA;
use crate::mail::Destino;
use crate::ui::{
    Button, Column, Enlace, Form, Icono, Pagination, Tono, badge, card, card_flush, data_list, empty, form, format,
    page_header, pagination, table, tabs,
};
use crate::urls;

pub fn lista(slug: &str, zona: Tz, csrf: &str, filtros: Filtros, mensajes: &[Resumen]) -> Markup {
    let pagina = mensajes.get(..PAGINA).unwrap_or(mensajes);
    let siguiente =
        pagina.last().filter(|_| mensajes.len() > PAGINA).map(|m| con(slug, filtros, filtros.estado, Some(m.id)));
    html! {
        (page_header("Avisos", "Lo que se ha escrito a los pacientes y al equipo", None, html! {
            @if filtros.estado == Some(Estado::Fallido) && !mensajes.is_empty() { (reintentar_todos(slug, csrf)) }
        }))
        (tabs("Estados", &pestanas(slug, filtros)))
        @if pagina.is_empty() {
            (empty(Icono::Avisos, "No hay mensajes aquí", "Los mensajes aparecen al reservar una hora o registrar un pago.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Mensajes", &columnas(), html! { @for mensaje in pagina { (fila(slug, zona, mensaje)) } }))
                @if siguiente.is_some() { (pagination(&Pagination { siguiente, ..Pagination::default() })) }
            }))
        }
    }
}

fn columnas() -> [Column; 4] {
    [Column::text("Fecha"), Column::text("Para"), Column::text("Asunto"), Column::text("Estado")]
}

fn pestanas(slug: &str, filtros: Filtros) -> Vec<Enlace> {
    let todas = Enlace::new("Todos", con(slug, filtros, None, None)).activo(filtros.estado.is_none());
    let de_estado = |estado: Estado| {
        Enlace::new(estado.nombre(), con(slug, filtros, Some(estado), None)).activo(filtros.estado == Some(estado))
    };
    let estados = [Estado::Fallido, Estado::Pendiente, Estado::Enviado, Estado::Suprimido];
    std::iter::once(todas).chain(estados.into_iter().map(de_estado)).collect()
}

fn con(slug: &str, filtros: Filtros, estado: Option<Estado>, antes: Option<i64>) -> String {
    let numero = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let estado = estado.map_or("", Estado::codigo);
    let pares = [("estado", estado), ("paciente", &numero(filtros.paciente)), ("antes", &numero(antes))];
    urls::con_filtros(&urls::avisos(slug), &pares.each_ref().map(|(n, v)| (*n, v as &dyn std::fmt::Display)))
}

fn fila(slug: &str, zona: Tz, mensaje: &Resumen) -> Markup {
    html! {
        tr {
            td { (momento(zona, mensaje.creado)) }
            td { (mensaje.nombre) div.text-secondary { (mensaje.direccion) } }
            td { a href=(urls::aviso(slug, mensaje.id)) { (mensaje.asunto) } }
            td { (estado(mensaje)) }
        }
    }
}

fn estado(mensaje: &Resumen) -> Markup {
    let tono = match mensaje.estado() {
        Estado::Pendiente | Estado::Enviando => Tono::Info,
        Estado::Enviado => Tono::Bien,
        Estado::Fallido => Tono::Error,
        Estado::Suprimido => Tono::Neutro,
    };
    let nombre = match (mensaje.estado(), mensaje.leido, mensaje.entregado) {
        (Estado::Enviado, Some(_), _) => "Leído",
        (Estado::Enviado, None, Some(_)) => "Entregado",
        (estado, ..) => estado.nombre(),
    };
    html! {
        (badge(tono, nombre))
        @if let Some(motivo) = mensaje.motivo() { " " div.text-secondary { (motivo) } }
    }
}

pub fn mensaje(slug: &str, clinica: &str, zona: Tz, csrf: &str, (mensaje, intentos): (&Resumen, &[Intento])) -> Markup {
    let carta = mensaje.carta();
    let destino = match carta.enlace.as_ref().map(|enlace| &enlace.destino) {
        Some(Destino::Ruta(ruta)) => ruta.as_str(),
        Some(Destino::Clave { .. } | Destino::Cita { .. } | Destino::Oferta { .. } | Destino::Encuesta { .. }) => {
            "(enlace personal, solo en el correo)"
        }
        None => "",
    };
    html! {
        (page_header(&mensaje.asunto, "", Some(&Enlace::new("Avisos", urls::avisos(slug))), html! {
            @if mensaje.se_puede_reintentar() {
                (form(&Form::post(urls::aviso_reintento(slug, mensaje.id), csrf).inline(), html! {
                    (Button::primary("Enviar de nuevo").working("Enviando…"))
                }))
            }
        }))
        (card("", html! {}, data_list(&[
            ("Para", html! { (mensaje.nombre) " · " (mensaje.direccion) " · " (mensaje.canal().nombre()) }),
            ("Escrito", html! { (momento(zona, mensaje.creado)) }),
            ("Estado", estado(mensaje)),
            ("Intentos", html! { (mensaje.intentos) }),
            ("Terminado", cuando(zona, mensaje.terminado)),
            ("Entregado", cuando(zona, mensaje.entregado)),
            ("Leído", cuando(zona, mensaje.leido)),
        ].into_iter().filter(|(_, valor)| !valor.0.is_empty()).collect::<Vec<_>>())))
        @if !intentos.is_empty() { (historia(zona, intentos)) }
        @if let Some(plantilla) = mensaje.plantilla() { (card("Texto", html! {}, html! { p { (plantilla.texto) } })) } @else {
        (card("Texto", html! {}, html! { @for bloque in carta.texto(clinica, destino, None).split("\n\n") { p { @for linea in bloque.lines() { (linea) br; } } } }))
        }
    }
}

fn cuando(zona: Tz, instante: Option<DateTime<Utc>>) -> Markup {
    html! { (instante.map(|t| momento(zona, t)).unwrap_or_default()) }
}

fn historia(zona: Tz, intentos: &[Intento]) -> Markup {
    card_flush(
        "Intentos",
        html! {},
        table(
            "Intentos",
            &[Column::text("Cuándo"), Column::text("Qué pasó")],
            html! {
                @for intento in intentos {
                    tr data-intento { td { (momento(zona, intento.en)) } td { (intento.resultado()) } }
                }
            },
        ),
    )
}

fn reintentar_todos(slug: &str, csrf: &str) -> Markup {
    form(
        &Form::post(urls::avisos_reintentos(slug), csrf).inline(),
        html! {
            (Button::secondary("Enviar todos de nuevo").working("Enviando…"))
        },
    )
}

fn momento(zona: Tz, instante: DateTime<Utc>) -> String {
    format::date_time(instante.with_timezone(&zona).naive_local())
}
