//! Rows and rules of merges.

use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use serde::Deserialize;

use crate::pacientes::BLOQUEADA;

/// Rules that refuse, and what the person reads.
pub const MENSAJES: &[(&str, &str)] = &[
    ("fusion_ya_hecha", "Una de las dos fichas ya se fusionó mientras tanto: revisa cómo quedó."),
    ("fusion_con_abono", "Una de las dos fichas gastó lo que la otra tenía a favor: anula antes ese pago."),
    ("pacientes_bloqueada", BLOQUEADA),
    ("fusion_no_hay", "Esa ficha ya no está fusionada."),
    (
        "pacientes_documento_unico",
        "No se puede separar: su documento lo tiene ahora otra ficha. Corrige antes el documento de esa ficha.",
    ),
];

/// A valid merge: who stops being shown, who stays, why, and the overlapping citas that the person has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FusionPedida {
    pub absorbido: i64,
    pub vigente: i64,
    pub motivo: String,
    pub vistos: Vec<(i64, i64)>,
}

/// A merge that stands: a row of the view `fusiones_vigentes`.
#[derive(Debug, Clone, QueryableByName, Deserialize)]
pub struct Fusion {
    #[diesel(sql_type = BigInt)]
    pub absorbido_id: i64,
    /// Of whom was absorbed, as that ficha has it.
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub documento_tipo: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub documento: Option<String>,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
}
