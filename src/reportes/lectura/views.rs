//! What the screen of a report shows.

use chrono::{DateTime, TimeDelta, Utc};
use maud::{Markup, html};

use super::Pedido;
use super::pedido::PERIODOS;
use super::queries::{Opcion, Totales, vistas_de};
use crate::reportes::definicion::{Clase, Columna, Filtro, Grupo, Plazo, Reporte, Sentido, Tipo};
use crate::reportes::fila::{Escritura, Fila, Valor};
use crate::reportes::replica::leido_de;
use crate::ui::{
    self, Button, Choice, Enlace, Field, Form, Icono, Order, Pagination, card, card_flush, empty, form, format, hidden,
    page_header, pagination, stat, stats, table_with_foot,
};
use crate::urls;

pub struct Pantalla<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub pedido: &'a Pedido,
    pub escritura: &'a Escritura,
    pub corte: DateTime<Utc>,
    /// Of the replica, when it answered.
    pub atraso: Option<TimeDelta>,
    pub opciones: &'a [Opcion],
    pub filas: &'a [Fila],
    pub totales: &'a Totales,
    pub paginas: Pagination,
    /// How to have it as a file.
    pub archivos: Markup,
}

/// The catalogue, group by group.
pub fn lista(clinica: &str, reportes: &[&'static Reporte]) -> Markup {
    html! {
        (page_header("Reportes", "Cada uno se filtra, se ordena y se baja completo", Some(&Enlace::new("Tablero", urls::reportes(clinica))), html! {
            (Button::secondary("Por correo").icon(Icono::Correo).goes(urls::suscripciones(clinica)))
            (Button::secondary("Archivos").icon(Icono::Descargar).goes(urls::exportaciones(clinica)))
        }))
        @for grupo in Grupo::TODOS {
            (card(grupo.nombre(), html! {}, html! {
                ul.reportes {
                    @for r in reportes.iter().filter(|r| r.grupo == grupo) {
                        li { a href=(urls::reporte(clinica, r.codigo)) { (r.nombre) } p.text-secondary { (r.descripcion) } }
                    }
                }
            }))
        }
    }
}

pub fn pantalla(v: &Pantalla<'_>) -> Markup {
    let reporte = v.pedido.reporte;
    let volver = Enlace::new("Reportes", urls::reportes_lista(v.clinica));
    let leido = v.pedido.describir(v.corte, v.escritura) + &leido_de(v.atraso);
    html! {
        (page_header(reporte.nombre, &leido, Some(&volver), html! {}))
        p.text-secondary { (reporte.descripcion) }
        div.barra-reporte { (periodos(v)) (vistas(v)) }
        (filtros(v))
        (quitables(v))
        @if v.totales.filas == 0 {
            (empty(Icono::Reportes, "Nada en estas fechas", "Prueba con otras fechas o quita un filtro.", html! {}))
        } @else {
            @if !reporte.cifras.is_empty() { (cifras(v)) }
            (card_flush("", html! {}, html! { (tabla(v)) (pagination(&v.paginas)) }))
            (v.archivos)
        }
    }
}

/// `1 fila`, `1.204 filas`.
pub fn cuantas(filas: i64) -> String {
    format!("{} {}", format::count(filas), if filas == 1 { "fila" } else { "filas" })
}

/// The person's own ways of reading it, and how to keep this one.
fn vistas(v: &Pantalla<'_>) -> Markup {
    let lista = vistas_de(v.pedido.reporte);
    let suyas: Vec<&Opcion> = v.opciones.iter().filter(|o| o.lista == lista).collect();
    let consulta = serde_html_form::to_string(v.pedido.pares()).unwrap_or_default();
    let base = urls::reporte(v.clinica, v.pedido.reporte.codigo);
    html! {
        div.vistas {
            @for vista in &suyas {
                span.vista {
                    a.btn.btn-llano.btn-sm aria-current=[(vista.consulta == consulta).then_some("true")] href={ (base) "?" (vista.consulta) } { (vista.nombre) }
                    (form(&Form::post(urls::vista_retiro(v.clinica, vista.valor), v.csrf), html! {
                        (Button::ghost(&format!("Quitar la vista {}", vista.nombre)).only_icon(Icono::Cerrar).small())
                    }))
                }
            }
            details.columnas {
                summary.btn.btn-llano.btn-sm { "Guardar esta vista" }
                (form(&Form::post(urls::reporte_vistas(v.clinica, v.pedido.reporte.codigo), v.csrf), html! {
                    (hidden("consulta", &consulta))
                    (Field::text("nombre", "Nombre de la vista").required())
                    (Button::secondary("Guardar"))
                }))
            }
        }
    }
}

fn periodos(v: &Pantalla<'_>) -> Markup {
    let actual = v.pedido.en_curso();
    html! {
        @if matches!(v.pedido.reporte.plazo, Plazo::Entre(_)) {
            nav.periodos aria-label="Período" {
                @for (codigo, nombre) in PERIODOS {
                    a.btn.btn-llano.btn-sm aria-current=[(actual == Some(codigo)).then_some("true")] href=(v.pedido.en_periodo(v.clinica, codigo)) { (nombre) }
                }
            }
        }
    }
}

fn filtros(v: &Pantalla<'_>) -> Markup {
    let p = v.pedido;
    html! {
        form.filtros.filtros-reporte method="get" action=(urls::reporte(v.clinica, p.reporte.codigo)) {
            @if p.reporte.plazo != Plazo::Al { (Field::date("desde", "Desde").value(format::date_input(p.desde))) }
            (Field::date("hasta", if p.reporte.plazo == Plazo::Al { "Al día" } else { "Hasta" }).value(format::date_input(p.hasta)))
            @for filtro in p.reporte.filtros { (elegir(v, filtro)) }
            (columnas(p))
            @for (nombre, valor) in ocultos(p) { (hidden(nombre, &valor)) }
            (Button::secondary("Ver").icon(Icono::Filtro))
        }
    }
}

/// What the form keeps though it does not ask for it.
fn ocultos(p: &Pedido) -> Vec<(&'static str, String)> {
    let filas = p.filtros.iter().filter(|(f, _)| f.clase == Clase::Fila).map(|(f, valor)| (f.campo, valor.clone()));
    let orden = [("orden", p.orden.campo.to_owned()), ("sentido", p.sentido.codigo().to_owned())];
    let periodo = p.en_curso().map(|periodo| ("periodo", periodo.to_owned()));
    filas.chain(orden).chain(periodo).collect()
}

fn elegir(v: &Pantalla<'_>, filtro: &Filtro) -> Markup {
    let todas = std::iter::once(Choice::new("", "Todos"));
    let choices: Vec<Choice> = match filtro.clase {
        Clase::Fila => return html! {},
        Clase::Palabras(palabras) => todas.chain(palabras.iter().map(|(c, n)| Choice::new(c, *n))).collect(),
        Clase::Lista(lista) => {
            let suyas = v.opciones.iter().filter(|o| o.lista == lista.codigo());
            todas.chain(suyas.map(|o| Choice::new(o.valor, &o.nombre))).collect()
        }
    };
    html! { (Field::select(filtro.campo, filtro.titulo, choices).value(v.pedido.valor(filtro.campo)).short()) }
}

fn columnas(p: &Pedido) -> Markup {
    html! {
        details.columnas {
            summary.btn.btn-secundario { "Columnas" }
            fieldset {
                legend { "Columnas que se muestran y se bajan" }
                @for c in p.reporte.columnas {
                    label.form-check {
                        input.form-check-input type="checkbox" name="col" value=(c.campo) checked[p.columnas.iter().any(|x| x.campo == c.campo)];
                        span.form-check-label { (c.titulo) }
                    }
                }
            }
        }
    }
}

/// Filters that came with a link: what they are, and the way without them.
fn quitables(v: &Pantalla<'_>) -> Markup {
    html! {
        @for (filtro, valor) in v.pedido.filtros.iter().filter(|(f, _)| f.clase == Clase::Fila) {
            p { "Solo " (filtro.titulo) " n.º " (valor) ". " a href=(v.pedido.sin_filtro(v.clinica, filtro.campo)) { "Ver todo" } }
        }
    }
}

fn cifras(v: &Pantalla<'_>) -> Markup {
    let cifra = |tipo, valor: &Valor| valor.en_pantalla(tipo, v.escritura);
    stats(html! {
        @for (c, valor) in v.pedido.reporte.cifras.iter().zip(&v.totales.cifras) { (stat(c.titulo, &cifra(c.tipo, valor), "")) }
    })
}

fn tabla(v: &Pantalla<'_>) -> Markup {
    let columnas: Vec<ui::Column> = v.pedido.columnas.iter().map(|c| cabecera(v, c)).collect();
    let con_pie = v.totales.pie.iter().any(|valor| *valor != Valor::Vacio);
    let pie = html! { @if con_pie { (total(v)) } };
    table_with_foot(v.pedido.reporte.nombre, &columnas, html! { @for f in v.filas { (fila(v, f)) } }, pie)
}

fn cabecera(v: &Pantalla<'_>, columna: &'static Columna) -> ui::Column {
    let nombre = columna.titulo;
    let cabecera = if columna.tipo.es_numero() { ui::Column::num(nombre) } else { ui::Column::text(nombre) };
    let ahora = (columna.campo == v.pedido.orden.campo).then_some(match v.pedido.sentido {
        Sentido::Sube => Order::Ascending,
        Sentido::Baja => Order::Descending,
    });
    if columna.ordena { cabecera.sorted(v.pedido.ordenado(v.clinica, columna), ahora) } else { cabecera }
}

fn fila(v: &Pantalla<'_>, fila: &Fila) -> Markup {
    let origen = v.pedido.origen(v.clinica, fila);
    html! {
        tr data-fila-reporte=(fila.id) {
            @for (columna, valor) in v.pedido.columnas.iter().zip(&fila.celdas) {
                (celda(v, columna, valor, columna.enlace.and_then(|enlace| enlace(&origen))))
            }
        }
    }
}

fn celda(v: &Pantalla<'_>, columna: &Columna, valor: &Valor, enlace: Option<String>) -> Markup {
    let texto = valor.en_pantalla(columna.tipo, v.escritura);
    let clase = match columna.tipo {
        Tipo::Instante | Tipo::Dia => Some("text-nowrap"),
        tipo => tipo.es_numero().then_some("num"),
    };
    html! {
        td class=[clase] {
            @match enlace {
                Some(url) if !texto.is_empty() => { a href=(url) { (texto) } }
                _ => { (texto) }
            }
        }
    }
}

fn total(v: &Pantalla<'_>) -> Markup {
    html! {
        tr data-total {
            @for (n, (columna, valor)) in v.pedido.columnas.iter().zip(&v.totales.pie).enumerate() {
                @if n == 0 && *valor == Valor::Vacio { th scope="row" { "Total" } }
                @else { td class=[columna.tipo.es_numero().then_some("num")] { (valor.en_pantalla(columna.tipo, v.escritura)) } }
            }
        }
    }
}
