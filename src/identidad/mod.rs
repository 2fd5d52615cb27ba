//! Who signs in and what they may do. Owns usuarios, membresias, roles, permisos, sesiones_usuario, enlaces_usuario
//! and intentos_ingreso. Publishes `Permiso` and the opening of a request.

pub mod clave;
pub mod cuenta;
pub mod factor;
mod forms;
pub mod invitacion;
mod model;
pub mod pages;
pub mod queries;
pub mod recuperacion;
pub mod roles;
pub mod usuarios;
mod views;

pub use model::{Apertura, EstadoMembresia, MENSAJES, NuevaSesion, Permiso, Rol, Titular};
