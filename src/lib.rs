//! Antesala: the front of a clinic. What `main` and the tests share.

pub mod agenda;
pub mod auditoria;
pub mod avisos;
pub mod bodega;
pub mod caja;
pub mod catalogos;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod escritorio;
pub mod identidad;
pub mod jobs;
pub mod mail;
pub mod pacientes;
pub mod pdf;
pub mod planilla;
pub mod programa;
pub mod reportes;
pub mod routes;
mod schema;
pub mod services;
pub mod ui;
pub mod urls;
pub mod values;
pub mod web;
pub mod whatsapp;
