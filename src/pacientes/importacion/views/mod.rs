//! What is shown of an import.

mod filas;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use filas::{en_plural, filas};

use super::columnas::MOLDE;
use super::model::{EstadoFila, FilaVista, Importacion};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Tono, actions, alert, badge, card, card_flush, empty, form, format,
    hidden, page_header, progress, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, zona: Tz, importaciones: &[Importacion]) -> Markup {
    let volver = Enlace::new("Pacientes", urls::pacientes(clinica));
    let nueva = || Button::primary("Importar").icon(Icono::Subir).goes(urls::importacion_nueva(clinica));
    let columnas = [
        Column::text("Archivo"),
        Column::text("Fecha"),
        Column::text("Quién"),
        Column::text("Estado"),
        Column::num("Filas"),
        Column::num("Creados"),
    ];
    html! {
        (page_header("Importaciones de pacientes", "", Some(&volver), html! { (nueva()) }))
        @if importaciones.is_empty() {
            (empty(Icono::Subir, "Aún no hay importaciones", "Sube una planilla con tus pacientes: la revisarás antes de crearlos.", html! { (nueva()) }))
        } @else {
            (card_flush("", html! {}, table("Importaciones", &columnas, html! {
                @for i in importaciones { tr {
                    td { a href=(urls::importacion(clinica, i.id)) { (nombre(i)) } }
                    td.text-nowrap { (momento(zona, i.creada)) }
                    td { (i.quien.as_deref().unwrap_or("—")) }
                    td { (estado(i)) }
                    td.num { (format::count(i.filas)) }
                    td.num { (format::count(i.creadas)) }
                } }
            })))
        }
    }
}

/// `error`: why the file that was sent will not do.
pub fn nueva(clinica: &str, csrf: &str, error: Option<&str>) -> Markup {
    let volver = Enlace::new("Importaciones", urls::importaciones(clinica));
    let plantilla =
        Button::secondary("Bajar plantilla").icon(Icono::Descargar).goes(urls::importacion_plantilla(clinica));
    let archivo = Field::file("archivo", "Planilla", ".csv,.xlsx")
        .error(error)
        .hint("CSV o Excel (.xlsx), hasta 10 MB y 50.000 filas. Nada se crea hasta que lo confirmes.")
        .required();
    html! {
        (page_header("Importar pacientes", "", Some(&volver), html! { (plantilla) }))
        (card("", html! {}, form(&Form::post(urls::importaciones(clinica), csrf).multipart(), html! {
            (if error.is_some() { archivo } else { archivo.autofocus() })
            (actions(html! {
                (Button::primary("Subir y revisar").icon(Icono::Subir).working("Subiendo…"))
                (Button::secondary("Cancelar").goes(urls::pacientes(clinica)))
            }))
        })))
        (card("Cómo debe venir", html! {}, instrucciones()))
    }
}

fn instrucciones() -> Markup {
    html! {
        ul {
            li { "La primera fila dice qué trae cada columna, en cualquier orden. Hacen falta RUT y Nombres; si una persona no tiene RUT, deja vacía su celda." }
            li { "El RUT va con o sin puntos y guion; las fechas, como 22-11-1984, 22/11/1984 o fechas de Excel." }
            li { "Quien ya es paciente no se modifica: su fila se muestra y se deja como está. Subir dos veces lo mismo no cambia nada." }
            li { "Los consentimientos no se importan: los da cada paciente." }
        }
        details {
            summary { "Columnas que se reconocen" }
            p { (MOLDE.columnas.iter().map(|c| c.titulo).collect::<Vec<_>>().join(", ")) ". Las demás se ignoran." }
            p { "Tipo de documento: RUT (si no se dice otra cosa), pasaporte, documento extranjero o sin documento; los extranjeros llevan el país." }
        }
    }
}

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub importacion: &'a Importacion,
    /// Only rows of this state are shown.
    pub estado: Option<EstadoFila>,
    pub filas: &'a [(FilaVista, Errores)],
    /// The last row shown, when there are more.
    pub despues: Option<i32>,
}

pub fn importacion(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let volver = Enlace::new("Importaciones", urls::importaciones(v.clinica));
    let detalle = format!(
        "{} {}, {} · {}",
        format::count(i.filas),
        if i.filas == 1 { "fila" } else { "filas" },
        momento(v.zona, i.creada),
        i.quien.as_deref().unwrap_or("Antesala")
    );
    html! {
        (page_header(nombre(i), &detalle, Some(&volver), html! { (estado(i)) }))
        @if i.en_curso() { (progreso(v)) } @else { (resultado(v)) }
    }
}

fn ya_importado(v: &Vista<'_>, anterior: i64) -> Markup {
    alert(
        Tono::Alerta,
        "Este mismo archivo ya se importó",
        html! { p { "Quien se creó entonces aparece como paciente que ya existe. " a href=(urls::importacion(v.clinica, anterior)) { "Ver esa importación" } } },
    )
}

