//! The queue of what the API told, what it says of messages, and what e-mail is to say instead.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Interval, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::{Db, Tx, consulta};
use crate::error::{AppResult, interno};
use crate::mail::Falla;
use crate::whatsapp::{Destino, Hecho, Recibido};

#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Cuenta {
    /// New ones.
    #[diesel(sql_type = BigInt)]
    pub guardados: i64,
    /// Of no clinic here.
    #[diesel(sql_type = BigInt)]
    pub ajenos: i64,
}

/// Keeps what the API told, each thing once.
pub async fn recibir(db: &Db, recibidos: &[Recibido]) -> AppResult<Cuenta> {
    let evento = |r: &Recibido| {
        let (numero, cuenta) = match &r.destino {
            Destino::Numero(numero) => (Some(numero), None),
            Destino::Cuenta(cuenta) => (None, Some(cuenta)),
        };
        json!({"numero": numero, "cuenta": cuenta, "clave": r.clave, "datos": r.hecho})
    };
    let eventos = Value::Array(recibidos.iter().map(evento).collect());
    let mut con = db.conexion().await?;
    Ok(consulta("select * from recibir_whatsapp($1, $2)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Jsonb, _>(eventos)
        .get_result(&mut *con)
        .await?)
}

/// Of the queue of what was told.
#[derive(Debug, Clone, QueryableByName)]
pub struct Evento {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub intentos: i32,
    #[diesel(sql_type = Jsonb)]
    datos: Value,
}

impl Evento {
    pub fn hecho(&self) -> AppResult<Hecho> {
        serde_json::from_value(self.datos.clone()).map_err(interno)
    }
}

/// Whoever claims so many times and does not get to the end gives up.
const INTENTOS: i32 = 10;
const ARRIENDO: TimeDelta = TimeDelta::seconds(60);

pub async fn reclamar_eventos(db: &Db, limite: i32) -> AppResult<Vec<Evento>> {
    let mut con = db.conexion().await?;
    Ok(consulta("select * from reclamar_eventos_whatsapp($1, $2, $3, $4)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Interval, _>(ARRIENDO)
        .bind::<Integer, _>(INTENTOS)
        .bind::<Integer, _>(limite)
        .load(&mut *con)
        .await?)
}

/// First of all in its transaction: false when somebody else attended to it.
pub async fn terminar_evento(tx: &mut Tx<'_>, evento: &Evento) -> AppResult<bool> {
    let filas = consulta(
        "update eventos_whatsapp set estado = 'hecho', datos = '{}'
         where clinica_id = clinica_actual() and id = $1 and intentos = $2 and estado = 'pendiente'",
    )
    .bind::<BigInt, _>(evento.id)
    .bind::<Integer, _>(evento.intentos)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// It comes too early: the message that it speaks of is still on its way.
pub async fn posponer_evento(tx: &mut Tx<'_>, evento: &Evento, espera: TimeDelta) -> AppResult<()> {
    consulta("update eventos_whatsapp set proximo = ahora() + $3 where clinica_id = clinica_actual() and id = $1 and intentos = $2")
        .bind::<BigInt, _>(evento.id)
        .bind::<Integer, _>(evento.intentos)
        .bind::<Interval, _>(espera)
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn olvidar_eventos(db: &Db) -> AppResult<()> {
    let mut con = db.conexion().await?;
    consulta("select retirar_eventos_whatsapp($1)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .execute(&mut *con)
        .await?;
    Ok(())
}

/// A message of ours that the API speaks of.
#[derive(Debug, Clone, QueryableByName)]
pub struct Aludido {
    #[diesel(sql_type = BigInt)]
    pub mensaje_id: i64,
    #[diesel(sql_type = Text)]
    estado: String,
    /// It is known by that name, or by none yet.
    #[diesel(sql_type = Bool)]
    pub es_este: bool,
}

impl Aludido {
    pub fn va_saliendo(&self) -> bool {
        self.estado == "enviando"
    }
}

/// By its name there, or by the one that it left with: who sent it may have died before it wrote the other down.
pub async fn aludido(tx: &mut Tx<'_>, wamid: &str, message_id: Option<Uuid>) -> AppResult<Option<Aludido>> {
    Ok(consulta(
        "select e.mensaje_id, e.estado, coalesce(e.externo = $1, true) as es_este from envios e
         where e.clinica_id = clinica_actual() and e.canal = 'whatsapp' and (e.externo = $1
           or e.mensaje_id = (select m.id from mensajes m where m.clinica_id = clinica_actual() and m.message_id = $2))
         order by (e.externo = $1) desc nulls last limit 1 for no key update",
    )
    .bind::<Text, _>(wamid)
    .bind::<Nullable<SqlUuid>, _>(message_id)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// It left, it arrived, it was read: in any order, each told once or more. What was taken for lost or still to be sent was not.
pub async fn anotar_llegada(
    tx: &mut Tx<'_>,
    mensaje: i64,
    wamid: &str,
    (entregado, leido): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
) -> AppResult<()> {
    consulta(
        "update envios set externo = coalesce(externo, $2), entregado = least(entregado, $3), leido = least(leido, $4),
           estado = case when cambia then 'enviado' else estado end, error = case when cambia then null else error end,
           terminado = case when cambia then ahora() else terminado end
         from (select mensaje_id as id, estado = 'pendiente' or (estado = 'fallido' and $3 is not null) as cambia
           from envios where clinica_id = clinica_actual() and mensaje_id = $1) x
         where clinica_id = clinica_actual() and mensaje_id = x.id",
    )
    .bind::<BigInt, _>(mensaje)
    .bind::<Text, _>(wamid)
    .bind::<Nullable<Timestamptz>, _>(entregado)
    .bind::<Nullable<Timestamptz>, _>(leido)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The API took it and could not deliver it. An address that takes nothing is not written to again.
pub async fn anotar_fracaso(tx: &mut Tx<'_>, mensaje: i64, wamid: &str, falla: &Falla) -> AppResult<()> {
    consulta(
        "with e as (
           update envios set externo = $2, estado = 'fallido', error = $3, terminado = ahora()
           where clinica_id = clinica_actual() and mensaje_id = $1 and entregado is null and estado in ('enviado', 'pendiente')
           returning clinica_id, mensaje_id)
         insert into direcciones_suprimidas (clinica_id, canal, direccion, mensaje_id, codigo)
         select m.clinica_id, m.canal, m.direccion, m.id, $3
         from e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id where $4
         on conflict (clinica_id, canal, direccion) do nothing",
    )
    .bind::<BigInt, _>(mensaje)
    .bind::<Text, _>(wamid)
    .bind::<Text, _>(&falla.codigo)
    .bind::<Bool, _>(falla.es_de_la_direccion())
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The clinics where e-mail is to say what WhatsApp did not deliver.
pub async fn por_respaldar(db: &Db) -> AppResult<Vec<i32>> {
    let mut con = db.conexion().await?;
    let clinicas: Vec<Clinica> = consulta("select clinica_id from clinicas_por_respaldar($1)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .load(&mut *con)
        .await?;
    Ok(clinicas.into_iter().map(|c| c.clinica_id).collect())
}

#[derive(QueryableByName)]
struct Clinica {
    #[diesel(sql_type = Integer)]
    clinica_id: i32,
}

/// Writes those letters, one a message, with a key of their own; how many. Whoever hears meanwhile that it was delivered waits, or is waited for.
pub async fn respaldar(tx: &mut Tx<'_>) -> AppResult<usize> {
    Ok(consulta(
        "with r as (
           select m.*, r.correo from respaldos_whatsapp(clinica_actual(), ahora()) r
           join envios e on e.clinica_id = clinica_actual() and e.mensaje_id = r.mensaje_id and e.entregado is null
           join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
           for no key update of e),
         m as (
           insert into mensajes (clinica_id, tipo, canal, paciente_id, nombre, direccion, asunto, carta, adjuntos, clave, hilo, cita_id, vence)
           select r.clinica_id, r.tipo, 'correo', r.paciente_id, r.nombre, r.correo, r.asunto, r.carta, r.adjuntos, r.clave || ':correo', r.hilo,
             r.cita_id, r.vence
           from r on conflict (clinica_id, clave) do nothing
           returning clinica_id, id, canal)
         insert into envios (clinica_id, mensaje_id, canal) select clinica_id, id, canal from m",
    )
    .execute(tx.pg())
    .await?)
}
