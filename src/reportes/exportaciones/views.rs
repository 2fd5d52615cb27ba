//! What is shown of a report that leaves as a file.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::{Estado, Exportacion};
use crate::error::AppResult;
use crate::reportes::archivo::{Formato, PDF_MAX};
use crate::reportes::lectura::Pedido;
use crate::ui::{
    Button, Column, Enlace, Form, Icono, Tono, actions, badge, card, card_flush, data_list, empty, form, form_error,
    format, hidden, page_header, progress, table,
};
use crate::urls;

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub exportacion: &'a Exportacion,
}

/// The buttons under a report: all its pages, as the screen shows them.
pub(in crate::reportes) fn botones(clinica: &str, csrf: &str, pedido: &Pedido, corte: DateTime<Utc>) -> Markup {
    de_formatos(clinica, csrf, pedido, corte, &Formato::TODOS)
}

fn de_formatos(clinica: &str, csrf: &str, pedido: &Pedido, corte: DateTime<Utc>, formatos: &[Formato]) -> Markup {
    let consulta = serde_html_form::to_string(pedido.pares()).unwrap_or_default();
    form(
        &Form::post(urls::reporte_archivo(clinica, pedido.reporte.codigo), csrf),
        html! {
            (hidden("consulta", &consulta))
            (hidden("corte", &corte.timestamp_micros().to_string()))
            @if pedido.lsn.is_some() { (hidden("lsn", &pedido.texto_lsn())) }
            div.acciones {
                @for formato in formatos {
                    (Button::secondary(&format!("Bajar {}", formato.nombre())).icon(Icono::Descargar).small().name_value("formato", formato.codigo()))
                }
            }
        },
    )
}

pub fn muy_larga(clinica: &str, csrf: &str, pedido: &Pedido, corte: DateTime<Utc>, filas: i64) -> Markup {
    let volver = Enlace::new(pedido.reporte.nombre, pedido.url(clinica));
    let porque = format!(
        "Son {} filas y un PDF llega a {}: bájalo en Excel, o acota las fechas.",
        format::count(filas),
        format::count(PDF_MAX)
    );
    html! {
        (page_header("Es muy largo para un PDF", "", Some(&volver), html! {}))
        (form_error(&porque, html! {}))
        (de_formatos(clinica, csrf, pedido, corte, &[Formato::Xlsx, Formato::Csv]))
    }
}

pub fn lista(clinica: &str, zona: Tz, exportaciones: &[Exportacion]) -> AppResult<Markup> {
    let volver = Enlace::new("Reportes", urls::reportes_lista(clinica));
    let columnas = [
        Column::text("Reporte"),
        Column::text("Pedido"),
        Column::text("Quién"),
        Column::text("Estado"),
        Column::num("Filas"),
    ];
    let filas: Vec<_> = exportaciones.iter().map(|e| Ok((e, nombre(e)?, e.estado()?))).collect::<AppResult<_>>()?;
    Ok(html! {
        (page_header("Archivos", "Los reportes largos se escriben aquí y se guardan tres días", Some(&volver), html! {}))
        @if filas.is_empty() {
            (empty(Icono::Descargar, "Aún no hay archivos", "Un reporte corto baja al momento; uno largo se escribe aquí y te avisamos.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Archivos", &columnas, html! {
                @for (e, nombre, estado) in filas {
                    tr {
                        td { a href=(urls::exportacion(clinica, e.id)) { (nombre) } }
                        td.text-nowrap { (momento(zona, e.creada)) }
                        td { (e.quien) }
                        td { (dicho(estado)) }
                        td.num { (format::count(e.filas)) }
                    }
                }
            })))
        }
    })
}

fn nombre(e: &Exportacion) -> AppResult<String> {
    Ok(format!("{}, {}", e.reporte()?.nombre, e.formato()?.nombre()))
}

fn momento(zona: Tz, en: DateTime<Utc>) -> String {
    format::date_time(en.with_timezone(&zona).naive_local())
}

fn dicho(estado: Estado) -> Markup {
    match estado {
        Estado::Directa => badge(Tono::Neutro, "Bajado al momento"),
        Estado::Pendiente => badge(Tono::Neutro, "En espera"),
        Estado::Corriendo => badge(Tono::Info, "Escribiéndose"),
        Estado::Lista => badge(Tono::Bien, "Listo"),
        Estado::Cancelada => badge(Tono::Neutro, "Cancelado"),
        Estado::Fallida => badge(Tono::Error, "No se pudo"),
        Estado::Vencida => badge(Tono::Neutro, "Venció"),
    }
}

pub fn una(v: &Vista<'_>) -> AppResult<Markup> {
    let e = v.exportacion;
    let volver = Enlace::new("Archivos", urls::exportaciones(v.clinica));
    let otra_vez = format!("{}?{}", urls::reporte(v.clinica, &e.reporte), e.consulta);
    let estado = e.estado()?;
    Ok(html! {
        (page_header(&nombre(e)?, &format!("Pedido por {} el {}", e.quien, momento(v.zona, e.creada)), Some(&volver), dicho(estado)))
        @match estado {
            Estado::Pendiente | Estado::Corriendo => { (progreso(v)) }
            Estado::Lista => { (lista_para_bajar(v)) }
            Estado::Directa => { p { "Bajó al momento de pedirlo: no quedó copia." } }
            Estado::Cancelada => { p { "Alguien lo canceló antes de terminar." } }
            Estado::Fallida => { p { "Algo falló al escribirlo. Pídelo otra vez desde el reporte." } }
            Estado::Vencida => { p { "Ya pasaron sus tres días. Pídelo otra vez desde el reporte." } }
        }
        p { a href=(otra_vez) { "Ver el reporte" } }
    })
}

fn lista_para_bajar(v: &Vista<'_>) -> Markup {
    let e = v.exportacion;
    let datos = [
        ("Filas", html! { (format::count(e.filas)) }),
        ("Tamaño", html! { (format::bytes(e.tamano.unwrap_or_default())) }),
        ("Se guarda hasta", html! { @if let Some(vence) = e.vence { (momento(v.zona, vence)) } }),
    ];
    let bajar =
        Button::primary("Bajar archivo").icon(Icono::Descargar).goes(urls::exportacion_archivo(v.clinica, e.id));
    card("", html! {}, html! { (data_list(&datos)) (actions(html! { (bajar) })) })
}

/// Looked at once a second while it grows.
pub fn progreso(v: &Vista<'_>) -> Markup {
    let e = v.exportacion;
    let url = urls::exportacion(v.clinica, e.id);
    let cuenta = |numero: i64| u32::try_from(numero).unwrap_or(u32::MAX);
    html! {
        div id="exportacion" hx-get=(url) hx-trigger="every 1s" hx-swap="outerMorph" "hx-status:4xx"="swap:none" "hx-status:5xx"="swap:none" {
            (card("", html! {}, html! {
                (progress("Filas escritas", cuenta(e.hechas), cuenta(e.filas)))
                p { "Puedes seguir con otra cosa: te avisaremos por correo cuando esté." }
                (form(&Form::post(urls::exportacion_cancelacion(v.clinica, e.id), v.csrf), actions(html! {
                    (Button::secondary("Actualizar").icon(Icono::Recargar).goes(&url))
                    (Button::danger("Cancelar"))
                })))
            }))
        }
    }
}
