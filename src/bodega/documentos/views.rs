//! What documents show.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{DocumentoForm, Fila, LOTE_MAX, ReversaForm, SOBRA, TEXTO_MAX};
use super::model::{EntradaSuelta, Ficha, Linea, TipoDocumento};
use crate::bodega::Deposito;
use crate::bodega::views::{cantidad, pestanas};
use crate::services::stock::{Falta, NegativaBodega};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, badge, card, card_flush,
    data_list, empty, form, form_error, format, hidden, page_header, pagination, row, table, table_with_foot,
};
use crate::urls;
use crate::web::form::Errores;

/// Rows beyond those already typed.
const FILAS_LIBRES: usize = 4;
const MOTIVOS: [&str; 5] = ["Vencido", "Roto", "Derramado", "Perdido", "Contaminado"];

pub const fn nombre(tipo: TipoDocumento) -> &'static str {
    match tipo {
        TipoDocumento::Salida => "Salida",
        TipoDocumento::Merma => "Merma",
        TipoDocumento::Ajuste => "Ajuste",
        TipoDocumento::Devolucion => "Devolución a proveedor",
    }
}

const fn detalle(tipo: TipoDocumento) -> &'static str {
    match tipo {
        TipoDocumento::Salida => "Lo que se entrega o se usa fuera de una cita",
        TipoDocumento::Merma => "Lo que se venció, se rompió o se perdió",
        TipoDocumento::Ajuste => "Lo que hay en el estante, si los libros dicen otra cosa",
        TipoDocumento::Devolucion => "Lo que vuelve a quien lo vendió",
    }
}

fn nombre_de(codigo: &str) -> &'static str {
    TipoDocumento::de_codigo(codigo).map_or("Documento", nombre)
}

/// What a list needs to be shown.
pub struct Lista<'a> {
    pub clinica: &'a str,
    pub tipo: Option<TipoDocumento>,
    pub filas: &'a [Ficha],
    pub opera: bool,
    pub aprueba: bool,
}

pub fn lista(l: &Lista<'_>, local: impl Fn(&Ficha) -> NaiveDateTime, paginas: &Pagination) -> Markup {
    let nuevos = html! {
        @for tipo in TipoDocumento::TODOS {
            @if if tipo == TipoDocumento::Ajuste { l.aprueba } else { l.opera } {
                (Button::secondary(nombre(tipo)).goes(urls::documento_nuevo(l.clinica, tipo.codigo())))
            }
        }
    };
    let tipos = TipoDocumento::TODOS.into_iter().map(|t| Choice::new(t.codigo(), nombre(t)));
    let tipos = std::iter::once(Choice::new("", "Todos")).chain(tipos).collect();
    html! {
        (page_header("Salidas y ajustes", "", None, nuevos))
        (pestanas(l.clinica, "Salidas y ajustes"))
        form.filtros method="get" action=(urls::documentos(l.clinica)) {
            (Field::select("tipo", "Mostrar", tipos).value(l.tipo.map_or("", TipoDocumento::codigo)).short())
            (Button::secondary("Filtrar"))
        }
        @if l.filas.is_empty() {
            (empty(Icono::Bodega, "No hay documentos aquí", "Una salida, una merma o un ajuste se registra con los botones de arriba.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Salidas y ajustes", &columnas_lista(), html! { @for f in l.filas { (fila_lista(l.clinica, f, local(f))) } }))
                (pagination(paginas))
            }))
        }
    }
}

fn columnas_lista() -> [Column; 6] {
    ["Documento", "Registrado", "Depósito", "A quién o para qué", "Motivo", "Quién"].map(Column::text)
}

fn fila_lista(clinica: &str, f: &Ficha, creado: NaiveDateTime) -> Markup {
    html! {
        tr {
            td {
                a href=(urls::documento(clinica, f.id)) { (nombre_de(&f.tipo)) " " (f.id) }
                @if f.reversado.is_some() { " " (badge(Tono::Alerta, "Reversado")) }
            }
            td { (format::date_time(creado)) }
            td { (f.deposito) }
            td { (f.destino) }
            td { (f.motivo) }
            td { (f.quien) }
        }
    }
}

/// What a new document needs to be shown.
pub struct Nuevo<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub tipo: TipoDocumento,
    pub depositos: &'a [Deposito],
    /// May choose the lot.
    pub elige: bool,
}

