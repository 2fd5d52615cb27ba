//! What can go wrong, seen from the one who asks. One layer (`web::falla`) renders it and logs it once.

use std::fmt;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

pub type AppResult<T> = Result<T, AppError>;

#[derive(Debug)]
pub enum AppError {
    /// The row does not exist, or belongs to another clinic: the two must look the same.
    NoEncontrado,
    SinSesion,
    /// Signed in, at a clinic that wants a second factor of the person first.
    SinFactor,
    /// Signed in, without the permission named.
    Prohibido(&'static str),
    /// The request did not come from a form of ours; nothing was done.
    Falsificado(&'static str),
    /// The request cannot be read at all (malformed body or path).
    Malformado(&'static str),
    /// The path is there, not for this method but for those named.
    OtroMetodo(&'static str),
    Excesivo,
    /// A rule of the database or of a service said no.
    Rechazo(Rechazo),
    /// Another transaction holds what this one needs; trying again will do.
    EnCurso,
    /// No capacity now: pool, statement time.
    Ocupado,
    Interno(Box<dyn std::error::Error + Send + Sync>),
}

/// The rule that refused, by the name of its constraint: each context turns the names it owns into messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rechazo {
    pub regla: String,
}

impl AppError {
    pub fn es_regla(&self, regla: &str) -> bool {
        matches!(self, Self::Rechazo(rechazo) if rechazo.es(regla))
    }
}

impl Rechazo {
    pub fn es(&self, regla: &str) -> bool {
        self.regla == regla
    }

    /// The message of the rule in a context's table of `(constraint, message)`.
    pub fn mensaje(&self, tabla: &[(&str, &'static str)]) -> Option<&'static str> {
        tabla.iter().find(|(regla, _)| self.es(regla)).map(|(_, mensaje)| *mensaje)
    }
}

/// A refusal by a service, under the name of the rule.
pub fn rechazo(regla: impl Into<String>) -> AppError {
    AppError::Rechazo(Rechazo { regla: regla.into() })
}

pub fn interno(causa: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> AppError {
    AppError::Interno(causa.into())
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEncontrado => f.write_str("not found"),
            Self::SinFactor => f.write_str("no second factor"),
            Self::SinSesion => f.write_str("no session"),
            Self::Prohibido(permiso) => write!(f, "permission {permiso} is missing"),
            Self::Falsificado(motivo) => write!(f, "cross-site request refused: {motivo}"),
            Self::Malformado(motivo) => write!(f, "malformed request: {motivo}"),
            Self::OtroMetodo(admite) => write!(f, "method not allowed, only {admite}"),
            Self::Excesivo => f.write_str("body too large"),
            Self::Rechazo(r) => write!(f, "refused by {}", r.regla),
            Self::EnCurso => f.write_str("held by another transaction"),
            Self::Ocupado => f.write_str("no capacity"),
            Self::Interno(causa) => write!(f, "{causa}"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<DieselError> for AppError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NoEncontrado,
            DieselError::DatabaseError(kind, info) => match info.constraint_name() {
                Some(regla) if !matches!(kind, DatabaseErrorKind::SerializationFailure) => rechazo(regla),
                _ => de_texto(info.message()).unwrap_or_else(|| interno(info.message())),
            },
            other => interno(other),
        }
    }
}

/// The rule that sums break: PostgreSQL gives it no name of its own.
pub const DESBORDE: &str = "monto_excesivo";

/// Diesel hands these on as text only; the app's connections therefore insist on `lc_messages = C`.
fn de_texto(mensaje: &str) -> Option<AppError> {
    match mensaje {
        "deadlock detected" | "canceling statement due to lock timeout" => Some(AppError::EnCurso),
        m if m.starts_with("could not serialize access") => Some(AppError::EnCurso),
        // A NUL, which no text of PostgreSQL may hold and nobody types.
        m if m.starts_with("invalid byte sequence for encoding") => Some(AppError::Malformado("text")),
        // Each amount fitted; together they pass what a document holds.
        "numeric field overflow" => Some(rechazo(DESBORDE)),
        m if m.starts_with("canceling statement due to") => Some(AppError::Ocupado),
        _ => None,
    }
}
