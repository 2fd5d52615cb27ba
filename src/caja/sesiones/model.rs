//! Rows of the drawer.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::values::cobro::Reglas;
use crate::values::dinero::Moneda;
use crate::values::redondeo::Redondeo;

#[derive(Debug, Clone, QueryableByName)]
pub struct Sesion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub caja: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub apertura: Decimal,
    #[diesel(sql_type = Numeric)]
    pub diferencia_apertura: Decimal,
    #[diesel(sql_type = Timestamptz)]
    pub abierta: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub responsable: String,
    #[diesel(sql_type = Bool)]
    pub redondea_mixto: bool,
    /// Of who looks.
    #[diesel(sql_type = Bool)]
    pub propia: bool,
}

impl Sesion {
    pub fn reglas(&self) -> Option<Reglas> {
        reglas(&self.moneda, self.redondea_mixto)
    }

    pub fn cobra(&self) -> bool {
        cobra(&self.estado)
    }
}

/// Money comes in only here: not while it is being counted, not once it is closed.
pub fn cobra(estado: &str) -> bool {
    matches!(estado, "abierta" | "reabierta")
}

/// Chile rounds cash by law; a currency without a rule of its own is collected exactly.
fn reglas(moneda: &str, redondea_mixto: bool) -> Option<Reglas> {
    let moneda = Moneda::de_codigo(moneda)?;
    let redondeo = if moneda == Moneda::CLP { Redondeo::LEY_20956 } else { Redondeo::ninguno(moneda) };
    Some(Reglas { moneda, redondeo, redondea_mixto })
}

/// What charging needs of the session, shared until the transaction ends.
#[derive(Debug, Clone, QueryableByName)]
pub struct SesionDeCobro {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub serie_id: i64,
    /// Today in the clinic's zone.
    #[diesel(sql_type = Date)]
    pub hoy: NaiveDate,
    #[diesel(sql_type = Bool)]
    pub redondea_mixto: bool,
    /// What a cita consumes leaves with its sale; otherwise it left, or will, when it is attended.
    #[diesel(sql_type = Bool)]
    pub consume_al_vender: bool,
    /// Who asks is its responsable: nobody else charges in it.
    #[diesel(sql_type = Bool)]
    pub propia: bool,
    /// The responsable, or somebody who supervises.
    #[diesel(sql_type = Bool)]
    pub a_cargo: bool,
}

/// A session taken whole.
#[derive(Debug, Clone, QueryableByName)]
pub struct Tomada {
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Bool)]
    pub a_cargo: bool,
}

impl SesionDeCobro {
    pub fn reglas(&self) -> Option<Reglas> {
        reglas(&self.moneda, self.redondea_mixto)
    }
}

/// A drawer nobody has open, and the float its last close left.
#[derive(Debug, Clone, QueryableByName)]
pub struct CajaLibre {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub dejado: Option<Decimal>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NuevaSesion {
    pub caja_id: i64,
    pub apertura: Decimal,
    pub motivo: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Sentido {
    Entrada,
    Salida,
}

impl Sentido {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Entrada => "entrada",
            Self::Salida => "salida",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        [Self::Entrada, Self::Salida].into_iter().find(|s| s.codigo() == codigo)
    }
}

/// Cash that goes in or out without a sale.
#[derive(Debug, Clone, Serialize)]
pub struct NuevoMovimientoCaja {
    pub sesion_id: i64,
    pub sentido: Sentido,
    pub monto: Decimal,
    pub motivo: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct MovimientoCaja {
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
}

/// What the books expect of a method; of cash, with the opening float and the movements.
#[derive(Debug, Clone, QueryableByName)]
pub struct Esperado {
    #[diesel(sql_type = Text)]
    pub medio: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}

/// A blind count: pieces by face value, and what vouchers and statements say.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Conteo {
    pub denominaciones: Vec<(Decimal, i32)>,
    pub declarados: Vec<(&'static str, Decimal)>,
    pub observacion: String,
}

impl Conteo {
    pub fn efectivo(&self) -> Decimal {
        self.denominaciones.iter().map(|(valor, cantidad)| valor * Decimal::from(*cantidad)).sum()
    }
}

/// A count, and the close that stood on it when there was one.
#[derive(Debug, Clone, QueryableByName)]
pub struct Arqueo {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Numeric)]
    pub contado: Decimal,
    #[diesel(sql_type = Numeric)]
    pub esperado: Decimal,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub cerrado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub motivo: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub dejado: Option<Decimal>,
}

impl Arqueo {
    pub fn diferencia(&self) -> Decimal {
        self.contado - self.esperado
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct NuevoCierre {
    pub motivo: String,
    pub dejado: Decimal,
}
