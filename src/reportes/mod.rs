//! Numbers a manager acts on. Owns exportaciones, exportaciones_partes, suscripciones, vistas_guardadas, acumulados and
//! acumulados_deltas. Of what they count it owns nothing and writes nothing: it reads the tables and the views of the others.

pub mod archivo;
pub mod catalogo;
pub mod cuadratura;
pub mod definicion;
pub mod exportaciones;
pub mod fila;
pub mod lectura;
mod replica;
pub mod suscripciones;
pub mod tablero;
pub mod vistas;

pub use exportaciones::{Dicha, dicha};
