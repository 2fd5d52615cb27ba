//! Where the API tells us what happens.

pub mod pages;
pub mod queries;
