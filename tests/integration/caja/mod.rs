//! The drawer: charging, races, counting, and the identities of the ledger.

mod accesos;
mod caida;
mod carreras;
mod cierre;
mod cobro;
mod historias;
mod lineas;
pub mod mundo;
mod precios;
mod recibos;
