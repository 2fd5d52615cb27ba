//! What comes of an order: partial receptions with their lots, each undone while its goods are still there.

pub mod forms;
pub mod pages;
pub mod queries;
pub mod views;
