//! One cita: its row, its page, its changes of state.

pub mod forms;
pub mod pages;
pub mod views;
