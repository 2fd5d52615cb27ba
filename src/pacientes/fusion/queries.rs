//! Reads and writes of merges; services::fusiones puts them in order.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::Fusion;
use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::pacientes::Paciente;
use crate::schema::pacientes;

/// Those of the two who live, `uno` first.
pub async fn par(tx: &mut Tx<'_>, uno: i64, otro: i64) -> AppResult<Vec<Paciente>> {
    let clinica = tx.actor().clinica;
    let mut par: Vec<Paciente> = pacientes::table
        .filter(pacientes::clinica_id.eq(clinica))
        .filter(pacientes::id.eq_any([uno, otro]))
        .filter(pacientes::fusionado_en.is_null())
        .select(Paciente::as_select())
        .load(tx.pg())
        .await?;
    par.sort_by_key(|p| p.id != uno);
    Ok(par)
}

/// The merge that absorbed somebody.
pub async fn de_absorbido(tx: &mut Tx<'_>, absorbido: i64) -> AppResult<Fusion> {
    let sql = "select * from fusiones_vigentes where clinica_id = clinica_actual() and absorbido_id = $1";
    Ok(consulta(sql).bind::<BigInt, _>(absorbido).get_result(tx.pg()).await?)
}

/// Merges of a clinic go one after another.
pub async fn bloquear_clinica(tx: &mut Tx<'_>) -> AppResult<()> {
    consulta("select id from clinicas where id = clinica_actual() for no key update").execute(tx.pg()).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Estado {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    fusionado_en: Option<i64>,
}

/// Patients by id, and who each shows. For update: whoever is booking for them ends first, and who comes next sees the merge.
pub async fn bloquear(tx: &mut Tx<'_>, ids: &[i64]) -> AppResult<Vec<(i64, Option<i64>)>> {
    let filas: Vec<Estado> = consulta(
        "select id, fusionado_en from pacientes where clinica_id = clinica_actual() and id = any ($1) order by id for update",
    )
    .bind::<Array<BigInt>, _>(ids)
    .load(tx.pg())
    .await?;
    Ok(filas.into_iter().map(|f| (f.id, f.fusionado_en)).collect())
}

/// Whoever `absorbido` stood for is shown by `vigente` too.
pub async fn fusionar(tx: &mut Tx<'_>, absorbido: i64, vigente: i64, motivo: &str) -> AppResult<()> {
    consulta(
        "with f as (
           insert into fusiones (clinica_id, absorbido_id, vigente_id, motivo) values (clinica_actual(), $1, $2, $3) returning clinica_id)
         update pacientes p set fusionado_en = $2, version = version + 1 from f
         where p.clinica_id = f.clinica_id and (p.id = $1 or p.fusionado_en = $1)",
    )
    .bind::<BigInt, _>(absorbido)
    .bind::<BigInt, _>(vigente)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Undoes the merge of `absorbido`, who shows again those whose merges lead to it. False when there was none.
pub async fn separar(tx: &mut Tx<'_>, absorbido: i64, motivo: &str) -> AppResult<bool> {
    let deshechas = consulta(
        "with f as (
           update fusiones set deshecha = ahora(), deshecha_por = membresia_actual(), deshecha_motivo = $2
           where clinica_id = clinica_actual() and absorbido_id = $1 and deshecha is null returning clinica_id)
         update pacientes p set fusionado_en = null, version = version + 1 from f where p.clinica_id = f.clinica_id and p.id = $1",
    )
    .bind::<BigInt, _>(absorbido)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    consulta(
        "with recursive suyos as (
           select f.absorbido_id as id from fusiones f
           where f.clinica_id = clinica_actual() and f.vigente_id = $1 and f.deshecha is null
           union
           select f.absorbido_id from suyos s join fusiones f
             on f.clinica_id = clinica_actual() and f.vigente_id = s.id and f.deshecha is null)
         update pacientes p set fusionado_en = $1, version = version + 1 from suyos s
         where p.clinica_id = clinica_actual() and p.id = s.id",
    )
    .bind::<BigInt, _>(absorbido)
    .execute(tx.pg())
    .await?;
    Ok(deshechas == 1)
}
