//! A card for each figure that has parts: its chart, and the same numbers in a table where each leads to its report.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::super::model::{Par, Parte, cuenta, monto, ocupa};
use super::{Tablero, entero, porcentaje};
use crate::agenda::Estado;
use crate::reportes::catalogo::palabras::{MEDIO, TRAMO, decir};
use crate::ui::{Bar, Column, bars, card, chart_with_table, columns, format, table};

/// How many bars a chart has; the table has them all.
const BARRAS: usize = 12;

const SEMANA: usize = 7;

struct Fila {
    nombre: String,
    par: Par,
    url: String,
}

/// What a card says of its parts.
struct Tarjeta<'a> {
    id: &'static str,
    titulo: &'static str,
    /// What the first column of the table is called.
    que: &'static str,
    filas: Vec<Fila>,
    decir: &'a dyn Fn(Decimal) -> String,
    /// Of what stands now there is no before.
    compara: bool,
    /// What a bar from side to side is at least; 0: the largest.
    completo: i64,
}

pub(super) fn tarjetas(v: &Tablero<'_>) -> Markup {
    html! {
        @if v.ve.caja {
            @if v.lapsos.desde < v.lapsos.hasta { (por_dia(v)) }
            (por_medio(v))
            (por_profesional(v))
            (por_antiguedad(v))
        }
        @if v.ve.agenda {
            (ocupacion(v))
            (estados(v))
        }
    }
}

fn por_dia(v: &Tablero<'_>) -> Markup {
    let fila = |(dia, par): (NaiveDate, Par)| {
        let iso = format::date_input(dia);
        Fila { nombre: format::date_short(dia), par, url: v.reporte_entre("pagos", (&iso, &iso), &[]) }
    };
    let filas: Vec<Fila> = v.sumas.por_dia(v.lapsos).into_iter().map(fila).collect();
    dibujar(&Tarjeta {
        id: "dias",
        titulo: "Cobrado por día",
        que: "Día",
        filas,
        decir: &|m| v.dinero(m),
        compara: true,
        completo: 0,
    })
}

fn por_medio(v: &Tablero<'_>) -> Markup {
    let fila = |p: Parte| Fila {
        nombre: decir(MEDIO, &p.clave).to_owned(),
        par: p.par,
        url: v.reporte("pagos", &[("medio", &p.clave)]),
    };
    let filas = v.sumas.por_clave(|s| s.tipo == "medio", monto).into_iter().map(fila).collect();
    let titulo = "Ingresos por medio";
    dibujar(&Tarjeta { id: "medios", titulo, que: "Medio", filas, decir: &|m| v.dinero(m), compara: true, completo: 0 })
}

fn por_profesional(v: &Tablero<'_>) -> Markup {
    let fila =
        |p: Parte| Fila { url: v.reporte("pagos", &[("profesional", &p.profesional)]), nombre: p.nombre, par: p.par };
    let filas = v.sumas.por_profesional(|s| s.tipo == "profesional", monto).into_iter().map(fila).collect();
    let titulo = "Ingresos por profesional";
    dibujar(&Tarjeta {
        id: "profesionales",
        titulo,
        que: "Profesional",
        filas,
        decir: &|m| v.dinero(m),
        compara: true,
        completo: 0,
    })
}

/// By the days since the emission of the sale.
fn por_antiguedad(v: &Tablero<'_>) -> Markup {
    let fila = |(clave, nombre): &(&str, &str)| Fila {
        nombre: (*nombre).to_owned(),
        par: v.sumas.par(|s| s.tipo == "edad" && s.clave == *clave, monto),
        url: v.reporte_de_hoy("por-cobrar", &[("tramo", clave)]),
    };
    let (filas, titulo) = (TRAMO.iter().map(fila).collect(), "Por cobrar según antigüedad");
    dibujar(&Tarjeta {
        id: "edades",
        titulo,
        que: "Antigüedad",
        filas,
        decir: &|m| v.dinero(m),
        compara: false,
        completo: 0,
    })
}

