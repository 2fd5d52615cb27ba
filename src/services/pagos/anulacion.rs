//! Taking a payment back in the session that made it: as if it never was, but the row stays and another says so.

use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

use super::super::idempotencia::{self, Intencion, Paso};
use super::{favor, marcar};
use crate::agenda::Pago as Letra;
use crate::avisos::{callar, hilo_de_pago};
use crate::caja::pagos::{self, Asignacion, Medio, NuevoPago, Pago, Tipo};
use crate::caja::sesiones::{self, SesionDeCobro};
use crate::caja::{abonos, devoluciones, ventas};
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
    sostener(tx, pago.paciente_id).await?;
    reabrir(tx, pago.id).await?;
    asentar(tx, &sesion, &pago, &anulacion.motivo, (intencion.clave, None)).await
}

/// Whoever has something in favour of them, held before their sales are.
pub(super) async fn sostener(tx: &mut Tx<'_>, paciente: Option<i64>) -> AppResult<()> {
    if let Some(paciente) = paciente {
        favor::sostener(tx, paciente).await?;
    }
    Ok(())
}

/// What the payment covered is owed again. Refused once something of it was given back, or may be.
pub(super) async fn reabrir(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<()> {
    for parte in pagos::queries::por_venta(tx, pago_id).await? {
        ventas::bloquear(tx, parte.venta_id).await?;
        ventas::sumar_pagado(tx, parte.venta_id, -parte.monto).await?;
        marcar(tx, parte.cita_id, Letra::NoPagada).await?;
    }
    if devoluciones::queries::hay_de_pago(tx, pago_id).await? { Err(rechazo("pago_con_devolucion")) } else { Ok(()) }
}

/// The payment that undoes `pago`, its figures negated, each from where it stands now; `clave` and what its intention made, if not
/// the payment itself. Whose it is, is held.
pub(super) async fn asentar(
    tx: &mut Tx<'_>,
    sesion: &SesionDeCobro,
    pago: &Pago,
    motivo: &str,
    (clave, resultado): (Uuid, Option<i64>),
) -> AppResult<i64> {
    let asignaciones = pagos::queries::asignaciones(tx, pago.id).await?;
    let a_favor = abonos::queries::de_pago(tx, pago.id).await?;
    callar(tx, &hilo_de_pago(pago.id)).await?;
    let reversa = super::registrar(
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
            motivo,
            medios: &pago.medios().map(|m| Medio { monto: -m.monto, ..m }).collect::<Vec<_>>(),
            asignaciones: &asignaciones.into_iter().map(|a| Asignacion { monto: -a.monto, ..a }).collect::<Vec<_>>(),
            abonos: &favor::asientos(a_favor, Decimal::ZERO),
            clave,
            resultado,
        },
        Vec::new(),
    )
    .await?;
    if a_favor > Decimal::ZERO {
        favor::exigir_sin_usar(tx, pago.paciente_id).await?;
    }
    Ok(reversa)
}
