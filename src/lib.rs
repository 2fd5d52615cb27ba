//! Antesala: the front of a clinic. What `main` and the tests share.

pub mod config;
pub mod db;
pub mod error;
pub mod identidad;
pub mod routes;
mod schema;
pub mod services;
pub mod ui;
pub mod urls;
pub mod values;
pub mod web;
