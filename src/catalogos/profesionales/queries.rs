//! Reads and single-table writes of professionals and of their weeks.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, SmallInt, Time};
use diesel_async::RunQueryDsl;

use super::model::{NuevoProfesional, Profesional};
use crate::catalogos::BloqueSemana;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::{horarios, profesionales};

pub async fn profesionales(tx: &mut Tx<'_>) -> AppResult<Vec<Profesional>> {
    Ok(profesionales::table
        .select(Profesional::as_select())
        .order((profesionales::estado, profesionales::nombre))
        .load(tx.pg())
        .await?)
}

pub async fn profesional(tx: &mut Tx<'_>, id: i64) -> AppResult<Profesional> {
    let clinica = tx.actor().clinica;
    Ok(profesionales::table.find((clinica, id)).select(Profesional::as_select()).first(tx.pg()).await?)
}

pub async fn crear_profesional(tx: &mut Tx<'_>, nuevo: &NuevoProfesional) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    Ok(diesel::insert_into(profesionales::table)
        .values((profesionales::clinica_id.eq(clinica), nuevo))
        .returning(profesionales::id)
        .get_result(tx.pg())
        .await?)
}

pub async fn editar_profesional(tx: &mut Tx<'_>, id: i64, version: i32, nuevo: &NuevoProfesional) -> AppResult<()> {
    use crate::schema::profesionales::dsl;
    let fila = dsl::profesionales.find((tx.actor().clinica, id)).filter(dsl::version.eq(version));
    let cambiadas = diesel::update(fila).set((nuevo, dsl::version.eq(dsl::version + 1))).execute(tx.pg()).await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}

#[derive(QueryableByName)]
struct Bloque {
    #[diesel(sql_type = SmallInt)]
    isodow: i16,
    #[diesel(sql_type = Time)]
    desde: NaiveTime,
    #[diesel(sql_type = Time)]
    hasta: NaiveTime,
}

/// The week in force today. A block up to midnight is shown up to 23:59, the latest a time input can say.
pub async fn semana(tx: &mut Tx<'_>, profesional: i64) -> AppResult<Vec<BloqueSemana>> {
    let filas: Vec<Bloque> = consulta(
        "select h.isodow, h.desde, least(h.hasta, '23:59') as hasta
         from horarios h join clinicas c on c.id = h.clinica_id
         where h.clinica_id = clinica_actual() and h.profesional_id = $1
           and (ahora() at time zone c.zona)::date between h.vigente_desde and coalesce(h.vigente_hasta, 'infinity')
         order by 1, 2",
    )
    .bind::<BigInt, _>(profesional)
    .load(tx.pg())
    .await?;
    Ok(filas.into_iter().map(|b| BloqueSemana { isodow: b.isodow, desde: b.desde, hasta: b.hasta }).collect())
}

#[derive(QueryableByName)]
struct Hoy {
    #[diesel(sql_type = Date)]
    hoy: chrono::NaiveDate,
}

/// Ends the week in force yesterday and starts this one today: what was stays written.
pub async fn cambiar_semana(
    tx: &mut Tx<'_>,
    profesional: i64,
    sucursal: i64,
    semana: &[BloqueSemana],
) -> AppResult<()> {
    use crate::schema::horarios::dsl as t;
    let clinica = tx.actor().clinica;
    let Hoy { hoy } = consulta("select (ahora() at time zone zona)::date as hoy from clinicas where id = $1")
        .bind::<Integer, _>(clinica)
        .get_result(tx.pg())
        .await?;
    let suyos = t::horarios.filter(t::clinica_id.eq(clinica)).filter(t::profesional_id.eq(profesional));
    diesel::delete(suyos.filter(t::vigente_desde.ge(hoy))).execute(tx.pg()).await?;
    diesel::update(suyos.filter(t::vigente_hasta.is_null().or(t::vigente_hasta.ge(hoy))))
        .set(t::vigente_hasta.eq(hoy.pred_opt()))
        .execute(tx.pg())
        .await?;
    let filas: Vec<_> = semana
        .iter()
        .map(|b| {
            (
                (t::clinica_id.eq(clinica), t::profesional_id.eq(profesional), t::sucursal_id.eq(sucursal)),
                (t::isodow.eq(b.isodow), t::desde.eq(b.desde), t::hasta.eq(b.hasta), t::vigente_desde.eq(hoy)),
            )
        })
        .collect();
    diesel::insert_into(horarios::table).values(filas).execute(tx.pg()).await?;
    Ok(())
}
