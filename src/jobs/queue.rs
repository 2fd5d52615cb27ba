//! The queue of a clinic's jobs: what they are, how one is asked for, claimed and finished.

use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Interval, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Ritmo;
use super::sosten::EnMano;
use crate::db::{Actor, Alcance, Db, Tx, consulta};
use crate::error::{AppResult, interno};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tipo", content = "datos", rename_all = "snake_case")]
pub enum Trabajo {
    /// Gives every failed message up to this one its attempts anew.
    ReintentarEnvios {
        hasta: i64,
    },
    RevisarImportacion {
        id: i64,
    },
    /// Creates the patients of an import that somebody has confirmed.
    CargarImportacion {
        id: i64,
    },
    OlvidarImportacion {
        id: i64,
    },
    /// Writes a report as a file.
    Exportar {
        id: i64,
        #[serde(default)]
        alcance: Alcance,
    },
    OlvidarExportacion {
        id: i64,
    },
    /// Asks WhatsApp to approve the template of a kind of message.
    PedirPlantilla {
        tipo: String,
    },
}

impl Trabajo {
    pub(super) fn leer(tipo: &str, datos: &Value) -> AppResult<Self> {
        serde_json::from_value(json!({"tipo": tipo, "datos": datos})).map_err(interno)
    }
}

/// To be run once the transaction commits. With `clave`, one unfinished job of that key is enough.
pub async fn encolar(tx: &mut Tx<'_>, trabajo: &Trabajo, clave: Option<&str>) -> AppResult<()> {
    encolar_para(tx, trabajo, clave, TimeDelta::zero()).await
}

/// The same, not before so long from now.
pub async fn encolar_para(tx: &mut Tx<'_>, trabajo: &Trabajo, clave: Option<&str>, espera: TimeDelta) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    consulta(
        "insert into trabajos (clinica_id, tipo, datos, clave, proximo)
         select $1, t ->> 'tipo', t -> 'datos', $3, ahora() + $4 from (select $2) as v (t)
         on conflict (clinica_id, clave) where estado in ('pendiente', 'corriendo') do nothing",
    )
    .bind::<Integer, _>(clinica)
    .bind::<Jsonb, _>(serde_json::to_value(trabajo).map_err(interno)?)
    .bind::<Nullable<Text>, _>(clave)
    .bind::<Interval, _>(espera)
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Tomado {
    #[diesel(sql_type = Integer)]
    clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub intentos: i32,
    /// Of them, those that do not count: it was given back, or somebody asked for it again.
    #[diesel(sql_type = Integer)]
    perdonados: i32,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Jsonb)]
    datos: Value,
    #[diesel(sql_type = Nullable<BigInt>)]
    creado_por: Option<i64>,
}

impl Tomado {
    /// The clinic, on behalf of whoever asked for the job.
    pub fn actor(&self) -> Actor {
        Actor { membresia: self.creado_por, ..Actor::sistema(self.clinica_id) }
    }

    pub fn trabajo(&self) -> AppResult<Trabajo> {
        Trabajo::leer(&self.tipo, &self.datos)
    }

    pub const fn gastados(&self) -> i32 {
        self.intentos - self.perdonados
    }
}

pub(super) async fn reclamar(db: &Db, ritmo: &Ritmo) -> AppResult<Vec<Tomado>> {
    let arriendo = TimeDelta::from_std(ritmo.arriendo).unwrap_or(TimeDelta::MAX);
    let mut con = db.conexion().await?;
    Ok(consulta("select * from reclamar_trabajos($1, $2, $3, $4)")
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Interval, _>(arriendo)
        .bind::<Integer, _>(ritmo.maximo)
        .bind::<Integer, _>(ritmo.lote)
        .load(&mut *con)
        .await?)
}

impl EnMano for Tomado {
    async fn renovar(&self, db: &Db, arriendo: Duration) -> AppResult<bool> {
        cambiar(db, self, "estado = 'corriendo', proximo = ahora() + $3", arriendo, None).await
    }
}

pub(super) async fn terminar(db: &Db, tomado: &Tomado) -> AppResult<bool> {
    cambiar(db, tomado, "estado = 'hecho', error = $4, terminado = ahora()", Duration::ZERO, None).await
}

/// It was not done: somebody else may at once, and it does not count.
pub(super) async fn devolver(db: &Db, tomado: &Tomado) -> AppResult<bool> {
    let cambio = "estado = 'pendiente', proximo = ahora(), perdonados = perdonados + 1";
    cambiar(db, tomado, cambio, Duration::ZERO, None).await
}

/// `espera` absent: that was the last attempt.
pub(super) async fn fallar(db: &Db, tomado: &Tomado, codigo: &str, espera: Option<Duration>) -> AppResult<bool> {
    let cambio = match espera {
        Some(_) => "estado = 'pendiente', error = $4, proximo = ahora() + $3",
        None => "estado = 'fallido', error = $4, terminado = ahora()",
    };
    cambiar(db, tomado, cambio, espera.unwrap_or_default(), Some(codigo)).await
}

/// The attempt's number is the fence: a job claimed anew is no longer ours to speak of.
async fn cambiar(db: &Db, tomado: &Tomado, cambio: &str, plazo: Duration, codigo: Option<&str>) -> AppResult<bool> {
    let plazo = TimeDelta::from_std(plazo).map_err(interno)?;
    db.escribir(&Actor::sistema(tomado.clinica_id), async |tx| {
        let filas = consulta(format!(
            "update trabajos set {cambio}
             where id = $1 and intentos = $2 and estado = 'corriendo' and ($3, coalesce($4, '')) is not null"
        ))
        .bind::<BigInt, _>(tomado.id)
        .bind::<Integer, _>(tomado.intentos)
        .bind::<Interval, _>(plazo)
        .bind::<Nullable<Text>, _>(codigo)
        .execute(tx.pg())
        .await?;
        Ok(filas == 1)
    })
    .await
}
