//! What people type at the drawer.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{Conteo, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, Sentido, suma};
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

/// Methods the cashier declares from vouchers and statements.
pub const DECLARADOS: [(&str, &str); 4] =
    [("debito", "Débito"), ("credito", "Crédito"), ("transferencia", "Transferencia"), ("cheque", "Cheque")];

/// Notes and coins that circulate; another currency is counted as one sum of its units.
pub fn denominaciones(moneda: Moneda) -> Vec<Decimal> {
    let chilenas = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];
    if moneda == Moneda::CLP { chilenas.map(Decimal::from).to_vec() } else { vec![moneda.unidad()] }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AperturaForm {
    pub clave: String,
    pub caja: String,
    pub apertura: String,
    /// Notes and coins, for who counts by them; else the sum alone.
    pub piezas: Vec<String>,
    pub motivo: String,
}

impl AperturaForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevaSesion, Errores> {
        let mut errores = Errores::default();
        let caja_id = errores.tomar("caja", self.caja.parse().map_err(|_error| "Elige la caja."));
        let denominaciones = contadas(&self.piezas, moneda, &mut errores);
        let apertura = errores.tomar("apertura", self.apertura(suma(&denominaciones), moneda));
        match (caja_id, apertura) {
            (Some(caja_id), Some(apertura)) if !errores.hay() => {
                Ok(NuevaSesion { caja_id, apertura, denominaciones, motivo: self.motivo.trim().into() })
            }
            _ => Err(errores),
        }
    }

    /// What was counted by pieces, unless another sum is written beside them.
    fn apertura(&self, piezas: Decimal, moneda: Moneda) -> Result<Decimal, String> {
        if self.apertura.trim().is_empty() && !piezas.is_zero() {
            return Ok(piezas.normalize());
        }
        let suma = moneda.parse(&self.apertura).map_err(|error| error.to_string())?.normalize();
        if piezas.is_zero() || piezas == suma {
            return Ok(suma);
        }
        Err(format!("Las piezas suman {}: deja un solo monto.", moneda.format(piezas)))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MovimientoForm {
    pub clave: String,
    pub sentido: String,
    pub monto: String,
    pub motivo: String,
}

impl MovimientoForm {
    pub fn validar(&self, sesion_id: i64, moneda: Moneda) -> Result<NuevoMovimientoCaja, Errores> {
        let mut errores = Errores::default();
        let sentido = errores.tomar("sentido", Sentido::de_codigo(&self.sentido).ok_or("Elige si entra o sale."));
        let monto = errores.tomar("monto", moneda.parse(&self.monto));
        if monto.is_some_and(|m| m.is_zero()) {
            errores.agregar("monto", "El monto debe ser mayor que cero.");
        }
        let motivo = self.motivo.trim().to_owned();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        match (sentido, monto) {
            (Some(sentido), Some(monto)) if !errores.hay() => {
                Ok(NuevoMovimientoCaja { sesion_id, sentido, monto, motivo })
            }
            _ => Err(errores),
        }
    }
}

/// The blind count: pieces in the order of `denominaciones`, amounts in the order of `DECLARADOS`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ArqueoForm {
    pub clave: String,
    pub piezas: Vec<String>,
    pub declarado: Vec<String>,
    pub observacion: String,
}

impl ArqueoForm {
    pub fn validar(&self, moneda: Moneda) -> Result<Conteo, Errores> {
        let mut errores = Errores::default();
        let mut conteo = Conteo { observacion: self.observacion.trim().into(), ..Conteo::default() };
        conteo.denominaciones = contadas(&self.piezas, moneda, &mut errores);
        for ((medio, nombre), texto) in DECLARADOS.into_iter().zip(&self.declarado) {
            match moneda.parse(if texto.trim().is_empty() { "0" } else { texto }) {
                Ok(monto) => conteo.declarados.push((medio, monto)),
                Err(error) => errores.agregar("declarado", format!("{nombre}: {error}")),
            }
        }
        if errores.hay() { Err(errores) } else { Ok(conteo) }
    }
}

/// Face value and how many, of those there are any of.
fn contadas(textos: &[String], moneda: Moneda, errores: &mut Errores) -> Vec<(Decimal, i32)> {
    let mut contadas = Vec::new();
    for (valor, texto) in denominaciones(moneda).into_iter().zip(textos) {
        match piezas(texto) {
            Some(0) => {}
            Some(cantidad) => contadas.push((valor, cantidad)),
            None => {
                errores.agregar("piezas", format!("Cuántas piezas de {}: escribe solo números.", moneda.format(valor)));
            }
        }
    }
    contadas
}

/// Empty is none. Six digits are more pieces than a drawer holds.
fn piezas(texto: &str) -> Option<i32> {
    let texto = texto.trim();
    match texto.len() {
        0 => Some(0),
        1..=6 if texto.bytes().all(|b| b.is_ascii_digit()) => texto.parse().ok(),
        _ => None,
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CierreForm {
    pub clave: String,
    pub motivo: String,
    pub dejado: String,
    pub con_impagas: bool,
}

impl CierreForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevoCierre, Errores> {
        let mut errores = Errores::default();
        match errores.tomar("dejado", moneda.parse(&self.dejado)) {
            Some(dejado) => {
                Ok(NuevoCierre { motivo: self.motivo.trim().into(), dejado, con_impagas: self.con_impagas })
            }
            None => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReaperturaForm {
    pub clave: String,
    pub motivo: String,
}

/// An act with nothing to type.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActoForm {
    pub clave: String,
}
