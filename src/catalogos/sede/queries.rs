//! Reads and single-table writes of the clinic and its sucursales.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::{Ajustes, NuevaSucursal, Sucursal};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::sucursales;

/// The principal one first.
pub async fn sucursales(tx: &mut Tx<'_>) -> AppResult<Vec<Sucursal>> {
    let todas = sucursales::table.select(Sucursal::as_select());
    Ok(todas.order((sucursales::principal.desc(), sucursales::nombre)).load(tx.pg()).await?)
}

pub async fn sucursal(tx: &mut Tx<'_>, id: i64) -> AppResult<Sucursal> {
    let clinica = tx.actor().clinica;
    Ok(sucursales::table.find((clinica, id)).select(Sucursal::as_select()).first(tx.pg()).await?)
}

pub async fn crear_sucursal(tx: &mut Tx<'_>, nueva: &NuevaSucursal) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    Ok(diesel::insert_into(sucursales::table)
        .values((sucursales::clinica_id.eq(clinica), nueva))
        .returning(sucursales::id)
        .get_result(tx.pg())
        .await?)
}

pub async fn editar_sucursal(tx: &mut Tx<'_>, id: i64, version: i32, nueva: &NuevaSucursal) -> AppResult<()> {
    use crate::schema::sucursales::dsl;
    let fila = dsl::sucursales.find((tx.actor().clinica, id)).filter(dsl::version.eq(version));
    let cambiadas = diesel::update(fila).set((nueva, dsl::version.eq(dsl::version + 1))).execute(tx.pg()).await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    Ok(consulta(
        "select nombre, zona, coalesce((ajustes ->> 'margenes_en_horario')::boolean, false) as margenes_en_horario,
           coalesce((ajustes ->> 'minutos_retenida')::int, 5) as minutos_retenida,
           coalesce(ajustes ->> 'consumo', 'venta') as consumo, auditoria_anios,
           md5(nombre || auditoria_anios || ajustes::text) as huella
         from clinicas where id = clinica_actual()",
    )
    .get_result(tx.pg())
    .await?)
}

/// Over `ajustes` as they were read; the settings of others stay.
pub async fn guardar_ajustes(tx: &mut Tx<'_>, nuevos: &Ajustes) -> AppResult<()> {
    let cambiadas = consulta(
        "update clinicas set nombre = $1, auditoria_anios = $6,
           ajustes = ajustes || jsonb_build_object('margenes_en_horario', $2::boolean, 'minutos_retenida', $3::int, 'consumo', $4::text)
         where id = clinica_actual() and md5(nombre || auditoria_anios || ajustes::text) = $5",
    )
    .bind::<Text, _>(&nuevos.nombre)
    .bind::<Bool, _>(nuevos.margenes_en_horario)
    .bind::<Integer, _>(nuevos.minutos_retenida)
    .bind::<Text, _>(&nuevos.consumo)
    .bind::<Text, _>(&nuevos.huella)
    .bind::<Integer, _>(nuevos.auditoria_anios)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}
