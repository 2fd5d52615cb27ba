//! Where a report is read. A streaming replica may answer for the primary when it holds everything the reader must find there:
//! its own place in the log of writes says so. Never a wrong answer: when in doubt, the primary.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};

use super::pool::{self, Pool, Viajes};
use super::tx::Modo;
use super::{Actor, Db, Tx, consulta, habla_en_c};
use crate::error::{AppError, AppResult, interno};

/// How far behind whoever tells how things stand may be.
const ATRASO_MAX: TimeDelta = TimeDelta::seconds(30);
/// A host that went away without a word answers nothing.
const PACIENCIA: Duration = Duration::from_secs(2);
/// One that failed is left alone for a while, so that not every reader waits for it.
const REPOSO: Duration = Duration::from_secs(10);

/// A place in the log of writes: whoever has replayed it holds everything committed before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lsn(i64);

impl fmt::Display for Lsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl Lsn {
    pub fn parse(texto: &str) -> Option<Self> {
        i64::from_str_radix(texto, 16).ok().filter(|n| *n >= 0).map(Self)
    }
}

/// Who may answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alcance {
    /// The primary alone.
    #[default]
    Primaria,
    /// Whoever has replayed that far: for what is read as of an instant after which nothing counts.
    Hasta(Lsn),
    /// The same, and not far behind: for how things stand.
    Ahora(Lsn),
}

impl Alcance {
    /// It must hold what was written up to there as well.
    pub fn tras(self, lsn: Lsn) -> Self {
        match self {
            Self::Primaria => Self::Primaria,
            Self::Hasta(otro) => Self::Hasta(otro.max(lsn)),
            Self::Ahora(otro) => Self::Ahora(otro.max(lsn)),
        }
    }
}

pub struct Leido<R> {
    pub valor: R,
    pub fuente: Fuente,
}

/// Who answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fuente {
    /// With a place after all that was read. Where there is no replica nobody needs it, and it is not asked for.
    Primaria(Option<Lsn>),
    /// How long ago what it last replayed was committed: on a quiet server that is more than it is behind.
    Replica(TimeDelta),
}

impl Fuente {
    pub fn lsn(self) -> Option<Lsn> {
        if let Self::Primaria(lsn) = self { lsn } else { None }
    }

    pub fn atraso(self) -> Option<TimeDelta> {
        if let Self::Replica(atraso) = self { Some(atraso) } else { None }
    }
}

#[derive(Clone)]
pub(super) struct Replica {
    pool: Pool,
    /// Since when it fails.
    caida: Arc<Mutex<Option<Instant>>>,
}

impl Replica {
    pub(super) fn nueva(url: &str, max: u32, viajes: Viajes) -> Self {
        Self { pool: pool::abrir_despues(url, max, viajes), caida: Arc::default() }
    }

    /// Of those who come once it has rested, one tries.
    fn se_intenta(&self) -> bool {
        let mut caida = self.caida.lock().unwrap_or_else(PoisonError::into_inner);
        let descansa = caida.is_some_and(|desde| desde.elapsed() < REPOSO);
        if caida.is_some() && !descansa {
            *caida = Some(Instant::now());
        }
        !descansa
    }

    fn responde(&self) {
        if self.caida.lock().unwrap_or_else(PoisonError::into_inner).take().is_some() {
            tracing::info!("the replica answers again");
        }
    }

    /// Told once, until it answers again.
    fn falla(&self, error: &AppError) {
        if self.caida.lock().unwrap_or_else(PoisonError::into_inner).replace(Instant::now()).is_none() {
            tracing::warn!(%error, "the replica failed: reports are read from the primary");
        }
    }
}

#[derive(QueryableByName)]
struct Estado {
    #[diesel(sql_type = Nullable<BigInt>)]
    lsn: Option<i64>,
    /// In milliseconds; of a server that has replayed no commit nothing is known.
    #[diesel(sql_type = Nullable<BigInt>)]
    atraso: Option<i64>,
    #[diesel(sql_type = Text)]
    lc_messages: String,
}

