//! The list of counts, the form that opens one, and its page: what it shows depends on its state and on who looks.

use chrono_tz::Tz;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{InventarioForm, MOTIVO_MAX, NOTA_MAX};
use super::model::{ESTADOS, Inventario, Resultado};
use crate::bodega::model::Deposito;
use crate::bodega::ordenes::momento;
use crate::bodega::views::{costo, pestanas};
use crate::services::inventarios::Negativa;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    data_list, empty, form, form_error, format, hidden, page_header, pagination, progress, row, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, zona: Tz, opera: bool, inventarios: &[Inventario], paginas: &Pagination) -> Markup {
    let nuevo = || Button::primary("Nuevo inventario").icon(Icono::Mas).goes(urls::inventario_nuevo(clinica));
    let columnas = [
        Column::text("Inventario"),
        Column::text("Depósito"),
        Column::text("Qué"),
        Column::text("Estado"),
        Column::text("Abierto"),
        Column::text("Quién"),
    ];
    html! {
        (page_header("Inventarios", "Contar lo que hay y ponerlo en los libros", None, html! { @if opera { (nuevo().tecla("n")) } }))
        (pestanas(clinica, "Inventarios"))
        @if inventarios.is_empty() {
            (empty(Icono::Bodega, "Aún no hay inventarios", "Abre uno para contar un depósito entre varias personas.", html! { @if opera { (nuevo()) } }))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Inventarios", &columnas, html! {
                    @for i in inventarios { tr {
                        td { a href=(urls::inventario(clinica, i.id)) { (i.id) } }
                        td { (i.deposito) }
                        td { (que(i)) }
                        td { (estado(&i.estado)) }
                        td.text-nowrap { (momento(zona, i.abierto)) }
                        td { (i.abierto_por) }
                    } }
                }))
                (pagination(paginas))
            }))
        }
    }
}

fn que(i: &Inventario) -> &str {
    if i.categoria.is_empty() { "Todo" } else { &i.categoria }
}

fn estado(codigo: &str) -> Markup {
    let tono = match codigo {
        "conteo" => Tono::Info,
        "reconteo" => Tono::Acento,
        "revision" => Tono::Alerta,
        "aprobado" => Tono::Bien,
        _ => Tono::Neutro,
    };
    badge(tono, ESTADOS.iter().find(|(este, _)| *este == codigo).map_or("", |(_, texto)| texto))
}

pub struct Apertura<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub depositos: &'a [Deposito],
    pub categorias: &'a [String],
    pub errores: &'a Errores,
}

pub fn nuevo(a: &Apertura<'_>, f: &InventarioForm) -> Markup {
    let depositos = a.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let categorias =
        [Choice::new("", "Todo el depósito")].into_iter().chain(a.categorias.iter().map(|c| Choice::new(c, c)));
    let volver = Enlace::new("Inventarios", urls::inventarios(a.clinica));
    html! {
        (page_header("Nuevo inventario", "Se cuenta sin ver lo que dicen los libros", Some(&volver), html! {}))
        @if let Some(mensaje) = a.errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::inventarios(a.clinica), a.csrf).clave(a.clave), html! {
            (row(html! {
                (Field::select("deposito", "Depósito", depositos).value(&f.deposito).error(a.errores.get("deposito")))
                (Field::select("categoria", "Qué se cuenta", categorias.collect()).value(&f.categoria))
            }))
            (Field::text("nota", "Nota").value(&f.nota).error(a.errores.get("nota")).maxlength(NOTA_MAX))
            p.campo-ayuda { "Mientras dura se puede seguir vendiendo y recibiendo: lo que se mueva se toma en cuenta." }
            (actions(html! {
                (Button::primary("Abrir inventario").working("Abriendo…"))
                (Button::secondary("Volver").goes(volver.url.clone()))
            }))
        })))
    }
}

/// What keeps a step from being done.
#[derive(Default)]
pub struct Problema {
    pub errores: Errores,
    /// Insumo and lot of each that would end below zero.
    pub lotes: Vec<(String, String)>,
}

