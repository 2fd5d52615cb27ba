//! What the law says of a date, and what the clinic says.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};

use crate::schema::feriados_clinica;

/// Of the country or of a region where the clinic has a sucursal.
#[derive(Debug, Clone, QueryableByName)]
pub struct Legal {
    #[diesel(sql_type = Text)]
    pub ambito: String,
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Bool)]
    pub irrenunciable: bool,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Palabra {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// None: all of them.
    #[diesel(sql_type = Nullable<Text>)]
    pub sucursal: Option<String>,
    #[diesel(sql_type = Bool)]
    pub atiende: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = feriados_clinica)]
pub struct NuevaPalabra {
    pub fecha: NaiveDate,
    pub sucursal_id: Option<i64>,
    pub nombre: String,
    pub atiende: bool,
}
