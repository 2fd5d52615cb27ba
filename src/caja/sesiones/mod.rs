//! The session of a drawer: opening, movements of cash, blind count, close.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
pub(in crate::caja) mod views;

pub(crate) use model::{
    Conteo, Esperado, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, Sentido, Sesion, SesionDeCobro, cobra,
};
pub(crate) use queries::{
    abrir, agregar_arqueo, agregar_cierre, agregar_movimiento, arqueos, bloquear, cambiar_estado, crear_caja,
    crear_serie_de_notas, esperado, mia, para_cobrar,
};
