//! The same hour every so many weeks: which fit, booked together, changed one by one or from one on.

mod forms;
pub mod pages;
pub mod queries;
mod views;

/// Which citas of a series a change is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alcance {
    Siguientes,
    Todas,
}
