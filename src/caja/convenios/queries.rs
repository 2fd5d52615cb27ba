//! Reads and writes of convenios and their prices.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{Convenio, EnLista, NuevoConvenio, Precio};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

pub async fn lista(tx: &mut Tx<'_>) -> AppResult<Vec<EnLista>> {
    Ok(consulta(
        "select c.id, c.nombre, c.estado = 'activo' as activo,
           (select count(*) from convenios_precios p where p.clinica_id = c.clinica_id and p.convenio_id = c.id) as precios
         from convenios c where c.clinica_id = clinica_actual() order by c.estado, c.nombre",
    )
    .load(tx.pg())
    .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Convenio> {
    Ok(consulta("select version, nombre, estado = 'activo' as activo from convenios where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

/// Every prestación that is charged today.
pub async fn precios(tx: &mut Tx<'_>, convenio: Option<i64>) -> AppResult<Vec<Precio>> {
    Ok(consulta(
        "select p.id as prestacion_id, p.codigo, p.nombre, p.precio as catalogo, p.moneda, c.precio
         from prestaciones_en_venta p
         left join convenios_precios c on c.clinica_id = p.clinica_id and c.convenio_id = $1 and c.prestacion_id = p.id
         where p.clinica_id = clinica_actual() order by p.nombre, p.id",
    )
    .bind::<Nullable<BigInt>, _>(convenio)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

pub async fn crear(tx: &mut Tx<'_>, nuevo: &NuevoConvenio) -> AppResult<i64> {
    let fila: Id = consulta("insert into convenios (clinica_id, nombre, estado) values ($1, $2, $3) returning id")
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Text, _>(&nuevo.nombre)
        .bind::<Text, _>(nuevo.estado)
        .get_result(tx.pg())
        .await?;
    Ok(fila.id)
}

pub async fn editar(tx: &mut Tx<'_>, id: i64, version: i32, nuevo: &NuevoConvenio) -> AppResult<()> {
    let cambiadas =
        consulta("update convenios set version = version + 1, nombre = $3, estado = $4 where id = $1 and version = $2")
            .bind::<BigInt, _>(id)
            .bind::<Integer, _>(version)
            .bind::<Text, _>(&nuevo.nombre)
            .bind::<Text, _>(nuevo.estado)
            .execute(tx.pg())
            .await?;
    if cambiadas == 0 { Err(rechazo("convenios_version")) } else { Ok(()) }
}

/// What was left empty costs again what the catalogue says. Prices that stay are not written anew.
pub async fn poner_precios(tx: &mut Tx<'_>, id: i64, nuevo: &NuevoConvenio) -> AppResult<()> {
    consulta(
        "with n as (select * from unnest($3, $4) as n(prestacion_id, precio)),
         d as (
           delete from convenios_precios c using n where c.convenio_id = $2 and c.prestacion_id = n.prestacion_id and n.precio is null)
         insert into convenios_precios as c (clinica_id, convenio_id, prestacion_id, precio)
         select $1, $2, prestacion_id, precio from n where precio is not null
         on conflict (clinica_id, convenio_id, prestacion_id) do update set precio = excluded.precio where c.precio <> excluded.precio",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(id)
    .bind::<Array<BigInt>, _>(nuevo.precios.iter().map(|(prestacion, _)| *prestacion).collect::<Vec<_>>())
    .bind::<Array<Nullable<Numeric>>, _>(nuevo.precios.iter().map(|(_, precio)| *precio).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}
