//! The drawer: charging, races, counting, and the identities of the ledger.

mod accesos;
mod anulaciones;
mod caida;
mod carreras;
mod cierre;
mod cobro;
mod comisiones;
mod devoluciones;
mod historias;
mod lineas;
pub mod mundo;
mod recibos;
