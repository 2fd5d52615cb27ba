//! The reports there are.

mod atencion;
mod bodega;
mod control;
mod dinero;
mod enlaces;
mod filtros;
pub(in crate::reportes) mod palabras;

use super::definicion::Reporte;

/// In the order in which they are listed.
pub const TODOS: &[&Reporte] = &[
    &dinero::PAGOS,
    &dinero::VENTAS,
    &dinero::POR_COBRAR,
    &dinero::IMPAGAS,
    &dinero::SESIONES,
    &dinero::PRODUCCION,
    &dinero::COMISIONES,
    &atencion::OCUPACION,
    &atencion::ESPERAS,
    &atencion::PACIENTES,
    &bodega::EXISTENCIAS,
    &bodega::KARDEX,
    &bodega::VENCIMIENTOS,
    &bodega::COMPRAS,
    &bodega::CONSUMO,
    &control::DESCUENTOS,
    &control::REBAJAS,
    &control::PRECIOS,
];

pub fn de_codigo(codigo: &str) -> Option<&'static Reporte> {
    TODOS.iter().copied().find(|reporte| reporte.codigo == codigo)
}
