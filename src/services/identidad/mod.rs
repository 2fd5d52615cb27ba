//! Who signs in, who works in a clinic and what each role may do: every write of identity that is more than one table.

mod carta;
pub mod cuenta;
pub mod equipo;
pub mod factor;
pub mod ingreso;
pub mod invitaciones;
pub mod recuperacion;
pub mod roles;

pub use ingreso::{Entrada, Ingreso, ingresar, salir};
