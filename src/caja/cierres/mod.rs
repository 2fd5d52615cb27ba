//! What a close says: the Z report of its session, on paper.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;
