//! Reads and writes of the drawer.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::{
    Arqueo, CajaLibre, Conteo, Esperado, Ficha, Fondo, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, PorCerrar,
    Puesto, Sesion, SesionDeCobro, Suceso, Tomada,
};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const SESION: &str = "select s.id, c.nombre as caja, s.estado, s.moneda, s.apertura, s.diferencia_apertura, s.abierta, u.nombre as responsable,
    coalesce((cl.ajustes ->> 'redondea_mixto')::boolean, true) as redondea_mixto, s.responsable = membresia_actual() as propia
  from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
  join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable join usuarios u on u.id = m.usuario_id";

const SUPERVISA: &str = "exists (
    select from membresias_roles mr join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
    where mr.clinica_id = s.clinica_id and mr.membresia_id = membresia_actual() and rp.permiso = 'caja.supervisar')";

/// Whether who asks answers for the session: asked where it is locked, so that it holds until the end.
pub fn a_cargo() -> String {
    format!("coalesce(s.responsable = membresia_actual(), false) or {SUPERVISA} as a_cargo")
}

/// The session the person is responsible for now.
pub async fn mia(tx: &mut Tx<'_>) -> AppResult<Option<Sesion>> {
    Ok(consulta(format!(
        "{SESION} where s.responsable = membresia_actual() and s.estado in ('abierta', 'arqueo', 'reabierta') order by s.id desc limit 1"
    ))
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// As `mia`, with what waits for the person.
pub async fn puesto(tx: &mut Tx<'_>) -> AppResult<Option<Puesto>> {
    Ok(consulta(format!(
        "with m as ({SESION} where s.responsable = membresia_actual() and s.estado in ('abierta', 'arqueo', 'reabierta')
           order by s.id desc limit 1)
         select m.*, (
             select count(*) from traspasos_caja t where t.clinica_id = clinica_actual() and t.estado = 'pendiente'
             and (t.origen_id = m.id and t.pide = 'destino' or t.destino_id = m.id and t.pide = 'origen')) as traspasos,
           {RELEVO_DE} as relevo_de
         from m"
    ))
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// The session that somebody hands to who asks.
const RELEVO_DE: &str = "(select min(r.sesion_id) from relevos_caja r where r.clinica_id = clinica_actual()
    and r.recibe_por = membresia_actual() and r.estado = 'pendiente')";

#[derive(QueryableByName)]
struct Pendiente {
    #[diesel(sql_type = Nullable<BigInt>)]
    relevo_de: Option<i64>,
}

pub async fn relevo_para_mi(tx: &mut Tx<'_>) -> AppResult<Option<i64>> {
    let fila: Pendiente = consulta(format!("select {RELEVO_DE} as relevo_de")).get_result(tx.pg()).await?;
    Ok(fila.relevo_de)
}

pub async fn ficha(tx: &mut Tx<'_>, id: i64) -> AppResult<Ficha> {
    Ok(consulta(format!(
        "with s as ({SESION} where s.id = $1)
         select s.*, x.motivo_apertura, x.contabilizada, r.id as relevo_id,
           coalesce(r.recibe_por = membresia_actual(), false) as relevo_mio,
           array(select v.id from ventas v where v.clinica_id = x.clinica_id and v.sesion_id = x.id and not v.saldada
             and v.estado = 'emitida' order by v.id limit 20) as impagas,
           (select coalesce(sum(v.total - v.pagado), 0) from ventas v where v.clinica_id = x.clinica_id and v.sesion_id = x.id
             and not v.saldada and v.estado = 'emitida') as por_cobrar
         from s join sesiones_caja x on x.clinica_id = clinica_actual() and x.id = s.id
         left join relevos_caja r on r.clinica_id = x.clinica_id and r.sesion_id = x.id and r.estado = 'pendiente'"
    ))
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

pub async fn sesion(tx: &mut Tx<'_>, id: i64) -> AppResult<Sesion> {
    Ok(consulta(format!("{SESION} where s.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn libres(tx: &mut Tx<'_>) -> AppResult<Vec<CajaLibre>> {
    Ok(consulta(
        "select c.id, c.nombre, (
           select x.dejado from sesiones_caja s join cierres_caja x on x.clinica_id = s.clinica_id and x.sesion_id = s.id
           where s.clinica_id = c.clinica_id and s.caja_id = c.id order by s.id desc, x.id desc limit 1) as dejado
         from cajas c
         where c.estado = 'activa' and not exists (select from sesiones_caja s where s.clinica_id = c.clinica_id and s.caja_id = c.id
           and s.estado in ('abierta', 'arqueo', 'reabierta'))
         order by c.nombre",
    )
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// What the last close of a drawer left in it, and how far from that an opening may be without a reason.
pub async fn fondo(tx: &mut Tx<'_>, caja_id: i64) -> AppResult<Fondo> {
    Ok(consulta(
        "select coalesce((cl.ajustes ->> 'umbral_diferencia')::numeric, 0) as umbral, (
           select x.dejado from sesiones_caja s join cierres_caja x on x.clinica_id = s.clinica_id and x.sesion_id = s.id
           where s.clinica_id = cl.id and s.caja_id = $1 order by s.id desc, x.id desc limit 1) as dejado
         from clinicas cl where cl.id = clinica_actual()",
    )
    .bind::<BigInt, _>(caja_id)
    .get_result(tx.pg())
    .await?)
}

/// Opens a drawer, in the hands of who asks. There is no reason for what does not differ.
pub async fn abrir(tx: &mut Tx<'_>, nueva: &NuevaSesion, diferencia: Decimal) -> AppResult<i64> {
    let fila: Id = consulta(
        "with s as (
           insert into sesiones_caja (clinica_id, caja_id, responsable, moneda, apertura, diferencia_apertura, motivo_apertura)
           select cl.id, $1, membresia_actual(), cl.moneda, $2, $3, $4 from clinicas cl where cl.id = clinica_actual()
           returning clinica_id, id),
         d as (
           insert into aperturas_denominaciones (clinica_id, sesion_id, valor, cantidad)
           select s.clinica_id, s.id, d.valor, d.cantidad from s, unnest($5, $6) as d(valor, cantidad))
         select id from s",
    )
    .bind::<BigInt, _>(nueva.caja_id)
    .bind::<Numeric, _>(nueva.apertura)
    .bind::<Numeric, _>(diferencia)
    .bind::<Text, _>(if diferencia.is_zero() { "" } else { &nueva.motivo })
    .bind::<Array<Numeric>, _>(nueva.denominaciones.iter().map(|(valor, _)| *valor).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(nueva.denominaciones.iter().map(|(_, cantidad)| *cantidad).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Shared with everybody who charges in it; closing waits for them.
pub async fn para_cobrar(tx: &mut Tx<'_>, id: i64) -> AppResult<SesionDeCobro> {
    Ok(consulta(format!(
        "select s.id, s.estado, s.moneda, c.deposito_id, c.serie_id, (ahora() at time zone cl.zona)::date as hoy,
           coalesce((cl.ajustes ->> 'redondea_mixto')::boolean, true) as redondea_mixto,
           coalesce(cl.ajustes ->> 'consumo', 'venta') = 'venta' as consume_al_vender,
           coalesce(s.responsable = membresia_actual(), false) as propia, {}
         from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
         where s.id = $1 for share of s",
        a_cargo()
    ))
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Takes the session whole: waits for the payments under way and lets no other begin.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Tomada> {
    let sql = format!(
        "select s.estado, coalesce(s.responsable = membresia_actual(), false) as propia, {SUPERVISA} as supervisa
         from sesiones_caja s where s.id = $1 for update of s"
    );
    Ok(consulta(sql).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn cambiar_estado(tx: &mut Tx<'_>, id: i64, estado: &str) -> AppResult<()> {
    consulta("update sesiones_caja set estado = $2 where id = $1")
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(estado)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Back to what it was before it was counted.
pub async fn reanudar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "update sesiones_caja s set estado = case when exists (
           select from reaperturas_caja r where r.clinica_id = s.clinica_id and r.sesion_id = s.id) then 'reabierta' else 'abierta' end
         where s.clinica_id = clinica_actual() and s.id = $1",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Of the last close of a session that is closed.
pub async fn agregar_reapertura(tx: &mut Tx<'_>, id: i64, motivo: &str) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into reaperturas_caja (clinica_id, sesion_id, cierre_id, motivo)
         select x.clinica_id, x.sesion_id, x.id, $2 from cierres_caja x
         where x.clinica_id = clinica_actual() and x.sesion_id = $1 order by x.id desc limit 1 returning id",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(motivo)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

pub async fn contabilizar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "update sesiones_caja set estado = 'contabilizada', contabilizada = ahora(), contabilizada_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Cash always, the other methods when something came by them. Payment by payment: joined whole, the planner reads all that
/// the clinic was ever paid.
pub async fn esperado(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Esperado>> {
    Ok(consulta(
        "select medio, sum(monto) as monto from (
           select m.medio, m.monto from pagos p cross join lateral (
               select medio, sum(monto) as monto from pagos_medios
               where clinica_id = p.clinica_id and pago_id = p.id and medio not in ('redondeo', 'abono') group by medio) m
             where p.sesion_id = $1
           union all select 'efectivo', apertura from sesiones_caja where id = $1
           union all select 'efectivo', case tipo when 'entrada' then monto else -monto end from movimientos_caja where sesion_id = $1) t
         group by medio order by medio",
    )
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

pub async fn agregar_movimiento(tx: &mut Tx<'_>, movimiento: &NuevoMovimientoCaja) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into movimientos_caja (clinica_id, sesion_id, tipo, monto, motivo) values ($1, $2, $3, $4, $5) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(movimiento.sesion_id)
    .bind::<Text, _>(movimiento.sentido.codigo())
    .bind::<Numeric, _>(movimiento.monto)
    .bind::<Text, _>(&movimiento.motivo)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Everything but sales, in order of time.
pub async fn sucesos(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<Suceso>> {
    Ok(consulta(SUCESOS).bind::<BigInt, _>(sesion_id).load(tx.pg()).await?)
}

/// Who: the membresía of each row, by name.
const SUCESOS: &str = "with h as (
    select 'movimiento' as clase, v.id, v.tipo as sentido, 'aceptado' as estado, v.motivo,
      case v.tipo when 'salida' then t.destino_id else t.origen_id end as sesion_id, null::bigint as recibe, v.monto, v.en, v.por,
      false as responde
    from movimientos_caja v left join traspasos_caja t on t.clinica_id = v.clinica_id and t.id = v.traspaso_id
    where v.clinica_id = clinica_actual() and v.sesion_id = $1
    union all
    select 'traspaso', t.id, case when t.origen_id = $1 then 'salida' else 'entrada' end, t.estado, t.motivo,
      case when t.origen_id = $1 then t.destino_id else t.origen_id end, null, t.monto, t.pedido, t.pedido_por,
      (t.origen_id = $1) <> (t.pide = 'origen')
    from traspasos_caja t
    where t.clinica_id = clinica_actual() and (t.origen_id = $1 or t.destino_id = $1) and t.estado <> 'aceptado'
    union all
    select 'relevo', r.id, '', r.estado, '', null, r.recibe_por, null, r.pedido, r.pedido_por, false
    from relevos_caja r where r.clinica_id = clinica_actual() and r.sesion_id = $1
    union all
    select 'reapertura', r.id, '', '', r.motivo, null, null, null, r.en, r.por, false
    from reaperturas_caja r where r.clinica_id = clinica_actual() and r.sesion_id = $1)
  select h.clase, h.id, h.sentido, h.estado, h.motivo, h.monto, h.en, h.responde, u.nombre as quien,
    case when h.recibe is null then c.nombre else ru.nombre end as otra
  from h
  join membresias m on m.clinica_id = clinica_actual() and m.id = h.por join usuarios u on u.id = m.usuario_id
  left join sesiones_caja s on s.clinica_id = clinica_actual() and s.id = h.sesion_id
  left join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  left join membresias rm on rm.clinica_id = clinica_actual() and rm.id = h.recibe left join usuarios ru on ru.id = rm.usuario_id
  order by h.en, h.clase, h.id";

/// The count and, beside each figure, what the books expected at this moment.
pub async fn agregar_arqueo(
    tx: &mut Tx<'_>,
    sesion_id: i64,
    conteo: &Conteo,
    esperados: &[Esperado],
) -> AppResult<i64> {
    let esperado = |medio: &str| esperados.iter().filter(|e| e.medio == medio).map(|e| e.monto).sum::<Decimal>();
    let fila: Id = consulta(
        "with a as (
           insert into arqueos (clinica_id, sesion_id, contado, esperado, observacion) values ($1, $2, $3, $4, $5) returning id),
         d as (
           insert into arqueos_denominaciones (clinica_id, arqueo_id, valor, cantidad)
           select $1, a.id, d.valor, d.cantidad from a, unnest($6, $7) as d(valor, cantidad)),
         m as (
           insert into arqueos_medios (clinica_id, arqueo_id, medio, declarado, esperado)
           select $1, a.id, m.medio, m.declarado, m.esperado from a, unnest($8, $9, $10) as m(medio, declarado, esperado))
         select id from a",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sesion_id)
    .bind::<Numeric, _>(conteo.efectivo())
    .bind::<Numeric, _>(esperado("efectivo"))
    .bind::<Text, _>(&conteo.observacion)
    .bind::<Array<Numeric>, _>(conteo.denominaciones.iter().map(|(valor, _)| *valor).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(conteo.denominaciones.iter().map(|(_, cantidad)| *cantidad).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(conteo.declarados.iter().map(|(medio, _)| *medio).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(conteo.declarados.iter().map(|(_, monto)| *monto).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(conteo.declarados.iter().map(|(medio, _)| esperado(medio)).collect::<Vec<_>>())
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// The last attempt first.
pub async fn arqueos(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<Arqueo>> {
    Ok(consulta(
        "select a.contado, a.esperado, a.en, u.nombre as quien, x.en as cerrado, x.motivo, x.dejado, x.id as cierre_id,
           array(select d.valor from arqueos_denominaciones d where d.clinica_id = a.clinica_id and d.arqueo_id = a.id order by d.valor desc)
             as valores,
           array(select d.cantidad from arqueos_denominaciones d where d.clinica_id = a.clinica_id and d.arqueo_id = a.id order by d.valor desc)
             as piezas,
           array(select o.medio from arqueos_medios o where o.clinica_id = a.clinica_id and o.arqueo_id = a.id order by o.medio) as medios,
           array(select o.declarado from arqueos_medios o where o.clinica_id = a.clinica_id and o.arqueo_id = a.id order by o.medio)
             as declarados,
           array(select o.esperado from arqueos_medios o where o.clinica_id = a.clinica_id and o.arqueo_id = a.id order by o.medio)
             as esperados
         from arqueos a
         left join cierres_caja x on x.clinica_id = a.clinica_id and x.arqueo_id = a.id
         join membresias m on m.clinica_id = a.clinica_id and m.id = a.por join usuarios u on u.id = m.usuario_id
         where a.sesion_id = $1 order by a.id desc",
    )
    .bind::<BigInt, _>(sesion_id)
    .load(tx.pg())
    .await?)
}

/// The last count of a session that is held, and what would stand in the way of closing on it.
pub async fn por_cerrar(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Option<PorCerrar>> {
    Ok(consulta(
        "select a.id as arqueo_id, a.contado, a.esperado, coalesce((cl.ajustes ->> 'umbral_diferencia')::numeric, 0) as umbral,
           (select coalesce(max(abs(d.declarado - d.esperado)), 0) from arqueos_medios d
             where d.clinica_id = a.clinica_id and d.arqueo_id = a.id) as otros,
           (select count(*) from traspasos_caja t where t.clinica_id = a.clinica_id and t.estado = 'pendiente'
             and (t.origen_id = $1 or t.destino_id = $1)) as traspasos,
           (select count(*) from relevos_caja r where r.clinica_id = a.clinica_id and r.sesion_id = $1 and r.estado = 'pendiente')
             as relevos,
           (select count(*) from ventas v where v.clinica_id = a.clinica_id and v.sesion_id = $1 and not v.saldada
             and v.estado = 'emitida') as impagas
         from arqueos a join clinicas cl on cl.id = a.clinica_id
         where a.clinica_id = clinica_actual() and a.sesion_id = $1 order by a.id desc limit 1",
    )
    .bind::<BigInt, _>(sesion_id)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// With the last rows it covers: what is added after a reopening is of the next close.
pub async fn agregar_cierre(
    tx: &mut Tx<'_>,
    sesion_id: i64,
    por_cerrar: &PorCerrar,
    cierre: &NuevoCierre,
) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into cierres_caja (clinica_id, sesion_id, arqueo_id, esperado, contado, diferencia, motivo, dejado, impagas, ultima_venta,
           ultimo_pago, ultimo_movimiento)
         values ($1, $2, $3, $4, $5, $5 - $4, $6, $7, $8,
           (select coalesce(max(v.id), 0) from ventas v where v.clinica_id = $1 and v.sesion_id = $2),
           (select coalesce(max(p.id), 0) from pagos p where p.clinica_id = $1 and p.sesion_id = $2),
           (select coalesce(max(m.id), 0) from movimientos_caja m where m.clinica_id = $1 and m.sesion_id = $2)) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sesion_id)
    .bind::<BigInt, _>(por_cerrar.arqueo_id)
    .bind::<Numeric, _>(por_cerrar.esperado)
    .bind::<Numeric, _>(por_cerrar.contado)
    .bind::<Text, _>(&cierre.motivo)
    .bind::<Numeric, _>(cierre.dejado)
    .bind::<Integer, _>(i32::try_from(por_cerrar.impagas).unwrap_or(i32::MAX))
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}
