//! Counting a depot among several, without seeing what the books say.

mod accesos;
mod carreras;
mod conteo;
pub mod mundo;
mod propiedad;
