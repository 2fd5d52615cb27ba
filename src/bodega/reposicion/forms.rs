//! What is typed of what to order.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{Ajustes, Dias, DiasDeInsumo};
use crate::values::cantidad;
use crate::web::form::Errores;

/// Days over which consumption is looked at.
pub const VENTANAS: [i32; 4] = [90, 30, 60, 180];
const DIAS_MAX: i32 = 365;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PorPedirForm {
    pub clave: String,
    pub dias: String,
    pub deposito: String,
    /// Of what has come from nobody yet.
    pub proveedor: String,
    /// The insumos that are ticked.
    pub pedir: Vec<String>,
    /// A row of the page each.
    pub insumo: Vec<String>,
    pub cantidad: Vec<String>,
}

/// What somebody ticked.
#[derive(Debug)]
pub struct Pedido {
    pub deposito_id: i64,
    pub proveedor_id: Option<i64>,
    pub cantidades: BTreeMap<i64, Decimal>,
}

impl PorPedirForm {
    /// What is no window is the first one.
    pub fn ventana(&self) -> i32 {
        let [primera, ..] = VENTANAS;
        self.dias.parse().ok().filter(|dias| VENTANAS.contains(dias)).unwrap_or(primera)
    }

    pub fn marcado(&self, insumo: i64) -> bool {
        self.pedir.contains(&insumo.to_string())
    }

    /// What was typed in the row of an insumo.
    pub fn escrita(&self, insumo: i64) -> Option<&str> {
        let lugar = self.insumo.iter().position(|id| *id == insumo.to_string())?;
        self.cantidad.get(lugar).map(String::as_str)
    }

    pub fn validar(&self) -> Result<Pedido, Errores> {
        let mut errores = Errores::default();
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_not_an_id| "Elige el depósito."));
        let mut cantidades = BTreeMap::new();
        for id in self.pedir.iter().filter_map(|id| id.parse().ok()) {
            match cantidad::parse(self.escrita(id).unwrap_or_default()) {
                Ok(cantidad) => drop(cantidades.insert(id, cantidad)),
                Err(error) => errores.agregar("lineas", format!("Una cantidad marcada no sirve: {error}")),
            }
        }
        if self.pedir.is_empty() {
            errores.agregar("lineas", "Marca al menos un insumo.");
        }
        match deposito_id {
            Some(deposito_id) if !errores.hay() => {
                Ok(Pedido { deposito_id, proveedor_id: self.proveedor.parse().ok(), cantidades })
            }
            _ => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub huella: String,
    pub entrega: String,
    pub reserva: String,
    pub cobertura: String,
}

impl AjustesForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self {
            huella: ajustes.huella.clone(),
            entrega: ajustes.entrega.to_string(),
            reserva: ajustes.reserva.to_string(),
            cobertura: ajustes.cobertura.to_string(),
        }
    }

    pub fn validar(&self) -> Result<Dias, Errores> {
        let mut errores = Errores::default();
        let entrega = errores.tomar("entrega", dias(&self.entrega));
        let reserva = errores.tomar("reserva", dias(&self.reserva));
        let cobertura = errores.tomar("cobertura", dias(&self.cobertura));
        match (entrega, reserva, cobertura) {
            (Some(entrega), Some(reserva), Some(cobertura)) => Ok(Dias { entrega, reserva, cobertura }),
            _ => Err(errores),
        }
    }
}

fn dias(texto: &str) -> Result<i32, String> {
    let numero = texto.trim().parse().ok().filter(|dias| (0..=DIAS_MAX).contains(dias));
    numero.ok_or_else(|| format!("Escribe un número de días entre 0 y {DIAS_MAX}."))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeInsumoForm {
    pub version: String,
    pub entrega: String,
    pub reserva: String,
}

impl DeInsumoForm {
    pub fn de(insumo: &DiasDeInsumo) -> Self {
        let texto = |dias: Option<i32>| dias.map(|d| d.to_string()).unwrap_or_default();
        Self { version: insumo.version.to_string(), entrega: texto(insumo.entrega), reserva: texto(insumo.reserva) }
    }

    pub fn validar(&self) -> Result<(Option<i32>, Option<i32>), Errores> {
        let mut errores = Errores::default();
        let opcional = |texto: &str| if texto.trim().is_empty() { Ok(None) } else { dias(texto).map(Some) };
        let entrega = errores.tomar("entrega", opcional(&self.entrega));
        let reserva = errores.tomar("reserva", opcional(&self.reserva));
        entrega.zip(reserva).ok_or(errores)
    }
}