/// No row of a server that was promoted, or was never a replica.
const ESTADO: &str = "select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint as lsn,
    (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint as atraso,
    current_setting('lc_messages') as lc_messages
  where pg_is_in_recovery()";

impl Estado {
    /// How far behind it is; `None` when it may not answer.
    fn alcanza(&self, alcance: Alcance) -> Option<TimeDelta> {
        let atraso = TimeDelta::milliseconds(self.atraso?.max(0));
        let (necesita, cabe) = match alcance {
            Alcance::Primaria => return None,
            Alcance::Hasta(lsn) => (lsn, true),
            Alcance::Ahora(lsn) => (lsn, atraso <= ATRASO_MAX),
        };
        (cabe && Lsn(self.lsn?) >= necesita).then_some(atraso)
    }
}

async fn estado(con: &mut AsyncPgConnection) -> AppResult<Option<Estado>> {
    let leido: Option<Estado> = consulta(ESTADO).get_result(con).await.optional()?;
    if let Some(estado) = &leido {
        habla_en_c(&estado.lc_messages)?;
    }
    Ok(leido)
}

#[derive(QueryableByName)]
struct Lugar {
    #[diesel(sql_type = BigInt)]
    lsn: i64,
}

/// Where the primary writes: after everything that is committed already, flushed or not.
async fn lugar(tx: &mut Tx<'_>) -> AppResult<Lsn> {
    let lugar: Lugar = consulta("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as lsn")
        .get_result(tx.pg())
        .await?;
    Ok(Lsn(lugar.lsn))
}

impl Db {
    /// A read-only transaction of a report. `f` runs again, on the primary, when the replica fails in the middle.
    pub async fn leer_reporte<R, F>(&self, actor: &Actor, alcance: Alcance, f: F) -> AppResult<Leido<R>>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R> + Clone,
    {
        let Some(replica) = &self.replica else {
            return Ok(Leido { valor: self.leer(actor, f).await?, fuente: Fuente::Primaria(None) });
        };
        if alcance != Alcance::Primaria && replica.se_intenta() {
            match self.leer_en(replica, actor, alcance, f.clone()).await {
                Ok(leido) => {
                    replica.responde();
                    if let Some(leido) = leido {
                        return Ok(leido);
                    }
                }
                Err(error) => replica.falla(&error),
            }
        }
        self.leer(actor, async move |tx| {
            let valor = f(tx).await?;
            Ok(Leido { valor, fuente: Fuente::Primaria(Some(lugar(tx).await?)) })
        })
        .await
    }

    /// `None` when the replica is not there yet. What it has replayed is asked before the transaction begins, which sees no less.
    #[expect(clippy::disallowed_methods, reason = "the door itself")]
    async fn leer_en<R, F>(
        &self,
        replica: &Replica,
        actor: &Actor,
        alcance: Alcance,
        f: F,
    ) -> AppResult<Option<Leido<R>>>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    {
        let mut con = replica.pool.get().await?;
        let estado = tokio::time::timeout(PACIENCIA, estado(&mut con)).await.map_err(interno)??;
        let Some(atraso) = estado.and_then(|estado| estado.alcanza(alcance)) else { return Ok(None) };
        let valor = self.en(&mut con, Modo::Lectura, actor, f).await?;
        Ok(Some(Leido { valor, fuente: Fuente::Replica(atraso) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estado(lsn: i64, atraso: Option<i64>) -> Estado {
        Estado { lsn: Some(lsn), atraso, lc_messages: "C".into() }
    }

    #[test]
    fn en_la_duda_la_primaria() {
        let (antes, ahi) = (Lsn(99), Lsn(100));
        assert_eq!(estado(100, Some(2_000)).alcanza(Alcance::Hasta(ahi)), Some(TimeDelta::seconds(2)));
        assert_eq!(estado(99, Some(0)).alcanza(Alcance::Hasta(antes).tras(ahi)), None);
        assert_eq!(estado(100, None).alcanza(Alcance::Hasta(antes)), None);
        // An old corte is never too old; how things stand is.
        assert!(estado(100, Some(3_600_000)).alcanza(Alcance::Hasta(ahi)).is_some());
        assert_eq!(estado(100, Some(31_000)).alcanza(Alcance::Ahora(antes)), None);
        assert_eq!(estado(100, Some(0)).alcanza(Alcance::Primaria.tras(antes)), None);
    }

    #[test]
    fn un_lugar_se_lee_como_se_escribe() {
        let lsn = Lsn(0x16_b374_d848);
        assert_eq!(Lsn::parse(&lsn.to_string()), Some(lsn));
        for malo in ["", "-1", "x", "ffffffffffffffff"] {
            assert_eq!(Lsn::parse(malo), None, "{malo}");
        }
    }
}
