//! What moves goods: which lots a demand takes from, what comes in, and what is taken back. The arithmetic of lots is
//! `values::fefo`, that of balance and average cost `bodega::stock::Existencia`.

mod consumo;
mod documentos;
mod pendientes;
mod reversa;
mod traslados;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::idempotencia::{self, Intencion, Paso};
use crate::avisos::Evento;
use crate::bodega::stock::{
    Asiento, Documento, Existencia, InsumoPedido, LoteUsable, Movida, NuevaEntrada, NuevoLote, NuevoMovimiento,
    TipoMovimiento, queries,
};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno, rechazo};
use crate::values::fefo;

pub use documentos::{Falta, NegativaBodega, documentar, reversar_documento, reversar_entrada};
pub use pendientes::{desistir_pendientes, saldar_pendientes};
pub use traslados::{cancelar_traslado, despachar, recibir_traslado, solicitar};

pub(super) use consumo::{al_atender, al_regresar};
pub(super) use reversa::{devolver_venta, reversar};

/// So much of an insumo is to leave, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demanda {
    pub insumo_id: i64,
    pub tipo: TipoMovimiento,
    pub cantidad: Decimal,
}

/// What no usable lot could give of a demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Faltante {
    pub insumo_id: i64,
    pub tipo: TipoMovimiento,
    pub pedido: Decimal,
    pub falta: Decimal,
}

/// The insumos that these movements take below their minimum.
pub(super) fn stock_bajo(insumos: &[InsumoPedido], movimientos: &[NuevoMovimiento]) -> Vec<Evento> {
    let sale = |id| -movimientos.iter().filter(|m| m.insumo_id == id).map(|m| m.cantidad).sum::<Decimal>();
    let bajan = insumos.iter().filter(|i| i.baja_del_minimo(sale(i.id)));
    bajan.map(|i| Evento::StockBajo { insumo_id: i.id }).collect()
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub movimientos: Vec<NuevoMovimiento>,
    pub faltantes: Vec<Faltante>,
}

/// Shares out the lots of what is held; writes nothing.
pub(super) async fn planear(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    hoy: NaiveDate,
    existencias: Vec<Existencia>,
    demandas: &[Demanda],
) -> AppResult<Plan> {
    let insumos: Vec<i64> = demandas.iter().map(|d| d.insumo_id).collect();
    if insumos.is_empty() {
        return Ok(Plan::default());
    }
    let lotes = queries::lotes_usables(tx, deposito_id, &insumos, hoy).await?;
    Ok(repartir(existencias, lotes, demandas, hoy))
}

/// The demands in their order: what the first takes, the next does not find.
fn repartir(existencias: Vec<Existencia>, lotes: Vec<LoteUsable>, demandas: &[Demanda], hoy: NaiveDate) -> Plan {
    let mut existencias: BTreeMap<i64, Existencia> = existencias.into_iter().map(|e| (e.insumo_id, e)).collect();
    let mut por_insumo: BTreeMap<i64, Vec<fefo::Lote>> = BTreeMap::new();
    for LoteUsable { id, insumo_id, caduca, recibido, cantidad } in lotes {
        por_insumo.entry(insumo_id).or_default().push(fefo::Lote { id, caduca, recibido, cantidad });
    }
    let mut plan = Plan::default();
    for demanda in demandas {
        let lotes = por_insumo.entry(demanda.insumo_id).or_default();
        let salida = fefo::asignar(lotes, demanda.cantidad, hoy);
        if let Some(existencia) = existencias.get_mut(&demanda.insumo_id) {
            plan.movimientos.extend(salida.tomas.iter().map(|toma| tomar(existencia, lotes, demanda, *toma)));
        }
        if salida.falta > Decimal::ZERO {
            let Demanda { insumo_id, tipo, cantidad: pedido } = *demanda;
            plan.faltantes.push(Faltante { insumo_id, tipo, pedido, falta: salida.falta });
        }
    }
    plan
}

fn tomar(
    existencia: &mut Existencia,
    lotes: &mut [fefo::Lote],
    demanda: &Demanda,
    toma: fefo::Toma,
) -> NuevoMovimiento {
    for lote in lotes.iter_mut().filter(|lote| lote.id == toma.lote) {
        lote.cantidad -= toma.cantidad;
    }
    existencia.mover(Movida {
        lote_id: toma.lote,
        tipo: demanda.tipo,
        cantidad: -toma.cantidad,
        costo: None,
        reversa_de: None,
    })
}

