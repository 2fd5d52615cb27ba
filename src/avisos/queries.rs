//! Writing a message down, claiming it, and saying how it went.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Interval, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::eventos::Evento;
use super::model::{
    Canal, Destinatario, Estado, Filtros, Intento, Lugar, NuevoMensaje, PorRecordar, Reclamado, Resumen,
};
use crate::db::{Db, Tx, consulta};
use crate::error::{AppResult, interno};
use crate::mail::Falla;
use crate::values::texto;

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
}

/// Writes the message to be sent once the transaction commits. `None` when that fact already has its message, or nobody can be told.
pub async fn encolar(tx: &mut Tx<'_>, mensaje: &NuevoMensaje) -> AppResult<Option<i64>> {
    escribir(tx, &[], mensaje, false).await
}

/// The columns that say whom a message is for; `telefono` is of whoever is written to there and nowhere else.
#[derive(Default)]
struct Columnas<'a> {
    paciente: Option<i64>,
    membresia: Option<i64>,
    conversacion: Option<i64>,
    telefono: Option<&'a str>,
}

fn columnas(destinatario: &Destinatario) -> Columnas<'_> {
    let nadie = Columnas::default();
    match destinatario {
        Destinatario::Paciente(id) => Columnas { paciente: Some(*id), ..nadie },
        Destinatario::Membresia(id) => Columnas { membresia: Some(*id), ..nadie },
        Destinatario::Conversacion { id, telefono } => {
            Columnas { conversacion: Some(*id), telefono: Some(telefono), ..nadie }
        }
        Destinatario::Telefono(telefono) => Columnas { telefono: Some(telefono), ..nadie },
        Destinatario::Visita => nadie,
    }
}

/// The channel is decided here and now: WhatsApp where `whatsapp_de` or `whatsapp_a` says so, else e-mail. `es_noticia`: where there
/// is no way to tell it, at least nothing older about the same leaves.
pub(super) async fn escribir(
    tx: &mut Tx<'_>,
    eventos: &[Evento],
    mensaje: &NuevoMensaje,
    es_noticia: bool,
) -> AppResult<Option<i64>> {
    let Columnas { paciente, membresia, conversacion, telefono } = columnas(&mensaje.destinatario);
    let clinica = tx.actor().clinica;
    let plantilla = mensaje.plantilla.as_ref().map(serde_json::to_value).transpose().map_err(interno)?;
    let fila: Numero = consulta(
        "with v as (
           insert into eventos (clinica_id, tipo, datos)
           select $1, e ->> 'tipo', e -> 'datos' from jsonb_array_elements($12) as e),
         w as materialized (
           select w.telefono from whatsapp_de($1, $3, $2, $15 ->> 'nombre') w where $15 is not null
           union all
           select w.telefono from whatsapp_a($1, $17, $2, $15 ->> 'nombre') w where $15 is not null),
         d as materialized (
           select 'whatsapp' as canal, w.telefono as direccion, $15 as plantilla from w
           union all
           select 'whatsapp', $17, null where $16 is not null
           union all
           select 'correo', $6, null where $6 is not null and not exists (select from w)),
         m as (
           insert into mensajes (clinica_id, tipo, canal, paciente_id, membresia_id, nombre, direccion, asunto, carta, adjuntos, clave, hilo,
             cita_id, vence, plantilla, conversacion_id)
           select $1, $2, d.canal, $3, $4, $5, d.direccion, $7, $8, $9, $10, $11, $13, $14, d.plantilla, $16
           from d on conflict (clinica_id, clave) do nothing
           returning clinica_id, id, canal),
         e as (insert into envios (clinica_id, mensaje_id, canal) select clinica_id, id, canal from m returning mensaje_id),
         k as (
           update envios set estado = 'suprimido', error = 'ya_no_rige', terminado = ahora()
           where $18 and not exists (select from d) and clinica_id = $1 and estado in ('pendiente', 'fallido')
             and mensaje_id in (select id from mensajes where clinica_id = $1 and hilo = $11))
         select (select e.mensaje_id from e) as id",
    )
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(mensaje.tipo.codigo())
    .bind::<Nullable<BigInt>, _>(paciente)
    .bind::<Nullable<BigInt>, _>(membresia)
    .bind::<Text, _>(texto::nombre(&mensaje.nombre))
    .bind::<Nullable<Text>, _>(mensaje.correo.as_ref().map(ToString::to_string))
    .bind::<Text, _>(texto::nombre(&mensaje.asunto))
    .bind::<Jsonb, _>(serde_json::to_value(&mensaje.carta).map_err(interno)?)
    .bind::<Jsonb, _>(serde_json::to_value(&mensaje.adjuntos).map_err(interno)?)
    .bind::<Text, _>(&mensaje.clave)
    .bind::<Nullable<Text>, _>(&mensaje.hilo)
    .bind::<Jsonb, _>(serde_json::to_value(eventos).map_err(interno)?)
    .bind::<Nullable<BigInt>, _>(mensaje.vigencia.and_then(|vigencia| vigencia.cita_id))
    .bind::<Nullable<Timestamptz>, _>(mensaje.vigencia.map(|vigencia| vigencia.hasta))
    .bind::<Nullable<Jsonb>, _>(plantilla)
    .bind::<Nullable<BigInt>, _>(conversacion)
    .bind::<Nullable<Text>, _>(telefono)
    .bind::<Bool, _>(es_noticia)
    .get_result(tx.pg())
    .await?;
    Ok(fila.id)
}

