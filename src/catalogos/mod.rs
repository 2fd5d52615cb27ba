//! What a clinic offers and who does it. Owns profesionales, prestaciones and who may do which, boxes, sucursales, horarios, excepciones,
//! bloqueos, citas_conservadas, feriados and feriados_clinica. Publishes the choices that the other contexts show.

pub mod bloqueos;
pub mod boxes;
pub mod excepciones;
pub mod feriados;
mod forms;
pub mod fuera;
pub mod guia;
pub mod horarios;
mod model;
mod pages;
pub mod prestaciones;
pub mod profesionales;
pub mod queries;
pub mod sede;
mod views;

pub use model::{Bloque, BloqueSemana, Lugar, MENSAJES, Opcion, OpcionLugar, Opciones};
pub use prestaciones::NuevaPrestacion;
pub use profesionales::NuevoProfesional;
pub use sede::{Sucursal, sucursales};
