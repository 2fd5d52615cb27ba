//! What moves: insumos as a sale needs them, what is held of each, and the lines of the kardex to be written.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

/// Goods that come in by themselves, as one lot.
#[derive(Debug, Clone, Serialize)]
pub struct NuevaEntrada {
    pub deposito_id: i64,
    pub lote: NuevoLote,
    /// Invoice or dispatch number.
    pub documento: String,
    /// What the paper says; the kardex runs in order of registration.
    pub efectiva: NaiveDate,
}

/// An insumo as a sale needs it: to be sold, consumed by the recipe, or both.
#[derive(Debug, Clone, QueryableByName)]
pub struct InsumoPedido {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Text)]
    pub estado: String,
    /// What the recipe asks for; zero when it does not.
    #[diesel(sql_type = Numeric)]
    pub receta: Decimal,
    /// What the depot has of it, in all its lots.
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    /// What the clinic's other depots have of it. They are not held.
    #[diesel(sql_type = Numeric)]
    pub en_otros: Decimal,
    /// Below it the whole clinic has too little.
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
}

impl InsumoPedido {
    /// None when it cannot be sold apart.
    pub fn precio_de_venta(&self) -> Option<Decimal> {
        self.precio.filter(|_| self.estado == "activo")
    }

    pub fn existencia(&self, deposito_id: i64) -> Existencia {
        Existencia { deposito_id, insumo_id: self.id, cantidad: self.cantidad, costo_promedio: self.costo_promedio }
    }

    /// Taking `salida` crosses the minimum: what is already below it is no news.
    pub fn baja_del_minimo(&self, salida: Decimal) -> bool {
        let hay = self.cantidad + self.en_otros;
        self.estado == "activo" && hay >= self.minimo && hay - salida < self.minimo
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct LoteUsable {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Timestamptz)]
    pub recibido: DateTime<Utc>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}

/// Why goods move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TipoMovimiento {
    Entrada,
    Salida,
    Consumo,
    Ajuste,
    Merma,
    Traslado,
}

impl TipoMovimiento {
    const TODOS: [Self; 6] = [Self::Entrada, Self::Salida, Self::Consumo, Self::Ajuste, Self::Merma, Self::Traslado];

    /// As the CHECK of `movimientos` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Entrada => "entrada",
            Self::Salida => "salida",
            Self::Consumo => "consumo",
            Self::Ajuste => "ajuste",
            Self::Merma => "merma",
            Self::Traslado => "traslado",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|tipo| tipo.codigo() == codigo)
    }
}

/// The document that a movement hangs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documento {
    /// Goods that came in: of an order, or by themselves.
    Recepcion(Option<i64>),
    Venta(i64),
    /// A cita that was attended.
    Cita(i64),
    Salida(i64),
    Merma(i64),
    Ajuste(i64),
    /// Back to a supplier.
    Devolucion(i64),
    /// From a depot to another.
    Traslado(i64),
    /// A count that was approved.
    Inventario(i64),
}

impl Documento {
    /// As the CHECK of `movimientos` writes it.
    pub const fn tipo(self) -> &'static str {
        match self {
            Self::Recepcion(_) => "recepcion",
            Self::Venta(_) => "venta",
            Self::Cita(_) => "cita",
            Self::Salida(_) => "salida",
            Self::Merma(_) => "merma",
            Self::Ajuste(_) => "ajuste",
            Self::Devolucion(_) => "devolucion",
            Self::Traslado(_) => "traslado",
            Self::Inventario(_) => "inventario",
        }
    }

    pub const fn id(self) -> Option<i64> {
        match self {
            Self::Recepcion(id) => id,
            Self::Venta(id)
            | Self::Cita(id)
            | Self::Salida(id)
            | Self::Merma(id)
            | Self::Ajuste(id)
            | Self::Devolucion(id)
            | Self::Traslado(id)
            | Self::Inventario(id) => Some(id),
        }
    }
}

/// What a depot has of an insumo, held until the end of the transaction.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Existencia {
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
}

/// Decimals of a unit cost.
const DECIMALES_COSTO: u32 = 6;

impl Existencia {
    /// The next line of its kardex: `movida.cantidad` units in, or out when negative. What comes with a cost of its own is
    /// averaged in by weight (and out again when it is taken back); what has none moves at the average.
    pub fn mover(&mut self, movida: Movida) -> NuevoMovimiento {
        let Movida { lote_id, tipo, cantidad, costo, reversa_de } = movida;
        let queda = self.cantidad + cantidad;
        if let Some(costo) = costo.filter(|_| queda > Decimal::ZERO) {
            let valor = self.cantidad * self.costo_promedio + cantidad * costo;
            let promedio = (valor / queda).max(Decimal::ZERO);
            self.costo_promedio =
                promedio.round_dp_with_strategy(DECIMALES_COSTO, RoundingStrategy::MidpointAwayFromZero);
        }
        self.cantidad = queda;
        NuevoMovimiento {
            insumo_id: self.insumo_id,
            lote_id,
            tipo,
            cantidad,
            saldo: queda,
            costo: costo.unwrap_or(self.costo_promedio),
            costo_promedio: self.costo_promedio,
            reversa_de,
        }
    }
}

