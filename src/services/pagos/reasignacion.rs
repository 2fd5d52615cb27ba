//! Moving what a payment covers: from a sale to another one of the same patient, or to their favour. Nothing is edited; the ledger
//! gets the rows that take it off one side and put it on the other.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::idempotencia::{self, Intencion};
use super::{asignar, favor, marcar};
use crate::agenda::Pago as Letra;
use crate::caja::devoluciones;
use crate::caja::pagos::{self, Asignacion};
use crate::caja::reasignaciones::{self, NuevaReasignacion};
use crate::caja::ventas::{self, Venta};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, rechazo};

#[derive(Debug, Clone, Serialize)]
pub struct Reasignacion {
    pub pago_id: i64,
    pub de: i64,
    /// None: stays in favour of the patient.
    pub a: Option<i64>,
    pub monto: Decimal,
    pub motivo: String,
}

/// The payment, its allocation moved.
pub async fn reasignar(db: &Db, actor: &Actor, intencion: &Intencion, pedida: &Reasignacion) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let paciente = pagos::queries::pago(tx, pedida.pago_id).await?.paciente_id;
        let paciente = paciente.ok_or_else(|| rechazo("reasignacion_destino"))?;
        let (vigente, _) = favor::sostener(tx, paciente).await?;
        let ids: Vec<i64> = [Some(pedida.de), pedida.a].into_iter().flatten().collect();
        let ventas = ventas::bloquear_de(tx, vigente, &ids).await?;
        if !pagos::queries::pago(tx, pedida.pago_id).await?.anulable() {
            return Err(rechazo("pago_no_anulable"));
        }
        if devoluciones::queries::hay_de_pago(tx, pedida.pago_id).await? {
            return Err(rechazo("pago_con_devolucion"));
        }
        let sale = sacar(tx, pedida, hallar(&ventas, pedida.de)?).await?;
        let entra = match pedida.a {
            Some(a) => poner(tx, pedida, hallar(&ventas, a)?).await?,
            None => Vec::new(),
        };
        let nueva = NuevaReasignacion {
            pago_id: pedida.pago_id,
            motivo: &pedida.motivo,
            asignaciones: &[sale, entra].concat(),
            a_favor: if pedida.a.is_none() { pedida.monto } else { Decimal::ZERO },
            paciente_id: paciente,
        };
        reasignaciones::queries::asentar(tx, &nueva).await?;
        Ok(pedida.pago_id)
    })
    .await
}

fn hallar(ventas: &[Venta], id: i64) -> AppResult<&Venta> {
    ventas.iter().find(|v| v.id == id).ok_or_else(|| rechazo("reasignacion_destino"))
}

/// What the payment covers of a sale, taken off: it is owed again.
async fn sacar(tx: &mut Tx<'_>, pedida: &Reasignacion, venta: &Venta) -> AppResult<Vec<Asignacion>> {
    let cubre = reasignaciones::queries::cubierto(tx, pedida.pago_id, venta.id).await?;
    if pedida.monto > cubre.iter().map(|a| a.monto).sum() {
        return Err(rechazo("reasignacion_excede"));
    }
    ventas::sumar_pagado(tx, venta.id, -pedida.monto).await?;
    marcar(tx, venta.cita_id, Letra::NoPagada).await?;
    let partes = asignar(cubre.iter().map(|a| (a.venta_linea_id, a.monto)), pedida.monto);
    Ok(partes.into_iter().map(|a| Asignacion { monto: -a.monto, ..a }).collect())
}

async fn poner(tx: &mut Tx<'_>, pedida: &Reasignacion, venta: &Venta) -> AppResult<Vec<Asignacion>> {
    if pedida.a == Some(pedida.de) || pedida.monto > venta.saldo() {
        return Err(rechazo("reasignacion_destino"));
    }
    let debe = ventas::lineas(tx, venta.id).await?;
    ventas::sumar_pagado(tx, venta.id, pedida.monto).await?;
    marcar(tx, venta.cita_id.filter(|_| pedida.monto == venta.saldo()), Letra::Pagada).await?;
    Ok(asignar(debe.iter().map(|l| (l.id, l.debe)), pedida.monto))
}
