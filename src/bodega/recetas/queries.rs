//! Reads and writes of recipes.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::LineaReceta;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(QueryableByName)]
struct Nombre {
    #[diesel(sql_type = Text)]
    nombre: String,
}

/// The name of a prestación and what it consumes.
pub async fn receta(tx: &mut Tx<'_>, prestacion_id: i64) -> AppResult<(String, Vec<LineaReceta>)> {
    let prestacion: Nombre = consulta("select nombre from prestaciones where id = $1")
        .bind::<BigInt, _>(prestacion_id)
        .get_result(tx.pg())
        .await?;
    let lineas = consulta(
        "select i.codigo, i.nombre, i.unidad, r.cantidad from recetas r
         join insumos i on i.clinica_id = r.clinica_id and i.id = r.insumo_id where r.prestacion_id = $1 order by i.nombre",
    )
    .bind::<BigInt, _>(prestacion_id)
    .load(tx.pg())
    .await?;
    Ok((prestacion.nombre, lineas))
}

/// The recipe becomes these lines, one writer at a time; the codes that name no insumo come back.
pub async fn reemplazar_receta(
    tx: &mut Tx<'_>,
    prestacion_id: i64,
    lineas: &[(String, Decimal)],
) -> AppResult<Vec<String>> {
    let _: Nombre = consulta("select nombre from prestaciones where id = $1 for no key update")
        .bind::<BigInt, _>(prestacion_id)
        .get_result(tx.pg())
        .await?;
    let codigos: Vec<&str> = lineas.iter().map(|(codigo, _)| codigo.as_str()).collect();
    let cantidades: Vec<Decimal> = lineas.iter().map(|(_, cantidad)| *cantidad).collect();
    let desconocidos: Vec<Nombre> = consulta(
        "select p.codigo as nombre from unnest($1) as p(codigo) where not exists (select from insumos i where i.codigo = p.codigo)",
    )
    .bind::<Array<Text>, _>(&codigos)
    .load(tx.pg())
    .await?;
    if !desconocidos.is_empty() {
        return Ok(desconocidos.into_iter().map(|n| n.nombre).collect());
    }
    consulta("delete from recetas where prestacion_id = $1").bind::<BigInt, _>(prestacion_id).execute(tx.pg()).await?;
    consulta(
        "insert into recetas (clinica_id, prestacion_id, insumo_id, cantidad)
         select $1, $2, i.id, p.cantidad from unnest($3, $4) as p(codigo, cantidad) join insumos i on i.codigo = p.codigo",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(prestacion_id)
    .bind::<Array<Text>, _>(&codigos)
    .bind::<Array<Numeric>, _>(&cantidades)
    .execute(tx.pg())
    .await?;
    Ok(Vec::new())
}
