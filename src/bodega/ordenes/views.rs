//! The list, the form, the page and the paper of purchase orders.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{MOTIVO_MAX, NOTA_MAX, OrdenForm};
use super::model::{ESTADOS, EnLista, Linea, Orden, Recepcion};
use crate::bodega::model::Deposito;
use crate::bodega::proveedores::{Opcion, cambio};
use crate::bodega::views::{cantidad, costo, pestanas};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    data_list, empty, form, form_error, format, hidden, page_header, pagina_impresa, pagination, row, table,
    table_with_foot,
};
use crate::urls;
use crate::values::rut::Rut;
use crate::web::form::Errores;

/// Rows of the form beyond those it has.
const FILAS_LIBRES: usize = 5;

pub fn lista(
    clinica: &str,
    zona: Tz,
    (estado, proveedor): (&str, &str),
    opera: bool,
    ordenes: &[EnLista],
    paginas: &Pagination,
) -> Markup {
    let nueva =
        || Button::primary("Nueva orden").icon(Icono::Mas).goes(urls::orden_nueva(clinica, proveedor.parse().ok()));
    let estados =
        [Choice::new("", "Todas")].into_iter().chain(ESTADOS.map(|(codigo, texto)| Choice::new(codigo, texto)));
    html! {
        (page_header("Órdenes de compra", "", None, html! { @if opera { (nueva().tecla("n")) } }))
        (pestanas(clinica, "Órdenes"))
        form.filtros method="get" action=(urls::ordenes(clinica)) {
            @if !proveedor.is_empty() { (hidden("proveedor", proveedor)) }
            (Field::select("estado", "Estado", estados.collect()).value(estado))
            (Button::secondary("Filtrar").icon(Icono::Filtro))
        }
        @if ordenes.is_empty() {
            (empty(Icono::Bodega, "No hay órdenes aquí", "Haz una, o mira qué hace falta en «Por pedir».", html! { @if opera { (nueva()) } }))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Órdenes de compra", &columnas(), html! { @for o in ordenes { (fila(clinica, zona, o)) } }))
                (pagination(paginas))
            }))
        }
    }
}

fn columnas() -> [Column; 7] {
    [
        Column::text("Orden"),
        Column::text("Proveedor"),
        Column::text("Depósito"),
        Column::text("Estado"),
        Column::text("Enviada"),
        Column::num("Líneas"),
        Column::num("Neto"),
    ]
}

fn fila(clinica: &str, zona: Tz, o: &EnLista) -> Markup {
    html! {
        tr {
            td { a href=(urls::orden(clinica, o.id)) { (o.id) } }
            td { (o.proveedor) }
            td { (o.deposito) }
            td { (estado(&o.estado)) }
            td.text-nowrap { @match o.enviada { Some(en) => { (momento(zona, en)) } None => { "Hecha " (momento(zona, o.creada)) } } }
            td.num { (format::count(o.lineas)) }
            td.num { (costo(o.neto, &o.moneda)) }
        }
    }
}

fn estado(codigo: &str) -> Markup {
    let tono = match codigo {
        "borrador" => Tono::Neutro,
        "enviada" => Tono::Info,
        "parcial" => Tono::Alerta,
        "recibida" => Tono::Bien,
        _ => Tono::Error,
    };
    badge(tono, ESTADOS.iter().find(|(este, _)| *este == codigo).map_or("", |(_, texto)| texto))
}

pub fn momento(zona: Tz, instante: DateTime<Utc>) -> String {
    format::date_time(instante.with_timezone(&zona).naive_local())
}

pub struct Edicion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: Option<i64>,
    pub clave: &'a str,
    pub proveedores: &'a [Opcion],
    pub depositos: &'a [Deposito],
    pub errores: &'a Errores,
}

pub fn editar(e: &Edicion<'_>, f: &OrdenForm) -> Markup {
    let destino = e.id.map_or_else(|| urls::ordenes(e.clinica), |id| urls::orden(e.clinica, id));
    let titulo = e.id.map_or_else(|| "Nueva orden de compra".to_owned(), |id| format!("Orden de compra {id}"));
    let volver = Enlace::new("Órdenes", urls::ordenes(e.clinica));
    let proveedores = e.proveedores.iter().map(|p| Choice::new(p.id, &p.nombre)).collect();
    let depositos = e.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    html! {
        (page_header(&titulo, "Se guarda como borrador; después se envía", Some(&volver), html! {}))
        @if let Some(mensaje) = e.errores.get("") { (form_error(mensaje, html! {})) }
        @if let Some(primero) = e.errores.get("lineas") {
            @let otros = e.errores.mensajes().filter(|m| *m != primero);
            (form_error(primero, html! { ul { @for mensaje in otros { li { (mensaje) } } } }))
        }
        @if e.proveedores.is_empty() {
            (alert(Tono::Info, "Aún no hay proveedores", html! { a href=(urls::proveedor_nuevo(e.clinica)) { "Crea el primero" } }))
        }
        (card("", html! {}, form(&Form::post(&destino, e.csrf).clave(e.clave), html! {
            (hidden("version", &f.version))
            (row(html! {
                (Field::select("proveedor", "Proveedor", proveedores).value(&f.proveedor).error(e.errores.get("proveedor")))
                (Field::select("deposito", "Para el depósito", depositos).value(&f.deposito).error(e.errores.get("deposito")))
            }))
            (lineas_de(f))
            (Field::textarea("nota", "Nota para el proveedor").value(&f.nota).error(e.errores.get("nota")).maxlength(NOTA_MAX))
            (actions(html! {
                (Button::primary("Guardar orden").working("Guardando…"))
                (Button::secondary("Volver").goes(&destino))
            }))
        })))
    }
}

