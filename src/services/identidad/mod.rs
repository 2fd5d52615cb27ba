//! Who signs in, who works in a clinic and what each role may do: every write of identity that is more than one table.

pub mod cuenta;
pub mod equipo;
pub mod ingreso;
pub mod invitaciones;
pub mod roles;

pub use ingreso::{Ingreso, ingresar, salir};