pub fn explicacion(negativa: &Negativa) -> &'static str {
    match negativa {
        Negativa::OtroEstado => "El inventario ya no está en ese paso: revisa cómo quedó.",
        Negativa::OtraRonda => "Ese lote no hay que contarlo en esta ronda.",
        Negativa::NoEsTuya => "Solo puedes corregir una anotación tuya, y una sola vez.",
        Negativa::OtraCategoria => "Ese insumo no es de la categoría que se está contando.",
        Negativa::Contaste => "Contaste en este inventario: tiene que aprobarlo otra persona.",
        Negativa::BajoCero(_) => "Después de contarlos salió más de lo que se contó. Pide un reconteo de estos lotes:",
        Negativa::OtraIntencion => "Este formulario ya se usó con otros datos: revisa lo anotado y envía de nuevo.",
    }
}

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub moneda: &'a str,
    pub clave: &'a str,
    pub opera: bool,
    pub aprueba: bool,
    pub inventario: &'a Inventario,
    /// Empty while they are not to be seen.
    pub resultados: &'a [Resultado],
    pub motivo: &'a str,
    pub problema: &'a Problema,
}

pub fn inventario(v: &Vista<'_>) -> Markup {
    let i = v.inventario;
    let volver = Enlace::new("Inventarios", urls::inventarios(v.clinica));
    let contar = html! {
        @if v.opera && i.se_cuenta() { (Button::primary("Contar").icon(Icono::Listo).goes(urls::conteo(v.clinica, i.id, "", None, None)).tecla("n")) }
    };
    html! {
        (page_header(&format!("Inventario {}", i.id), &i.deposito, Some(&volver), contar))
        @if let Some(mensaje) = v.problema.errores.get("") {
            (form_error(mensaje, html! { ul { @for (insumo, lote) in &v.problema.lotes { li { (insumo) ", lote " (lote) } } } }))
        }
        (card("", html! {}, datos(v)))
        @match i.estado.as_str() {
            "conteo" | "reconteo" => { (avance(v)) }
            "revision" if !v.aprueba => { (alert(Tono::Info, "Conteo cerrado", html! { p { "Espera que lo apruebe otra persona, que no haya contado." } })) }
            _ => {}
        }
        @if !v.resultados.is_empty() { (resultados(v)) }
        @if i.estado == "revision" && v.aprueba { (aprobacion(v)) }
        @if v.opera && i.abierto() { (anulacion(v)) }
    }
}

fn datos(v: &Vista<'_>) -> Markup {
    let i = v.inventario;
    let termino = if i.estado == "anulado" { "Anulado" } else { "Aprobado" };
    html! {
        (data_list(&[
            ("Estado", estado(&i.estado)),
            ("Qué se cuenta", html! { (que(i)) }),
            ("Abierto", html! { (momento(v.zona, i.abierto)) ", " (i.abierto_por) }),
        ]))
        @if let Some(en) = i.terminado {
            p { (termino) " " (momento(v.zona, en)) ", " (i.terminado_por) @if !i.motivo.is_empty() { ": " (i.motivo) } }
        }
        @if !i.nota.is_empty() { p { (i.nota) } }
    }
}

fn avance(v: &Vista<'_>) -> Markup {
    let i = v.inventario;
    let cuenta = |numero: i64| u32::try_from(numero).unwrap_or_default();
    let (titulo, cerrar) = match i.estado.as_str() {
        "reconteo" => ("Reconteo: solo los lotes que no calzan", "Cerrar el reconteo"),
        _ => ("Conteo", "Cerrar el conteo"),
    };
    let faltan = i.por_contar - i.contados;
    card(
        titulo,
        html! {},
        html! {
            (progress("Lotes contados", cuenta(i.contados), cuenta(i.por_contar)))
            @if v.opera {
                (form(&Form::post(urls::inventario_cambio(v.clinica, i.id, "cierre"), v.csrf), html! {
                    (hidden("ronda", &i.ronda.to_string()))
                    @if faltan > 0 { p { "Faltan " (format::count(faltan)) " lotes por contar. Lo que nadie cuente queda como está en los libros: si no hay, anota 0." } }
                    (actions(html! { (Button::secondary(cerrar).working("Cerrando…")) }))
                }))
            }
        },
    )
}

