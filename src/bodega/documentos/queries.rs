//! Reads of documents, and the writes that services make of them.

use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{EntradaSuelta, Ficha, Linea, Lote, NuevoDocumento};
use crate::bodega::queries::{Id, POR_PAGINA};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

const FICHA: &str =
    "select d.id, d.tipo, p.nombre as deposito, d.destino, d.motivo, d.papel, d.efectiva, d.creado, u.nombre as quien,
    d.reversado, d.reversa_motivo
  from documentos_bodega d join depositos p on p.clinica_id = d.clinica_id and p.id = d.deposito_id
  join membresias m on m.clinica_id = d.clinica_id and m.id = d.creado_por join usuarios u on u.id = m.usuario_id";

/// Newest first, of one kind or of all, before the document `antes`; one more than a page holds when there are more.
pub async fn lista(tx: &mut Tx<'_>, tipo: Option<&str>, antes: Option<i64>) -> AppResult<Vec<Ficha>> {
    let sql = format!("{FICHA} where ($1 is null or d.tipo = $1) and d.id < $2 order by d.id desc limit $3");
    Ok(consulta(&sql)
        .bind::<Nullable<Text>, _>(tipo)
        .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Ficha> {
    Ok(consulta(format!("{FICHA} where d.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn lineas(tx: &mut Tx<'_>, tipo: &str, id: i64) -> AppResult<Vec<Linea>> {
    Ok(consulta(
        "select m.insumo_id, i.nombre as insumo, i.unidad, l.codigo as lote, l.caduca, m.cantidad, m.costo
         from movimientos m join insumos i on i.clinica_id = m.clinica_id and i.id = m.insumo_id
         join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
         where m.documento_tipo = $1 and m.documento_id = $2 and m.reversa_de is null order by m.id",
    )
    .bind::<Text, _>(tipo)
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

/// An entry without a document that nothing has taken back.
pub async fn entrada_suelta(tx: &mut Tx<'_>, movimiento_id: i64) -> AppResult<EntradaSuelta> {
    Ok(consulta(
        "select m.insumo_id, i.nombre as insumo, i.unidad, l.codigo as lote, m.cantidad
         from movimientos m join insumos i on i.clinica_id = m.clinica_id and i.id = m.insumo_id
         join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id
         where m.id = $1 and m.tipo = 'entrada' and m.documento_id is null and m.reversa_de is null",
    )
    .bind::<BigInt, _>(movimiento_id)
    .get_result(tx.pg())
    .await?)
}

/// The lots of these insumos with something in them, the last that came of each, and those of these codes.
pub async fn lotes(tx: &mut Tx<'_>, deposito_id: i64, insumos: &[i64], codigos: &[&str]) -> AppResult<Vec<Lote>> {
    Ok(consulta(
        "select l.id, l.insumo_id, l.codigo, l.caduca, l.recibido, l.cantidad from lotes l
         where l.deposito_id = $1 and l.insumo_id = any ($2) and (l.cantidad > 0 or l.codigo = any ($3) or l.id = (
           select max(u.id) from lotes u where u.deposito_id = l.deposito_id and u.insumo_id = l.insumo_id))
         order by l.insumo_id, l.caduca, l.id",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<BigInt>, _>(insumos)
    .bind::<Array<Text>, _>(codigos)
    .load(tx.pg())
    .await?)
}

pub async fn crear(tx: &mut Tx<'_>, nuevo: &NuevoDocumento) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into documentos_bodega (clinica_id, tipo, deposito_id, destino, motivo, papel, efectiva)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Text, _>(nuevo.tipo.codigo())
    .bind::<BigInt, _>(nuevo.deposito_id)
    .bind::<Text, _>(&nuevo.destino)
    .bind::<Text, _>(&nuevo.motivo)
    .bind::<Text, _>(&nuevo.papel)
    .bind::<Date, _>(nuevo.efectiva)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// For the one who takes it back; whoever comes later finds it taken back.
pub async fn marcar_reversado(tx: &mut Tx<'_>, id: i64, motivo: &str) -> AppResult<()> {
    let marcados = consulta(
        "update documentos_bodega set reversado = ahora(), reversado_por = membresia_actual(), reversa_motivo = $2
         where id = $1 and reversado is null",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    if marcados == 0 { Err(rechazo("documentos_bodega_reversa")) } else { Ok(()) }
}
