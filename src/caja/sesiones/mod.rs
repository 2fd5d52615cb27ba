//! The session of a drawer: opening, movements of cash, blind count, close.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
pub(in crate::caja) mod views;

pub(in crate::caja) use forms::ArqueoForm;
pub(crate) use model::{
    Conteo, Esperado, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, PorCerrar, Sentido, Sesion, SesionDeCobro, Tomada,
    cobra, reglas,
};
pub(crate) use queries::{
    abrir, agregar_arqueo, agregar_cierre, agregar_movimiento, agregar_reapertura, bloquear, cambiar_estado,
    contabilizar, esperado, fondo, mia, para_cobrar, por_cerrar, reanudar,
};
