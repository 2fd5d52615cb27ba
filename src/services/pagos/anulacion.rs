//! Taking a payment back in the session that made it: as if it never was, but the row stays and another says so.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::idempotencia::{self, Intencion, Paso};
use super::marcar;
use crate::agenda::Pago;
use crate::caja::pagos::{self, Asignacion, Medio, NuevoPago, Tipo};
use crate::caja::{sesiones, ventas};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

#[derive(Debug, Clone, Serialize)]
pub struct Anulacion {
    pub pago_id: i64,
    pub motivo: String,
}

/// The reversal made. What the payment covered is owed again.
pub async fn anular(db: &Db, actor: &Actor, intencion: &Intencion, anulacion: &Anulacion) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => reversar(tx, intencion, anulacion).await,
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

async fn reversar(tx: &mut Tx<'_>, intencion: &Intencion, anulacion: &Anulacion) -> AppResult<i64> {
    let pago = pagos::queries::pago(tx, anulacion.pago_id).await?;
    let sesion = sesiones::para_cobrar(tx, pago.sesion_id).await?;
    if !sesion.a_cargo {
        return Err(AppError::Prohibido("caja.supervisar"));
    }
    if !sesiones::cobra(&sesion.estado) || pago.tipo != "pago" {
        return Err(rechazo("pago_no_anulable"));
    }
    let partes = pagos::queries::por_venta(tx, pago.id).await?;
    for parte in &partes {
        ventas::bloquear(tx, parte.venta_id).await?;
        ventas::sumar_pagado(tx, parte.venta_id, -parte.monto).await?;
        marcar(tx, parte.cita_id, Pago::NoPagada).await?;
    }
    let asignaciones = pagos::queries::asignaciones(tx, pago.id).await?;
    super::registrar(
        tx,
        &NuevoPago {
            sesion_id: sesion.id,
            serie_id: sesion.serie_id,
            tipo: Tipo::Anulacion,
            paciente_id: pago.paciente_id,
            pagador: &pago.pagador,
            moneda: &pago.moneda,
            total: -pago.total,
            vuelto: Decimal::ZERO,
            reversa_de: Some(pago.id),
            motivo: &anulacion.motivo,
            medios: &pago.medios().map(|m| Medio { monto: -m.monto, ..m }).collect::<Vec<_>>(),
            asignaciones: &asignaciones.into_iter().map(|a| Asignacion { monto: -a.monto, ..a }).collect::<Vec<_>>(),
            clave: intencion.clave,
            resultado: None,
        },
        Vec::new(),
    )
    .await
}
