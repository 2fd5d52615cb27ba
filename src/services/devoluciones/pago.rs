//! Paying an approved refund from the drawer of whoever operates now: a negative payment of this session.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::idempotencia::{self, Intencion};
use super::super::pagos::{marcar, registrar};
use super::super::stock;
use super::{Devolucion, LineaADevolver, nota, queries, tomar, vigentes};
use crate::agenda::Pago as Letra;
use crate::caja::pagos::{self, Asignacion, Medio, NuevoPago, Pago, Tipo};
use crate::caja::{abonos, sesiones, ventas};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, interno, rechazo};
use crate::values::devolucion::{Cobrado, NoDevuelve, devolver};
use crate::values::redondeo::Redondeo;

#[derive(Debug, Clone, Serialize)]
pub struct PagoDeDevolucion {
    pub devolucion_id: i64,
    pub sesion_id: i64,
}

/// The request paid. What was collected goes back to the peso; of cash, only what the drawer should hold.
pub async fn pagar(db: &Db, actor: &Actor, intencion: &Intencion, pago: &PagoDeDevolucion) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let medio = queries::devolucion(tx, pago.devolucion_id).await?.medio;
        let sesion = abierta(tx, pago.sesion_id, medio.as_deref()).await?;
        let pedida = tomar(tx, pago.devolucion_id, "aprobada").await?;
        let lineas = queries::lineas(tx, pedida.id).await?;
        let devolvibles = vigentes(tx, &pedida, &lineas).await?;
        let original = original(tx, &pedida).await?;
        let medios = a_entregar(tx, &sesion, &pedida, &original).await?;
        let acredita = if pedida.con_nota { pedida.monto } else { Decimal::ZERO };
        ventas::acreditar(tx, pedida.venta_id, acredita - pedida.monto, acredita).await?;
        devolver_bienes(tx, &pedida, &lineas, &devolvibles).await?;
        desmarcar(tx, pedida.venta_id).await?;
        let reverso = entregar(tx, intencion, &sesion, &pedida, &original, &lineas, &medios).await?;
        queries::pagar(tx, pedida.id, reverso).await?;
        if let Some(aprobo) = pedida.resuelta_por.filter(|_| pedida.con_nota) {
            nota::emitir(tx, &pedida, aprobo, &lineas, &devolvibles).await?;
        }
        Ok(pedida.id)
    })
    .await
}

/// Cash takes the session whole: two refunds at once must not give the same note twice.
async fn abierta(tx: &mut Tx<'_>, sesion_id: i64, medio: Option<&str>) -> AppResult<sesiones::SesionDeCobro> {
    if medio == Some("efectivo") {
        sesiones::bloquear(tx, sesion_id).await?;
    }
    let sesion = sesiones::para_cobrar(tx, sesion_id).await?;
    if !sesion.propia {
        return Err(AppError::Prohibido("caja.operar"));
    }
    if sesiones::cobra(&sesion.estado) { Ok(sesion) } else { Err(rechazo("caja_cerrada")) }
}

async fn original(tx: &mut Tx<'_>, pedida: &Devolucion) -> AppResult<Pago> {
    let pago_id = pedida.pago_id.ok_or_else(|| rechazo("devolucion_otro_estado"))?;
    pagos::queries::pago(tx, pago_id).await
}

