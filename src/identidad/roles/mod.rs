//! What each role may do in a clinic: a table of its own data.

mod forms;
pub mod pages;
pub mod queries;
mod views;

use super::{Permiso, Rol};

pub use forms::CambioPermisos;

/// Whatever the matrix says: without it nobody could give anything back.
pub const SIEMPRE: (Rol, Permiso) = (Rol::Administracion, Permiso::UsuariosEditar);
