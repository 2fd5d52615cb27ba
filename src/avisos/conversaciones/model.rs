//! Conversations, and answers as messages.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz};

use crate::avisos::{Adjunto, Destinatario, NuevoMensaje, Tipo, Vigencia};
use crate::mail::{Carta, Destino};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    /// By us, on our own.
    Respondida,
    /// For somebody at the desk.
    Espera,
    Atendida,
}

impl Estado {
    pub const TODOS: [Self; 3] = [Self::Espera, Self::Atendida, Self::Respondida];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Respondida => "respondida",
            Self::Espera => "espera",
            Self::Atendida => "atendida",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Respondida => "Respondida sola",
            Self::Espera => "Espera respuesta",
            Self::Atendida => "Atendida",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|estado| estado.codigo() == codigo)
    }
}

/// Something said to us.
#[derive(Debug, Clone, Copy)]
pub struct Entrante<'a> {
    pub wamid: &'a str,
    /// E.164.
    pub de: &'a str,
    pub texto: &'a str,
    pub en: DateTime<Utc>,
}

/// The conversation that something said belongs to.
#[derive(Debug, Clone, QueryableByName)]
pub struct Suya {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub telefono: String,
    /// Somebody is to answer already.
    #[diesel(sql_type = Bool)]
    pub esperaba: bool,
    /// Until when it may be answered in words of ours.
    #[diesel(sql_type = Timestamptz)]
    pub hasta: DateTime<Utc>,
}

/// What is said back: words, and links with words of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respuesta {
    pub texto: String,
    /// Each minted when it leaves.
    pub enlaces: Vec<(String, Destino)>,
}

/// As a message; `clave` names what it answers.
pub fn respuesta(suya: &Suya, clave: String, dicha: Respuesta) -> NuevoMensaje {
    let enlace = |(texto, destino)| Adjunto::Enlace { texto, destino };
    NuevoMensaje {
        tipo: Tipo::RespuestaWhatsapp,
        destinatario: Destinatario::Conversacion { id: suya.id, telefono: suya.telefono.clone() },
        nombre: String::new(),
        correo: None,
        asunto: "Respuesta por WhatsApp".into(),
        carta: Carta { parrafos: vec![dicha.texto], ..Carta::default() },
        adjuntos: dicha.enlaces.into_iter().map(enlace).collect(),
        plantilla: None,
        clave,
        hilo: None,
        vigencia: Some(Vigencia { hasta: suya.hasta, cita_id: None }),
    }
}

/// As the list shows it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Resumen {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub telefono: String,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = Timestamptz)]
    pub ultimo: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub hasta: DateTime<Utc>,
    /// Whose phone it is; empty for nobody's.
    #[diesel(sql_type = Text)]
    pub nombres: String,
    /// The last thing said to us.
    #[diesel(sql_type = Text)]
    pub texto: String,
    /// Until when what was said is shown no more.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oculta: Option<DateTime<Utc>>,
}

impl Resumen {
    /// The table's CHECK knows the same words.
    pub fn estado(&self) -> Estado {
        Estado::de_codigo(&self.estado).unwrap_or(Estado::Espera)
    }
}

/// One thing said, by either side.
#[derive(Debug, Clone, QueryableByName)]
pub struct Linea {
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub nuestra: bool,
    /// Empty: it was no text.
    #[diesel(sql_type = Text)]
    pub texto: String,
    /// Of ours: who wrote it, when a person did.
    #[diesel(sql_type = Nullable<Text>)]
    pub por: Option<String>,
    /// Of ours: how far it got.
    #[diesel(sql_type = Text)]
    pub estado: String,
}

/// Somebody whose phone it is.
#[derive(Debug, Clone, QueryableByName)]
pub struct Persona {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
