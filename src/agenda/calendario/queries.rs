//! Reads of a calendar, and the life of its link.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bytea, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{CitaEnCalendario, Dueno, Titular};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

/// `None`: no such link, or no longer.
pub async fn dueno(db: &Db, token_hash: &[u8]) -> AppResult<Option<Dueno>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from calendario_de_token($1)").bind::<Bytea, _>(token_hash);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

pub async fn titular(tx: &mut Tx<'_>, profesional: i64) -> AppResult<Titular> {
    Ok(consulta(
        "select p.nombre as profesional, c.nombre as clinica, c.slug, c.zona, k.creado as enlace
         from profesionales p
         join clinicas c on c.id = p.clinica_id
         left join calendarios k on k.clinica_id = p.clinica_id and k.profesional_id = p.id and k.revocado is null
         where p.clinica_id = clinica_actual() and p.id = $1",
    )
    .bind::<BigInt, _>(profesional)
    .get_result(tx.pg())
    .await?)
}

pub async fn citas(
    tx: &mut Tx<'_>,
    profesional: i64,
    (desde, hasta): (DateTime<Utc>, DateTime<Utc>),
) -> AppResult<Vec<CitaEnCalendario>> {
    Ok(consulta(
        "select c.id, c.version, c.estado, c.estado_desde, c.inicio, c.fin, c.paciente, concat_ws(' · ', s.nombre, c.box) as lugar
         from citas_detalle c
         join sucursales s on s.clinica_id = c.clinica_id and s.id = c.sucursal_id
         where c.clinica_id = clinica_actual() and c.profesional_id = $1 and c.inicio >= $2 and c.inicio < $3
           and c.estado <> 'retenida'
         order by c.inicio, c.id",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Timestamptz, _>(desde)
    .bind::<Timestamptz, _>(hasta)
    .load(tx.pg())
    .await?)
}

/// The one before, if any, stops being read.
pub async fn renovar(tx: &mut Tx<'_>, profesional: i64, token_hash: &[u8]) -> AppResult<()> {
    revocar(tx, profesional).await?;
    consulta("insert into calendarios (clinica_id, profesional_id, token_hash) values (clinica_actual(), $1, $2)")
        .bind::<BigInt, _>(profesional)
        .bind::<Bytea, _>(token_hash)
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn revocar(tx: &mut Tx<'_>, profesional: i64) -> AppResult<()> {
    consulta(
        "update calendarios set revocado = ahora()
         where clinica_id = clinica_actual() and profesional_id = $1 and revocado is null",
    )
    .bind::<BigInt, _>(profesional)
    .execute(tx.pg())
    .await?;
    Ok(())
}
