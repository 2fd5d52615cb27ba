//! What only the desk asks: figures of several contexts in one trip.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::values::texto;

/// What somebody should look at before it becomes a problem.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Alertas {
    #[diesel(sql_type = BigInt)]
    pub bajos: i64,
    #[diesel(sql_type = BigInt)]
    pub por_vencer: i64,
    #[diesel(sql_type = BigInt)]
    pub vencidos: i64,
    #[diesel(sql_type = BigInt)]
    pub fallidos: i64,
    /// Patients who wrote and wait for a person.
    #[diesel(sql_type = BigInt)]
    pub por_responder: i64,
    /// Refunds that somebody must decide about.
    #[diesel(sql_type = BigInt)]
    pub por_aprobar: i64,
    /// Refunds to be paid.
    #[diesel(sql_type = BigInt)]
    pub por_devolver: i64,
    /// Hours asked for online that somebody must look at.
    #[diesel(sql_type = BigInt)]
    pub en_linea: i64,
}

pub async fn alertas(tx: &mut Tx<'_>) -> AppResult<Alertas> {
    let clinica = tx.actor().clinica;
    Ok(consulta(
        "select b.bajos, b.por_vencer, b.vencidos, a.fallidos, a.por_responder, c.por_aprobar, c.por_devolver, g.en_linea
         from bodega_alertas b join avisos_alertas a using (clinica_id) join caja_alertas c using (clinica_id) join agenda_alertas g using (clinica_id)
         where b.clinica_id = $1",
    )
    .bind::<Integer, _>(clinica)
    .get_result(tx.pg())
    .await?)
}

/// A patient found, or a cita of theirs today.
#[derive(Debug, Clone, QueryableByName)]
pub struct Hallado {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub documento_tipo: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub documento: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub inicio: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub profesional: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub estado: Option<String>,
    #[diesel(sql_type = Bool)]
    pub bloqueado: bool,
}

/// Patients whose words start so, by name, then their citas of the window (`None`: not asked), by time. One trip: it answers each
/// key that is pressed.
pub async fn hallar(
    tx: &mut Tx<'_>,
    buscado: &str,
    hoy: Option<(DateTime<Utc>, DateTime<Utc>)>,
    bloqueados: bool,
    limite: i32,
) -> AppResult<Vec<Hallado>> {
    Ok(consulta(
        "with h as materialized (select distinct id from buscar_pacientes($1, false, $5, $2) as h(id)),
         p as (select b.* from pacientes_breves b where b.clinica_id = clinica_actual() and b.id in (select id from h) and (not b.bloqueado or $5)),
         suyos as (
           select id, id as vigente_id from h
           union all
           select f.absorbido_id, f.paciente_id from fusiones_vigentes f
           where f.clinica_id = clinica_actual() and f.paciente_id in (select id from h)),
         c as (
           select c.*, s.vigente_id from suyos s join citas_por_paciente c on c.clinica_id = clinica_actual() and c.paciente_id = s.id
           where c.inicio >= $3 and c.inicio < $4)
         select null::bigint as cita_id, p.id as paciente_id, p.nombre, p.documento_tipo, p.documento, null::timestamptz as inicio,
           null as profesional, null as estado, p.bloqueado
         from p
         union all
         select c.id, p.id, p.nombre, p.documento_tipo, p.documento, c.inicio, c.profesional, c.estado, p.bloqueado
         from c join p on p.id = c.vigente_id
         order by inicio nulls first, nombre, paciente_id",
    )
    .bind::<Array<Text>, _>(texto::palabras(buscado))
    .bind::<Integer, _>(limite)
    .bind::<Nullable<Timestamptz>, _>(hoy.map(|(desde, _)| desde))
    .bind::<Nullable<Timestamptz>, _>(hoy.map(|(_, hasta)| hasta))
    .bind::<Bool, _>(bloqueados)
    .load(tx.pg())
    .await?)
}
