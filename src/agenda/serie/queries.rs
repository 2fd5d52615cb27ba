//! Reads and single-table writes of series.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, SmallInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::agenda::Cita;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// One of the citas that a repetition would book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Vez {
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    /// Offered, and the patient is nowhere else.
    #[diesel(sql_type = Bool)]
    pub cabe: bool,
}

/// `veces` in all, the cita itself included, every `cada` weeks at the same hour of the wall.
pub async fn veces(tx: &mut Tx<'_>, cita: i64, cada: i16, veces: i16) -> AppResult<Vec<Vez>> {
    Ok(consulta(
        "select m.muro::date as fecha, m.muro at time zone cl.zona as inicio,
           exists (
             select from horas_libres(c.prestacion_id, c.profesional_id, m.muro::date, 1) h where h.inicio = m.muro at time zone cl.zona)
           and not exists (
             select from citas o where o.clinica_id = c.clinica_id and o.paciente_id = c.paciente_id and o.bloquea
               and o.inicio < (m.muro at time zone cl.zona) + (c.fin - c.inicio) and o.fin > m.muro at time zone cl.zona) as cabe
         from citas c join clinicas cl on cl.id = c.clinica_id
         cross join generate_series(1, $3 - 1) n
         cross join lateral (select (c.inicio at time zone cl.zona) + make_interval(weeks => $2 * n) as muro) m
         where c.clinica_id = clinica_actual() and c.id = $1 order by n",
    )
    .bind::<BigInt, _>(cita)
    .bind::<SmallInt, _>(cada)
    .bind::<SmallInt, _>(veces)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// A series of one; `None` when that form made one already.
pub async fn abrir(tx: &mut Tx<'_>, cita: i64, cada: i16, clave: Option<Uuid>) -> AppResult<Option<i64>> {
    let serie: Option<Id> = consulta(
        "insert into citas_series (clinica_id, cada, clave) values (clinica_actual(), $1, $2) on conflict do nothing returning id",
    )
    .bind::<SmallInt, _>(cada)
    .bind::<Nullable<SqlUuid>, _>(clave)
    .get_result(tx.pg())
    .await
    .optional()?;
    let Some(serie) = serie else { return Ok(None) };
    unir(tx, serie.id, cita).await?;
    Ok(Some(serie.id))
}

pub async fn unir(tx: &mut Tx<'_>, serie: i64, cita: i64) -> AppResult<()> {
    consulta("insert into citas_de_serie (clinica_id, cita_id, serie_id) values (clinica_actual(), $1, $2)")
        .bind::<BigInt, _>(cita)
        .bind::<BigInt, _>(serie)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// The citas of the series that a cita is of, in order; none when it is of none. What was moved is where it went.
pub async fn hermanas(tx: &mut Tx<'_>, cita: i64) -> AppResult<Vec<Cita>> {
    Ok(consulta(
        "select d.* from citas_de_serie s join citas_detalle d on d.clinica_id = s.clinica_id and d.id = s.cita_id
         where s.clinica_id = clinica_actual() and d.estado <> 'reagendada'
           and s.serie_id = (select y.serie_id from citas_de_serie y where y.clinica_id = s.clinica_id and y.cita_id = $1)
         order by d.inicio, d.id",
    )
    .bind::<BigInt, _>(cita)
    .load(tx.pg())
    .await?)
}
