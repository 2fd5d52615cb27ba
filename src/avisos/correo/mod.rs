//! The inbox of demo and development in the browser: what would have left, as whoever receives it sees it.

pub mod pages;
mod views;
