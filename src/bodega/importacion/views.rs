//! What is shown of an import of supplies.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::columnas::{FILAS_MAX, MOLDE};
use super::descarga::dichos;
use super::forms::SubidaForm;
use super::model::{EnLista, Planilla};
use super::revision::{Fila, Suerte, Valida};
use crate::bodega::model::Deposito;
use crate::bodega::ordenes::momento;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    empty, form, form_error, format, page_header, pagination, stat, stats, table, tabs,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, zona: Tz, planillas: &[EnLista]) -> Markup {
    let volver = Enlace::new("Bodega", urls::bodega(clinica));
    let nueva = || Button::primary("Importar").icon(Icono::Subir).goes(urls::planilla_nueva(clinica));
    let columnas = [
        Column::text("Archivo"),
        Column::text("Depósito"),
        Column::text("Subida"),
        Column::text("Quién"),
        Column::text("Estado"),
        Column::num("Filas"),
    ];
    html! {
        (page_header("Importaciones de insumos", "", Some(&volver), html! { (nueva()) }))
        @if planillas.is_empty() {
            (empty(Icono::Subir, "Aún no hay importaciones", "Sube una planilla con tus insumos y sus lotes: la revisarás antes de cargarla.", html! { (nueva()) }))
        } @else {
            (card_flush("", html! {}, table("Importaciones", &columnas, html! {
                @for p in planillas { tr {
                    td { a href=(urls::planilla(clinica, p.id)) { (nombre(&p.nombre)) } }
                    td { (p.deposito) }
                    td.text-nowrap { (momento(zona, p.creada)) }
                    td { (p.quien) }
                    td { (estado(&p.estado)) @if let Some(en) = p.terminada { " " span.text-nowrap { (momento(zona, en)) } } }
                    td.num { (format::count(p.filas)) }
                } }
            })))
        }
    }
}

fn nombre(nombre: &str) -> &str {
    if nombre.trim().is_empty() { "Planilla" } else { nombre }
}

fn estado(codigo: &str) -> Markup {
    match codigo {
        "revisada" => badge(Tono::Alerta, "Por confirmar"),
        "cargada" => badge(Tono::Bien, "Cargada"),
        _ => badge(Tono::Neutro, "Descartada"),
    }
}

pub fn nueva(clinica: &str, csrf: &str, depositos: &[Deposito], f: &SubidaForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Importaciones", urls::planillas(clinica));
    let plantilla = Button::secondary("Bajar plantilla").icon(Icono::Descargar).goes(urls::planilla_plantilla(clinica));
    let depositos = depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let ayuda = format!(
        "CSV o Excel (.xlsx), hasta 10 MB y {} filas. Nada se carga hasta que lo confirmes.",
        format::count(FILAS_MAX as i64)
    );
    html! {
        (page_header("Importar insumos", "", Some(&volver), html! { (plantilla) }))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::planillas(clinica), csrf).multipart(), html! {
            (Field::select("deposito", "Los lotes entran al depósito", depositos).value(&f.deposito).error(errores.get("deposito")))
            (Field::file("archivo", "Planilla", ".csv,.xlsx").error(errores.get("archivo")).hint(ayuda).required())
            (actions(html! {
                (Button::primary("Subir y revisar").icon(Icono::Subir).working("Subiendo…"))
                (Button::secondary("Cancelar").goes(urls::bodega(clinica)))
            }))
        })))
        (card("Cómo debe venir", html! {}, html! {
            ul {
                li { "La primera fila dice qué trae cada columna, en cualquier orden. Hacen falta Código y Nombre." }
                li { "Una fila por lote: si un insumo tiene varios, repite su código y su nombre. Sin lote ni cantidad, solo se crea el insumo." }
                li { "Lo que ya existe no se modifica: ni los insumos, ni los lotes del mismo depósito, código y vencimiento. Subir dos veces lo mismo no cambia nada." }
                li { "Se carga todo o nada: con una sola fila mala no se carga ninguna." }
            }
            details {
                summary { "Columnas que se reconocen" }
                p { (MOLDE.columnas.iter().map(|c| c.titulo).collect::<Vec<_>>().join(", ")) ". Las demás se ignoran." }
            }
        }))
    }
}

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub planilla: &'a Planilla,
    /// All of them.
    pub filas: &'a [Fila],
    pub de_pagina: &'a [&'a Fila],
    pub solo_errores: bool,
    /// The last row shown, when there are more.
    pub despues: Option<i32>,
    pub error: &'a str,
}

impl Vista<'_> {
    fn cuantas(&self, suerte: impl Fn(&Valida) -> bool) -> i64 {
        self.filas.iter().filter(|f| f.juicio.as_ref().is_ok_and(&suerte)).count() as i64
    }

    fn malas(&self) -> i64 {
        self.filas.iter().filter(|f| f.juicio.is_err()).count() as i64
    }
}

