//! Reads and single-table writes of professionals.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;

use super::model::{EnLista, NuevoProfesional, Persona, Profesional};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::profesionales;

pub async fn profesionales(tx: &mut Tx<'_>) -> AppResult<Vec<EnLista>> {
    Ok(consulta(
        "select p.id, p.nombre, p.especialidad, p.sobrecupos_maximo, p.estado = 'activo' as activo,
           array(select s.nombre from sucursales s where s.clinica_id = p.clinica_id and s.id in (
             select h.sucursal_id from horarios h join clinicas c on c.id = h.clinica_id
             where h.clinica_id = p.clinica_id and h.profesional_id = p.id
               and (h.vigente_hasta is null or h.vigente_hasta >= (ahora() at time zone c.zona)::date)) order by s.nombre) as sucursales
         from profesionales p where p.clinica_id = clinica_actual()
         order by p.estado, p.nombre",
    )
    .load(tx.pg())
    .await?)
}

/// Members who are nobody's professional yet, and the one who is this one's.
pub async fn personas(tx: &mut Tx<'_>, profesional: Option<i64>) -> AppResult<Vec<Persona>> {
    Ok(consulta(
        "select m.id as membresia_id, u.nombre from membresias m join usuarios u on u.id = m.usuario_id
         where m.clinica_id = clinica_actual() and m.estado = 'activa' and not exists (
           select from profesionales p where p.clinica_id = m.clinica_id and p.membresia_id = m.id and p.id is distinct from $1)
         order by u.nombre, m.id",
    )
    .bind::<Nullable<BigInt>, _>(profesional)
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

/// For a change of what hangs from the professional: whoever edited it meanwhile is told.
pub async fn tocar(tx: &mut Tx<'_>, id: i64, version: i32) -> AppResult<()> {
    use crate::schema::profesionales::dsl;
    let fila = dsl::profesionales.find((tx.actor().clinica, id)).filter(dsl::version.eq(version));
    let cambiadas = diesel::update(fila).set(dsl::version.eq(dsl::version + 1)).execute(tx.pg()).await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}