/// Goods that move, before it is known what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movida {
    pub lote_id: i64,
    pub tipo: TipoMovimiento,
    /// Positive comes in, negative leaves.
    pub cantidad: Decimal,
    /// Per unit; none moves at the average.
    pub costo: Option<Decimal>,
    /// The movement that this one takes back.
    pub reversa_de: Option<i64>,
}

/// One line of the kardex to be written. `saldo` and `costo_promedio` are those of the insumo in the depot after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoMovimiento {
    pub insumo_id: i64,
    pub lote_id: i64,
    pub tipo: TipoMovimiento,
    pub cantidad: Decimal,
    pub saldo: Decimal,
    pub costo: Decimal,
    pub costo_promedio: Decimal,
    pub reversa_de: Option<i64>,
}

/// Movements of one depot that are written together.
#[derive(Debug)]
pub struct Asiento<'a> {
    pub deposito_id: i64,
    pub documento: Documento,
    /// What the paper says: an invoice, a dispatch; empty when there is none.
    pub papel: &'a str,
    pub motivo: &'a str,
    /// When it happened, as somebody says; the kardex runs in order of registration.
    pub efectiva: NaiveDate,
    pub movimientos: &'a [NuevoMovimiento],
}

/// A lot that comes in, of one of the lines of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NuevoLote {
    pub insumo_id: i64,
    pub codigo: String,
    /// None does not expire.
    pub caduca: Option<NaiveDate>,
    pub cantidad: Decimal,
    /// Per unit, without IVA.
    pub costo: Decimal,
}

/// A movement that stands, to be taken back.
#[derive(Debug, Clone, QueryableByName)]
pub struct Movido {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = BigInt)]
    pub lote_id: i64,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    /// Today in the clinic's zone.
    #[diesel(sql_type = Date)]
    pub hoy: NaiveDate,
    /// Its lot has expired by then.
    #[diesel(sql_type = Bool)]
    pub vencido: bool,
}

/// What a cita consumes when it is attended, where the clinic chose so.
#[derive(Debug, Clone, QueryableByName)]
pub struct ConsumoDeCita {
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    /// Today in the clinic's zone.
    #[diesel(sql_type = Date)]
    pub hoy: NaiveDate,
}

/// Who consumed the recipe of a cita.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrigenConsumo {
    Venta,
    Atencion,
}

impl OrigenConsumo {
    /// As the CHECK of `recetas_consumidas` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Venta => "venta",
            Self::Atencion => "atencion",
        }
    }
}

/// What is to be consumed besides what is sold. Of a cita it is consumed once, by whoever comes first.
#[derive(Debug, Clone, Copy)]
pub struct Receta<'a> {
    pub prestacion_id: Option<i64>,
    pub cita_id: Option<i64>,
    /// Prestaciones without a cita, and how many times each.
    pub sueltas: &'a [(i64, Decimal)],
    pub origen: OrigenConsumo,
}

/// Whose recipe it was that was left pending.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origen {
    pub cita_id: Option<i64>,
    pub venta_id: Option<i64>,
}

/// What a recipe needed and no lot could give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoConsumoPendiente {
    pub insumo_id: i64,
    pub cantidad: Decimal,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn movida(cantidad: i64, costo: Option<i64>) -> Movida {
        let (tipo, costo) = (TipoMovimiento::Ajuste, costo.map(Decimal::from));
        Movida { lote_id: 1, tipo, cantidad: Decimal::from(cantidad), costo, reversa_de: None }
    }

    proptest! {
        /// What is on the shelf is worth what came in minus what left, but for the sixth decimal of each average.
        #[test]
        fn el_promedio_guarda_el_valor(pasos in proptest::collection::vec((1_i64..500, 0_i64..90_000, 0_i64..500), 1..20)) {
            let mut existencia =
                Existencia { deposito_id: 1, insumo_id: 1, cantidad: Decimal::ZERO, costo_promedio: Decimal::ZERO };
            let mut valor = Decimal::ZERO;
            for (n, (entra, costo, sale)) in (1..).zip(&pasos) {
                existencia.mover(movida(*entra, Some(*costo)));
                valor += Decimal::from(entra * costo);
                let sale = Decimal::from(*sale).min(existencia.cantidad);
                let linea = existencia.mover(Movida { cantidad: -sale, ..movida(0, None) });
                valor -= sale * linea.costo;
                prop_assert_eq!(linea.saldo, existencia.cantidad);
                let error = (existencia.cantidad * existencia.costo_promedio - valor).abs();
                prop_assert!(error <= Decimal::new(i64::from(n), 2), "{error} after {n} steps");
            }
        }

        /// An entry taken back at its own cost leaves the average as it was.
        #[test]
        fn una_entrada_devuelta_no_deja_huella(hay in 1_i64..500, promedio in 0_i64..90_000, entra in 1_i64..500, costo in 0_i64..90_000) {
            let antes = Existencia {
                deposito_id: 1,
                insumo_id: 1,
                cantidad: Decimal::from(hay),
                costo_promedio: Decimal::from(promedio),
            };
            let mut existencia = antes.clone();
            existencia.mover(movida(entra, Some(costo)));
            existencia.mover(movida(-entra, Some(costo)));
            prop_assert_eq!(existencia.cantidad, antes.cantidad);
            prop_assert!((existencia.costo_promedio - antes.costo_promedio).abs() < Decimal::new(1, 2));
        }
    }
}
