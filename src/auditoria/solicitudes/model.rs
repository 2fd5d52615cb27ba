//! A request, its kinds and its steps.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz};

use crate::auditoria::filtros::Quien;

/// Calendar days to answer in, and to put it off by, once: Ley 19.628, article 11, as Ley 21.719 leaves it.
pub const PLAZO_DIAS: i32 = 30;

/// Rule to what the person reads.
pub const MENSAJES: &[(&str, &str)] = &[
    ("solicitudes_cambio", "Otra persona la cambió mientras la mirabas. Revisa cómo está ahora."),
    ("solicitudes_prorroga", "El plazo ya se prorrogó: la ley lo permite una vez."),
    ("solicitudes_paciente", "No hay una ficha con ese RUT o número."),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Acceso,
    Portabilidad,
    Rectificacion,
    Supresion,
    Oposicion,
}

impl Tipo {
    pub const TODOS: [Self; 5] =
        [Self::Acceso, Self::Portabilidad, Self::Rectificacion, Self::Supresion, Self::Oposicion];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Acceso => "acceso",
            Self::Portabilidad => "portabilidad",
            Self::Rectificacion => "rectificacion",
            Self::Supresion => "supresion",
            Self::Oposicion => "oposicion",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Acceso => "Acceso",
            Self::Portabilidad => "Portabilidad",
            Self::Rectificacion => "Rectificación",
            Self::Supresion => "Supresión o bloqueo",
            Self::Oposicion => "Oposición",
        }
    }

    /// What answering it does, or asks of whoever answers.
    pub const fn efecto(self) -> &'static str {
        match self {
            Self::Acceso | Self::Portabilidad => "Descarga el archivo con todos sus datos y entrégaselo.",
            Self::Rectificacion => "Corrige la ficha antes de responder; el cambio queda en la auditoría.",
            Self::Supresion => {
                "Al responder, la ficha queda bloqueada: la ley obliga a conservarla 15 años, y mientras tanto no se le \
                 escribe nada."
            }
            Self::Oposicion => "Al responder, no se le enviará publicidad, encuestas ni WhatsApp.",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|t| t.codigo() == codigo)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medio {
    Presencial,
    Correo,
    Telefono,
    Carta,
}

impl Medio {
    pub const TODOS: [Self; 4] = [Self::Presencial, Self::Correo, Self::Telefono, Self::Carta];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Presencial => "presencial",
            Self::Correo => "correo",
            Self::Telefono => "telefono",
            Self::Carta => "carta",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Presencial => "En persona",
            Self::Correo => "Por correo",
            Self::Telefono => "Por teléfono",
            Self::Carta => "Por carta",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|m| m.codigo() == codigo)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nueva {
    pub paciente: Quien,
    pub tipo: Tipo,
    pub medio: Medio,
    pub recibida: NaiveDate,
    pub detalle: String,
}

/// What moves a request on, with what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paso {
    /// Whoever does it is in charge from now on.
    Tomar,
    Prorrogar,
    Responder,
    Rechazar,
}

impl Paso {
    pub const TODOS: [Self; 4] = [Self::Tomar, Self::Prorrogar, Self::Responder, Self::Rechazar];

    /// As solicitudes_pasos writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Tomar => "en_curso",
            Self::Prorrogar => "prorrogada",
            Self::Responder => "respondida",
            Self::Rechazar => "rechazada",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|p| p.codigo() == codigo)
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Solicitud {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    tipo: String,
    #[diesel(sql_type = Text)]
    medio: String,
    #[diesel(sql_type = Date)]
    pub recibida: NaiveDate,
    #[diesel(sql_type = Date)]
    pub vence: NaiveDate,
    #[diesel(sql_type = Bool)]
    pub prorrogada: bool,
    #[diesel(sql_type = Text)]
    pub detalle: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub encargado: Option<String>,
    #[diesel(sql_type = Text)]
    pub respuesta: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub cerrada: Option<DateTime<Utc>>,
}

impl Solicitud {
    /// The table's CHECK knows the same words.
    pub fn tipo(&self) -> Tipo {
        Tipo::de_codigo(&self.tipo).unwrap_or(Tipo::Acceso)
    }

    pub fn medio(&self) -> Medio {
        Medio::de_codigo(&self.medio).unwrap_or(Medio::Presencial)
    }

    pub fn nombre_estado(&self) -> &'static str {
        nombre_paso(&self.estado)
    }
}

pub fn nombre_paso(codigo: &str) -> &'static str {
    match codigo {
        "recibida" => "Recibida",
        "en_curso" => "En curso",
        "prorrogada" => "Plazo prorrogado",
        "respondida" => "Respondida",
        "entregada" => "Archivo descargado",
        _ => "Rechazada",
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Dado {
    #[diesel(sql_type = Text)]
    pub paso: String,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
}
