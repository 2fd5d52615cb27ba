//! Holds: the slot of an open form, until it expires.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, SmallInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::agenda::HoraPedida;
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

/// What a form asks to hold.
#[derive(Debug, Clone, Copy)]
pub struct Retencion {
    pub hora: HoraPedida,
    /// The local date of `hora`.
    pub fecha: NaiveDate,
    pub prestacion: i64,
    /// Of the form: it holds one slot.
    pub clave: Uuid,
}

/// A person has so many forms open at most; beyond them the oldest lets go.
const A_LA_VEZ: i64 = 3;

/// Lets go of what must not stand in the way of a new hold: what expired near it, what the same form or person holds of that
/// professional's day, and the oldest of the person's.
pub async fn despejar(tx: &mut Tx<'_>, pedida: &Retencion) -> AppResult<()> {
    consulta(
        "delete from citas c where c.clinica_id = clinica_actual() and c.vence is not null and (
           (c.vence <= ahora() and c.ocupa_desde < $1 + interval '1 day' and c.ocupa_hasta > $1 - interval '1 day')
           or c.id in (select p.id from retenidas_propias() p
             where p.n >= $5 or c.clave = $2 or (c.profesional_id = $3 and c.fecha = $4)))",
    )
    .bind::<Timestamptz, _>(pedida.hora.inicio)
    .bind::<SqlUuid, _>(pedida.clave)
    .bind::<BigInt, _>(pedida.hora.profesional)
    .bind::<Date, _>(pedida.fecha)
    .bind::<BigInt, _>(A_LA_VEZ)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Holds the slot if it is offered, for so many minutes or as the clinic's `minutos_retenida` says; answers until when.
pub async fn retener(tx: &mut Tx<'_>, pedida: &Retencion, minutos: Option<i32>) -> AppResult<Option<DateTime<Utc>>> {
    #[derive(QueryableByName)]
    struct Retenida {
        #[diesel(sql_type = Timestamptz)]
        vence: DateTime<Utc>,
    }
    let retenida: Option<Retenida> = consulta(
        "with nueva as (
           insert into citas (clinica_id, sucursal_id, profesional_id, box_id, plaza, prestacion_id, rango, ocupa, estado, vence,
             precio, moneda, clave)
           select pr.clinica_id, h.sucursal_id, h.profesional_id, h.box_id, h.plaza, pr.id, tstzrange(h.inicio, h.fin),
             tstzrange(h.ocupa_desde, h.ocupa_hasta), 'retenida',
             ahora() + make_interval(mins => coalesce($6, (cl.ajustes ->> 'minutos_retenida')::int, 5)), pr.precio, pr.moneda, $4
           from horas_libres($1, $2, $3, 1) h
           join prestaciones pr on pr.clinica_id = clinica_actual() and pr.id = $1
           join clinicas cl on cl.id = pr.clinica_id
           where h.inicio = $5
           on conflict do nothing returning clinica_id, id, vence
         ), suya as (
           insert into retenciones (clinica_id, cita_id) select clinica_id, id from nueva where membresia_actual() is not null)
         select vence from nueva",
    )
    .bind::<BigInt, _>(pedida.prestacion)
    .bind::<BigInt, _>(pedida.hora.profesional)
    .bind::<Date, _>(pedida.fecha)
    .bind::<SqlUuid, _>(pedida.clave)
    .bind::<Timestamptz, _>(pedida.hora.inicio)
    .bind::<Nullable<Integer>, _>(minutos)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(retenida.map(|r| r.vence))
}

/// Another end for the hold of a form that nobody signed in has open. False when it is gone.
pub async fn prolongar(tx: &mut Tx<'_>, clave: Uuid, vence: DateTime<Utc>) -> AppResult<bool> {
    let sql = "update citas set vence = $2 where clinica_id = clinica_actual() and clave = $1 and vence > ahora()";
    Ok(consulta(sql).bind::<SqlUuid, _>(clave).bind::<Timestamptz, _>(vence).execute(tx.pg()).await? == 1)
}

/// Lets that hold go.
pub async fn soltar_ajena(tx: &mut Tx<'_>, clave: Uuid) -> AppResult<()> {
    let sql = "delete from citas where clinica_id = clinica_actual() and clave = $1 and vence is not null";
    consulta(sql).bind::<SqlUuid, _>(clave).execute(tx.pg()).await?;
    Ok(())
}

/// How many sobrecupos a professional has on a date, and how many there may be.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Sobrecupos {
    #[diesel(sql_type = BigInt)]
    pub dados: i64,
    #[diesel(sql_type = SmallInt)]
    pub maximo: i16,
}

pub async fn sobrecupos(tx: &mut Tx<'_>, profesional: i64, fecha: NaiveDate) -> AppResult<Option<Sobrecupos>> {
    Ok(consulta(
        "select p.sobrecupos_maximo as maximo, (
           select count(*) from citas c where c.clinica_id = p.clinica_id and c.profesional_id = p.id and c.fecha = $2
             and c.sobrecupo is not null and c.bloquea) as dados
         from profesionales p where p.clinica_id = clinica_actual() and p.id = $1",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Date, _>(fecha)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// What a form holds, if it is of whoever asks.
pub async fn soltar(tx: &mut Tx<'_>, clave: Uuid) -> AppResult<()> {
    consulta(
        "delete from citas where clinica_id = clinica_actual() and clave = $1 and vence is not null
           and id in (select id from retenidas_propias())",
    )
    .bind::<SqlUuid, _>(clave)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Every hold of the clinic past its time.
pub async fn soltar_todas_las_vencidas(tx: &mut Tx<'_>) -> AppResult<usize> {
    Ok(consulta("delete from citas where clinica_id = clinica_actual() and vence <= ahora()").execute(tx.pg()).await?)
}

/// The clinics where there is one: asked by the worker, before any clinic is set.
pub async fn clinicas_con_vencidas(db: &Db) -> AppResult<Vec<i32>> {
    #[derive(QueryableByName)]
    struct Clinica {
        #[diesel(sql_type = Integer)]
        id: i32,
    }
    let mut con = db.conexion().await?;
    let clinicas: Vec<Clinica> = consulta("select id from clinicas_con_retenidas_vencidas($1) id")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .load(&mut *con)
        .await?;
    Ok(clinicas.into_iter().map(|c| c.id).collect())
}
