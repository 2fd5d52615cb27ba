//! The way to the database.

pub mod embedded;
