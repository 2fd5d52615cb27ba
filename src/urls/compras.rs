//! Of proveedores, purchase orders and what is received of them.

use super::con_filtros;

pub fn proveedores(clinica: &str) -> String {
    format!("/{clinica}/bodega/proveedores")
}

/// The list, after the row named `desde`.
pub fn proveedores_filtro(clinica: &str, q: &str, archivados: bool, desde: &str, desde_id: &str) -> String {
    let archivados = if archivados { "true" } else { "" };
    con_filtros(
        &proveedores(clinica),
        &[("q", &q), ("archivados", &archivados), ("desde", &desde), ("desde_id", &desde_id)],
    )
}

pub fn proveedor_nuevo(clinica: &str) -> String {
    format!("/{clinica}/bodega/proveedores/nuevo")
}

pub fn proveedor(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/proveedores/{id}")
}

pub fn proveedor_edicion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/proveedores/{id}/edicion")
}

pub fn ordenes(clinica: &str) -> String {
    format!("/{clinica}/bodega/ordenes")
}

/// Those of one state (empty: all), older than `antes`.
pub fn ordenes_filtro(clinica: &str, estado: &str, proveedor: &str, antes: &str) -> String {
    con_filtros(&ordenes(clinica), &[("estado", &estado), ("proveedor", &proveedor), ("antes", &antes)])
}

pub fn ordenes_de(clinica: &str, proveedor: i64) -> String {
    ordenes_filtro(clinica, "", &proveedor.to_string(), "")
}

pub fn orden_nueva(clinica: &str, proveedor: Option<i64>) -> String {
    let proveedor = proveedor.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/bodega/ordenes/nueva"), &[("proveedor", &proveedor)])
}

pub fn orden(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/ordenes/{id}")
}

/// What hangs from an order: `edicion`, `envio`, `cancelacion`, `impresa`, `recepciones`, `recepciones/nueva`.
pub fn orden_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/bodega/ordenes/{id}/{recurso}")
}

pub fn recepcion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/recepciones/{id}")
}

pub fn recepcion_reversa(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/recepciones/{id}/reversa")
}

/// What to order now, by the consumption of so many days.
pub fn por_pedir(clinica: &str, dias: &str) -> String {
    con_filtros(&format!("/{clinica}/bodega/por-pedir"), &[("dias", &dias)])
}

/// Days of delivery and of reserve, for all insumos.
pub fn por_pedir_ajustes(clinica: &str) -> String {
    format!("/{clinica}/bodega/por-pedir/ajustes")
}

/// The same, of one insumo.
pub fn insumo_reposicion(clinica: &str, insumo: i64) -> String {
    format!("/{clinica}/bodega/insumos/{insumo}/reposicion")
}
