//! What waits to be told to whom, and who does not want to hear.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text};
use diesel_async::RunQueryDsl;

use super::model::{Bajo, Cual, Pendiente};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

/// Every clinic that works.
pub async fn clinicas(db: &Db) -> AppResult<Vec<i32>> {
    #[derive(QueryableByName)]
    struct Clinica {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        id: i32,
    }
    let filas: Vec<Clinica> = consulta("select id from clinicas_activas()").load(&mut *db.conexion().await?).await?;
    Ok(filas.into_iter().map(|fila| fila.id).collect())
}

/// Nobody is told anything before eight in the morning of the clinic. What a letter of today has said is not here: its key
/// stands in mensajes.
pub async fn pendientes(tx: &mut Tx<'_>) -> AppResult<Vec<Pendiente>> {
    Ok(consulta(
        "with h as materialized (
           select c.id, c.slug, c.zona, l.local::date as hoy
           from clinicas c cross join lateral (select ahora() at time zone c.zona as local) l
           where c.id = clinica_actual() and l.local::time >= '08:00'),
         q as materialized (
           select p.membresia_id, p.nombre, p.correo, p.permiso,
             coalesce((select max(m.creado) from mensajes m where m.clinica_id = h.id and m.membresia_id = p.membresia_id and m.tipo = 'stock_bajo'),
               ahora() - interval '7 days') as stock_desde,
             coalesce((select max(m.creado) from mensajes m where m.clinica_id = h.id and m.membresia_id = p.membresia_id and m.tipo = 'avisos_fallidos'),
               ahora() - interval '7 days') as fallidos_desde
           from h join equipo_permisos p on p.clinica_id = h.id
           where p.permiso in ('bodega.operar', 'caja.supervisar', 'avisos.ver')),
         d as (
           select 'stock_bajo' as cual, 'stock:' || h.hoy || ':' || q.membresia_id as clave, q.membresia_id, q.nombre, q.correo,
             null::text as caja, null::bigint as sesion_id, null::text as responsable, null::timestamptz as abierta, null::bigint as fallidos
           from h cross join q
           where q.permiso = 'bodega.operar' and exists (
             select from eventos e join insumos_bajos b on b.clinica_id = e.clinica_id and b.id = (e.datos ->> 'insumo_id')::bigint
             where e.clinica_id = h.id and e.tipo = 'StockBajo' and e.creado > q.stock_desde)
           union all
           select 'avisos_fallidos', 'fallidos:' || h.hoy || ':' || q.membresia_id, q.membresia_id, q.nombre, q.correo,
             null, null, null, null, f.cuantos
           from h cross join q
           cross join lateral (
             select count(*) as cuantos, count(*) filter (where m.tipo <> 'avisos_fallidos' and e.terminado > q.fallidos_desde) as nuevos
             from envios e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
             where e.clinica_id = h.id and e.estado = 'fallido') f
           where q.permiso = 'avisos.ver' and f.nuevos > 0
           union all
           select 'caja_abierta', 'caja:' || s.id || ':' || h.hoy || ':' || t.membresia_id, t.membresia_id, t.nombre, t.correo,
             s.caja, s.id, s.responsable, s.abierta, null
           from h join sesiones_abiertas s on s.clinica_id = h.id
           cross join lateral (
             select q.membresia_id, q.nombre, q.correo from q where q.permiso = 'caja.supervisar'
             union select s.responsable_id, s.responsable, s.correo where s.activo) t
           where (s.abierta at time zone h.zona)::date < h.hoy or s.abierta < ahora() - interval '16 hours')
         select d.*, h.slug, h.zona, h.hoy as fecha from d cross join h
         where not exists (select from mensajes m where m.clinica_id = h.id and m.clave = d.clave)
           and not exists (select from avisos_callados c where c.clinica_id = h.id and c.membresia_id = d.membresia_id and c.cual = d.cual)
         order by d.clave",
    )
    .load(tx.pg())
    .await?)
}

/// What a letter can show of them, and one more.
pub const LISTA: i64 = 20;

pub async fn bajos(tx: &mut Tx<'_>) -> AppResult<Vec<Bajo>> {
    Ok(consulta(
        "select nombre, unidad, hay, minimo from insumos_bajos where clinica_id = clinica_actual() order by nombre, id limit $1",
    )
    .bind::<BigInt, _>(LISTA + 1)
    .load(tx.pg())
    .await?)
}

/// What the person does not want to hear of.
pub async fn callados(tx: &mut Tx<'_>) -> AppResult<Vec<Cual>> {
    use crate::schema::avisos_callados as t;
    let membresia = tx.actor().membresia.unwrap_or_default();
    let codigos: Vec<String> = t::table.filter(t::membresia_id.eq(membresia)).select(t::cual).load(tx.pg()).await?;
    Ok(codigos.iter().filter_map(|codigo| Cual::de_codigo(codigo)).collect())
}

/// Exactly these; what stays is not touched.
pub async fn callar(tx: &mut Tx<'_>, cuales: &[Cual]) -> AppResult<()> {
    let codigos: Vec<&str> = cuales.iter().map(|cual| cual.codigo()).collect();
    consulta(
        "with fuera as (delete from avisos_callados where membresia_id = membresia_actual() and cual <> all ($1))
         insert into avisos_callados (clinica_id, cual) select clinica_actual(), c from unnest($1) as c on conflict do nothing",
    )
    .bind::<Array<Text>, _>(codigos)
    .execute(tx.pg())
    .await?;
    Ok(())
}
