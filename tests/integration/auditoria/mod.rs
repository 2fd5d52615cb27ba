//! The audit: sealed day by day, and shown to whoever may see it.

mod libros;
mod pantalla;
mod retiros;
mod sellos;
mod solicitudes;
