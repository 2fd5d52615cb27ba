//! Rows and words of the agenda.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, SecondsFormat, Timelike, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, SmallInt, Text, Timestamptz};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::estado::{Estado, Pago};
use crate::values::fecha;
use crate::values::telefono;

/// Rules of conflict → what the person reads above the form that is still filled.
pub const CHOQUES: &[(&str, &str)] = &[
    ("citas_profesional_ocupado", "Esa hora ya no está libre."),
    (
        "citas_clave_unica",
        "Este formulario ya reservó otra cita: mírala en la agenda. Si además quieres esta, reserva otra vez.",
    ),
    ("citas_paciente_ocupado", "El paciente ya tiene otra cita que se cruza con esta hora."),
    ("citas_box_ocupado", "El box ya está ocupado a esa hora."),
    ("citas_no_cabe", "No cabe: se sale del horario o cae en un bloqueo."),
    (
        "citas_sin_hora_otro_dia",
        "Quien llegó sin hora se atiende hoy: desmarca «Llegó sin hora» o elige una hora de hoy.",
    ),
    ("citas_sobrecupo_maximo", "Ya se dieron todos los sobrecupos de ese profesional para ese día."),
    (
        "citas_sobrecupo_no_cabe",
        "Esa hora no se puede dar ni como sobrecupo: revisa la fecha, el profesional y la prestación.",
    ),
];

/// Not of the slot, which is still to be had.
pub const ESPERA_CERRADA: (&str, &str) = (
    "esperas_cerrada",
    "Ya salió de la lista de espera: le dieron otra hora o la retiraron. No se reservó nada; si aun así quieres esta, reserva otra vez.",
);

/// Rules of a change of state.
pub const CAMBIOS: &[(&str, &str)] = &[
    ("citas_transicion", "La cita cambió mientras tanto: revisa cómo quedó."),
    ("citas_aun_no_empieza", "Todavía no es la hora de la cita: no se puede dar por inasistente."),
    ("citas_profesional_ocupado", "Su hora ya la ocupa otra cita: no se puede volver atrás."),
    ("citas_box_ocupado", "El box ya está ocupado a esa hora: no se puede volver atrás."),
    ("citas_paciente_ocupado", "El paciente ya tiene otra cita a esa hora: no se puede volver atrás."),
    ("citas_limite", "Ya se dieron todas las citas que la prestación permite: no se puede volver atrás."),
    ("citas_plaza_maxima", "El box ya no tiene esa plaza: no se puede volver atrás."),
    ("citas_sobrecupo_unico", "Su número de sobrecupo ya se dio a otra cita: no se puede volver atrás."),
    ("citas_sobrecupo_maximo", "El profesional ya no recibe tantos sobrecupos: no se puede volver atrás."),
];

/// A row of the view `citas_detalle`: a cita with its patient, prestación, price and payment letter.
#[derive(Debug, Clone, QueryableByName)]
pub struct Cita {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub r#box: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = Text)]
    pub prestacion: String,
    /// As agreed when it was booked.
    #[diesel(sql_type = Numeric)]
    pub precio: Decimal,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Text)]
    pub pago: Pago,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub telefono: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    /// Local to the clinic.
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Text)]
    pub estado: Estado,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub sobrecupo: Option<i16>,
    #[diesel(sql_type = Text)]
    pub observacion: String,
}

impl Cita {
    /// As it is said.
    pub fn telefono(&self) -> Option<String> {
        self.telefono.as_deref().map(telefono::legible)
    }
}

/// What a patient is told of a cita, and where.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorAvisar {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// The first cita of the chain of rescheduled ones that this one ends.
    #[diesel(sql_type = BigInt)]
    pub raiz_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub correo: Option<String>,
    #[diesel(sql_type = Bool)]
    pub sin_avisos: bool,
    /// In whose words, as `avisos::Plantillas` reads them.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub plantillas: Option<Value>,
    /// Of the waiting list, those whose wait it ended when it was born.
    #[diesel(sql_type = Array<BigInt>)]
    pub esperas: Vec<i64>,
}

