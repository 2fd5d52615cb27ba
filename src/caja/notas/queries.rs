//! Reads of notes of credit and the one write of them.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::{LineaAcreditada, LineaDeNota, Nota, NuevaNota};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The folio and all that hangs from it in one statement, so that the series is held as briefly as can be. It is of the sucursal
/// that sold.
pub async fn emitir(tx: &mut Tx<'_>, nota: &NuevaNota<'_>) -> AppResult<i64> {
    let cifra = |de: fn(&LineaAcreditada) -> Decimal| nota.lineas.iter().map(de).collect::<Vec<_>>();
    let fila: Id = consulta(
        "with v as (
           select v.id, v.clinica_id, v.moneda, c.sucursal_id from ventas v
           join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
           join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id where v.id = $2),
         f as (
           update series s set ultimo = s.ultimo + 1 from v
           where s.clinica_id = v.clinica_id and s.sucursal_id = v.sucursal_id and s.documento = 'nota_credito'
           returning s.id, s.ultimo),
         n as (
           insert into notas_credito (clinica_id, serie_id, folio, venta_id, devolucion_id, moneda, exento, neto, iva, total, motivo, aprobado_por)
           select $1, f.id, f.ultimo, v.id, $3, v.moneda, $4, $6 - $4 - $5, $5, $6, $7, $8 from f, v
           returning id),
         l as (
           insert into notas_credito_lineas (clinica_id, nota_id, venta_linea_id, monto, iva)
           select $1, n.id, l.* from n, unnest($9, $10, $11) as l)
         select id from n",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nota.venta_id)
    .bind::<BigInt, _>(nota.devolucion_id)
    .bind::<Numeric, _>(nota.exento())
    .bind::<Numeric, _>(nota.iva())
    .bind::<Numeric, _>(nota.total())
    .bind::<Text, _>(nota.motivo)
    .bind::<BigInt, _>(nota.aprobado_por)
    .bind::<Array<BigInt>, _>(nota.lineas.iter().map(|l| l.venta_linea_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|l| l.monto))
    .bind::<Array<Numeric>, _>(cifra(|l| l.iva))
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

pub async fn nota(tx: &mut Tx<'_>, id: i64) -> AppResult<Nota> {
    Ok(consulta(
        "select n.id, s.prefijo, n.folio, su.nombre as sucursal, n.en at time zone cl.zona as fecha, n.venta_id, n.devolucion_id, v.pagador,
           n.moneda, n.exento, n.neto, n.iva, n.total, n.motivo, u.nombre as quien, au.nombre as aprobo
         from notas_credito n join clinicas cl on cl.id = n.clinica_id
         join series s on s.clinica_id = n.clinica_id and s.id = n.serie_id
         join sucursales su on su.clinica_id = s.clinica_id and su.id = s.sucursal_id
         join ventas v on v.clinica_id = n.clinica_id and v.id = n.venta_id
         join membresias m on m.clinica_id = n.clinica_id and m.id = n.por join usuarios u on u.id = m.usuario_id
         join membresias am on am.clinica_id = n.clinica_id and am.id = n.aprobado_por join usuarios au on au.id = am.usuario_id
         where n.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn lineas(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<LineaDeNota>> {
    Ok(consulta(
        "select l.descripcion, l.total, x.monto from notas_credito_lineas x
         join ventas_lineas l on l.clinica_id = x.clinica_id and l.id = x.venta_linea_id where x.nota_id = $1 order by l.numero",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Impresion {
    #[diesel(sql_type = Bool)]
    original: bool,
}

/// Writes down a printing of a note that exists in this clinic; true for the first one.
pub async fn imprimir(tx: &mut Tx<'_>, nota_id: i64) -> AppResult<bool> {
    let fila: Impresion = consulta(
        "with o as (
           insert into recibos_impresos (clinica_id, nota_id, original) select clinica_id, id, true from notas_credito where id = $1
           on conflict do nothing returning original),
         c as (
           insert into recibos_impresos (clinica_id, nota_id) select clinica_id, id from notas_credito
           where id = $1 and not exists (select from o) returning original)
         select original from o union all select original from c",
    )
    .bind::<BigInt, _>(nota_id)
    .get_result(tx.pg())
    .await?;
    Ok(fila.original)
}

/// The series of the notes of a sucursal, whichever of its drawers sold.
pub async fn crear_serie(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
    consulta(
        "insert into series (clinica_id, sucursal_id, documento, prefijo)
         select $1, $2, 'nota_credito', 'N' || count(*) + 1 from series where documento = 'nota_credito'",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sucursal_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}
