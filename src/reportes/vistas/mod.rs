//! Reports as each person likes to read them. Owns vistas_guardadas.

pub mod pages;
pub mod queries;
