//! Reads and writes of subscriptions.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Time, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Cual, PorEnviar, Suscripcion, Vencida};
use crate::db::{Db, Tx, consulta};
use crate::error::{AppError, AppResult};

/// The person's own.
pub async fn suyas(tx: &mut Tx<'_>) -> AppResult<Vec<Suscripcion>> {
    Ok(consulta("select cual, hora from suscripciones where membresia_id = membresia_actual() order by cual")
        .load(tx.pg())
        .await?)
}

/// From the next time its hour comes: not today when it has passed.
pub async fn suscribir(tx: &mut Tx<'_>, cual: Cual, hora: NaiveTime) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    consulta(
        "insert into suscripciones (clinica_id, cual, hora, ultima)
         select c.id, $2, $3, h.local::date - case when h.local::time >= $3 then 0 else 1 end
         from clinicas c cross join lateral (select ahora() at time zone c.zona as local) h where c.id = $1
         on conflict on constraint suscripciones_una do update set hora = excluded.hora, ultima = greatest(suscripciones.ultima, excluded.ultima)",
    )
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(cual.codigo())
    .bind::<Time, _>(hora)
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub async fn dejar(tx: &mut Tx<'_>, cual: Cual) -> AppResult<()> {
    let suya = tx.actor().membresia.ok_or(AppError::NoEncontrado)?;
    dejar_la_de(tx, suya, cual).await
}

/// Whether that person still wants it.
pub async fn la_quiere(tx: &mut Tx<'_>, membresia: i64, cual: Cual) -> AppResult<bool> {
    let sql =
        "select cual, hora from suscripciones where clinica_id = clinica_actual() and membresia_id = $1 and cual = $2";
    let pedida = consulta(sql).bind::<BigInt, _>(membresia).bind::<Text, _>(cual.codigo());
    let suya: Option<Suscripcion> = pedida.get_result(tx.pg()).await.optional()?;
    Ok(suya.is_some())
}

/// Somebody's, who says so without a session.
pub async fn dejar_la_de(tx: &mut Tx<'_>, membresia: i64, cual: Cual) -> AppResult<()> {
    consulta("delete from suscripciones where clinica_id = clinica_actual() and membresia_id = $1 and cual = $2")
        .bind::<BigInt, _>(membresia)
        .bind::<Text, _>(cual.codigo())
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Of every clinic, those whose hour has come.
pub async fn vencidas(db: &Db) -> AppResult<Vec<Vencida>> {
    let mut con = db.conexion().await?;
    Ok(consulta("select clinica_id, id from suscripciones_por_enviar($1)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .load(&mut *con)
        .await?)
}

/// Told for today; nothing when another worker has just done it, or nobody wants it any more.
pub async fn tomar(tx: &mut Tx<'_>, id: i64) -> AppResult<Option<PorEnviar>> {
    Ok(consulta(
        "with t as (
           update suscripciones s set ultima = h.hoy
           from clinicas c, lateral (select (ahora() at time zone c.zona)::date as hoy) h
           where s.id = $1 and c.id = s.clinica_id and s.ultima < h.hoy returning s.*)
         select t.cual, t.ultima as fecha, t.membresia_id, u.nombre, u.correo, c.slug, c.zona, c.moneda
         from t join clinicas c on c.id = t.clinica_id
         join membresias m on m.clinica_id = t.clinica_id and m.id = t.membresia_id join usuarios u on u.id = m.usuario_id",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await
    .optional()?)
}
