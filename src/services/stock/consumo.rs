//! What a cita consumes, once: with its sale, or when it was attended where the clinic chose so.

use rust_decimal::Decimal;

use super::{Demanda, planear, reversar, stock_bajo};
use crate::avisos;
use crate::bodega::stock::{
    Asiento, Documento, NuevoConsumoPendiente, Origen, OrigenConsumo, Receta, TipoMovimiento, queries,
};
use crate::db::Tx;
use crate::error::AppResult;

/// The cita was attended. What the books lack stays pending: the patient has been there already.
pub(in crate::services) async fn al_atender(tx: &mut Tx<'_>, cita_id: i64) -> AppResult<()> {
    let Some(consumo) = queries::consumo_al_atender(tx, cita_id).await? else { return Ok(()) };
    let deposito_id = consumo.deposito_id;
    let (prestacion_id, cita) = (Some(consumo.prestacion_id), Some(cita_id));
    let receta = Receta { prestacion_id, cita_id: cita, sueltas: &[], origen: OrigenConsumo::Atencion };
    let receta = queries::pedir(tx, deposito_id, &[], receta).await?;
    let demandas: Vec<_> = receta
        .iter()
        .map(|i| Demanda { insumo_id: i.id, tipo: TipoMovimiento::Consumo, cantidad: i.receta })
        .filter(|d| d.cantidad > Decimal::ZERO)
        .collect();
    let existencias = receta.iter().map(|i| i.existencia(deposito_id)).collect();
    let plan = planear(tx, deposito_id, consumo.hoy, existencias, &demandas).await?;
    if !plan.movimientos.is_empty() {
        let (documento, efectiva) = (Documento::Cita(cita_id), consumo.hoy);
        let asiento =
            Asiento { deposito_id, documento, papel: "", motivo: "", efectiva, movimientos: &plan.movimientos };
        queries::asentar(tx, &asiento).await?;
        avisos::publicar(tx, &stock_bajo(&receta, &plan.movimientos)).await?;
    }
    let faltan = plan.faltantes.iter().map(|f| NuevoConsumoPendiente { insumo_id: f.insumo_id, cantidad: f.falta });
    let faltan: Vec<_> = faltan.collect();
    if faltan.is_empty() {
        return Ok(());
    }
    queries::dejar_pendientes(tx, deposito_id, de_cita(cita_id), &faltan).await
}

/// The cita was not attended after all: what it consumed goes back to its lots.
pub(in crate::services) async fn al_regresar(tx: &mut Tx<'_>, cita_id: i64) -> AppResult<()> {
    if !queries::soltar_receta(tx, cita_id, OrigenConsumo::Atencion).await? {
        return Ok(());
    }
    let motivo = "La cita volvió a estar en atención";
    // First: whoever settles one of them right now is waited for, and what it took is taken back with the rest.
    queries::desistir_pendientes(tx, de_cita(cita_id), motivo).await?;
    reversar(tx, Documento::Cita(cita_id), motivo).await
}

const fn de_cita(cita_id: i64) -> Origen {
    Origen { cita_id: Some(cita_id), venta_id: None }
}
