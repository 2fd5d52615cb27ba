//! Rows of the ledger of payments.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Jsonb, Nullable, Numeric, Text, Timestamp, Timestamptz};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Pago,
    Anulacion,
    /// By somebody else than who pays it.
    Devolucion {
        aprobado_por: i64,
    },
}

impl Tipo {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Pago => "pago",
            Self::Anulacion => "anulacion",
            Self::Devolucion { .. } => "devolucion",
        }
    }

    pub const fn aprobado_por(self) -> Option<i64> {
        match self {
            Self::Devolucion { aprobado_por } => Some(aprobado_por),
            Self::Pago | Self::Anulacion => None,
        }
    }
}

/// A line of the ledger: a method, or the redondeo that nobody hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medio {
    pub medio: String,
    pub monto: Decimal,
    pub referencia: String,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Asignacion {
    #[diesel(sql_type = BigInt)]
    pub venta_linea_id: i64,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}

/// A payment ready to be written: Σ medios = total = Σ asignaciones + Σ abonos + what was paid with abono.
#[derive(Debug, Clone)]
pub struct NuevoPago<'a> {
    pub sesion_id: i64,
    pub serie_id: i64,
    pub tipo: Tipo,
    pub paciente_id: Option<i64>,
    pub pagador: &'a str,
    pub moneda: &'a str,
    pub total: Decimal,
    pub vuelto: Decimal,
    pub reversa_de: Option<i64>,
    pub motivo: &'a str,
    pub medios: &'a [Medio],
    pub asignaciones: &'a [Asignacion],
    /// What it adds to what the patient has in favour, and what it takes from there.
    pub abonos: &'a [Decimal],
    pub clave: Uuid,
    /// What the intention made; the payment itself when none.
    pub resultado: Option<i64>,
}

/// What the ledger gave a payment, and whom its receipt is for.
#[derive(Debug, Clone, QueryableByName)]
pub struct Registrado {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub folio: i64,
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub fecha: NaiveDateTime,
    /// Of the ficha that lives.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub nombre: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub correo: Option<String>,
    /// In whose words, as `avisos::Plantillas` reads them.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub plantillas: Option<Value>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Pago {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub sesion_id: i64,
    #[diesel(sql_type = Text)]
    pub prefijo: String,
    #[diesel(sql_type = BigInt)]
    pub folio: i64,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub pagador: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub vuelto: Decimal,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    /// The same instant, in the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub fecha: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub paciente: Option<String>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    /// The payment that reversed it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub anulado_por: Option<i64>,
    #[diesel(sql_type = Array<Text>)]
    codigos: Vec<String>,
    #[diesel(sql_type = Array<Numeric>)]
    montos: Vec<Decimal>,
    #[diesel(sql_type = Array<Text>)]
    referencias: Vec<String>,
}

impl Pago {
    pub fn numero(&self) -> String {
        format!("{}-{}", self.prefijo, self.folio)
    }

    pub fn anulable(&self) -> bool {
        self.tipo == "pago" && self.anulado_por.is_none()
    }

    /// Its lines in the ledger, in their order.
    pub fn medios(&self) -> impl Iterator<Item = Medio> {
        let lineas = self.codigos.iter().zip(&self.montos).zip(&self.referencias);
        lineas.map(|((medio, monto), referencia)| Medio {
            medio: medio.clone(),
            monto: *monto,
            referencia: referencia.clone(),
        })
    }
}

/// What a receipt prints of each line paid.
#[derive(Debug, Clone, QueryableByName)]
pub struct LineaPagada {
    /// None for what stays in favour of the patient.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub venta_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub descuento: Decimal,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}

/// Everything a receipt says.
#[derive(Debug, Clone)]
pub struct Recibo {
    pub pago: Pago,
    pub lineas: Vec<LineaPagada>,
}
