//! Who signs in and what they may do. Owns usuarios, membresias, roles, permisos, sesiones_usuario, enlaces_usuario
//! and intentos_ingreso. Publishes `Permiso` and the opening of a request.

pub mod clave;
mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Apertura, NuevaSesion, Permiso, Rol};
