//! Reads of what waits to be consumed, and how it ends.

use chrono::NaiveDate;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Pendiente, PorSaldar};
use crate::bodega::queries::POR_PAGINA;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// The oldest first, after the one of id `desde`; one more than a page holds when there are more.
pub async fn lista(tx: &mut Tx<'_>, desde: i64, hoy: NaiveDate) -> AppResult<Vec<Pendiente>> {
    Ok(consulta(
        "select p.id, p.insumo_id, i.nombre as insumo, i.unidad, d.nombre as deposito, p.cantidad, p.venta_id, p.cita_id, p.creado,
           (select coalesce(sum(l.cantidad), 0) from lotes l where l.deposito_id = p.deposito_id and l.insumo_id = p.insumo_id
             and l.cantidad > 0 and (l.caduca is null or l.caduca >= $2)) as hay
         from consumos_pendientes p join insumos i on i.clinica_id = p.clinica_id and i.id = p.insumo_id
         join depositos d on d.clinica_id = p.clinica_id and d.id = p.deposito_id
         where p.estado = 'pendiente' and p.id > $1 order by p.id limit $3",
    )
    .bind::<BigInt, _>(desde)
    .bind::<Date, _>(hoy)
    .bind::<BigInt, _>(POR_PAGINA + 1)
    .load(tx.pg())
    .await?)
}

/// Those of these that still wait, held in order: who takes their sale back waits here, or is waited for.
pub async fn sostener(tx: &mut Tx<'_>, ids: &[i64]) -> AppResult<Vec<PorSaldar>> {
    Ok(consulta(
        "select deposito_id, insumo_id, cantidad, venta_id, cita_id from consumos_pendientes
         where id = any ($1) and estado = 'pendiente' order by id for no key update",
    )
    .bind::<Array<BigInt>, _>(ids)
    .load(tx.pg())
    .await?)
}

/// How many of these waited and now do not.
pub async fn resolver(tx: &mut Tx<'_>, ids: &[i64], estado: &str, motivo: Option<&str>) -> AppResult<usize> {
    Ok(consulta(
        "update consumos_pendientes set estado = $2, motivo = coalesce($3, motivo), resuelto = ahora(), resuelto_por = membresia_actual()
         where id = any ($1) and estado = 'pendiente'",
    )
    .bind::<Array<BigInt>, _>(ids)
    .bind::<Text, _>(estado)
    .bind::<Nullable<Text>, _>(motivo)
    .execute(tx.pg())
    .await?)
}
