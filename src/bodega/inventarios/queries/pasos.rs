//! The steps of a count, for services.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::CONTADO;
use crate::bodega::inventarios::model::{
    Anotacion, EnLibros, Etiqueta, Hallazgo, InventarioBloqueado, NuevoInventario, PorAjustar,
};
use crate::bodega::queries::Id;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Opens it over what the depot holds now.
pub async fn abrir(tx: &mut Tx<'_>, nuevo: &NuevoInventario) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into inventarios (clinica_id, deposito_id, categoria, nota) values (clinica_actual(), $1, $2, $3) returning id",
    )
    .bind::<BigInt, _>(nuevo.deposito_id)
    .bind::<Text, _>(&nuevo.categoria)
    .bind::<Text, _>(&nuevo.nota)
    .get_result(tx.pg())
    .await?;
    consulta(
        "insert into inventarios_lotes (clinica_id, inventario_id, insumo_id, codigo, caduca, teorico)
         select clinica_actual(), $1, l.insumo_id, l.codigo, l.caduca, sum(l.cantidad)
         from lotes l join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         where l.clinica_id = clinica_actual() and l.deposito_id = $2 and l.cantidad > 0 and ($3 = '' or i.categoria = $3)
         group by l.insumo_id, l.codigo, l.caduca",
    )
    .bind::<BigInt, _>(fila.id)
    .bind::<BigInt, _>(nuevo.deposito_id)
    .bind::<Text, _>(&nuevo.categoria)
    .execute(tx.pg())
    .await?;
    Ok(fila.id)
}

const BLOQUEO: &str = "select i.deposito_id, i.categoria, i.estado, i.ronda, (ahora() at time zone c.zona)::date as hoy
  from inventarios i join clinicas c on c.id = i.clinica_id where i.clinica_id = clinica_actual() and i.id = $1";

