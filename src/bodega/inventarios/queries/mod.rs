//! Reads and writes of counts: `pasos` is what services::inventarios puts in order.

mod pasos;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Inventario, PorContar, Propia, Resultado};
use crate::bodega::queries::POR_PAGINA;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub use pasos::*;

/// Labels a page of a count offers; a search finds the others.
pub const OFRECIDOS: i64 = 30;
/// Lines of their own that a person sees.
const PROPIAS: i64 = 15;

const INVENTARIO: &str = "select i.id, d.nombre as deposito, i.categoria, i.nota, i.estado, i.ronda, i.abierto, ua.nombre as abierto_por, i.terminado,
    coalesce(ut.nombre, '') as terminado_por, i.motivo, p.por_contar, p.contados
  from inventarios i
  join depositos d on d.clinica_id = i.clinica_id and d.id = i.deposito_id
  join membresias ma on ma.clinica_id = i.clinica_id and ma.id = i.abierto_por join usuarios ua on ua.id = ma.usuario_id
  left join membresias mt on mt.clinica_id = i.clinica_id and mt.id = i.terminado_por left join usuarios ut on ut.id = mt.usuario_id
  cross join lateral (
    select count(*) as por_contar, count(*) filter (where exists (
      select from inventarios_conteos c where c.clinica_id = l.clinica_id and c.inventario_id = l.inventario_id
        and c.inventario_lote_id = l.id and c.ronda = i.ronda)) as contados
    from inventarios_lotes l where l.clinica_id = i.clinica_id and l.inventario_id = i.id and l.ronda = i.ronda) p
  where i.clinica_id = clinica_actual()";

