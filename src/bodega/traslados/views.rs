//! What traslados show.

use chrono::{DateTime, NaiveDateTime, Utc};
use maud::{Markup, html};

use super::forms::{NOTA_MAX, PasoForm, TrasladoForm};
use super::model::{Despachado, Estado, Ficha, LineaPedida};
use crate::bodega::Deposito;
use crate::bodega::documentos::views::lista_faltas;
use crate::bodega::views::{cantidad, pestanas};
use crate::services::stock::NegativaBodega;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, data_list,
    empty, form, form_error, format, hidden, page_header, pagination, row, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Rows beyond those already typed.
const FILAS_LIBRES: usize = 4;

const fn nombre(estado: Estado) -> &'static str {
    match estado {
        Estado::Solicitado => "Solicitado",
        Estado::Despachado => "En camino",
        Estado::Recibido => "Recibido",
        Estado::Cancelado => "Cancelado",
    }
}

fn insignia(ficha: &Ficha) -> Markup {
    let tono = match ficha.estado() {
        Some(Estado::Solicitado) => Tono::Info,
        Some(Estado::Despachado) => Tono::Acento,
        Some(Estado::Recibido) => Tono::Bien,
        Some(Estado::Cancelado) | None => Tono::Neutro,
    };
    badge(tono, ficha.estado().map_or("", nombre))
}

pub fn lista(
    clinica: &str,
    estado: Option<Estado>,
    opera: bool,
    filas: &[Ficha],
    local: impl Fn(&Ficha) -> NaiveDateTime,
    paginas: &Pagination,
) -> Markup {
    let nuevo = html! {
        @if opera { (Button::primary("Nuevo traslado").icon(Icono::Mas).goes(urls::traslado_nuevo(clinica)).tecla("n")) }
    };
    let estados = Estado::TODOS.into_iter().map(|e| Choice::new(e.codigo(), nombre(e)));
    let estados = std::iter::once(Choice::new("", "Todos")).chain(estados).collect();
    let columnas = ["Traslado", "De", "A", "Estado", "Solicitado", "Quién"].map(Column::text);
    html! {
        (page_header("Traslados", "De un depósito a otro", None, nuevo))
        (pestanas(clinica, "Traslados"))
        form.filtros method="get" action=(urls::traslados(clinica)) {
            (Field::select("estado", "Mostrar", estados).value(estado.map_or("", Estado::codigo)).short())
            (Button::secondary("Filtrar"))
        }
        @if filas.is_empty() {
            (empty(Icono::Bodega, "No hay traslados aquí", "Se solicitan, se despachan y se reciben.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Traslados", &columnas, html! {
                    @for f in filas {
                        tr {
                            td { a href=(urls::traslado(clinica, f.id)) { "Traslado " (f.id) } }
                            td { (f.origen) }
                            td { (f.destino) }
                            td { (insignia(f)) }
                            td { (format::date_time(local(f))) }
                            td { (f.quien) }
                        }
                    }
                }))
                (pagination(paginas))
            }))
        }
    }
}

