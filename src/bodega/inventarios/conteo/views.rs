//! The screen of whoever counts: one column, large targets, the box that takes a scan first.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{ConteoForm, HallazgoForm, LOTE_MAX};
use crate::bodega::inventarios::model::{Inventario, PorContar, Propia};
use crate::bodega::ordenes::momento;
use crate::bodega::views::cantidad;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card, card_flush, form, form_error, format,
    hidden, page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub clave: &'a str,
    pub inventario: &'a Inventario,
    pub elegida: Option<&'a PorContar>,
    pub ofrecidas: &'a [PorContar],
    pub propias: &'a [Propia],
    pub errores: &'a Errores,
}

pub fn conteo(v: &Vista<'_>, f: &ConteoForm) -> Markup {
    let i = v.inventario;
    let volver = Enlace::new(format!("Inventario {}", i.id), urls::inventario(v.clinica, i.id));
    let detalle =
        format!("{}: {} de {} lotes contados", i.deposito, format::count(i.contados), format::count(i.por_contar));
    html! {
        (page_header(if i.estado == "reconteo" { "Recontar" } else { "Contar" }, &detalle, Some(&volver), html! {}))
        @if let Some(mensaje) = v.errores.get("").or_else(|| v.errores.get("lote")) { (form_error(mensaje, html! {})) }
        @match v.elegida {
            Some(etiqueta) => { (cuanto(v, f, etiqueta)) }
            None => { (buscador(v, f)) (ofrecidas(v)) }
        }
        @if !v.propias.is_empty() { (card_flush("Lo que has anotado", html! {}, propias(v))) }
    }
}

fn buscador(v: &Vista<'_>, f: &ConteoForm) -> Markup {
    let i = v.inventario;
    html! {
        form.filtros method="get" action=(urls::conteo(v.clinica, i.id, "", None, None)) {
            (Field::search("q", "Buscar o escanear").value(&f.q).placeholder("Insumo, código o lote").autofocus())
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
    }
}

fn ofrecidas(v: &Vista<'_>) -> Markup {
    let i = v.inventario;
    let otro = Button::secondary("No está en la lista")
        .icon(Icono::Mas)
        .goes(urls::inventario_cambio(v.clinica, i.id, "hallazgo"));
    card_flush(
        "Elige el lote",
        html! {},
        html! {
            @if v.ofrecidas.is_empty() { div.tarjeta-cuerpo { p { "Ningún lote de esta ronda coincide." } } }
            @else {
                (table("Lotes por contar", &[Column::text("Lote"), Column::text("Estado")], html! {
                    @for e in v.ofrecidas {
                        tr {
                            td { a href=(urls::conteo(v.clinica, i.id, "", Some(e.id), None)) { (e.insumo) } br; (lote(e)) }
                            td { @if e.contado { (badge(Tono::Bien, "Contado")) } @else { (badge(Tono::Neutro, "Falta")) } }
                        }
                    }
                }))
            }
            div.tarjeta-cuerpo { (otro) }
        },
    )
}

fn lote(e: &PorContar) -> Markup {
    html! {
        span.text-secondary { (e.insumo_codigo) ", lote " (e.codigo) @if let Some(caduca) = e.caduca { ", caduca " (format::date(caduca)) } }
    }
}

fn cuanto(v: &Vista<'_>, f: &ConteoForm, e: &PorContar) -> Markup {
    let i = v.inventario;
    let corrige = v.propias.iter().find(|p| !p.reemplazada && p.id.to_string() == f.reemplaza);
    card(
        &e.insumo,
        html! {},
        html! {
            p { (lote(e)) }
            @if let Some(propia) = corrige {
                p { "Corriges lo que anotaste: " strong { (cantidad(propia.cantidad, &propia.unidad)) } ". Quedan guardadas las dos." }
            } @else if e.contado {
                p { "Este lote ya tiene un conteo. Lo que anotes ahora se suma: úsalo si está en otro lugar." }
            }
            (form(&Form::post(urls::inventario_cambio(v.clinica, i.id, "conteos"), v.csrf).clave(v.clave), html! {
                (hidden("lote", &e.id.to_string()))
                @if corrige.is_some() { (hidden("reemplaza", &f.reemplaza)) }
                (Field::number("cantidad", &format!("Cuántas hay ({})", e.unidad)).value(&f.cantidad).error(v.errores.get("cantidad")).required().autofocus())
                (actions(html! {
                    (Button::primary("Anotar y seguir").working("Anotando…"))
                    (Button::secondary("Otro lote").goes(urls::conteo(v.clinica, i.id, "", None, None)))
                }))
            }))
        },
    )
}

fn propias(v: &Vista<'_>) -> Markup {
    let columnas = [Column::text("Lote"), Column::num("Anotaste"), Column::actions()];
    table(
        "Lo que has anotado",
        &columnas,
        html! {
            @for p in v.propias {
                tr {
                    td { (p.insumo) br; span.text-secondary { "lote " (p.codigo) ", " (momento(v.zona, p.en)) } }
                    td.num { @if p.reemplazada { s { (cantidad(p.cantidad, &p.unidad)) } } @else { (cantidad(p.cantidad, &p.unidad)) } }
                    td.fila-acciones {
                        @if !p.reemplazada {
                            a href=(urls::conteo(v.clinica, v.inventario.id, "", Some(p.lote_id), Some(p.id))) { "Corregir" }
                        }
                    }
                }
            }
        },
    )
}

pub fn hallazgo(
    clinica: &str,
    csrf: &str,
    clave: &str,
    inventario: &Inventario,
    f: &HallazgoForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new("Contar", urls::conteo(clinica, inventario.id, "", None, None));
    let destino = urls::inventario_cambio(clinica, inventario.id, "hallazgos");
    let error = |campo: &str| errores.get(campo).map(str::to_owned);
    html! {
        (page_header("Lote que no aparece", "Está en la repisa y no en la lista", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(destino, csrf).clave(clave), html! {
            (row(html! {
                (Field::text("insumo", "Código del insumo").value(&f.insumo).error(error("insumo")).required().autofocus())
                (Field::text("codigo", "Lote").value(&f.codigo).error(error("codigo")).maxlength(LOTE_MAX).required())
            }))
            (row(html! {
                (Field::date("caduca", "Caduca").value(&f.caduca).error(error("caduca")).hint("Vacío: no caduca"))
                (Field::number("cantidad", "Cuántas hay").value(&f.cantidad).error(error("cantidad")).required())
                (Field::number("costo", "Costo por unidad, sin IVA").value(&f.costo).error(error("costo")).hint("Vacío: el costo promedio"))
            }))
            (actions(html! {
                (Button::primary("Anotar y seguir").working("Anotando…"))
                (Button::secondary("Volver").goes(volver.url.clone()))
            }))
        })))
    }
}
