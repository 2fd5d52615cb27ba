//! Supplies by lot. Owns depositos, insumos, existencias, lotes, movimientos (the kardex), recetas,
//! presentaciones, recetas_consumidas and consumos_pendientes.
//! Publishes to services the locking reads and the writes of stock; everybody else sees its pages.

pub mod depositos;
pub mod entradas;
mod forms;
pub mod insumos;
pub mod lotes;
mod model;
mod pages;
pub(crate) mod queries;
pub mod recetas;
pub(crate) mod stock;
mod views;

pub(crate) use depositos::{DepositoEnLista, todos as depositos_en_lista};
pub use insumos::NuevoInsumo;
pub(crate) use model::Deposito;
pub use model::mensaje;
pub(crate) use stock::InsumoPedido;
pub(crate) use stock::queries::catalogo;

use crate::error::{AppError, AppResult};
use crate::web::form::Errores;

/// A refusal of ours becomes a message at the field; anything else goes on as it came.
fn errores_de(error: AppError, campo: &'static str) -> AppResult<Errores> {
    match &error {
        AppError::Rechazo(rechazo) => match mensaje(rechazo).or_else(|| crate::caja::mensaje(rechazo)) {
            Some(texto) => Ok(Errores::de(campo, texto)),
            None => Err(error),
        },
        _ => Err(error),
    }
}
