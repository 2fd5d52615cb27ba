//! Rows of the drawer.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text, Timestamptz};
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
pub fn reglas(moneda: &str, redondea_mixto: bool) -> Option<Reglas> {
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
    pub propia: bool,
    #[diesel(sql_type = Bool)]
    pub supervisa: bool,
}

impl Tomada {
    pub fn a_cargo(&self) -> bool {
        self.propia || self.supervisa
    }
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
    /// None when only the sum was told.
    pub denominaciones: Vec<(Decimal, i32)>,
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

/// Something that happened to a session beside sales: cash in or out, to or from another drawer, other hands, a reopening.
#[derive(Debug, Clone, QueryableByName)]
pub struct Suceso {
    /// `movimiento`, `traspaso` that did not move (yet), `relevo`, `reapertura`.
    #[diesel(sql_type = Text)]
    pub clase: String,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// `entrada` or `salida`, of cash.
    #[diesel(sql_type = Text)]
    pub sentido: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    /// The other drawer, or who takes this one.
    #[diesel(sql_type = Nullable<Text>)]
    pub otra: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub monto: Option<Decimal>,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    /// It waits for an answer of this session.
    #[diesel(sql_type = Bool)]
    pub responde: bool,
}

/// A session with what its page says of it beside its rows.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ficha {
    #[diesel(embed)]
    pub sesion: Sesion,
    #[diesel(sql_type = Text)]
    pub motivo_apertura: String,
    /// Sales with a balance, the first of them.
    #[diesel(sql_type = Array<BigInt>)]
    pub impagas: Vec<i64>,
    /// What they owe.
    #[diesel(sql_type = Numeric)]
    pub por_cobrar: Decimal,
    /// A hand-over that waits, and for whom.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub relevo_id: Option<i64>,
    #[diesel(sql_type = Bool)]
    pub relevo_mio: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub contabilizada: Option<DateTime<Utc>>,
}

/// The drawer of who charges, and what waits for them there and at others.
#[derive(Debug, Clone, QueryableByName)]
pub struct Puesto {
    #[diesel(embed)]
    pub sesion: Sesion,
    #[diesel(sql_type = BigInt)]
    pub traspasos: i64,
    /// The session that somebody hands them.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub relevo_de: Option<i64>,
}

/// What an opening is measured against.
#[derive(Debug, Clone, QueryableByName)]
pub struct Fondo {
    /// By the last close of the drawer.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub dejado: Option<Decimal>,
    #[diesel(sql_type = Numeric)]
    pub umbral: Decimal,
}

/// The last count of a session, and what may stand in the way of closing on it.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorCerrar {
    #[diesel(sql_type = BigInt)]
    pub arqueo_id: i64,
    #[diesel(sql_type = Numeric)]
    pub contado: Decimal,
    #[diesel(sql_type = Numeric)]
    pub esperado: Decimal,
    /// The largest difference of the other methods, more or less.
    #[diesel(sql_type = Numeric)]
    pub otros: Decimal,
    #[diesel(sql_type = BigInt)]
    pub traspasos: i64,
    #[diesel(sql_type = BigInt)]
    pub relevos: i64,
    #[diesel(sql_type = BigInt)]
    pub impagas: i64,
    #[diesel(sql_type = Numeric)]
    pub umbral: Decimal,
}

impl PorCerrar {
    /// Of cash or of any other method.
    pub fn mayor_diferencia(&self) -> Decimal {
        (self.contado - self.esperado).abs().max(self.otros)
    }
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

/// What so many of each come to.
pub fn suma(denominaciones: &[(Decimal, i32)]) -> Decimal {
    denominaciones.iter().map(|(valor, cantidad)| valor * Decimal::from(*cantidad)).sum()
}

impl Conteo {
    pub fn efectivo(&self) -> Decimal {
        suma(&self.denominaciones)
    }
}

/// A count, and the close that stood on it when there was one.
#[derive(Debug, Clone, QueryableByName)]
pub struct Arqueo {
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
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cierre_id: Option<i64>,
    /// Notes and coins, the largest first, and how many of each.
    #[diesel(sql_type = Array<Numeric>)]
    pub valores: Vec<Decimal>,
    #[diesel(sql_type = Array<Integer>)]
    pub piezas: Vec<i32>,
    /// What is not cash.
    #[diesel(sql_type = Array<Text>)]
    pub medios: Vec<String>,
    #[diesel(sql_type = Array<Numeric>)]
    pub declarados: Vec<Decimal>,
    #[diesel(sql_type = Array<Numeric>)]
    pub esperados: Vec<Decimal>,
}

impl Arqueo {
    /// Method, declared, expected: of those that have any of the two.
    pub fn otros(&self) -> impl Iterator<Item = (&str, Decimal, Decimal)> {
        let cifras = self.declarados.iter().zip(&self.esperados);
        let todos = self.medios.iter().zip(cifras).map(|(medio, (d, e))| (medio.as_str(), *d, *e));
        todos.filter(|(_, declarado, esperado)| !declarado.is_zero() || !esperado.is_zero())
    }

    /// Cash and everything else.
    pub fn cuadra(&self) -> bool {
        self.diferencia().is_zero() && self.otros().all(|(_, declarado, esperado)| declarado == esperado)
    }

    pub fn diferencia(&self) -> Decimal {
        self.contado - self.esperado
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct NuevoCierre {
    pub motivo: String,
    pub dejado: Decimal,
    /// Who closes knows that sales of the session are not paid.
    pub con_impagas: bool,
}
