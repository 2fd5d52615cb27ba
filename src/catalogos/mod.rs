//! What a clinic offers and who does it. Owns profesionales, prestaciones and who may do which, boxes, horarios, excepciones,
//! feriados and feriados_clinica. Publishes the choices that the other contexts show.

mod forms;
mod model;
mod pages;
pub mod prestaciones;
pub mod profesionales;
pub mod queries;
mod views;

pub use model::{BloqueSemana, MENSAJES, Opcion, Opciones};
pub use prestaciones::NuevaPrestacion;
pub use profesionales::NuevoProfesional;
