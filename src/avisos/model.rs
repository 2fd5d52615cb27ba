//! Messages, how far each one got, and their words.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::motivos::en_palabras;
use crate::mail::{Carta, Destino, Hora};
use crate::values::correo::Correo;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    ReciboPago,
    CitaAgendada,
    CitaReagendada,
    CitaCancelada,
    CitaRecordatorio,
    Invitacion,
    Recuperacion,
    /// What happened to somebody's own account.
    Cuenta,
    Exportacion,
    Resumen,
    SelloAuditoria,
    StockBajo,
    CajaAbierta,
    AvisosFallidos,
    /// To who books without an account.
    ReservaCodigo,
    ReservaRechazada,
    /// An hour that was freed, to who waits.
    EsperaOferta,
    /// The words of a letter, as they would reach a patient, to who wrote them.
    PruebaPlantilla,
    /// How a visit was.
    Encuesta,
    /// What was promised to somebody, on paper.
    Presupuesto,
    /// To what somebody wrote by WhatsApp.
    RespuestaWhatsapp,
}

impl Tipo {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::ReciboPago => "recibo_pago",
            Self::CitaAgendada => "cita_agendada",
            Self::CitaReagendada => "cita_reagendada",
            Self::CitaCancelada => "cita_cancelada",
            Self::CitaRecordatorio => "cita_recordatorio",
            Self::Invitacion => "invitacion",
            Self::Recuperacion => "recuperacion",
            Self::Cuenta => "cuenta",
            Self::Exportacion => "exportacion",
            Self::Resumen => "resumen",
            Self::SelloAuditoria => "sello_auditoria",
            Self::StockBajo => "stock_bajo",
            Self::CajaAbierta => "caja_abierta",
            Self::AvisosFallidos => "avisos_fallidos",
            Self::ReservaCodigo => "reserva_codigo",
            Self::ReservaRechazada => "reserva_rechazada",
            Self::EsperaOferta => "espera_oferta",
            Self::PruebaPlantilla => "prueba_plantilla",
            Self::Encuesta => "encuesta",
            Self::Presupuesto => "presupuesto",
            Self::RespuestaWhatsapp => "respuesta_whatsapp",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destinatario {
    Paciente(i64),
    Membresia(i64),
    /// Nobody's patient yet.
    Visita,
    /// The same, by WhatsApp alone: E.164.
    Telefono(String),
    /// Whoever has that phone, by WhatsApp.
    Conversacion {
        id: i64,
        telefono: String,
    },
}

/// What the worker draws when it sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjunto {
    Recibo {
        pago_id: i64,
    },
    /// As it was at that `edicion`: of another the letter says what is not true.
    Presupuesto {
        presupuesto_id: i64,
        edicion: i32,
    },
    Hora(Hora),
    /// That proves an address or a phone, of a booking without an account: made when it is sent, and never stored.
    Codigo {
        reserva_id: i64,
    },
    /// A way to say that no more of these are wanted.
    Baja(Baja),
    /// One more link, with words of its own.
    Enlace {
        texto: String,
        destino: Destino,
    },
}

/// What whoever gets a letter may ask for no more of. Of a cita, a payment or an account one is told all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baja {
    Encuestas,
    Ofertas,
    /// Figures of the clinic, by their code.
    Resumen(String),
}

impl Baja {
    /// As its link says it.
    pub const fn nombre(&self) -> &'static str {
        match self {
            Self::Encuestas => "encuestas",
            Self::Ofertas => "ofertas de hora",
            Self::Resumen(_) => "este resumen",
        }
    }
}

#[derive(Debug, Clone)]
pub struct NuevoMensaje {
    pub tipo: Tipo,
    pub destinatario: Destinatario,
    pub nombre: String,
    /// Where its e-mail goes, when there is one.
    pub correo: Option<Correo>,
    pub asunto: String,
    pub carta: Carta,
    pub adjuntos: Vec<Adjunto>,
    /// The same by WhatsApp, for whom that is how the clinic writes to.
    pub plantilla: Option<Plantilla>,
    /// Names the fact: a second message with the same key is not written.
    pub clave: String,
    /// What it is about, e.g. `cita:12`: a newer message about the same silences those that have not left.
    pub hilo: Option<String>,
    pub vigencia: Option<Vigencia>,
}

/// What is kept of a template with its variables: `texto` is what is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plantilla {
    pub nombre: String,
    pub variables: Vec<String>,
    pub texto: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canal {
    Correo,
    Whatsapp,
}

impl Canal {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Correo => "correo",
            Self::Whatsapp => "whatsapp",
        }
    }

    pub fn de_codigo(codigo: &str) -> Self {
        if codigo == Self::Whatsapp.codigo() { Self::Whatsapp } else { Self::Correo }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Correo => "Correo",
            Self::Whatsapp => "WhatsApp",
        }
    }
}

