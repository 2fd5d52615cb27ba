//! Who is offered what, and what became of it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz};

use crate::agenda::HoraPedida;
use crate::values::zona::Zona;

/// Rules of a yes, in the patient's words.
pub const NEGATIVAS: &[(&str, &str)] = &[
    ("ofertas_vencida", "El plazo para responder terminó."),
    ("ofertas_cerrada", "Usted ya no está en la lista de espera por esta hora."),
    ("citas_profesional_ocupado", "Otra persona la tomó antes. Usted sigue en la lista de espera."),
    ("citas_paciente_ocupado", "Usted ya tiene otra hora que se cruza con esta: llame a la clínica."),
    ("citas_transicion", "Su otra hora cambió mientras tanto: llame a la clínica."),
];

/// Somebody who waits, with an e-mail, and the free hour that suits them.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorOfrecer {
    #[diesel(sql_type = BigInt)]
    pub espera_id: i64,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = BigInt)]
    pub sucursal_id: i64,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
}

/// Which offer a link is of.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Enlace {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
}

/// An offer as it stands now, and the clinic, as patients know it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ofrecida {
    #[diesel(sql_type = Text)]
    pub clinica: String,
    #[diesel(sql_type = Text)]
    zona: String,
    /// E.164, or empty.
    #[diesel(sql_type = Text)]
    pub telefono: String,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub espera_id: i64,
    /// Still waiting.
    #[diesel(sql_type = Bool)]
    pub espera: bool,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub vence: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub libre: bool,
    /// What came of it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    /// A later cita of theirs for the same, which this hour would take the place of.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub otra_id: Option<i64>,
}

impl Ofrecida {
    pub fn zona(&self) -> Zona {
        Zona::de_nombre(&self.zona).unwrap_or(Zona::SANTIAGO)
    }

    pub fn cuando(&self) -> NaiveDateTime {
        self.zona().local(self.inicio)
    }

    pub const fn hora(&self) -> HoraPedida {
        HoraPedida { profesional: self.profesional_id, inicio: self.inicio }
    }
}
