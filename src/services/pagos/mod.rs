//! Taking money: a sale is emitted, its goods leave the depot and what was handed over is written down, all or nothing.

mod a_cuenta;
mod anulacion;
mod anulacion_venta;
mod cuenta;
mod favor;
mod lineas;
mod negativa;
mod reasignacion;
mod saldo;

use rust_decimal::Decimal;

use super::idempotencia::{self, Intencion, Paso};
use super::{Falla, presupuestos, stock};
use crate::agenda::{self, Pago};
use crate::avisos::{self, Evento, NuevoMensaje, Plantillas, ReciboPago};
use crate::bodega::stock::{Asiento, Documento, Origen, queries as bodega};
use crate::caja::pagos::{self, Asignacion, Medio, NuevoPago, Registrado, Tipo};
use crate::caja::sesiones::{self, SesionDeCobro};
use crate::caja::ventas::{self, Emision, Emitida, NuevaVenta};
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;
use crate::values::cobro::{Cobro, Reglas};
use crate::values::correo::Correo;
use cuenta::Entrega;

pub use a_cuenta::{PagoDePaciente, recibir};
pub use anulacion::{Anulacion, anular};
pub use anulacion_venta::{AnulacionDeVenta, anular_venta};
pub(super) use cuenta::presupuestar;
pub use cuenta::{Cuenta, Precios};
pub use negativa::{Falta, Negativa};
pub use reasignacion::{Reasignacion, reasignar};
pub use saldo::{PagoDeSaldo, pagar};

/// A step that may refuse.
type Intento<T> = Result<T, Falla<Negativa>>;

/// Emits the sale `pedido` and charges what was handed over; its id. With nothing handed over it stays to be charged.
pub async fn vender(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    pedido: &NuevaVenta,
) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| emitir(tx, intencion, pedido).await).await
}

/// A charge made once: whoever asks again is told the same.
async fn una_vez<F>(db: &Db, actor: &Actor, intencion: &Intencion, cobrar: F) -> AppResult<Result<i64, Negativa>>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Intento<i64>,
{
    super::escribir(db, actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => cobrar(tx).await,
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { operacion, resultado } => Err(Falla::No(Negativa::ajena(&operacion, resultado))),
    })
    .await
}

async fn emitir(tx: &mut Tx<'_>, intencion: &Intencion, pedido: &NuevaVenta) -> Intento<i64> {
    let sesion = abierta(tx, pedido.sesion_id).await?;
    let cuenta = cuenta::armar(tx, &sesion, reglas(&sesion)?, pedido).await?;
    let cobro = cuenta.cobrar(Entrega { medios: &pedido.medios, deja_vuelto: pedido.deja_vuelto })?;
    let (deposito_id, hoy) = (sesion.deposito_id, sesion.hoy);
    let plan = stock::planear(tx, deposito_id, hoy, cuenta.existencias(deposito_id), &cuenta.demandas()).await?;
    let pendientes = cuenta.resolver_faltantes(&plan.faltantes, pedido.dejar_pendiente)?;
    let venta = ventas::emitir(tx, &emision(&sesion, &cuenta, pedido, cobro.as_ref())).await?;
    presupuestos::cumplir(tx, &venta.lineas, cuenta.cumplidas()).await?;
    if !plan.movimientos.is_empty() {
        let (documento, movimientos) = (Documento::Venta(venta.venta_id), &plan.movimientos);
        let asiento = Asiento { deposito_id, documento, papel: "", motivo: "", efectiva: hoy, movimientos };
        bodega::asentar(tx, &asiento).await?;
    }
    if !pendientes.is_empty() {
        let de = Origen { cita_id: pedido.cita_id, venta_id: Some(venta.venta_id) };
        bodega::dejar_pendientes(tx, deposito_id, de, &pendientes).await?;
    }
    let saldada = cobro.as_ref().map_or(cuenta.total().is_zero(), Cobro::salda);
    marcar(tx, pedido.cita_id.filter(|_| saldada), Pago::Pagada).await?;
    let bajos = cuenta.stock_bajo(&plan.movimientos);
    match cobro {
        Some(cobro) => {
            let pago = Cobranza { sesion: &sesion, cuenta: &cuenta, venta: &venta, pedido, cobro: &cobro };
            cobrar(tx, intencion, &pago, bajos).await?;
        }
        None => {
            idempotencia::concluir(tx, intencion.clave, venta.venta_id).await?;
            avisos::publicar(tx, &bajos).await?;
        }
    }
    Ok(venta.venta_id)
}

/// The session, shared; charging in one that is closed, being counted or of somebody else is refused.
async fn abierta(tx: &mut Tx<'_>, sesion_id: i64) -> Intento<SesionDeCobro> {
    let sesion = sesiones::para_cobrar(tx, sesion_id).await?;
    match (sesion.propia, sesiones::cobra(&sesion.estado)) {
        (true, true) => Ok(sesion),
        (false, _) => Err(Falla::No(Negativa::CajaAjena)),
        (true, false) => Err(Falla::No(Negativa::CajaCerrada)),
    }
}

fn reglas(sesion: &SesionDeCobro) -> Result<Reglas, Negativa> {
    sesion.reglas().ok_or_else(|| Negativa::OtraMoneda { que: sesion.moneda.clone() })
}

