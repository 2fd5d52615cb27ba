//! Booking: the form that takes a free slot for a patient, and the hold that keeps it while the form is open.

pub(super) mod forms;
pub mod pages;
pub mod queries;
pub(super) mod views;
