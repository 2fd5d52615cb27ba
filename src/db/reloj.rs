//! The clock a test may set. Everything else asks PostgreSQL.

use std::sync::{Arc, RwLock};

use chrono::{DateTime, SubsecRound, Utc};

/// Shared by all clones of a `Db`; unset in production, where `ahora()` is the transaction's start.
#[derive(Clone, Default)]
pub struct Reloj(Arc<RwLock<Option<DateTime<Utc>>>>);

impl Reloj {
    /// To the microsecond, as PostgreSQL keeps it: a bound instant would be cut, and its text rounded.
    pub fn fijar(&self, instante: DateTime<Utc>) {
        let instante = instante.trunc_subsecs(6);
        if let Ok(mut fijado) = self.0.write() {
            *fijado = Some(instante);
        }
    }

    pub fn fijado(&self) -> Option<DateTime<Utc>> {
        self.0.read().ok().and_then(|fijado| *fijado)
    }

    /// For what is decided before a transaction exists (links, cookies).
    #[expect(clippy::disallowed_methods, reason = "the clock itself")]
    pub fn ahora(&self) -> DateTime<Utc> {
        self.fijado().unwrap_or_else(Utc::now)
    }
}
