//! The views `descuadres`, clinic by clinic.

use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::Descuadre;
use crate::db::{Actor, Db, Tx, consulta};
use crate::error::{AppError, AppResult};

/// Whatever does not add up in the clinic, as of one instant; nothing when all is well. It reads every ledger whole, so it may
/// take longer than a request would.
pub async fn descuadres(tx: &mut Tx<'_>) -> AppResult<Vec<Descuadre>> {
    consulta("select set_config('statement_timeout', '0', true)").execute(tx.pg()).await?;
    Ok(consulta("select regla, tabla, fila_id, dice, deberia from descuadres order by tabla, fila_id, regla")
        .load(tx.pg())
        .await?)
}

#[derive(QueryableByName)]
struct Clinica {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    slug: String,
}

/// What does not add up in one clinic, or in all of them, under the slug of each.
pub async fn verificar(db: &Db, slug: Option<&str>) -> AppResult<Vec<(String, Descuadre)>> {
    let clinicas: Vec<Clinica> = consulta("select id, slug from clinicas_activas() where $1 is null or slug = $1")
        .bind::<Nullable<Text>, _>(slug)
        .load(&mut *db.conexion().await?)
        .await?;
    if clinicas.is_empty() && slug.is_some() {
        return Err(AppError::NoEncontrado);
    }
    let mut hallados = Vec::new();
    for Clinica { id, slug } in clinicas {
        let suyos = db.leer(&Actor::sistema(id), async |tx| descuadres(tx).await).await?;
        hallados.extend(suyos.into_iter().map(|descuadre| (slug.clone(), descuadre)));
    }
    Ok(hallados)
}
