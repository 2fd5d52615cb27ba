//! Reads and writes of sales.

use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::model::{Emision, Emitida, Linea, Lista, Mostrador, NuevaLinea, PorCobrar, Tarifa, Venta};
use crate::caja::presupuestos::queries::prometidas_sql;
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult, interno};

/// What the cita and each of these codes cost today. A cita is one that is to happen, is happening or did, the same that
/// `por_cobrar` offers: what was called off or moved to another row takes no money and consumes no recipe.
pub async fn tarifas(
    tx: &mut Tx<'_>,
    cita_id: Option<i64>,
    codigos: &[String],
    convenio_id: Option<i64>,
) -> AppResult<Vec<Tarifa>> {
    let convenio = "with co as (select id from convenios where id = $3 and estado = 'activo')";
    let tarifas: Vec<Tarifa> =
        consulta(format!("{convenio} {DE_CITA} union all {DE_CATALOGO} where p.codigo = any ($2)"))
            .bind::<Nullable<BigInt>, _>(cita_id)
            .bind::<Array<Text>, _>(codigos)
            .bind::<Nullable<BigInt>, _>(convenio_id)
            .load(tx.pg())
            .await?;
    let falta = cita_id.is_some() && !tarifas.iter().any(|t| t.cita_id.is_some());
    if falta { Err(AppError::NoEncontrado) } else { Ok(tarifas) }
}

/// `co` is the convenio, of one row or none.
const DE_CITA: &str = "select c.prestacion_id, c.prestacion_codigo as codigo, c.prestacion as nombre, coalesce(cp.precio, c.precio) as precio,
    c.moneda, c.iva = 'afecto' as afecta, co.id as convenio_id, c.id as cita_id, c.profesional_id, c.paciente_id, c.paciente
  from citas_detalle c left join co on true left join convenios_precios cp on cp.convenio_id = co.id and cp.prestacion_id = c.prestacion_id
  where c.id = $1 and c.bloquea and c.estado <> 'retenida'";

const DE_CATALOGO: &str = "select p.id, p.codigo, p.nombre, coalesce(cp.precio, p.precio), p.moneda, p.afecta, co.id, null::bigint, null::bigint,
    null::bigint, null
  from prestaciones_en_venta p left join co on true left join convenios_precios cp on cp.convenio_id = co.id and cp.prestacion_id = p.id";

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = Jsonb)]
    mostrador: Value,
}

/// Amounts travel as text: a float would change them.
pub async fn mostrador(
    tx: &mut Tx<'_>,
    cita_id: Option<i64>,
    paciente_id: Option<i64>,
    lista: Lista,
    clave: Option<Uuid>,
    prometidas: &[i64],
) -> AppResult<Mostrador> {
    let (convenio_id, la_ultima) = match lista {
        Lista::De(convenio) => (convenio, false),
        Lista::LaUltima => (None, true),
    };
    let fila: Fila = consulta(format!(
        "with quien as (
           select vigente_id as id, nombre from pacientes_breves where id = coalesce((select paciente_id from citas_detalle where id = $1), $2)),
         suyas as (
           select id from pacientes where clinica_id = clinica_actual() and id = (select id from quien)
           union all select id from pacientes where clinica_id = clinica_actual() and fusionado_en = (select id from quien)),
         ultima as (
           select v.convenio_id from ventas v where $4 and v.paciente_id = (select id from quien) order by v.id desc limit 1),
         co as (select id from convenios where id = coalesce($3, (select convenio_id from ultima)) and estado = 'activo'),
         t as ({DE_CITA} union all {DE_CATALOGO})
         select jsonb_build_object(
           'tarifas', coalesce((select jsonb_agg(to_jsonb(t) || jsonb_build_object('precio', t.precio::text) order by t.nombre) from t), '[]'),
           'profesionales', coalesce((select jsonb_agg(to_jsonb(x) order by x.nombre) from (
             select id, nombre from profesionales_breves where activo) x), '[]'),
           'convenios', coalesce((select jsonb_agg(to_jsonb(x) order by x.nombre) from (
             select id, nombre from convenios where estado = 'activo') x), '[]'),
           'convenio_id', (select id from co),
           'paciente', (select to_jsonb(quien) from quien),
           'a_favor', coalesce((select sum(a.monto) from abonos a where a.paciente_id in (select id from suyas)), 0)::text,
           'pagadores', coalesce((select jsonb_agg(distinct x.nombre) from contactos_por_paciente x
             where x.pagador and x.paciente_id in (select id from suyas)), '[]'),
           'prometidas', coalesce((select jsonb_agg(to_jsonb(x) || jsonb_build_object('precio', x.precio::text, 'cantidad', x.cantidad::text,
             'bruto', x.bruto::text, 'descuento', x.descuento::text)) from ({}) x), '[]'),
           'hecha', (select resultado from idempotencia where clave = $5 and operacion = 'venta')) as mostrador",
        prometidas_sql("$6")
    ))
    .bind::<Nullable<BigInt>, _>(cita_id)
    .bind::<Nullable<BigInt>, _>(paciente_id)
    .bind::<Nullable<BigInt>, _>(convenio_id)
    .bind::<Bool, _>(la_ultima)
    .bind::<Nullable<SqlUuid>, _>(clave)
    .bind::<Array<BigInt>, _>(prometidas)
    .get_result(tx.pg())
    .await?;
    let mostrador: Mostrador = serde_json::from_value(fila.mostrador).map_err(interno)?;
    let falta =
        cita_id.is_some() && mostrador.cita().is_none() || paciente_id.is_some() && mostrador.paciente.is_none();
    if falta { Err(AppError::NoEncontrado) } else { Ok(mostrador) }
}

