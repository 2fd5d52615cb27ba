//! Reads of refunds and what services write of them.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::{Devolucion, LineaADevolver, LineaDevolvible, LineaPedida, NuevaDevolucion, Resolucion};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

/// The lines of a sale, each with what may still go back of `pago_id`, or of what is owed when there is none. `aparte` is the
/// request in hand, which is not counted against itself.
pub async fn devolvibles(
    tx: &mut Tx<'_>,
    venta_id: i64,
    pago_id: Option<i64>,
    aparte: Option<i64>,
) -> AppResult<Vec<LineaDevolvible>> {
    Ok(consulta(
        "select l.id, l.descripcion, l.insumo_id, l.afecto, l.iva, l.total, a.cobrado, a.pagado, n.acreditado, d.pedido, d.por_acreditar
         from ventas_lineas l
         cross join lateral (
           select coalesce(sum(x.monto), 0) as pagado,
             coalesce(sum(x.monto) filter (where p.id = $2 or p.reversa_de = $2), 0) as cobrado
           from asignaciones x join pagos p on p.clinica_id = x.clinica_id and p.id = x.pago_id
           where x.clinica_id = l.clinica_id and x.venta_linea_id = l.id) a
         cross join lateral (
           select coalesce(sum(x.monto), 0) as acreditado from notas_credito_lineas x
           where x.clinica_id = l.clinica_id and x.venta_linea_id = l.id) n
         cross join lateral (
           select coalesce(sum(x.monto) filter (where v.pago_id is not distinct from $2), 0) as pedido,
             coalesce(sum(x.monto) filter (where v.con_nota), 0) as por_acreditar
           from devoluciones_lineas x join devoluciones v on v.clinica_id = x.clinica_id and v.id = x.devolucion_id
           where x.clinica_id = l.clinica_id and x.venta_linea_id = l.id and v.id is distinct from $3
             and (v.estado = 'solicitada' or v.estado = 'aprobada' and v.pago_id is not null)) d
         where l.venta_id = $1 order by l.numero",
    )
    .bind::<BigInt, _>(venta_id)
    .bind::<Nullable<BigInt>, _>(pago_id)
    .bind::<Nullable<BigInt>, _>(aparte)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The request and its lines in one statement.
pub async fn solicitar(tx: &mut Tx<'_>, nueva: &NuevaDevolucion) -> AppResult<i64> {
    let lineas = &nueva.lineas;
    let fila: Id = consulta(
        "with d as (
           insert into devoluciones (clinica_id, venta_id, pago_id, medio, moneda, monto, con_nota, motivo)
           select $1, v.id, $3, $4, v.moneda, (select coalesce(sum(m), 0) from unnest($8) m), $5, $6 from ventas v where v.id = $2
           returning id),
         l as (
           insert into devoluciones_lineas (clinica_id, devolucion_id, venta_linea_id, monto, vuelve)
           select $1, d.id, l.* from d, unnest($7, $8, $9) as l)
         select id from d",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nueva.venta_id)
    .bind::<Nullable<BigInt>, _>(nueva.pago_id)
    .bind::<Nullable<Text>, _>(nueva.medio)
    .bind::<Bool, _>(nueva.con_nota)
    .bind::<Text, _>(&nueva.motivo)
    .bind::<Array<BigInt>, _>(lineas.iter().map(|l| l.venta_linea_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(lineas.iter().map(|l| l.monto).collect::<Vec<_>>())
    .bind::<Array<Bool>, _>(lineas.iter().map(|l| l.vuelve).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

const DEVOLUCION: &str = "select d.id, d.venta_id, d.pago_id, ps.prefijo || '-' || p.folio as pago, d.medio, d.moneda, d.monto, d.con_nota, d.motivo,
    d.estado, d.creado at time zone cl.zona as creado, su.nombre as solicitante, d.creado_por = membresia_actual() as propia,
    d.resuelta at time zone cl.zona as resuelta, d.resuelta_por, ru.nombre as quien_resolvio,
    coalesce(d.resuelta_por = membresia_actual(), false) as resuelta_aqui, d.resolucion, d.reverso_id,
    rs.prefijo || '-' || r.folio as reverso,
    (select -sum(m.monto) from pagos_medios m where m.clinica_id = d.clinica_id and m.pago_id = d.reverso_id and m.medio <> 'redondeo') as entregado,
    n.id as nota_id, ns.prefijo || '-' || n.folio as nota, v.pagador,
    (select max(s.id) from sesiones_caja s where s.responsable = membresia_actual() and s.estado in ('abierta', 'reabierta')) as mi_sesion
  from devoluciones d join clinicas cl on cl.id = d.clinica_id
  join ventas v on v.clinica_id = d.clinica_id and v.id = d.venta_id
  join membresias sm on sm.clinica_id = d.clinica_id and sm.id = d.creado_por join usuarios su on su.id = sm.usuario_id
  left join membresias rm on rm.clinica_id = d.clinica_id and rm.id = d.resuelta_por left join usuarios ru on ru.id = rm.usuario_id
  left join pagos p on p.clinica_id = d.clinica_id and p.id = d.pago_id
  left join series ps on ps.clinica_id = p.clinica_id and ps.id = p.serie_id
  left join pagos r on r.clinica_id = d.clinica_id and r.id = d.reverso_id
  left join series rs on rs.clinica_id = r.clinica_id and rs.id = r.serie_id
  left join notas_credito n on n.clinica_id = d.clinica_id and n.devolucion_id = d.id
  left join series ns on ns.clinica_id = n.clinica_id and ns.id = n.serie_id";

pub async fn devolucion(tx: &mut Tx<'_>, id: i64) -> AppResult<Devolucion> {
    Ok(consulta(format!("{DEVOLUCION} where d.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// Held until the end: of two that decide, or pay, one finds it done. The sale is held before.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64, estado: &str) -> AppResult<()> {
    let filas = consulta("select id from devoluciones where id = $1 and estado = $2 for no key update")
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(estado)
        .execute(tx.pg())
        .await?;
    if filas == 1 { Ok(()) } else { Err(rechazo("devolucion_otro_estado")) }
}

pub async fn lineas(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<LineaADevolver>> {
    Ok(consulta(
        "select x.venta_linea_id, x.monto, x.vuelve from devoluciones_lineas x
         join ventas_lineas l on l.clinica_id = x.clinica_id and l.id = x.venta_linea_id
         where x.devolucion_id = $1 order by l.numero",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

pub async fn pedidas(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<LineaPedida>> {
    Ok(consulta(
        "select l.descripcion, x.monto, x.vuelve from devoluciones_lineas x
         join ventas_lineas l on l.clinica_id = x.clinica_id and l.id = x.venta_linea_id
         where x.devolucion_id = $1 order by l.numero",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

pub async fn resolver(tx: &mut Tx<'_>, id: i64, como: Resolucion, texto: &str) -> AppResult<()> {
    consulta(
        "update devoluciones set estado = $2, resuelta = ahora(), resuelta_por = membresia_actual(), resolucion = $3 where id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(como.codigo())
    .bind::<Text, _>(texto)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// By who asked for it, while nobody has paid it. Zero rows: it is somebody else's, or in another state.
pub async fn retirar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let filas = consulta(
        "update devoluciones d set estado = 'retirada' where id = $1 and creado_por = membresia_actual()
           and (estado = 'solicitada' or estado = 'aprobada' and pago_id is not null)",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    if filas == 1 { Ok(()) } else { Err(rechazo("devolucion_otro_estado")) }
}

pub async fn pagar(tx: &mut Tx<'_>, id: i64, reverso_id: i64) -> AppResult<()> {
    consulta("update devoluciones set estado = 'pagada', reverso_id = $2 where id = $1")
        .bind::<BigInt, _>(id)
        .bind::<BigInt, _>(reverso_id)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Something of the payment was given back, or may be soon.
pub async fn hay_de_pago(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<bool> {
    hay(tx, "pago_id", pago_id).await
}

pub async fn hay_de_venta(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<bool> {
    hay(tx, "venta_id", venta_id).await
}

async fn hay(tx: &mut Tx<'_>, columna: &'static str, id: i64) -> AppResult<bool> {
    let sql = format!(
        "select from devoluciones where {columna} = $1 and estado in ('solicitada', 'aprobada', 'pagada') limit 1"
    );
    Ok(consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await? == 1)
}

/// What a payment has given back so far, in money: negative lines of its refunds, without their redondeo.
pub async fn dinero_devuelto(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<(Decimal, Decimal)> {
    let fila: Devuelto = consulta(
        "select coalesce(-sum(m.monto), 0) as cubierto, coalesce(-sum(m.monto) filter (where m.medio <> 'redondeo'), 0) as dinero
         from pagos p join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id
         where p.reversa_de = $1 and p.tipo = 'devolucion'",
    )
    .bind::<BigInt, _>(pago_id)
    .get_result(tx.pg())
    .await?;
    Ok((fila.cubierto, fila.dinero))
}

#[derive(QueryableByName)]
struct Devuelto {
    #[diesel(sql_type = Numeric)]
    cubierto: Decimal,
    #[diesel(sql_type = Numeric)]
    dinero: Decimal,
}

pub const PAGINA: i64 = 50;

/// Those that wait for somebody (or all), the newest first, and one row more when there is another page.
pub async fn listar(
    tx: &mut Tx<'_>,
    todas: bool,
    venta: Option<i64>,
    antes: Option<i64>,
) -> AppResult<Vec<Devolucion>> {
    let condicion = match (venta, todas) {
        (Some(_), _) => "d.venta_id = $2",
        (None, true) => "$2 is null",
        (None, false) => "$2 is null and (d.estado = 'solicitada' or d.estado = 'aprobada' and d.pago_id is not null)",
    };
    Ok(consulta(format!("{DEVOLUCION} where d.id < $1 and {condicion} order by d.id desc limit $3"))
        .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
        .bind::<Nullable<BigInt>, _>(venta)
        .bind::<BigInt, _>(PAGINA + 1)
        .load(tx.pg())
        .await?)
}