fn resultados(v: &Vista<'_>) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::num("Teórico"),
        Column::num("Movimientos"),
        Column::num("Contado"),
        Column::num("Diferencia"),
        Column::num("Valor"),
        Column::text("Contó"),
    ];
    let valor = |r: &Resultado| r.diferencia().map(|d| d * r.costo);
    let con_diferencia = v.resultados.iter().filter(|r| r.diferencia().is_some_and(|d| !d.is_zero())).count();
    let sin_contar = v.resultados.iter().filter(|r| r.contado.is_none()).count();
    let neto: Decimal = v.resultados.iter().filter_map(valor).sum();
    html! {
        (stats(html! {
            (stat("Lotes", &format::count(v.resultados.len() as i64), ""))
            (stat("Con diferencia", &format::count(con_diferencia as i64), ""))
            (stat("Sin contar", &format::count(sin_contar as i64), "quedan como están"))
            (stat("Diferencia en dinero", &costo(neto, v.moneda), ""))
        }))
        (card_flush("Lotes", html! {}, table("Lotes contados", &columnas, html! {
            @for r in v.resultados { (fila(v, r, valor(r))) }
        })))
    }
}

fn fila(v: &Vista<'_>, r: &Resultado, valor: Option<Decimal>) -> Markup {
    html! {
        tr {
            td { a href=(urls::insumo(v.clinica, r.insumo_id)) { (r.insumo) } " " span.text-secondary { (r.unidad) } }
            td {
                (r.codigo) @if let Some(caduca) = r.caduca { ", " (format::date(caduca)) }
                @if r.hallado { " " (badge(Tono::Info, "Hallado")) }
            }
            td.num { (format::number(r.teorico)) }
            td.num { (format::number(r.movido())) }
            td.num { @match r.contado { Some(contado) => { (format::number(contado)) } None => { "Sin contar" } } }
            td.num { (diferencia(r.diferencia())) }
            td.num { @if let Some(valor) = valor { (costo(valor, v.moneda)) } }
            td { (r.quienes) }
        }
    }
}

fn diferencia(diferencia: Option<Decimal>) -> Markup {
    html! {
        @match diferencia {
            None => { "—" }
            Some(d) if d.is_zero() => { "0" }
            Some(d) if d > Decimal::ZERO => { (badge(Tono::Info, &format!("sobran {}", format::number(d)))) }
            Some(d) => { (badge(Tono::Alerta, &format!("faltan {}", format::number(-d)))) }
        }
    }
}

fn aprobacion(v: &Vista<'_>) -> Markup {
    let url = |recurso| urls::inventario_cambio(v.clinica, v.inventario.id, recurso);
    card(
        "Aprobar",
        html! {},
        html! {
            p { "Al aprobar, cada diferencia queda como un ajuste en el kardex. Lo que se movió después de contar se respeta." }
            div.acciones {
                (form(&Form::post(url("aprobacion"), v.csrf).clave(v.clave).inline(), html! { (Button::primary("Aprobar y ajustar").working("Ajustando…")) }))
                (form(&Form::post(url("reconteo"), v.csrf).inline(), html! { (Button::secondary("Pedir otro reconteo").working("Pidiendo…")) }))
            }
        },
    )
}

fn anulacion(v: &Vista<'_>) -> Markup {
    card(
        "Anular el inventario",
        html! {},
        form(
            &Form::post(urls::inventario_cambio(v.clinica, v.inventario.id, "anulacion"), v.csrf),
            html! {
                p { "Lo contado queda guardado y nada se ajusta." }
                (Field::text("motivo", "Motivo").value(v.motivo).error(v.problema.errores.get("motivo")).maxlength(MOTIVO_MAX).required())
                (actions(html! { (Button::danger("Anular").working("Anulando…")) }))
            },
        ),
    )
}
