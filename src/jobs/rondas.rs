//! The schedule: what the house does by itself from time to time, for all clinics at once. Owns rondas, a row each, so that of many workers
//! one is at each of them, and anybody can look when it last went and how.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Interval, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::sosten::EnMano;
use crate::db::{Db, consulta};
use crate::error::{AppResult, interno};

/// Messages, jobs and forgotten passwords are none of these: they are queues, whose rows each belong to whoever takes them, so that many
/// workers at once are no harm but the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ronda {
    Retenidas,
    Suscripciones,
    Recordatorios,
    Encuestas,
    Respaldos,
    Novedades,
    Acumulados,
    Calendario,
    Sellos,
    Retiros,
}

impl Ronda {
    pub const TODAS: [Self; 10] = [
        Self::Recordatorios,
        Self::Encuestas,
        Self::Respaldos,
        Self::Retenidas,
        Self::Novedades,
        Self::Suscripciones,
        Self::Acumulados,
        Self::Calendario,
        Self::Sellos,
        Self::Retiros,
    ];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Retenidas => "retenidas",
            Self::Suscripciones => "suscripciones",
            Self::Recordatorios => "recordatorios",
            Self::Encuestas => "encuestas",
            Self::Respaldos => "respaldos",
            Self::Novedades => "novedades",
            Self::Acumulados => "acumulados",
            Self::Calendario => "calendario",
            Self::Sellos => "sellos",
            Self::Retiros => "retiros",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Retenidas => "Soltar las horas retenidas que vencieron",
            Self::Suscripciones => "Enviar las cifras pedidas por correo",
            Self::Recordatorios => "Escribir los recordatorios de citas",
            Self::Encuestas => "Preguntar cómo fue la atención",
            Self::Respaldos => "Escribir por correo lo que no llegó por WhatsApp",
            Self::Novedades => "Avisar al equipo",
            Self::Acumulados => "Sumar las cifras del tablero",
            Self::Calendario => "Preparar los meses y feriados que vienen",
            Self::Sellos => "Sellar la auditoría",
            Self::Retiros => "Retirar lo que cumplió su plazo",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODAS.into_iter().find(|ronda| ronda.codigo() == codigo)
    }
}

/// A round that this process has until its lease ends.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Tomada {
    #[diesel(sql_type = Text)]
    nombre: String,
    #[diesel(sql_type = BigInt)]
    vuelta: i64,
    #[diesel(sql_type = Integer)]
    pub fallas: i32,
    /// Whoever had it before never said how it ended.
    #[diesel(sql_type = Bool)]
    pub abandonada: bool,
}

impl Tomada {
    pub fn nombre(&self) -> &str {
        &self.nombre
    }

    pub fn ronda(&self) -> AppResult<Ronda> {
        Ronda::de_codigo(&self.nombre).ok_or_else(|| interno("a round of none of ours"))
    }
}

/// Those of `cuales` that are due and nobody has.
pub(super) async fn tomar(db: &Db, cuales: &[Ronda], arriendo: Duration) -> AppResult<Vec<Tomada>> {
    let nombres: Vec<&str> = cuales.iter().map(|ronda| ronda.codigo()).collect();
    Ok(consulta(
        "with t as (select coalesce($1, ahora()) as ahora),
         x as materialized (
           select r.nombre, r.corriendo from rondas r where r.proxima <= (select t.ahora from t) and r.nombre = any ($2)
           order by r.proxima for update skip locked)
         update rondas r set corriendo = true, vuelta = r.vuelta + 1, empezada = t.ahora, proxima = t.ahora + $3,
           error = case when x.corriendo then 'sin_respuesta' else r.error end, fallas = r.fallas + x.corriendo::int
         from t, x where r.nombre = x.nombre returning r.nombre, r.vuelta, r.fallas, x.corriendo as abandonada",
    )
    .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
    .bind::<Array<Text>, _>(nombres)
    .bind::<Interval, _>(TimeDelta::from_std(arriendo).map_err(interno)?)
    .load(&mut *db.conexion().await?)
    .await?)
}

