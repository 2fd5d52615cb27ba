//! Reads and writes of cash between drawers.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{NuevoTraspaso, OtraSesion, SesionDeTraspaso, Traspaso};
use crate::caja::sesiones::queries::a_cargo;
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult, rechazo};

pub async fn otras(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<OtraSesion>> {
    Ok(consulta(
        "select s.id, c.nombre as caja, u.nombre as responsable
         from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
         join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable join usuarios u on u.id = m.usuario_id
         where s.clinica_id = clinica_actual() and s.estado in ('abierta', 'reabierta') and s.id <> $1 order by c.nombre, s.id",
    )
    .bind::<BigInt, _>(sesion_id)
    .load(tx.pg())
    .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Traspaso> {
    Ok(consulta("select origen_id, destino_id, pide from traspasos_caja where id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

/// Both sessions, always the lower number first, so that two drawers that send to each other do not wait in a circle.
pub async fn compartir(tx: &mut Tx<'_>, ids: (i64, i64)) -> AppResult<(SesionDeTraspaso, SesionDeTraspaso)> {
    let sql = format!(
        "select s.id, s.estado, {} from sesiones_caja s where s.id = any($1) order by s.id for share of s",
        a_cargo()
    );
    let filas: Vec<SesionDeTraspaso> = consulta(sql).bind::<Array<BigInt>, _>(vec![ids.0, ids.1]).load(tx.pg()).await?;
    let de = |id: i64| filas.iter().find(|f| f.id == id).cloned().ok_or(AppError::NoEncontrado);
    Ok((de(ids.0)?, de(ids.1)?))
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

pub async fn agregar(tx: &mut Tx<'_>, nuevo: &NuevoTraspaso) -> AppResult<i64> {
    let fila: Fila = consulta(
        "insert into traspasos_caja (clinica_id, origen_id, destino_id, pide, monto, motivo) values ($1, $2, $3, $4, $5, $6) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nuevo.origen_id)
    .bind::<BigInt, _>(nuevo.destino_id)
    .bind::<Text, _>(nuevo.pide.codigo())
    .bind::<Numeric, _>(nuevo.monto)
    .bind::<Text, _>(&nuevo.motivo)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Once: who comes second finds it settled.
pub async fn resolver(tx: &mut Tx<'_>, id: i64, estado: &str) -> AppResult<()> {
    let cambiados = consulta(
        "update traspasos_caja set estado = $2, resuelto = ahora(), resuelto_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1 and estado = 'pendiente'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado)
    .execute(tx.pg())
    .await?;
    if cambiados == 0 { Err(rechazo("traspaso_resuelto")) } else { Ok(()) }
}

/// Out of one drawer and into the other.
pub async fn mover(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "insert into movimientos_caja (clinica_id, sesion_id, tipo, monto, motivo, traspaso_id)
         select t.clinica_id, l.sesion_id, l.tipo, t.monto, t.motivo, t.id
         from traspasos_caja t, lateral (values (t.origen_id, 'salida'), (t.destino_id, 'entrada')) as l(sesion_id, tipo) where t.id = $1",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}
