//! Offers, and their links.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Enlace, Ofrecida, PorOfrecer};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// `None` when the same hour is already offered to them, or was theirs.
pub async fn crear(tx: &mut Tx<'_>, a: &PorOfrecer, profesional: i64, vence: DateTime<Utc>) -> AppResult<Option<i64>> {
    let oferta: Option<Numero> = consulta(
        "insert into ofertas_espera as o (clinica_id, espera_id, profesional_id, sucursal_id, inicio, vence)
         values (clinica_actual(), $1, $2, $3, $4, $5)
         on conflict (clinica_id, espera_id, profesional_id, inicio) do update set vence = excluded.vence
           where o.vence <= ahora() and o.cita_id is null
         returning id",
    )
    .bind::<BigInt, _>(a.espera_id)
    .bind::<BigInt, _>(profesional)
    .bind::<BigInt, _>(a.sucursal_id)
    .bind::<Timestamptz, _>(a.inicio)
    .bind::<Timestamptz, _>(vence)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(oferta.map(|o| o.id))
}

pub async fn enlazar(tx: &mut Tx<'_>, oferta: i64, token_hash: &[u8]) -> AppResult<()> {
    let sql = "insert into enlaces_oferta (clinica_id, oferta_id, token_hash) values (clinica_actual(), $1, $2)";
    consulta(sql).bind::<BigInt, _>(oferta).bind::<Binary, _>(token_hash).execute(tx.pg()).await?;
    Ok(())
}

/// `None`: no such link.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from enlace_de_oferta($1)").bind::<Binary, _>(token_hash);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

pub async fn ofrecida(tx: &mut Tx<'_>, id: i64) -> AppResult<Ofrecida> {
    Ok(consulta(
        "select cl.nombre as clinica, a.zona, a.telefono, o.id, o.espera_id, e.estado = 'esperando' as espera, d.paciente_id, e.prestacion_id,
           o.profesional_id, p.nombre as profesional, su.nombre as sucursal, su.direccion, o.inicio, o.vence, o.cita_id,
           exists (select from horas_libres(e.prestacion_id, o.profesional_id, (o.inicio at time zone cl.zona)::date, 1, null, d.otra_id) h
             where h.inicio = o.inicio) as libre,
           case when d.otra_inicio > o.inicio then d.otra_id end as otra_id
         from ofertas_espera o
         join clinicas cl on cl.id = o.clinica_id
         join ajustes_avisos a on a.clinica_id = o.clinica_id
         join esperas e on e.clinica_id = o.clinica_id and e.id = o.espera_id
         join esperas_detalle d on d.clinica_id = o.clinica_id and d.id = o.espera_id
         join profesionales p on p.clinica_id = o.clinica_id and p.id = o.profesional_id
         join sucursales su on su.clinica_id = o.clinica_id and su.id = o.sucursal_id
         where o.clinica_id = clinica_actual() and o.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Held: two touches of one link go one after the other.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql = "select id from ofertas_espera where clinica_id = clinica_actual() and id = $1 for no key update";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

pub async fn aceptar(tx: &mut Tx<'_>, id: i64, cita: i64) -> AppResult<()> {
    let sql = "update ofertas_espera set cita_id = $2 where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).bind::<BigInt, _>(cita).execute(tx.pg()).await?;
    Ok(())
}

/// The others of that hour, which is nobody else's any more.
pub async fn hermanas(tx: &mut Tx<'_>, de: &Ofrecida) -> AppResult<Vec<i64>> {
    let otras: Vec<Numero> = consulta(
        "select id from ofertas_espera where clinica_id = clinica_actual() and profesional_id = $1 and inicio = $2 and id <> $3",
    )
    .bind::<BigInt, _>(de.profesional_id)
    .bind::<Timestamptz, _>(de.inicio)
    .bind::<BigInt, _>(de.id)
    .load(tx.pg())
    .await?;
    Ok(otras.into_iter().map(|o| o.id).collect())
}
