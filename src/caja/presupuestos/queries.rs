//! Reads of budgets, and what services write of them.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use serde_json::Value;

use super::model::{Cumplida, Documento, EnLista, Linea, Presupuesto, Prometida, Resolucion, Tomado, VentaHecha};
use crate::caja::ventas::NuevaLinea;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno, rechazo};

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The series of the budgets of a sucursal; the second who makes it finds it made.
pub async fn crear_serie(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
    consulta(
        "insert into series (clinica_id, sucursal_id, documento, prefijo)
         select $1, $2, 'presupuesto', 'P' || (select count(*) from sucursales where id <= $2)
         where not exists (select from series where sucursal_id = $2 and documento = 'presupuesto')
         on conflict do nothing",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sucursal_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The folio and all that hangs from it in one statement, so that the series is held as briefly as can be.
pub async fn crear(tx: &mut Tx<'_>, sucursal_id: i64, documento: &Documento<'_>) -> AppResult<i64> {
    let Documento { nuevo, moneda, lineas } = *documento;
    let fila: Id = consulta(
        "with f as (
           update series set ultimo = ultimo + 1 where sucursal_id = $2 and documento = 'presupuesto' returning id, ultimo),
         p as (
           insert into presupuestos (clinica_id, serie_id, folio, paciente_id, convenio_id, moneda, valido_hasta, nota, descuento_motivo)
           select $1, f.id, f.ultimo, $3, $4, $5, $6, $7, $8 from f returning id)
         select id from p",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sucursal_id)
    .bind::<BigInt, _>(nuevo.paciente_id)
    .bind::<Nullable<BigInt>, _>(nuevo.pedido.convenio_id)
    .bind::<Text, _>(moneda)
    .bind::<Date, _>(nuevo.valido_hasta)
    .bind::<Text, _>(&nuevo.nota)
    .bind::<Text, _>(&nuevo.pedido.descuentos.motivo)
    .get_result(tx.pg())
    .await?;
    poner_lineas(tx, fila.id, lineas).await?;
    Ok(fila.id)
}

/// Held: its lines are put anew. Zero rows: somebody else changed it.
pub async fn editar(tx: &mut Tx<'_>, id: i64, version: i32, documento: &Documento<'_>) -> AppResult<()> {
    let nuevo = documento.nuevo;
    let filas = consulta(
        "with p as (
           update presupuestos set version = version + 1, edicion = edicion + 1, convenio_id = $3, valido_hasta = $4, nota = $5, descuento_motivo = $6
           where id = $1 and version = $2 returning id),
         l as (delete from presupuestos_lineas where presupuesto_id in (select id from p))
         select id from p",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .bind::<Nullable<BigInt>, _>(nuevo.pedido.convenio_id)
    .bind::<Date, _>(nuevo.valido_hasta)
    .bind::<Text, _>(&nuevo.nota)
    .bind::<Text, _>(&nuevo.pedido.descuentos.motivo)
    .execute(tx.pg())
    .await?;
    if filas == 0 {
        return Err(rechazo("presupuestos_version"));
    }
    poner_lineas(tx, id, documento.lineas).await
}

async fn poner_lineas(tx: &mut Tx<'_>, id: i64, lineas: &[NuevaLinea]) -> AppResult<()> {
    let cifra = |de: fn(&NuevaLinea) -> Decimal| lineas.iter().map(de).collect::<Vec<_>>();
    consulta(
        "insert into presupuestos_lineas (clinica_id, presupuesto_id, numero, prestacion_id, insumo_id, descripcion, cantidad, precio, descuento,
           afecto, total)
         select $1, $2, l.* from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11) as l",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(id)
    .bind::<Array<Integer>, _>((1..).take(lineas.len()).collect::<Vec<i32>>())
    .bind::<Array<Nullable<BigInt>>, _>(lineas.iter().map(|l| l.prestacion_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(lineas.iter().map(|l| l.insumo_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lineas.iter().map(|l| l.descripcion.as_str()).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|l| l.cantidad))
    .bind::<Array<Numeric>, _>(cifra(|l| l.precio))
    .bind::<Array<Numeric>, _>(cifra(|l| l.descuento))
    .bind::<Array<Bool>, _>(lineas.iter().map(|l| l.afecto).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cifra(|l| l.total))
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Held until the end; how it stands then, which only a statement after the lock can tell.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Tomado> {
    consulta("select id from presupuestos where id = $1 for no key update")
        .bind::<BigInt, _>(id)
        .get_result::<Id>(tx.pg())
        .await?;
    Ok(consulta(
        "select d.estado, p.estado as guardado from presupuestos_detalle d join presupuestos p on p.clinica_id = d.clinica_id and p.id = d.id
         where d.clinica_id = clinica_actual() and d.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Zero rows: somebody else changed it.
pub async fn resolver(tx: &mut Tx<'_>, id: i64, version: i32, como: Resolucion, motivo: &str) -> AppResult<()> {
    let quien_y_cuando = match como {
        Resolucion::Aceptado => "aceptado = ahora(), aceptado_por = membresia_actual()",
        Resolucion::Rechazado | Resolucion::Anulado => "cerrado = ahora(), cerrado_por = membresia_actual()",
    };
    let sql = format!(
        "update presupuestos set version = version + 1, estado = $2, cerrado_motivo = $3, {quien_y_cuando} where id = $1 and version = $4"
    );
    let filas = consulta(sql)
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(como.codigo())
        .bind::<Text, _>(motivo)
        .bind::<Integer, _>(version)
        .execute(tx.pg())
        .await?;
    if filas == 1 { Ok(()) } else { Err(rechazo("presupuestos_version")) }
}

/// The budgets of these lines, held until the end.
pub async fn sostener(tx: &mut Tx<'_>, lineas: &[i64]) -> AppResult<()> {
    consulta(
        "select p.id from presupuestos p where p.id in (select presupuesto_id from presupuestos_lineas where id = any ($1))
         order by p.id for no key update",
    )
    .bind::<Array<BigInt>, _>(lineas)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The lines of the parameter `lineas`, with what is still to be sold of each.
pub fn prometidas_sql(lineas: &str) -> String {
    format!(
        "select l.id, l.presupuesto_id, p.numero, p.estado, pa.vigente_id as paciente_id, p.convenio_id, p.moneda, p.descuento_motivo,
           l.prestacion_id, l.insumo_id, i.codigo, l.descripcion, l.afecto, l.precio, l.cantidad - l.vendido as cantidad,
           l.total + l.descuento - x.bruto as bruto, l.descuento - x.descuento as descuento
         from presupuestos_lineas l
         join presupuestos_detalle p on p.clinica_id = l.clinica_id and p.id = l.presupuesto_id
         join pacientes_breves pa on pa.clinica_id = p.clinica_id and pa.id = p.paciente_id
         left join insumos_breves i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         cross join lateral (
           select coalesce(sum(c.bruto), 0) as bruto, coalesce(sum(c.descuento), 0) as descuento
           from presupuestos_ventas c
           join ventas_lineas vl on vl.clinica_id = c.clinica_id and vl.id = c.venta_linea_id
           join ventas v on v.clinica_id = vl.clinica_id and v.id = vl.venta_id and v.estado = 'emitida'
           where c.clinica_id = l.clinica_id and c.presupuesto_linea_id = l.id) x
         where l.clinica_id = clinica_actual() and l.id = any ({lineas}) order by l.presupuesto_id, l.numero"
    )
}

pub async fn prometidas(tx: &mut Tx<'_>, lineas: &[i64]) -> AppResult<Vec<Prometida>> {
    Ok(consulta(prometidas_sql("$1")).bind::<Array<BigInt>, _>(lineas).load(tx.pg()).await?)
}

/// The lines `ventas` of a sale fulfil these of their budgets, which are held.
pub async fn cumplir(tx: &mut Tx<'_>, ventas: &[i64], cumplidas: &[Cumplida]) -> AppResult<()> {
    consulta(
        "with c as (
           select * from unnest($2, $3, $4, $5, $6) as c(venta_linea_id, linea_id, cantidad, bruto, descuento)),
         v as (
           insert into presupuestos_ventas (clinica_id, venta_linea_id, presupuesto_linea_id, bruto, descuento)
           select $1, venta_linea_id, linea_id, bruto, descuento from c)
         update presupuestos_lineas l set vendido = l.vendido + s.cantidad
         from (select linea_id, sum(cantidad) as cantidad from c group by linea_id) s where l.id = s.linea_id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Array<BigInt>, _>(ventas)
    .bind::<Array<BigInt>, _>(cumplidas.iter().map(|c| c.linea_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cumplidas.iter().map(|c| c.cantidad).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cumplidas.iter().map(|c| c.bruto).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(cumplidas.iter().map(|c| c.descuento).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The lines of budgets that a sale fulfils.
pub async fn de_venta(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<Vec<i64>> {
    let lineas: Vec<Id> = consulta(
        "select distinct c.presupuesto_linea_id as id from presupuestos_ventas c
         join ventas_lineas l on l.clinica_id = c.clinica_id and l.id = c.venta_linea_id where l.venta_id = $1",
    )
    .bind::<BigInt, _>(venta_id)
    .load(tx.pg())
    .await?;
    Ok(lineas.into_iter().map(|l| l.id).collect())
}

/// What a sale fulfilled may be sold again. Its budgets are held.
pub async fn soltar(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<()> {
    consulta(
        "update presupuestos_lineas l set vendido = l.vendido - s.cantidad
         from (
           select c.presupuesto_linea_id, sum(vl.cantidad) as cantidad from presupuestos_ventas c
           join ventas_lineas vl on vl.clinica_id = c.clinica_id and vl.id = c.venta_linea_id
           where vl.venta_id = $1 group by 1) s
         where l.id = s.presupuesto_linea_id",
    )
    .bind::<BigInt, _>(venta_id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Ficha {
    #[diesel(embed)]
    presupuesto: Presupuesto,
    #[diesel(sql_type = Jsonb)]
    lineas: Value,
}

/// With its lines. Amounts travel as text: a float would change them.
pub async fn presupuesto(tx: &mut Tx<'_>, id: i64) -> AppResult<(Presupuesto, Vec<Linea>)> {
    let ficha: Ficha = consulta(
        "select d.id, d.version, p.edicion, d.numero, su.nombre as sucursal, pa.vigente_id as paciente_id, pa.nombre as paciente, pa.correo,
           pa.bloqueado, d.convenio_id, co.nombre as convenio, d.moneda, d.estado, d.valido_hasta, d.nota, d.descuento_motivo, d.total, d.vendido,
           d.creado at time zone cl.zona as creado, u.nombre as quien, p.aceptado at time zone cl.zona as aceptado,
           p.cerrado at time zone cl.zona as cerrado, p.cerrado_motivo, l.lineas
         from presupuestos_detalle d join clinicas cl on cl.id = d.clinica_id
         join presupuestos p on p.clinica_id = d.clinica_id and p.id = d.id
         join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id
         join sucursales su on su.clinica_id = s.clinica_id and su.id = s.sucursal_id
         join pacientes_breves pa on pa.clinica_id = d.clinica_id and pa.id = d.paciente_id
         left join convenios co on co.clinica_id = d.clinica_id and co.id = d.convenio_id
         join membresias m on m.clinica_id = p.clinica_id and m.id = p.creado_por join usuarios u on u.id = m.usuario_id
         cross join lateral (
           select jsonb_agg(jsonb_build_object(
             'id', l.id, 'codigo', coalesce(pr.codigo, i.codigo), 'es_prestacion', l.prestacion_id is not null, 'descripcion', l.descripcion,
             'cantidad', l.cantidad::text, 'vendido', l.vendido::text, 'precio', l.precio::text, 'descuento', l.descuento::text,
             'total', l.total::text) order by l.numero) as lineas
           from presupuestos_lineas l
           left join prestaciones_en_venta pr on pr.clinica_id = l.clinica_id and pr.id = l.prestacion_id
           left join insumos_breves i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
           where l.clinica_id = d.clinica_id and l.presupuesto_id = d.id) l
         where d.clinica_id = clinica_actual() and d.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?;
    Ok((ficha.presupuesto, serde_json::from_value(ficha.lineas).map_err(interno)?))
}

/// The sales that fulfil some of it, annulled ones too: the oldest first.
pub async fn ventas(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<VentaHecha>> {
    Ok(consulta(
        "select v.id, v.emitida, string_agg(vl.descripcion, ', ' order by vl.numero) as detalle, sum(c.bruto - c.descuento) as monto,
           v.estado = 'anulada' as anulada
         from presupuestos_lineas l
         join presupuestos_ventas c on c.clinica_id = l.clinica_id and c.presupuesto_linea_id = l.id
         join ventas_lineas vl on vl.clinica_id = c.clinica_id and vl.id = c.venta_linea_id
         join ventas v on v.clinica_id = vl.clinica_id and v.id = vl.venta_id
         where l.clinica_id = clinica_actual() and l.presupuesto_id = $1 group by v.clinica_id, v.id order by v.id",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

/// One page, the newest first, and one row more when there is another. Each state has its own part of the index.
pub async fn listar(
    tx: &mut Tx<'_>,
    palabras: &[String],
    estado: &str,
    antes: Option<i64>,
    limite: i64,
) -> AppResult<Vec<EnLista>> {
    let guardado = match estado {
        "" => "d.estado <> $4",
        "vencido" => "p.estado in ('vigente', 'aceptado') and d.estado = $4",
        "cumplido" => "p.estado = 'aceptado' and d.estado = $4",
        _ => "p.estado = $4 and d.estado = $4",
    };
    Ok(consulta(format!(
        "select d.id, d.numero, pa.nombre as paciente, d.creado, d.valido_hasta, d.estado, d.total, d.vendido
         from presupuestos p join presupuestos_detalle d on d.clinica_id = p.clinica_id and d.id = p.id
         join pacientes_breves pa on pa.clinica_id = p.clinica_id and pa.id = p.paciente_id
         where p.clinica_id = clinica_actual() and p.id < $1 and normalizar(pa.nombre) like all ($2) and {guardado}
         order by p.id desc limit $3"
    ))
    .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
    .bind::<Array<Text>, _>(palabras)
    .bind::<BigInt, _>(limite + 1)
    .bind::<Text, _>(estado)
    .load(tx.pg())
    .await?)
}
