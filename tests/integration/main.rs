//! The suite that runs against a real PostgreSQL. Its folders mirror `src/`; `soporte` is what tests stand on.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what went wrong by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test looks past the doors of Db, and sets clocks from the real one")]

mod agenda;
mod auditoria;
mod avisos;
mod bodega;
mod caja;
mod capas;
mod catalogo;
mod catalogos;
mod db;
mod demo;
mod escritorio;
mod esquema;
mod identidad;
mod jobs;
mod matriz;
mod nginx;
mod pacientes;
mod programa;
mod reportes;
mod soporte;
mod web;
