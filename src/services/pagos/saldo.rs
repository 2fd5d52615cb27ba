//! Paying what an emitted sale still owes.

use serde::Serialize;

use super::super::Falla;
use super::super::idempotencia::Intencion;
use super::cuenta::Entrega;
use super::{Intento, Negativa, abierta, asignar, favor, marcar, medios, registrar, reglas, una_vez};
use crate::agenda::Pago;
use crate::caja::pagos::{NuevoPago, Tipo};
use crate::caja::ventas::{self, MedioEntregado};
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;

/// A payment towards a sale that exists.
#[derive(Debug, Clone, Serialize)]
pub struct PagoDeSaldo {
    pub sesion_id: i64,
    pub venta_id: i64,
    pub medios: Vec<MedioEntregado>,
    /// The change stays in favour of the patient.
    pub deja_vuelto: bool,
}

/// The payment made.
pub async fn pagar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    pago: &PagoDeSaldo,
) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| cobrar(tx, intencion, pago).await).await
}

async fn cobrar(tx: &mut Tx<'_>, intencion: &Intencion, pago: &PagoDeSaldo) -> Intento<i64> {
    let sesion = abierta(tx, pago.sesion_id).await?;
    let gastado = favor::gastado(&pago.medios);
    if !gastado.is_zero() {
        let paciente = ventas::venta(tx, pago.venta_id).await?.paciente_id;
        favor::exigir(tx, paciente, gastado).await?;
    }
    let venta = ventas::bloquear(tx, pago.venta_id).await?;
    if venta.estado != "emitida" || venta.saldo().is_zero() {
        return Err(Falla::No(Negativa::Saldada));
    }
    if venta.moneda != sesion.moneda {
        return Err(Falla::No(Negativa::OtraMoneda { que: venta.moneda }));
    }
    let entrega = Entrega { medios: &pago.medios, deja_vuelto: pago.deja_vuelto };
    let cobro = entrega.cobrar(venta.saldo(), reglas(&sesion)?, venta.paciente_id)?;
    let debe = ventas::lineas(tx, venta.id).await?;
    marcar(tx, venta.cita_id.filter(|_| cobro.salda()), Pago::Pagada).await?;
    ventas::sumar_pagado(tx, venta.id, cobro.abonado()).await?;
    Ok(registrar(
        tx,
        &NuevoPago {
            sesion_id: sesion.id,
            serie_id: sesion.serie_id,
            tipo: Tipo::Pago,
            paciente_id: venta.paciente_id,
            pagador: &venta.pagador,
            moneda: &venta.moneda,
            total: cobro.total(),
            vuelto: cobro.vuelto,
            reversa_de: None,
            motivo: "",
            medios: &medios(&pago.medios, &cobro),
            asignaciones: &asignar(debe.iter().map(|l| (l.id, l.debe)), cobro.abonado()),
            abonos: &favor::asientos(gastado, cobro.a_favor),
            clave: intencion.clave,
            resultado: None,
        },
        Vec::new(),
    )
    .await?)
}
