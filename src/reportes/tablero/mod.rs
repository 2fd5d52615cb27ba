//! The dashboard: how the clinic goes today, this week or this month, against the period before. Every figure comes from the sums
//! (`acumulados_totales`) or from tables that do not grow with the years, and leads to the report behind it.

mod model;
pub mod pages;
mod queries;
mod views;
