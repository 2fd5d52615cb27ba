//! A clinic's number and how its templates stand.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text, Timestamptz};

use crate::avisos::Tipo;

/// Rules of the table, in words.
pub const MENSAJES: &[(&str, &str)] =
    &[("canales_whatsapp_numero_unico", "Ese número ya lo usa otra clínica de este servidor.")];

#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    /// 0 before anything was said.
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub numero_id: String,
    #[diesel(sql_type = Text)]
    pub cuenta_id: String,
    #[diesel(sql_type = Bool)]
    pub preferido: bool,
    /// After which what was not delivered is said by e-mail.
    #[diesel(sql_type = Integer)]
    pub respaldo_horas: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstadoPlantilla {
    Pedida,
    Aprobada,
    Rechazada,
    Pausada,
}

impl EstadoPlantilla {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Pedida => "pedida",
            Self::Aprobada => "aprobada",
            Self::Rechazada => "rechazada",
            Self::Pausada => "pausada",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Pedida => "Por aprobar",
            Self::Aprobada => "Aprobada",
            Self::Rechazada => "Rechazada",
            Self::Pausada => "Pausada por WhatsApp",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        [Self::Pedida, Self::Aprobada, Self::Rechazada, Self::Pausada].into_iter().find(|e| e.codigo() == codigo)
    }

    /// As the API says it; `None` for what changes nothing.
    pub fn de_la_api(dicho: &str) -> Option<Self> {
        match dicho {
            "APPROVED" | "REINSTATED" | "UNPAUSED" => Some(Self::Aprobada),
            "PENDING" | "IN_APPEAL" => Some(Self::Pedida),
            "REJECTED" | "DELETED" | "PENDING_DELETION" => Some(Self::Rechazada),
            "PAUSED" | "DISABLED" | "FLAGGED" | "LIMIT_EXCEEDED" => Some(Self::Pausada),
            _ => None,
        }
    }
}

/// A template that was asked for.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pedida {
    #[diesel(sql_type = Text)]
    tipo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Timestamptz)]
    pub cambiada: DateTime<Utc>,
}

impl Pedida {
    pub fn es_de(&self, tipo: Tipo) -> bool {
        self.tipo == tipo.codigo()
    }

    /// The table's CHECK knows the same words.
    pub fn estado(&self) -> EstadoPlantilla {
        EstadoPlantilla::de_codigo(&self.estado).unwrap_or(EstadoPlantilla::Rechazada)
    }
}
