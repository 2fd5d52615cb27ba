//! Reads and writes of proveedores.

use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{NuevoProveedor, Opcion, Precio, Proveedor};
use crate::bodega::insumos::queries::Despues;
use crate::bodega::model::Deposito;
use crate::bodega::queries::{Id, POR_PAGINA};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

#[derive(diesel::QueryableByName)]
struct Eleccion {
    #[diesel(sql_type = Integer)]
    orden: i32,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    nombre: String,
}

const PROVEEDOR: &str = "select id, version, nombre, rut_cuerpo || '-' || rut_dv as rut, contacto, telefono, correo, estado = 'activo' as activo
  from proveedores where clinica_id = clinica_actual()";

/// By name, from the one after `despues`; one more than a page holds when there are more.
pub async fn proveedores(
    tx: &mut Tx<'_>,
    busqueda: &str,
    archivados: bool,
    despues: Despues<'_>,
) -> AppResult<Vec<Proveedor>> {
    let sql = format!(
        "{PROVEEDOR} and estado = $2 and (nombre, id) > ($3, $4)
           and ($1 = '' or strpos(normalizar(nombre || ' ' || coalesce(rut_cuerpo || rut_dv, '') || ' ' || contacto), $1) > 0)
         order by nombre, id limit $5"
    );
    Ok(consulta(sql)
        .bind::<Text, _>(busqueda)
        .bind::<Text, _>(if archivados { "archivado" } else { "activo" })
        .bind::<Text, _>(despues.nombre)
        .bind::<BigInt, _>(despues.id)
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Proveedor> {
    Ok(consulta(format!("{PROVEEDOR} and id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// Proveedores in use, and `con` though it is archived; and the depots.
pub async fn con_depositos(tx: &mut Tx<'_>, con: Option<i64>) -> AppResult<(Vec<Opcion>, Vec<Deposito>)> {
    let todos: Vec<Eleccion> = consulta(
        "select 1 as orden, id, nombre from proveedores where clinica_id = clinica_actual() and (estado = 'activo' or id = $1)
         union all select 2, id, nombre from depositos where clinica_id = clinica_actual() order by orden, nombre, id",
    )
    .bind::<Nullable<BigInt>, _>(con)
    .load(tx.pg())
    .await?;
    let (proveedores, depositos): (Vec<_>, Vec<_>) = todos.into_iter().partition(|e| e.orden == 1);
    let proveedores = proveedores.into_iter().map(|e| Opcion { id: e.id, nombre: e.nombre }).collect();
    Ok((proveedores, depositos.into_iter().map(|e| Deposito { id: e.id, nombre: e.nombre }).collect()))
}

pub async fn crear(tx: &mut Tx<'_>, nuevo: &NuevoProveedor) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into proveedores (clinica_id, nombre, rut_cuerpo, rut_dv, contacto, telefono, correo, estado)
         values (clinica_actual(), $1, $2, $3, $4, $5, $6, case when $7 then 'archivado' else 'activo' end) returning id",
    )
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Nullable<Integer>, _>(nuevo.rut.map(|r| r.cuerpo()))
    .bind::<Nullable<Text>, _>(nuevo.rut.map(|r| r.dv().to_string()))
    .bind::<Text, _>(&nuevo.contacto)
    .bind::<Nullable<Text>, _>(&nuevo.telefono)
    .bind::<Nullable<Text>, _>(&nuevo.correo)
    .bind::<Bool, _>(nuevo.archivado)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Over the row as it was read.
pub async fn editar(tx: &mut Tx<'_>, id: i64, version: i32, nuevo: &NuevoProveedor) -> AppResult<()> {
    let cambiadas = consulta(
        "update proveedores set version = version + 1, nombre = $3, rut_cuerpo = $4, rut_dv = $5, contacto = $6, telefono = $7, correo = $8,
           estado = case when $9 then 'archivado' else 'activo' end
         where clinica_id = clinica_actual() and id = $1 and version = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Nullable<Integer>, _>(nuevo.rut.map(|r| r.cuerpo()))
    .bind::<Nullable<Text>, _>(nuevo.rut.map(|r| r.dv().to_string()))
    .bind::<Text, _>(&nuevo.contacto)
    .bind::<Nullable<Text>, _>(&nuevo.telefono)
    .bind::<Nullable<Text>, _>(&nuevo.correo)
    .bind::<Bool, _>(nuevo.archivado)
    .execute(tx.pg())
    .await?;
    if cambiadas == 0 { Err(rechazo("proveedores_version")) } else { Ok(()) }
}

/// The last two prices of each insumo that came from them, by name; receptions that were taken back say nothing.
pub async fn precios(tx: &mut Tx<'_>, proveedor_id: i64) -> AppResult<Vec<Precio>> {
    Ok(consulta(
        "select p.insumo_id, i.nombre as insumo, i.codigo, i.unidad, p.costo, p.costo_anterior, p.efectiva as fecha, p.orden_id, p.veces
         from (
           select l.insumo_id, l.costo, r.efectiva, r.orden_id,
             lead(l.costo) over (partition by l.insumo_id order by l.id desc) as costo_anterior,
             row_number() over (partition by l.insumo_id order by l.id desc) as n,
             count(*) over (partition by l.insumo_id) as veces
           from ordenes_compra o
           join recepciones r on r.clinica_id = o.clinica_id and r.orden_id = o.id and r.revertida is null
           join recepciones_lineas l on l.clinica_id = r.clinica_id and l.orden_id = r.orden_id and l.recepcion_id = r.id
           where o.clinica_id = clinica_actual() and o.proveedor_id = $1) p
         join insumos i on i.clinica_id = clinica_actual() and i.id = p.insumo_id
         where p.n = 1 order by i.nombre, i.id limit 200",
    )
    .bind::<BigInt, _>(proveedor_id)
    .load(tx.pg())
    .await?)
}
