//! Of which letter a link is.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Jsonb, Nullable, Text};
use serde_json::Value;

use crate::avisos::{Adjunto, Baja};

#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Enlace {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub mensaje_id: i64,
}

/// Who got the letter, and from whom.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pedida {
    #[diesel(sql_type = Text)]
    pub clinica: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub membresia_id: Option<i64>,
    #[diesel(sql_type = Jsonb)]
    adjuntos: Value,
}

impl Pedida {
    /// What there may be no more of.
    pub fn baja(&self) -> Option<Baja> {
        let adjuntos: Vec<Adjunto> = serde_json::from_value(self.adjuntos.clone()).ok()?;
        adjuntos.into_iter().find_map(|adjunto| if let Adjunto::Baja(baja) = adjunto { Some(baja) } else { None })
    }
}
