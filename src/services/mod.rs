//! Every write that spans tables: one public function is one whole business transaction.
//!
//! Lock order, the same for all, so that none waits for another in a circle: idempotencia (its insert), enlaces_cita (its use), reservas_en_linea, ofertas_espera → cajas `FOR
//! SHARE` (who archives one takes it `FOR UPDATE`) → sesiones_caja `FOR SHARE`, two of them by id (a count or a close
//! takes `FOR UPDATE`) → traspasos_caja, relevos_caja → clinicas `FOR NO KEY UPDATE` (who works there, what each role
//! may do, who was merged into whom, whom an import creates) → pacientes, profesionales, boxes `FOR NO KEY UPDATE` (a
//! merge takes its two pacientes `FOR UPDATE`) → ventas that exist `FOR NO KEY UPDATE` → devoluciones → presupuestos by id
//! `FOR NO KEY UPDATE` (whoever holds one may sell its lines or put them anew, and nobody else) → ordenes_compra, then
//! their recepciones → inventarios (who counts takes it `FOR SHARE`) → recetas_consumidas (its insert) →
//! consumos_pendientes that wait, documentos_bodega, traslados `FOR NO KEY UPDATE` → existencias by insumo and depósito
//! `FOR NO KEY UPDATE`: whoever holds it may move the lotes of that insumo, and nobody else (a count takes one `FOR
//! SHARE`) → citas (behind the advisory lock of a prestación that has limits) → the advisory lock of a day's arrivals →
//! esperas → series (folio) last, that of notas after that of pagos; that of presupuestos goes alone. Cash that is given
//! back takes its session `FOR UPDATE`, so that no other takes the same notes.

pub mod adjuntos;
pub mod avisos;
pub mod bajas;
pub mod cajas;
pub mod catalogos;
pub mod citas;
pub mod clinicas;
pub mod comisiones;
pub mod compras;
pub mod convenios;
pub mod devoluciones;
pub mod en_linea;
pub mod encuestas;
pub mod enlaces;
pub mod esperas;
pub mod exportaciones;
mod freno;
pub mod fusiones;
pub mod horarios;
pub mod huecos;
pub mod idempotencia;
pub mod identidad;
pub mod importaciones;
pub mod insumos;
pub mod inventarios;
pub mod novedades;
mod ofertas;
pub mod pacientes;
pub mod pagos;
pub mod planillas;
pub mod plantillas;
pub mod presupuestos;
pub mod recordatorios;
pub mod retenciones;
pub mod sellos;
pub mod series;
pub mod solicitudes;
pub mod stock;
pub mod suscripciones;
pub mod whatsapp;

use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

/// What stops a step: a fault, or a refusal `N` that the page explains.
pub(crate) enum Falla<N> {
    App(AppError),
    No(N),
}

impl<N> From<AppError> for Falla<N> {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// A whole write whose refusals carry data. A refusal undoes everything, as an error does.
async fn escribir<T, N, F>(db: &Db, actor: &Actor, pasos: F) -> AppResult<Result<T, N>>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, Falla<N>>,
{
    let mut negativa = None;
    let hecho = db
        .escribir(actor, async |tx| match pasos(tx).await {
            Ok(valor) => Ok(valor),
            Err(Falla::App(error)) => Err(error),
            Err(Falla::No(no)) => {
                negativa = Some(no);
                Err(rechazo("negativa"))
            }
        })
        .await;
    match negativa {
        Some(no) => Ok(Err(no)),
        None => hecho.map(Ok),
    }
}
