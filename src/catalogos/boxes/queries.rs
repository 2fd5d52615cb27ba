//! Reads and single-table writes of boxes, and which prestaciones each allows.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;

use super::model::{Cuarto, Eleccion, EnLista, NuevoBox};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::{boxes, prestaciones_boxes};

pub async fn boxes(tx: &mut Tx<'_>) -> AppResult<Vec<EnLista>> {
    Ok(consulta(
        "select b.id, b.nombre, s.nombre as sucursal, b.capacidad, b.estado = 'activo' as activo,
           array(select p.nombre from prestaciones_boxes pb
             join prestaciones p on p.clinica_id = pb.clinica_id and p.id = pb.prestacion_id and p.estado = 'activa'
             where pb.clinica_id = b.clinica_id and pb.box_id = b.id order by p.nombre) as prestaciones
         from boxes b join sucursales s on s.clinica_id = b.clinica_id and s.id = b.sucursal_id
         where b.clinica_id = clinica_actual()
         order by b.estado, s.principal desc, s.nombre, b.nombre",
    )
    .load(tx.pg())
    .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Cuarto> {
    Ok(consulta(
        "select b.version, b.sucursal_id, b.nombre, b.capacidad, b.estado = 'activo' as activo,
           array(select pb.prestacion_id from prestaciones_boxes pb
             where pb.clinica_id = b.clinica_id and pb.box_id = b.id) as prestaciones
         from boxes b where b.clinica_id = clinica_actual() and b.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn crear(tx: &mut Tx<'_>, sucursal: i64, nuevo: &NuevoBox) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    Ok(diesel::insert_into(boxes::table)
        .values((boxes::clinica_id.eq(clinica), boxes::sucursal_id.eq(sucursal), nuevo))
        .returning(boxes::id)
        .get_result(tx.pg())
        .await?)
}

pub async fn editar(tx: &mut Tx<'_>, id: i64, version: i32, nuevo: &NuevoBox) -> AppResult<()> {
    use crate::schema::boxes::dsl;
    let fila = dsl::boxes.find((tx.actor().clinica, id)).filter(dsl::version.eq(version));
    let cambiadas = diesel::update(fila).set((nuevo, dsl::version.eq(dsl::version + 1))).execute(tx.pg()).await?;
    if cambiadas == 0 { Err(rechazo("catalogos_version")) } else { Ok(()) }
}

/// Boxes to choose, with those that a prestación has though they are archived.
pub async fn opciones(tx: &mut Tx<'_>, prestacion: Option<i64>) -> AppResult<Vec<Eleccion>> {
    Ok(consulta(
        "select b.id, s.nombre || ' · ' || b.nombre as nombre, pb.box_id is not null as elegido
         from boxes b
         join sucursales s on s.clinica_id = b.clinica_id and s.id = b.sucursal_id
         left join prestaciones_boxes pb on pb.clinica_id = b.clinica_id and pb.box_id = b.id and pb.prestacion_id = $1
         where b.clinica_id = clinica_actual() and (b.estado = 'activo' or pb.box_id is not null)
         order by s.principal desc, s.nombre, b.nombre",
    )
    .bind::<Nullable<BigInt>, _>(prestacion)
    .load(tx.pg())
    .await?)
}

/// The boxes of a prestación; none: it needs no box.
pub async fn boxes_de(tx: &mut Tx<'_>, prestacion: i64) -> AppResult<Vec<i64>> {
    use crate::schema::prestaciones_boxes::dsl as t;
    Ok(t::prestaciones_boxes.filter(t::prestacion_id.eq(prestacion)).select(t::box_id).load(tx.pg()).await?)
}

/// Writes what may be done where: each pair is (prestación, box).
pub async fn agregar_pares(tx: &mut Tx<'_>, pares: &[(i64, i64)]) -> AppResult<()> {
    use crate::schema::prestaciones_boxes::dsl as t;
    let clinica = tx.actor().clinica;
    let filas: Vec<_> = pares
        .iter()
        .map(|(prestacion, box_id)| (t::clinica_id.eq(clinica), t::prestacion_id.eq(prestacion), t::box_id.eq(box_id)))
        .collect();
    diesel::insert_into(prestaciones_boxes::table).values(filas).on_conflict_do_nothing().execute(tx.pg()).await?;
    Ok(())
}

pub async fn quitar_pares(tx: &mut Tx<'_>, pares: &[(i64, i64)]) -> AppResult<()> {
    use crate::schema::prestaciones_boxes::dsl as t;
    let clinica = tx.actor().clinica;
    for (prestacion, box_id) in pares {
        diesel::delete(t::prestaciones_boxes.find((clinica, prestacion, box_id))).execute(tx.pg()).await?;
    }
    Ok(())
}
