//! Rows of a sale.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::caja::presupuestos::{Pedida, Prometida};
use crate::values::descuento::Descuento;

/// A sale as somebody asks for it, validated; prices are the server's to say.
#[derive(Debug, Clone, Serialize)]
pub struct NuevaVenta {
    pub sesion_id: i64,
    pub cita_id: Option<i64>,
    /// Of a sale without cita, when it is known who buys.
    pub paciente_id: Option<i64>,
    pub pagador: String,
    /// Whose prices; none: the catalogue's.
    pub convenio_id: Option<i64>,
    pub descuentos: Descuentos,
    /// Besides the cita's own.
    pub prestaciones: Vec<Atencion>,
    pub extras: Vec<Extra>,
    /// Of a budget, at what was promised.
    pub prometido: Vec<Pedida>,
    pub medios: Vec<MedioEntregado>,
    /// The change stays in favour of the patient.
    pub deja_vuelto: bool,
    /// Go on though the recipe is short of something.
    pub dejar_pendiente: bool,
}

/// A prestación charged without a cita of its own, by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Atencion {
    pub codigo: String,
    pub cantidad: Decimal,
    /// Who attended.
    pub profesional_id: Option<i64>,
    pub descuento: Option<Descuento>,
}

/// What is taken off the cita's line and off the whole, and why anything is taken off at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Descuentos {
    pub cita: Option<Descuento>,
    pub total: Option<Descuento>,
    pub motivo: String,
}

impl NuevaVenta {
    pub fn tiene_descuento(&self) -> bool {
        let de_lineas = self.prestaciones.iter().map(|p| p.descuento).chain(self.extras.iter().map(|e| e.descuento));
        de_lineas.chain([self.descuentos.cita, self.descuentos.total]).any(|d| d.is_some())
    }
}

/// An insumo sold apart, by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extra {
    pub codigo: String,
    pub cantidad: Decimal,
    pub descuento: Option<Descuento>,
}

/// What was handed over; of cash, change not yet taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MedioEntregado {
    pub metodo: &'static str,
    pub monto: Decimal,
    pub referencia: String,
}

/// What a prestación costs today, on its own or as the cita that is charged.
#[derive(Debug, Clone, QueryableByName, Deserialize)]
pub struct Tarifa {
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Numeric)]
    pub precio: Decimal,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Bool)]
    pub afecta: bool,
    /// At whose prices; none: the catalogue's, or the one that was asked for is not in use.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub convenio_id: Option<i64>,
    /// Of a cita: which one, who attends, and whom.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub profesional_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub paciente: Option<String>,
}

/// A name to choose by its id.
#[derive(Debug, Clone, Deserialize)]
pub struct Opcion {
    pub id: i64,
    pub nombre: String,
}

/// What a sale in the making is drawn from, besides its goods.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Mostrador {
    pub tarifas: Vec<Tarifa>,
    pub profesionales: Vec<Opcion>,
    pub convenios: Vec<Opcion>,
    /// The one whose prices these are.
    pub convenio_id: Option<i64>,
    /// Who buys, when it is known: of the cita, or chosen.
    pub paciente: Option<Opcion>,
    /// What they have in favour.
    pub a_favor: Decimal,
    /// Who else may pay for them.
    pub pagadores: Vec<String>,
    /// The lines of budgets that it asks for.
    pub prometidas: Vec<Prometida>,
    /// The sale that the key of the form made already.
    pub hecha: Option<i64>,
}

/// At whose prices to look.
#[derive(Debug, Clone, Copy)]
pub enum Lista {
    /// Of this convenio, or the catalogue's.
    De(Option<i64>),
    /// Of the last sale to whoever buys.
    LaUltima,
}

impl Mostrador {
    pub fn cita(&self) -> Option<&Tarifa> {
        self.tarifas.iter().find(|t| t.cita_id.is_some())
    }
}

/// A line ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevaLinea {
    pub prestacion_id: Option<i64>,
    pub insumo_id: Option<i64>,
    pub profesional_id: Option<i64>,
    pub descripcion: String,
    pub cantidad: Decimal,
    pub precio: Decimal,
    /// Taken off already: `total` is what is left.
    pub descuento: Decimal,
    pub afecto: bool,
    pub iva: Decimal,
    pub total: Decimal,
}

/// The whole document, its arithmetic done.
#[derive(Debug, Clone)]
pub struct Emision<'a> {
    pub sesion_id: i64,
    pub paciente_id: Option<i64>,
    pub cita_id: Option<i64>,
    pub convenio_id: Option<i64>,
    pub pagador: &'a str,
    pub moneda: &'a str,
    pub exento: Decimal,
    pub neto: Decimal,
    pub iva: Decimal,
    /// Paid in this same transaction.
    pub pagado: Decimal,
    pub lineas: &'a [NuevaLinea],
    /// Why there are discounts, if there are.
    pub descuento_motivo: &'a str,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Emitida {
    #[diesel(sql_type = BigInt)]
    pub venta_id: i64,
    /// Ids in the order of the lines given.
    #[diesel(sql_type = diesel::sql_types::Array<BigInt>)]
    pub lineas: Vec<i64>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Venta {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub sesion_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub pagador: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub convenio: Option<String>,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub exento: Decimal,
    #[diesel(sql_type = Numeric)]
    pub neto: Decimal,
    #[diesel(sql_type = Numeric)]
    pub iva: Decimal,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub pagado: Decimal,
    /// Of `pagado`, what notes of credit cover.
    #[diesel(sql_type = Numeric)]
    pub acreditado: Decimal,
    #[diesel(sql_type = Timestamptz)]
    pub emitida: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub anulada_motivo: String,
    /// The session in which the person who looks may charge; none without a drawer open.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub mi_sesion: Option<i64>,
}

impl Venta {
    /// Nothing is owed of one that was annulled.
    pub fn saldo(&self) -> Decimal {
        if self.estado == "emitida" { self.total - self.pagado } else { Decimal::ZERO }
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Linea {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    /// Who attended.
    #[diesel(sql_type = Nullable<Text>)]
    pub profesional: Option<String>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub precio: Decimal,
    #[diesel(sql_type = Numeric)]
    pub descuento: Decimal,
    #[diesel(sql_type = Text)]
    pub descuento_motivo: String,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    /// What its payments left of it.
    #[diesel(sql_type = Numeric)]
    pub debe: Decimal,
}

/// Something to charge: a cita of today without sale, or a sale with a balance.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorCobrar {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub venta_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    pub detalle: String,
    #[diesel(sql_type = Timestamptz)]
    pub desde: DateTime<Utc>,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}
