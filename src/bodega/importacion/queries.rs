//! Reads and writes of imports; services::planillas puts them in order.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Bytea, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{EnLista, Planilla};
use super::revision::Conocidos;
use crate::bodega::NuevoInsumo;
use crate::bodega::queries::Id;
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult};
use crate::planilla::Leida;

/// The import of a file for a depot, and whether it is a new one.
pub async fn recibir(tx: &mut Tx<'_>, deposito_id: i64, nueva: &Leida) -> AppResult<(i64, bool)> {
    let filas = &nueva.planilla.filas;
    let creada: Option<Id> = consulta(
        "insert into planillas_bodega (clinica_id, nombre, huella, deposito_id, columnas, ignoradas, numeros, textos)
         values (clinica_actual(), $1, $2, $3, $4, $5, $6, $7)
         on conflict (clinica_id, deposito_id, huella) where estado = 'revisada' do nothing returning id",
    )
    .bind::<Text, _>(&nueva.nombre)
    .bind::<Bytea, _>(&nueva.huella)
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<Text>, _>(&nueva.planilla.columnas)
    .bind::<Array<Text>, _>(&nueva.planilla.ignoradas)
    .bind::<Array<Integer>, _>(filas.iter().map(|f| f.numero).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(filas.iter().map(|f| f.textos.as_str()).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await
    .optional()?;
    match creada {
        Some(fila) => Ok((fila.id, true)),
        None => Ok((abierta(tx, deposito_id, &nueva.huella).await?, false)),
    }
}

async fn abierta(tx: &mut Tx<'_>, deposito_id: i64, huella: &[u8]) -> AppResult<i64> {
    let hallada: Option<Id> = consulta(
        "select id from planillas_bodega where clinica_id = clinica_actual() and deposito_id = $1 and huella = $2 and estado = 'revisada'",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<Bytea, _>(huella)
    .get_result(tx.pg())
    .await
    .optional()?;
    hallada.map(|fila| fila.id).ok_or(AppError::EnCurso)
}

const PLANILLA: &str = "select p.id, p.nombre, p.deposito_id, d.nombre as deposito, p.columnas, p.ignoradas, p.numeros, p.textos, p.estado,
    p.insumos, p.lotes, p.creada, u.nombre as quien
  from planillas_bodega p
  join depositos d on d.clinica_id = p.clinica_id and d.id = p.deposito_id
  join membresias m on m.clinica_id = p.clinica_id and m.id = p.creada_por join usuarios u on u.id = m.usuario_id
  where p.clinica_id = clinica_actual() and p.id = $1";

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Planilla> {
    Ok(consulta(PLANILLA).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Planilla> {
    Ok(consulta(format!("{PLANILLA} for no key update of p")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// The last ones.
pub async fn ultimas(tx: &mut Tx<'_>, cuantas: i64) -> AppResult<Vec<EnLista>> {
    Ok(consulta(
        "select p.id, p.nombre, d.nombre as deposito, cardinality(p.numeros) as filas, p.estado, p.terminada, p.creada, u.nombre as quien
         from planillas_bodega p
         join depositos d on d.clinica_id = p.clinica_id and d.id = p.deposito_id
         join membresias m on m.clinica_id = p.clinica_id and m.id = p.creada_por join usuarios u on u.id = m.usuario_id
         where p.clinica_id = clinica_actual() order by p.id desc limit $1",
    )
    .bind::<BigInt, _>(cuantas)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Conocido {
    #[diesel(sql_type = Text)]
    codigo: String,
    #[diesel(sql_type = BigInt)]
    insumo_id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    lote: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    caduca: Option<NaiveDate>,
}

/// What the clinic has of these codes, and the depot of their lots, even of those that were used up.
pub async fn conocidos(tx: &mut Tx<'_>, deposito_id: i64, codigos: &[String]) -> AppResult<Conocidos> {
    let filas: Vec<Conocido> = consulta(
        "select i.codigo, i.id as insumo_id, l.codigo as lote, l.caduca from insumos i
         left join lotes l on l.clinica_id = i.clinica_id and l.deposito_id = $1 and l.insumo_id = i.id
         where i.clinica_id = clinica_actual() and i.codigo = any ($2)",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<Array<Text>, _>(codigos)
    .load(tx.pg())
    .await?;
    let insumos: HashMap<_, _> = filas.iter().map(|f| (f.codigo.clone(), f.insumo_id)).collect();
    let lotes: HashSet<_> =
        filas.into_iter().filter_map(|f| Some((f.codigo, f.lote?.to_uppercase(), f.caduca))).collect();
    Ok(Conocidos { insumos, lotes })
}

/// How many were new: a code that somebody took meanwhile stays as they made it.
pub async fn crear_insumos(tx: &mut Tx<'_>, nuevos: &[&NuevoInsumo]) -> AppResult<usize> {
    let textos = |de: fn(&NuevoInsumo) -> &str| nuevos.iter().map(|n| de(n).to_owned()).collect::<Vec<_>>();
    Ok(consulta(
        "insert into insumos (clinica_id, codigo, nombre, unidad, categoria, minimo, precio, moneda, afecto)
         select clinica_actual(), n.* from unnest($1, $2, $3, $4, $5, $6, $7, $8) as n on conflict (clinica_id, codigo) do nothing",
    )
    .bind::<Array<Text>, _>(textos(|n| &n.codigo))
    .bind::<Array<Text>, _>(textos(|n| &n.nombre))
    .bind::<Array<Text>, _>(textos(|n| &n.unidad))
    .bind::<Array<Text>, _>(textos(|n| &n.categoria))
    .bind::<Array<Numeric>, _>(nuevos.iter().map(|n| n.minimo).collect::<Vec<_>>())
    .bind::<Array<Nullable<Numeric>>, _>(nuevos.iter().map(|n| n.precio).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(textos(|n| &n.moneda))
    .bind::<Array<Bool>, _>(nuevos.iter().map(|n| n.afecto).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?)
}

pub async fn terminar(tx: &mut Tx<'_>, id: i64, estado: &str, insumos: i32, lotes: i32) -> AppResult<()> {
    consulta(
        "update planillas_bodega set estado = $2, insumos = $3, lotes = $4, terminada = ahora(), terminada_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado)
    .bind::<Integer, _>(insumos)
    .bind::<Integer, _>(lotes)
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Hoy {
    #[diesel(sql_type = Date)]
    hoy: NaiveDate,
}

/// In the clinic's zone.
pub async fn hoy(tx: &mut Tx<'_>) -> AppResult<NaiveDate> {
    let fila: Hoy =
        consulta("select (ahora() at time zone zona)::date as hoy from clinicas where id = clinica_actual()")
            .get_result(tx.pg())
            .await?;
    Ok(fila.hoy)
}
