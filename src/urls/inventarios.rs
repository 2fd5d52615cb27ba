//! Of counts of a depot.

use super::con_filtros;

pub fn inventarios(clinica: &str) -> String {
    format!("/{clinica}/bodega/inventarios")
}

pub fn inventario_nuevo(clinica: &str) -> String {
    format!("/{clinica}/bodega/inventarios/nuevo")
}

pub fn inventario(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/inventarios/{id}")
}

/// What hangs from a count: `conteo`, `conteos`, `hallazgo`, `hallazgos`, `cierre`, `reconteo`, `aprobacion`, `anulacion`.
pub fn inventario_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/bodega/inventarios/{id}/{recurso}")
}

/// Where a person counts: what was searched, the label at hand, the line of theirs that is corrected.
pub fn conteo(clinica: &str, id: i64, q: &str, lote: Option<i64>, reemplaza: Option<i64>) -> String {
    let texto = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(
        &inventario_cambio(clinica, id, "conteo"),
        &[("q", &q), ("lote", &texto(lote)), ("reemplaza", &texto(reemplaza))],
    )
}
