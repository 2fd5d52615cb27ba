//! What people ask of their own data (Ley 21.719): received, answered in time, each step with who and when. Owns
//! solicitudes_datos and solicitudes_pasos.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Medio, Nueva, PLAZO_DIAS, Paso, Tipo};