/// The sale and its lines in one statement.
pub async fn emitir(tx: &mut Tx<'_>, emision: &Emision<'_>) -> AppResult<Emitida> {
    let lineas = emision.lineas;
    let cifra = |de: fn(&NuevaLinea) -> Decimal| lineas.iter().map(de).collect::<Vec<_>>();
    Ok(consulta(
        "with v as (
           insert into ventas (clinica_id, sesion_id, paciente_id, cita_id, pagador, moneda, exento, neto, iva, total, pagado, convenio_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7 + $8 + $9, $10, $22) returning id),
         l as (
           insert into ventas_lineas (clinica_id, venta_id, numero, prestacion_id, insumo_id, profesional_id, descripcion,
             cantidad, precio, afecto, iva, total, descuento, descuento_motivo)
           select $1, v.id, l.*, case when l.descuento > 0 then $23 else '' end
           from v, unnest($11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
             as l(numero, prestacion_id, insumo_id, profesional_id, descripcion, cantidad, precio, afecto, iva, total, descuento)
           returning id, numero)
         select (select id from v) as venta_id, array_agg(l.id order by l.numero) as lineas from l",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(emision.sesion_id)
    .bind::<Nullable<BigInt>, _>(emision.paciente_id)
    .bind::<Nullable<BigInt>, _>(emision.cita_id)
    .bind::<Text, _>(emision.pagador)
    .bind::<Text, _>(emision.moneda)
    .bind::<Numeric, _>(emision.exento)
    .bind::<Numeric, _>(emision.neto)
    .bind::<Numeric, _>(emision.iva)
    .bind::<Numeric, _>(emision.pagado)
    .bind::<Array<Integer>, _>((1..).take(lineas.len()).collect::<Vec<i32>>())
    .bind::<Array<Nullable<BigInt>>, _>(lineas.iter().map(|l| l.prestacion_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(lineas.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(lineas.iter().map(|l| l.profesional_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lineas.iter().map(|l| l.descripcion.as_str()).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|l| l.cantidad))
    .bind::<Array<Numeric>, _>(cifra(|l| l.precio))
    .bind::<Array<Bool>, _>(lineas.iter().map(|l| l.afecto).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|l| l.iva))
    .bind::<Array<Numeric>, _>(cifra(|l| l.total))
    .bind::<Array<Numeric>, _>(cifra(|l| l.descuento))
    .bind::<Nullable<BigInt>, _>(emision.convenio_id)
    .bind::<Text, _>(emision.descuento_motivo)
    .get_result(tx.pg())
    .await?)
}

const VENTA: &str = "select id, sesion_id, paciente_id, cita_id, pagador,
    (select c.nombre from convenios c where c.clinica_id = ventas.clinica_id and c.id = ventas.convenio_id) as convenio, estado, moneda,
    exento, neto, iva, total, pagado, acreditado, emitida, anulada_motivo,
    (select max(s.id) from sesiones_caja s where s.responsable = membresia_actual() and s.estado in ('abierta', 'reabierta')) as mi_sesion
  from ventas";

pub async fn venta(tx: &mut Tx<'_>, id: i64) -> AppResult<Venta> {
    Ok(consulta(format!("{VENTA} where id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// Held until the end, so that two payments cannot cover the same balance.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Venta> {
    let sql = format!("{VENTA} where id = $1 for no key update");
    Ok(consulta(sql).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// Those of a patient, or of whoever was merged into them, among these; held in their order.
pub async fn bloquear_de(tx: &mut Tx<'_>, paciente: i64, ids: &[i64]) -> AppResult<Vec<Venta>> {
    let sql = format!(
        "{VENTA} where id = any ($1) and estado = 'emitida' and paciente_id in (
           select id from pacientes where clinica_id = clinica_actual() and id = $2
           union all select id from pacientes where clinica_id = clinica_actual() and fusionado_en = $2)
         order by id for no key update"
    );
    Ok(consulta(sql).bind::<Array<BigInt>, _>(ids).bind::<BigInt, _>(paciente).load(tx.pg()).await?)
}

pub async fn lineas(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<Vec<Linea>> {
    Ok(consulta(
        "select l.id, l.descripcion, (select p.nombre from profesionales_breves p where p.clinica_id = l.clinica_id and p.id = l.profesional_id) as profesional,
           l.cantidad, l.precio, l.descuento, l.descuento_motivo, l.afecto, l.total, l.total - coalesce(
           (select sum(a.monto) from asignaciones a where a.clinica_id = l.clinica_id and a.venta_linea_id = l.id), 0) - coalesce(
           (select sum(n.monto) from notas_credito_lineas n where n.clinica_id = l.clinica_id and n.venta_linea_id = l.id), 0) as debe
         from ventas_lineas l where l.venta_id = $1 order by l.numero",
    )
    .bind::<BigInt, _>(venta_id)
    .load(tx.pg())
    .await?)
}

/// Adds what a payment covered of a sale, or takes it off again.
pub async fn sumar_pagado(tx: &mut Tx<'_>, venta_id: i64, monto: Decimal) -> AppResult<()> {
    consulta("update ventas set pagado = pagado + $2 where id = $1")
        .bind::<BigInt, _>(venta_id)
        .bind::<Numeric, _>(monto)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// What a note credits counts as paid; what was given back does not count any more.
pub async fn acreditar(tx: &mut Tx<'_>, venta_id: i64, pagado: Decimal, acreditado: Decimal) -> AppResult<()> {
    consulta("update ventas set pagado = pagado + $2, acreditado = acreditado + $3 where id = $1")
        .bind::<BigInt, _>(venta_id)
        .bind::<Numeric, _>(pagado)
        .bind::<Numeric, _>(acreditado)
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn anular(tx: &mut Tx<'_>, venta_id: i64, motivo: &str) -> AppResult<()> {
    consulta(
        "update ventas set estado = 'anulada', anulada = ahora(), anulada_por = membresia_actual(), anulada_motivo = $2 where id = $1",
    )
    .bind::<BigInt, _>(venta_id)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// What can be charged now: citas of today that have no sale, and sales with a balance, oldest first.
pub async fn por_cobrar(tx: &mut Tx<'_>) -> AppResult<Vec<PorCobrar>> {
    Ok(consulta(
        "with dia as (
           select (t.hoy)::timestamp at time zone zona as desde, (t.hoy + 1)::timestamp at time zone zona as hasta
           from clinicas, lateral (select (ahora() at time zone zona)::date as hoy) t),
         c as (
           select c.id as cita_id, null::bigint as venta_id, c.paciente, c.prestacion as detalle, c.inicio as desde, c.precio as monto
           from citas_detalle c
           where c.inicio >= (select desde from dia) and c.inicio < (select hasta from dia) and c.pago = 'NP'
             and c.estado in ('reservada', 'confirmada', 'llego', 'en_atencion', 'atendida')
             and not exists (select from ventas v where v.clinica_id = c.clinica_id and v.cita_id = c.id and v.estado = 'emitida')),
         v as (
           select v.cita_id, v.id as venta_id, coalesce(pa.nombre, v.pagador) as paciente, 'Venta ' || v.id as detalle,
             v.emitida as desde, v.total - v.pagado as monto
           from ventas v left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
           where not v.saldada and v.estado = 'emitida' order by v.id limit 100)
         select * from c union all select * from v order by desde, cita_id, venta_id",
    )
    .load(tx.pg())
    .await?)
}
