//! Reads and single-table writes of bloqueos.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Bloqueo, DeQuien, NuevoBloqueo, OpcionDe};
use crate::catalogos::fuera::Alcance;
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult};

/// Those that are not over on a date, in order, at most `limite`.
pub async fn bloqueos(tx: &mut Tx<'_>, de: Alcance, desde: NaiveDate, limite: i32) -> AppResult<Vec<Bloqueo>> {
    Ok(consulta(
        "select b.id, coalesce(p.nombre, s.nombre || ' · ' || x.nombre) as de, b.inicio, b.fin, b.motivo, b.detalle,
           b.serie is not null as en_serie
         from bloqueos b
         join clinicas c on c.id = b.clinica_id
         left join profesionales p on p.clinica_id = b.clinica_id and p.id = b.profesional_id
         left join boxes x on x.clinica_id = b.clinica_id and x.id = b.box_id
         left join sucursales s on s.clinica_id = x.clinica_id and s.id = x.sucursal_id
         where b.clinica_id = clinica_actual() and b.anulado is null and b.fin > $3::timestamp at time zone c.zona
           and ($1 is null or b.profesional_id = $1) and ($2 is null or b.box_id = $2)
         order by b.inicio, b.id limit $4",
    )
    .bind::<Nullable<BigInt>, _>(de.profesional)
    .bind::<Nullable<BigInt>, _>(de.box_id)
    .bind::<Date, _>(desde)
    .bind::<Integer, _>(limite)
    .load(tx.pg())
    .await?)
}

/// Everybody and every box there is.
pub async fn opciones(tx: &mut Tx<'_>) -> AppResult<Vec<OpcionDe>> {
    Ok(consulta(
        "select valor, nombre from (
           select 1 as orden, 'p' || id as valor, nombre from profesionales
           where clinica_id = clinica_actual() and estado = 'activo'
           union all
           select 2, 'b' || b.id, s.nombre || ' · ' || b.nombre
           from boxes b join sucursales s on s.clinica_id = b.clinica_id and s.id = b.sucursal_id
           where b.clinica_id = clinica_actual() and b.estado = 'activo') o
         order by orden, nombre",
    )
    .load(tx.pg())
    .await?)
}

/// A tramo that the zone leaves without time (the hour that does not exist) is none.
pub async fn insertar(tx: &mut Tx<'_>, nuevo: &NuevoBloqueo) -> AppResult<()> {
    let (profesional, box_id) = match nuevo.de {
        DeQuien::Profesional(id) => (Some(id), None),
        DeQuien::Box(id) => (None, Some(id)),
    };
    let serie = (nuevo.tramos.len() > 1).then(Uuid::new_v4);
    consulta(
        "insert into bloqueos (clinica_id, profesional_id, box_id, motivo, detalle, serie, rango)
         select c.id, $1, $2, $3, $4, $5, tstzrange(i.inicio, i.fin)
         from clinicas c
         cross join unnest($6, $7) d (desde, hasta)
         cross join lateral (
           select (d.desde + $8::time) at time zone c.zona as inicio, (d.hasta + $9::time) at time zone c.zona as fin) i
         where c.id = clinica_actual() and i.inicio < i.fin",
    )
    .bind::<Nullable<BigInt>, _>(profesional)
    .bind::<Nullable<BigInt>, _>(box_id)
    .bind::<Text, _>(nuevo.motivo)
    .bind::<Text, _>(&nuevo.detalle)
    .bind::<Nullable<SqlUuid>, _>(serie)
    .bind::<Array<Date>, _>(nuevo.tramos.iter().map(|t| t.0).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(nuevo.tramos.iter().map(|t| t.1).collect::<Vec<_>>())
    .bind::<Text, _>(nuevo.desde.to_string())
    .bind::<Text, _>(nuevo.hasta.to_string())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Gives the time back: of one, or of the whole series from it on. How many were still standing.
pub async fn anular(tx: &mut Tx<'_>, id: i64, serie: bool) -> AppResult<usize> {
    let anulados = consulta(
        "with este as (select id, serie, inicio from bloqueos where clinica_id = clinica_actual() and id = $1)
         update bloqueos b set anulado = ahora(), anulado_por = membresia_actual()
         from este
         where b.clinica_id = clinica_actual() and b.anulado is null
           and (b.id = este.id or $2 and b.serie = este.serie and b.inicio >= este.inicio)",
    )
    .bind::<BigInt, _>(id)
    .bind::<Bool, _>(serie)
    .execute(tx.pg())
    .await?;
    if anulados == 0 {
        existe(tx, id).await?;
    }
    Ok(anulados)
}

async fn existe(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    use crate::schema::bloqueos::dsl as t;
    let fila = t::bloqueos.find((tx.actor().clinica, id)).select(t::id).first::<i64>(tx.pg()).await.optional()?;
    fila.map(drop).ok_or(AppError::NoEncontrado)
}
