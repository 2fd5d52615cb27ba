//! Reads and writes of receptions; services::compras puts them in order.

use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use crate::bodega::ordenes::model::{LineaRecepcion, NuevaRecepcion, Recepcion, RecepcionBloqueada};
use crate::bodega::queries::Id;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const RECEPCION: &str = "select r.id, r.orden_id, p.nombre as proveedor, o.moneda, r.documento, r.efectiva, r.en, u.nombre as quien,
    r.revertida, coalesce(ur.nombre, '') as revertida_por, r.motivo
  from recepciones r
  join ordenes_compra o on o.clinica_id = r.clinica_id and o.id = r.orden_id
  join proveedores p on p.clinica_id = o.clinica_id and p.id = o.proveedor_id
  join membresias m on m.clinica_id = r.clinica_id and m.id = r.por join usuarios u on u.id = m.usuario_id
  left join membresias mr on mr.clinica_id = r.clinica_id and mr.id = r.revertida_por left join usuarios ur on ur.id = mr.usuario_id
  where r.clinica_id = clinica_actual()";

/// Those of an order, in their order.
pub async fn de_orden(tx: &mut Tx<'_>, orden_id: i64) -> AppResult<Vec<Recepcion>> {
    let sql = format!("{RECEPCION} and r.orden_id = $1 order by r.id");
    Ok(consulta(sql).bind::<BigInt, _>(orden_id).load(tx.pg()).await?)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Recepcion> {
    Ok(consulta(format!("{RECEPCION} and r.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn lineas(tx: &mut Tx<'_>, recepcion: &Recepcion) -> AppResult<Vec<LineaRecepcion>> {
    Ok(consulta(
        "select l.insumo_id, i.nombre as insumo, i.unidad, l.lote, l.caduca, l.cantidad, l.costo, o.costo as costo_pactado
         from recepciones_lineas l
         join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         join ordenes_compra_lineas o on o.clinica_id = l.clinica_id and o.orden_id = l.orden_id and o.insumo_id = l.insumo_id
         where l.clinica_id = clinica_actual() and l.orden_id = $1 and l.recepcion_id = $2 order by l.id",
    )
    .bind::<BigInt, _>(recepcion.orden_id)
    .bind::<BigInt, _>(recepcion.id)
    .load(tx.pg())
    .await?)
}

/// The paper and its lots; the goods themselves are the stock's.
pub async fn crear(tx: &mut Tx<'_>, nueva: &NuevaRecepcion) -> AppResult<i64> {
    let lineas = &nueva.lineas;
    let fila: Id = consulta(
        "with r as (
           insert into recepciones (clinica_id, orden_id, documento, efectiva, de_mas) values (clinica_actual(), $1, $2, $3, $4) returning id)
         , l as (
           insert into recepciones_lineas (clinica_id, recepcion_id, orden_id, insumo_id, lote, caduca, cantidad, costo)
           select clinica_actual(), r.id, $1, l.insumo_id, l.lote, l.caduca, l.cantidad, l.costo
           from r, unnest($5, $6, $7, $8, $9) with ordinality as l(insumo_id, lote, caduca, cantidad, costo, n) order by l.n)
         select id from r",
    )
    .bind::<BigInt, _>(nueva.orden_id)
    .bind::<Text, _>(&nueva.documento)
    .bind::<Date, _>(nueva.efectiva)
    .bind::<Bool, _>(nueva.de_mas)
    .bind::<Array<BigInt>, _>(lineas.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lineas.iter().map(|l| l.codigo.as_str()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Date>>, _>(lineas.iter().map(|l| l.caduca).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lineas.iter().map(|l| l.cantidad).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lineas.iter().map(|l| l.costo).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Its order, whose row is the lock of both.
pub async fn orden_de(tx: &mut Tx<'_>, id: i64) -> AppResult<i64> {
    let fila: Id = consulta("select orden_id as id from recepciones where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?;
    Ok(fila.id)
}

pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<RecepcionBloqueada> {
    Ok(consulta(
        "select orden_id, revertida is not null as revertida from recepciones
         where clinica_id = clinica_actual() and id = $1 for no key update",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn marcar_revertida(tx: &mut Tx<'_>, id: i64, motivo: &str) -> AppResult<()> {
    consulta(
        "update recepciones set revertida = ahora(), revertida_por = membresia_actual(), motivo = $2
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}
