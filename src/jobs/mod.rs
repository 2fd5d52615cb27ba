//! Work that no request waits for: the worker that sends messages and runs jobs, and the queue of those jobs. Owns
//! trabajos. One file a job.

mod acumulados;
mod correos;
mod exportaciones;
mod importaciones;
mod novedades;
mod queue;
mod recordatorios;
mod recuperaciones;
mod reintentar_envios;
mod retenidas;
pub mod retiros;
mod ritmo;
pub mod sellos;
mod suscripciones;
mod worker;

pub use acumulados::plegar as plegar_acumulados;
pub use queue::{Trabajo, encolar, encolar_para};
pub use ritmo::Ritmo;
pub use worker::{EnMarcha, Obrero};