fn ocupacion(v: &Tablero<'_>) -> Markup {
    let ocupado = v.sumas.por_profesional(ocupa, monto);
    let fila = |ofrece: Parte| {
        let suyo = ocupado.iter().find(|p| p.profesional == ofrece.profesional).map(|p| p.par).unwrap_or_default();
        let url = v.reporte("ocupacion", &[("profesional", &ofrece.profesional)]);
        Fila { nombre: ofrece.nombre, par: suyo.entre(ofrece.par, 100), url }
    };
    let mut filas: Vec<Fila> = v.sumas.por_profesional(|s| s.tipo == "ofrecido", monto).into_iter().map(fila).collect();
    filas.sort_by_key(|f| std::cmp::Reverse(f.par.ahora));
    let titulo = "Ocupación por profesional";
    dibujar(&Tarjeta {
        id: "ocupacion",
        titulo,
        que: "Profesional",
        filas,
        decir: &porcentaje,
        compara: true,
        completo: 100,
    })
}

fn estados(v: &Tablero<'_>) -> Markup {
    let fila = |p: Parte| Fila {
        nombre: Estado::de_codigo(&p.clave).map_or("", Estado::nombre).to_owned(),
        par: p.par,
        url: v.reporte("ocupacion", &[]),
    };
    let filas = v.sumas.por_clave(|s| s.tipo == "cita", cuenta).into_iter().map(fila).collect();
    dibujar(&Tarjeta {
        id: "estados",
        titulo: "Citas por estado",
        que: "Estado",
        filas,
        decir: &entero,
        compara: true,
        completo: 0,
    })
}

fn dibujar(t: &Tarjeta<'_>) -> Markup {
    if t.filas.is_empty() {
        return card(t.titulo, html! {}, html! { p.grafico-leyenda { "Nada en estos días." } });
    }
    let apretadas = t.id == "dias" && t.filas.len() > SEMANA;
    let barra = |f: &Fila| Bar {
        // Of `lun 23 nov`, the number is enough where there are many.
        label: f.nombre.split(' ').nth(1).filter(|_| apretadas).unwrap_or(&f.nombre).to_owned(),
        text: (t.decir)(f.par.ahora),
        value: f.par.ahora,
        before: t.compara.then_some(f.par.antes),
    };
    let barras: Vec<Bar> = t.filas.iter().map(barra).collect();
    let dibujo = if t.id == "dias" {
        columns(t.id, t.titulo, &detalle(t), &barras)
    } else {
        bars(t.id, t.titulo, &detalle(t), t.completo.into(), barras.get(..BARRAS).unwrap_or(&barras))
    };
    let resto = t.filas.len().saturating_sub(BARRAS);
    card(
        t.titulo,
        html! {},
        html! {
            @if t.compara { p.grafico-leyenda { "Ancha, el período; delgada, el anterior." } }
            (chart_with_table(dibujo, numeros(t)))
            @if t.id != "dias" && resto > 0 { p.grafico-leyenda { "Y " (format::count(i64::try_from(resto).unwrap_or(i64::MAX))) " más en los números." } }
        },
    )
}

/// What the picture shows, for whoever does not see it.
fn detalle(t: &Tarjeta<'_>) -> String {
    let partes = t.filas.iter().take(BARRAS).map(|f| format!("{}: {}", f.nombre, (t.decir)(f.par.ahora)));
    partes.collect::<Vec<_>>().join("; ")
}

fn numeros(t: &Tarjeta<'_>) -> Markup {
    let mut columnas = vec![Column::text(t.que), Column::num("Período")];
    if t.compara {
        columnas.push(Column::num("Anterior"));
    }
    table(
        t.titulo,
        &columnas,
        html! {
            @for f in &t.filas {
                tr {
                    td { (f.nombre) }
                    td.num { a href=(f.url) aria-label=(format!("{}: {}", f.nombre, (t.decir)(f.par.ahora))) { ((t.decir)(f.par.ahora)) } }
                    @if t.compara { td.num { ((t.decir)(f.par.antes)) } }
                }
            }
        },
    )
}
