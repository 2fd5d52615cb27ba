//! The read and the one write of these settings.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    #[diesel(sql_type = Bool)]
    pub abierta: bool,
    #[diesel(sql_type = Bool)]
    pub aprobar: bool,
    /// Of what was read: settings have no version of their own.
    #[diesel(sql_type = Text)]
    pub huella: String,
}

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    let sql = "select abierta, aprobar, huella from ajustes_en_linea where clinica_id = clinica_actual()";
    Ok(consulta(sql).get_result(tx.pg()).await?)
}

/// False when somebody changed them meanwhile.
pub async fn guardar(tx: &mut Tx<'_>, nuevos: &Ajustes) -> AppResult<bool> {
    let cambiadas = consulta(
        "update clinicas set ajustes = ajustes || jsonb_build_object('en_linea', jsonb_build_object('abierta', $1, 'aprobar', $2))
         where id = clinica_actual() and md5(ajustes::text) = $3",
    )
    .bind::<Bool, _>(nuevos.abierta)
    .bind::<Bool, _>(nuevos.aprobar)
    .bind::<Text, _>(&nuevos.huella)
    .execute(tx.pg())
    .await?;
    Ok(cambiadas == 1)
}
