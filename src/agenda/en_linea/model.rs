//! A booking without an account: the clinic's public page, and what is asked on it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Binary, Bool, Integer, Nullable, Numeric, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::agenda::{HoraPedida, Oferta};
use crate::values::zona::Zona;

/// Of the words that are agreed to: `views` shows them.
pub const CONSENTIMIENTO: i16 = 1;
/// Wrong codes before the hour is let go.
pub const FALLOS: i16 = 5;
/// Of a code, to both the e-mail and the phone.
pub const ENVIOS: i16 = 3;

/// Rules of a booking, in the patient's words.
pub const NEGATIVAS: &[(&str, &str)] = &[
    ("citas_profesional_ocupado", "Esa hora ya no está libre: elija otra."),
    ("citas_box_ocupado", "Esa hora ya no está libre: elija otra."),
    ("citas_limite", "Ese profesional ya no recibe más horas ese día: elija otro día."),
    ("citas_paciente_ocupado", "Usted ya tiene otra hora que se cruza con esta: elija una distinta."),
    ("en_linea_demasiadas", "Usted ya tiene varias horas reservadas en línea: para otra más, llame a la clínica."),
];

/// The same to whoever of the clinic answers.
pub const POR_RESPONDER: &[(&str, &str)] = &[
    ("en_linea_respondida", "Ese pedido ya se respondió, o su plazo terminó."),
    ("citas_profesional_ocupado", "Esa hora ya la tiene otra cita: rechaza el pedido o mueve la cita."),
    ("citas_box_ocupado", "El box de esa hora ya está ocupado: rechaza el pedido o mueve la cita."),
    ("citas_limite", "El profesional ya no recibe más de esas ese día: rechaza el pedido."),
    ("citas_paciente_ocupado", "La persona ya tiene otra cita que se cruza: rechaza el pedido."),
    ("en_linea_demasiadas", "La persona ya tiene tres horas reservadas en línea: rechaza el pedido o resérvala tú."),
];

/// A clinic as whoever comes to its page sees it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Portal {
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    zona: String,
    /// E.164, or empty.
    #[diesel(sql_type = Text)]
    pub telefono: String,
    #[diesel(sql_type = Bool)]
    pub abierta: bool,
    /// The clinic looks at each before it is a cita.
    #[diesel(sql_type = Bool)]
    pub aprobar: bool,
    /// It may send a code by WhatsApp.
    #[diesel(sql_type = Bool)]
    pub por_whatsapp: bool,
}

impl Portal {
    pub fn zona(&self) -> Zona {
        Zona::de_nombre(&self.zona).unwrap_or(Zona::SANTIAGO)
    }
}

/// What is booked there.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ofrecida {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = SmallInt)]
    pub duracion: i16,
    #[diesel(sql_type = Numeric)]
    pub precio: Decimal,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = SmallInt)]
    pub horizonte: i16,
}

/// The free hours of one prestación.
#[derive(Debug, Clone)]
pub struct Horas {
    pub portal: Portal,
    pub ofrecida: Ofrecida,
    /// Who does it: id and name.
    pub profesionales: Vec<(i64, String)>,
    pub profesional: Option<i64>,
    pub oferta: Oferta,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Abierta,
    PorAprobar,
    Hecha,
    Rechazada,
    Vencida,
}

impl Estado {
    fn de_codigo(codigo: &str) -> Self {
        match codigo {
            "por_aprobar" => Self::PorAprobar,
            "hecha" => Self::Hecha,
            "rechazada" => Self::Rechazada,
            "vencida" => Self::Vencida,
            _ => Self::Abierta,
        }
    }
}

/// A row of reservas_en_linea, with the names of what it asks for.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLinea {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = Text)]
    pub prestacion: String,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Bool)]
    pub cualquiera: bool,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = SqlUuid)]
    pub clave: Uuid,
    #[diesel(sql_type = Timestamptz)]
    pub vence: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub rut: Option<String>,
    #[diesel(sql_type = Text)]
    pub nombres: String,
    #[diesel(sql_type = Text)]
    pub apellidos: String,
    #[diesel(sql_type = Text)]
    pub telefono: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Bool)]
    pub acepta_whatsapp: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub consentida: Option<DateTime<Utc>>,
    #[diesel(sql_type = Array<Binary>)]
    pub codigos: Vec<Vec<u8>>,
    #[diesel(sql_type = SmallInt)]
    pub enviados: i16,
    #[diesel(sql_type = SmallInt)]
    pub fallos: i16,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub verificada: Option<DateTime<Utc>>,
    /// A code went to the phone.
    #[diesel(sql_type = Bool)]
    pub pide_telefono: bool,
    /// But now none would reach it.
    #[diesel(sql_type = Bool)]
    pub sin_whatsapp: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub telefono_comprobado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
}

impl EnLinea {
    pub fn estado(&self) -> Estado {
        Estado::de_codigo(&self.estado)
    }

    pub const fn hora(&self) -> HoraPedida {
        HoraPedida { profesional: self.profesional_id, inicio: self.inicio }
    }

    pub fn cuando(&self, zona: Zona) -> NaiveDateTime {
        zona.local(self.inicio)
    }

    pub fn nombre(&self) -> String {
        format!("{} {}", self.nombres, self.apellidos).trim().to_owned()
    }

    /// What the desk is told of its phone.
    pub const fn certeza(&self) -> &'static str {
        if self.telefono_comprobado.is_some() { "Teléfono comprobado por WhatsApp" } else { "Teléfono sin comprobar" }
    }

    /// Its hour is no longer held.
    pub fn vencio(&self, ahora: DateTime<Utc>) -> bool {
        ahora >= self.vence
    }
}

/// Who books, as they wrote it, already valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datos {
    /// `12.345.678-5`
    pub rut: Option<String>,
    pub nombres: String,
    pub apellidos: String,
    /// E.164
    pub telefono: String,
    pub correo: String,
    pub acepta_whatsapp: bool,
}

/// What they bring back of what was sent to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codigos {
    pub correo: String,
    /// `None`: not asked for, or no WhatsApp on that phone.
    pub telefono: Option<String>,
}

/// What came of picking an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tomada {
    /// Held: the token of its page.
    Retenida(String),
    Ocupada,
    /// Too many from one network: minutes to wait.
    Espere(i64),
    /// Nothing is booked here, or not that.
    Cerrada,
}

/// What came of a page with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paso {
    Hecho,
    /// There is no such booking any more.
    NoEsta,
    /// Which code is wrong, and how many times it may still be tried.
    Mal {
        correo: bool,
        telefono: bool,
        quedan: i16,
    },
    /// No more codes for this one, or for that address.
    SinMas,
}
