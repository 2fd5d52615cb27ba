//! Insumos with what there is of them, and how they come packed.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{
    Alertas, Cuales, Ficha, InsumoConStock, InsumoEditable, NuevaPresentacion, NuevoInsumo, Presentacion, Ubicado,
};
use crate::bodega::queries::{Id, POR_PAGINA};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

pub async fn alertas(tx: &mut Tx<'_>) -> AppResult<Alertas> {
    let clinica = tx.actor().clinica;
    Ok(consulta(
        "select bajos, por_vencer, vencidos,
           (select count(*) from consumos_pendientes where clinica_id = $1 and estado = 'pendiente') as pendientes,
           (select count(*) from traslados where clinica_id = $1 and estado = 'despachado') as en_camino
         from bodega_alertas where clinica_id = $1",
    )
    .bind::<Integer, _>(clinica)
    .get_result(tx.pg())
    .await?)
}

/// Where a list goes on: the last row seen, by its sort key.
#[derive(Debug, Clone, Copy, Default)]
pub struct Despues<'a> {
    pub nombre: &'a str,
    pub id: i64,
}

/// What a list of insumos looks for: words, or the bar code that a scanner read.
#[derive(Debug, Clone, Default)]
pub struct Busqueda {
    /// Normalised.
    pub texto: String,
    pub barras: Option<String>,
    pub cuales: Cuales,
}

/// Insumos by name, from the one after `despues`; one more than a page holds when there are more.
pub async fn insumos(tx: &mut Tx<'_>, busqueda: &Busqueda, despues: Despues<'_>) -> AppResult<Vec<InsumoConStock>> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.categoria, i.minimo, i.precio, i.moneda, i.estado,
           coalesce(sum(e.cantidad), 0) as cantidad,
           coalesce(sum(e.cantidad * e.costo_promedio) / nullif(sum(e.cantidad), 0), max(e.costo_promedio), 0) as costo_promedio
         from insumos i left join existencias e on e.clinica_id = i.clinica_id and e.insumo_id = i.id
         where i.estado = $5 and (i.nombre, i.id) > ($2, $3)
           and ($1 = '' or strpos(normalizar(i.codigo || ' ' || i.nombre || ' ' || i.categoria), $1) > 0
             or i.id = (select p.insumo_id from presentaciones p where p.barras = $6))
         group by i.clinica_id, i.id having not $7 or coalesce(sum(e.cantidad), 0) < i.minimo
         order by i.nombre, i.id limit $4",
    )
    .bind::<Text, _>(&busqueda.texto)
    .bind::<Text, _>(despues.nombre)
    .bind::<BigInt, _>(despues.id)
    .bind::<BigInt, _>(POR_PAGINA + 1)
    .bind::<Text, _>(busqueda.cuales.estado())
    .bind::<Nullable<Text>, _>(&busqueda.barras)
    .bind::<Bool, _>(busqueda.cuales == Cuales::Bajos)
    .load(tx.pg())
    .await?)
}

