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

/// Those of this kind: `vencidos`, `por_vencer`.
pub fn lotes_de(clinica: &str, ver: &str) -> String {
    con_filtros(&lotes(clinica), &[("ver", &ver)])
}

/// All the movements of an insumo.
pub fn kardex(clinica: &str, insumo: i64) -> String {
    format!("/{clinica}/bodega/insumos/{insumo}/kardex")
}

/// What there was on a day.
pub fn existencias(clinica: &str) -> String {
    format!("/{clinica}/bodega/existencias")
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

/// Salidas, mermas, devoluciones and ajustes.
pub fn documentos(clinica: &str) -> String {
    format!("/{clinica}/bodega/documentos")
}

pub fn ajustes(clinica: &str) -> String {
    format!("/{clinica}/bodega/ajustes")
}

/// The form of a document of this kind.
pub fn documento_nuevo(clinica: &str, tipo: &str) -> String {
    match tipo {
        "ajuste" => format!("/{clinica}/bodega/ajustes/nuevo"),
        _ => con_filtros(&format!("/{clinica}/bodega/documentos/nuevo"), &[("tipo", &tipo)]),
    }
}

/// The same, already filled with all that a lot holds.
pub fn documento_de_lote(clinica: &str, tipo: &str, deposito: i64, codigo: &str, lote: &str, cantidad: &str) -> String {
    let base = format!("/{clinica}/bodega/documentos/nuevo");
    let escrito: [(&str, &dyn Display); 5] =
        [("tipo", &tipo), ("deposito", &deposito), ("codigo", &codigo), ("lote", &lote), ("cantidad", &cantidad)];
    con_filtros(&base, &escrito)
}

pub fn documento(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/documentos/{id}")
}

pub fn documento_reversa(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/documentos/{id}/reversa")
}

/// Takes back an entry that came by itself.
pub fn entrada_reversa(clinica: &str, movimiento: i64) -> String {
    format!("/{clinica}/bodega/movimientos/{movimiento}/reversa")
}

/// Consumos that wait for goods.
pub fn pendientes(clinica: &str) -> String {
    format!("/{clinica}/bodega/pendientes")
}

pub fn pendientes_saldo(clinica: &str) -> String {
    format!("/{clinica}/bodega/pendientes/saldo")
}

pub fn pendientes_desistimiento(clinica: &str) -> String {
    format!("/{clinica}/bodega/pendientes/desistimiento")
}

/// Goods on their way from a depot to another.
pub fn traslados(clinica: &str) -> String {
    format!("/{clinica}/bodega/traslados")
}

pub fn traslados_de(clinica: &str, estado: &str) -> String {
    con_filtros(&traslados(clinica), &[("estado", &estado)])
}

pub fn traslado_nuevo(clinica: &str) -> String {
    format!("/{clinica}/bodega/traslados/nuevo")
}

pub fn traslado(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/traslados/{id}")
}

pub fn traslado_despacho(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/traslados/{id}/despacho")
}

pub fn traslado_recepcion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/traslados/{id}/recepcion")
}

pub fn traslado_cancelacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/traslados/{id}/cancelacion")
}

/// What a prestación consumes.
pub fn recetas(clinica: &str) -> String {
    format!("/{clinica}/bodega/recetas")
}

pub fn receta(clinica: &str, prestacion: i64) -> String {
    format!("/{clinica}/bodega/recetas/{prestacion}")
}
