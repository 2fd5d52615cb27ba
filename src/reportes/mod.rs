//! Numbers a manager acts on. Owns no table of facts and writes none: it reads the views that the other contexts publish.

pub mod catalogo;
pub mod cuadratura;
pub mod definicion;
pub mod fila;
pub mod lectura;