fn lineas_de(f: &OrdenForm) -> Markup {
    let vacia = || (String::new(), "", "");
    let filas = f.filas().chain(std::iter::repeat_with(vacia).take(FILAS_LIBRES));
    let columnas =
        [Column::text("Código del insumo"), Column::num("Cantidad"), Column::num("Costo por unidad, sin IVA")];
    html! {
        (table("Líneas", &columnas, html! {
            @for (n, (codigo, cantidad, costo)) in filas.enumerate() {
                tr {
                    td { input.form-control name="codigo" value=(codigo) autocomplete="off" aria-label={ "Código del insumo " (n + 1) }; }
                    td.num { input.form-control name="cantidad" value=(cantidad) inputmode="decimal" autocomplete="off" aria-label={ "Cantidad " (n + 1) }; }
                    td.num { input.form-control name="costo" value=(costo) inputmode="decimal" autocomplete="off" aria-label={ "Costo " (n + 1) }; }
                }
            }
        }))
        p.campo-ayuda { "Costo vacío: el de la última vez con este proveedor. Para más líneas, guarda y edita." }
    }
}

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub opera: bool,
    pub orden: &'a Orden,
    pub lineas: &'a [Linea],
    pub recepciones: &'a [Recepcion],
    /// Typed for a cancellation that was refused.
    pub motivo: &'a str,
    pub errores: &'a Errores,
}

pub fn orden(v: &Vista<'_>) -> Markup {
    let o = v.orden;
    let volver = Enlace::new("Órdenes", urls::ordenes(v.clinica));
    html! {
        (page_header(&format!("Orden de compra {}", o.id), &o.proveedor, Some(&volver), botones(v)))
        @if let Some(mensaje) = v.errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, data_list(&[
            ("Estado", estado(&o.estado)),
            ("Proveedor", html! { a href=(urls::proveedor(v.clinica, o.proveedor_id)) { (o.proveedor) } }),
            ("Para", html! { (o.deposito) ", " (o.sucursal) }),
            ("Hecha", html! { (momento(v.zona, o.creada)) ", " (o.creada_por) }),
            ("Enviada", html! { @match o.enviada { Some(en) => { (momento(v.zona, en)) ", " (o.enviada_por) } None => { "Todavía no" } } }),
        ])))
        @if let Some(en) = o.cancelada {
            (alert(Tono::Error, "Cancelada", html! { p { (momento(v.zona, en)) ", " (o.cancelada_por) ": " (o.motivo) } }))
        }
        @if !o.nota.is_empty() { (card("Nota", html! {}, html! { p { (o.nota) } })) }
        (card_flush("Lo pedido", html! {}, lo_pedido(v.clinica, o, v.lineas)))
        @if !v.recepciones.is_empty() { (card_flush("Lo recibido", html! {}, lo_recibido(v))) }
        @if v.opera && o.se_puede_cancelar() { (cancelacion(v)) }
    }
}

fn botones(v: &Vista<'_>) -> Markup {
    let o = v.orden;
    let url = |recurso| urls::orden_cambio(v.clinica, o.id, recurso);
    html! {
        @if v.opera && o.estado == "borrador" {
            (form(&Form::post(url("envio"), v.csrf).inline(), html! {
                (hidden("version", &o.version.to_string()))
                (Button::primary("Marcar como enviada").working("Enviando…"))
            }))
            (Button::secondary("Editar").icon(Icono::Editar).goes(url("edicion")))
        }
        @if v.opera && o.espera_mercaderia() {
            (Button::primary("Recibir").icon(Icono::Bodega).goes(url("recepciones/nueva")).tecla("n"))
        }
        (Button::secondary("Imprimir").icon(Icono::Imprimir).goes(url("impresa")))
    }
}