/// Held by many who count; whoever closes waits for them.
pub async fn compartir(tx: &mut Tx<'_>, id: i64) -> AppResult<InventarioBloqueado> {
    Ok(consulta(format!("{BLOQUEO} for share of i")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<InventarioBloqueado> {
    Ok(consulta(format!("{BLOQUEO} for no key update of i")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn etiqueta(tx: &mut Tx<'_>, inventario_id: i64, lote_id: i64) -> AppResult<Etiqueta> {
    Ok(consulta(
        "select insumo_id, codigo, caduca, ronda from inventarios_lotes
         where clinica_id = clinica_actual() and inventario_id = $1 and id = $2",
    )
    .bind::<BigInt, _>(inventario_id)
    .bind::<BigInt, _>(lote_id)
    .get_result(tx.pg())
    .await?)
}

/// Nobody moves the lots of its insumo until the transaction ends; others may count them meanwhile.
pub async fn detener(tx: &mut Tx<'_>, deposito_id: i64, e: &Etiqueta) -> AppResult<()> {
    consulta(
        "select insumo_id from existencias where clinica_id = clinica_actual() and deposito_id = $1 and insumo_id = $2 for share",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<BigInt, _>(e.insumo_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// A statement of its own, after `detener`: it sees all that those it waited for wrote.
pub async fn en_libros(tx: &mut Tx<'_>, deposito_id: i64, e: &Etiqueta) -> AppResult<EnLibros> {
    Ok(consulta(
        "select coalesce(sum(l.cantidad), 0) as cantidad, max(m.id) as movimiento_id
         from lotes l cross join lateral (
           select max(m.id) as id from movimientos m where m.clinica_id = l.clinica_id and m.lote_id = l.id) m
         where l.clinica_id = clinica_actual() and l.deposito_id = $1 and l.insumo_id = $2 and l.codigo = $3
           and l.caduca is not distinct from $4",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<BigInt, _>(e.insumo_id)
    .bind::<Text, _>(&e.codigo)
    .bind::<Nullable<Date>, _>(e.caduca)
    .get_result(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Si {
    #[diesel(sql_type = Bool)]
    es: bool,
}

/// The line is of whoever asks, of this label and this round.
pub async fn es_propia(tx: &mut Tx<'_>, a: &Anotacion, linea: i64, ronda: i32) -> AppResult<bool> {
    let si: Si = consulta(
        "select exists (select from inventarios_conteos where clinica_id = clinica_actual() and id = $1 and inventario_id = $2
           and inventario_lote_id = $3 and ronda = $4 and por = membresia_actual()) as es",
    )
    .bind::<BigInt, _>(linea)
    .bind::<BigInt, _>(a.inventario_id)
    .bind::<BigInt, _>(a.lote_id)
    .bind::<Integer, _>(ronda)
    .get_result(tx.pg())
    .await?;
    Ok(si.es)
}

pub async fn conto(tx: &mut Tx<'_>, inventario_id: i64) -> AppResult<bool> {
    let si: Si = consulta(
        "select exists (select from inventarios_conteos
           where clinica_id = clinica_actual() and por = membresia_actual() and inventario_id = $1) as es",
    )
    .bind::<BigInt, _>(inventario_id)
    .get_result(tx.pg())
    .await?;
    Ok(si.es)
}

pub async fn anotar(tx: &mut Tx<'_>, a: &Anotacion, ronda: i32, libros: &EnLibros) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into inventarios_conteos (clinica_id, inventario_id, inventario_lote_id, ronda, cantidad, en_libros, movimiento_id, reemplaza)
         values (clinica_actual(), $1, $2, $3, $4, $5, $6, $7) returning id",
    )
    .bind::<BigInt, _>(a.inventario_id)
    .bind::<BigInt, _>(a.lote_id)
    .bind::<Integer, _>(ronda)
    .bind::<Numeric, _>(a.cantidad)
    .bind::<Numeric, _>(libros.cantidad)
    .bind::<Nullable<BigInt>, _>(libros.movimiento_id)
    .bind::<Nullable<BigInt>, _>(a.reemplaza)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// The label that says this, however its letters are written; made, of this round, when the count has none. None when the insumo is
/// not of the category that is counted.
pub async fn hallar(tx: &mut Tx<'_>, h: &Hallazgo, i: &InventarioBloqueado) -> AppResult<Option<i64>> {
    let fila: Option<Id> = consulta(
        "insert into inventarios_lotes as l (clinica_id, inventario_id, insumo_id, codigo, caduca, teorico, costo, hallado, ronda)
         select clinica_actual(), $1, n.id, coalesce((
             select x.codigo from (
               select y.codigo from inventarios_lotes y where y.clinica_id = clinica_actual() and y.inventario_id = $1 and y.insumo_id = n.id
                 and upper(y.codigo) = upper($3) and y.caduca is not distinct from $4
               union all
               select y.codigo from lotes y where y.clinica_id = clinica_actual() and y.deposito_id = $7 and y.insumo_id = n.id
                 and upper(y.codigo) = upper($3) and y.caduca is not distinct from $4) x limit 1), $3),
           $4, 0, $5, true, $6
         from insumos n where n.clinica_id = clinica_actual() and n.id = $2 and ($8 = '' or n.categoria = $8)
         on conflict (clinica_id, inventario_id, insumo_id, codigo, caduca) do update set ronda = excluded.ronda returning l.id",
    )
    .bind::<BigInt, _>(h.inventario_id)
    .bind::<BigInt, _>(h.insumo_id)
    .bind::<Text, _>(&h.codigo)
    .bind::<Nullable<Date>, _>(h.caduca)
    .bind::<Nullable<Numeric>, _>(h.costo)
    .bind::<Integer, _>(i.ronda)
    .bind::<BigInt, _>(i.deposito_id)
    .bind::<Text, _>(&i.categoria)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(fila.map(|f| f.id))
}

/// Labels whose count and books part, or that nobody counted though the books have some, go into the round `ronda`; how many.
pub async fn pedir_reconteo(tx: &mut Tx<'_>, id: i64, ronda: i32) -> AppResult<usize> {
    let sql = format!(
        "update inventarios_lotes l set ronda = $2
         from inventarios_lotes x
         left join {CONTADO} s on s.lote_id = x.id
         left join inventarios_conteos f on f.clinica_id = x.clinica_id and f.id = s.ultimo
         where l.clinica_id = clinica_actual() and l.inventario_id = $1
           and x.clinica_id = l.clinica_id and x.inventario_id = l.inventario_id and x.id = l.id
           and case when s.contado is null then x.teorico > 0 else s.contado <> f.en_libros end"
    );
    Ok(consulta(sql).bind::<BigInt, _>(id).bind::<Integer, _>(ronda).execute(tx.pg()).await?)
}

/// Every label that somebody counted, with the sum of its last round.
pub async fn por_ajustar(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<PorAjustar>> {
    let sql = format!(
        "select l.id, l.insumo_id, i.nombre as insumo, l.codigo, l.caduca, l.costo, s.contado, f.movimiento_id
         from {CONTADO} s
         join inventarios_conteos f on f.clinica_id = clinica_actual() and f.id = s.ultimo
         join inventarios_lotes l on l.clinica_id = clinica_actual() and l.inventario_id = $1 and l.id = s.lote_id
         join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         order by l.insumo_id, l.id"
    );
    Ok(consulta(sql).bind::<BigInt, _>(id).load(tx.pg()).await?)
}

/// A lot that bears a label that was counted.
#[derive(Debug, Clone, QueryableByName)]
pub struct LoteContado {
    #[diesel(sql_type = BigInt)]
    pub etiqueta_id: i64,
    #[diesel(sql_type = BigInt)]
    pub lote_id: i64,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    /// Goods that came and left after the count; corrections of the books are none.
    #[diesel(sql_type = Numeric)]
    pub despues: Decimal,
}

/// Their existencias are held. The one that came last, last.
pub async fn lotes_contados(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    inventario_id: i64,
    etiquetas: &[PorAjustar],
) -> AppResult<Vec<LoteContado>> {
    Ok(consulta(
        "select e.id as etiqueta_id, l.id as lote_id, l.cantidad, coalesce((
             select sum(m.cantidad) from movimientos m where m.clinica_id = l.clinica_id and m.lote_id = l.id
               and m.id > coalesce(c.movimiento_id, 0) and m.tipo <> 'ajuste'), 0) as despues
         from unnest($3, $4) as c(id, movimiento_id)
         join inventarios_lotes e on e.clinica_id = clinica_actual() and e.inventario_id = $2 and e.id = c.id
         join lotes l on l.clinica_id = e.clinica_id and l.deposito_id = $1 and l.insumo_id = e.insumo_id and l.codigo = e.codigo
           and l.caduca is not distinct from e.caduca
         order by e.id, l.id",
    )
    .bind::<BigInt, _>(deposito_id)
    .bind::<BigInt, _>(inventario_id)
    .bind::<Array<BigInt>, _>(etiquetas.iter().map(|e| e.id).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(etiquetas.iter().map(|e| e.movimiento_id).collect::<Vec<_>>())
    .load(tx.pg())
    .await?)
}
