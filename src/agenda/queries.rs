//! Reads and single-table writes of the agenda. What is free comes from one function of the database, `horas_libres`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::espera::queries::CIERRE;
use super::{Cambio, Cita, Estado, Hora, HoraPedida, NuevaCita, Pago, PorAvisar, Quien, Sobrecupo};
use crate::db::{Consulta, Tx, consulta};
use crate::error::{AppError, AppResult};

/// The citas of a window, in order; of one professional or of all.
pub async fn citas(
    tx: &mut Tx<'_>,
    (desde, hasta): (DateTime<Utc>, DateTime<Utc>),
    profesional: Option<i64>,
) -> AppResult<Vec<Cita>> {
    Ok(consulta(
        "select * from citas_detalle where clinica_id = clinica_actual() and inicio >= $1 and inicio < $2
         and ($3 is null or profesional_id = $3) order by inicio, id",
    )
    .bind::<Timestamptz, _>(desde)
    .bind::<Timestamptz, _>(hasta)
    .bind::<Nullable<BigInt>, _>(profesional)
    .load(tx.pg())
    .await?)
}

pub async fn cita(tx: &mut Tx<'_>, id: i64) -> AppResult<Cita> {
    Ok(consulta("select * from citas_detalle where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

pub async fn historia(tx: &mut Tx<'_>, cita: i64) -> AppResult<Vec<Cambio>> {
    Ok(consulta(
        "select e.a, e.en, u.nombre as por, e.quien, e.motivo
         from citas_estados e
         left join membresias m on m.clinica_id = e.clinica_id and m.id = e.por
         left join usuarios u on u.id = m.usuario_id
         where e.clinica_id = clinica_actual() and e.cita_id = $1 order by e.id",
    )
    .bind::<BigInt, _>(cita)
    .load(tx.pg())
    .await?)
}

/// What is asked of `horas_libres`.
#[derive(Debug, Clone, Copy)]
pub struct Busqueda {
    pub prestacion: i64,
    pub profesional: Option<i64>,
    pub desde: NaiveDate,
    pub dias: i32,
    /// A cita that is being moved.
    pub sin_cita: Option<i64>,
}

impl Busqueda {
    /// As `$1` to `$5`.
    fn atar<'q>(&self, consulta: Consulta<'q>) -> Consulta<'q> {
        let consulta = consulta.bind::<BigInt, _>(self.prestacion).bind::<Nullable<BigInt>, _>(self.profesional);
        let consulta = consulta.bind::<Date, _>(self.desde).bind::<Integer, _>(self.dias);
        consulta.bind::<Nullable<BigInt>, _>(self.sin_cita)
    }
}

const HORA: &str = "select profesional_id, box_id, fecha, inicio, fin";
/// In a clinic with many professionals the first two days have enough of what is offered first.
const POCOS_DIAS: i32 = 2;

/// `que` of the slots that are free; what follows in `orden` binds from $6 on.
fn libres(que: &str, orden: &str, busqueda: &Busqueda) -> Consulta<'static> {
    busqueda.atar(consulta(format!("{que} from horas_libres($1, $2, $3, $4, null, $5) {orden}")))
}

/// Free slots by start and professional, at most `limite`.
pub async fn horas_libres(tx: &mut Tx<'_>, busqueda: &Busqueda, limite: i32) -> AppResult<Vec<Hora>> {
    primeras(tx, HORA, "order by inicio, profesional_id", busqueda, limite).await
}

/// One slot a start, at most `limite`: of whoever is free then with the fewest citas that day.
pub async fn horas_repartidas(tx: &mut Tx<'_>, busqueda: &Busqueda, limite: i32) -> AppResult<Vec<Hora>> {
    let que = "select distinct on (inicio) profesional_id, box_id, fecha, inicio, fin";
    let orden = "left join carga_del_dia($3 + v.desde, v.dias) k using (profesional_id, fecha)
         order by inicio, coalesce(k.citas, 0), profesional_id";
    primeras(tx, que, orden, busqueda, limite).await
}

/// Day by day in order, so that the limit is reached before the later days are looked at.
async fn primeras(tx: &mut Tx<'_>, que: &str, orden: &str, busqueda: &Busqueda, limite: i32) -> AppResult<Vec<Hora>> {
    let horas = consulta(format!(
        "select h.* from (values (0, least($4, $7)), ($7, $4 - $7)) v(desde, dias)
         cross join lateral ({que} from horas_libres($1, $2, $3 + v.desde, v.dias, null, $5) {orden}) h where v.dias > 0 limit $6"
    ));
    let horas = busqueda.atar(horas).bind::<Integer, _>(limite).bind::<Integer, _>(POCOS_DIAS);
    Ok(horas.load(tx.pg()).await?)
}

