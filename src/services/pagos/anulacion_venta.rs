//! Taking a whole sale back in the session that made it: its payments, its goods, what it left pending. The rows stay and say so.

use serde::Serialize;

use super::super::idempotencia::{self, Intencion, Paso};
use super::super::stock;
use super::anulacion::{asentar, reabrir};
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
    let sesion_id = ventas::venta(tx, id).await?.sesion_id;
    let sesion = sesiones::para_cobrar(tx, sesion_id).await?;
    if !sesion.a_cargo {
        return Err(AppError::Prohibido("caja.supervisar"));
    }
    if !sesiones::cobra(&sesion.estado) {
        return Err(rechazo("venta_no_anulable"));
    }
    let venta = tomar(tx, id).await?;
    let vivos = pagos::queries::de_venta(tx, id).await?.into_iter().filter(pagos::Pago::anulable).collect::<Vec<_>>();
    if vivos.iter().any(|pago| pago.sesion_id != sesion.id) {
        return Err(rechazo("venta_de_otra_caja"));
    }
    for pago in &vivos {
        reabrir(tx, pago.id).await?;
    }
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

/// What it took comes back, its recipe may be consumed again, and nothing of it waits to be consumed.
async fn devolver_bienes(tx: &mut Tx<'_>, venta: &Venta, motivo: &str) -> AppResult<()> {
    if let Some(cita_id) = venta.cita_id {
        bodega::soltar_receta(tx, cita_id, OrigenConsumo::Venta).await?;
    }
    // First: whoever settles one of them right now is waited for, and what it took is taken back with the rest.
    bodega::desistir_pendientes(tx, Origen { cita_id: None, venta_id: Some(venta.id) }, motivo).await?;
    stock::reversar(tx, Documento::Venta(venta.id), motivo).await
}
