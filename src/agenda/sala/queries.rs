//! Reads of the waiting room, and its own two writes.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, SmallInt, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Espera, Llamado};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Who is here, those who wait first, in the order in which they are to be called; of one professional or of all.
pub async fn sala(
    tx: &mut Tx<'_>,
    (desde, hasta): (DateTime<Utc>, DateTime<Utc>),
    profesional: Option<i64>,
) -> AppResult<Vec<Espera>> {
    Ok(consulta(
        "select c.id, c.version, c.estado, l.numero, coalesce(l.prioridad, 0::smallint) as prioridad,
           coalesce(l.en, c.estado_desde) as en, c.inicio, c.paciente, c.profesional, c.prestacion, c.box_id,
           u.en as llamado, u.box as llamado_a, coalesce(u.llamados, 0) as llamados
         from citas_detalle c
         left join llegadas l on l.clinica_id = c.clinica_id and l.cita_id = c.id
         left join lateral (
           select k.en, b.nombre as box, count(*) over () as llamados
           from llamados k
           left join boxes b on b.clinica_id = k.clinica_id and b.sucursal_id = k.sucursal_id and b.id = k.box_id
           where k.clinica_id = c.clinica_id and k.cita_id = c.id order by k.id desc limit 1) u on true
         where c.clinica_id = clinica_actual() and c.inicio >= $1 and c.inicio < $2 and c.estado in ('llego', 'en_atencion')
           and ($3 is null or c.profesional_id = $3)
         order by c.estado desc, coalesce(l.prioridad, 0) desc, coalesce(l.en, c.estado_desde), c.id",
    )
    .bind::<Timestamptz, _>(desde)
    .bind::<Timestamptz, _>(hasta)
    .bind::<Nullable<BigInt>, _>(profesional)
    .load(tx.pg())
    .await?)
}

/// The last call of each of the last persons called on a date, newest first.
pub async fn llamados(tx: &mut Tx<'_>, fecha: NaiveDate, limite: i32) -> AppResult<Vec<Llamado>> {
    Ok(consulta(
        "select l.numero, c.paciente, b.nombre as box, c.profesional, k.en
         from llamados k
         join citas_detalle c on c.clinica_id = k.clinica_id and c.id = k.cita_id
         left join llegadas l on l.clinica_id = k.clinica_id and l.cita_id = k.cita_id
         left join boxes b on b.clinica_id = k.clinica_id and b.sucursal_id = k.sucursal_id and b.id = k.box_id
         where k.clinica_id = clinica_actual() and k.fecha = $1 and not exists (
           select from llamados m where m.clinica_id = k.clinica_id and m.cita_id = k.cita_id and m.id > k.id)
         order by k.id desc limit $2",
    )
    .bind::<Date, _>(fecha)
    .bind::<Integer, _>(limite)
    .load(tx.pg())
    .await?)
}

/// Calls somebody who waits; `false` when they no longer do.
pub async fn llamar(tx: &mut Tx<'_>, cita: i64, en_box: Option<i64>) -> AppResult<bool> {
    let llamado = consulta(
        "insert into llamados (clinica_id, cita_id, fecha, sucursal_id, box_id)
         select c.clinica_id, c.id, c.fecha, c.sucursal_id, coalesce($2, c.box_id)
         from citas c where c.clinica_id = clinica_actual() and c.id = $1 and c.estado = 'llego'",
    );
    Ok(llamado.bind::<BigInt, _>(cita).bind::<Nullable<BigInt>, _>(en_box).execute(tx.pg()).await? == 1)
}

pub async fn priorizar(tx: &mut Tx<'_>, cita: i64, prioridad: i16) -> AppResult<bool> {
    let cambio = consulta(
        "update llegadas l set prioridad = $2 from citas c
         where l.clinica_id = clinica_actual() and l.cita_id = $1 and c.clinica_id = l.clinica_id and c.id = l.cita_id
           and c.estado = 'llego'",
    );
    Ok(cambio.bind::<BigInt, _>(cita).bind::<SmallInt, _>(prioridad).execute(tx.pg()).await? == 1)
}

/// What can be chosen above the room.
#[derive(Debug, Clone, QueryableByName)]
pub struct Lugar {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub nombre: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    pub es_box: bool,
}

/// Boxes and professionals in use, by name.
pub async fn lugares(tx: &mut Tx<'_>) -> AppResult<Vec<Lugar>> {
    Ok(consulta(
        "select id, nombre, true as es_box from boxes where clinica_id = clinica_actual() and estado = 'activo'
         union all
         select id, nombre, false from profesionales where clinica_id = clinica_actual() and estado = 'activo'
         order by nombre, id",
    )
    .load(tx.pg())
    .await?)
}