impl EnMano for Tomada {
    async fn renovar(&self, db: &Db, arriendo: Duration) -> AppResult<bool> {
        cambiar(db, self, "proxima = t.ahora + $4", arriendo, None).await
    }
}

/// It went well, and comes again when its row says.
pub(super) async fn terminar(db: &Db, tomada: &Tomada) -> AppResult<bool> {
    let bien = "corriendo = false, terminada = t.ahora, error = null, fallas = 0, proxima = t.ahora + r.cada";
    cambiar(db, tomada, bien, Duration::ZERO, None).await
}

/// To be tried again after `espera`.
pub(super) async fn fallar(db: &Db, tomada: &Tomada, codigo: &str, espera: Duration) -> AppResult<bool> {
    let mal = "corriendo = false, terminada = t.ahora, error = $5, fallas = r.fallas + 1, proxima = t.ahora + $4";
    cambiar(db, tomada, mal, espera, Some(codigo)).await
}

/// It was not done: somebody else may at once.
pub(super) async fn devolver(db: &Db, tomada: &Tomada) -> AppResult<bool> {
    cambiar(db, tomada, "corriendo = false, proxima = t.ahora", Duration::ZERO, None).await
}

async fn cambiar(db: &Db, tomada: &Tomada, cambio: &str, plazo: Duration, codigo: Option<&str>) -> AppResult<bool> {
    let filas = consulta(format!(
        "with t as (select coalesce($1, ahora()) as ahora)
         update rondas r set {cambio} from t
         where r.nombre = $2 and r.vuelta = $3 and r.corriendo and ($4, coalesce($5, '')) is not null"
    ))
    .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
    .bind::<Text, _>(&tomada.nombre)
    .bind::<BigInt, _>(tomada.vuelta)
    .bind::<Interval, _>(TimeDelta::from_std(plazo).map_err(interno)?)
    .bind::<Nullable<Text>, _>(codigo)
    .execute(&mut *db.conexion().await?)
    .await?;
    Ok(filas == 1)
}

/// A line of the schedule, as anybody may read it: how much was done says something of every clinic, and is not here.
#[derive(Debug, Clone, QueryableByName)]
pub struct Linea {
    #[diesel(sql_type = Text)]
    nombre: String,
    #[diesel(sql_type = BigInt)]
    pub cada_segundos: i64,
    #[diesel(sql_type = Bool)]
    pub corriendo: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminada: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    error: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub proxima: DateTime<Utc>,
}

impl Linea {
    pub fn nombre(&self) -> &str {
        Ronda::de_codigo(&self.nombre).map_or(self.nombre.as_str(), |ronda| ronda.nombre())
    }

    /// Why the last one did not go well, in words.
    pub fn motivo(&self) -> Option<String> {
        self.error.as_deref().map(super::errores::en_palabras)
    }
}

impl fmt::Display for Linea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instante = |t: DateTime<Utc>| t.format("%Y-%m-%d %H:%M:%SZ").to_string();
        let como = self.error.as_deref().unwrap_or("ok");
        let ultima = self.terminada.map_or_else(|| "never".into(), |fin| format!("{} {como}", instante(fin)));
        write!(
            f,
            "{:<14} every {:>6} s  last {ultima}  next {}",
            self.nombre,
            self.cada_segundos,
            instante(self.proxima)
        )
    }
}

/// The whole schedule, in the order of `Ronda::TODAS`.
pub async fn agenda(con: &mut AsyncPgConnection) -> AppResult<Vec<Linea>> {
    let orden = Ronda::TODAS.map(Ronda::codigo).to_vec();
    Ok(consulta(
        "select r.nombre, extract(epoch from r.cada)::bigint as cada_segundos, r.corriendo and r.proxima > ahora() as corriendo,
           r.terminada, r.error, greatest(r.proxima, ahora()) as proxima
         from rondas r order by array_position($1, r.nombre), r.nombre",
    )
    .bind::<Array<Text>, _>(orden)
    .load(con)
    .await?)
}
