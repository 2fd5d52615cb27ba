//! Numbers a manager acts on. Owns exportaciones, exportaciones_partes, suscripciones and vistas_guardadas; of what they count it owns nothing and writes nothing: it reads the views that the other contexts publish.

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