/// Newest first, before `antes`; one more than a page holds when there are more.
pub async fn lista(tx: &mut Tx<'_>, antes: Option<i64>) -> AppResult<Vec<Inventario>> {
    let sql = format!("{INVENTARIO} and i.id < coalesce($1, 9223372036854775807) order by i.id desc limit $2");
    Ok(consulta(sql).bind::<Nullable<BigInt>, _>(antes).bind::<BigInt, _>(POR_PAGINA + 1).load(tx.pg()).await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Inventario> {
    Ok(consulta(format!("{INVENTARIO} and i.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

#[derive(QueryableByName)]
struct Categoria {
    #[diesel(sql_type = Text)]
    categoria: String,
}

pub async fn categorias(tx: &mut Tx<'_>) -> AppResult<Vec<String>> {
    let filas: Vec<Categoria> = consulta(
        "select distinct categoria from insumos where clinica_id = clinica_actual() and estado = 'activo' and categoria <> '' order by 1",
    )
    .load(tx.pg())
    .await?;
    Ok(filas.into_iter().map(|f| f.categoria).collect())
}

const POR_CONTAR: &str =
    "select l.id, i.nombre as insumo, i.codigo as insumo_codigo, i.unidad, l.codigo, l.caduca, exists (
      select from inventarios_conteos c where c.clinica_id = l.clinica_id and c.inventario_id = l.inventario_id
        and c.inventario_lote_id = l.id and c.ronda = v.ronda) as contado
  from inventarios v
  join inventarios_lotes l on l.clinica_id = v.clinica_id and l.inventario_id = v.id and l.ronda = v.ronda
  join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
  where v.clinica_id = clinica_actual() and v.id = $1";

/// What a person types or a scanner reads.
#[derive(Debug, Clone, Default)]
pub struct Buscado {
    pub texto: String,
    /// Of a package.
    pub barras: Option<String>,
    /// Of those that it finds, only this one.
    pub lote: Option<String>,
}

/// Labels of the round that a word or a scanned code finds, those that nobody has counted first.
pub async fn por_contar(tx: &mut Tx<'_>, id: i64, buscado: &Buscado) -> AppResult<Vec<PorContar>> {
    let sql = format!(
        "{POR_CONTAR} and ($2 = '' or strpos(normalizar(i.codigo || ' ' || i.nombre || ' ' || l.codigo), $2) > 0
           or i.id = (select p.insumo_id from presentaciones p where p.clinica_id = v.clinica_id and p.barras = $4))
           and ($5 is null or upper(l.codigo) = upper($5))
         order by contado, i.nombre, l.caduca, l.id limit $3"
    );
    Ok(consulta(sql)
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(&buscado.texto)
        .bind::<BigInt, _>(OFRECIDOS)
        .bind::<Nullable<Text>, _>(&buscado.barras)
        .bind::<Nullable<Text>, _>(&buscado.lote)
        .load(tx.pg())
        .await?)
}

pub async fn etiqueta_por_contar(tx: &mut Tx<'_>, id: i64, lote: i64) -> AppResult<Option<PorContar>> {
    let sql = format!("{POR_CONTAR} and l.id = $2");
    Ok(consulta(sql).bind::<BigInt, _>(id).bind::<BigInt, _>(lote).get_result(tx.pg()).await.optional()?)
}

/// What the person who asks wrote down in this round, newest first.
pub async fn propias(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Propia>> {
    Ok(consulta(
        "select c.id, l.id as lote_id, i.nombre as insumo, i.unidad, l.codigo, c.cantidad, c.en,
           exists (select from inventarios_conteos r where r.clinica_id = c.clinica_id and r.reemplaza = c.id) as reemplazada
         from inventarios v
         join inventarios_conteos c on c.clinica_id = v.clinica_id and c.inventario_id = v.id and c.ronda = v.ronda and c.por = membresia_actual()
         join inventarios_lotes l on l.clinica_id = c.clinica_id and l.inventario_id = c.inventario_id and l.id = c.inventario_lote_id
         join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         where v.clinica_id = clinica_actual() and v.id = $1 order by c.id desc limit $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<BigInt, _>(PROPIAS)
    .load(tx.pg())
    .await?)
}

/// Every label with what was counted of it in the last round in which somebody did: what differs most in money first. Only for
/// whoever approves, and for all once it is done.
pub async fn resultados(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Resultado>> {
    let sql = format!(
        "select l.insumo_id, i.nombre as insumo, i.unidad, l.codigo, l.caduca, l.hallado, l.teorico, s.contado, f.en_libros,
           coalesce(l.costo, e.costo_promedio, 0) as costo, coalesce(s.quienes, '') as quienes
         from inventarios v
         join inventarios_lotes l on l.clinica_id = v.clinica_id and l.inventario_id = v.id
         join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         left join existencias e on e.clinica_id = v.clinica_id and e.deposito_id = v.deposito_id and e.insumo_id = l.insumo_id
         left join {CONTADO} s on s.lote_id = l.id
         left join inventarios_conteos f on f.clinica_id = l.clinica_id and f.id = s.ultimo
         where v.clinica_id = clinica_actual() and v.id = $1
         order by s.contado is not null and s.contado = f.en_libros,
           abs(coalesce(s.contado - f.en_libros, 0)) * coalesce(l.costo, e.costo_promedio, 0) desc, i.nombre, l.id"
    );
    Ok(consulta(sql).bind::<BigInt, _>(id).load(tx.pg()).await?)
}

/// Of each label `lote_id` of the count `$1`, in the last round that has lines: their sum without those replaced, the last of them, and who.
const CONTADO: &str = "(
    select distinct on (t.lote_id) t.* from (
      select c.inventario_lote_id as lote_id, c.ronda, sum(c.cantidad) as contado, max(c.id) as ultimo, string_agg(distinct u.nombre, ', ') as quienes
      from inventarios_conteos c
      join membresias m on m.clinica_id = c.clinica_id and m.id = c.por join usuarios u on u.id = m.usuario_id
      where c.clinica_id = clinica_actual() and c.inventario_id = $1
        and not exists (select from inventarios_conteos r where r.clinica_id = c.clinica_id and r.reemplaza = c.id)
      group by c.inventario_lote_id, c.ronda) t
    order by t.lote_id, t.ronda desc)";

/// From counting to the state that follows, with the labels of another round, if any.
pub async fn pasar(tx: &mut Tx<'_>, id: i64, estado: &str, ronda: i32) -> AppResult<()> {
    consulta("update inventarios set estado = $2, ronda = $3 where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(estado)
        .bind::<Integer, _>(ronda)
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn terminar(tx: &mut Tx<'_>, id: i64, estado: &str, motivo: &str) -> AppResult<()> {
    consulta(
        "update inventarios set estado = $2, motivo = $3, terminado = ahora(), terminado_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}