pub async fn ficha(tx: &mut Tx<'_>, id: i64) -> AppResult<Ficha> {
    Ok(consulta(
        "select i.id, i.codigo, i.nombre, i.unidad, i.categoria, i.minimo, i.precio, i.moneda, i.estado,
           coalesce(sum(e.cantidad), 0) as cantidad,
           coalesce(sum(e.cantidad * e.costo_promedio) / nullif(sum(e.cantidad), 0), max(e.costo_promedio), 0) as costo_promedio,
           array(select p.nombre || ' de ' || replace(trim_scale(p.unidades)::text, '.', ',') from presentaciones p
             where p.insumo_id = i.id and p.nombre <> i.unidad order by p.unidades, p.nombre) as presentaciones,
           array(select pr.nombre from recetas r join prestaciones pr on pr.clinica_id = r.clinica_id and pr.id = r.prestacion_id
             where r.insumo_id = i.id order by pr.nombre limit 20) as recetas
         from insumos i left join existencias e on e.clinica_id = i.clinica_id and e.insumo_id = i.id
         where i.id = $1 group by i.clinica_id, i.id",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn crear_insumo(tx: &mut Tx<'_>, nuevo: &NuevoInsumo) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into insumos (clinica_id, codigo, nombre, unidad, categoria, minimo, precio, moneda, afecto)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Text, _>(&nuevo.codigo)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Text, _>(&nuevo.unidad)
    .bind::<Text, _>(&nuevo.categoria)
    .bind::<Numeric, _>(nuevo.minimo)
    .bind::<Nullable<Numeric>, _>(nuevo.precio)
    .bind::<Text, _>(&nuevo.moneda)
    .bind::<Bool, _>(nuevo.afecto)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

pub async fn editable(tx: &mut Tx<'_>, id: i64) -> AppResult<InsumoEditable> {
    Ok(consulta(
        "select version, codigo, nombre, unidad, categoria, minimo, precio, afecto, estado from insumos where id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// The state of the row and all of its values, if nobody changed it since `version`.
pub async fn editar_insumo(
    tx: &mut Tx<'_>,
    (id, version): (i64, i32),
    nuevo: &NuevoInsumo,
    archivado: bool,
) -> AppResult<()> {
    let cambiados = consulta(
        "update insumos set version = version + 1, codigo = $3, nombre = $4, unidad = $5, categoria = $6, minimo = $7,
           precio = $8, afecto = $9, estado = $10 where id = $1 and version = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Text, _>(&nuevo.codigo)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Text, _>(&nuevo.unidad)
    .bind::<Text, _>(&nuevo.categoria)
    .bind::<Numeric, _>(nuevo.minimo)
    .bind::<Nullable<Numeric>, _>(nuevo.precio)
    .bind::<Bool, _>(nuevo.afecto)
    .bind::<Text, _>(if archivado { Cuales::Archivados } else { Cuales::Activos }.estado())
    .execute(tx.pg())
    .await?;
    if cambiados == 0 { Err(rechazo("insumos_version")) } else { Ok(()) }
}

/// These and no others; one of the same name stays the same row.
pub async fn reemplazar_presentaciones(tx: &mut Tx<'_>, insumo_id: i64, nuevas: &[NuevaPresentacion]) -> AppResult<()> {
    let nombres: Vec<&str> = nuevas.iter().map(|p| p.nombre.as_str()).collect();
    // In two statements: one could not hand a bar code from a row that goes to one that stays.
    consulta("delete from presentaciones where insumo_id = $1 and nombre <> all ($2)")
        .bind::<BigInt, _>(insumo_id)
        .bind::<Array<Text>, _>(&nombres)
        .execute(tx.pg())
        .await?;
    consulta("update presentaciones set barras = null where insumo_id = $1 and barras is not null")
        .bind::<BigInt, _>(insumo_id)
        .execute(tx.pg())
        .await?;
    consulta(
        "insert into presentaciones (clinica_id, insumo_id, nombre, unidades, barras)
         select $1, $2, p.nombre, p.unidades, p.barras from unnest($3, $4, $5) as p(nombre, unidades, barras)
         on conflict (clinica_id, insumo_id, nombre) do update set unidades = excluded.unidades, barras = excluded.barras",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(insumo_id)
    .bind::<Array<Text>, _>(&nombres)
    .bind::<Array<Numeric>, _>(nuevas.iter().map(|p| p.unidades).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(nuevas.iter().map(|p| p.barras.as_deref()).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub async fn presentaciones(tx: &mut Tx<'_>, insumo_id: i64) -> AppResult<Vec<Presentacion>> {
    Ok(consulta(
        "select id, nombre, unidades, barras from presentaciones where insumo_id = $1 order by unidades, nombre",
    )
    .bind::<BigInt, _>(insumo_id)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Categoria {
    #[diesel(sql_type = Text)]
    nombre: String,
}

/// Those in use, to be offered while one is typed.
pub async fn categorias(tx: &mut Tx<'_>) -> AppResult<Vec<String>> {
    let filas: Vec<Categoria> =
        consulta("select distinct categoria as nombre from insumos where categoria <> '' order by 1 limit 200")
            .load(tx.pg())
            .await?;
    Ok(filas.into_iter().map(|f| f.nombre).collect())
}

#[derive(QueryableByName)]
struct UnoDeVarios {
    #[diesel(sql_type = Nullable<BigInt>)]
    insumo_id: Option<i64>,
}

/// The insumos of several codes, in their order; archived ones too, because what is left of them has to leave.
pub async fn ubicar_varios(tx: &mut Tx<'_>, codigos: &[String], barras: &[String]) -> AppResult<Vec<Option<i64>>> {
    let filas: Vec<UnoDeVarios> = consulta(
        "select coalesce(i.id, p.insumo_id) as insumo_id from unnest($1, $2) with ordinality as t(codigo, barras, n)
         left join insumos i on i.codigo = t.codigo left join presentaciones p on p.barras = t.barras order by t.n",
    )
    .bind::<Array<Text>, _>(codigos)
    .bind::<Array<Text>, _>(barras)
    .load(tx.pg())
    .await?;
    Ok(filas.into_iter().map(|f| f.insumo_id).collect())
}

/// The active insumo of a code of the clinic's, or of the bar code that is on one of its presentaciones.
pub async fn ubicar(tx: &mut Tx<'_>, codigo: &str, barras: &str) -> AppResult<Ubicado> {
    Ok(consulta(
        "select i.id as insumo_id, coalesce(i.codigo, '') as codigo, coalesce(i.nombre, '') as nombre,
           coalesce(i.unidad, '') as unidad, i.presentacion_id, (ahora() at time zone c.zona)::date as hoy
         from clinicas c left join lateral (
           select i.id, i.codigo, i.nombre, i.unidad, null::bigint as presentacion_id, 1 as orden
           from insumos i where i.codigo = $1 and i.estado = 'activo'
           union all
           select i.id, i.codigo, i.nombre, i.unidad, p.id, 2 from presentaciones p
             join insumos i on i.clinica_id = p.clinica_id and i.id = p.insumo_id where p.barras = $2 and i.estado = 'activo'
           order by orden limit 1) i on true",
    )
    .bind::<Text, _>(codigo)
    .bind::<Text, _>(barras)
    .get_result(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct InsumoHoy {
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
    #[diesel(sql_type = Date)]
    hoy: NaiveDate,
}

/// The insumo of a code, if there is one, and today in the clinic's zone.
pub async fn insumo_de_codigo(tx: &mut Tx<'_>, codigo: &str) -> AppResult<(Option<i64>, NaiveDate)> {
    let fila: InsumoHoy = consulta(
        "select i.id, (ahora() at time zone c.zona)::date as hoy from clinicas c left join insumos i on i.clinica_id = c.id and i.codigo = $1",
    )
    .bind::<Text, _>(codigo)
    .get_result(tx.pg())
    .await?;
    Ok((fila.id, fila.hoy))
}
