//! Reads and the one write of the ledger of payments.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use super::model::{Asignacion, LineaPagada, NuevoPago, Pago, Recibo, Registrado};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// The folio and all that hangs from it in one statement, so that the series is held as briefly as can be.
pub async fn registrar(tx: &mut Tx<'_>, pago: &NuevoPago<'_>) -> AppResult<Registrado> {
    Ok(consulta(
        "with f as (update series set ultimo = ultimo + 1 where id = $3 returning ultimo),
         p as (
           insert into pagos (clinica_id, sesion_id, serie_id, folio, tipo, paciente_id, pagador, moneda, total, vuelto, reversa_de, motivo, aprobado_por)
           select $1, $2, $3, f.ultimo, $4, $5, $6, $7, $8, $9, $10, $11, $19 from f
           returning id, folio, en),
         m as (
           insert into pagos_medios (clinica_id, pago_id, medio, monto, referencia)
           select $1, p.id, m.medio, m.monto, m.referencia from p, unnest($12, $13, $14) as m(medio, monto, referencia)),
         a as (
           insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto)
           select $1, p.id, a.linea, a.monto from p, unnest($15, $16) as a(linea, monto)),
         b as (
           insert into abonos (clinica_id, paciente_id, pago_id, monto) select $1, $5, p.id, b from p, unnest($20) as b),
         i as (update idempotencia i set resultado = coalesce($18, p.id) from p where i.clave = $17)
         select p.id, p.folio, p.en at time zone cl.zona as fecha, pa.vigente_id as paciente_id, pa.correo, pa.nombre, (select plantillas_propias()) as plantillas
         from p join clinicas cl on cl.id = $1 left join pacientes_breves pa on pa.clinica_id = $1 and pa.id = $5",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(pago.sesion_id)
    .bind::<BigInt, _>(pago.serie_id)
    .bind::<Text, _>(pago.tipo.codigo())
    .bind::<Nullable<BigInt>, _>(pago.paciente_id)
    .bind::<Text, _>(pago.pagador)
    .bind::<Text, _>(pago.moneda)
    .bind::<Numeric, _>(pago.total)
    .bind::<Numeric, _>(pago.vuelto)
    .bind::<Nullable<BigInt>, _>(pago.reversa_de)
    .bind::<Text, _>(pago.motivo)
    .bind::<Array<Text>, _>(pago.medios.iter().map(|m| m.medio.as_str()).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(pago.medios.iter().map(|m| m.monto).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(pago.medios.iter().map(|m| m.referencia.as_str()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(pago.asignaciones.iter().map(|a| a.venta_linea_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(pago.asignaciones.iter().map(|a| a.monto).collect::<Vec<_>>())
    .bind::<SqlUuid, _>(pago.clave)
    .bind::<Nullable<BigInt>, _>(pago.resultado)
    .bind::<Nullable<BigInt>, _>(pago.tipo.aprobado_por())
    .bind::<Array<Numeric>, _>(pago.abonos)
    .get_result(tx.pg())
    .await?)
}

pub(in crate::caja) const PAGO: &str = "select p.id, p.sesion_id, s.prefijo, p.folio, p.tipo, p.paciente_id, p.pagador, p.moneda, p.total, p.vuelto, p.en,
    p.en at time zone cl.zona as fecha, su.nombre as sucursal, pa.nombre as paciente, u.nombre as quien,
    (select r.id from pagos r where r.clinica_id = p.clinica_id and r.reversa_de = p.id and r.tipo = 'anulacion') as anulado_por,
    pm.codigos, pm.montos, pm.referencias
  from pagos p join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id
  join clinicas cl on cl.id = p.clinica_id
  join sucursales su on su.clinica_id = s.clinica_id and su.id = s.sucursal_id
  join membresias m on m.clinica_id = p.clinica_id and m.id = p.por join usuarios u on u.id = m.usuario_id
  left join pacientes_breves pa on pa.clinica_id = p.clinica_id and pa.id = p.paciente_id
  cross join lateral (
    select array_agg(x.medio order by x.id) as codigos, array_agg(x.monto order by x.id) as montos,
      array_agg(x.referencia order by x.id) as referencias
    from pagos_medios x where x.clinica_id = p.clinica_id and x.pago_id = p.id) pm";

pub async fn pago(tx: &mut Tx<'_>, id: i64) -> AppResult<Pago> {
    Ok(consulta(format!("{PAGO} where p.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// What it covers of each line, with what was moved since.
pub async fn asignaciones(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Vec<Asignacion>> {
    Ok(consulta("select venta_linea_id, sum(monto) as monto from asignaciones where pago_id = $1 group by 1 having sum(monto) <> 0 order by 1")
        .bind::<BigInt, _>(pago_id)
        .load(tx.pg())
        .await?)
}

/// As it was handed over: what was moved since changes no paper.
pub async fn recibo(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Recibo> {
    let pago = pago(tx, pago_id).await?;
    let lineas: Vec<LineaPagada> = consulta(
        "(select l.venta_id, l.descripcion, l.cantidad, l.descuento, l.total, a.monto from asignaciones a
           join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
           where a.pago_id = $1 and a.reasignacion_id is null order by a.id)
         union all
         select null, 'A favor del paciente', 1, 0, abs(b.monto), b.monto from abonos b
         join pagos p on p.clinica_id = b.clinica_id and p.id = b.pago_id and sign(p.total) = sign(b.monto)
         where b.pago_id = $1 and b.reasignacion_id is null",
    )
    .bind::<BigInt, _>(pago_id)
    .load(tx.pg())
    .await?;
    Ok(Recibo { pago, lineas })
}

/// Payments and reversals of a session, newest first.
pub async fn de_sesion(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<Pago>> {
    let sql = format!("{PAGO} where p.sesion_id = $1 order by p.id desc limit 200");
    Ok(consulta(sql).bind::<BigInt, _>(sesion_id).load(tx.pg()).await?)
}

/// Payments and reversals of a sale, in their order.
pub async fn de_venta(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<Vec<Pago>> {
    let sql = format!(
        "{PAGO} where p.id in (select a.pago_id from ventas_lineas l join asignaciones a on a.clinica_id = l.clinica_id
           and a.venta_linea_id = l.id where l.venta_id = $1) order by p.id"
    );
    Ok(consulta(sql).bind::<BigInt, _>(venta_id).load(tx.pg()).await?)
}

/// Sales a payment went to, and how much of it.
pub async fn por_venta(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Vec<ParteDeVenta>> {
    Ok(consulta(
        "select l.venta_id, v.cita_id, sum(a.monto) as monto from asignaciones a
         join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
         join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
         where a.pago_id = $1 group by l.venta_id, v.cita_id having sum(a.monto) <> 0 order by l.venta_id",
    )
    .bind::<BigInt, _>(pago_id)
    .load(tx.pg())
    .await?)
}

#[derive(Debug, Clone, QueryableByName)]
pub struct ParteDeVenta {
    #[diesel(sql_type = BigInt)]
    pub venta_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = Numeric)]
    pub monto: rust_decimal::Decimal,
}

#[derive(QueryableByName)]
struct Impresion {
    #[diesel(sql_type = Bool)]
    original: bool,
}

/// Writes down a printing of a payment that exists in this clinic; true for the first one. Of two at once the index lets
/// one be it.
pub async fn imprimir(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<bool> {
    let fila: Impresion = consulta(
        "with o as (
           insert into recibos_impresos (clinica_id, pago_id, original) select clinica_id, id, true from pagos where id = $1
           on conflict do nothing returning original),
         c as (
           insert into recibos_impresos (clinica_id, pago_id) select clinica_id, id from pagos
           where id = $1 and not exists (select from o) returning original)
         select original from o union all select original from c",
    )
    .bind::<BigInt, _>(pago_id)
    .get_result(tx.pg())
    .await?;
    Ok(fila.original)
}
