//! What bodega shows.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{CATEGORIA_MAX, CODIGO_MAX, EntradaForm, InsumoForm, NOMBRE_MAX, RecetaForm, UNIDAD_MAX};
use super::model::{Deposito, InsumoConStock, LineaReceta, LoteConInsumo, Movimiento};
use crate::catalogos::Opcion;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, empty,
    form, form_error, format, money, page_header, pagination, row, stat, stats, table, tabs,
};
use crate::urls;
use crate::web::form::Errores;

/// Days ahead in which a lot is worth a warning.
const POR_VENCER: i32 = 30;
/// Rows of a recipe form beyond those it has.
const FILAS_LIBRES: usize = 3;

fn pestanas(clinica: &str, activa: &str) -> Markup {
    let enlace = |nombre: &str, url| Enlace::new(nombre, url).activo(nombre == activa);
    let recetas = enlace("Recetas", urls::recetas(clinica));
    tabs(
        "Bodega",
        &[enlace("Insumos", urls::bodega(clinica)), enlace("Lotes por vencer", urls::lotes(clinica)), recetas],
    )
}

fn cantidad(cantidad: Decimal, unidad: &str) -> String {
    format!("{} {unidad}", format::number(cantidad))
}

pub fn insumos(clinica: &str, busqueda: &str, opera: bool, insumos: &[InsumoConStock], paginas: &Pagination) -> Markup {
    let nuevo = html! {
        @if opera {
            (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, "")).tecla("n"))
            (Button::secondary("Nuevo insumo").goes(urls::insumo_nuevo(clinica)))
        }
    };
    html! {
        (page_header("Bodega", "", None, nuevo))
        (pestanas(clinica, "Insumos"))
        form.filtros method="get" action=(urls::bodega(clinica)) {
            (Field::search("q", "Buscar insumo").value(busqueda).placeholder("Código, nombre o categoría"))
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
                (cantidad(insumo.cantidad, &insumo.unidad))
            }
            td.num { (format::number(insumo.minimo)) }
            td.num { (costo(insumo.costo_promedio, &insumo.moneda)) }
            td.num { @if let Some(precio) = insumo.precio { (money(precio, &insumo.moneda)) } @else { "No se vende" } }
        }
    }
}

/// A unit cost has more decimals than money; two are enough to look at.
fn costo(costo: Decimal, moneda: &str) -> String {
    money(costo.round_dp(2).normalize(), moneda)
}

pub fn insumo_nuevo(clinica: &str, csrf: &str, moneda: &str, valores: &InsumoForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Nuevo insumo", "", Some(&Enlace::new("Bodega", urls::bodega(clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::insumos(clinica), csrf), html! {
            (row(html! {
                (Field::text("codigo", "Código").value(&valores.codigo).error(errores.get("codigo")).required().maxlength(CODIGO_MAX).autofocus())
                (Field::text("nombre", "Nombre").value(&valores.nombre).error(errores.get("nombre")).required().maxlength(NOMBRE_MAX))
            }))
            (row(html! {
                (Field::text("unidad", "Unidad").value(&valores.unidad).error(errores.get("unidad")).required().maxlength(UNIDAD_MAX))
                (Field::text("categoria", "Categoría").value(&valores.categoria).error(errores.get("categoria")).maxlength(CATEGORIA_MAX))
                (Field::number("minimo", "Mínimo").value(&valores.minimo).error(errores.get("minimo")).hint("Bajo esto se avisa"))
            }))
            (Field::money("precio", "Precio de venta, con IVA", format::decimals(moneda)).value(&valores.precio)
                .error(errores.get("precio")).hint("Vacío: no se vende por separado"))
            (Field::checkbox("afecto", "Afecto a IVA al venderse por separado", valores.afecto))
            (actions(html! {
                (Button::primary("Crear insumo").working("Creando…"))
                (Button::secondary("Volver").goes(urls::bodega(clinica)))
            }))
        })))
    }
}

/// What a new entry needs to be shown.
pub struct Entrada<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub depositos: &'a [Deposito],
}

