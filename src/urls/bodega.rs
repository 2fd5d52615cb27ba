//! Of supplies.

use std::fmt::Display;

use super::con_filtros;

pub fn bodega(clinica: &str) -> String {
    format!("/{clinica}/bodega")
}

pub fn insumos(clinica: &str) -> String {
    format!("/{clinica}/bodega/insumos")
}

pub fn insumo_nuevo(clinica: &str) -> String {
    format!("/{clinica}/bodega/insumos/nuevo")
}

/// An insumo with its kardex.
pub fn insumo(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/insumos/{id}")
}

pub fn insumo_editar(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/insumos/{id}/editar")
}

pub fn lotes(clinica: &str) -> String {
    format!("/{clinica}/bodega/lotes")
}

pub fn entradas(clinica: &str) -> String {
    format!("/{clinica}/bodega/entradas")
}

pub fn entrada_nueva(clinica: &str, codigo: &str) -> String {
    con_filtros(&format!("/{clinica}/bodega/entradas/nueva"), &[("codigo", &codigo)])
}

/// The form of an entry with what was already written in it.
pub fn entrada_con(clinica: &str, escrito: &[(&str, &dyn Display)]) -> String {
    con_filtros(&format!("/{clinica}/bodega/entradas/nueva"), escrito)
}

/// Reads what a scanner typed into the form of an entry; registers nothing.
pub fn entrada_lectura(clinica: &str) -> String {
    format!("/{clinica}/bodega/entradas/lectura")
}

/// What a prestación consumes.
pub fn recetas(clinica: &str) -> String {
    format!("/{clinica}/bodega/recetas")
}

pub fn receta(clinica: &str, prestacion: i64) -> String {
    format!("/{clinica}/bodega/recetas/{prestacion}")
}
