//! The link of a letter, with which a patient confirms, changes or cancels a cita. Whoever has it reads when, with whom and where; never
//! what for, nor who comes.

mod forms;
pub mod model;
pub mod pages;
pub mod queries;
mod views;