/// The free slots nearest to one that is not; another professional's counts as an hour farther.
pub async fn alternativas(tx: &mut Tx<'_>, busqueda: &Busqueda, hora: HoraPedida, limite: i32) -> AppResult<Vec<Hora>> {
    let orden = "order by abs(extract(epoch from inicio - $6)) + case when profesional_id = $7 then 0 else 3600 end, inicio limit $8";
    let horas = libres(HORA, orden, busqueda)
        .bind::<Timestamptz, _>(hora.inicio)
        .bind::<BigInt, _>(hora.profesional)
        .bind::<Integer, _>(limite);
    Ok(horas.load(tx.pg()).await?)
}

/// Removes the holds that expired around an instant: the constraints cannot see that their time is over.
pub async fn soltar_vencidas(tx: &mut Tx<'_>, cerca_de: DateTime<Utc>) -> AppResult<()> {
    consulta("select soltar_vencidas($1 - interval '1 day', $1 + interval '1 day')")
        .bind::<Timestamptz, _>(cerca_de)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// What is to be told of the citas `c` that `fuente` answers: their whole rows.
fn por_avisar<'f>(fuente: &str) -> Consulta<'f> {
    por_avisar_tras("", fuente, "select null::bigint as id where false")
}

/// Of those that are born, which may end somebody's wait; with other parts of the statement before.
fn nacidas<'f>(previas: &str, fuente: &str) -> Consulta<'f> {
    por_avisar_tras(previas, fuente, CIERRE)
}

fn por_avisar_tras<'f>(previas: &str, fuente: &str, salidas: &str) -> Consulta<'f> {
    consulta(format!(
        "with {previas} c as ({fuente}), s as ({salidas})
         select array(select s.id from s order by s.id) as esperas, c.id, c.version, r.id as raiz_id, c.inicio, c.fin, p.nombre as profesional, su.nombre as sucursal, su.direccion,
           pa.vigente_id as paciente_id, pa.nombre as paciente,
           pa.correo, pa.sin_avisos, (select plantillas_propias()) as plantillas
         from c
         join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
         join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id
         join pacientes_breves pa on pa.clinica_id = c.clinica_id and pa.id = c.paciente_id
         cross join lateral (
           with recursive cadena as (
             select c.id, c.reagendada_de
             union all
             select a.id, a.reagendada_de from cadena d join citas a on a.clinica_id = c.clinica_id and a.id = d.reagendada_de)
           select cadena.id from cadena where cadena.reagendada_de is null) r"
    ))
}

pub async fn de_cita(tx: &mut Tx<'_>, id: i64) -> AppResult<PorAvisar> {
    let cita = por_avisar("select * from citas where clinica_id = clinica_actual() and id = $1").bind::<BigInt, _>(id);
    Ok(cita.get_result(tx.pg()).await?)
}

/// The same of several.
pub async fn de_citas(tx: &mut Tx<'_>, ids: &[i64]) -> AppResult<Vec<PorAvisar>> {
    let citas = por_avisar("select * from citas where clinica_id = clinica_actual() and id = any ($1)");
    Ok(citas.bind::<Array<BigInt>, _>(ids).load(tx.pg()).await?)
}

/// Books the slot if it is still offered and nobody takes it first; `None` when it is not.
pub async fn insertar(tx: &mut Tx<'_>, nueva: &NuevaCita) -> AppResult<Option<PorAvisar>> {
    Ok(nacidas(
        "",
        "insert into citas (clinica_id, sucursal_id, profesional_id, box_id, plaza, prestacion_id, paciente_id, rango, ocupa,
           estado, precio, moneda, origen, observacion, clave, reagendada_de, estado_quien)
         select pr.clinica_id, h.sucursal_id, h.profesional_id, h.box_id, h.plaza, pr.id, $4, tstzrange(h.inicio, h.fin),
           tstzrange(h.ocupa_desde, h.ocupa_hasta), $5, pr.precio, pr.moneda, $6, $7, $8, $9, $11
         from horas_libres($1, $2, $3, 1, null, $9) h
         join prestaciones pr on pr.clinica_id = clinica_actual() and pr.id = $1
         where h.inicio = $10
         on conflict do nothing returning *",
    )
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<BigInt, _>(nueva.hora.profesional)
    .bind::<Date, _>(nueva.fecha)
    .bind::<BigInt, _>(nueva.paciente)
    .bind::<Text, _>(nueva.origen.estado().codigo())
    .bind::<Text, _>(nueva.origen.codigo())
    .bind::<Text, _>(&nueva.observacion)
    .bind::<Nullable<SqlUuid>, _>(nueva.clave)
    .bind::<Nullable<BigInt>, _>(nueva.reagendada_de)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .bind::<Text, _>(nueva.quien.codigo())
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// Books by turning the hold of the same form into the cita, if it is still offered to it; `None` when there is none. Lets go
/// of what must not stand in the way of a booking: what expired near it, and what the same person holds of that day.
/// `se_toma`: false only lets go.
pub async fn confirmar_retenida(tx: &mut Tx<'_>, nueva: &NuevaCita, se_toma: bool) -> AppResult<Option<PorAvisar>> {
    Ok(nacidas(
        "sueltas as (
           delete from citas c where c.clinica_id = clinica_actual() and c.vence is not null and (
             (c.vence <= ahora() and c.ocupa_desde < $7 + interval '1 day' and c.ocupa_hasta > $7 - interval '1 day')
             or (c.id in (select p.id from retenidas_propias() p) and (c.clave = $6 or (c.profesional_id = $2 and c.fecha = $3))
               and not ($8 and coalesce(c.clave = $6, false) and c.profesional_id = $2 and c.inicio = $7 and c.prestacion_id = $1)))),",
        "update citas u set estado = 'reservada', vence = null, paciente_id = p.id, observacion = $5, origen = $9, estado_quien = $10
         from (select id from pacientes where clinica_id = clinica_actual() and id = $4 for no key update) p
         where u.clinica_id = clinica_actual() and u.clave = $6 and u.vence > ahora() and $8
           and u.profesional_id = $2 and u.inicio = $7 and u.prestacion_id = $1
           and exists (select from horas_libres($1, $2, $3, 1, null, u.id) h where h.inicio = u.inicio)
           and not exists (
             select from bloqueos q where q.clinica_id = u.clinica_id and q.box_id = u.box_id and q.anulado is null
               and q.inicio < u.ocupa_hasta and q.fin > u.ocupa_desde)
         returning u.*",
    )
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<BigInt, _>(nueva.hora.profesional)
    .bind::<Date, _>(nueva.fecha)
    .bind::<BigInt, _>(nueva.paciente)
    .bind::<Text, _>(&nueva.observacion)
    .bind::<Nullable<SqlUuid>, _>(nueva.clave)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .bind::<Bool, _>(se_toma)
    .bind::<Text, _>(nueva.origen.codigo())
    .bind::<Text, _>(nueva.quien.codigo())
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// Who of those that are free at that instant has the fewest citas that day.
pub async fn quien_puede(tx: &mut Tx<'_>, nueva: &NuevaCita) -> AppResult<Option<i64>> {
    #[derive(QueryableByName)]
    struct Quien {
        #[diesel(sql_type = BigInt)]
        profesional_id: i64,
    }
    let quien: Option<Quien> = consulta(
        "select profesional_id
         from horas_libres($1, null, $2, 1, null, $3) left join carga_del_dia($2, 1) k using (profesional_id, fecha)
         where inicio = $4 order by coalesce(k.citas, 0), profesional_id limit 1",
    )
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<Date, _>(nueva.fecha)
    .bind::<Nullable<BigInt>, _>(nueva.reagendada_de)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(quien.map(|q| q.profesional_id))
}

/// Books over a professional who is taken, under the next free number of a day from today to the horizon of the prestación;
/// its box is settled on arrival.
pub async fn insertar_sobrecupo(
    tx: &mut Tx<'_>,
    nueva: &NuevaCita,
    sobrecupo: &Sobrecupo,
    sucursal: i64,
) -> AppResult<Option<PorAvisar>> {
    Ok(nacidas(
        "",
        "insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, estado, precio, moneda,
           origen, observacion, clave, reagendada_de, sobrecupo, sobrecupo_motivo)
         select pr.clinica_id, coalesce((select j.sucursal_id from jornadas(array[$2], $3, 1) j order by j.inicio limit 1), $11),
           $2, pr.id, $4, tstzrange($10, $10 + d.duracion), tstzrange($10 - d.antes, $10 + d.duracion + d.despues),
           $5, pr.precio, pr.moneda, $6, $7, $8, $9,
           (select min(n) from generate_series(1, 100) n where not exists (
             select from citas c where c.clinica_id = pr.clinica_id and c.profesional_id = $2 and c.fecha = $3 and c.sobrecupo = n and c.bloquea)),
           $12
         from prestaciones pr
         join prestaciones_profesionales pp on pp.clinica_id = pr.clinica_id and pp.prestacion_id = pr.id and pp.profesional_id = $2
         join profesionales po on po.clinica_id = pr.clinica_id and po.id = pp.profesional_id and po.estado = 'activo'
         cross join lateral (select make_interval(mins => pr.duracion) as duracion, make_interval(mins => pr.antes) as antes,
           make_interval(mins => pr.despues) as despues) d
         cross join lateral (
           select (ahora() at time zone cl.zona)::date as fecha from clinicas cl where cl.id = pr.clinica_id) hoy
         where pr.clinica_id = clinica_actual() and pr.id = $1 and pr.estado = 'activa'
           and $3 between hoy.fecha and hoy.fecha + pr.horizonte
         on conflict do nothing returning *",
    )
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<BigInt, _>(nueva.hora.profesional)
    .bind::<Date, _>(nueva.fecha)
    .bind::<BigInt, _>(nueva.paciente)
    .bind::<Text, _>(nueva.origen.estado().codigo())
    .bind::<Text, _>(nueva.origen.codigo())
    .bind::<Text, _>(&nueva.observacion)
    .bind::<Nullable<SqlUuid>, _>(nueva.clave)
    .bind::<Nullable<BigInt>, _>(nueva.reagendada_de)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .bind::<BigInt, _>(sucursal)
    .bind::<Text, _>(&sobrecupo.motivo)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// Numbers of the day are given one at a time.
pub async fn bloquear_profesional(tx: &mut Tx<'_>, profesional: i64) -> AppResult<()> {
    bloquear(tx, "profesionales", &[profesional]).await
}

/// Paciente, then profesionales by id: moves that cross wait for each other instead of meeting halfway.
pub async fn bloquear_mudanza(tx: &mut Tx<'_>, paciente: i64, profesionales: &[i64]) -> AppResult<()> {
    bloquear(tx, "pacientes", &[paciente]).await?;
    bloquear(tx, "profesionales", profesionales).await
}

async fn bloquear(tx: &mut Tx<'_>, tabla: &'static str, ids: &[i64]) -> AppResult<()> {
    let sql = format!(
        "select id from {tabla} where clinica_id = clinica_actual() and id = any($1) order by id for no key update"
    );
    consulta(sql).bind::<Array<BigInt>, _>(ids).execute(tx.pg()).await?;
    Ok(())
}

/// The cita that a form booked already.
pub async fn de_clave(tx: &mut Tx<'_>, clave: Uuid) -> AppResult<Option<Cita>> {
    Ok(consulta(
        "select d.* from citas c join citas_detalle d on d.clinica_id = c.clinica_id and d.id = c.id
         where c.clinica_id = clinica_actual() and c.clave = $1",
    )
    .bind::<SqlUuid, _>(clave)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// A blocking cita of the patient that the new one would overlap.
pub async fn otra_del_paciente(tx: &mut Tx<'_>, nueva: &NuevaCita) -> AppResult<Option<i64>> {
    #[derive(QueryableByName)]
    struct Otra {
        #[diesel(sql_type = BigInt)]
        id: i64,
    }
    let otra: Option<Otra> = consulta(
        "select c.id from citas c join prestaciones pr on pr.clinica_id = c.clinica_id and pr.id = $3
         where c.clinica_id = clinica_actual() and c.paciente_id = $1 and c.bloquea and c.id is distinct from $4
           and c.inicio < $2 + make_interval(mins => pr.duracion) and c.fin > $2
         order by c.inicio limit 1",
    )
    .bind::<BigInt, _>(nueva.paciente)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<Nullable<BigInt>, _>(nueva.reagendada_de)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(otra.map(|o| o.id))
}

/// Moves a cita to `a` if it still has `version`; the trace and the legality are the database's.
pub async fn cambiar_estado(
    tx: &mut Tx<'_>,
    id: i64,
    version: i32,
    a: Estado,
    quien: Quien,
    motivo: &str,
) -> AppResult<bool> {
    use crate::schema::citas::dsl as t;
    let fila = t::citas.find((tx.actor().clinica, id)).filter(t::version.eq(version));
    let cambio = (t::estado.eq(a.codigo()), t::estado_quien.eq(quien.codigo()), t::estado_motivo.eq(motivo));
    Ok(diesel::update(fila).set(cambio).execute(tx.pg()).await? == 1)
}

/// The state a cita came from, where one step back leads.
pub async fn estado_anterior(tx: &mut Tx<'_>, id: i64) -> AppResult<Option<Estado>> {
    use crate::schema::citas_estados::dsl as t;
    let ultimo = t::citas_estados.filter(t::clinica_id.eq(tx.actor().clinica)).filter(t::cita_id.eq(id));
    let de: Option<Option<String>> = ultimo.order(t::id.desc()).select(t::de).first(tx.pg()).await.optional()?;
    Ok(de.flatten().as_deref().and_then(Estado::de_codigo))
}

/// The payment letter of a cita, for the transaction that takes or gives back its money.
pub async fn marcar_pago(tx: &mut Tx<'_>, id: i64, pago: Pago) -> AppResult<()> {
    use crate::schema::citas::dsl as t;
    let fila = t::citas.find((tx.actor().clinica, id));
    match diesel::update(fila).set(t::pago.eq(pago.letra())).execute(tx.pg()).await? {
        0 => Err(AppError::NoEncontrado),
        _ => Ok(()),
    }
}
