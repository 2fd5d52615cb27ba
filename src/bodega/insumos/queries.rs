//! Insumos with what there is of them, and their kardex.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{InsumoConStock, Movimiento, NuevoInsumo};
use crate::bodega::queries::POR_PAGINA;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Where a list goes on: the last row seen, by its sort key.
#[derive(Debug, Clone, Copy, Default)]
pub struct Despues<'a> {
    pub nombre: &'a str,
    pub id: i64,
}

/// Active insumos by name, from the one after `despues`; one more than a page holds when there are more.
pub async fn insumos(tx: &mut Tx<'_>, busqueda: &str, despues: Despues<'_>) -> AppResult<Vec<InsumoConStock>> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.categoria, i.minimo, i.precio, i.moneda,
           coalesce(sum(e.cantidad), 0) as cantidad,
           coalesce(sum(e.cantidad * e.costo_promedio) / nullif(sum(e.cantidad), 0), max(e.costo_promedio), 0) as costo_promedio
         from insumos i left join existencias e on e.clinica_id = i.clinica_id and e.insumo_id = i.id
         where i.estado = 'activo' and (i.nombre, i.id) > ($2, $3)
           and ($1 = '' or strpos(normalizar(i.codigo || ' ' || i.nombre || ' ' || i.categoria), $1) > 0)
         group by i.clinica_id, i.id order by i.nombre, i.id limit $4",
    )
    .bind::<Text, _>(busqueda)
    .bind::<Text, _>(despues.nombre)
    .bind::<BigInt, _>(despues.id)
    .bind::<BigInt, _>(POR_PAGINA + 1)
    .load(tx.pg())
    .await?)
}

pub async fn insumo(tx: &mut Tx<'_>, id: i64) -> AppResult<InsumoConStock> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.categoria, i.minimo, i.precio, i.moneda,
           coalesce(sum(e.cantidad), 0) as cantidad,
           coalesce(sum(e.cantidad * e.costo_promedio) / nullif(sum(e.cantidad), 0), max(e.costo_promedio), 0) as costo_promedio
         from insumos i left join existencias e on e.clinica_id = i.clinica_id and e.insumo_id = i.id
         where i.id = $1 group by i.clinica_id, i.id",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn crear_insumo(tx: &mut Tx<'_>, nuevo: &NuevoInsumo) -> AppResult<()> {
    consulta(
        "insert into insumos (clinica_id, codigo, nombre, unidad, categoria, minimo, precio, moneda, afecto)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Text, _>(&nuevo.codigo)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Text, _>(&nuevo.unidad)
    .bind::<Text, _>(&nuevo.categoria)
    .bind::<Numeric, _>(nuevo.minimo)
    .bind::<Nullable<Numeric>, _>(nuevo.precio)
    .bind::<Text, _>(&nuevo.moneda)
    .bind::<Bool, _>(nuevo.afecto)
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct InsumoHoy {
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
    #[diesel(sql_type = Date)]
    hoy: NaiveDate,
}

/// The insumo of a code, if there is one, and today in the clinic's zone.
pub async fn insumo_de_codigo(tx: &mut Tx<'_>, codigo: &str) -> AppResult<(Option<i64>, NaiveDate)> {
    let fila: InsumoHoy = consulta(
        "select i.id, (ahora() at time zone c.zona)::date as hoy from clinicas c left join insumos i on i.clinica_id = c.id and i.codigo = $1",
    )
    .bind::<Text, _>(codigo)
    .get_result(tx.pg())
    .await?;
    Ok((fila.id, fila.hoy))
}

/// The kardex of an insumo, newest first, before the movement `antes`.
pub async fn kardex(tx: &mut Tx<'_>, insumo_id: i64, antes: Option<i64>) -> AppResult<Vec<Movimiento>> {
    Ok(consulta(
        "select m.id, d.nombre as deposito, l.codigo as lote, m.tipo, m.cantidad, m.saldo, m.costo, m.costo_promedio,
           m.documento_tipo, m.documento_id, m.documento, m.efectiva, m.en, u.nombre as quien
         from movimientos m join depositos d on d.clinica_id = m.clinica_id and d.id = m.deposito_id
         join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
         join membresias s on s.clinica_id = m.clinica_id and s.id = m.por join usuarios u on u.id = s.usuario_id
         where m.deposito_id in (select id from depositos) and m.insumo_id = $1 and m.id < coalesce($2, 9223372036854775807)
         order by m.id desc limit $3",
    )
    .bind::<BigInt, _>(insumo_id)
    .bind::<Nullable<BigInt>, _>(antes)
    .bind::<BigInt, _>(POR_PAGINA + 1)
    .load(tx.pg())
    .await?)
}
