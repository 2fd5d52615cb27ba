//! Reads of the kardex.

use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Movimiento, Pedido};
use crate::bodega::queries::POR_PAGINA;
use crate::bodega::stock::TipoMovimiento;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Newest first, before the movement `antes`; one more than a page holds when there are more.
pub async fn kardex(tx: &mut Tx<'_>, pedido: &Pedido) -> AppResult<Vec<Movimiento>> {
    Ok(consulta(
        "select m.id, d.nombre as deposito, l.codigo as lote, m.tipo, m.cantidad, m.saldo, m.costo, m.costo_promedio,
           m.documento_tipo, m.documento_id, m.documento, m.efectiva, m.en, u.nombre as quien,
           m.reversa_de is not null as reversa,
           m.tipo = 'entrada' and m.documento_id is null and m.reversa_de is null and not exists (
             select from movimientos r where r.clinica_id = m.clinica_id and r.reversa_de = m.id) as reversable
         from movimientos m join depositos d on d.clinica_id = m.clinica_id and d.id = m.deposito_id
         join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
         join membresias s on s.clinica_id = m.clinica_id and s.id = m.por join usuarios u on u.id = s.usuario_id
         where m.insumo_id = $1 and m.id < $2 and ($3 is null or m.deposito_id = $3)
           and ($4 is null or l.codigo = $4) and ($5 is null or m.tipo = $5)
           and ($6 is null or m.en >= $6) and ($7 is null or m.en < $7)
         order by m.id desc limit $8",
    )
    .bind::<BigInt, _>(pedido.insumo_id)
    .bind::<BigInt, _>(pedido.antes.unwrap_or(i64::MAX))
    .bind::<Nullable<BigInt>, _>(pedido.deposito_id)
    .bind::<Nullable<Text>, _>(pedido.lote.as_deref())
    .bind::<Nullable<Text>, _>(pedido.tipo.map(TipoMovimiento::codigo))
    .bind::<Nullable<Timestamptz>, _>(pedido.desde)
    .bind::<Nullable<Timestamptz>, _>(pedido.hasta)
    .bind::<BigInt, _>(POR_PAGINA + 1)
    .load(tx.pg())
    .await?)
}