pub fn entrada_nueva(pagina: &Entrada<'_>, valores: &EntradaForm, errores: &Errores) -> Markup {
    let depositos = pagina.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let campo = |nombre: &str, etiqueta: &str, valor: &str| {
        Field::text(nombre, etiqueta).value(valor).error(errores.get(nombre))
    };
    html! {
        (page_header("Nueva entrada", "Un lote que llega", Some(&Enlace::new("Bodega", urls::bodega(pagina.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::entradas(pagina.clinica), pagina.csrf).clave(pagina.clave), html! {
            (row(html! {
                (campo("codigo", "Código del insumo", &valores.codigo).required().autofocus())
                (Field::select("deposito", "Depósito", depositos).value(&valores.deposito).error(errores.get("deposito")))
            }))
            (row(html! {
                (campo("lote", "Lote", &valores.lote).required().maxlength(60))
                (Field::date("caduca", "Caduca").value(&valores.caduca).error(errores.get("caduca")).hint("Vacío: no caduca"))
            }))
            (row(html! {
                (Field::number("cantidad", "Cantidad").value(&valores.cantidad).error(errores.get("cantidad")).required())
                (Field::number("costo", "Costo por unidad, sin IVA").value(&valores.costo).error(errores.get("costo")).required())
            }))
            (row(html! {
                (campo("documento", "Factura o guía", &valores.documento).maxlength(60))
                (Field::date("efectiva", "Fecha del documento").value(&valores.efectiva).error(errores.get("efectiva")).hint("Vacío: hoy"))
            }))
            (actions(html! {
                (Button::primary("Registrar entrada").working("Registrando…"))
                (Button::secondary("Volver").goes(urls::bodega(pagina.clinica)))
            }))
        })))
    }
}

pub fn lotes(clinica: &str, lotes: &[LoteConInsumo]) -> Markup {
    html! {
        (page_header("Lotes por vencer", "Los primeros en caducar, primero", None, html! {}))
        (pestanas(clinica, "Lotes por vencer"))
        @if lotes.is_empty() {
            (empty(Icono::Bodega, "No hay lotes con existencias", "Registra una entrada para verlos aquí.", html! {}))
        } @else {
            (card_flush("Lotes", html! {}, tabla_lotes(Some(clinica), lotes)))
        }
    }
}

fn tabla_lotes(clinica: Option<&str>, lotes: &[LoteConInsumo]) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Depósito"),
        Column::text("Caduca"),
        Column::num("Hay"),
        Column::num("Costo"),
    ];
    table(
        "Lotes",
        &columnas,
        html! {
            @for lote in lotes {
                tr {
                    td {
                        @if let Some(clinica) = clinica { a href=(urls::insumo(clinica, lote.insumo_id)) { (lote.insumo) } } @else { (lote.insumo) }
                    }
                    td { (lote.codigo) }
                    td { (lote.deposito) }
                    td { (vencimiento(lote)) }
                    td.num { (cantidad(lote.cantidad, &lote.unidad)) }
                    td.num { (format::number(lote.costo.round_dp(2))) }
                }
            }
        },
    )
}

fn vencimiento(lote: &LoteConInsumo) -> Markup {
    let fecha = lote.caduca.map_or_else(|| "No caduca".into(), format::date);
    html! {
        (fecha) " "
        @match lote.dias {
            Some(dias) if dias < 0 => { (badge(Tono::Error, "Vencido")) }
            Some(0) => { (badge(Tono::Alerta, "Vence hoy")) }
            Some(dias) if dias <= POR_VENCER => { (badge(Tono::Alerta, &format!("Quedan {dias} d"))) }
            _ => {}
        }
    }
}

/// An insumo: what there is, its lots and its kardex. `local` turns an instant into the clinic's hour.
pub fn insumo(
    clinica: &str,
    insumo: &InsumoConStock,
    opera: bool,
    lotes: &[LoteConInsumo],
    kardex: &[Movimiento],
    local: impl Fn(&Movimiento) -> NaiveDateTime,
    paginas: &Pagination,
) -> Markup {
    let entrada = html! {
        @if opera { (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, &insumo.codigo)).tecla("n")) }
    };
    html! {
        (page_header(&insumo.nombre, &insumo.codigo, Some(&Enlace::new("Bodega", urls::bodega(clinica))), entrada))
        (stats(html! {
            (stat("Hay", &cantidad(insumo.cantidad, &insumo.unidad), if insumo.bajo() { "Bajo el mínimo" } else { "" }))
            (stat("Mínimo", &cantidad(insumo.minimo, &insumo.unidad), ""))
            (stat("Costo promedio", &costo(insumo.costo_promedio, &insumo.moneda), ""))
        }))
        (card_flush("Lotes", html! {}, tabla_lotes(None, lotes)))
        (card_flush("Kardex", html! {}, html! {
            (table("Kardex", &columnas_kardex(), html! {
                @for movimiento in kardex { (fila_kardex(clinica, movimiento, local(movimiento))) }
            }))
            (pagination(paginas))
        }))
    }
}

