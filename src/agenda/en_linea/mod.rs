//! `/{clinica}/reservar`: whoever has no account books an hour. It is held from the moment it is picked; it becomes a cita once the
//! e-mail is known to be theirs, and, if the clinic wants so, once somebody looked at it.

pub mod ajustes;
pub mod aprobacion;
mod forms;
pub mod model;
pub mod pages;
pub mod queries;
mod views;
