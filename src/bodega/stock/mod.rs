//! The shelf as services move it: what is held, and the lines of the kardex. Its locks are theirs to order.

mod model;
pub(crate) mod queries;

pub(crate) use model::{
    Asiento, Documento, Existencia, InsumoPedido, LoteUsable, Movida, Movido, NuevaEntrada, NuevoConsumoPendiente,
    NuevoLote, NuevoMovimiento, Origen, OrigenConsumo, Receta, TipoMovimiento,
};
