//! Sales: what is charged, line by line, and what is still owed of it.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
pub(in crate::caja) mod views;

pub(in crate::caja) use forms::VentaForm;
pub(in crate::caja) use model::Mostrador;

pub(in crate::caja) use forms::{medios, sesion};
pub(crate) use model::{
    Atencion, Descuentos, Emision, Emitida, Extra, Linea, MedioEntregado, NuevaLinea, NuevaVenta, PorCobrar, Tarifa,
    Venta,
};
pub(crate) use queries::{
    acreditar, anular, bloquear, bloquear_de, emitir, lineas, por_cobrar, sumar_pagado, tarifas, venta,
};
