//! Messages from the transaction that causes them to the inbox of whoever they are for, over real SMTP.

mod ajustes;
mod enviar;
mod equipo;
mod escribir;
pub mod mundo;
mod pantalla;
mod plantillas;
mod ritmo;
mod servidor;
mod trabajos;
mod whatsapp;
