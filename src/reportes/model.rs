//! What a report reads, and the filter its URL carries.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

/// The payments between two instants (the end is outside) that were there at `corte`: the rows, their total and any file
/// made of them agree while new ones come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periodo {
    pub desde: DateTime<Utc>,
    pub hasta: DateTime<Utc>,
    pub corte: DateTime<Utc>,
}

/// Where a page begins: after this payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Despues {
    pub en: DateTime<Utc>,
    pub id: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PagoDelDia {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub folio: String,
    /// `pago`, `anulacion` or `devolucion`; the last two carry negative amounts.
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub paciente: Option<String>,
    #[diesel(sql_type = Text)]
    pub cajero: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Array<Text>)]
    pub medios: Vec<String>,
    /// In the order of `medios`; their sum is `total`.
    #[diesel(sql_type = Array<Numeric>)]
    pub montos: Vec<Decimal>,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct TotalPorMedio {
    #[diesel(sql_type = Text)]
    pub medio: String,
    #[diesel(sql_type = BigInt)]
    pub pagos: i64,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}

/// A method as a person says it; `redondeo` is what the law rounds off cash.
pub fn nombre_medio(medio: &str) -> &str {
    match medio {
        "efectivo" => "Efectivo",
        "debito" => "Débito",
        "credito" => "Crédito",
        "transferencia" => "Transferencia",
        "cheque" => "Cheque",
        "abono" => "Abono",
        "redondeo" => "Redondeo",
        otro => otro,
    }
}
