//! Supplies by lot. Owns depositos, insumos, existencias, lotes, movimientos (the kardex), recetas and consumos_pendientes.
//! Publishes to services the locking reads and the writes of stock; everybody else sees its pages.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub use model::mensaje;
pub(crate) use model::{
    InsumoPedido, LoteUsable, NuevaEntrada, NuevoConsumoPendiente, NuevoInsumo, NuevoMovimiento, Salida, TipoSalida,
};
