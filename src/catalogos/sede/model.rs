//! Sucursales and settings.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};

use crate::schema::sucursales;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sucursales)]
pub struct Sucursal {
    pub id: i64,
    pub version: i32,
    pub nombre: String,
    pub direccion: String,
    pub region: String,
    pub principal: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = sucursales)]
pub struct NuevaSucursal {
    pub nombre: String,
    pub direccion: String,
    pub region: String,
}

/// When what a prestación consumes leaves the shelf, as `clinicas.ajustes` writes it. Without one, with the sale.
pub const CONSUMOS: [(&str, &str); 2] =
    [("venta", "Al emitir la venta de la cita"), ("atencion", "Al terminar la atención")];

/// What agenda and recipes read of `clinicas.ajustes`.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    /// The buffers of a cita must fit inside working hours too.
    #[diesel(sql_type = Bool)]
    pub margenes_en_horario: bool,
    /// How long the slot of an open form is held.
    #[diesel(sql_type = Integer)]
    pub minutos_retenida: i32,
    /// One of `CONSUMOS`.
    #[diesel(sql_type = Text)]
    pub consumo: String,
    /// For how many years what happened is kept.
    #[diesel(sql_type = Integer)]
    pub auditoria_anios: i32,
    /// Of what was read: settings have no version of their own.
    #[diesel(sql_type = Text)]
    pub huella: String,
}

/// ISO 3166-2 of the regions of Chile; `CL` where only national holidays count.
pub const REGIONES: [(&str, &str); 17] = [
    ("CL", "Sin región: solo feriados nacionales"),
    ("CL-AP", "Arica y Parinacota"),
    ("CL-TA", "Tarapacá"),
    ("CL-AN", "Antofagasta"),
    ("CL-AT", "Atacama"),
    ("CL-CO", "Coquimbo"),
    ("CL-VS", "Valparaíso"),
    ("CL-RM", "Metropolitana de Santiago"),
    ("CL-LI", "O'Higgins"),
    ("CL-ML", "Maule"),
    ("CL-NB", "Ñuble"),
    ("CL-BI", "Biobío"),
    ("CL-AR", "La Araucanía"),
    ("CL-LR", "Los Ríos"),
    ("CL-LL", "Los Lagos"),
    ("CL-AI", "Aysén"),
    ("CL-MA", "Magallanes"),
];