fn lo_pedido(clinica: &str, o: &Orden, lineas: &[Linea]) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::num("Pedido"),
        Column::num("Recibido"),
        Column::num("Falta"),
        Column::num("Costo acordado"),
        Column::num("Último costo"),
        Column::num("Variación"),
        Column::num("Neto"),
    ];
    let filas = html! {
        @for l in lineas {
            tr {
                td { a href=(urls::insumo(clinica, l.insumo_id)) { (l.nombre) } " " span.text-secondary { (l.codigo) } }
                td.num { (cantidad(l.cantidad, &l.unidad)) }
                td.num { (format::number(l.recibido)) }
                td.num { (format::number(l.pendiente())) }
                td.num { (costo(l.costo, &o.moneda)) }
                td.num { @match l.costo_ultimo { Some(ultimo) => { (costo(ultimo, &o.moneda)) } None => { "—" } } }
                td.num { (cambio(l.variacion())) }
                td.num { (costo(l.neto(), &o.moneda)) }
            }
        }
    };
    table_with_foot("Lo pedido", &columnas, filas, total(o, lineas, 7))
}

fn total(o: &Orden, lineas: &[Linea], ancho: usize) -> Markup {
    let neto: Decimal = lineas.iter().map(Linea::neto).sum();
    html! { tr { th scope="row" colspan=(ancho) { "Neto, sin IVA" } td.num { strong { (costo(neto, &o.moneda)) } } } }
}

fn lo_recibido(v: &Vista<'_>) -> Markup {
    let columnas = [
        Column::text("Recepción"),
        Column::text("Factura o guía"),
        Column::text("Fecha del documento"),
        Column::text("Registrada"),
        Column::text("Quién"),
    ];
    table(
        "Lo recibido",
        &columnas,
        html! {
            @for r in v.recepciones {
                tr {
                    td {
                        a href=(urls::recepcion(v.clinica, r.id)) { (r.id) }
                        @if r.revertida.is_some() { " " (badge(Tono::Error, "Revertida")) }
                    }
                    td { (r.documento) }
                    td { (format::date(r.efectiva)) }
                    td.text-nowrap { (momento(v.zona, r.en)) }
                    td { (r.quien) }
                }
            }
        },
    )
}

fn cancelacion(v: &Vista<'_>) -> Markup {
    let o = v.orden;
    let que = match o.estado.as_str() {
        "parcial" => "Lo ya recibido queda; lo que falta deja de esperarse.",
        _ => "La orden queda guardada, sin efecto.",
    };
    card(
        "Cancelar la orden",
        html! {},
        form(
            &Form::post(urls::orden_cambio(v.clinica, o.id, "cancelacion"), v.csrf),
            html! {
                (hidden("version", &o.version.to_string()))
                p { (que) }
                (Field::text("motivo", "Motivo").value(v.motivo).error(v.errores.get("motivo")).maxlength(MOTIVO_MAX).required())
                (actions(html! { (Button::danger("Cancelar orden").working("Cancelando…")) }))
            },
        ),
    )
}

/// On paper, for the proveedor.
pub fn papel(nombre: &str, clinica: &str, zona: Tz, o: &Orden, lineas: &[Linea]) -> Markup {
    let rut = o.proveedor_rut.as_deref().and_then(|r| r.parse::<Rut>().ok());
    pagina_impresa(
        &format!("Orden de compra {}", o.id),
        html! {
            div.recibo.recibo-a4 {
                header.recibo-cabeza {
                    h1 { (nombre) }
                    p { "Orden de compra " strong { (o.id) } }
                    p { (momento(zona, o.enviada.unwrap_or(o.creada))) }
                }
                @if o.estado == "borrador" { p.recibo-copia { "BORRADOR" } }
                @if o.estado == "cancelada" { p.recibo-copia { "CANCELADA" } }
                p { "A: " strong { (o.proveedor) } @if let Some(rut) = rut { ", RUT " (rut) } }
                p { "Entregar en: " (o.sucursal) ", " (o.deposito) }
                (lineas_en_papel(o, lineas))
                @if !o.nota.is_empty() { p { (o.nota) } }
                nav.recibo-pantalla {
                    button.btn.btn-primary type="button" data-imprime hidden { "Imprimir" }
                    (Button::secondary("Volver a la orden").goes(urls::orden(clinica, o.id)))
                }
            }
        },
    )
}

fn lineas_en_papel(o: &Orden, lineas: &[Linea]) -> Markup {
    html! {
        table.recibo-lineas {
            caption.visually-hidden { "Lo pedido" }
            thead { tr { th scope="col" { "Insumo" } th.num scope="col" { "Cantidad" } th.num scope="col" { "Por unidad" } th.num scope="col" { "Neto" } } }
            tbody {
                @for l in lineas {
                    tr {
                        td { (l.nombre) " (" (l.codigo) ")" }
                        td.num { (cantidad(l.cantidad, &l.unidad)) }
                        td.num { (costo(l.costo, &o.moneda)) }
                        td.num { (costo(l.neto(), &o.moneda)) }
                    }
                }
            }
            tfoot { (total(o, lineas, 3)) }
        }
    }
}