/// Lots that come in with a document; the movements they make, in the order given. Whoever calls holds no existencia yet.
pub(super) async fn ingresar(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    (documento, papel, efectiva): (Documento, &str, NaiveDate),
    lotes: &[NuevoLote],
) -> AppResult<Vec<i64>> {
    let insumos: Vec<i64> = lotes.iter().map(|l| l.insumo_id).collect();
    queries::abrir_existencias(tx, deposito_id, &insumos).await?;
    let pares: Vec<_> = insumos.iter().map(|insumo| (deposito_id, *insumo)).collect();
    let mut existencias = queries::sostener(tx, &pares).await?;
    let ids = queries::crear_lotes(tx, deposito_id, lotes).await?;
    let movimientos: Vec<_> = lotes
        .iter()
        .zip(ids)
        .filter_map(|(lote, lote_id)| {
            let existencia = existencias.iter_mut().find(|e| e.insumo_id == lote.insumo_id)?;
            let tipo = TipoMovimiento::Entrada;
            let costo = Some(lote.costo);
            Some(existencia.mover(Movida { lote_id, tipo, cantidad: lote.cantidad, costo, reversa_de: None }))
        })
        .collect();
    let asiento = Asiento { deposito_id, documento, papel, motivo: "", efectiva, movimientos: &movimientos };
    queries::asentar(tx, &asiento).await
}

/// Goods received as a lot; the movement it made. A key used for another entry is refused as `idempotencia_ajena`.
pub async fn recibir(db: &Db, actor: &Actor, intencion: &Intencion, entrada: &NuevaEntrada) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => entrar(tx, intencion, entrada).await,
        Paso::Hecha(movimiento) => Ok(movimiento),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

async fn entrar(tx: &mut Tx<'_>, intencion: &Intencion, entrada: &NuevaEntrada) -> AppResult<i64> {
    let papel = (Documento::Recepcion(None), entrada.documento.as_str(), entrada.efectiva);
    let movimientos = ingresar(tx, entrada.deposito_id, papel, std::slice::from_ref(&entrada.lote)).await?;
    let movimiento = movimientos.first().copied().ok_or_else(|| interno("an entry moved nothing"))?;
    idempotencia::concluir(tx, intencion.clave, movimiento).await?;
    Ok(movimiento)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    use super::*;

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
    }

    fn lote(id: i64, insumo_id: i64, dias: Option<i64>, cantidad: i64) -> LoteUsable {
        let caduca = dias.map(|d| hoy() + chrono::TimeDelta::days(d));
        LoteUsable { id, insumo_id, caduca, recibido: DateTime::<Utc>::UNIX_EPOCH, cantidad: Decimal::from(cantidad) }
    }

    fn existencia(insumo_id: i64, cantidad: i64) -> Existencia {
        Existencia { deposito_id: 1, insumo_id, cantidad: Decimal::from(cantidad), costo_promedio: Decimal::TEN }
    }

    fn demanda(insumo_id: i64, tipo: TipoMovimiento, cantidad: i64) -> Demanda {
        Demanda { insumo_id, tipo, cantidad: Decimal::from(cantidad) }
    }

    #[test]
    fn la_receta_toma_antes_que_la_venta_del_mismo_insumo() {
        let demandas = [demanda(7, TipoMovimiento::Consumo, 2), demanda(7, TipoMovimiento::Salida, 2)];
        let plan =
            repartir(vec![existencia(7, 3)], vec![lote(2, 7, Some(9), 2), lote(1, 7, Some(5), 1)], &demandas, hoy());
        let tomas: Vec<_> = plan.movimientos.iter().map(|m| (m.lote_id, m.cantidad, m.saldo)).collect();
        let d = Decimal::from;
        assert_eq!(tomas, [(1, d(-1), d(2)), (2, d(-1), d(1)), (2, d(-1), d(0))]);
        assert_eq!(
            plan.faltantes,
            [Faltante { insumo_id: 7, tipo: TipoMovimiento::Salida, pedido: d(2), falta: d(1) }]
        );
    }

    proptest! {
        #[test]
        fn lo_que_sale_mas_lo_que_falta_es_lo_pedido(
            lotes in proptest::collection::vec((1_i64..4, proptest::option::of(0_i64..60), 1_i64..20), 0..12),
            pedidos in proptest::collection::vec((1_i64..4, 1_i64..30), 0..6),
        ) {
            let lotes: Vec<_> = lotes.into_iter().zip(1..).map(|((insumo, dias, n), id)| lote(id, insumo, dias, n)).collect();
            let existencias = (1..4).map(|i| existencia(i, 0)).map(|mut e| {
                e.cantidad = lotes.iter().filter(|l| l.insumo_id == e.insumo_id).map(|l| l.cantidad).sum();
                e
            }).collect();
            let demandas: Vec<_> = pedidos.into_iter().map(|(insumo, n)| demanda(insumo, TipoMovimiento::Salida, n)).collect();
            let plan = repartir(existencias, lotes.clone(), &demandas, hoy());
            let pedido: Decimal = demandas.iter().map(|d| d.cantidad).sum();
            let sale: Decimal = plan.movimientos.iter().map(|m| m.cantidad).sum();
            let falta: Decimal = plan.faltantes.iter().map(|f| f.falta).sum();
            prop_assert_eq!(pedido, falta - sale);
            prop_assert!(plan.movimientos.iter().all(|m| m.saldo >= Decimal::ZERO));
            for lote in &lotes {
                let tomado: Decimal = plan.movimientos.iter().filter(|m| m.lote_id == lote.id).map(|m| m.cantidad).sum();
                prop_assert!(lote.cantidad + tomado >= Decimal::ZERO);
            }
        }
    }
}