fn columnas_kardex() -> [Column; 9] {
    [
        Column::text("Registrado"),
        Column::text("Fecha del documento"),
        Column::text("Movimiento"),
        Column::text("Lote"),
        Column::num("Cantidad"),
        Column::num("Saldo"),
        Column::num("Costo"),
        Column::num("Costo promedio"),
        Column::text("Quién"),
    ]
}

fn fila_kardex(clinica: &str, movimiento: &Movimiento, en: NaiveDateTime) -> Markup {
    html! {
        tr {
            td { (format::date_time(en)) }
            td { (format::date(movimiento.efectiva)) }
            td {
                (nombre_tipo(&movimiento.tipo)) " "
                @match (movimiento.documento_tipo.as_str(), movimiento.documento_id) {
                    ("venta", Some(venta)) => { a href=(urls::venta(clinica, venta)) { "venta " (venta) } }
                    _ => { (movimiento.documento) }
                }
            }
            td { (movimiento.lote) ", " (movimiento.deposito) }
            td.num { (format::number(movimiento.cantidad)) }
            td.num { (format::number(movimiento.saldo)) }
            td.num { (format::number(movimiento.costo.round_dp(2))) }
            td.num { (format::number(movimiento.costo_promedio.round_dp(2))) }
            td { (movimiento.quien) }
        }
    }
}

fn nombre_tipo(tipo: &str) -> &str {
    match tipo {
        "entrada" => "Entrada",
        "salida" => "Venta",
        "consumo" => "Consumo",
        "ajuste" => "Ajuste",
        "merma" => "Merma",
        "traslado" => "Traslado",
        otro => otro,
    }
}

pub fn recetas(clinica: &str, prestaciones: &[Opcion]) -> Markup {
    html! {
        (page_header("Recetas", "Lo que consume cada prestación", None, html! {}))
        (pestanas(clinica, "Recetas"))
        @if prestaciones.is_empty() {
            (empty(Icono::Ficha, "Aún no hay prestaciones", "Se crean en Configuración; aquí se dice qué insumos consumen.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Recetas", &[Column::text("Prestación")], html! {
                @for p in prestaciones { tr { td { a href=(urls::receta(clinica, p.id)) { (p.nombre) } } } }
            })))
        }
    }
}

pub fn receta(clinica: &str, csrf: &str, prestacion_id: i64, nombre: &str, opera: bool, receta: &Receta<'_>) -> Markup {
    let guardar =
        html! { @if opera { (actions(html! { (Button::primary("Guardar receta").working("Guardando…")) })) } };
    html! {
        (page_header(&format!("Receta de {nombre}"), "Lo que consume cada vez", Some(&Enlace::new("Recetas", urls::recetas(clinica))), html! {}))
        @if let Some(mensaje) = receta.errores.get("receta") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::receta(clinica, prestacion_id), csrf), html! {
            (table("Receta", &[Column::text("Código del insumo"), Column::text("Insumo"), Column::num("Cantidad")], html! {
                @for (n, (codigo, insumo, cantidad)) in receta.filas().into_iter().enumerate() {
                    tr {
                        td { input.form-control name="codigo" value=(codigo) aria-label={ "Código del insumo " (n + 1) } readonly[!opera]; }
                        td { (insumo) }
                        td.num {
                            input.form-control name="cantidad" value=(cantidad) inputmode="decimal" aria-label={ "Cantidad " (n + 1) }
                                readonly[!opera];
                        }
                    }
                }
            }))
            (guardar)
        })))
    }
}

/// What is stored, or what was typed when it was refused.
pub struct Receta<'a> {
    pub lineas: &'a [LineaReceta],
    pub escrita: Option<&'a RecetaForm>,
    pub errores: &'a Errores,
}

fn nombre_y_unidad(linea: &LineaReceta) -> String {
    format!("{}, {}", linea.nombre, linea.unidad)
}

impl Receta<'_> {
    fn filas(&self) -> Vec<(String, String, String)> {
        let nombre =
            |codigo: &str| self.lineas.iter().find(|l| l.codigo == codigo).map(nombre_y_unidad).unwrap_or_default();
        let mut filas: Vec<_> = match self.escrita {
            Some(form) => {
                form.codigo.iter().zip(&form.cantidad).map(|(c, n)| (c.clone(), nombre(c), n.clone())).collect()
            }
            None => self
                .lineas
                .iter()
                .map(|l| (l.codigo.clone(), nombre_y_unidad(l), format::money_input(l.cantidad)))
                .collect(),
        };
        let vacia = || (String::new(), String::new(), String::new());
        filas.extend(std::iter::repeat_with(vacia).take(FILAS_LIBRES));
        filas
    }
}
