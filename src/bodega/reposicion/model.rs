//! What is read to know what to order.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Numeric, Text};
use rust_decimal::Decimal;

use crate::values::reposicion::{Historia, Politica};

/// For what an insumo does not say of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dias {
    pub entrega: i32,
    pub reserva: i32,
    pub cobertura: i32,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    #[diesel(sql_type = Integer)]
    pub entrega: i32,
    #[diesel(sql_type = Integer)]
    pub reserva: i32,
    #[diesel(sql_type = Integer)]
    pub cobertura: i32,
    /// Of the settings as they were read.
    #[diesel(sql_type = Text)]
    pub huella: String,
}

/// An insumo with its pace and what is known of it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ritmo {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    minimo: Decimal,
    #[diesel(sql_type = Integer)]
    entrega: i32,
    #[diesel(sql_type = Integer)]
    reserva: i32,
    #[diesel(sql_type = Integer)]
    cobertura: i32,
    #[diesel(sql_type = Numeric)]
    hay: Decimal,
    /// Of that, what has not expired.
    #[diesel(sql_type = Numeric)]
    pub usable: Decimal,
    #[diesel(sql_type = Numeric)]
    pub en_camino: Decimal,
    #[diesel(sql_type = Array<Integer>)]
    dias: Vec<i32>,
    #[diesel(sql_type = Array<Numeric>)]
    netos: Vec<Decimal>,
    #[diesel(sql_type = Numeric)]
    consumo: Decimal,
    #[diesel(sql_type = Text)]
    pub proveedor: String,
}

/// A line of what to order now.
#[derive(Debug, Clone)]
pub struct Sugerencia {
    pub ritmo: Ritmo,
    pub diario: Decimal,
    /// Of the window.
    pub dias_con: i32,
    pub punto: Decimal,
    pub pedir: Decimal,
}

impl Sugerencia {
    /// What there is lasts so many days at this pace; none when nothing is consumed.
    pub fn alcanza(&self) -> Option<Decimal> {
        (!self.diario.is_zero()).then(|| (self.ritmo.usable / self.diario).floor())
    }
}

impl Ritmo {
    /// None while there is enough.
    pub fn sugerencia(self, ventana: i32) -> Option<Sugerencia> {
        let Self { hay, consumo, minimo, entrega, reserva, cobertura, .. } = self;
        let historia = Historia { ventana, hay, dias: &self.dias, netos: &self.netos, consumo };
        let politica = Politica { minimo, entrega, reserva, cobertura };
        let (diario, dias_con) = (historia.consumo_diario(), historia.dias_con_existencias());
        let pedir = politica.pedir(diario, self.usable + self.en_camino)?;
        Some(Sugerencia { punto: politica.punto(diario), ritmo: self, diario, dias_con, pedir })
    }
}

/// An insumo that is to be ordered: from whom it came last, and at what cost.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ultimo {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub proveedor_id: Option<i64>,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
}

/// The days that an insumo says of its own.
#[derive(Debug, Clone, QueryableByName)]
pub struct DiasDeInsumo {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Nullable<Integer>)]
    pub entrega: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub reserva: Option<i32>,
}
