//! Reads of the list of sessions.

use diesel::sql_types::{BigInt, Integer, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Corte, EnLista, Filtros, Opcion};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// One page, newest first, and one row more when there is a next one. What a session should hold is told of closed ones only.
pub async fn sesiones(tx: &mut Tx<'_>, filtros: &Filtros, limite: i64) -> AppResult<Vec<EnLista>> {
    let clinica = tx.actor().clinica;
    let antes = filtros.antes.unwrap_or(Corte { en: filtros.hasta, id: i64::MAX });
    let de_una = if filtros.caja.is_some() { "and s.caja_id = $7" } else { "and $7 = 0" };
    Ok(consulta(format!(
        "select s.id, c.nombre as caja, u.nombre as responsable, s.estado, s.abierta, x.cerrada, x.diferencia, x.otros, x.motivo
         from sesiones_caja s
         join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
         join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable join usuarios u on u.id = m.usuario_id
         left join lateral (
           select x.en as cerrada, x.diferencia, x.motivo, (select coalesce(sum(d.declarado - d.esperado), 0) from arqueos_medios d
             where d.clinica_id = x.clinica_id and d.arqueo_id = x.arqueo_id) as otros
           from cierres_caja x where x.clinica_id = s.clinica_id and x.sesion_id = s.id order by x.id desc limit 1) x
           on s.estado in ('cerrada', 'contabilizada')
         where s.clinica_id = $1 and s.abierta >= $2 and s.abierta < $3 and (s.abierta, s.id) < ($4, $5) {de_una}
         order by s.abierta desc, s.id desc limit $6"
    ))
    .bind::<Integer, _>(clinica)
    .bind::<Timestamptz, _>(filtros.desde)
    .bind::<Timestamptz, _>(filtros.hasta)
    .bind::<Timestamptz, _>(antes.en)
    .bind::<BigInt, _>(antes.id)
    .bind::<BigInt, _>(limite + 1)
    .bind::<BigInt, _>(filtros.caja.unwrap_or_default())
    .load(tx.pg())
    .await?)
}

/// Archived ones too: what they did is still looked at.
pub async fn cajas(tx: &mut Tx<'_>) -> AppResult<Vec<Opcion>> {
    let clinica = tx.actor().clinica;
    Ok(consulta("select id, nombre from cajas where clinica_id = $1 order by estado, nombre, id")
        .bind::<Integer, _>(clinica)
        .load(tx.pg())
        .await?)
}
