//! Reads and writes of purchase orders; services::compras puts them in order.

use diesel::sql_types::{Array, BigInt, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{EnLista, Linea, LineaNueva, NuevaOrden, Orden, OrdenBloqueada, Pedible, PorRecibir};
use crate::bodega::queries::{Id, POR_PAGINA};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Newest first, before `antes`; one more than a page holds when there are more.
pub async fn lista(
    tx: &mut Tx<'_>,
    estado: &str,
    proveedor: Option<i64>,
    antes: Option<i64>,
) -> AppResult<Vec<EnLista>> {
    // One form a filter, so that each has its index.
    let de_estado = if estado.is_empty() { "$1 = ''" } else { "o.estado = $1" };
    let de_proveedor = if proveedor.is_some() { "o.proveedor_id = $2" } else { "$2 is null" };
    let sql = format!(
        "select o.id, p.nombre as proveedor, d.nombre as deposito, o.estado, o.moneda, o.creada, o.enviada, l.lineas, l.neto
         from (select * from ordenes_compra o where o.clinica_id = clinica_actual() and {de_estado} and {de_proveedor}
           and o.id < coalesce($3, 9223372036854775807) order by o.id desc limit $4) o
         join proveedores p on p.clinica_id = o.clinica_id and p.id = o.proveedor_id
         join depositos d on d.clinica_id = o.clinica_id and d.id = o.deposito_id
         cross join lateral (select count(*) as lineas, coalesce(sum(cantidad * costo), 0) as neto
           from ordenes_compra_lineas l where l.clinica_id = o.clinica_id and l.orden_id = o.id) l
         order by o.id desc"
    );
    Ok(consulta(sql)
        .bind::<Text, _>(estado)
        .bind::<Nullable<BigInt>, _>(proveedor)
        .bind::<Nullable<BigInt>, _>(antes)
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Orden> {
    Ok(consulta(
        "select o.id, o.version, o.proveedor_id, p.nombre as proveedor, p.rut_cuerpo || '-' || p.rut_dv as proveedor_rut, o.deposito_id,
           d.nombre as deposito, s.nombre as sucursal, o.moneda, o.nota, o.estado, o.creada, uc.nombre as creada_por, o.enviada,
           coalesce(ue.nombre, '') as enviada_por, o.cancelada, coalesce(ux.nombre, '') as cancelada_por, o.motivo
         from ordenes_compra o
         join proveedores p on p.clinica_id = o.clinica_id and p.id = o.proveedor_id
         join depositos d on d.clinica_id = o.clinica_id and d.id = o.deposito_id
         join sucursales s on s.clinica_id = d.clinica_id and s.id = d.sucursal_id
         join membresias mc on mc.clinica_id = o.clinica_id and mc.id = o.creada_por join usuarios uc on uc.id = mc.usuario_id
         left join membresias me on me.clinica_id = o.clinica_id and me.id = o.enviada_por left join usuarios ue on ue.id = me.usuario_id
         left join membresias mx on mx.clinica_id = o.clinica_id and mx.id = o.cancelada_por left join usuarios ux on ux.id = mx.usuario_id
         where o.clinica_id = clinica_actual() and o.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn lineas(tx: &mut Tx<'_>, orden_id: i64) -> AppResult<Vec<Linea>> {
    Ok(consulta(
        "select l.insumo_id, i.codigo, i.nombre, i.unidad, l.cantidad, l.costo, l.recibido, u.costo as costo_ultimo
         from ordenes_compra o
         join ordenes_compra_lineas l on l.clinica_id = o.clinica_id and l.orden_id = o.id
         join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         left join lateral (
           select rl.costo from recepciones_lineas rl
           join recepciones r on r.clinica_id = rl.clinica_id and r.orden_id = rl.orden_id and r.id = rl.recepcion_id and r.revertida is null
           join ordenes_compra x on x.clinica_id = rl.clinica_id and x.id = rl.orden_id and x.proveedor_id = o.proveedor_id and x.id <> o.id
           where rl.clinica_id = l.clinica_id and rl.insumo_id = l.insumo_id
           order by rl.id desc limit 1) u on true
         where o.clinica_id = clinica_actual() and o.id = $1 order by i.nombre, i.id",
    )
    .bind::<BigInt, _>(orden_id)
    .load(tx.pg())
    .await?)
}

/// The active insumos of these codes, with what each cost the last time it came from the proveedor.
pub async fn pedibles(tx: &mut Tx<'_>, codigos: &[String], proveedor_id: Option<i64>) -> AppResult<Vec<Pedible>> {
    Ok(consulta(
        "select i.id, i.codigo, u.costo as costo_ultimo
         from insumos i left join lateral (
           select rl.costo from recepciones_lineas rl
           join recepciones r on r.clinica_id = rl.clinica_id and r.orden_id = rl.orden_id and r.id = rl.recepcion_id and r.revertida is null
           join ordenes_compra x on x.clinica_id = rl.clinica_id and x.id = rl.orden_id and x.proveedor_id = $2
           where rl.clinica_id = i.clinica_id and rl.insumo_id = i.id
           order by rl.id desc limit 1) u on true
         where i.clinica_id = clinica_actual() and i.estado = 'activo' and i.codigo = any ($1)",
    )
    .bind::<Array<Text>, _>(codigos)
    .bind::<Nullable<BigInt>, _>(proveedor_id)
    .load(tx.pg())
    .await?)
}

pub async fn crear(tx: &mut Tx<'_>, nueva: &NuevaOrden) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into ordenes_compra (clinica_id, proveedor_id, deposito_id, moneda, nota) values (clinica_actual(), $1, $2, $3, $4) returning id",
    )
    .bind::<BigInt, _>(nueva.proveedor_id)
    .bind::<BigInt, _>(nueva.deposito_id)
    .bind::<Text, _>(&nueva.moneda)
    .bind::<Text, _>(&nueva.nota)
    .get_result(tx.pg())
    .await?;
    poner_lineas(tx, fila.id, &nueva.lineas).await?;
    Ok(fila.id)
}

/// A draft as it was read becomes this. False when it is no draft any more, or somebody changed it.
pub async fn editar(tx: &mut Tx<'_>, id: i64, version: i32, nueva: &NuevaOrden) -> AppResult<bool> {
    let cambiadas = consulta(
        "update ordenes_compra set version = version + 1, proveedor_id = $3, deposito_id = $4, nota = $5
         where clinica_id = clinica_actual() and id = $1 and version = $2 and estado = 'borrador'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<BigInt, _>(nueva.proveedor_id)
    .bind::<BigInt, _>(nueva.deposito_id)
    .bind::<Text, _>(&nueva.nota)
    .execute(tx.pg())
    .await?;
    if cambiadas == 1 {
        consulta("delete from ordenes_compra_lineas where clinica_id = clinica_actual() and orden_id = $1")
            .bind::<BigInt, _>(id)
            .execute(tx.pg())
            .await?;
        poner_lineas(tx, id, &nueva.lineas).await?;
    }
    Ok(cambiadas == 1)
}

async fn poner_lineas(tx: &mut Tx<'_>, orden_id: i64, lineas: &[LineaNueva]) -> AppResult<()> {
    consulta(
        "insert into ordenes_compra_lineas (clinica_id, orden_id, insumo_id, cantidad, costo)
         select clinica_actual(), $1, l.insumo_id, l.cantidad, l.costo from unnest($2, $3, $4) as l(insumo_id, cantidad, costo)",
    )
    .bind::<BigInt, _>(orden_id)
    .bind::<Array<BigInt>, _>(lineas.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lineas.iter().map(|l| l.cantidad).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lineas.iter().map(|l| l.costo).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// A draft goes out. False when it is none, or somebody changed it since it was shown.
pub async fn enviar(tx: &mut Tx<'_>, id: i64, version: i32) -> AppResult<bool> {
    let cambiadas = consulta(
        "update ordenes_compra set version = version + 1, estado = 'enviada', enviada = ahora(), enviada_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1 and version = $2 and estado = 'borrador'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .execute(tx.pg())
    .await?;
    Ok(cambiadas == 1)
}

/// Nothing more of it is awaited; what has come stays. False when it had ended, or changed since it was shown.
pub async fn cancelar(tx: &mut Tx<'_>, id: i64, version: i32, motivo: &str) -> AppResult<bool> {
    let cambiadas = consulta(
        "update ordenes_compra set version = version + 1, estado = 'cancelada', cancelada = ahora(), cancelada_por = membresia_actual(), motivo = $3
         where clinica_id = clinica_actual() and id = $1 and version = $2 and estado in ('borrador', 'enviada', 'parcial')",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(cambiadas == 1)
}

/// Held until the transaction ends: nobody else receives of it meanwhile.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<OrdenBloqueada> {
    Ok(consulta(
        "select version, estado, deposito_id from ordenes_compra where clinica_id = clinica_actual() and id = $1 for no key update",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn por_recibir(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<PorRecibir>> {
    Ok(consulta(
        "select l.insumo_id, i.nombre, i.unidad, l.cantidad, l.recibido
         from ordenes_compra_lineas l join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         where l.clinica_id = clinica_actual() and l.orden_id = $1",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

/// Adds what a reception brought, or takes it away again (`signo` -1), and says of the order what that leaves it as.
pub async fn sumar_recibido(tx: &mut Tx<'_>, orden_id: i64, recepcion_id: i64, signo: i32) -> AppResult<()> {
    consulta(
        "update ordenes_compra_lineas l set recibido = l.recibido + $3 * r.cantidad
         from (select insumo_id, sum(cantidad) as cantidad from recepciones_lineas
           where clinica_id = clinica_actual() and orden_id = $1 and recepcion_id = $2 group by 1) r
         where l.clinica_id = clinica_actual() and l.orden_id = $1 and l.insumo_id = r.insumo_id",
    )
    .bind::<BigInt, _>(orden_id)
    .bind::<BigInt, _>(recepcion_id)
    .bind::<Integer, _>(signo)
    .execute(tx.pg())
    .await?;
    consulta(
        "update ordenes_compra o set version = o.version + 1, estado = case
             when o.estado = 'cancelada' then o.estado
             when not exists (select from ordenes_compra_lineas l
               where l.clinica_id = o.clinica_id and l.orden_id = o.id and l.recibido < l.cantidad) then 'recibida'
             when exists (select from ordenes_compra_lineas l
               where l.clinica_id = o.clinica_id and l.orden_id = o.id and l.recibido > 0) then 'parcial'
             else 'enviada' end
         where o.clinica_id = clinica_actual() and o.id = $1",
    )
    .bind::<BigInt, _>(orden_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}
