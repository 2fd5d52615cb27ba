//! Reads and writes of hand-overs.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Candidato, Relevo};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

/// Who charges in this clinic: an active member with caja.operar in some role.
const COBRA: &str = "m.estado = 'activa' and exists (
    select from membresias_roles mr join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
    where mr.clinica_id = m.clinica_id and mr.membresia_id = m.id and rp.permiso = 'caja.operar')";

/// All who may take it, without who has it.
pub async fn candidatos(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<Candidato>> {
    Ok(consulta(format!(
        "select m.id, u.nombre from membresias m join usuarios u on u.id = m.usuario_id
         where m.clinica_id = clinica_actual() and {COBRA} and m.id <> (select responsable from sesiones_caja where id = $1)
         order by u.nombre, m.id"
    ))
    .bind::<BigInt, _>(sesion_id)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

pub async fn agregar(tx: &mut Tx<'_>, sesion_id: i64, recibe: i64) -> AppResult<i64> {
    let fila: Option<Fila> = consulta(format!(
        "insert into relevos_caja (clinica_id, sesion_id, entrega_por, recibe_por)
         select s.clinica_id, s.id, s.responsable, m.id from sesiones_caja s join membresias m on m.clinica_id = s.clinica_id and m.id = $2
         where s.id = $1 and {COBRA} returning id"
    ))
    .bind::<BigInt, _>(sesion_id)
    .bind::<BigInt, _>(recibe)
    .get_result(tx.pg())
    .await
    .optional()?;
    fila.map(|f| f.id).ok_or_else(|| rechazo("relevo_sin_permiso"))
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Relevo> {
    Ok(consulta(
        "select sesion_id, coalesce(recibe_por = membresia_actual(), false) as para_mi from relevos_caja where id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Once: who comes second finds it settled. `arqueo` is the count it was taken with.
pub async fn resolver(tx: &mut Tx<'_>, id: i64, estado: &str, arqueo: Option<i64>) -> AppResult<()> {
    let cambiados = consulta(
        "update relevos_caja set estado = $2, arqueo_id = $3, resuelto = ahora(), resuelto_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1 and estado = 'pendiente'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado)
    .bind::<Nullable<BigInt>, _>(arqueo)
    .execute(tx.pg())
    .await?;
    if cambiados == 0 { Err(rechazo("relevo_resuelto")) } else { Ok(()) }
}

/// The session is now of who asks.
pub async fn tomar_sesion(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    consulta(
        "update sesiones_caja set responsable = membresia_actual() where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(sesion_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}
