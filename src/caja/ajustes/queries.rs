//! Reads and the one write of the settings of the drawer.

use diesel::sql_types::{Bool, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::Ajustes;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    Ok(consulta(
        "select coalesce((ajustes ->> 'umbral_diferencia')::numeric, 0) as umbral_diferencia,
           coalesce((ajustes ->> 'redondea_mixto')::boolean, true) as redondea_mixto, md5(ajustes::text) as huella
         from clinicas where id = clinica_actual()",
    )
    .get_result(tx.pg())
    .await?)
}

/// Over the settings as they were read; those of others stay.
pub async fn guardar(tx: &mut Tx<'_>, nuevos: &Ajustes) -> AppResult<()> {
    let cambiadas = consulta(
        "update clinicas
         set ajustes = ajustes || jsonb_build_object('umbral_diferencia', $1::numeric, 'redondea_mixto', $2::boolean)
         where id = clinica_actual() and md5(ajustes::text) = $3",
    )
    .bind::<Numeric, _>(nuevos.umbral_diferencia)
    .bind::<Bool, _>(nuevos.redondea_mixto)
    .bind::<Text, _>(&nuevos.huella)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("cajas_version")) } else { Ok(()) }
}
