//! What a clinic offers and who does it. Owns profesionales, prestaciones and who may do which, boxes, horarios, excepciones,
//! feriados and feriados_clinica. Publishes the choices that the other contexts show.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{BloqueSemana, MENSAJES, NuevaPrestacion, NuevoProfesional, Opcion, Opciones};
