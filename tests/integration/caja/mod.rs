//! The drawer: charging, races, counting, and the identities of the ledger.

mod abonos;
mod accesos;
mod ajustes;
mod anulaciones;
mod borrador;
mod caida;
mod cajas;
mod carreras;
mod ciego;
mod cierre;
mod cobro;
mod comisiones;
mod deudas;
mod devoluciones;
mod historias;
mod informe;
mod lineas;
pub mod mundo;
mod precios;
pub mod presupuestos;
mod recibos;
mod relevos;
mod traspasos;
mod vida;
