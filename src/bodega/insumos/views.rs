//! What insumos show.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{BARRAS_MAX, CATEGORIA_MAX, CODIGO_MAX, InsumoForm, InsumosFiltro, NOMBRE_MAX, UNIDAD_MAX};
use super::model::{Alertas, Cuales, Ficha, InsumoConStock};
use crate::bodega::kardex::{self, Movimiento};
use crate::bodega::lotes::LoteConInsumo;
use crate::bodega::lotes::views::tabla_lotes;
use crate::bodega::views::{cantidad, costo, pestanas};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    data_list, empty, form, form_error, format, hidden, money, page_header, pagination, row, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Rows of presentaciones beyond those it has.
const FILAS_LIBRES: usize = 3;

pub fn insumos(
    clinica: &str,
    filtro: &InsumosFiltro,
    opera: bool,
    (alertas, insumos): (&Alertas, &[InsumoConStock]),
    paginas: &Pagination,
) -> Markup {
    let nuevo = html! {
        @if opera {
            (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, "")).tecla("n"))
            (Button::secondary("Nuevo insumo").goes(urls::insumo_nuevo(clinica)))
            (Button::secondary("Importar").icon(Icono::Subir).goes(urls::planillas(clinica)))
        }
    };
    let cuales = [(Cuales::Activos, "Activos"), (Cuales::Bajos, "Bajo el mínimo"), (Cuales::Archivados, "Archivados")];
    let cuales = cuales.into_iter().map(|(c, nombre)| Choice::new(c.codigo(), nombre)).collect();
    html! {
        (page_header("Bodega", "", None, nuevo))
        (pestanas(clinica, "Insumos"))
        (pendiente(clinica, alertas))
        form.filtros method="get" action=(urls::bodega(clinica)) {
            (Field::search("q", "Buscar insumo").value(&filtro.q).placeholder("Código, nombre, categoría o código de barras"))
            (Field::select("ver", "Mostrar", cuales).value(filtro.cuales().codigo()).short())
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
        @if insumos.is_empty() {
            (empty(Icono::Bodega, "No hay insumos aquí", "Crea un insumo y registra su primera entrada.", html! {}))
        } @else {
            (card_flush("Insumos", html! {}, html! {
                (table("Insumos", &columnas_insumos(), html! { @for insumo in insumos { (fila_insumo(clinica, insumo)) } }))
                (pagination(paginas))
            }))
        }
    }
}

/// What asks for somebody, each with where it is dealt with; nothing when nothing does.
fn pendiente(clinica: &str, a: &Alertas) -> Markup {
    let bajos = urls::con_filtros(&urls::bodega(clinica), &[("ver", &Cuales::Bajos.codigo())]);
    let avisos = [
        (a.bajos, "insumo bajo su mínimo", "insumos bajo su mínimo", bajos),
        (a.vencidos, "lote vencido", "lotes vencidos", urls::lotes_de(clinica, "vencidos")),
        (
            a.por_vencer,
            "lote que vence en 30 días",
            "lotes que vencen en 30 días",
            urls::lotes_de(clinica, "por_vencer"),
        ),
        (a.pendientes, "consumo por saldar", "consumos por saldar", urls::pendientes(clinica)),
        (a.en_camino, "traslado en camino", "traslados en camino", urls::traslados_de(clinica, "despachado")),
    ];
    let hay: Vec<_> = avisos.into_iter().filter(|(cuantos, ..)| *cuantos > 0).collect();
    html! {
        @if !hay.is_empty() {
            div.mb-3 {
                (alert(Tono::Alerta, "Por atender", html! {
                    ul.mb-0 {
                        @for (cuantos, uno, varios, url) in hay {
                            li { a href=(url) { (format::count(cuantos)) " " (if cuantos == 1 { uno } else { varios }) } }
                        }
                    }
                }))
            }
        }
    }
}

fn columnas_insumos() -> [Column; 6] {
    [
        Column::text("Insumo"),
        Column::text("Categoría"),
        Column::num("Hay"),
        Column::num("Mínimo"),
        Column::num("Costo promedio"),
        Column::num("Precio de venta"),
    ]
}

