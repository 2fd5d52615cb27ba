//! Hours given to patients. Owns citas, citas_series, citas_de_serie, retenciones, citas_estados, citas_transiciones,
//! enlaces_cita, reservas_en_linea and esperas, and the words of their states.
//!
//! Publishes to the others: `queries::cita` (a `Cita` with its patient, prestación, price and payment letter), `queries::marcar_pago` for whoever takes the money, `cruces` for whoever takes two
//! patients for one, and the view `citas_detalle` to join.

pub mod calendario;
pub mod citas;
mod cruces;
pub mod dia;
pub mod en_linea;
pub mod enlace;
pub mod espera;
mod estado;
mod lista;
mod mes;
mod model;
pub mod mudanza;
pub mod queries;
mod rejilla;
pub mod reserva;
pub mod sala;
pub mod serie;
pub mod vivo;

pub use cruces::{Cruce, cruces};
pub use estado::{Estado, Pago};
pub use model::{Cambio, Cita, Hora, HoraPedida, NuevaCita, Oferta, Origen, PorAvisar, Quien, Sobrecupo};
pub use mudanza::queries as mudanzas;
