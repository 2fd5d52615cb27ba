//! Every write that spans tables: one public function is one whole business transaction.
//!
//! Lock order, the same for all: idempotencia (its insert) → sesiones_caja `FOR SHARE` (a close takes `FOR UPDATE`)
//! → clinicas `FOR NO KEY UPDATE` (who works there and what each role may do) → pacientes, profesionales, boxes `FOR NO KEY UPDATE` → lotes by insumo, caduca, id → series (folio) last.

pub mod avisos;
pub mod catalogos;
pub mod citas;
pub mod clinicas;
pub mod identidad;
pub mod pacientes;
