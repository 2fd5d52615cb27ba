//! The kinds of notice, whom each is for, and what waits to be told.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

use crate::avisos::Tipo;
use crate::identidad::Permiso;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cual {
    StockBajo,
    CajaAbierta,
    AvisosFallidos,
}

impl Cual {
    pub const TODOS: [Self; 3] = [Self::StockBajo, Self::CajaAbierta, Self::AvisosFallidos];

    pub const fn codigo(self) -> &'static str {
        self.tipo().codigo()
    }

    pub const fn tipo(self) -> Tipo {
        match self {
            Self::StockBajo => Tipo::StockBajo,
            Self::CajaAbierta => Tipo::CajaAbierta,
            Self::AvisosFallidos => Tipo::AvisosFallidos,
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::StockBajo => "Insumos bajo su mínimo",
            Self::CajaAbierta => "Cajas que quedaron abiertas",
            Self::AvisosFallidos => "Mensajes que no se pudieron enviar",
        }
    }

    pub const fn detalle(self) -> &'static str {
        match self {
            Self::StockBajo => "El día en que alguno baja de su mínimo, una vez: la lista de los que faltan.",
            Self::CajaAbierta => {
                "Una vez al día por cada caja abierta desde otro día o hace más de 16 horas: la tuya, o todas si las supervisas."
            }
            Self::AvisosFallidos => "Una vez al día cuando alguno falla: cuántos son y dónde verlos.",
        }
    }

    /// Any of them lets one hear of it.
    pub const fn permisos(self) -> &'static [Permiso] {
        match self {
            Self::StockBajo => &[Permiso::BodegaOperar],
            Self::CajaAbierta => &[Permiso::CajaOperar, Permiso::CajaSupervisar],
            Self::AvisosFallidos => &[Permiso::AvisosVer],
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|cual| cual.codigo() == codigo)
    }
}

/// Somebody to be told something, once under `clave`.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pendiente {
    #[diesel(sql_type = Text)]
    cual: String,
    #[diesel(sql_type = Text)]
    pub clave: String,
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    /// Of the clinic.
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    /// Of today, in the clinic.
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    /// Of a drawer: its name, its session, whose it is and since when.
    #[diesel(sql_type = Nullable<Text>)]
    pub caja: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub sesion_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub responsable: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub abierta: Option<DateTime<Utc>>,
    /// Messages that failed.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub fallidos: Option<i64>,
}

impl Pendiente {
    pub fn cual(&self) -> Option<Cual> {
        Cual::de_codigo(&self.cual)
    }
}

/// An insumo below its minimum.
#[derive(Debug, Clone, QueryableByName)]
pub struct Bajo {
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub hay: Decimal,
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
}
