//! Reads of what to order, and its settings.

use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Ajustes, Dias, DiasDeInsumo, Ritmo, Ultimo};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

/// Of every active insumo that is used or has a minimum, over so many whole days before today, by the day of registration.
pub async fn ritmos(tx: &mut Tx<'_>, ventana: i32) -> AppResult<Vec<Ritmo>> {
    Ok(consulta(
        "with c as (
           select c.id, c.zona, h.hoy, h.hoy - $1 as desde, (h.hoy - $1)::timestamp at time zone c.zona as inicio,
             coalesce((c.ajustes ->> 'dias_entrega')::int, 7) as entrega, coalesce((c.ajustes ->> 'dias_reserva')::int, 7) as reserva,
             coalesce((c.ajustes ->> 'dias_cobertura')::int, 30) as cobertura
           from clinicas c cross join lateral (select (ahora() at time zone c.zona)::date as hoy) h where c.id = clinica_actual()),
         m as (
           select m.insumo_id, (m.en at time zone c.zona)::date - c.desde as dia, sum(m.cantidad) as neto,
             -sum(m.cantidad) filter (where m.tipo in ('consumo', 'salida')) as consumo
           from movimientos m, c where m.clinica_id = clinica_actual() and m.en >= (select inicio from c) group by 1, 2),
         h as (
           select insumo_id, array_agg(dia order by dia) as dias, array_agg(neto order by dia) as netos,
             sum(consumo) filter (where dia < $1) as consumo
           from m group by 1)
         select i.id, i.codigo, i.nombre, i.unidad, i.minimo, coalesce(i.dias_entrega, c.entrega) as entrega,
           coalesce(i.dias_reserva, c.reserva) as reserva, c.cobertura, e.hay, u.usable, o.en_camino, coalesce(h.dias, '{}') as dias,
           coalesce(h.netos, '{}') as netos, coalesce(h.consumo, 0) as consumo, coalesce(p.nombre, '') as proveedor
         from c cross join insumos i
         left join h on h.insumo_id = i.id
         cross join lateral (select coalesce(sum(e.cantidad), 0) as hay from existencias e where e.clinica_id = i.clinica_id and e.insumo_id = i.id) e
         cross join lateral (
           select coalesce(sum(l.cantidad), 0) as usable from depositos d
           join lotes l on l.clinica_id = d.clinica_id and l.deposito_id = d.id and l.insumo_id = i.id and (l.caduca is null or l.caduca >= c.hoy)
           where d.clinica_id = i.clinica_id) u
         cross join lateral (
           select coalesce(sum(greatest(l.cantidad - l.recibido, 0)), 0) as en_camino from ordenes_compra_lineas l
           join ordenes_compra o on o.clinica_id = l.clinica_id and o.id = l.orden_id and o.estado in ('enviada', 'parcial')
           where l.clinica_id = i.clinica_id and l.insumo_id = i.id) o
         left join lateral (
           select p.nombre from recepciones_lineas rl
           join recepciones r on r.clinica_id = rl.clinica_id and r.orden_id = rl.orden_id and r.id = rl.recepcion_id and r.revertida is null
           join ordenes_compra x on x.clinica_id = rl.clinica_id and x.id = rl.orden_id
           join proveedores p on p.clinica_id = x.clinica_id and p.id = x.proveedor_id and p.estado = 'activo'
           where rl.clinica_id = i.clinica_id and rl.insumo_id = i.id order by rl.id desc limit 1) p on true
         where i.clinica_id = clinica_actual() and i.estado = 'activo' and (i.minimo > 0 or h.consumo > 0)
         order by i.nombre, i.id",
    )
    .bind::<Integer, _>(ventana)
    .load(tx.pg())
    .await?)
}

/// From whom each came last, if they are in use, and at what cost; else the average of what there is.
pub async fn ultimos(tx: &mut Tx<'_>, insumos: &[i64]) -> AppResult<Vec<Ultimo>> {
    Ok(consulta(
        "select i.id as insumo_id, p.proveedor_id, coalesce(p.costo, e.costo, 0) as costo
         from insumos i
         left join lateral (
           select x.proveedor_id, rl.costo from recepciones_lineas rl
           join recepciones r on r.clinica_id = rl.clinica_id and r.orden_id = rl.orden_id and r.id = rl.recepcion_id and r.revertida is null
           join ordenes_compra x on x.clinica_id = rl.clinica_id and x.id = rl.orden_id
           join proveedores p on p.clinica_id = x.clinica_id and p.id = x.proveedor_id and p.estado = 'activo'
           where rl.clinica_id = i.clinica_id and rl.insumo_id = i.id order by rl.id desc limit 1) p on true
         cross join lateral (
           select max(e.costo_promedio) as costo from existencias e where e.clinica_id = i.clinica_id and e.insumo_id = i.id) e
         where i.clinica_id = clinica_actual() and i.estado = 'activo' and i.id = any ($1) order by i.nombre, i.id",
    )
    .bind::<Array<BigInt>, _>(insumos)
    .load(tx.pg())
    .await?)
}

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    Ok(consulta(
        "select coalesce((ajustes ->> 'dias_entrega')::int, 7) as entrega, coalesce((ajustes ->> 'dias_reserva')::int, 7) as reserva,
           coalesce((ajustes ->> 'dias_cobertura')::int, 30) as cobertura, md5(ajustes::text) as huella
         from clinicas where id = clinica_actual()",
    )
    .get_result(tx.pg())
    .await?)
}

/// Over `ajustes` as they were read; the settings of others stay.
pub async fn guardar_ajustes(tx: &mut Tx<'_>, dias: Dias, huella: &str) -> AppResult<()> {
    let cambiadas = consulta(
        "update clinicas set ajustes = ajustes || jsonb_build_object('dias_entrega', $1::int, 'dias_reserva', $2::int, 'dias_cobertura', $3::int)
         where id = clinica_actual() and md5(ajustes::text) = $4",
    )
    .bind::<Integer, _>(dias.entrega)
    .bind::<Integer, _>(dias.reserva)
    .bind::<Integer, _>(dias.cobertura)
    .bind::<Text, _>(huella)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("reposicion_version")) } else { Ok(()) }
}

pub async fn de_insumo(tx: &mut Tx<'_>, id: i64) -> AppResult<DiasDeInsumo> {
    Ok(consulta(
        "select version, nombre, dias_entrega as entrega, dias_reserva as reserva from insumos where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Over the insumo as it was read.
pub async fn guardar_de_insumo(
    tx: &mut Tx<'_>,
    id: i64,
    version: i32,
    (entrega, reserva): (Option<i32>, Option<i32>),
) -> AppResult<()> {
    let cambiadas = consulta(
        "update insumos set version = version + 1, dias_entrega = $3, dias_reserva = $4
         where clinica_id = clinica_actual() and id = $1 and version = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Nullable<Integer>, _>(entrega)
    .bind::<Nullable<Integer>, _>(reserva)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("reposicion_version")) } else { Ok(()) }
}
