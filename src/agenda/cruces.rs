//! Citas of two patients that stand at the same time: what has to be seen before both are taken for one person.

use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::Estado;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Two citas that overlap, one of each.
#[derive(Debug, Clone, QueryableByName)]
pub struct Cruce {
    #[diesel(sql_type = BigInt)]
    pub una_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub una_inicio: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub una_con: String,
    #[diesel(sql_type = Text)]
    pub una_estado: Estado,
    #[diesel(sql_type = BigInt)]
    pub otra_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub otra_inicio: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub otra_con: String,
    #[diesel(sql_type = Text)]
    pub otra_estado: Estado,
}

/// Of `uno` and `otro`, each with those already merged into it; by time.
pub async fn cruces(tx: &mut Tx<'_>, uno: i64, otro: i64) -> AppResult<Vec<Cruce>> {
    Ok(consulta(
        "select a.id as una_id, a.inicio as una_inicio, pa.nombre || ', ' || sa.nombre as una_con, a.estado as una_estado,
           b.id as otra_id, b.inicio as otra_inicio, pb.nombre || ', ' || sb.nombre as otra_con, b.estado as otra_estado
         from citas a
         join citas b on b.clinica_id = a.clinica_id and b.bloquea and b.estado <> 'retenida'
           and b.inicio > a.inicio - interval '24 hours' and b.inicio < a.fin and b.fin > a.inicio
           and b.paciente_id in (select id from pacientes where clinica_id = clinica_actual() and (id = $2 or fusionado_en = $2))
         join profesionales pa on pa.clinica_id = a.clinica_id and pa.id = a.profesional_id
         join profesionales pb on pb.clinica_id = b.clinica_id and pb.id = b.profesional_id
         join prestaciones sa on sa.clinica_id = a.clinica_id and sa.id = a.prestacion_id
         join prestaciones sb on sb.clinica_id = b.clinica_id and sb.id = b.prestacion_id
         where a.clinica_id = clinica_actual() and a.bloquea and a.estado <> 'retenida'
           and a.paciente_id in (select id from pacientes where clinica_id = clinica_actual() and (id = $1 or fusionado_en = $1))
         order by a.inicio, a.id, b.id",
    )
    .bind::<BigInt, _>(uno)
    .bind::<BigInt, _>(otro)
    .load(tx.pg())
    .await?)
}
