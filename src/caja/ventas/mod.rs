//! Sales: what is charged, line by line, and what is still owed of it.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::{
    Atencion, Descuentos, Emision, Emitida, Extra, MedioEntregado, NuevaLinea, NuevaVenta, PorCobrar, Tarifa,
};
pub(crate) use queries::{bloquear, emitir, lineas, por_cobrar, sumar_pagado, tarifas};
