//! The waiting list: who waits for an hour, who fits one that was freed, and the way from there to the form of a booking.

mod forms;
pub mod hueco;
pub mod model;
pub mod oferta;
pub mod pages;
pub mod queries;
pub mod views;
