//! Taking a whole sale back in the session that made it: its payments, its goods, what it left pending. The rows stay and say so.

use serde::Serialize;

use super::super::idempotencia::{self, Intencion, Paso};
use super::super::{presupuestos, stock};
use super::anulacion::{asentar, reabrir, sostener};
use super::marcar;
use crate::agenda::Pago;
use crate::bodega::stock::{Documento, Origen, OrigenConsumo, queries as bodega};
use crate::caja::ventas::{self, Venta};
use crate::caja::{devoluciones, pagos, sesiones};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

#[derive(Debug, Clone, Serialize)]
pub struct AnulacionDeVenta {
    pub venta_id: i64,
    pub motivo: String,
}

/// The sale, annulled.
pub async fn anular_venta(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    anulacion: &AnulacionDeVenta,
) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => deshacer(tx, intencion, anulacion).await,
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

async fn deshacer(tx: &mut Tx<'_>, intencion: &Intencion, anulacion: &AnulacionDeVenta) -> AppResult<i64> {
    let (id, motivo) = (anulacion.venta_id, anulacion.motivo.as_str());
    let Venta { sesion_id, paciente_id, .. } = ventas::venta(tx, id).await?;
    let sesion = sesiones::para_cobrar(tx, sesion_id).await?;
    if !sesion.a_cargo {
        return Err(AppError::Prohibido("caja.supervisar"));
    }
    if !sesiones::cobra(&sesion.estado) {
        return Err(rechazo("venta_no_anulable"));
    }
    sostener(tx, paciente_id).await?;
    let venta = tomar(tx, id).await?;
    let vivos = vivos(tx, id, sesion.id).await?;
    for pago in &vivos {
        reabrir(tx, pago.id).await?;
    }
    presupuestos::soltar(tx, id).await?;
    devolver_bienes(tx, &venta, motivo).await?;
    marcar(tx, venta.cita_id, Pago::NoPagada).await?;
    ventas::anular(tx, id, motivo).await?;
    for pago in &vivos {
        asentar(tx, &sesion, pago, motivo, (intencion.clave, Some(id))).await?;
    }
    idempotencia::concluir(tx, intencion.clave, id).await?;
    Ok(id)
}

async fn tomar(tx: &mut Tx<'_>, id: i64) -> AppResult<Venta> {
    let venta = ventas::bloquear(tx, id).await?;
    if venta.estado != "emitida" {
        return Err(rechazo("venta_anulada"));
    }
    if devoluciones::queries::hay_de_venta(tx, id).await? {
        return Err(rechazo("venta_con_devolucion"));
    }
    Ok(venta)
}

/// The payments that cover it now. Each goes back whole, so it must be of this session and cover nothing else.
async fn vivos(tx: &mut Tx<'_>, venta_id: i64, sesion_id: i64) -> AppResult<Vec<pagos::Pago>> {
    let mut vivos = Vec::new();
    for pago in pagos::queries::de_venta(tx, venta_id).await?.into_iter().filter(pagos::Pago::anulable) {
        let partes = pagos::queries::por_venta(tx, pago.id).await?;
        if !partes.iter().any(|parte| parte.venta_id == venta_id) {
            continue;
        }
        if partes.len() > 1 {
            return Err(rechazo("venta_pagada_con_otras"));
        }
        if pago.sesion_id != sesion_id {
            return Err(rechazo("venta_de_otra_caja"));
        }
        vivos.push(pago);
    }
    Ok(vivos)
}

/// What it took comes back, its recipe may be consumed again, and nothing of it waits to be consumed.
async fn devolver_bienes(tx: &mut Tx<'_>, venta: &Venta, motivo: &str) -> AppResult<()> {
    if let Some(cita_id) = venta.cita_id {
        bodega::soltar_receta(tx, cita_id, OrigenConsumo::Venta).await?;
    }
    // First: whoever settles one of them right now is waited for, and what it took is taken back with the rest.
    bodega::desistir_pendientes(tx, Origen { cita_id: None, venta_id: Some(venta.id) }, motivo).await?;
    stock::reversar(tx, Documento::Venta(venta.id), motivo).await
}
