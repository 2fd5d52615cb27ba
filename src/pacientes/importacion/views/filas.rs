//! The rows of an import, by what became of each.

use maud::{Markup, html};

use super::Vista;
use crate::pacientes::importacion::columnas::MOLDE;
use crate::pacientes::importacion::descarga::mensajes;
use crate::pacientes::importacion::model::{EstadoFila, FilaVista};
use crate::ui::{
    Button, Column, Enlace, Icono, Pagination, Tono, badge, card_flush, empty, format, pagination, table, tabs,
};
use crate::urls;
use crate::values::texto;
use crate::web::form::Errores;

pub(super) fn filas(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let columnas = [
        Column::num("Fila"),
        Column::text("Qué pasa"),
        Column::text("Nombre"),
        Column::text("RUT"),
        Column::text("Nacimiento"),
        Column::text("Teléfono"),
    ];
    let descarga = Button::secondary("Descargar las filas con error")
        .icon(Icono::Descargar)
        .small()
        .goes(urls::importacion_cambio(v.clinica, i.id, "errores"));
    let codigo = v.estado.map(EstadoFila::codigo).unwrap_or_default();
    let url = |despues| urls::importacion_filas(v.clinica, i.id, codigo, despues);
    let siguiente = v.despues.map(|numero| url(Some(numero)));
    let paginas = Pagination { anterior: None, siguiente, resumen: String::new() };
    html! {
        (pestanas(v))
        (card_flush("Filas", html! { @if i.erradas > 0 { (descarga) } }, html! {
            @if v.filas.is_empty() {
                (empty(Icono::Buscar, "No hay filas así", "Elige otra vista.", html! {}))
            } @else {
                (table("Filas de la planilla", &columnas, html! { @for (f, errores) in v.filas { (fila(v, f, errores)) } }))
                (pagination(&paginas))
            }
        }))
    }
}

fn pestanas(v: &Vista<'_>) -> Markup {
    let i = v.importacion;
    let todas = Enlace::new(format!("Todas ({})", format::count(i.filas)), urls::importacion(v.clinica, i.id));
    let de_estado = EstadoFila::TODOS.into_iter().filter(|e| i.cuantas(*e) > 0 || v.estado == Some(*e)).map(|estado| {
        let texto = format!("{} ({})", en_plural(estado), format::count(i.cuantas(estado)));
        Enlace::new(texto, urls::importacion_filas(v.clinica, i.id, estado.codigo(), None))
            .activo(v.estado == Some(estado))
    });
    tabs("Filas", &std::iter::once(todas.activo(v.estado.is_none())).chain(de_estado).collect::<Vec<_>>())
}

fn fila(v: &Vista<'_>, f: &FilaVista, errores: &Errores) -> Markup {
    let celda = |campo| f.texto(&v.importacion.columnas, campo);
    let nombre = ["nombres", "apellido_paterno", "apellido_materno", "apellidos"].map(celda).join(" ");
    let o_raya = |texto: &str| if texto.is_empty() { "—".to_owned() } else { texto.to_owned() };
    let (tono, palabra) = EstadoFila::de_codigo(&f.estado).map_or((Tono::Neutro, "Leída"), insignia);
    html! {
        tr {
            td.num { (f.numero) }
            td.que-pasa { (badge(tono, palabra)) " " (que_pasa(v, f, errores)) }
            td { (o_raya(nombre.trim())) }
            td.text-nowrap { (o_raya(celda("documento"))) }
            td.text-nowrap { (o_raya(celda("nacimiento"))) }
            td.text-nowrap { (o_raya(celda("telefono"))) }
        }
    }
}

fn que_pasa(v: &Vista<'_>, f: &FilaVista, errores: &Errores) -> Markup {
    let quien = html! {
        @if let Some(id) = f.paciente_id { a href=(urls::paciente(v.clinica, id)) { (f.paciente) } }
        @if let Some(otra) = f.otra { "la fila " (otra) }
    };
    html! {
        @match EstadoFila::de_codigo(&f.estado) {
            Some(EstadoFila::Existe) => { (quien) @if otro_nombre(v, f) { ", " strong { "con otro nombre" } ": revisa el RUT" } }
            Some(EstadoFila::Creada) => { (quien) }
            Some(EstadoFila::Repetida) => { "Ya viene en " (quien) }
            Some(EstadoFila::Parecida) => { "Se parece a " (quien) }
            Some(EstadoFila::Error) => { ul.mb-0 { @for (titulo, mensaje) in mensajes(errores) { li { (titulo) ": " (mensaje) (escrito(v, f, titulo)) } } } }
            Some(EstadoFila::Lista) | None => {}
        }
    }
}

/// Not a word of the name is that of the ficha with its document: a child under a mother's RUT, perhaps.
fn otro_nombre(v: &Vista<'_>, f: &FilaVista) -> bool {
    let de_la_ficha = texto::normalizar(&f.paciente);
    let escrito = texto::normalizar(f.texto(&v.importacion.columnas, "nombres"));
    !escrito.split(' ').any(|palabra| de_la_ficha.split(' ').any(|otra| otra == palabra))
}

/// What the table has no column for is shown beside its error.
fn escrito(v: &Vista<'_>, f: &FilaVista, titulo: &str) -> Markup {
    const A_LA_VISTA: [&str; 4] = ["documento", "nombres", "nacimiento", "telefono"];
    let campo =
        MOLDE.columnas.iter().find(|c| c.titulo == titulo).map(|c| c.campo).filter(|campo| !A_LA_VISTA.contains(campo));
    let texto: String =
        campo.map(|campo| f.texto(&v.importacion.columnas, campo)).unwrap_or_default().chars().take(60).collect();
    html! { @if !texto.is_empty() { " («" (texto) "»)" } }
}

fn insignia(estado: EstadoFila) -> (Tono, &'static str) {
    match estado {
        EstadoFila::Creada => (Tono::Bien, "Creado"),
        EstadoFila::Lista => (Tono::Bien, "Se creará"),
        EstadoFila::Existe => (Tono::Info, "Ya existe"),
        EstadoFila::Repetida => (Tono::Neutro, "Repetida"),
        EstadoFila::Parecida => (Tono::Alerta, "Parecida"),
        EstadoFila::Error => (Tono::Error, "Con error"),
    }
}

pub(super) fn en_plural(estado: EstadoFila) -> &'static str {
    match estado {
        EstadoFila::Creada => "Creados",
        EstadoFila::Lista => "Por crear",
        EstadoFila::Existe => "Ya existen",
        EstadoFila::Repetida => "Repetidas",
        EstadoFila::Parecida => "Parecidas",
        EstadoFila::Error => "Con error",
    }
}
