//! The seal of the audit: each day that is over is summed up, row by row, and signed with a key that the database does not
//! have. Owns dias_auditoria, sellos_auditoria and hojas_auditoria. Publishes what a seal is made of and `verificar`.

mod model;
pub mod queries;
mod verificacion;

pub use model::{Cuerpo, Dia, HOJA, Hoja, Resumido, Sello, VERSION, firmar_dia, hojas_de, resumir};
pub use verificacion::{Falla, Hallazgo, Informe, verificar};
