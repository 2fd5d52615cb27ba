//! Rows of a refund, from its request to its payment.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Numeric, Text, Timestamp};
use rust_decimal::Decimal;
use serde::Serialize;

/// A request as somebody makes it, validated.
#[derive(Debug, Clone, Serialize)]
pub struct NuevaDevolucion {
    pub venta_id: i64,
    /// What is given back; none when the sale only owes less.
    pub pago_id: Option<i64>,
    /// By which it goes back; only with a payment.
    pub medio: Option<&'static str>,
    /// Credits the lines too; else they are owed again.
    pub con_nota: bool,
    pub motivo: String,
    pub lineas: Vec<LineaADevolver>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName)]
pub struct LineaADevolver {
    #[diesel(sql_type = BigInt)]
    pub venta_linea_id: i64,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    /// Its goods go back to their lots.
    #[diesel(sql_type = Bool)]
    pub vuelve: bool,
}

/// How a request was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Resolucion {
    Aprobada,
    Rechazada,
}

impl Resolucion {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Aprobada => "aprobada",
            Self::Rechazada => "rechazada",
        }
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Devolucion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub venta_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub pago_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub pago: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub medio: Option<String>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = Bool)]
    pub con_nota: bool,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub creado: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub solicitante: String,
    /// Who looks asked for it.
    #[diesel(sql_type = Bool)]
    pub propia: bool,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub resuelta: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub resuelta_por: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien_resolvio: Option<String>,
    /// Who looks decided it.
    #[diesel(sql_type = Bool)]
    pub resuelta_aqui: bool,
    #[diesel(sql_type = Text)]
    pub resolucion: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub reverso_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub reverso: Option<String>,
    /// What the patient got: of cash, with its redondeo.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub entregado: Option<Decimal>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub nota_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub nota: Option<String>,
    #[diesel(sql_type = Text)]
    pub pagador: String,
    /// The session in which who looks may pay it; none without a drawer open.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub mi_sesion: Option<i64>,
}

impl Devolucion {
    /// Nothing more will come of it.
    pub fn cerrada(&self) -> bool {
        !matches!(self.estado.as_str(), "solicitada" | "aprobada") || self.nota_id.is_some()
    }

    pub fn por_pagar(&self) -> bool {
        self.estado == "aprobada" && self.pago_id.is_some()
    }
}

/// A line of a sale with what may go back of it, requests under way already taken out.
#[derive(Debug, Clone, QueryableByName)]
pub struct LineaDevolvible {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub insumo_id: Option<i64>,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Numeric)]
    pub iva: Decimal,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    /// By the payment in question, and not given back.
    #[diesel(sql_type = Numeric)]
    pub cobrado: Decimal,
    /// By all payments.
    #[diesel(sql_type = Numeric)]
    pub pagado: Decimal,
    #[diesel(sql_type = Numeric)]
    pub acreditado: Decimal,
    /// Of the same payment (or of none), in other requests under way.
    #[diesel(sql_type = Numeric)]
    pub pedido: Decimal,
    /// In other requests under way that would credit the line.
    #[diesel(sql_type = Numeric)]
    pub por_acreditar: Decimal,
}

impl LineaDevolvible {
    /// The most that may be asked for: of what a payment collected, or of what is owed.
    pub fn maximo(&self, con_pago: bool) -> Decimal {
        let deuda = self.total - self.pagado - self.acreditado;
        if con_pago { self.cobrado - self.pedido } else { deuda - self.pedido }
    }

    pub fn acreditable(&self) -> Decimal {
        self.total - self.acreditado - self.por_acreditar
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct LineaPedida {
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = Bool)]
    pub vuelve: bool,
}
