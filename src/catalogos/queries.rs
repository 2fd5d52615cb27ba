//! The choices that the other contexts show, and who does what.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;

use super::model::{Opcion, OpcionLugar, Opciones};
use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::schema::prestaciones_profesionales;

/// Active professionals and prestaciones, in one query.
pub async fn opciones(tx: &mut Tx<'_>) -> AppResult<Opciones> {
    opciones_con(tx, None, None).await
}

/// And the archived ones that go with one of them: who edits it must not lose what cannot be seen.
pub async fn opciones_con(tx: &mut Tx<'_>, profesional: Option<i64>, prestacion: Option<i64>) -> AppResult<Opciones> {
    let todas: Vec<Opcion> = consulta(
        "select 'profesional' as tipo, p.id, p.nombre, con.ids as con
         from profesionales p cross join lateral (
           select array(select pp.prestacion_id from prestaciones_profesionales pp
             where pp.clinica_id = p.clinica_id and pp.profesional_id = p.id) as ids) con
         where p.clinica_id = clinica_actual() and (p.estado = 'activo' or $2 = any (con.ids))
         union all
         select 'prestacion', p.id, p.nombre, con.ids
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

/// Where a block may be worked: each sucursal, followed by its boxes, and the archived ones that `profesional` still works in.
pub async fn lugares(tx: &mut Tx<'_>, profesional: i64) -> AppResult<Vec<OpcionLugar>> {
    Ok(consulta(
        "select s.id as sucursal_id, b.id as box_id,
           s.nombre || coalesce(' · ' || b.nombre || case b.estado when 'archivado' then ' (archivado)' else '' end, '') as nombre
         from sucursales s
         cross join lateral (
           select null::bigint as id, null as nombre, null as estado
           union all
           select x.id, x.nombre, x.estado from boxes x
           where x.clinica_id = s.clinica_id and x.sucursal_id = s.id and (x.estado = 'activo' or x.id in (
             select h.box_id from horarios h where h.clinica_id = s.clinica_id and h.profesional_id = $1))) b
         where s.clinica_id = clinica_actual()
         order by s.principal desc, s.nombre, b.nombre nulls first",
    )
    .bind::<BigInt, _>(profesional)
    .load(tx.pg())
    .await?)
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
