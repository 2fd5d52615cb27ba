//! Pure types of the domain: what a word of the desk means, with no I/O, no database and no page.
//! A value that exists is valid; every refusal is typed, and its Spanish stands in `mensajes`.

pub mod ajuste;
pub mod antelacion;
pub mod archivo;
pub mod cantidad;
pub mod cobro;
pub mod correo;
pub mod descuento;
pub mod devolucion;
pub mod dicho;
pub mod dinero;
pub mod documento;
pub mod fecha;
pub mod fefo;
pub mod feriados;
pub mod gs1;
pub mod ics;
pub mod iva;
pub mod llave;
mod mensajes;
pub mod muro;
pub mod parte;
pub mod plantilla;
pub mod redondeo;
pub mod reparto;
pub mod reposicion;
pub mod rut;
pub mod telefono;
pub mod texto;
pub mod totp;
pub mod zona;
