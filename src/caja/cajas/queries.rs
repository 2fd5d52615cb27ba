//! Reads and single-table writes of drawers.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Cajon, CambiosCaja, NuevaCaja};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

const CAJA: &str = "select c.id, c.version, c.nombre, c.sucursal_id, s.nombre as sucursal, c.deposito_id, d.nombre as deposito, se.prefijo,
    c.estado = 'activa' as activa, exists (
      select from sesiones_caja a where a.clinica_id = c.clinica_id and a.caja_id = c.id
      and a.estado in ('abierta', 'arqueo', 'reabierta')) as abierta
  from cajas c
  join sucursales s on s.clinica_id = c.clinica_id and s.id = c.sucursal_id
  join depositos d on d.clinica_id = c.clinica_id and d.id = c.deposito_id
  join series se on se.clinica_id = c.clinica_id and se.id = c.serie_id
  where c.clinica_id = clinica_actual()";

pub async fn cajas(tx: &mut Tx<'_>) -> AppResult<Vec<Cajon>> {
    Ok(consulta(format!("{CAJA} order by c.estado, s.principal desc, s.nombre, c.nombre")).load(tx.pg()).await?)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Cajon> {
    Ok(consulta(format!("{CAJA} and c.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// A drawer with a series of receipts of its own, so that two drawers never wait for each other's folio.
pub async fn crear(tx: &mut Tx<'_>, nueva: &NuevaCaja) -> AppResult<i64> {
    let fila: Option<Fila> = consulta(
        "with d as (select clinica_id, id, sucursal_id from depositos where id = $1),
         p as (
           select coalesce($3, (
             select 'C' || n from generate_series(1, (select count(*) + 1 from series)) n
             where not exists (select from series where documento = 'pago' and prefijo = 'C' || n) order by n limit 1)) as prefijo),
         s as (
           insert into series (clinica_id, sucursal_id, documento, prefijo)
           select d.clinica_id, d.sucursal_id, 'pago', p.prefijo from d, p returning id)
         insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre)
         select d.clinica_id, d.sucursal_id, d.id, s.id, $2 from d, s returning id",
    )
    .bind::<BigInt, _>(nueva.deposito_id)
    .bind::<Text, _>(&nueva.nombre)
    .bind::<Nullable<Text>, _>(nueva.prefijo.as_deref())
    .get_result(tx.pg())
    .await
    .optional()?;
    fila.map(|f| f.id).ok_or_else(|| rechazo("cajas_deposito"))
}

#[derive(QueryableByName)]
struct Estado {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    estado: String,
}

/// Shared by who opens it: until they end nobody archives it.
pub async fn exigir_activa(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let fila: Option<Estado> = consulta("select version, estado from cajas where id = $1 for share")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await
        .optional()?;
    match fila {
        None => Err(rechazo("sesiones_caja_caja")),
        Some(fila) if fila.estado == "activa" => Ok(()),
        Some(_) => Err(rechazo("caja_archivada")),
    }
}

/// As `exigir_activa`, of the drawer that a session is of.
pub async fn exigir_activa_de(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    let fila: Estado = consulta(
        "select version, estado from cajas where id = (select caja_id from sesiones_caja where id = $1) for share",
    )
    .bind::<BigInt, _>(sesion_id)
    .get_result(tx.pg())
    .await?;
    if fila.estado == "activa" { Ok(()) } else { Err(rechazo("caja_archivada")) }
}

/// Takes the drawer whole, in the version that was seen.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64, version: i32) -> AppResult<()> {
    let fila: Estado = consulta("select version, estado from cajas where id = $1 for update")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?;
    if fila.version == version { Ok(()) } else { Err(rechazo("cajas_version")) }
}

/// Of a drawer that is held: a depósito of another sucursal is none.
pub async fn cambiar(tx: &mut Tx<'_>, cambios: &CambiosCaja) -> AppResult<()> {
    let cambiadas = consulta(
        "update cajas c set nombre = $2, deposito_id = d.id, version = c.version + 1,
           estado = case when $4 then 'activa' else 'archivada' end
         from depositos d
         where c.clinica_id = clinica_actual() and c.id = $1 and d.clinica_id = c.clinica_id and d.id = $3 and d.sucursal_id = c.sucursal_id",
    )
    .bind::<BigInt, _>(cambios.id)
    .bind::<Text, _>(&cambios.nombre)
    .bind::<BigInt, _>(cambios.deposito_id)
    .bind::<Bool, _>(cambios.activa)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("cajas_deposito")) } else { Ok(()) }
}