pub fn nuevo(
    clinica: &str,
    csrf: &str,
    clave: &str,
    depositos: &[Deposito],
    valores: &TrasladoForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new("Traslados", urls::traslados(clinica));
    let opciones = || depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect::<Vec<_>>();
    let filas = valores.llenas().chain(std::iter::repeat_n(("", ""), FILAS_LIBRES));
    html! {
        (page_header("Nuevo traslado", "", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        @if depositos.len() < 2 {
            (empty(Icono::Bodega, "Hay un solo depósito", "Un traslado va de un depósito a otro: cada sucursal tiene el suyo.", html! {}))
        } @else {
            (form(&Form::post(urls::traslados(clinica), csrf).clave(clave), html! {
                (card("", html! {}, row(html! {
                    (Field::select("origen", "Sale de", opciones()).value(&valores.origen).error(errores.get("origen")))
                    (Field::select("destino", "Va a", opciones()).placeholder("Elige").value(&valores.destino).error(errores.get("destino")).required())
                    (Field::text("nota", "Nota").value(&valores.nota).error(errores.get("nota")).maxlength(NOTA_MAX))
                })))
                (card("Insumos", html! {}, html! {
                    @if let Some(error) = errores.get("lineas") { (form_error(error, html! {})) }
                    (table("Insumos", &[Column::text("Código del insumo"), Column::num("Cantidad")], html! {
                        @for (n, (codigo, cantidad)) in filas.enumerate() {
                            tr {
                                td { input.form-control name="codigo" value=(codigo) autocomplete="off" aria-label={ "Código del insumo " (n + 1) }; }
                                td.num { input.form-control name="cantidad" value=(cantidad) inputmode="decimal" autocomplete="off" aria-label={ "Cantidad " (n + 1) }; }
                            }
                        }
                    }))
                }))
                (actions(html! {
                    (Button::primary("Solicitar traslado").working("Solicitando…"))
                    (Button::secondary("Volver").goes(&volver.url))
                }))
            }))
        }
    }
}

/// A traslado and the step that it waits for.
pub struct Detalle<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub opera: bool,
    pub ficha: &'a Ficha,
    pub pedidas: &'a [LineaPedida],
    pub despachados: &'a [Despachado],
}

pub fn detalle(
    d: &Detalle<'_>,
    local: impl Fn(DateTime<Utc>) -> NaiveDateTime,
    valores: &PasoForm,
    errores: &Errores,
    negativa: Markup,
) -> Markup {
    let f = d.ficha;
    let momento = |instante: Option<DateTime<Utc>>| {
        html! { (instante.map(|i| format::date_time(local(i))).unwrap_or_default()) }
    };
    html! {
        (page_header(&format!("Traslado {}", f.id), "", Some(&Enlace::new("Traslados", urls::traslados(d.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (negativa)
        (card("", html! {}, data_list(&[
            ("Estado", insignia(f)),
            ("De", html! { (f.origen) }),
            ("A", html! { (f.destino) }),
            ("Solicitado", html! { (format::date_time(local(f.creado))) ", " (f.quien) }),
            ("Despachado", momento(f.despachado)),
            (if f.estado() == Some(Estado::Cancelado) { "Cancelado" } else { "Recibido" }, momento(f.cerrado)),
            ("Nota", html! { (f.nota) (f.motivo) }),
        ])))
        @if let Some(merma) = f.diferencia_id {
            p { a href=(urls::documento(d.clinica, merma)) { "No llegó todo: ver la merma " (merma) } }
        }
        @match f.estado() {
            Some(Estado::Solicitado) => { (pedidas(d)) (despacho(d)) (cancelacion(d, valores, errores)) }
            Some(Estado::Despachado) => { (recepcion(d, valores, errores)) (cancelacion(d, valores, errores)) }
            Some(Estado::Recibido) => { (card_flush("Lo despachado", html! {}, despachados(d))) }
            Some(Estado::Cancelado) | None => { (pedidas(d)) }
        }
    }
}

fn pedidas(d: &Detalle<'_>) -> Markup {
    let columnas = [Column::text("Insumo"), Column::num("Se pide"), Column::num("Hay para sacar")];
    let filas = html! {
        @for l in d.pedidas {
            tr {
                td { a href=(urls::insumo(d.clinica, l.insumo_id)) { (l.insumo) } }
                td.num { (cantidad(l.cantidad, &l.unidad)) }
                td.num { @if l.hay < l.cantidad { (badge(Tono::Alerta, "No alcanza")) " " } (format::number(l.hay)) }
            }
        }
    };
    card_flush("Lo pedido", html! {}, table("Lo pedido", &columnas, filas))
}

fn despacho(d: &Detalle<'_>) -> Markup {
    html! {
        @if d.opera {
            (form(&Form::post(urls::traslado_despacho(d.clinica, d.ficha.id), d.csrf).clave(d.clave), html! {
                p.campo-ayuda { "Sale primero lo que vence antes. Mientras va en camino no está en ningún depósito." }
                (actions(html! { (Button::primary("Despachar").working("Despachando…")) }))
            }))
        }
    }
}

fn despachados(d: &Detalle<'_>) -> Markup {
    let columnas = [Column::text("Insumo"), Column::text("Lote"), Column::text("Caduca"), Column::num("Despachado")];
    table(
        "Lo despachado",
        &columnas,
        html! { @for e in d.despachados { tr { (celdas(e)) td.num { (cantidad(e.cantidad, &e.unidad)) } } } },
    )
}

fn celdas(e: &Despachado) -> Markup {
    html! {
        td { (e.insumo) }
        td { (e.codigo) }
        td { (e.caduca.map_or_else(|| "No caduca".into(), format::date)) }
    }
}

fn recepcion(d: &Detalle<'_>, valores: &PasoForm, errores: &Errores) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Caduca"),
        Column::num("Despachado"),
        Column::num("Llegó"),
    ];
    let llego = |e: &Despachado| {
        valores.escrito(e.movimiento_id).map_or_else(|| format::money_input(e.cantidad), str::to_owned)
    };
    let filas = html! {
        @for e in d.despachados {
            tr {
                (celdas(e))
                td.num { (cantidad(e.cantidad, &e.unidad)) }
                td.num {
                    (hidden("movimiento", &e.movimiento_id.to_string()))
                    input.form-control name="llego" value=(llego(e)) inputmode="decimal" autocomplete="off"
                        aria-label={ "Llegó de " (e.insumo) ", lote " (e.codigo) } readonly[!d.opera];
                }
            }
        }
    };
    html! {
        @if let Some(error) = errores.get("lineas") { (form_error(error, html! {})) }
        (form(&Form::post(urls::traslado_recepcion(d.clinica, d.ficha.id), d.csrf).clave(d.clave).id("recepcion"), html! {
            (card_flush("En camino", html! {}, table("En camino", &columnas, filas)))
            @if d.opera {
                (Field::text("motivo", "Qué pasó con lo que falta").id("motivo-recepcion").value(&valores.motivo)
                    .error(errores.get("motivo")).maxlength(NOTA_MAX).hint("Solo si no llegó todo: la diferencia queda como merma"))
                (actions(html! { (Button::primary("Recibir").working("Recibiendo…")) }))
            }
        }))
    }
}

fn cancelacion(d: &Detalle<'_>, valores: &PasoForm, errores: &Errores) -> Markup {
    html! {
        @if d.opera {
            details {
                summary { "Cancelar este traslado" }
                (form(&Form::post(urls::traslado_cancelacion(d.clinica, d.ficha.id), d.csrf).clave(d.clave), html! {
                    (Field::text("motivo", "Motivo").id("motivo-cancelacion").value(&valores.motivo).error(errores.get("motivo")).maxlength(NOTA_MAX).required())
                    (actions(html! { (Button::danger("Cancelar traslado").working("Cancelando…")) }))
                }))
            }
        }
    }
}

pub fn negativa(negativa: &NegativaBodega) -> Markup {
    match negativa {
        NegativaBodega::SinExistencias(faltas) => form_error("No alcanza para despachar:", lista_faltas(faltas)),
        NegativaBodega::SinLote { insumo } => {
            form_error(&format!("{insumo} no tiene lotes en este depósito."), html! {})
        }
    }
}