/// Silences what has not left of a thread that changed when no newer message can say so.
pub async fn callar(tx: &mut Tx<'_>, hilo: &str) -> AppResult<()> {
    consulta(
        "update envios set estado = 'suprimido', error = 'ya_no_rige', terminado = ahora()
         where estado in ('pendiente', 'fallido') and mensaje_id in (select id from mensajes where hilo = $1)",
    )
    .bind::<Text, _>(hilo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Of a message with a thread. It never changes: a thread only grows at its end.
pub async fn lugar(tx: &mut Tx<'_>, mensaje: i64) -> AppResult<Lugar> {
    Ok(consulta(
        "select (array_agg(a.message_id order by a.id))[1] as primero, count(*) - 1 as anteriores
         from mensajes m join mensajes a on a.clinica_id = m.clinica_id and a.hilo = m.hilo and a.id <= m.id
         where m.id = $1",
    )
    .bind::<BigInt, _>(mensaje)
    .get_result(tx.pg())
    .await?)
}

/// How the worker claims: of which channel, for how long, how often at most, how many at once, and how many a minute of a clinic and to a domain.
#[derive(Debug, Clone, Copy)]
pub struct Reclamo {
    pub canal: Canal,
    pub arriendo: TimeDelta,
    pub maximo: i32,
    pub limite: i32,
    pub por_clinica: i32,
    pub por_dominio: i32,
}

/// The messages that are due, of every clinic, now leased to the caller.
pub async fn reclamar(db: &Db, reclamo: Reclamo, remitente: &str) -> AppResult<Vec<Reclamado>> {
    let mut con = db.conexion().await?;
    Ok(consulta("select * from reclamar_envios($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Interval, _>(reclamo.arriendo)
        .bind::<Integer, _>(reclamo.maximo)
        .bind::<Integer, _>(reclamo.limite)
        .bind::<Text, _>(remitente)
        .bind::<Integer, _>(reclamo.por_clinica)
        .bind::<Integer, _>(reclamo.por_dominio)
        .bind::<Text, _>(reclamo.canal.codigo())
        .load(&mut *con)
        .await?)
}

/// Of every clinic, so many at most.
pub async fn por_recordar(db: &Db, limite: i32) -> AppResult<Vec<PorRecordar>> {
    let mut con = db.conexion().await?;
    Ok(consulta("select * from recordatorios_por_escribir($1, $2) order by clinica_id")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Integer, _>(limite)
        .load(&mut *con)
        .await?)
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Final {
    /// With what the other end calls it, where it says so.
    Enviado {
        externo: Option<String>,
    },
    /// To be tried again after so long; `perdona`: as if this attempt had not been.
    Despues {
        espera: TimeDelta,
        codigo: String,
        perdona: bool,
    },
    Fallido(Falla),
    /// What it says is no longer so: nobody is to blame, and there is nothing to mend.
    Callado(String),
}

/// False when the lease was lost meanwhile: somebody else speaks for the message now.
pub async fn anotar(tx: &mut Tx<'_>, envio: &Reclamado, fin: &Final) -> AppResult<bool> {
    let (estado, resultado, codigo, espera) = match fin {
        Final::Enviado { .. } => (Estado::Enviado, "enviado", None, TimeDelta::zero()),
        Final::Despues { espera, codigo, .. } => (Estado::Pendiente, "despues", Some(codigo), *espera),
        Final::Fallido(falla) => (Estado::Fallido, "fallido", Some(&falla.codigo), TimeDelta::zero()),
        Final::Callado(codigo) => (Estado::Suprimido, "fallido", Some(codigo), TimeDelta::zero()),
    };
    let externo = if let Final::Enviado { externo } = fin { externo.as_deref() } else { None };
    let perdona = matches!(fin, Final::Despues { perdona: true, .. });
    let no_existe = matches!(fin, Final::Fallido(falla) if falla.es_de_la_direccion());
    let filas = consulta(
        "with e as (
           update envios set estado = $3, error = $4, proximo = ahora() + $5, terminado = case when $6 then ahora() end,
             perdonados = perdonados + $9, externo = coalesce($10, externo)
           where mensaje_id = $1 and intentos = $2 and estado = 'enviando' returning clinica_id, mensaje_id, intentos),
         s as (
           insert into direcciones_suprimidas (clinica_id, canal, direccion, mensaje_id, codigo)
           select e.clinica_id, m.canal, lower(m.direccion), m.id, $4
           from e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id where $8
           on conflict (clinica_id, canal, direccion) do nothing)
         insert into intentos_envio (clinica_id, mensaje_id, numero, resultado, codigo)
         select clinica_id, mensaje_id, intentos, $7, $4 from e",
    )
    .bind::<BigInt, _>(envio.mensaje_id)
    .bind::<Integer, _>(envio.intentos)
    .bind::<Text, _>(estado.codigo())
    .bind::<Nullable<Text>, _>(codigo)
    .bind::<Interval, _>(espera)
    .bind::<Bool, _>(estado != Estado::Pendiente)
    .bind::<Text, _>(resultado)
    .bind::<Bool, _>(no_existe)
    .bind::<Integer, _>(i32::from(perdona))
    .bind::<Nullable<Text>, _>(externo)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

pub const PAGINA: usize = 50;

/// One page, the newest first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, filtros: Filtros) -> AppResult<Vec<Resumen>> {
    let condicion = |hay: bool, sql: &'static str| if hay { sql } else { "true" };
    let por_estado = condicion(filtros.estado.is_some(), "e.estado = $1");
    let por_paciente = condicion(filtros.paciente.is_some(), "m.paciente_id = $2");
    Ok(consulta(format!(
        "{RESUMEN} where {por_estado} and {por_paciente} and e.mensaje_id < $3 and ($1, $2) is not null
         order by e.mensaje_id desc limit $4"
    ))
    .bind::<Text, _>(filtros.estado.map_or("", Estado::codigo))
    .bind::<BigInt, _>(filtros.paciente.unwrap_or_default())
    .bind::<BigInt, _>(filtros.antes.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(i64::try_from(PAGINA).map_err(interno)? + 1)
    .load(tx.pg())
    .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Resumen> {
    Ok(consulta(format!("{RESUMEN} where m.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// The newest of a thread, whatever became of it.
pub async fn ultimo(tx: &mut Tx<'_>, hilo: &str) -> AppResult<Option<Resumen>> {
    let ultimos: Vec<Resumen> = consulta(format!("{RESUMEN} where m.hilo = $1 order by m.id desc limit 1"))
        .bind::<Text, _>(hilo)
        .load(tx.pg())
        .await?;
    Ok(ultimos.into_iter().next())
}

/// Of a message, the first one first.
pub async fn intentos(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Intento>> {
    Ok(consulta("select en, codigo from intentos_envio where mensaje_id = $1 order by numero")
        .bind::<BigInt, _>(id)
        .load(tx.pg())
        .await?)
}

const RESUMEN: &str =
    "select m.id, m.creado, m.nombre, m.direccion, m.asunto, m.carta, m.canal, m.plantilla, e.estado, e.intentos, e.error, e.terminado,
       e.entregado, e.leido, m.adjuntos
     from mensajes m join envios e on e.clinica_id = m.clinica_id and e.mensaje_id = m.id";

/// A message that failed, or that its address held back, gets its attempts anew, and the address another chance. False when it is neither
/// (any more).
pub async fn reintentar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let filas = consulta(
        "with e as (
           update envios set estado = 'pendiente', perdonados = intentos, proximo = ahora(), terminado = null, externo = null
           where mensaje_id = $1 and (estado = 'fallido' or error = 'direccion_suprimida') returning clinica_id, mensaje_id),
         d as (
           delete from direcciones_suprimidas d using e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
           where d.clinica_id = m.clinica_id and d.canal = m.canal and d.direccion = lower(m.direccion))
         select 1 from e",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// The same for every failed one up to `hasta`, `lote` at most; how many there were.
pub async fn reintentar_hasta(tx: &mut Tx<'_>, hasta: i64, lote: usize) -> AppResult<usize> {
    Ok(consulta(
        "update envios set estado = 'pendiente', perdonados = intentos, proximo = ahora(), terminado = null, externo = null
         where (clinica_id, mensaje_id) in (
           select clinica_id, mensaje_id from envios where estado = 'fallido' and mensaje_id <= $1
           order by mensaje_id limit $2 for no key update skip locked)",
    )
    .bind::<BigInt, _>(hasta)
    .bind::<BigInt, _>(i64::try_from(lote).map_err(interno)?)
    .execute(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Fallidos {
    #[diesel(sql_type = Nullable<BigInt>)]
    ultimo: Option<i64>,
}

/// The newest message that failed.
pub async fn ultimo_fallido(tx: &mut Tx<'_>) -> AppResult<Option<i64>> {
    let fila: Fallidos =
        consulta("select max(mensaje_id) as ultimo from envios where estado = 'fallido'").get_result(tx.pg()).await?;
    Ok(fila.ultimo)
}
