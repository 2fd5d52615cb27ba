//! A demo clinic being filled: who acts in it, and the ids of what it has.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

use super::datos::{Insumo, Prestacion, Profesional};
use super::escala::Plano;
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::identidad::queries::clinica_de_slug;
use crate::values::zona::Zona;

/// A row of ours and the id it was given.
pub type Puesto<T> = (i64, &'static T);

pub struct Sede<'a> {
    pub db: &'a Db,
    pub plano: &'static Plano,
    pub ahora: DateTime<Utc>,
    pub lugar: Lugar,
    pub recepcion: Actor,
    pub caja: Actor,
    pub bodega: Actor,
    pub pacientes: Vec<i64>,
    pub profesionales: Vec<Puesto<Profesional>>,
    pub prestaciones: Vec<Puesto<Prestacion>>,
    pub insumos: Vec<Puesto<Insumo>>,
}

#[derive(QueryableByName)]
pub struct Lugar {
    #[diesel(sql_type = BigInt)]
    pub sucursal_id: i64,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub caja_id: i64,
    #[diesel(sql_type = Text)]
    zona: String,
}

#[derive(QueryableByName)]
struct Miembro {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    usuario_id: i64,
}

impl<'a> Sede<'a> {
    /// As `fundar` left it.
    pub async fn abrir(db: &'a Db, plano: &'static Plano, ahora: DateTime<Utc>) -> AppResult<Self> {
        let sistema = Actor::sistema(clinica_de_slug(db, plano.slug).await?);
        db.leer(&sistema, async |tx| {
            Ok(Self {
                db,
                plano,
                ahora,
                lugar: lugar(tx).await?,
                recepcion: actor(tx, plano.recepcion).await?,
                caja: actor(tx, plano.caja).await?,
                bodega: actor(tx, plano.bodega).await?,
                pacientes: Vec::new(),
                profesionales: Vec::new(),
                prestaciones: Vec::new(),
                insumos: Vec::new(),
            })
        })
        .await
    }

    pub fn zona(&self) -> Zona {
        Zona::de_nombre(&self.lugar.zona).unwrap_or(Zona::SANTIAGO)
    }

    pub fn hoy(&self) -> NaiveDate {
        self.zona().fecha(self.ahora)
    }

    /// Wall time of the clinic.
    pub fn a_las(&self, fecha: NaiveDate, hora: u32, minuto: u32) -> DateTime<Utc> {
        self.zona().instante(fecha.and_time(NaiveTime::from_hms_opt(hora, minuto, 0).unwrap_or_default()))
    }

    /// Today and so many days.
    pub fn fecha(&self, dias: i64) -> NaiveDate {
        self.hoy() + TimeDelta::days(dias)
    }

    /// The same date, the same dice.
    pub fn azar(&self, fecha: NaiveDate) -> ChaCha8Rng {
        use chrono::Datelike;
        let dia = u64::from(fecha.num_days_from_ce().unsigned_abs());
        ChaCha8Rng::seed_from_u64(self.plano.semilla * 10_000_000 + dia)
    }

    pub fn sistema(&self) -> Actor {
        Actor { usuario: None, membresia: None, ..self.recepcion }
    }

    /// A write by somebody at an instant.
    pub async fn escribir<R>(
        &self,
        instante: DateTime<Utc>,
        actor: &Actor,
        f: impl AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    ) -> AppResult<R> {
        self.db.reloj().fijar(instante);
        self.db.escribir(actor, f).await
    }
}

async fn lugar(tx: &mut Tx<'_>) -> AppResult<Lugar> {
    Ok(diesel::sql_query(
        "select s.id as sucursal_id, d.id as deposito_id, c.id as caja_id, cl.zona
         from clinicas cl join sucursales s on s.clinica_id = cl.id and s.principal
         join depositos d on d.clinica_id = s.clinica_id and d.sucursal_id = s.id
         join cajas c on c.clinica_id = s.clinica_id and c.sucursal_id = s.id",
    )
    .get_result(tx.pg())
    .await?)
}

async fn actor(tx: &mut Tx<'_>, correo: &str) -> AppResult<Actor> {
    let miembro: Miembro = diesel::sql_query(
        "select m.id, m.usuario_id from membresias m join usuarios u on u.id = m.usuario_id where u.correo = $1",
    )
    .bind::<Text, _>(correo)
    .get_result(tx.pg())
    .await
    .map_err(|error| interno(format!("{correo}: {error}")))?;
    Ok(Actor { usuario: Some(miembro.usuario_id), membresia: Some(miembro.id), ..tx.actor() })
}
