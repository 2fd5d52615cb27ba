//! Depots.

use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

use super::super::model::Deposito;
use super::Id;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub async fn depositos(tx: &mut Tx<'_>) -> AppResult<Vec<Deposito>> {
    Ok(consulta("select id, nombre from depositos order by id").load(tx.pg()).await?)
}

pub async fn crear_deposito(tx: &mut Tx<'_>, sucursal_id: i64, nombre: &str) -> AppResult<i64> {
    let fila: Id = consulta("insert into depositos (clinica_id, sucursal_id, nombre) values ($1, $2, $3) returning id")
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<BigInt, _>(sucursal_id)
        .bind::<Text, _>(nombre)
        .get_result(tx.pg())
        .await?;
    Ok(fila.id)
}
