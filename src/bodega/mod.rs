//! Supplies by lot. Owns depositos, insumos, existencias, lotes, movimientos (the kardex), recetas,
//! presentaciones, recetas_consumidas, documentos_bodega, traslados with their lineas and consumos_pendientes.
//! Publishes to services the locking reads and the writes of stock; everybody else sees its pages.

pub mod depositos;
pub mod documentos;
pub mod entradas;
pub mod existencias;
mod forms;
pub mod importacion;
pub mod insumos;
pub mod inventarios;
pub mod kardex;
pub mod lotes;
mod model;
pub mod ordenes;
mod pages;
pub mod pendientes;
pub mod proveedores;
pub(crate) mod queries;
pub mod recetas;
pub mod reposicion;
pub(crate) mod stock;
pub mod traslados;
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