fn fila_insumo(clinica: &str, insumo: &InsumoConStock) -> Markup {
    html! {
        tr {
            td { a href=(urls::insumo(clinica, insumo.id)) { (insumo.nombre) } " " span.text-secondary { (insumo.codigo) } }
            td { (insumo.categoria) }
            td.num {
                @if insumo.bajo() { (badge(Tono::Alerta, "Bajo")) " " }
                (cantidad(insumo.cantidad, &insumo.unidad)) " " (barra(insumo))
            }
            td.num { (format::number(insumo.minimo)) }
            td.num { (costo(insumo.costo_promedio, &insumo.moneda)) }
            td.num { @if let Some(precio) = insumo.precio { (money(precio, &insumo.moneda)) } @else { "No se vende" } }
        }
    }
}

/// How full the shelf is: twice the minimum is a full one.
fn barra(insumo: &InsumoConStock) -> Markup {
    let lleno = insumo.minimo * Decimal::TWO;
    html! {
        @if insumo.minimo > Decimal::ZERO {
            meter.barra-stock aria-label={ "Existencias de " (insumo.nombre) } min="0" max=(lleno) low=(insumo.minimo) optimum=(lleno)
                value=(insumo.cantidad.min(lleno)) { (format::number(insumo.cantidad)) " de " (format::number(lleno)) }
        }
    }
}

/// What the form of an insumo needs to be shown.
pub struct Edicion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub moneda: &'a str,
    /// None for a new one.
    pub id: Option<i64>,
    pub categorias: &'a [String],
}