fn emision<'a>(
    sesion: &'a SesionDeCobro,
    cuenta: &'a Cuenta,
    pedido: &'a NuevaVenta,
    cobro: Option<&Cobro>,
) -> Emision<'a> {
    Emision {
        sesion_id: sesion.id,
        paciente_id: cuenta.paciente_id(),
        cita_id: pedido.cita_id,
        convenio_id: cuenta.convenio_id(),
        pagador: &pedido.pagador,
        moneda: &sesion.moneda,
        exento: cuenta.exento,
        neto: cuenta.neto,
        iva: cuenta.iva,
        pagado: cobro.map(Cobro::abonado).unwrap_or_default(),
        lineas: &cuenta.lineas,
        descuento_motivo: cuenta.descuento_motivo(),
    }
}

/// A sale that was emitted, and what was handed over for it.
struct Cobranza<'a> {
    sesion: &'a SesionDeCobro,
    cuenta: &'a Cuenta,
    venta: &'a Emitida,
    pedido: &'a NuevaVenta,
    cobro: &'a Cobro,
}

/// `eventos` are told with the payment's own.
async fn cobrar(
    tx: &mut Tx<'_>,
    intencion: &Intencion,
    Cobranza { sesion, cuenta, venta, pedido, cobro }: &Cobranza<'_>,
    eventos: Vec<Evento>,
) -> AppResult<i64> {
    let debe = venta.lineas.iter().copied().zip(cuenta.lineas.iter().map(|l| l.total));
    let pago = NuevoPago {
        sesion_id: sesion.id,
        serie_id: sesion.serie_id,
        tipo: Tipo::Pago,
        paciente_id: cuenta.paciente_id(),
        pagador: &pedido.pagador,
        moneda: &sesion.moneda,
        total: cobro.total(),
        vuelto: cobro.vuelto,
        reversa_de: None,
        motivo: "",
        medios: &medios(&pedido.medios, cobro),
        asignaciones: &asignar(debe, cobro.abonado()),
        abonos: &favor::asientos(favor::gastado(&pedido.medios), cobro.a_favor),
        clave: intencion.clave,
        resultado: Some(venta.venta_id),
    };
    registrar(tx, &pago, eventos).await
}

/// Writes the payment down and, in the same transaction, who must know: the events and the message with its receipt.
pub(super) async fn registrar(tx: &mut Tx<'_>, pago: &NuevoPago<'_>, mut eventos: Vec<Evento>) -> AppResult<i64> {
    let hecho = pagos::queries::registrar(tx, pago).await?;
    if pago.tipo == Tipo::Pago {
        eventos.push(Evento::PagoRegistrado { pago_id: hecho.id });
        avisos::anunciar(tx, &eventos, mensaje(pago, &hecho).as_ref()).await?;
    }
    Ok(hecho.id)
}

/// The letter that the agenda shows of a cita.
pub(super) async fn marcar(tx: &mut Tx<'_>, cita_id: Option<i64>, pago: Pago) -> AppResult<()> {
    match cita_id {
        Some(id) => agenda::queries::marcar_pago(tx, id, pago).await,
        None => Ok(()),
    }
}

/// None for who is no patient; an address that cannot be read stops no payment.
fn mensaje(pago: &NuevoPago<'_>, hecho: &Registrado) -> Option<NuevoMensaje> {
    let recibo = ReciboPago {
        paciente_id: hecho.paciente_id?,
        nombre: hecho.nombre.as_deref().unwrap_or_default(),
        correo: hecho.correo.as_deref().and_then(|correo| Correo::parse(correo).ok()),
        pago_id: hecho.id,
        folio: hecho.folio,
        fecha: hecho.fecha,
        total: pago.total,
        moneda: pago.moneda,
        plantillas: hecho.plantillas.as_ref().map(Plantillas::leer).unwrap_or_default(),
    };
    Some(avisos::recibo_pago(&recibo))
}

/// The lines of the ledger: each exact method as it came, cash without its change, and the redondeo.
fn medios(entregados: &[ventas::MedioEntregado], cobro: &Cobro) -> Vec<Medio> {
    let exactos = entregados.iter().filter(|m| m.metodo != "efectivo").map(|m| Medio {
        medio: m.metodo.into(),
        monto: m.monto,
        referencia: m.referencia.clone(),
    });
    let propias = [("efectivo", cobro.efectivo), ("redondeo", cobro.redondeo)].into_iter();
    let propias = propias.filter(|(_, monto)| !monto.is_zero());
    exactos
        .chain(propias.map(|(medio, monto)| Medio { medio: medio.into(), monto, referencia: String::new() }))
        .collect()
}

/// Shares out a payment among what each line owes, in the order of the lines.
fn asignar(debe: impl Iterator<Item = (i64, Decimal)>, mut monto: Decimal) -> Vec<Asignacion> {
    debe.filter_map(|(venta_linea_id, debe)| {
        let parte = debe.min(monto);
        monto -= parte;
        (!parte.is_zero()).then_some(Asignacion { venta_linea_id, monto: parte })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn asignar_no_pierde_ni_pasa_de_lo_debido(deudas in proptest::collection::vec(0_i64..9_999, 0..8), pago in 0_i64..60_000) {
            let deudas: Vec<_> = deudas.into_iter().map(Decimal::from).collect();
            let debido: Decimal = deudas.iter().sum();
            let monto = Decimal::from(pago).min(debido);
            let partes = asignar((0..).zip(deudas.clone()), monto);
            prop_assert_eq!(partes.iter().map(|p| p.monto).sum::<Decimal>(), monto);
            for parte in &partes {
                let debe = usize::try_from(parte.venta_linea_id).ok().and_then(|n| deudas.get(n).copied());
                prop_assert!(debe.is_some_and(|debe| parte.monto > Decimal::ZERO && parte.monto <= debe));
            }
        }
    }
}
