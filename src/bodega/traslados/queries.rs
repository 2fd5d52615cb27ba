//! Reads of traslados, and the writes that services make of them.

use chrono::NaiveDate;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{Despachado, Estado, Ficha, LineaPedida, NuevaLinea, NuevoTraslado, Traslado};
use crate::bodega::queries::{Id, POR_PAGINA};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const FICHA: &str =
    "select t.id, o.nombre as origen, d.nombre as destino, t.estado, t.nota, t.motivo, t.creado, u.nombre as quien,
    t.despachado, t.cerrado, t.diferencia_id
  from traslados t join depositos o on o.clinica_id = t.clinica_id and o.id = t.origen_id
  join depositos d on d.clinica_id = t.clinica_id and d.id = t.destino_id
  join membresias m on m.clinica_id = t.clinica_id and m.id = t.creado_por join usuarios u on u.id = m.usuario_id";

/// Newest first, in one state or in all, before the one of id `antes`; one more than a page holds when there are more.
pub async fn lista(tx: &mut Tx<'_>, estado: Option<Estado>, antes: Option<i64>) -> AppResult<Vec<Ficha>> {
    let sql = format!("{FICHA} where ($1 is null or t.estado = $1) and t.id < $2 order by t.id desc limit $3");
    Ok(consulta(&sql)
        .bind::<Nullable<Text>, _>(estado.map(Estado::codigo))
        .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Ficha> {
    Ok(consulta(format!("{FICHA} where t.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn pedidas(tx: &mut Tx<'_>, id: i64, hoy: NaiveDate) -> AppResult<Vec<LineaPedida>> {
    Ok(consulta(
        "select x.insumo_id, i.nombre as insumo, i.unidad, x.cantidad,
           (select coalesce(sum(l.cantidad), 0) from lotes l where l.deposito_id = t.origen_id and l.insumo_id = x.insumo_id
             and l.cantidad > 0 and (l.caduca is null or l.caduca >= $2)) as hay
         from traslados t join traslados_lineas x on x.clinica_id = t.clinica_id and x.traslado_id = t.id
         join insumos i on i.clinica_id = x.clinica_id and i.id = x.insumo_id where t.id = $1 order by i.nombre, i.id",
    )
    .bind::<BigInt, _>(id)
    .bind::<Date, _>(hoy)
    .load(tx.pg())
    .await?)
}

/// What left with it and was not taken back, in the order of the locks.
pub async fn despachados(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Despachado>> {
    Ok(consulta(
        "select m.id as movimiento_id, m.insumo_id, i.nombre as insumo, i.unidad, l.codigo, l.caduca, -m.cantidad as cantidad, l.costo,
           m.costo as valor
         from movimientos m join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
         join insumos i on i.clinica_id = m.clinica_id and i.id = m.insumo_id
         where m.documento_tipo = 'traslado' and m.documento_id = $1 and m.cantidad < 0 and m.reversa_de is null
           and not exists (select from movimientos r where r.clinica_id = m.clinica_id and r.reversa_de = m.id)
         order by m.insumo_id, m.id",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

pub async fn crear(tx: &mut Tx<'_>, nuevo: &NuevoTraslado) -> AppResult<i64> {
    let fila: Id = consulta(
        "with t as (insert into traslados (clinica_id, origen_id, destino_id, nota) values ($1, $2, $3, $4) returning id),
         l as (insert into traslados_lineas (clinica_id, traslado_id, insumo_id, cantidad)
           select $1, t.id, x.insumo_id, x.cantidad from t, unnest($5, $6) as x(insumo_id, cantidad))
         select id from t",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nuevo.origen_id)
    .bind::<BigInt, _>(nuevo.destino_id)
    .bind::<Text, _>(&nuevo.nota)
    .bind::<Array<BigInt>, _>(nuevo.lineas.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(nuevo.lineas.iter().map(|l| l.cantidad).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Traslado> {
    Ok(consulta("select origen_id, destino_id, estado from traslados where id = $1 for no key update")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

pub async fn lineas(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<NuevaLinea>> {
    Ok(consulta("select insumo_id, cantidad from traslados_lineas where traslado_id = $1 order by insumo_id")
        .bind::<BigInt, _>(id)
        .load(tx.pg())
        .await?)
}

pub async fn despachar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "update traslados set estado = 'despachado', despachado = ahora(), despachado_por = membresia_actual() where id = $1",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Received, or called off with its reason.
pub async fn cerrar(
    tx: &mut Tx<'_>,
    id: i64,
    estado: Estado,
    motivo: &str,
    diferencia_id: Option<i64>,
) -> AppResult<()> {
    consulta(
        "update traslados set estado = $2, motivo = $3, diferencia_id = $4, cerrado = ahora(), cerrado_por = membresia_actual()
         where id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado.codigo())
    .bind::<Text, _>(motivo)
    .bind::<Nullable<BigInt>, _>(diferencia_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}