pub fn nuevo(n: &Nuevo<'_>, valores: &DocumentoForm, errores: &Errores, negativa: Markup) -> Markup {
    let volver = Enlace::new("Salidas y ajustes", urls::documentos(n.clinica));
    let destino = match n.tipo {
        TipoDocumento::Ajuste => urls::ajustes(n.clinica),
        _ => urls::documentos(n.clinica),
    };
    html! {
        (page_header(nombre(n.tipo), detalle(n.tipo), Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (negativa)
        (form(&Form::post(destino, n.csrf).clave(n.clave), html! {
            (hidden("tipo", n.tipo.codigo()))
            (card("", html! {}, campos(n, valores, errores)))
            (card("Insumos", html! {}, filas(n, valores, errores)))
            (actions(html! {
                (Button::primary(&format!("Registrar {}", nombre(n.tipo).to_lowercase())).working("Registrando…"))
                (Button::secondary("Volver").goes(volver.url))
            }))
        }))
    }
}

fn campos(n: &Nuevo<'_>, valores: &DocumentoForm, errores: &Errores) -> Markup {
    let depositos = n.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let campo = |nombre: &str, etiqueta: &str, valor: &str| {
        Field::text(nombre, etiqueta).value(valor).error(errores.get(nombre)).maxlength(TEXTO_MAX)
    };
    let destino = match n.tipo {
        TipoDocumento::Devolucion => campo("destino", "Proveedor", &valores.destino),
        _ => campo("destino", "A quién o para qué", &valores.destino),
    };
    let motivo = campo("motivo", "Motivo", &valores.motivo).list("motivos");
    html! {
        (row(html! {
            (Field::select("deposito", "Depósito", depositos).value(&valores.deposito).error(errores.get("deposito")))
            @if n.tipo.pide_destino() { (destino.required()) }
            @if n.tipo.pide_motivo() { (motivo.required()) } @else { (motivo) }
        }))
        @if n.tipo == TipoDocumento::Merma { datalist id="motivos" { @for motivo in MOTIVOS { option value=(motivo) {} } } }
        (row(html! {
            (campo("papel", "Número de documento", &valores.papel).hint("Guía, nota de crédito; puede ir vacío"))
            (Field::date("efectiva", "Fecha en que pasó").value(&valores.efectiva).error(errores.get("efectiva")).hint("Vacío: hoy"))
        }))
    }
}

fn filas(n: &Nuevo<'_>, valores: &DocumentoForm, errores: &Errores) -> Markup {
    let ajusta = n.tipo == TipoDocumento::Ajuste;
    let columnas: Vec<_> = [
        Some(Column::text("Código del insumo")),
        n.elige.then(|| Column::text("Lote")),
        ajusta.then(|| Column::text("Sobra o falta")),
        Some(Column::num("Cantidad")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let filas = valores.llenas().chain(std::iter::repeat_n(Fila::default(), FILAS_LIBRES));
    html! {
        @if let Some(error) = errores.get("lineas") { (form_error(error, html! {})) }
        @if n.elige { p.campo-ayuda { "Sin lote sale primero lo que vence antes." } }
        (table("Insumos", &columnas, html! { @for (m, fila) in filas.enumerate() { (una_fila(n, m + 1, fila)) } }))
    }
}

fn una_fila(n: &Nuevo<'_>, numero: usize, fila: Fila<'_>) -> Markup {
    html! {
        tr {
            td { input.form-control name="codigo" value=(fila.codigo) autocomplete="off" aria-label={ "Código del insumo " (numero) }; }
            @if n.elige {
                td { input.form-control name="lote" value=(fila.lote) maxlength=(LOTE_MAX) autocomplete="off" aria-label={ "Lote " (numero) }; }
            }
            @if n.tipo == TipoDocumento::Ajuste {
                td {
                    select.form-select name="sentido" aria-label={ "Sobra o falta " (numero) } {
                        option value="falta" { "Falta" }
                        option value=(SOBRA) selected[fila.sentido == SOBRA] { "Sobra" }
                    }
                }
            }
            td.num { input.form-control name="cantidad" value=(fila.cantidad) inputmode="decimal" autocomplete="off" aria-label={ "Cantidad " (numero) }; }
        }
    }
}

/// Why nothing was written.
pub fn negativa(negativa: &NegativaBodega, tipo: TipoDocumento) -> Markup {
    let ayuda =
        html! { @if !tipo.admite_vencidos() { p { "Lo vencido sale solo por merma o devolución a proveedor." } } };
    match negativa {
        NegativaBodega::SinExistencias(faltas) => form_error("No alcanza:", html! { (lista_faltas(faltas)) (ayuda) }),
        NegativaBodega::SinLote { insumo } => form_error(
            &format!("{insumo} no tiene ese lote en este depósito."),
            html! { p { "Lo que llega por primera vez se registra como entrada." } },
        ),
    }
}

pub fn lista_faltas(faltas: &[Falta]) -> Markup {
    html! {
        ul {
            @for falta in faltas {
                li {
                    strong { (falta.insumo) } ": se piden " (cantidad(falta.pedido, &falta.unidad))
                    " y hay " (format::number(falta.hay)) " que se pueden usar."
                }
            }
        }
    }
}

pub fn documento(clinica: &str, f: &Ficha, lineas: &[Linea], creado: NaiveDateTime, puede: bool) -> Markup {
    let reversar = html! {
        @if puede && f.reversado.is_none() { (Button::danger("Reversar").goes(urls::documento_reversa(clinica, f.id))) }
    };
    html! {
        (page_header(&format!("{} {}", nombre_de(&f.tipo), f.id), "", Some(&Enlace::new("Salidas y ajustes", urls::documentos(clinica))), reversar))
        @if f.reversado.is_some() { (alert(Tono::Alerta, "Este documento se reversó", html! { p { (f.reversa_motivo) } })) }
        (card("", html! {}, data_list(&[
            ("Depósito", html! { (f.deposito) }),
            ("A quién o para qué", html! { (f.destino) }),
            ("Motivo", html! { (f.motivo) }),
            ("Número de documento", html! { (f.papel) }),
            ("Fecha en que pasó", html! { (format::date(f.efectiva)) }),
            ("Registrado", html! { (format::date_time(creado)) ", " (f.quien) }),
        ])))
        (card_flush("Insumos", html! {}, tabla_lineas(clinica, lineas)))
    }
}

pub fn tabla_lineas(clinica: &str, lineas: &[Linea]) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Caduca"),
        Column::num("Cantidad"),
        Column::num("Costo"),
        Column::num("Valor"),
    ];
    let valor = |l: &Linea| (l.cantidad * l.costo).round_dp(2).normalize();
    let total: Decimal = lineas.iter().map(valor).sum();
    let filas = html! {
        @for l in lineas {
            tr {
                td { a href=(urls::insumo(clinica, l.insumo_id)) { (l.insumo) } }
                td { (l.lote) }
                td { (l.caduca.map_or_else(|| "No caduca".into(), format::date)) }
                td.num { (cantidad(l.cantidad, &l.unidad)) }
                td.num { (format::number(l.costo.round_dp(2))) }
                td.num { (format::number(valor(l))) }
            }
        }
    };
    table_with_foot(
        "Insumos",
        &columnas,
        filas,
        html! { tr { th scope="row" colspan="5" { "Total" } td.num { (format::number(total)) } } },
    )
}

/// What is to be taken back, and where the form goes.
pub struct Reversa<'a> {
    pub csrf: &'a str,
    pub clave: &'a str,
    pub destino: String,
    pub volver: Enlace,
    pub que: Markup,
}

pub fn reversa(r: &Reversa<'_>, valores: &ReversaForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Reversar", "Todo vuelve a como estaba, con movimientos nuevos", Some(&r.volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (r.que)
        (card("", html! {}, form(&Form::post(&r.destino, r.csrf).clave(r.clave), html! {
            (Field::text("motivo", "Motivo").value(&valores.motivo).error(errores.get("motivo")).maxlength(TEXTO_MAX).required().autofocus())
            (actions(html! {
                (Button::danger("Reversar").working("Reversando…"))
                (Button::secondary("Volver").goes(&r.volver.url))
            }))
        })))
    }
}

pub fn entrada_suelta(e: &EntradaSuelta) -> Markup {
    html! {
        (card("", html! {}, data_list(&[
            ("Insumo", html! { (e.insumo) }),
            ("Lote", html! { (e.lote) }),
            ("Entró", html! { (cantidad(e.cantidad, &e.unidad)) }),
        ])))
    }
}
