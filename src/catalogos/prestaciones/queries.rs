//! Reads and single-table writes of prestaciones.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{NuevaPrestacion, Prestacion};
use crate::db::Tx;
use crate::error::{AppResult, rechazo};
use crate::schema::prestaciones;

pub async fn prestaciones(tx: &mut Tx<'_>) -> AppResult<Vec<Prestacion>> {
    Ok(prestaciones::table
        .select(Prestacion::as_select())
        .order((prestaciones::estado, prestaciones::nombre, prestaciones::id))
        .load(tx.pg())
        .await?)
}

pub async fn prestacion(tx: &mut Tx<'_>, id: i64) -> AppResult<Prestacion> {
    let clinica = tx.actor().clinica;
    Ok(prestaciones::table.find((clinica, id)).select(Prestacion::as_select()).first(tx.pg()).await?)
}

pub async fn crear_prestacion(tx: &mut Tx<'_>, nueva: &NuevaPrestacion) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    Ok(diesel::insert_into(prestaciones::table)
        .values((prestaciones::clinica_id.eq(clinica), nueva))
        .returning(prestaciones::id)
        .get_result(tx.pg())
        .await?)
}

pub async fn editar_prestacion(tx: &mut Tx<'_>, id: i64, version: i32, nueva: &NuevaPrestacion) -> AppResult<()> {
    use crate::schema::prestaciones::dsl;
    let fila = dsl::prestaciones.find((tx.actor().clinica, id)).filter(dsl::version.eq(version));
    let cambiadas = diesel::update(fila).set((nueva, dsl::version.eq(dsl::version + 1))).execute(tx.pg()).await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}