pub fn planilla(v: &Vista<'_>) -> Markup {
    let p = v.planilla;
    let volver = Enlace::new("Importaciones", urls::planillas(v.clinica));
    let detalle = format!("Para {}, {} · {}", p.deposito, momento(v.zona, p.creada), p.quien);
    html! {
        (page_header(nombre(&p.nombre), &detalle, Some(&volver), html! { (estado(&p.estado)) }))
        @if !v.error.is_empty() { (form_error(v.error, html! {})) }
        @if !p.ignoradas.is_empty() { (alert(Tono::Info, "Columnas que no se importan", html! { p { (p.ignoradas.join(", ")) } })) }
        @match p.estado.as_str() {
            "revisada" => { (por_confirmar(v)) }
            "cargada" => { (alert(Tono::Bien, &cargado(p), html! { p { a href=(urls::bodega(v.clinica)) { "Ver los insumos" } } })) }
            _ => { (alert(Tono::Info, "Se descartó: de esta planilla no se cargó nada", html! {})) }
        }
        @if p.estado != "descartada" { (filas(v)) }
    }
}

fn cargado(p: &Planilla) -> String {
    let que = |n: i32, uno: &str, varios: &str| format!("{} {}", format::count(n), if n == 1 { uno } else { varios });
    format!("Se crearon {} y entraron {}", que(p.insumos, "insumo", "insumos"), que(p.lotes, "lote", "lotes"))
}

fn por_confirmar(v: &Vista<'_>) -> Markup {
    let url = |recurso| urls::planilla_cambio(v.clinica, v.planilla.id, recurso);
    let (insumos, lotes) =
        (v.cuantas(|f| f.suerte_insumo == Suerte::Nuevo), v.cuantas(|f| f.suerte_lote == Suerte::Nuevo));
    html! {
        (stats(html! {
            (stat("Insumos nuevos", &format::count(insumos), ""))
            (stat("Lotes nuevos", &format::count(lotes), ""))
            (stat("Filas con error", &format::count(v.malas()), ""))
        }))
        (card("", html! {}, html! {
            @if v.malas() > 0 {
                p { "Se carga todo o nada: corrige las filas con error y sube el archivo otra vez." }
                (actions(html! { (Button::secondary("Bajar las filas con error").icon(Icono::Descargar).goes(url("errores"))) }))
            } @else if insumos + lotes == 0 {
                p { "Todo lo de esta planilla ya está: no hay nada que cargar." }
            } @else {
                (form(&Form::post(url("carga"), v.csrf), html! {
                    p { "Lo que ya existe queda como está." }
                    (actions(html! { (Button::primary("Cargar todo").working("Cargando…")) }))
                }))
            }
            (form(&Form::post(url("descarte"), v.csrf).inline(), html! { (Button::secondary("Descartar la planilla").working("Descartando…")) }))
        }))
    }
}

fn filas(v: &Vista<'_>) -> Markup {
    let url = |ver, despues| urls::planilla_filas(v.clinica, v.planilla.id, ver, despues);
    let ver = if v.solo_errores { "errores" } else { "" };
    let paginas = Pagination {
        anterior: None,
        siguiente: v.despues.map(|despues| url(ver, Some(despues))),
        resumen: String::new(),
    };
    let columnas = [
        Column::num("Fila"),
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::num("Cantidad"),
        Column::num("Costo"),
        Column::text("Qué pasa"),
    ];
    html! {
        @if v.planilla.estado == "revisada" && v.malas() > 0 {
            (tabs("Filas", &[
                Enlace::new("Todas", url("", None)).activo(!v.solo_errores),
                Enlace::new("Con error", url("errores", None)).activo(v.solo_errores),
            ]))
        }
        (card_flush("Filas", html! {}, html! {
            (table("Filas", &columnas, html! { @for fila in v.de_pagina { (fila_de(v, fila)) } }))
            (pagination(&paginas))
        }))
    }
}

fn fila_de(v: &Vista<'_>, fila: &Fila) -> Markup {
    let textos: Vec<&str> = fila.textos.iter().map(String::as_str).collect();
    let texto = |campo: &str| super::columnas::texto(&v.planilla.columnas, &textos, campo);
    html! {
        tr {
            td.num { (fila.numero) }
            td { (texto("nombre")) " " span.text-secondary { (texto("codigo")) } }
            td { (texto("lote")) @if !texto("caduca").is_empty() { ", " (texto("caduca")) } }
            td.num { (texto("cantidad")) }
            td.num { (texto("costo")) }
            td.que-pasa { (que_pasa(v, fila)) }
        }
    }
}

fn que_pasa(v: &Vista<'_>, fila: &Fila) -> Markup {
    html! {
        @match &fila.juicio {
            // What was made by it is there now.
            _ if v.planilla.estado == "cargada" => { (badge(Tono::Bien, "Cargada")) }
            Err(errores) => { (badge(Tono::Error, "Con error")) " " (dichos(errores)) }
            Ok(valida) => {
                @match valida.suerte_insumo {
                    Suerte::Nuevo => { (badge(Tono::Info, "Insumo nuevo")) " " }
                    Suerte::Existe => { (badge(Tono::Neutro, "Insumo ya existe")) " " }
                    Suerte::Nada => {}
                }
                @match valida.suerte_lote {
                    Suerte::Nuevo => { (badge(Tono::Info, "Lote nuevo")) }
                    Suerte::Existe => { (badge(Tono::Neutro, "Lote ya existe")) }
                    Suerte::Nada => {}
                }
            }
        }
    }
}