/// Until when a message is of use: after it, it does not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vigencia {
    pub hasta: DateTime<Utc>,
    /// That it reminds of: it leaves only while this one stands, and begins then.
    pub cita_id: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Pendiente,
    Enviando,
    Enviado,
    Fallido,
    Suprimido,
}

impl Estado {
    pub const TODOS: [Self; 5] = [Self::Pendiente, Self::Enviando, Self::Enviado, Self::Fallido, Self::Suprimido];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Pendiente => "pendiente",
            Self::Enviando => "enviando",
            Self::Enviado => "enviado",
            Self::Fallido => "fallido",
            Self::Suprimido => "suprimido",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Pendiente => "Pendiente",
            Self::Enviando => "Enviando",
            Self::Enviado => "Enviado",
            Self::Fallido => "No se pudo enviar",
            Self::Suprimido => "Reemplazado",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|estado| estado.codigo() == codigo)
    }
}

/// A message that this process may send until its lease ends.
#[derive(Debug, Clone, QueryableByName)]
pub struct Reclamado {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = Text)]
    pub clinica_nombre: String,
    #[diesel(sql_type = BigInt)]
    pub mensaje_id: i64,
    #[diesel(sql_type = Integer)]
    pub intentos: i32,
    /// Of them, those before somebody asked for it to be tried again.
    #[diesel(sql_type = Integer)]
    pub perdonados: i32,
    /// An address, or the number that the clinic writes from.
    #[diesel(sql_type = Text)]
    pub remitente: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
    #[diesel(sql_type = Text)]
    pub asunto: String,
    #[diesel(sql_type = Jsonb)]
    pub carta: Value,
    #[diesel(sql_type = Jsonb)]
    pub adjuntos: Value,
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub plantilla: Option<Value>,
    #[diesel(sql_type = SqlUuid)]
    pub message_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
}

/// Somebody is to be reminded of it now.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorRecordar {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = Text)]
    pub zona: String,
    #[diesel(sql_type = BigInt)]
    pub cita_id: i64,
    #[diesel(sql_type = Integer)]
    pub horas: i32,
}

/// Where a message stands in its thread: what the first one is known by, and how many came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Lugar {
    #[diesel(sql_type = SqlUuid)]
    pub primero: Uuid,
    #[diesel(sql_type = BigInt)]
    pub anteriores: i64,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Resumen {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
    #[diesel(sql_type = Text)]
    pub asunto: String,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = Integer)]
    pub intentos: i32,
    #[diesel(sql_type = Nullable<Text>)]
    error: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Jsonb)]
    carta: Value,
    #[diesel(sql_type = Text)]
    canal: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    plantilla: Option<Value>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub entregado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub leido: Option<DateTime<Utc>>,
    #[diesel(sql_type = Jsonb)]
    adjuntos: Value,
}

impl Resumen {
    pub fn canal(&self) -> Canal {
        Canal::de_codigo(&self.canal)
    }

    /// What was said by WhatsApp.
    pub fn plantilla(&self) -> Option<Plantilla> {
        self.plantilla.clone().and_then(|dicha| serde_json::from_value(dicha).ok())
    }

    /// The table's CHECK knows the same words.
    pub fn estado(&self) -> Estado {
        Estado::de_codigo(&self.estado).unwrap_or(Estado::Pendiente)
    }

    pub fn carta(&self) -> Carta {
        serde_json::from_value(self.carta.clone()).unwrap_or_default()
    }

    pub fn lleva(&self, adjunto: &Adjunto) -> bool {
        serde_json::from_value::<Vec<Adjunto>>(self.adjuntos.clone()).is_ok_and(|suyos| suyos.contains(adjunto))
    }

    /// Why it has not left, in words.
    pub fn motivo(&self) -> Option<String> {
        self.error.as_deref().filter(|_| self.estado() != Estado::Enviado).map(en_palabras)
    }

    /// It failed, or its address was known not to exist: whoever mended that may ask for it again.
    pub fn se_puede_reintentar(&self) -> bool {
        self.estado() == Estado::Fallido || self.error.as_deref() == Some("direccion_suprimida")
    }
}

/// What became of one attempt.
#[derive(Debug, Clone, QueryableByName)]
pub struct Intento {
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    codigo: Option<String>,
}

impl Intento {
    pub fn resultado(&self) -> String {
        self.codigo.as_deref().map_or_else(|| Estado::Enviado.nombre().to_owned(), en_palabras)
    }
}

/// What a list of messages is narrowed by; `antes` is the id where the page before ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filtros {
    pub estado: Option<Estado>,
    pub paciente: Option<i64>,
    pub antes: Option<i64>,
}
