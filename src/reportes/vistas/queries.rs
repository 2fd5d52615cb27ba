//! Writes of saved views; a person sees and takes away their own.

use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Under a name that the person has already for that report, in its place.
pub async fn guardar(tx: &mut Tx<'_>, reporte: &str, nombre: &str, dicho: &str) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    consulta(
        "insert into vistas_guardadas (clinica_id, reporte, nombre, consulta) values ($1, $2, $3, $4)
         on conflict on constraint vistas_guardadas_nombre_unico do update set consulta = excluded.consulta",
    )
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(reporte)
    .bind::<Text, _>(nombre)
    .bind::<Text, _>(dicho)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// `false` when it is nobody's, or somebody else's.
pub async fn quitar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let quitada = consulta("delete from vistas_guardadas where id = $1 and membresia_id = membresia_actual()")
        .bind::<BigInt, _>(id)
        .execute(tx.pg())
        .await?;
    Ok(quitada == 1)
}
