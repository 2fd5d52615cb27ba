//! Reads and writes of exports. A file is read and written part by part.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Integer, Interval, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Estado, Exportacion, NuevaExportacion};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const EXPORTACIONES: &str = "select e.id, e.reporte, e.consulta, e.formato, e.corte,
    case when e.estado = 'lista' and e.vence <= ahora() then 'vencida' else e.estado end as estado, e.filas, e.hechas, e.tamano, e.creada,
    u.nombre as quien, e.vence
  from exportaciones e
  join membresias m on m.clinica_id = e.clinica_id and m.id = e.creada_por join usuarios u on u.id = m.usuario_id";

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    valor: i64,
}

pub async fn insertar(tx: &mut Tx<'_>, nueva: &NuevaExportacion<'_>) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    let fila: Numero = consulta(
        "insert into exportaciones (clinica_id, reporte, consulta, formato, corte, estado, filas)
         values ($1, $2, $3, $4, $5, $6, $7) returning id as valor",
    )
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(nueva.reporte)
    .bind::<Text, _>(nueva.consulta)
    .bind::<Text, _>(nueva.formato.codigo())
    .bind::<Timestamptz, _>(nueva.corte)
    .bind::<Text, _>(nueva.estado.codigo())
    .bind::<BigInt, _>(nueva.filas)
    .get_result(tx.pg())
    .await?;
    Ok(fila.valor)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Exportacion> {
    Ok(consulta(format!("{EXPORTACIONES} where e.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// The latest, and no file that left at once.
pub async fn ultimas(tx: &mut Tx<'_>, limite: i64) -> AppResult<Vec<Exportacion>> {
    Ok(consulta(format!("{EXPORTACIONES} where e.estado <> 'directa' order by e.id desc limit $1"))
        .bind::<BigInt, _>(limite)
        .load(tx.pg())
        .await?)
}

/// Begins, or begins again what another worker left: without any part of it.
pub async fn comenzar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let suya = consulta(
        "update exportaciones set estado = 'corriendo', hechas = 0 where id = $1 and estado in ('pendiente', 'corriendo')",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    borrar_partes(tx, id).await?;
    Ok(suya == 1)
}

/// So many rows are written; `false` when somebody called it off.
pub async fn avanzar(tx: &mut Tx<'_>, id: i64, hechas: i64) -> AppResult<bool> {
    let sigue = consulta("update exportaciones set hechas = $2 where id = $1 and estado = 'corriendo'")
        .bind::<BigInt, _>(id)
        .bind::<BigInt, _>(hechas)
        .execute(tx.pg())
        .await?;
    Ok(sigue == 1)
}

pub async fn guardar_parte(tx: &mut Tx<'_>, id: i64, numero: i32, bytes: &[u8]) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    consulta("insert into exportaciones_partes (clinica_id, exportacion_id, numero, bytes) values ($1, $2, $3, $4)")
        .bind::<Integer, _>(clinica)
        .bind::<BigInt, _>(id)
        .bind::<Integer, _>(numero)
        .bind::<Binary, _>(bytes)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Whole: it can be had until so long from now. `false` when somebody called it off meanwhile.
pub async fn concluir(tx: &mut Tx<'_>, id: i64, vigencia: chrono::TimeDelta) -> AppResult<bool> {
    let lista = consulta(
        "update exportaciones set estado = 'lista', hechas = filas, terminada = ahora(), vence = ahora() + $2,
           tamano = (select coalesce(sum(length(p.bytes)), 0) from exportaciones_partes p where p.exportacion_id = $1)
         where id = $1 and estado = 'corriendo'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Interval, _>(vigencia)
    .execute(tx.pg())
    .await?;
    Ok(lista == 1)
}

/// Nothing more will be written of it, and what was is thrown away; `false` when it had ended already.
pub async fn dejar(tx: &mut Tx<'_>, id: i64, estado: Estado) -> AppResult<bool> {
    let dejada = consulta(
        "update exportaciones set estado = $2, terminada = ahora() where id = $1 and estado in ('pendiente', 'corriendo')",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado.codigo())
    .execute(tx.pg())
    .await?;
    if dejada == 1 {
        borrar_partes(tx, id).await?;
    }
    Ok(dejada == 1)
}

/// Its time is over.
pub async fn olvidar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta("update exportaciones set estado = 'vencida' where id = $1 and estado = 'lista'")
        .bind::<BigInt, _>(id)
        .execute(tx.pg())
        .await?;
    borrar_partes(tx, id).await
}

async fn borrar_partes(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta("delete from exportaciones_partes where exportacion_id = $1")
        .bind::<BigInt, _>(id)
        .execute(tx.pg())
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Parte {
    #[diesel(sql_type = Binary)]
    bytes: Vec<u8>,
}

/// The bytes of one part; `None` past the last.
pub async fn parte(tx: &mut Tx<'_>, id: i64, numero: i32) -> AppResult<Option<Vec<u8>>> {
    let parte: Option<Parte> =
        consulta("select bytes from exportaciones_partes where exportacion_id = $1 and numero = $2")
            .bind::<BigInt, _>(id)
            .bind::<Integer, _>(numero)
            .get_result(tx.pg())
            .await
            .optional()?;
    Ok(parte.map(|parte| parte.bytes))
}

/// What a file needs to know of the clinic.
#[derive(QueryableByName)]
pub struct Clinica {
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
}

pub async fn clinica(tx: &mut Tx<'_>) -> AppResult<Clinica> {
    let clinica = tx.actor().clinica;
    Ok(consulta("select nombre, zona, moneda from clinicas where id = $1")
        .bind::<Integer, _>(clinica)
        .get_result(tx.pg())
        .await?)
}

/// Whom to tell that it is ready.
#[derive(QueryableByName)]
pub struct Quien {
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Text)]
    pub slug: String,
}

pub async fn quien_pidio(tx: &mut Tx<'_>, id: i64) -> AppResult<Quien> {
    Ok(consulta(
        "select m.id as membresia_id, u.nombre, u.correo, c.slug
         from exportaciones e join clinicas c on c.id = e.clinica_id
         join membresias m on m.clinica_id = e.clinica_id and m.id = e.creada_por join usuarios u on u.id = m.usuario_id
         where e.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}
