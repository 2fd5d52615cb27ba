//! Receiving money of a patient: towards what they owe, the oldest first, and what is over stays in their favour.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::idempotencia::Intencion;
use super::cuenta::Entrega;
use super::{Intento, Negativa, abierta, asignar, favor, marcar, medios, registrar, reglas, una_vez};
use crate::agenda::Pago;
use crate::caja::pagos::{Asignacion, NuevoPago, Tipo};
use crate::caja::ventas::{self, MedioEntregado, Venta};
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;

/// A payment of somebody, towards these of their sales or towards none.
#[derive(Debug, Clone, Serialize)]
pub struct PagoDePaciente {
    pub sesion_id: i64,
    pub paciente_id: i64,
    pub pagador: String,
    pub ventas: Vec<i64>,
    pub monto: Decimal,
    pub medios: Vec<MedioEntregado>,
}

/// The payment made.
pub async fn recibir(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    pago: &PagoDePaciente,
) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| cobrar(tx, intencion, pago).await).await
}

async fn cobrar(tx: &mut Tx<'_>, intencion: &Intencion, pago: &PagoDePaciente) -> Intento<i64> {
    let sesion = abierta(tx, pago.sesion_id).await?;
    let gastado = favor::gastado(&pago.medios);
    let (paciente_id, hay) = favor::sostener(tx, pago.paciente_id).await?;
    if gastado > hay {
        return Err(Negativa::AbonoInsuficiente { hay }.into());
    }
    let ventas = deudas(tx, paciente_id, pago, &sesion.moneda).await?;
    let deuda = ventas.iter().map(Venta::saldo).sum::<Decimal>();
    if !gastado.is_zero() && pago.monto > deuda {
        return Err(Negativa::AbonoDeMas { maximo: deuda }.into());
    }
    let entrega = Entrega { medios: &pago.medios, deja_vuelto: false };
    let cobro = entrega.cobrar(pago.monto, reglas(&sesion)?, Some(paciente_id))?;
    if !cobro.salda() {
        return Err(Negativa::Incompleto { falta: cobro.pendiente }.into());
    }
    let asignaciones = repartir(tx, &ventas, pago.monto).await?;
    Ok(registrar(
        tx,
        &NuevoPago {
            sesion_id: sesion.id,
            serie_id: sesion.serie_id,
            tipo: Tipo::Pago,
            paciente_id: Some(paciente_id),
            pagador: &pago.pagador,
            moneda: &sesion.moneda,
            total: cobro.total(),
            vuelto: cobro.vuelto,
            reversa_de: None,
            motivo: "",
            medios: &medios(&pago.medios, &cobro),
            asignaciones: &asignaciones,
            abonos: &favor::asientos(gastado, (pago.monto - deuda).max(Decimal::ZERO)),
            clave: intencion.clave,
            resultado: None,
        },
        Vec::new(),
    )
    .await?)
}

/// The sales that were chosen, held, the oldest first. One that owes nothing any more, or is not theirs, is not what was shown.
async fn deudas(tx: &mut Tx<'_>, paciente_id: i64, pago: &PagoDePaciente, moneda: &str) -> Intento<Vec<Venta>> {
    if pago.ventas.is_empty() {
        return Ok(Vec::new());
    }
    let ventas = ventas::bloquear_de(tx, paciente_id, &pago.ventas).await?;
    if ventas.len() < pago.ventas.len() || ventas.iter().any(|v| v.saldo().is_zero()) {
        return Err(Negativa::DeudaCambiada.into());
    }
    match ventas.iter().find(|v| v.moneda != moneda) {
        Some(otra) => Err(Negativa::OtraMoneda { que: format!("La venta {}", otra.id) }.into()),
        None => Ok(ventas),
    }
}

/// Covers one sale after the other while there is something left.
async fn repartir(tx: &mut Tx<'_>, ventas: &[Venta], mut monto: Decimal) -> AppResult<Vec<Asignacion>> {
    let mut asignaciones = Vec::new();
    for venta in ventas {
        let parte = venta.saldo().min(monto);
        if parte.is_zero() {
            break;
        }
        monto -= parte;
        let debe = ventas::lineas(tx, venta.id).await?;
        asignaciones.extend(asignar(debe.iter().map(|l| (l.id, l.debe)), parte));
        ventas::sumar_pagado(tx, venta.id, parte).await?;
        marcar(tx, venta.cita_id.filter(|_| parte == venta.saldo()), Pago::Pagada).await?;
    }
    Ok(asignaciones)
}
