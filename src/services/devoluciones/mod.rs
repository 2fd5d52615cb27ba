//! Giving money back and forgiving debts. Each step is another person's or another moment's, and a transaction of its own: asking,
//! deciding, paying. The sale is the lock of all of them.

mod nota;
mod pago;

use serde::Serialize;

use super::idempotencia::{self, Intencion};
use crate::caja::devoluciones::{Devolucion, LineaADevolver, LineaDevolvible, NuevaDevolucion, Resolucion, queries};
use crate::caja::{pagos, ventas};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, rechazo};

pub use pago::{PagoDeDevolucion, pagar};

/// The request made. Refuses by `devolucion_excede` and `devolucion_nota_excede`, counting what others have asked for.
pub async fn solicitar(db: &Db, actor: &Actor, intencion: &Intencion, nueva: &NuevaDevolucion) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        exigir_emitida(tx, nueva.venta_id).await?;
        exigir_que_quepa(tx, nueva, None).await?;
        exigir_a_favor_de_alguien(tx, nueva).await?;
        queries::solicitar(tx, nueva).await
    })
    .await
}

/// What stays in favour is of a patient.
async fn exigir_a_favor_de_alguien(tx: &mut Tx<'_>, nueva: &NuevaDevolucion) -> AppResult<()> {
    let Some(pago_id) = nueva.pago_id.filter(|_| nueva.medio == Some("abono")) else { return Ok(()) };
    let paciente = pagos::queries::pago(tx, pago_id).await?.paciente_id;
    paciente.map(drop).ok_or_else(|| rechazo("devolucion_sin_paciente"))
}

/// A decision about a request of somebody else.
#[derive(Debug, Clone, Serialize)]
pub struct Decision {
    pub devolucion_id: i64,
    pub como: Resolucion,
    pub texto: String,
}

/// The request decided. One that gives back no payment is carried out at once: its note is issued here.
pub async fn resolver(db: &Db, actor: &Actor, intencion: &Intencion, decision: &Decision) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let pedida = tomar(tx, decision.devolucion_id, "solicitada").await?;
        queries::resolver(tx, pedida.id, decision.como, &decision.texto).await?;
        if decision.como == Resolucion::Aprobada {
            let lineas = queries::lineas(tx, pedida.id).await?;
            let devolvibles = vigentes(tx, &pedida, &lineas).await?;
            if pedida.pago_id.is_none() {
                let aprobo = tx.actor().membresia.ok_or_else(|| rechazo("devoluciones_otra_persona"))?;
                ventas::acreditar(tx, pedida.venta_id, pedida.monto, pedida.monto).await?;
                nota::emitir(tx, &pedida, aprobo, &lineas, &devolvibles).await?;
            }
        }
        Ok(pedida.id)
    })
    .await
}

/// Whoever asked takes it back while nobody has paid it.
pub async fn retirar(db: &Db, actor: &Actor, devolucion_id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        let pedida = queries::devolucion(tx, devolucion_id).await?;
        ventas::bloquear(tx, pedida.venta_id).await?;
        queries::retirar(tx, devolucion_id).await
    })
    .await
}

/// The request, its sale and itself held, in the state it must have.
async fn tomar(tx: &mut Tx<'_>, id: i64, estado: &str) -> AppResult<Devolucion> {
    let pedida = queries::devolucion(tx, id).await?;
    exigir_emitida(tx, pedida.venta_id).await?;
    queries::bloquear(tx, id, estado).await?;
    Ok(pedida)
}

async fn exigir_emitida(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<()> {
    let venta = ventas::bloquear(tx, venta_id).await?;
    if venta.estado == "emitida" { Ok(()) } else { Err(rechazo("venta_anulada")) }
}

/// What may go back now, once more: payments and their annulments may have come between.
async fn vigentes(tx: &mut Tx<'_>, pedida: &Devolucion, lineas: &[LineaADevolver]) -> AppResult<Vec<LineaDevolvible>> {
    let como_nueva = NuevaDevolucion {
        venta_id: pedida.venta_id,
        pago_id: pedida.pago_id,
        medio: None,
        con_nota: pedida.con_nota,
        motivo: String::new(),
        lineas: lineas.to_vec(),
    };
    exigir_que_quepa(tx, &como_nueva, Some(pedida.id)).await
}

async fn exigir_que_quepa(
    tx: &mut Tx<'_>,
    nueva: &NuevaDevolucion,
    aparte: Option<i64>,
) -> AppResult<Vec<LineaDevolvible>> {
    let devolvibles = queries::devolvibles(tx, nueva.venta_id, nueva.pago_id, aparte).await?;
    for pedida in &nueva.lineas {
        let linea = devolvibles.iter().find(|l| l.id == pedida.venta_linea_id);
        let linea = linea.ok_or_else(|| rechazo("devolucion_excede"))?;
        if pedida.monto > linea.maximo(nueva.pago_id.is_some()) {
            return Err(rechazo("devolucion_excede"));
        }
        if pedida.vuelve && pedida.monto != linea.total {
            return Err(rechazo("devolucion_bienes"));
        }
        if nueva.con_nota && pedida.monto > linea.acreditable() {
            return Err(rechazo("devolucion_nota_excede"));
        }
    }
    Ok(devolvibles)
}
