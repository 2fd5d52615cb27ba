//! What the screen of jobs shows.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::jobs::lista::{Estado, Fila, Filtros, PAGINA};
use crate::jobs::rondas::Linea;
use crate::ui::{
    Button, Column, Enlace, Form, Icono, Pagination, Tono, badge, card_flush, empty, form, format, page_header,
    pagination, table, tabs,
};
use crate::urls;

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub zona: Tz,
    pub csrf: &'a str,
    pub filtros: Filtros,
}

/// `enlaces`: where each leads, beside it.
pub fn lista(v: &Vista<'_>, filas: &[Fila], enlaces: &[Option<String>], agenda: &[Linea]) -> Markup {
    let pagina = filas.get(..PAGINA).unwrap_or(filas);
    let estado = v.filtros.estado.map_or("", Estado::codigo);
    let siguiente =
        pagina.last().filter(|_| filas.len() > PAGINA).map(|f| urls::trabajos(v.clinica, estado, Some(f.id)));
    html! {
        (page_header("Trabajos", "Lo que se hace en segundo plano", None, html! {}))
        (tabs("Estados", &pestanas(v)))
        @if pagina.is_empty() {
            (empty(Icono::Reloj, "No hay trabajos aquí", "Aparecen al pedir un archivo largo, importar pacientes o enviar de nuevo lo que falló.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Trabajos", &columnas(), html! {
                    @for (trabajo, enlace) in pagina.iter().zip(enlaces) { (fila(v, trabajo, enlace.as_deref())) }
                }))
                @if siguiente.is_some() { (pagination(&Pagination { siguiente, ..Pagination::default() })) }
            }))
        }
        (card_flush("Lo que Antesala hace sola", html! {}, rondas(v, agenda)))
    }
}

fn columnas() -> [Column; 6] {
    [
        Column::text("Pedido"),
        Column::text("Trabajo"),
        Column::text("Quién lo pidió"),
        Column::text("Estado"),
        Column::num("Intentos"),
        Column::actions(),
    ]
}

fn pestanas(v: &Vista<'_>) -> Vec<Enlace> {
    let todos = Enlace::new("Todos", urls::trabajos(v.clinica, "", None)).activo(v.filtros.estado.is_none());
    let de_estado = |estado: Estado| {
        Enlace::new(estado.nombre(), urls::trabajos(v.clinica, estado.codigo(), None))
            .activo(v.filtros.estado == Some(estado))
    };
    std::iter::once(todos).chain(Estado::TODOS.into_iter().map(de_estado)).collect()
}

fn fila(v: &Vista<'_>, trabajo: &Fila, enlace: Option<&str>) -> Markup {
    let nombre = nombre(&trabajo.tipo);
    html! {
        tr {
            td.text-nowrap { (momento(v.zona, trabajo.creado)) }
            td { @if let Some(url) = enlace { a href=(url) { (nombre) } } @else { (nombre) } }
            td { (trabajo.quien.as_deref().unwrap_or("Antesala")) }
            td { (estado(v, trabajo)) }
            td.num { (trabajo.intentos) }
            td.fila-acciones {
                @if trabajo.estado() == Estado::Fallido {
                    (form(&Form::post(urls::trabajo_reintento(v.clinica, trabajo.id), v.csrf).inline(), html! {
                        (Button::secondary("Reintentar").small().working("Pidiendo…"))
                    }))
                }
                @if trabajo.se_puede_cancelar() {
                    (form(&Form::post(urls::trabajo_anulacion(v.clinica, trabajo.id), v.csrf).inline(), html! {
                        (Button::secondary("Cancelar").small().working("Cancelando…"))
                    }))
                }
            }
        }
    }
}

fn nombre(tipo: &str) -> &str {
    match tipo {
        "reintentar_envios" => "Enviar de nuevo los mensajes que fallaron",
        "revisar_importacion" => "Revisar una planilla de pacientes",
        "cargar_importacion" => "Crear los pacientes de una planilla",
        "olvidar_importacion" => "Borrar lo que decía una planilla",
        "pedir_plantilla" => "Pedir a WhatsApp que apruebe una plantilla",
        "exportar" => "Escribir un archivo de un reporte",
        "olvidar_exportacion" => "Borrar un archivo de un reporte",
        otro => otro,
    }
}

fn estado(v: &Vista<'_>, trabajo: &Fila) -> Markup {
    let tono = match trabajo.estado() {
        Estado::Pendiente => Tono::Info,
        Estado::Corriendo => Tono::Acento,
        Estado::Hecho => Tono::Bien,
        Estado::Fallido => Tono::Error,
        Estado::Cancelado => Tono::Neutro,
    };
    html! {
        (badge(tono, trabajo.estado().nombre()))
        @match (trabajo.estado(), trabajo.terminado) {
            (Estado::Pendiente, _) => { div.text-secondary { "No antes del " (momento(v.zona, trabajo.proximo)) } }
            (_, Some(fin)) => { div.text-secondary { (momento(v.zona, fin)) } }
            _ => {}
        }
        @if let Some(motivo) = trabajo.motivo() { div.text-secondary { (motivo) } }
    }
}

fn rondas(v: &Vista<'_>, agenda: &[Linea]) -> Markup {
    let columnas = ["Qué", "Cada", "Última vez", "Cómo terminó", "Próxima"].map(Column::text);
    table(
        "Lo que Antesala hace sola",
        &columnas,
        html! {
            @for linea in agenda {
                tr data-ronda {
                    td { (linea.nombre()) }
                    td.text-nowrap { (cada(linea.cada_segundos)) }
                    td.text-nowrap { (linea.terminada.map(|t| momento(v.zona, t)).unwrap_or_else(|| "Todavía nunca".into())) }
                    td {
                        @match (linea.motivo(), linea.terminada) {
                            (Some(motivo), _) => { (badge(Tono::Error, "Falló")) div.text-secondary { (motivo) } }
                            (None, Some(_)) => { (badge(Tono::Bien, "Bien")) }
                            (None, None) => {}
                        }
                    }
                    td.text-nowrap { @if linea.corriendo { "En curso" } @else { (momento(v.zona, linea.proxima)) } }
                }
            }
        },
    )
}

fn cada(segundos: i64) -> String {
    if segundos < 60 { format!("{segundos} s") } else { format::minutes(segundos / 60) }
}

fn momento(zona: Tz, instante: DateTime<Utc>) -> String {
    format::date_time(instante.with_timezone(&zona).naive_local())
}
