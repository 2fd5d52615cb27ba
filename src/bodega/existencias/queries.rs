//! The movements of each existencia until a day, out of an index of its own for each of the two dates.

use diesel::sql_types::{BigInt, Date, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Corte, Existente, Segun};
use crate::bodega::queries::POR_PAGINA;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Insumos by name with what there was of each; one more than a page holds when there are more. `total` is of all of them.
pub async fn al_dia(tx: &mut Tx<'_>, corte: &Corte) -> AppResult<Vec<Existente>> {
    let hasta = match corte.segun {
        Segun::Registro => "m.en < $1 and $2 is not null",
        Segun::Documento => "m.efectiva <= $2 and $1 is not null",
    };
    let sql = format!(
        "with por_deposito as (
           select e.insumo_id, m.cantidad, m.promedio from existencias e cross join lateral (
             select sum(m.cantidad) as cantidad, (array_agg(m.costo_promedio order by m.id desc))[1] as promedio from movimientos m
             where m.clinica_id = e.clinica_id and m.deposito_id = e.deposito_id and m.insumo_id = e.insumo_id and {hasta}) m
           where $3 is null or e.deposito_id = $3),
         por_insumo as (
           select insumo_id, sum(cantidad) as cantidad, sum(cantidad * promedio) as valor from por_deposito group by insumo_id)
         select i.id, i.codigo, i.nombre, i.unidad, p.cantidad, p.valor, (select coalesce(sum(valor), 0) from por_insumo) as total
         from por_insumo p join insumos i on i.id = p.insumo_id
         where p.cantidad <> 0 and (i.nombre, i.id) > ($4, $5) order by i.nombre, i.id limit $6"
    );
    Ok(consulta(&sql)
        .bind::<Timestamptz, _>(corte.fin)
        .bind::<Date, _>(corte.dia)
        .bind::<Nullable<BigInt>, _>(corte.deposito_id)
        .bind::<Text, _>(&corte.desde.0)
        .bind::<BigInt, _>(corte.desde.1)
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}
