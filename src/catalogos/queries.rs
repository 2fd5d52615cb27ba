//! Reads and single-table writes of the catalogues.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, SmallInt, Time};
use diesel_async::RunQueryDsl;

use super::model::{BloqueSemana, NuevaPrestacion, NuevoProfesional, Opcion, Opciones, Prestacion, Profesional};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::{horarios, prestaciones, prestaciones_profesionales, profesionales};

/// Active professionals and prestaciones, in one query.
pub async fn opciones(tx: &mut Tx<'_>) -> AppResult<Opciones> {
    opciones_con(tx, None, None).await
}

/// And the archived ones that go with one of them: who edits it must not lose what cannot be seen.
pub async fn opciones_con(tx: &mut Tx<'_>, profesional: Option<i64>, prestacion: Option<i64>) -> AppResult<Opciones> {
    let todas: Vec<Opcion> = consulta(
        "select 'profesional' as tipo, p.id, p.nombre, p.color::text as color, 0::smallint as duracion, con.ids as con
         from profesionales p cross join lateral (
           select array(select pp.prestacion_id from prestaciones_profesionales pp
             where pp.clinica_id = p.clinica_id and pp.profesional_id = p.id) as ids) con
         where p.clinica_id = clinica_actual() and (p.estado = 'activo' or $2 = any (con.ids))
         union all
         select 'prestacion', p.id, p.nombre, p.color, p.duracion, con.ids
         from prestaciones p cross join lateral (
           select array(select pp.profesional_id from prestaciones_profesionales pp
             where pp.clinica_id = p.clinica_id and pp.prestacion_id = p.id) as ids) con
         where p.clinica_id = clinica_actual() and (p.estado = 'activa' or $1 = any (con.ids))
         order by nombre, id",
    )
    .bind::<Nullable<BigInt>, _>(profesional)
    .bind::<Nullable<BigInt>, _>(prestacion)
    .load(tx.pg())
    .await?;
    let (profesionales, prestaciones) = todas.into_iter().partition(|o| o.tipo == "profesional");
    Ok(Opciones { profesionales, prestaciones })
}

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

/// The prestaciones of a professional.
pub async fn prestaciones_de(tx: &mut Tx<'_>, profesional: i64) -> AppResult<Vec<i64>> {
    use crate::schema::prestaciones_profesionales::dsl as t;
    let suyas = t::prestaciones_profesionales.filter(t::profesional_id.eq(profesional)).select(t::prestacion_id);
    Ok(suyas.load(tx.pg()).await?)
}

/// The professionals of a prestación.
pub async fn profesionales_de(tx: &mut Tx<'_>, prestacion: i64) -> AppResult<Vec<i64>> {
    use crate::schema::prestaciones_profesionales::dsl as t;
    let suyos = t::prestaciones_profesionales.filter(t::prestacion_id.eq(prestacion)).select(t::profesional_id);
    Ok(suyos.load(tx.pg()).await?)
}

/// Writes who does what: each pair is (prestación, profesional).
pub async fn agregar_pares(tx: &mut Tx<'_>, pares: &[(i64, i64)]) -> AppResult<()> {
    use crate::schema::prestaciones_profesionales::dsl as t;
    let clinica = tx.actor().clinica;
    let filas: Vec<_> = pares
        .iter()
        .map(|(pre, pro)| (t::clinica_id.eq(clinica), t::prestacion_id.eq(pre), t::profesional_id.eq(pro)))
        .collect();
    diesel::insert_into(prestaciones_profesionales::table)
        .values(filas)
        .on_conflict_do_nothing()
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn quitar_pares(tx: &mut Tx<'_>, pares: &[(i64, i64)]) -> AppResult<()> {
    use crate::schema::prestaciones_profesionales::dsl as t;
    let clinica = tx.actor().clinica;
    for (prestacion, profesional) in pares {
        diesel::delete(t::prestaciones_profesionales.find((clinica, prestacion, profesional))).execute(tx.pg()).await?;
    }
    Ok(())
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