pub fn editar(e: &Edicion<'_>, valores: &InsumoForm, errores: &Errores) -> Markup {
    let (titulo, guardar) = match e.id {
        Some(_) => ("Editar insumo", "Guardar insumo"),
        None => ("Nuevo insumo", "Crear insumo"),
    };
    let volver = e.id.map_or_else(|| urls::bodega(e.clinica), |id| urls::insumo(e.clinica, id));
    let destino = e.id.map_or_else(|| urls::insumos(e.clinica), |id| urls::insumo(e.clinica, id));
    html! {
        (page_header(titulo, "", Some(&Enlace::new("Bodega", urls::bodega(e.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (form(&Form::post(destino, e.csrf), html! {
            (hidden("version", &valores.version))
            (card("", html! {}, campos(e, valores, errores)))
            (card("Presentaciones", html! {}, presentaciones(valores, errores)))
            @if e.id.is_some() {
                (Field::checkbox("archivado", "Archivado: no se ofrece ni se pide más", valores.archivado))
            }
            (actions(html! {
                (Button::primary(guardar).working("Guardando…"))
                (Button::secondary("Volver").goes(volver))
            }))
        }))
    }
}

fn campos(e: &Edicion<'_>, valores: &InsumoForm, errores: &Errores) -> Markup {
    let campo = |nombre: &str, etiqueta: &str, valor: &str, largo: u16| {
        Field::text(nombre, etiqueta).value(valor).error(errores.get(nombre)).maxlength(largo)
    };
    html! {
        (row(html! {
            (campo("codigo", "Código", &valores.codigo, CODIGO_MAX).required().autofocus())
            (campo("nombre", "Nombre", &valores.nombre, NOMBRE_MAX).required())
        }))
        (row(html! {
            (campo("unidad", "Unidad", &valores.unidad, UNIDAD_MAX).required().hint("En ella se cuenta y se consume"))
            (campo("categoria", "Categoría", &valores.categoria, CATEGORIA_MAX).list("categorias"))
            (Field::number("minimo", "Mínimo").value(&valores.minimo).error(errores.get("minimo")).hint("De toda la clínica: bajo esto se avisa"))
        }))
        datalist id="categorias" { @for categoria in e.categorias { option value=(categoria) {} } }
        (row(html! {
            (Field::money("precio", "Precio de venta, con IVA", format::decimals(e.moneda)).value(&valores.precio)
                .error(errores.get("precio")).hint("Vacío: no se vende por separado"))
            (campo("barras", "Código de barras de la unidad", &valores.barras, BARRAS_MAX))
        }))
        (Field::checkbox("afecto", "Afecto a IVA al venderse por separado", valores.afecto))
    }
}

fn presentaciones(valores: &InsumoForm, errores: &Errores) -> Markup {
    let columnas = [Column::text("Presentación"), Column::num("Unidades que trae"), Column::text("Código de barras")];
    let filas: Vec<_> = valores
        .filas()
        .filter(|(nombre, unidades, barras)| [nombre, unidades, barras].iter().any(|t| !t.is_empty()))
        .chain(std::iter::repeat_n(("", "", ""), FILAS_LIBRES))
        .collect();
    html! {
        p.campo-ayuda { "Cómo llega empacado: una «caja» de 100. Las entradas se pueden escribir en cajas y se guardan en unidades." }
        @if let Some(error) = errores.get("presentaciones") { (form_error(error, html! {})) }
        (table("Presentaciones", &columnas, html! {
            @for (n, (nombre, unidades, barras)) in filas.into_iter().enumerate() {
                tr {
                    td { input.form-control name="presentacion" value=(nombre) maxlength=(NOMBRE_MAX) autocomplete="off" aria-label={ "Presentación " (n + 1) }; }
                    td.num { input.form-control name="unidades" value=(unidades) inputmode="decimal" autocomplete="off" aria-label={ "Unidades que trae " (n + 1) }; }
                    td { input.form-control name="presentacion_barras" value=(barras) maxlength=(BARRAS_MAX) autocomplete="off" aria-label={ "Código de barras " (n + 1) }; }
                }
            }
        }))
    }
}

/// An insumo: what there is, its lots and its kardex. `local` turns an instant into the clinic's hour.
pub fn insumo(
    clinica: &str,
    Ficha { insumo, enlazado }: &Ficha,
    opera: bool,
    lotes: &[LoteConInsumo],
    kardex: &[Movimiento],
    local: impl Fn(&Movimiento) -> NaiveDateTime,
) -> Markup {
    let todo = html! { (Button::ghost("Ver todo el kardex").goes(urls::kardex(clinica, insumo.id))) };
    let entrada = html! {
        @if opera {
            @if insumo.activo() { (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, &insumo.codigo)).tecla("n")) }
            (Button::secondary("Editar").goes(urls::insumo_editar(clinica, insumo.id)))
        }
    };
    html! {
        (page_header(&insumo.nombre, &insumo.codigo, Some(&Enlace::new("Bodega", urls::bodega(clinica))), entrada))
        @if !insumo.activo() { (archivado(insumo, &enlazado.recetas)) }
        (stats(html! {
            (stat("Hay", &cantidad(insumo.cantidad, &insumo.unidad), if insumo.bajo() { "Bajo el mínimo" } else { "" }))
            (stat("Mínimo", &cantidad(insumo.minimo, &insumo.unidad), ""))
            (stat("Costo promedio", &costo(insumo.costo_promedio, &insumo.moneda), ""))
        }))
        @if !enlazado.presentaciones.is_empty() || !enlazado.recetas.is_empty() {
            (card("", html! {}, data_list(&[
                ("Presentaciones", html! { (o_ninguna(&enlazado.presentaciones)) }),
                ("Lo consumen", html! { (o_ninguna(&enlazado.recetas)) }),
            ])))
        }
        (card_flush("Lotes", html! {}, tabla_lotes(None, opera.then_some(clinica), lotes)))
        (card_flush("Últimos movimientos", todo, kardex::views::tabla(clinica, kardex, local, opera)))
    }
}

fn o_ninguna(nombres: &[String]) -> String {
    if nombres.is_empty() { "Ninguna".into() } else { nombres.join(", ") }
}

/// What an archived insumo leaves behind, for somebody to settle.
fn archivado(insumo: &InsumoConStock, recetas: &[String]) -> Markup {
    html! {
        (alert(Tono::Alerta, "Este insumo está archivado", html! {
            @if insumo.cantidad > Decimal::ZERO { p { "Aún hay " (cantidad(insumo.cantidad, &insumo.unidad)) " en bodega." } }
            @if !recetas.is_empty() { p { "Aún está en la receta de " (recetas.join(", ")) "." } }
        }))
    }
}
