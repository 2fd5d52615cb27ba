//! The streams of the agenda: they say that a day changed, and nothing of what is in it.

mod forms;
pub mod pages;