/// A free slot, as `horas_libres` offers and confirms it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Hora {
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub box_id: Option<i64>,
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
}

impl Hora {
    pub fn pedida(&self) -> HoraPedida {
        HoraPedida { profesional: self.profesional_id, inicio: self.inicio }
    }
}

/// Free hours as a patient is shown them, by day of the clinic's wall.
#[derive(Debug, Clone, Default)]
pub struct Oferta {
    /// The first date looked at.
    pub desde: NaiveDate,
    pub dias: Vec<(NaiveDate, Vec<Hora>)>,
    /// Where there may be more.
    pub siguiente: Option<NaiveDate>,
}

impl Oferta {
    /// A day with nothing left is no day of it.
    pub fn sin(mut self, inicio: DateTime<Utc>) -> Self {
        for (_, horas) in &mut self.dias {
            horas.retain(|hora| hora.inicio != inicio);
        }
        self.dias.retain(|(_, horas)| !horas.is_empty());
        self
    }
}

/// A slot as a form carries it, to the minute: `12@2026-11-23T12:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoraPedida {
    pub profesional: i64,
    pub inicio: DateTime<Utc>,
}

impl fmt::Display for HoraPedida {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.profesional, self.inicio.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl FromStr for HoraPedida {
    type Err = ();

    fn from_str(texto: &str) -> Result<Self, ()> {
        let (profesional, inicio) = texto.split_once('@').ok_or(())?;
        let inicio = DateTime::parse_from_rfc3339(inicio).map_err(|_not_an_instant| ())?;
        let entero = inicio.second() == 0 && inicio.nanosecond() == 0;
        if !entero || !fecha::en_rango(inicio.date_naive()) {
            return Err(());
        }
        Ok(Self { profesional: profesional.parse().map_err(|_not_an_id| ())?, inicio: inicio.to_utc() })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origen {
    Recepcion,
    /// Offered to somebody who waited.
    ListaEspera,
    /// A walk-in: born as arrived.
    SinHora,
    /// The patient alone, with the link of a letter.
    EnLinea,
}

impl Origen {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Recepcion => "recepcion",
            Self::ListaEspera => "lista_espera",
            Self::SinHora => "sin_hora",
            Self::EnLinea => "en_linea",
        }
    }

    pub const fn estado(self) -> Estado {
        match self {
            Self::Recepcion | Self::ListaEspera | Self::EnLinea => Estado::Reservada,
            Self::SinHora => Estado::Llego,
        }
    }
}

/// The one way around a professional who is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sobrecupo {
    pub motivo: String,
}

/// A cita about to be booked; the rest of its row comes from the prestación and the free slot.
#[derive(Debug, Clone)]
pub struct NuevaCita {
    pub hora: HoraPedida,
    /// The local date of `hora`.
    pub fecha: NaiveDate,
    pub prestacion: i64,
    pub paciente: i64,
    pub origen: Origen,
    pub observacion: String,
    pub clave: Option<Uuid>,
    pub quien: Quien,
    /// The cita that this one replaces, which does not stand in its way.
    pub reagendada_de: Option<i64>,
}

/// By whom a state was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quien {
    Clinica,
    Paciente,
}

impl Quien {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Clinica => "clinica",
            Self::Paciente => "paciente",
        }
    }
}

/// One row of a cita's history.
#[derive(Debug, Clone, QueryableByName)]
pub struct Cambio {
    #[diesel(sql_type = Text)]
    pub a: Estado,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub por: Option<String>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn una_hora_pedida_va_y_vuelve() {
        let hora: HoraPedida = "12@2026-11-23T12:00:00Z".parse().unwrap();
        assert_eq!(hora.to_string(), "12@2026-11-23T12:00:00Z");
        for mala in ["", "12", "x@2026-11-23T12:00:00Z", "12@mañana"] {
            assert!(mala.parse::<HoraPedida>().is_err(), "{mala}");
        }
    }
}