/// Asks for itself each second until there is nothing more to wait for; without scripts, when somebody presses.
pub fn progreso(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let url = urls::importacion(v.clinica, i.id);
    let (que, luego) = match i.estado.as_str() {
        "importando" => ("Creando pacientes", "Puedes seguir con otra cosa: esto continúa solo."),
        _ => ("Revisando filas", "Nada se crea todavía: primero verás qué trae la planilla."),
    };
    let cuenta = |numero: i32| u32::try_from(numero).unwrap_or_default();
    // Nothing is known to have been done until somebody has begun.
    let total = if i.estado == "recibida" { 0 } else { cuenta(i.por_hacer) };
    html! {
        div id="importacion" hx-get=(url) hx-trigger="every 1s" hx-swap="outerMorph" "hx-status:4xx"="swap:none" "hx-status:5xx"="swap:none" {
            (card("", html! {}, html! {
                (progress(que, cuenta(i.avance), total))
                p { (luego) }
                div.acciones { (Button::secondary("Actualizar").icon(Icono::Recargar).goes(url)) }
            }))
        }
    }
}

fn resultado(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    html! {
        @if let Some(anterior) = i.anterior { (ya_importado(v, anterior)) }
        @if !i.ignoradas.is_empty() {
            (alert(Tono::Info, "Columnas que no se importan", html! { p { (i.ignoradas.join(", ")) } }))
        }
        (aviso(v))
        (stats(html! {
            @for estado in EstadoFila::TODOS {
                @if i.cuantas(estado) > 0 { (stat(en_plural(estado), &format::count(i.cuantas(estado)), "")) }
            }
        }))
        @if i.estado == "revisada" { (confirmacion(v)) }
        @if i.olvidada.is_none() { (filas(v)) }
    }
}

fn aviso(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let url = |recurso| urls::importacion_cambio(v.clinica, i.id, recurso);
    html! {
        @match i.estado.as_str() {
            "terminada" => {
                (alert(Tono::Bien, &creados(i.creadas), html! {
                    @if i.creadas < i.filas { p { "Las demás filas quedaron fuera por lo que dice cada una." } }
                    p { a href=(urls::pacientes(v.clinica)) { "Ver los pacientes" } }
                }))
            }
            "fallida" => {
                (alert(Tono::Error, "Algo falló de nuestro lado", html! {
                    p { "Lo ya creado queda. Al continuar se sigue desde ahí, sin repetir a nadie." }
                    div.acciones {
                        (form(&Form::post(url("reanudacion"), v.csrf).inline(), html! { (Button::primary("Continuar").working("Continuando…")) }))
                        (form(&Form::post(url("descarte"), v.csrf).inline(), html! { (Button::secondary("Descartar")) }))
                    }
                }))
            }
            "descartada" => { (alert(Tono::Info, "Se descartó: de esta planilla no se creó a nadie más", html! {})) }
            _ => {}
        }
        @if i.olvidada.is_some() && i.estado == "terminada" {
            (alert(Tono::Info, "El detalle de las filas ya se borró", html! { p { "Se guarda 14 días: después quedan solo las cifras." } }))
        }
    }
}

fn creados(cuantos: i32) -> String {
    match cuantos {
        0 => "No se creó ningún paciente".into(),
        1 => "Se creó 1 paciente".into(),
        varios => format!("Se crearon {} pacientes", format::count(varios)),
    }
}

fn confirmacion(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let url = |recurso| urls::importacion_cambio(v.clinica, i.id, recurso);
    let (listas, parecidas) = (format::count(i.listas), format::count(i.parecidas));
    let importar = match (i.listas, i.parecidas) {
        (0, 1) => "Es otra persona: importarla".to_owned(),
        (0, _) => format!("Son otras personas: importar {parecidas}"),
        (1, _) => "Importar 1 paciente".to_owned(),
        _ => format!("Importar {listas} pacientes"),
    };
    let tambien = match i.parecidas {
        1 => "Importar también la fila parecida: es otra persona".to_owned(),
        _ => format!("Importar también las {parecidas} parecidas: son otras personas"),
    };
    let hay = i.listas > 0 || i.parecidas > 0;
    html! {
        (card("", html! {}, html! {
            @if hay {
                (form(&Form::post(url("confirmacion"), v.csrf).id("confirmar"), html! {
                    // With nobody else to create, the button itself says it.
                    @if i.listas == 0 { (hidden("parecidas", "true")) }
                    @else if i.parecidas > 0 { (Field::checkbox("parecidas", &tambien, false)) }
                    p { "Quienes ya existen no se modifican." }
                    (actions(html! { (Button::primary(&importar).working("Importando…")) }))
                }))
            } @else {
                p { "No hay nadie nuevo que importar." }
            }
            (form(&Form::post(url("descarte"), v.csrf).inline(), html! {
                (Button::secondary("Descartar la planilla").working("Descartando…"))
            }))
        }))
    }
}

fn estado(i: &Importacion) -> Markup {
    let (tono, texto) = match i.estado.as_str() {
        "recibida" | "revisando" => (Tono::Info, "En revisión"),
        "revisada" => (Tono::Alerta, "Por confirmar"),
        "importando" => (Tono::Acento, "Importando"),
        "terminada" => (Tono::Bien, "Terminada"),
        "fallida" => (Tono::Error, "Interrumpida"),
        _ => (Tono::Neutro, "Descartada"),
    };
    badge(tono, texto)
}

fn nombre(i: &Importacion) -> &str {
    if i.nombre.trim().is_empty() { "Planilla" } else { &i.nombre }
}

fn momento(zona: Tz, instante: DateTime<Utc>) -> String {
    format::date_time(instante.with_timezone(&zona).naive_local())
}
