//! Reads of the audit.

use diesel::sql_types::{Integer, Text};
use diesel_async::RunQueryDsl;

use super::Cambio;
use super::filtros::{Desde, Lugar, fin};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Changes with who made them and where from; the values of personal columns while they have not been erased.
const COLUMNAS: &str =
    "0 as libro, a.id, a.en, u.nombre as quien, a.direccion, s.agente, a.tabla, a.fila_id, a.operacion,
       null::text as documento_tabla, null::bigint as documento_id, null::text as documento,
       a.antes || coalesce(p.antes, '{}') as antes, a.despues || coalesce(p.despues, '{}') as despues";
const JUNTO: &str =
    "left join auditoria_personal p on p.clinica_id = a.clinica_id and p.auditoria_id = a.id and p.en = a.en
     left join membresias m on m.clinica_id = a.clinica_id and m.id = a.membresia_id
     left join usuarios u on u.id = m.usuario_id
     left join sesiones_usuario s on s.id = a.sesion_id";

/// The latest changes of one row, newest first.
pub async fn historia(tx: &mut Tx<'_>, tabla: &str, fila_id: i64, limite: i32) -> AppResult<Vec<Cambio>> {
    let clinica = tx.actor().clinica;
    let cambios = consulta(format!(
        "select {COLUMNAS} from auditoria a {JUNTO}
         where a.clinica_id = $1 and a.tabla = $2 and a.fila_id = $3 order by a.id desc limit $4"
    ))
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(tabla)
    .bind::<Text, _>(fila_id.to_string())
    .bind::<Integer, _>(limite);
    Ok(cambios.load(tx.pg()).await?)
}

/// Where the list begins, and in which sense it is read.
pub(super) fn sentido(desde: Option<Desde>) -> (&'static str, &'static str, Lugar) {
    match desde {
        None => ("<", "desc", Lugar { en: fin(), libro: 0, id: i64::MAX }),
        Some(Desde::Antes(lugar)) => ("<", "desc", lugar),
        Some(Desde::Despues(lugar)) => (">", "asc", lugar),
    }
}
