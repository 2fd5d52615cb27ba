//! Reads and writes of what is asked after a visit.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bytea, Integer, Interval, Nullable, SmallInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Ajustes, Enlace, Opinion, PorPreguntar, Pregunta, Respuesta, Resumen};
use crate::db::{Db, Tx, consulta};
use crate::error::{AppResult, interno};

pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Ajustes> {
    let sql = "select horas, huella from ajustes_encuesta where clinica_id = clinica_actual()";
    Ok(consulta(sql).get_result(tx.pg()).await?)
}

/// Over the settings as they were read, those of others stay; false when somebody changed them meanwhile.
pub async fn guardar(tx: &mut Tx<'_>, nuevos: &Ajustes) -> AppResult<bool> {
    let cambiadas = consulta(
        "update clinicas set ajustes = ajustes || jsonb_build_object('encuesta', jsonb_build_object('horas', $1))
         where id = clinica_actual() and md5(ajustes::text) = $2",
    )
    .bind::<Integer, _>(nuevos.horas)
    .bind::<Text, _>(&nuevos.huella)
    .execute(tx.pg())
    .await?;
    Ok(cambiadas == 1)
}

/// Of every clinic, so many at most.
pub async fn por_preguntar(db: &Db, limite: i32) -> AppResult<Vec<PorPreguntar>> {
    Ok(consulta("select * from encuestas_por_escribir($1, $2)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Integer, _>(limite)
        .load(&mut *db.conexion().await?)
        .await?)
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// `None` when it was asked of that visit already.
pub async fn crear(tx: &mut Tx<'_>, cita: i64, paciente: i64) -> AppResult<Option<i64>> {
    let fila: Option<Numero> = consulta(
        "insert into encuestas (clinica_id, cita_id, paciente_id) values ($1, $2, $3)
         on conflict (clinica_id, cita_id) do nothing returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(cita)
    .bind::<BigInt, _>(paciente)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(fila.map(|fila| fila.id))
}

pub async fn enlazar(tx: &mut Tx<'_>, encuesta: i64, token_hash: &[u8], vigencia: TimeDelta) -> AppResult<()> {
    consulta(
        "insert into enlaces_encuesta (clinica_id, encuesta_id, token_hash, vence) values ($1, $2, $3, ahora() + $4)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(encuesta)
    .bind::<Bytea, _>(token_hash)
    .bind::<Interval, _>(vigencia)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// `None`: no such link.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from encuesta_de_enlace($1)").bind::<Bytea, _>(token_hash);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

pub async fn pregunta(tx: &mut Tx<'_>, encuesta: i64) -> AppResult<Pregunta> {
    Ok(consulta(
        "select c.nombre as clinica, e.respondida is not null as respondida
         from encuestas e join clinicas c on c.id = e.clinica_id where e.id = $1",
    )
    .bind::<BigInt, _>(encuesta)
    .get_result(tx.pg())
    .await?)
}

/// False when it was answered before: the first word stands.
pub async fn responder(tx: &mut Tx<'_>, encuesta: i64, opinion: &Opinion) -> AppResult<bool> {
    let filas = consulta(
        "update encuestas set nota = $2, comentario = $3, respondida = ahora() where id = $1 and respondida is null",
    )
    .bind::<BigInt, _>(encuesta)
    .bind::<SmallInt, _>(opinion.nota)
    .bind::<Text, _>(&opinion.comentario)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

pub const PAGINA: usize = 50;

/// One page of what was answered, the newest question first, and one row more when there is another page.
pub async fn respuestas(tx: &mut Tx<'_>, antes: Option<i64>) -> AppResult<Vec<Respuesta>> {
    Ok(consulta(
        "select e.id, e.respondida, e.nota, e.comentario, d.profesional
         from encuestas e join citas_detalle d on d.clinica_id = e.clinica_id and d.id = e.cita_id
         where e.respondida is not null and e.id < $1 order by e.id desc limit $2",
    )
    .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(i64::try_from(PAGINA).map_err(interno)? + 1)
    .load(tx.pg())
    .await?)
}

/// Of the last 90 days.
pub async fn resumen(tx: &mut Tx<'_>) -> AppResult<Resumen> {
    Ok(consulta(
        "select count(*) as preguntadas, count(e.nota) as respondidas, round(avg(e.nota) * 10)::int as decimas
         from encuestas e where e.creada > ahora() - interval '90 days'",
    )
    .get_result(tx.pg())
    .await?)
}
