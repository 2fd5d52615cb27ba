//! The read and the one write of these settings.

use diesel::sql_types::{Array, Integer, Text, Time};
use diesel_async::RunQueryDsl;

use super::model::Ajustes;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    let sql = "select silencio_desde, silencio_hasta, recordatorios, aviso_en_linea, telefono, huella
         from ajustes_avisos where clinica_id = clinica_actual()";
    Ok(consulta(sql).get_result(tx.pg()).await?)
}

/// Over the settings as they were read, those of others stay; false when somebody changed them meanwhile.
pub async fn guardar(tx: &mut Tx<'_>, nuevos: &Ajustes) -> AppResult<bool> {
    let cambiadas = consulta(
        "update clinicas
         set ajustes = ajustes || jsonb_build_object('avisos', jsonb_build_object(
           'silencio_desde', $1, 'silencio_hasta', $2, 'recordatorios', $3, 'aviso_en_linea', $5, 'telefono', $6))
         where id = clinica_actual() and md5(ajustes::text) = $4",
    )
    .bind::<Time, _>(nuevos.silencio_desde)
    .bind::<Time, _>(nuevos.silencio_hasta)
    .bind::<Array<Integer>, _>(&nuevos.recordatorios)
    .bind::<Text, _>(&nuevos.huella)
    .bind::<Integer, _>(nuevos.aviso_en_linea)
    .bind::<Text, _>(&nuevos.telefono)
    .execute(tx.pg())
    .await?;
    Ok(cambiadas == 1)
}
