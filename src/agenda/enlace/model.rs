//! What a link leads to, and what can be done with it.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, SmallInt, Text, Timestamptz};

use crate::agenda::Estado;
use crate::values::zona::Zona;

/// Rules of an effect, in the patient's words.
pub const NEGATIVAS: &[(&str, &str)] = &[
    ("enlaces_tarde", "Ya es muy tarde para hacerlo aquí: llame a la clínica."),
    ("citas_transicion", "Su hora cambió mientras tanto: así está ahora."),
    ("citas_profesional_ocupado", "Esa hora ya no está libre: elija otra."),
    ("citas_box_ocupado", "Esa hora ya no está libre: elija otra."),
    ("citas_paciente_ocupado", "A esa hora usted tiene otra: elija una distinta."),
];

/// Which link it is, by its token.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Enlace {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
}

/// The cita that a link leads to as it is now, and the clinic, as patients know it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Citada {
    #[diesel(sql_type = Text)]
    pub clinica: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    /// E.164, or empty.
    #[diesel(sql_type = Text)]
    pub telefono: String,
    /// Hours before until which it is changed or cancelled here.
    #[diesel(sql_type = Integer)]
    pub aviso_en_linea: i32,
    #[diesel(sql_type = Timestamptz)]
    pub vence: DateTime<Utc>,
    /// Already used for that.
    #[diesel(sql_type = Bool)]
    pub confirmo: bool,
    #[diesel(sql_type = Bool)]
    pub cancelo: bool,
    #[diesel(sql_type = Bool)]
    pub cambio: bool,
    #[diesel(sql_type = BigInt)]
    pub cita_id: i64,
    #[diesel(sql_type = Text)]
    pub estado: Estado,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    /// Days ahead that its hours are given.
    #[diesel(sql_type = SmallInt)]
    pub horizonte: i16,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
}

impl Citada {
    pub fn zona(&self) -> Zona {
        Zona::de_nombre(&self.zona).unwrap_or(Zona::SANTIAGO)
    }

    pub fn cuando(&self) -> NaiveDateTime {
        self.zona().local(self.inicio)
    }

    /// Its letter's hour has come, or its own has, or the cita is over.
    pub fn vencio(&self, ahora: DateTime<Utc>) -> bool {
        let acabada = matches!(self.estado, Estado::Atendida | Estado::NoAsistio | Estado::SeRetiro);
        acabada || ahora >= self.vence || ahora >= self.inicio
    }

    /// It can still become another thing; whether by this link is another matter.
    pub const fn pendiente(&self) -> bool {
        matches!(self.estado, Estado::Reservada | Estado::Confirmada)
    }

    pub fn es_tarde(&self, ahora: DateTime<Utc>) -> bool {
        self.inicio - ahora < TimeDelta::hours(self.aviso_en_linea.into())
    }
}

/// A cita to come of somebody who has a phone.
#[derive(Debug, Clone, QueryableByName)]
pub struct Proxima {
    #[diesel(sql_type = BigInt)]
    pub cita_id: i64,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    /// As people call them, without surname.
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub profesional: String,
}

/// What a link is worth now.
#[derive(Debug, Clone)]
pub enum Mirado {
    /// Nobody made it.
    Falso,
    Vencido(Box<Citada>),
    Cancelada(Box<Citada>),
    Abierto(Box<Citada>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Efecto {
    Confirmar,
    Cancelar,
    /// To that hour.
    Cambiar(DateTime<Utc>),
}
