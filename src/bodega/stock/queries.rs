//! The locking reads and the writes of stock, for services: their order of locks is theirs to keep.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::{
    Asiento, ConsumoDeCita, Documento, Existencia, InsumoPedido, LoteUsable, Movido, NuevoConsumoPendiente, NuevoLote,
    NuevoMovimiento, Origen, OrigenConsumo, Receta,
};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// The insumos of these codes, and those that `receta` consumes, with what the depot has of each: held, in order, until the
/// transaction ends. Whoever holds an existencia, and nobody else, may move the lots of its insumo.
pub async fn pedir(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    codigos: &[String],
    receta: Receta<'_>,
) -> AppResult<Vec<InsumoPedido>> {
    Ok(// The inner order is the order of the locks: a lateral is run for one row of it after the other.
        consulta(
            "with tomada as (
               insert into recetas_consumidas (clinica_id, cita_id, origen) select clinica_actual(), $4, $5 where $4 is not null
               on conflict do nothing returning cita_id),
             r as (
               select insumo_id, round(sum(cantidad), 3) as cantidad from (
                 select insumo_id, cantidad from recetas where prestacion_id = $3 and ($4 is null or exists (select from tomada))
                 union all
                 select r.insumo_id, r.cantidad * p.veces from unnest($6, $7) as p(id, veces) join recetas r on r.prestacion_id = p.id) t
               group by insumo_id)
             select i.*, coalesce(e.cantidad, 0) as cantidad, coalesce(e.costo_promedio, 0) as costo_promedio,
               (select coalesce(sum(o.cantidad), 0) from existencias o where o.insumo_id = i.id and o.deposito_id <> $1) as en_otros
             from (
               select i.id, i.codigo, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, i.minimo,
                 coalesce(r.cantidad, 0) as receta
               from insumos i left join r on r.insumo_id = i.id
               where i.id in (select id from insumos where codigo = any ($2) union select insumo_id from r)
               order by i.id) i
             left join lateral (
               select e.cantidad, e.costo_promedio from existencias e where e.deposito_id = $1 and e.insumo_id = i.id
               for no key update) e on true
             order by i.id",
        )
        .bind::<BigInt, _>(deposito_id)
        .bind::<Array<Text>, _>(codigos)
        .bind::<Nullable<BigInt>, _>(receta.prestacion_id)
        .bind::<Nullable<BigInt>, _>(receta.cita_id)
        .bind::<Text, _>(receta.origen.codigo())
        .bind::<Array<BigInt>, _>(receta.sueltas.iter().map(|(id, _)| *id).collect::<Vec<_>>())
        .bind::<Array<Numeric>, _>(receta.sueltas.iter().map(|(_, veces)| *veces).collect::<Vec<_>>())
    .load(tx.pg())
    .await?)
}

/// Insumos a page offers to sell; a clinic with more types their codes.
const CATALOGO: i64 = 1000;

/// What can be sold apart; nothing is held, nor its stock looked at.
pub async fn catalogo(tx: &mut Tx<'_>) -> AppResult<Vec<InsumoPedido>> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, i.minimo,
           0::numeric as receta, 0::numeric as cantidad, 0::numeric as en_otros, 0::numeric as costo_promedio
         from insumos i where i.estado = 'activo' and i.precio is not null order by i.nombre, i.id limit $1",
    )
    .bind::<BigInt, _>(CATALOGO)
    .load(tx.pg())
    .await?)
}

/// Of what has just moved, the insumos that it took below their minimum: what was below it already is no news.
pub async fn bajaron(tx: &mut Tx<'_>, movimientos: &[NuevoMovimiento]) -> AppResult<Vec<i64>> {
    #[derive(QueryableByName)]
    struct Bajo {
        #[diesel(sql_type = BigInt)]
        id: i64,
    }
    let (insumos, cantidades): (Vec<i64>, Vec<_>) = movimientos.iter().map(|m| (m.insumo_id, m.cantidad)).unzip();
    let bajos: Vec<Bajo> = consulta(
        "with m as (select id, sum(cantidad) as cantidad from unnest($1, $2) as m(id, cantidad) group by id)
         select i.id from m join insumos i on i.clinica_id = clinica_actual() and i.id = m.id and i.estado = 'activo'
         cross join lateral (
           select coalesce(sum(e.cantidad), 0) as hay from existencias e where e.clinica_id = i.clinica_id and e.insumo_id = i.id) h
         where h.hay < i.minimo and h.hay - m.cantidad >= i.minimo order by i.id",
    )
    .bind::<Array<BigInt>, _>(insumos)
    .bind::<Array<Numeric>, _>(cantidades)
    .load(tx.pg())
    .await?;
    Ok(bajos.into_iter().map(|bajo| bajo.id).collect())
}

