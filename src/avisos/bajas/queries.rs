//! Reads and writes of the links.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bytea, Integer};
use diesel_async::RunQueryDsl;

use super::model::{Enlace, Pedida};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

pub async fn enlazar(tx: &mut Tx<'_>, mensaje: i64, token_hash: &[u8]) -> AppResult<()> {
    consulta("insert into enlaces_baja (clinica_id, mensaje_id, token_hash) values ($1, $2, $3)")
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<BigInt, _>(mensaje)
        .bind::<Bytea, _>(token_hash)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// `None`: no such link.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from baja_de_enlace($1)").bind::<Bytea, _>(token_hash);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

pub async fn pedida(tx: &mut Tx<'_>, mensaje: i64) -> AppResult<Pedida> {
    Ok(consulta(
        "select c.nombre as clinica, m.paciente_id, m.membresia_id, m.adjuntos
         from mensajes m join clinicas c on c.id = m.clinica_id where m.clinica_id = clinica_actual() and m.id = $1",
    )
    .bind::<BigInt, _>(mensaje)
    .get_result(tx.pg())
    .await?)
}
