//! What was asked for online and waits for somebody of the clinic.

pub mod pages;
mod views;
