//! Numbers a manager acts on. Owns no table and writes nothing: it reads the views that the other contexts publish.

pub mod cuadratura;
pub mod model;
pub mod pages;
pub mod queries;
mod views;
