//! Rows as they are sealed, and seals as they are kept.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Date, Integer, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Cuerpo, Dia, Hoja, Sello};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

/// Every column of a row as one line of text: what PostgreSQL writes of an array of texts has one form. Instants go in
/// microseconds, so that no setting of the connection changes them.
const FILAS: &str = "select id, array[clinica_id::text, id::text, (extract(epoch from en) * 1000000)::bigint::text, usuario_id::text,
    membresia_id::text, peticion_id::text, sesion_id::text, direccion, tabla, fila_id, operacion, antes::text, despues::text]::text as fila
  from auditoria where clinica_id = $1 and en >= $2 and en < $3 and id > $4 and id <= $5 order by id limit $6";

/// Between two ids, `desde` outside.
#[derive(Debug, Clone, Copy)]
pub struct Tramo {
    pub desde: i64,
    pub hasta: i64,
    pub limite: i64,
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    fila: String,
}

fn ventana(dia: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let inicio = dia.and_time(NaiveTime::MIN).and_utc();
    (inicio, inicio + TimeDelta::days(1))
}

/// The leaves of the rows that stand there now.
pub async fn hojas_vivas(tx: &mut Tx<'_>, dia: NaiveDate, tramo: Tramo) -> AppResult<Vec<Hoja>> {
    let (desde, hasta) = ventana(dia);
    let filas: Vec<Fila> = consulta(FILAS)
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Timestamptz, _>(desde)
        .bind::<Timestamptz, _>(hasta)
        .bind::<BigInt, _>(tramo.desde)
        .bind::<BigInt, _>(tramo.hasta)
        .bind::<BigInt, _>(tramo.limite)
        .load(tx.pg())
        .await?;
    Ok(filas.iter().map(|f| Hoja::nueva(f.id, &f.fila)).collect())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Extension {
    #[diesel(sql_type = BigInt)]
    pub filas: i64,
    #[diesel(sql_type = BigInt)]
    pub primera: i64,
    #[diesel(sql_type = BigInt)]
    pub ultima: i64,
}

/// How many rows a day has, and from which id to which; zeros of a day without any.
pub async fn extension(tx: &mut Tx<'_>, dia: NaiveDate) -> AppResult<Extension> {
    let (desde, hasta) = ventana(dia);
    Ok(consulta(
        "select count(*) as filas, coalesce(min(id), 0) as primera, coalesce(max(id), 0) as ultima
         from auditoria where clinica_id = $1 and en >= $2 and en < $3",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Timestamptz, _>(desde)
    .bind::<Timestamptz, _>(hasta)
    .get_result(tx.pg())
    .await?)
}

/// A day may take longer to read than a request may.
pub async fn sin_prisa(tx: &mut Tx<'_>) -> AppResult<()> {
    consulta("select set_config('statement_timeout', '0', true)").execute(tx.pg()).await?;
    Ok(())
}

/// One at a time: of two workers that seal a clinic, the second finds it done.
pub async fn turno(tx: &mut Tx<'_>) -> AppResult<()> {
    consulta("select pg_advisory_xact_lock(hashtext('sellos_auditoria'), $1)")
        .bind::<Integer, _>(tx.actor().clinica)
        .execute(tx.pg())
        .await?;
    Ok(())
}

const SELLO: &str =
    "select version, filas, primera, ultima, raiz, anterior, sello from sellos_auditoria where clinica_id = $1";

pub async fn sello(tx: &mut Tx<'_>, dia: NaiveDate) -> AppResult<Option<Sello>> {
    Ok(consulta(format!("{SELLO} and dia = $2"))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Date, _>(dia)
        .get_result(tx.pg())
        .await
        .optional()?)
}

/// The last one before a day.
pub async fn sello_anterior(tx: &mut Tx<'_>, dia: NaiveDate) -> AppResult<Option<Sello>> {
    Ok(consulta(format!("{SELLO} and dia < $2 order by dia desc limit 1"))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Date, _>(dia)
        .get_result(tx.pg())
        .await
        .optional()?)
}

pub async fn guardar_hojas(tx: &mut Tx<'_>, dia: NaiveDate, parte: i32, hojas: &[Hoja]) -> AppResult<()> {
    let Some(ultima) = hojas.last() else { return Ok(()) };
    consulta("insert into hojas_auditoria (clinica_id, dia, parte, hasta, hojas) values ($1, $2, $3, $4, $5)")
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Date, _>(dia)
        .bind::<Integer, _>(parte)
        .bind::<BigInt, _>(ultima.id)
        .bind::<Binary, _>(hojas.iter().flat_map(Hoja::bytes).collect::<Vec<u8>>())
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn guardar_sello(tx: &mut Tx<'_>, dia: NaiveDate, cuerpo: &Cuerpo, sello: &[u8]) -> AppResult<()> {
    consulta(
        "insert into sellos_auditoria (clinica_id, dia, version, filas, primera, ultima, raiz, anterior, sello)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Date, _>(dia)
    .bind::<Integer, _>(cuerpo.version)
    .bind::<BigInt, _>(cuerpo.filas)
    .bind::<BigInt, _>(cuerpo.primera)
    .bind::<BigInt, _>(cuerpo.ultima)
    .bind::<Binary, _>(&cuerpo.raiz)
    .bind::<Binary, _>(&cuerpo.anterior)
    .bind::<Binary, _>(sello)
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Parte {
    #[diesel(sql_type = Binary)]
    hojas: Vec<u8>,
}

/// The leaves as they were sealed; `None` after the last part.
pub async fn parte(tx: &mut Tx<'_>, dia: NaiveDate, parte: i32) -> AppResult<Option<Vec<u8>>> {
    let parte: Option<Parte> =
        consulta("select hojas from hojas_auditoria where clinica_id = $1 and dia = $2 and parte = $3")
            .bind::<Integer, _>(tx.actor().clinica)
            .bind::<Date, _>(dia)
            .bind::<Integer, _>(parte)
            .get_result(tx.pg())
            .await
            .optional()?;
    Ok(parte.map(|p| p.hojas))
}

/// Writes down the days that are over.
pub async fn cerrar_dias(db: &Db) -> AppResult<()> {
    consulta("select cerrar_dias_auditoria()").execute(&mut *db.conexion().await?).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct UnDia {
    #[diesel(sql_type = Date)]
    dia: NaiveDate,
}

/// The oldest day without a seal, once all who wrote in it have ended.
pub async fn por_sellar(db: &Db) -> AppResult<Option<NaiveDate>> {
    let dia: Option<UnDia> = consulta(
        "select dia from (select dia, horizonte from dias_auditoria where sellado is null order by dia limit 1) d
         where horizonte <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    )
    .get_result(&mut *db.conexion().await?)
    .await
    .optional()?;
    Ok(dia.map(|d| d.dia))
}

/// What a clinic, or the platform (0), has of a day.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Rastro {
    #[diesel(sql_type = Integer)]
    pub clinica: i32,
    #[diesel(sql_type = Bool)]
    pub filas: bool,
    #[diesel(sql_type = Bool)]
    pub sello: bool,
}

/// Who has anything of a day.
pub async fn rastros(db: &Db, dia: NaiveDate) -> AppResult<Vec<Rastro>> {
    Ok(consulta("select clinica, filas, sello from rastros_auditoria($1)")
        .bind::<Date, _>(dia)
        .load(&mut *db.conexion().await?)
        .await?)
}

#[derive(QueryableByName)]
struct Clinica {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    slug: String,
}

/// How each clinic that works is called.
pub async fn nombres(db: &Db) -> AppResult<BTreeMap<i32, String>> {
    let clinicas: Vec<Clinica> =
        consulta("select id, slug from clinicas_activas()").load(&mut *db.conexion().await?).await?;
    Ok(clinicas.into_iter().map(|c| (c.id, c.slug)).collect())
}

/// Sealed days after one, the oldest first.
pub async fn dias(db: &Db, despues_de: Option<NaiveDate>, limite: i64) -> AppResult<Vec<Dia>> {
    Ok(consulta(
        "select dia, resumen, anterior, sello from dias_auditoria
         where sellado is not null and ($1 is null or dia > $1) order by dia limit $2",
    )
    .bind::<Nullable<Date>, _>(despues_de)
    .bind::<BigInt, _>(limite)
    .load(&mut *db.conexion().await?)
    .await?)
}

/// The seal of the last sealed day before one.
pub async fn dia_anterior(db: &Db, dia: NaiveDate) -> AppResult<Option<Dia>> {
    Ok(consulta(
        "select dia, resumen, anterior, sello from dias_auditoria
         where sellado is not null and dia < $1 order by dia desc limit 1",
    )
    .bind::<Date, _>(dia)
    .get_result(&mut *db.conexion().await?)
    .await
    .optional()?)
}

#[derive(QueryableByName)]
struct Si {
    #[diesel(sql_type = Bool)]
    si: bool,
}

/// False when another worker did it first.
pub async fn sellar_dia(db: &Db, dia: &Dia) -> AppResult<bool> {
    let hecho: Si = consulta("select sellar_dia_auditoria($1, $2, $3, $4) as si")
        .bind::<Date, _>(dia.dia)
        .bind::<Binary, _>(&dia.resumen)
        .bind::<Binary, _>(&dia.anterior)
        .bind::<Binary, _>(&dia.sello)
        .get_result(&mut *db.conexion().await?)
        .await?;
    Ok(hecho.si)
}

/// The months older than the policy of every clinic asks for.
pub async fn meses_vencidos(db: &Db) -> AppResult<Vec<NaiveDate>> {
    let meses: Vec<UnDia> = consulta(
        "select to_date(right(c.relname, 6), 'YYYYMM') as dia from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'auditoria'::regclass
           and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' + make_interval(years => anios_auditoria())
             <= clock_timestamp() at time zone 'UTC'
         order by 1",
    )
    .load(&mut *db.conexion().await?)
    .await?;
    Ok(meses.into_iter().map(|m| m.dia).collect())
}

pub async fn retirar(db: &Db, mes: NaiveDate) -> AppResult<()> {
    consulta("select retirar_auditoria($1)").bind::<Date, _>(mes).execute(&mut *db.conexion().await?).await?;
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Retiro {
    #[diesel(sql_type = Date)]
    pub mes: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub filas: i64,
}

/// The months that are gone.
pub async fn retiros(db: &Db) -> AppResult<Vec<Retiro>> {
    Ok(consulta("select mes, en, filas from retiros_auditoria order by mes").load(&mut *db.conexion().await?).await?)
}

#[derive(Debug, QueryableByName)]
pub struct Gerente {
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
}

/// Who keeps the seals: gerencia.
pub async fn gerentes(tx: &mut Tx<'_>) -> AppResult<Vec<Gerente>> {
    Ok(consulta(
        "select m.id as membresia_id, u.nombre, u.correo from membresias m
         join usuarios u on u.id = m.usuario_id and u.estado = 'activo'
         join membresias_roles r on r.clinica_id = m.clinica_id and r.membresia_id = m.id and r.rol = 'gerencia'
         where m.clinica_id = $1 and m.estado = 'activa' order by m.id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .load(tx.pg())
    .await?)
}
