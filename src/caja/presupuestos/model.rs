//! Rows of a budget, and what of it a sale asks for.

use std::fmt::{self, Display, Formatter};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text, Timestamp, Timestamptz};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::caja::ventas::{NuevaLinea, NuevaVenta};
use crate::values::parte::Resto;

/// A budget as somebody asks for it, validated. Of `pedido` only what is sold, at whose prices and with what discounts counts.
#[derive(Debug, Clone, Serialize)]
pub struct NuevoPresupuesto {
    pub paciente_id: i64,
    pub valido_hasta: NaiveDate,
    pub nota: String,
    pub pedido: NuevaVenta,
}

/// The whole document, its arithmetic done.
#[derive(Debug, Clone, Copy)]
pub struct Documento<'a> {
    pub nuevo: &'a NuevoPresupuesto,
    pub moneda: &'a str,
    pub lineas: &'a [NuevaLinea],
}

/// How it left the hands of who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Resolucion {
    Aceptado,
    Rechazado,
    Anulado,
}

impl Resolucion {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Aceptado => "aceptado",
            Self::Rechazado => "rechazado",
            Self::Anulado => "anulado",
        }
    }
}

/// A budget held.
#[derive(Debug, Clone, QueryableByName)]
pub struct Tomado {
    /// As it stands today.
    #[diesel(sql_type = Text)]
    pub estado: String,
    /// As it was left, whatever the day.
    #[diesel(sql_type = Text)]
    pub guardado: String,
}

impl Tomado {
    /// What is fulfilled stays so.
    pub fn admite(&self, como: Resolucion) -> bool {
        match como {
            Resolucion::Aceptado | Resolucion::Rechazado => self.guardado == "vigente",
            Resolucion::Anulado => matches!(self.estado.as_str(), "vigente" | "aceptado" | "vencido"),
        }
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Presupuesto {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// How often what it promises was written: no decision counts.
    #[diesel(sql_type = Integer)]
    pub edicion: i32,
    #[diesel(sql_type = Text)]
    pub numero: String,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    /// Of the ficha that lives.
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub correo: Option<String>,
    /// Asked to be forgotten: nobody writes to them.
    #[diesel(sql_type = Bool)]
    pub bloqueado: bool,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub convenio_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub convenio: Option<String>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Date)]
    pub valido_hasta: NaiveDate,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Text)]
    pub descuento_motivo: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub vendido: Decimal,
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub creado: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub aceptado: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub cerrado: Option<NaiveDateTime>,
    #[diesel(sql_type = Text)]
    pub cerrado_motivo: String,
}

impl Presupuesto {
    pub fn queda(&self) -> Decimal {
        self.total - self.vendido
    }

    /// There is something in it that its patient may still want.
    pub fn se_envia(&self) -> bool {
        !self.bloqueado && matches!(self.estado.as_str(), "vigente" | "aceptado")
    }

    /// What was said of it when it was so is true.
    pub fn rige(&self, edicion: i32) -> bool {
        self.edicion == edicion && (self.se_envia() || !self.bloqueado && self.estado == "cumplido")
    }

    pub fn con_descuento(&self) -> bool {
        !self.descuento_motivo.is_empty()
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Linea {
    pub id: i64,
    /// None: what it names is not charged any more.
    pub codigo: Option<String>,
    pub es_prestacion: bool,
    pub descripcion: String,
    pub cantidad: Decimal,
    pub vendido: Decimal,
    pub precio: Decimal,
    pub descuento: Decimal,
    pub total: Decimal,
}

impl Linea {
    pub fn queda(&self) -> Decimal {
        self.cantidad - self.vendido
    }
}

/// A sale that fulfils some of it.
#[derive(Debug, Clone, QueryableByName)]
pub struct VentaHecha {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub emitida: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub detalle: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = Bool)]
    pub anulada: bool,
}

/// A row of the list.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub numero: String,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    #[diesel(sql_type = Date)]
    pub valido_hasta: NaiveDate,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub vendido: Decimal,
}

/// So much of a line of a budget, as a sale asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pedida {
    pub linea_id: i64,
    pub cantidad: Decimal,
    /// Who attended.
    pub profesional_id: Option<i64>,
}

/// A line of a budget with what of it is sold already.
#[derive(Debug, Clone, QueryableByName, Deserialize)]
pub struct Prometida {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub presupuesto_id: i64,
    #[diesel(sql_type = Text)]
    pub numero: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    /// Of the ficha that lives.
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub convenio_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Text)]
    pub descuento_motivo: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub prestacion_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub insumo_id: Option<i64>,
    /// Of its insumo.
    #[diesel(sql_type = Nullable<Text>)]
    pub codigo: Option<String>,
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Numeric)]
    pub precio: Decimal,
    /// Still to be sold: so much, and what that comes to.
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub bruto: Decimal,
    #[diesel(sql_type = Numeric)]
    pub descuento: Decimal,
}

impl Prometida {
    pub const fn resto(&self) -> Resto {
        Resto { cantidad: self.cantidad, bruto: self.bruto, descuento: self.descuento }
    }

    /// Whatever is left of it: it may be sold at all, and in such a measure.
    pub fn exigir(&self, cantidad: Decimal) -> Result<(), NoPrometido> {
        match self.estado.as_str() {
            "aceptado" | "cumplido" if self.prestacion_id.is_some() && !cantidad.is_integer() => {
                Err(NoPrometido::Entera { que: self.descripcion.clone() })
            }
            "aceptado" | "cumplido" => Ok(()),
            estado => Err(NoPrometido::NoAceptado { numero: self.numero.clone(), estado: estado.into() }),
        }
    }
}

/// A line of a sale that fulfils one of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumplida {
    pub linea_id: i64,
    pub cantidad: Decimal,
    pub bruto: Decimal,
    pub descuento: Decimal,
}

/// Why a line of a budget is not sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPrometido {
    Desconocido,
    NoAceptado { numero: String, estado: String },
    Excede { que: String, queda: Decimal },
    Entera { que: String },
    DeOtraPersona { numero: String },
}

impl Display for NoPrometido {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desconocido => f.write_str("Esa línea ya no está en ningún presupuesto: vuelve a elegir qué vender."),
            Self::NoAceptado { numero, estado } => write!(f, "Del presupuesto {numero} no se vende: está {estado}."),
            Self::Excede { que, queda } if queda.is_zero() => {
                write!(f, "{que}: ya se vendió todo lo presupuestado.")
            }
            Self::Excede { que, queda } => {
                let queda = queda.normalize().to_string().replace('.', ",");
                write!(f, "{que}: de lo presupuestado solo queda {queda} por vender.")
            }
            Self::Entera { que } => write!(f, "{que}: las prestaciones se venden enteras."),
            Self::DeOtraPersona { numero } => {
                write!(f, "El presupuesto {numero} es de otra persona que quien compra.")
            }
        }
    }
}