/// Lots that may be consumed on `hoy`, first to expire first. Their existencias are held, so nobody else moves them.
pub async fn lotes_usables(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    insumos: &[i64],
    hoy: NaiveDate,
) -> AppResult<Vec<LoteUsable>> {
    Ok(consulta(
        "select id, insumo_id, caduca, recibido, cantidad from lotes
         where deposito_id = $1 and insumo_id = any ($2) and cantidad > 0 and (caduca is null or caduca >= $3)
         order by insumo_id, caduca, id",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<BigInt>, _>(insumos)
    .bind::<Date, _>(hoy)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Ids {
    #[diesel(sql_type = Array<BigInt>)]
    ids: Vec<i64>,
}

/// What these depots hold of these insumos, pair by pair, held in the order of the locks: insumo, then depot.
pub async fn sostener(tx: &mut Tx<'_>, pares: &[(i64, i64)]) -> AppResult<Vec<Existencia>> {
    Ok(// The inner order is the order of the locks: a lateral is run for one row of it after the other.
        consulta(
            "select e.* from (select distinct * from unnest($1, $2) as p(deposito_id, insumo_id) order by insumo_id, deposito_id) p
             cross join lateral (
               select e.deposito_id, e.insumo_id, e.cantidad, e.costo_promedio from existencias e
               where e.deposito_id = p.deposito_id and e.insumo_id = p.insumo_id for no key update) e
             order by e.insumo_id, e.deposito_id",
        )
        .bind::<Array<BigInt>, _>(pares.iter().map(|(deposito, _)| *deposito).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(pares.iter().map(|(_, insumo)| *insumo).collect::<Vec<_>>())
    .load(tx.pg())
    .await?)
}

/// A place on the shelf of a depot for each of these insumos that has none yet.
pub async fn abrir_existencias(tx: &mut Tx<'_>, deposito_id: i64, insumos: &[i64]) -> AppResult<()> {
    consulta(
        "insert into existencias (clinica_id, deposito_id, insumo_id)
         select $1, $2, i from unnest($3) as i group by i order by i on conflict do nothing",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<BigInt>, _>(insumos)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Lots that hold nothing until they are entered; their ids, in the order given.
pub async fn crear_lotes(tx: &mut Tx<'_>, deposito_id: i64, lotes: &[NuevoLote]) -> AppResult<Vec<i64>> {
    let fila: Ids = consulta(
        "with l as (
           insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, costo, cantidad)
           select $1, $2, l.insumo_id, l.codigo, l.caduca, l.costo, 0
           from unnest($3, $4, $5, $6) with ordinality as l(insumo_id, codigo, caduca, costo, n) order by n
           returning id)
         select coalesce(array_agg(id order by id), '{}') as ids from l",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<BigInt>, _>(lotes.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lotes.iter().map(|l| l.codigo.as_str()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Date>>, _>(lotes.iter().map(|l| l.caduca).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lotes.iter().map(|l| l.costo).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.ids)
}

/// Lots, totals, average and kardex in one statement; the movements made, in their order. Their existencias are held.
pub async fn asentar(tx: &mut Tx<'_>, asiento: &Asiento<'_>) -> AppResult<Vec<i64>> {
    let ids = |de: fn(&NuevoMovimiento) -> i64| asiento.movimientos.iter().map(de).collect::<Vec<_>>();
    let cifras = |de: fn(&NuevoMovimiento) -> Decimal| asiento.movimientos.iter().map(de).collect::<Vec<_>>();
    let fila: Ids = consulta(
        "with m as (
           select * from unnest($8, $9, $10, $11, $12, $13, $14, $15)
             with ordinality as m(lote_id, insumo_id, tipo, cantidad, saldo, costo, costo_promedio, reversa_de, n)),
         l as (update lotes l set cantidad = l.cantidad + d.cantidad
           from (select lote_id, sum(cantidad) as cantidad from m group by 1) d where l.id = d.lote_id),
         e as (update existencias e set cantidad = e.cantidad + d.cantidad, costo_promedio = d.costo_promedio
           from (select insumo_id, sum(cantidad) as cantidad, (array_agg(costo_promedio order by n desc))[1] as costo_promedio
             from m group by 1) d
           where e.deposito_id = $2 and e.insumo_id = d.insumo_id),
         k as (
           insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio,
             reversa_de, documento_tipo, documento_id, documento, motivo, efectiva)
           select $1, $2, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, reversa_de, $3, $4, $5, $6, $7
           from m order by n returning id)
         select coalesce(array_agg(id order by id), '{}') as ids from k",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(asiento.deposito_id)
    .bind::<Text, _>(asiento.documento.tipo())
    .bind::<Nullable<BigInt>, _>(asiento.documento.id())
    .bind::<Text, _>(asiento.papel)
    .bind::<Text, _>(asiento.motivo)
    .bind::<Date, _>(asiento.efectiva)
    .bind::<Array<BigInt>, _>(ids(|m| m.lote_id))
    .bind::<Array<BigInt>, _>(ids(|m| m.insumo_id))
    .bind::<Array<Text>, _>(asiento.movimientos.iter().map(|m| m.tipo.codigo()).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifras(|m| m.cantidad))
    .bind::<Array<Numeric>, _>(cifras(|m| m.saldo))
    .bind::<Array<Numeric>, _>(cifras(|m| m.costo))
    .bind::<Array<Numeric>, _>(cifras(|m| m.costo_promedio))
    .bind::<Array<Nullable<BigInt>>, _>(asiento.movimientos.iter().map(|m| m.reversa_de).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.ids)
}

/// Movements that nothing has taken back.
const MOVIDO: &str = "select m.id, m.deposito_id, m.insumo_id, m.lote_id, m.tipo, m.cantidad, m.costo, h.hoy,
    coalesce(l.caduca < h.hoy, false) as vencido
  from movimientos m join clinicas c on c.id = m.clinica_id
  join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
  cross join lateral (select (ahora() at time zone c.zona)::date as hoy) h
  where m.reversa_de is null and not exists (select from movimientos r where r.clinica_id = m.clinica_id and r.reversa_de = m.id)";

/// What a document moved and nothing has taken back, in the order of the locks.
pub async fn movidos(tx: &mut Tx<'_>, documento: Documento) -> AppResult<Vec<Movido>> {
    let sql =
        format!("{MOVIDO} and m.documento_tipo = $1 and m.documento_id = $2 order by m.insumo_id, m.deposito_id, m.id");
    Ok(consulta(sql)
        .bind::<Text, _>(documento.tipo())
        .bind::<Nullable<BigInt>, _>(documento.id())
        .load(tx.pg())
        .await?)
}

/// An entry that came by itself and nothing has taken back.
pub async fn entrada(tx: &mut Tx<'_>, movimiento_id: i64) -> AppResult<Option<Movido>> {
    let sql = format!("{MOVIDO} and m.id = $1 and m.tipo = 'entrada' and m.documento_id is null");
    Ok(consulta(sql).bind::<BigInt, _>(movimiento_id).get_result(tx.pg()).await.optional()?)
}

/// What a recipe needs and no lot has.
pub async fn dejar_pendientes(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    de: Origen,
    pendientes: &[NuevoConsumoPendiente],
) -> AppResult<()> {
    consulta(
        "insert into consumos_pendientes (clinica_id, deposito_id, insumo_id, cantidad, cita_id, venta_id)
         select $1, $2, p.insumo_id, p.cantidad, $3, $4 from unnest($5, $6) as p(insumo_id, cantidad)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(deposito_id)
    .bind::<Nullable<BigInt>, _>(de.cita_id)
    .bind::<Nullable<BigInt>, _>(de.venta_id)
    .bind::<Array<BigInt>, _>(pendientes.iter().map(|p| p.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(pendientes.iter().map(|p| p.cantidad).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Nobody waits any more for what these left pending.
pub async fn desistir_pendientes(tx: &mut Tx<'_>, de: Origen, motivo: &str) -> AppResult<()> {
    consulta(
        "update consumos_pendientes set estado = 'desistido', motivo = $3, resuelto = ahora(), resuelto_por = membresia_actual()
         where estado = 'pendiente' and (venta_id = $1 or $1 is null and venta_id is null and cita_id = $2)",
    )
    .bind::<Nullable<BigInt>, _>(de.venta_id)
    .bind::<Nullable<BigInt>, _>(de.cita_id)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The recipe may be consumed again; false when it was not this one who did.
pub async fn soltar_receta(tx: &mut Tx<'_>, cita_id: i64, origen: OrigenConsumo) -> AppResult<bool> {
    let soltadas = consulta("delete from recetas_consumidas where cita_id = $1 and origen = $2")
        .bind::<BigInt, _>(cita_id)
        .bind::<Text, _>(origen.codigo())
        .execute(tx.pg())
        .await?;
    Ok(soltadas == 1)
}

/// None where recipes are consumed with the sale.
pub async fn consumo_al_atender(tx: &mut Tx<'_>, cita_id: i64) -> AppResult<Option<ConsumoDeCita>> {
    Ok(consulta(
        "select d.id as deposito_id, c.prestacion_id, (ahora() at time zone cl.zona)::date as hoy
         from citas_detalle c join clinicas cl on cl.id = c.clinica_id
         cross join lateral (
           select d.id from depositos d where d.clinica_id = c.clinica_id and d.sucursal_id = c.sucursal_id order by d.id limit 1) d
         where c.id = $1 and cl.ajustes ->> 'consumo' = 'atencion'",
    )
    .bind::<BigInt, _>(cita_id)
    .get_result(tx.pg())
    .await
    .optional()?)
}
