//! The locking reads and the writes of stock, for services: their order of locks is theirs to keep.

use chrono::NaiveDate;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::super::model::{InsumoPedido, LoteUsable, NuevaEntrada, NuevoConsumoPendiente, Salida};
use super::Id;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// The insumos of these codes, and those the recipe of `prestacion_id` consumes, with what the depot has of each: held, in
/// order, until the transaction ends. Whoever holds an existencia, and nobody else, may move the lots of its insumo.
pub async fn pedir(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    codigos: &[String],
    prestacion_id: Option<i64>,
) -> AppResult<Vec<InsumoPedido>> {
    Ok(// The inner order is the order of the locks: a lateral is run for one row of it after the other.
        consulta(
            "select i.*, coalesce(e.cantidad, 0) as cantidad, coalesce(e.costo_promedio, 0) as costo_promedio,
               (select coalesce(sum(o.cantidad), 0) from existencias o where o.insumo_id = i.id and o.deposito_id <> $1) as en_otros
             from (
               select i.id, i.codigo, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, i.minimo,
                 coalesce(r.cantidad, 0) as receta
               from insumos i left join recetas r on r.clinica_id = i.clinica_id and r.insumo_id = i.id and r.prestacion_id = $3
               where i.id in (select id from insumos where codigo = any ($2) union select insumo_id from recetas where prestacion_id = $3)
               order by i.id) i
             left join lateral (
               select e.cantidad, e.costo_promedio from existencias e where e.deposito_id = $1 and e.insumo_id = i.id
               for no key update) e on true
             order by i.id",
        )
        .bind::<BigInt, _>(deposito_id)
        .bind::<Array<Text>, _>(codigos)
        .bind::<Nullable<BigInt>, _>(prestacion_id)
    .load(tx.pg())
    .await?)
}

/// Insumos a page offers to sell; a clinic with more types their codes.
const CATALOGO: i64 = 1000;

/// What can be sold apart, and what the recipe of `prestacion_id` consumes; nothing is held, nor its stock looked at.
pub async fn catalogo(tx: &mut Tx<'_>, prestacion_id: Option<i64>) -> AppResult<Vec<InsumoPedido>> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, i.minimo,
           coalesce(r.cantidad, 0) as receta, 0::numeric as cantidad, 0::numeric as en_otros, 0::numeric as costo_promedio
         from insumos i left join recetas r on r.clinica_id = i.clinica_id and r.insumo_id = i.id and r.prestacion_id = $1
         where i.estado = 'activo' and i.precio is not null or r.insumo_id is not null order by i.nombre, i.id limit $2",
    )
    .bind::<Nullable<BigInt>, _>(prestacion_id)
    .bind::<BigInt, _>(CATALOGO)
    .load(tx.pg())
    .await?)
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

/// Lots, totals and kardex in one statement.
pub async fn registrar_salida(tx: &mut Tx<'_>, salida: &Salida<'_>) -> AppResult<()> {
    let columna = |de: fn(&super::super::NuevoMovimiento) -> i64| salida.movimientos.iter().map(de).collect::<Vec<_>>();
    let cifra =
        |de: fn(&super::super::NuevoMovimiento) -> Decimal| salida.movimientos.iter().map(de).collect::<Vec<_>>();
    consulta(
        "with m as (select * from unnest($5, $6, $7, $8, $9, $10) as m(lote_id, insumo_id, tipo, cantidad, saldo, costo)),
         l as (update lotes l set cantidad = l.cantidad + d.cantidad
           from (select lote_id, sum(cantidad) as cantidad from m group by 1) d where l.id = d.lote_id),
         e as (update existencias e set cantidad = e.cantidad + d.cantidad
           from (select insumo_id, sum(cantidad) as cantidad from m group by 1) d
           where e.deposito_id = $2 and e.insumo_id = d.insumo_id)
         insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio,
           documento_tipo, documento_id, efectiva)
         select $1, $2, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo, 'venta', $3, $4 from m",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(salida.deposito_id)
    .bind::<BigInt, _>(salida.venta_id)
    .bind::<Date, _>(salida.efectiva)
    .bind::<Array<BigInt>, _>(columna(|m| m.lote_id))
    .bind::<Array<BigInt>, _>(columna(|m| m.insumo_id))
    .bind::<Array<Text>, _>(salida.movimientos.iter().map(|m| m.tipo.codigo()).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|m| m.cantidad))
    .bind::<Array<Numeric>, _>(cifra(|m| m.saldo))
    .bind::<Array<Numeric>, _>(cifra(|m| m.costo_promedio))
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub async fn dejar_pendientes(
    tx: &mut Tx<'_>,
    salida: &Salida<'_>,
    cita_id: Option<i64>,
    pendientes: &[NuevoConsumoPendiente],
) -> AppResult<()> {
    consulta(
        "insert into consumos_pendientes (clinica_id, deposito_id, insumo_id, cantidad, cita_id, venta_id)
         select $1, $2, p.insumo_id, p.cantidad, $3, $4 from unnest($5, $6) as p(insumo_id, cantidad)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(salida.deposito_id)
    .bind::<Nullable<BigInt>, _>(cita_id)
    .bind::<BigInt, _>(salida.venta_id)
    .bind::<Array<BigInt>, _>(pendientes.iter().map(|p| p.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(pendientes.iter().map(|p| p.cantidad).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// A new lot, the weighted average that results of it, its line of the kardex and the end of the intention `clave`.
pub async fn registrar_entrada(tx: &mut Tx<'_>, entrada: &NuevaEntrada, clave: Uuid) -> AppResult<i64> {
    let fila: Id = consulta(
        "with e as (
           insert into existencias as e (clinica_id, deposito_id, insumo_id, cantidad, costo_promedio) values ($1, $2, $3, $6, $7)
           on conflict (clinica_id, deposito_id, insumo_id) do update set cantidad = e.cantidad + excluded.cantidad,
             costo_promedio = round((e.cantidad * e.costo_promedio + excluded.cantidad * excluded.costo_promedio)
               / (e.cantidad + excluded.cantidad), 6)
           returning cantidad, costo_promedio),
         l as (
           insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, cantidad, costo)
           values ($1, $2, $3, $4, $5, $6, $7) returning id),
         m as (
           insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio,
             documento_tipo, documento, efectiva)
           select $1, $2, $3, l.id, 'entrada', $6, e.cantidad, $7, e.costo_promedio, 'recepcion', $8, $9 from e, l
           returning id),
         i as (update idempotencia i set resultado = m.id from m where i.clave = $10)
         select id from m",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(entrada.deposito_id)
    .bind::<BigInt, _>(entrada.insumo_id)
    .bind::<Text, _>(&entrada.lote)
    .bind::<Nullable<Date>, _>(entrada.caduca)
    .bind::<Numeric, _>(entrada.cantidad)
    .bind::<Numeric, _>(entrada.costo)
    .bind::<Text, _>(&entrada.documento)
    .bind::<Date, _>(entrada.efectiva)
    .bind::<SqlUuid, _>(clave)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}
