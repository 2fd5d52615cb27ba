//! Reads and writes of the drawer.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Numeric, Text};
use diesel_async::RunQueryDsl;

use super::model::{
    Arqueo, CajaLibre, Conteo, Esperado, MovimientoCaja, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, Sesion,
    SesionDeCobro, Tomada,
};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const SESION: &str = "select s.id, c.nombre as caja, s.estado, s.moneda, s.apertura, s.diferencia_apertura, s.abierta, u.nombre as responsable,
    coalesce((cl.ajustes ->> 'redondea_mixto')::boolean, true) as redondea_mixto, s.responsable = membresia_actual() as propia
  from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
  join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable join usuarios u on u.id = m.usuario_id";

/// Whether who asks answers for the session: asked where it is locked, so that it holds until the end.
const A_CARGO: &str = "coalesce(s.responsable = membresia_actual(), false) or exists (
    select from membresias_roles mr join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
    where mr.clinica_id = s.clinica_id and mr.membresia_id = membresia_actual() and rp.permiso = 'caja.supervisar') as a_cargo";

/// The session the person is responsible for now.
pub async fn mia(tx: &mut Tx<'_>) -> AppResult<Option<Sesion>> {
    Ok(consulta(format!(
        "{SESION} where s.responsable = membresia_actual() and s.estado in ('abierta', 'arqueo', 'reabierta') order by s.id desc limit 1"
    ))
    .get_result(tx.pg())
    .await
    .optional()?)
}

pub async fn sesion(tx: &mut Tx<'_>, id: i64) -> AppResult<Sesion> {
    Ok(consulta(format!("{SESION} where s.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub async fn libres(tx: &mut Tx<'_>) -> AppResult<Vec<CajaLibre>> {
    Ok(consulta(
        "select c.id, c.nombre, (
           select x.dejado from sesiones_caja s join cierres_caja x on x.clinica_id = s.clinica_id and x.sesion_id = s.id
           where s.clinica_id = c.clinica_id and s.caja_id = c.id order by x.id desc limit 1) as dejado
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

/// A drawer with a series of receipts of its own, so that two drawers never wait for each other's folio.
pub async fn crear_caja(tx: &mut Tx<'_>, sucursal_id: i64, deposito_id: i64, nombre: &str) -> AppResult<()> {
    consulta(
        "with s as (
           insert into series (clinica_id, sucursal_id, documento, prefijo)
           select $1, $2, 'pago', 'C' || count(*) + 1 from series where documento = 'pago' returning id)
         insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre) select $1, $2, $3, s.id, $4 from s",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sucursal_id)
    .bind::<BigInt, _>(deposito_id)
    .bind::<Text, _>(nombre)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The series of the notes of credit of a sucursal, whichever of its drawers sold.
pub async fn crear_serie_de_notas(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
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

/// Opens a drawer; what differs from the last close is written down here.
pub async fn abrir(tx: &mut Tx<'_>, nueva: &NuevaSesion) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into sesiones_caja (clinica_id, caja_id, responsable, moneda, apertura, diferencia_apertura, motivo_apertura)
         select cl.id, $1, membresia_actual(), cl.moneda, $2, $2 - coalesce((
           select x.dejado from sesiones_caja s join cierres_caja x on x.clinica_id = s.clinica_id and x.sesion_id = s.id
           where s.caja_id = $1 order by x.id desc limit 1), $2), $3
         from clinicas cl
         returning id",
    )
    .bind::<BigInt, _>(nueva.caja_id)
    .bind::<Numeric, _>(nueva.apertura)
    .bind::<Text, _>(&nueva.motivo)
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
           coalesce(s.responsable = membresia_actual(), false) as propia, {A_CARGO}
         from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
         where s.id = $1 for share of s"
    ))
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Takes the session whole: waits for the payments under way and lets no other begin.
pub async fn bloquear(tx: &mut Tx<'_>, id: i64) -> AppResult<Tomada> {
    let sql = format!("select s.estado, {A_CARGO} from sesiones_caja s where s.id = $1 for update of s");
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

/// Cash always, the other methods when something came by them.
pub async fn esperado(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Esperado>> {
    Ok(consulta(
        "select medio, sum(monto) as monto from (
           select m.medio, m.monto from pagos p join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id
             where p.sesion_id = $1 and m.medio not in ('redondeo', 'abono')
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

pub async fn movimientos(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Vec<MovimientoCaja>> {
    Ok(consulta(
        "select v.tipo, v.monto, v.motivo, v.en, u.nombre as quien from movimientos_caja v
         join membresias m on m.clinica_id = v.clinica_id and m.id = v.por join usuarios u on u.id = m.usuario_id
         where v.sesion_id = $1 order by v.id",
    )
    .bind::<BigInt, _>(sesion_id)
    .load(tx.pg())
    .await?)
}

/// The count and, beside each figure, what the books expected at this moment.
pub async fn agregar_arqueo(
    tx: &mut Tx<'_>,
    sesion_id: i64,
    conteo: &Conteo,
    esperados: &[Esperado],
) -> AppResult<i64> {
    let esperado =
        |medio: &str| esperados.iter().filter(|e| e.medio == medio).map(|e| e.monto).sum::<rust_decimal::Decimal>();
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
        "select a.id, a.contado, a.esperado, a.en, u.nombre as quien, x.en as cerrado, x.motivo, x.dejado from arqueos a
         left join cierres_caja x on x.clinica_id = a.clinica_id and x.arqueo_id = a.id
         join membresias m on m.clinica_id = a.clinica_id and m.id = a.por join usuarios u on u.id = m.usuario_id
         where a.sesion_id = $1 order by a.id desc",
    )
    .bind::<BigInt, _>(sesion_id)
    .load(tx.pg())
    .await?)
}

pub async fn agregar_cierre(tx: &mut Tx<'_>, sesion_id: i64, arqueo: &Arqueo, cierre: &NuevoCierre) -> AppResult<i64> {
    let fila: Id = consulta(
        "insert into cierres_caja (clinica_id, sesion_id, arqueo_id, esperado, contado, diferencia, motivo, dejado)
         values ($1, $2, $3, $4, $5, $5 - $4, $6, $7) returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sesion_id)
    .bind::<BigInt, _>(arqueo.id)
    .bind::<Numeric, _>(arqueo.esperado)
    .bind::<Numeric, _>(arqueo.contado)
    .bind::<Text, _>(&cierre.motivo)
    .bind::<Numeric, _>(cierre.dejado)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}
