//! The link that makes an invited person a member: shown once, followed once.

mod forms;
pub mod pages;
pub mod queries;
mod views;