/// The lines of the ledger, negative: the money, and the redondeo that goes back with it.
async fn a_entregar(
    tx: &mut Tx<'_>,
    sesion: &sesiones::SesionDeCobro,
    pedida: &Devolucion,
    original: &Pago,
) -> AppResult<Vec<Medio>> {
    let reglas = sesion.reglas().ok_or_else(|| interno("a session in a currency that is none of ours"))?;
    let medio = pedida.medio.clone().unwrap_or_default();
    let efectivo = medio == "efectivo";
    let redondeo = if efectivo { reglas.redondeo } else { Redondeo::ninguno(reglas.moneda) };
    let redondeado: Decimal = original.medios().filter(|m| m.medio == "redondeo").map(|m| m.monto).sum();
    // What it left in favour was not for these lines.
    let cubierto = original.total - abonos::queries::dejado(tx, original.id).await?;
    let cobrado = Cobrado { cubierto, dinero: cubierto - redondeado };
    let (cubierto, dinero) = queries::dinero_devuelto(tx, original.id).await?;
    let dinero = devolver(cobrado, Cobrado { cubierto, dinero }, pedida.monto, redondeo).map_err(rechazar)?;
    if efectivo && dinero > en_caja(tx, sesion.id).await? {
        return Err(rechazo("devolucion_sin_efectivo"));
    }
    let lineas = [(medio.as_str(), -dinero), ("redondeo", dinero - pedida.monto)];
    let lineas = lineas.into_iter().filter(|(_, monto)| !monto.is_zero());
    Ok(lineas.map(|(medio, monto)| Medio { medio: medio.into(), monto, referencia: String::new() }).collect())
}

fn rechazar(porque: NoDevuelve) -> AppError {
    rechazo(match porque {
        NoDevuelve::Excede => "devolucion_excede",
        NoDevuelve::Nada => "devolucion_nada",
        NoDevuelve::NoExacto => "devolucion_no_exacta",
    })
}

async fn en_caja(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Decimal> {
    let esperado = sesiones::esperado(tx, sesion_id).await?;
    Ok(esperado.iter().filter(|e| e.medio == "efectivo").map(|e| e.monto).sum())
}

async fn devolver_bienes(
    tx: &mut Tx<'_>,
    pedida: &Devolucion,
    lineas: &[LineaADevolver],
    devolvibles: &[super::LineaDevolvible],
) -> AppResult<()> {
    let vuelven = lineas.iter().filter(|l| l.vuelve).map(|l| l.venta_linea_id);
    let insumos: Vec<i64> = vuelven.filter_map(|id| devolvibles.iter().find(|l| l.id == id)?.insumo_id).collect();
    if insumos.is_empty() { Ok(()) } else { stock::devolver_venta(tx, pedida.venta_id, &insumos, &pedida.motivo).await }
}

/// A cita is paid while its sale owes nothing and somebody paid something of it.
async fn desmarcar(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<()> {
    let venta = ventas::bloquear(tx, venta_id).await?;
    let pagada = venta.saldo().is_zero() && venta.acreditado < venta.total;
    marcar(tx, venta.cita_id.filter(|_| !pagada), Letra::NoPagada).await
}

async fn entregar(
    tx: &mut Tx<'_>,
    intencion: &Intencion,
    sesion: &sesiones::SesionDeCobro,
    pedida: &Devolucion,
    original: &Pago,
    lineas: &[LineaADevolver],
    medios: &[Medio],
) -> AppResult<i64> {
    let aprobado_por = pedida.resuelta_por.ok_or_else(|| rechazo("devolucion_otro_estado"))?;
    let asignaciones = lineas.iter().map(|l| Asignacion { venta_linea_id: l.venta_linea_id, monto: -l.monto });
    // What goes back by abono stays in favour of whoever paid.
    let a_favor: Vec<Decimal> = medios.iter().filter(|m| m.medio == "abono").map(|m| -m.monto).collect();
    let pago = NuevoPago {
        sesion_id: sesion.id,
        serie_id: sesion.serie_id,
        tipo: Tipo::Devolucion { aprobado_por },
        paciente_id: original.paciente_id,
        pagador: &original.pagador,
        moneda: &original.moneda,
        total: -pedida.monto,
        vuelto: Decimal::ZERO,
        reversa_de: Some(original.id),
        motivo: &pedida.motivo,
        medios,
        asignaciones: &asignaciones.collect::<Vec<_>>(),
        abonos: &a_favor,
        clave: intencion.clave,
        resultado: Some(pedida.id),
    };
    registrar(tx, &pago, Vec::new()).await
}
