//! Rows of cash between drawers.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use rust_decimal::Decimal;
use serde::Serialize;

/// Of the two sessions, the one the cash leaves or the one it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Lado {
    Origen,
    Destino,
}

impl Lado {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Origen => "origen",
            Self::Destino => "destino",
        }
    }
}

/// Asked for by the session of `pide`.
#[derive(Debug, Clone, Serialize)]
pub struct NuevoTraspaso {
    pub origen_id: i64,
    pub destino_id: i64,
    pub pide: Lado,
    pub monto: Decimal,
    pub motivo: String,
}

/// A side of it, shared until the transaction ends.
#[derive(Debug, Clone, QueryableByName)]
pub struct SesionDeTraspaso {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Bool)]
    pub a_cargo: bool,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Traspaso {
    #[diesel(sql_type = BigInt)]
    pub origen_id: i64,
    #[diesel(sql_type = BigInt)]
    pub destino_id: i64,
    #[diesel(sql_type = Text)]
    pub pide: String,
}

impl Traspaso {
    /// The session that asked, and the one that answers.
    pub fn pide_y_responde(&self) -> (i64, i64) {
        if self.pide == Lado::Origen.codigo() {
            (self.origen_id, self.destino_id)
        } else {
            (self.destino_id, self.origen_id)
        }
    }
}

/// Another drawer that is open.
#[derive(Debug, Clone, QueryableByName)]
pub struct OtraSesion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub caja: String,
    #[diesel(sql_type = Text)]
    pub responsable: String,
}
