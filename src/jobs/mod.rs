//! Work that no request waits for: the worker that sends messages, runs jobs and keeps a schedule, and the queue of those jobs. Owns
//! trabajos and rondas. One file a job.

mod acumulados;
mod agenda;
mod cancelacion;
mod correos;
mod encuestas;
mod entrantes;
mod errores;
mod exportaciones;
mod importaciones;
pub mod lista;
mod novedades;
mod queue;
mod recordatorios;
mod recuperaciones;
mod reintentar_envios;
mod retenidas;
pub mod retiros;
mod ritmo;
pub mod rondas;
pub mod sellos;
mod sosten;
mod suscripciones;
mod via;
mod whatsapps;
mod worker;

pub use acumulados::plegar as plegar_acumulados;
pub use cancelacion::cancelar;
pub use queue::{Trabajo, encolar, encolar_para};
pub use ritmo::Ritmo;
pub use worker::{EnMarcha, Obrero};
