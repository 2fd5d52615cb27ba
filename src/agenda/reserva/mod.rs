//! Booking: the form that takes a free slot for a patient.

mod forms;
pub mod pages;
mod views;
