//! The list of a day: the citas in order, a page at a time, to filter and to print.

pub mod queries;
pub mod views;
