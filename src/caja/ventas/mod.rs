//! Sales: what is charged, line by line, and what is still owed of it.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::{
    Atencion, Descuentos, Emision, Emitida, Extra, Linea, MedioEntregado, NuevaLinea, NuevaVenta, PorCobrar, Tarifa,
    Venta,
};
pub(crate) use queries::{acreditar, anular, bloquear, emitir, lineas, por_cobrar, sumar_pagado, tarifas, venta};
