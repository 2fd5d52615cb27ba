//! Where people count, phone in hand: find or scan a label, write how much there is, next. What the books say is not here.

mod forms;
pub mod pages;
mod views;
