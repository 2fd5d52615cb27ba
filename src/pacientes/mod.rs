//! The people a clinic attends. Owns pacientes, contactos_paciente, adjuntos, adjuntos_contenidos, fusiones, importaciones,
//! consentimientos_whatsapp and lecturas_ficha. Publishes `Resumen` (how a patient is named on any screen), the search, and the creation that a booking does
//! in place.

pub mod adjuntos;
pub mod contactos;
mod forms;
pub mod fusion;
pub mod importacion;
mod model;
pub mod pages;
mod paises;
pub mod queries;
pub mod views;

pub use forms::{NOMBRE_MAX, PacienteForm};
pub use model::{
    BLOQUEADA, Consentimiento, Cuales, NuevoPaciente, Optativa, Paciente, REGLA_BLOQUEADA, Resumen, mostrar_documento,
};
