//! Reads and single-table writes of depósitos.

use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::DepositoEnLista;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

const DEPOSITO: &str = "select d.id, d.version, d.nombre, d.sucursal_id, s.nombre as sucursal, array(
      select c.nombre from cajas c where c.clinica_id = d.clinica_id and c.deposito_id = d.id and c.estado = 'activa' order by c.nombre) as cajas
  from depositos d join sucursales s on s.clinica_id = d.clinica_id and s.id = d.sucursal_id
  where d.clinica_id = clinica_actual()";

pub async fn todos(tx: &mut Tx<'_>) -> AppResult<Vec<DepositoEnLista>> {
    Ok(consulta(format!("{DEPOSITO} order by s.principal desc, s.nombre, d.nombre")).load(tx.pg()).await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<DepositoEnLista> {
    Ok(consulta(format!("{DEPOSITO} and d.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn renombrar(tx: &mut Tx<'_>, id: i64, version: i32, nombre: &str) -> AppResult<()> {
    let cambiados = consulta(
        "update depositos set nombre = $3, version = version + 1 where clinica_id = clinica_actual() and id = $1 and version = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Text, _>(nombre)
    .execute(tx.pg())
    .await?;
    if cambiados == 0 { Err(rechazo("depositos_version")) } else { Ok(()) }
}
