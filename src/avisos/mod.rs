//! What is said to people outside the screen, and what contexts tell each other. Owns mensajes, envios and eventos,
//! canales_whatsapp, plantillas_whatsapp, eventos_whatsapp, conversaciones and entrantes_whatsapp.
//! Publishes `encolar`, `publicar` and `anunciar`, which does both, for services to call inside their own transaction, and the
//! letters themselves.

pub mod ajustes;
pub mod bajas;
mod cartas;
pub mod conversaciones;
pub mod correo;
mod cuenta;
pub mod encuestas;
pub mod equipo;
mod eventos;
mod forms;
mod model;
mod moldes;
mod motivos;
mod ofertas;
pub mod pages;
pub mod plantillas;
mod presupuestos;
pub mod queries;
mod reservas;
mod views;
pub mod whatsapp;

pub use cartas::{
    AvisoCita, AvisoSello, ReciboPago, Resumido, Suceso, cita, encuesta, exportacion, hilo_de_cita, hilo_de_pago,
    invitacion, recibo_pago, recordatorio, resumen, sello,
};
pub use cuenta::{AvisoCuenta, Novedad, cuenta, recuperacion};
pub use eventos::{Evento, anunciar, publicar};
pub use model::{
    Adjunto, Baja, Canal, Destinatario, Estado, Filtros, NuevoMensaje, Plantilla, PorRecordar, Reclamado, Resumen,
    Tipo, Vigencia,
};
pub use moldes::{MOLDES, RESPUESTAS, molde};
pub use ofertas::{DeOferta, hilo_de_oferta, oferta};
pub use plantillas::Plantillas;
pub use presupuestos::{DePresupuesto, hilo_de_presupuesto, presupuesto};
pub use queries::{callar, encolar, ultimo};
pub use reservas::{DeReserva, codigo_al_telefono, codigo_de_reserva, reserva_rechazada};
