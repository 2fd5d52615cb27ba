//! Reads of the audit.

use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

use super::Cambio;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Changes with who made them; the values of personal columns while they have not been erased.
const CAMBIOS: &str = "select a.id, a.en, u.nombre as quien, a.tabla, a.fila_id, a.operacion,
       a.antes || coalesce(p.antes, '{}') as antes, a.despues || coalesce(p.despues, '{}') as despues
     from auditoria a
     left join auditoria_personal p on p.clinica_id = a.clinica_id and p.auditoria_id = a.id and p.en = a.en
     left join membresias m on m.clinica_id = a.clinica_id and m.id = a.membresia_id
     left join usuarios u on u.id = m.usuario_id
     where a.clinica_id = $1";

/// The latest changes of one row, newest first.
pub async fn historia(tx: &mut Tx<'_>, tabla: &str, fila_id: i64, limite: i32) -> AppResult<Vec<Cambio>> {
    let clinica = tx.actor().clinica;
    let cambios = consulta(format!("{CAMBIOS} and a.tabla = $2 and a.fila_id = $3 order by a.id desc limit $4"))
        .bind::<Integer, _>(clinica)
        .bind::<Text, _>(tabla)
        .bind::<Text, _>(fila_id.to_string())
        .bind::<Integer, _>(limite);
    Ok(cambios.load(tx.pg()).await?)
}

/// A page of everything that changed, before the change `antes_de` (0: from now), newest first.
pub async fn listar(tx: &mut Tx<'_>, antes_de: i64, limite: i32) -> AppResult<Vec<Cambio>> {
    let clinica = tx.actor().clinica;
    let tope = if antes_de > 0 { antes_de } else { i64::MAX };
    let cambios = consulta(format!("{CAMBIOS} and a.id < $2 order by a.id desc limit $3"))
        .bind::<Integer, _>(clinica)
        .bind::<BigInt, _>(tope)
        .bind::<Integer, _>(limite + 1);
    Ok(cambios.load(tx.pg()).await?)
}
