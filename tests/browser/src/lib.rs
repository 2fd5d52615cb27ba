//! The suite in a real Chromium: what a day at the desk does, by mouse, by keyboard alone and without scripts.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "a test looks past the doors of Db")]

mod agenda;
mod caja;
mod en_linea;
mod encuesta;
mod espera;
mod factor;
mod importacion;
mod ingreso;
mod jornada;
mod marco;
mod pacientes;
mod paginas;
mod plantillas;
mod presupuestos;
mod reportes;
mod soporte;
mod toque;
mod vivo;
