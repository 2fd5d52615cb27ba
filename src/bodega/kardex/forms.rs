//! By what a kardex is filtered.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

use super::model::Pedido;
use crate::bodega::forms::fecha_opcional;
use crate::bodega::stock::TipoMovimiento;
use crate::values::zona::Zona;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct KardexFiltro {
    pub deposito: String,
    pub lote: String,
    pub tipo: String,
    pub desde: String,
    pub hasta: String,
    pub antes: String,
}

impl KardexFiltro {
    /// What cannot be read filters nothing.
    pub fn pedido(&self, insumo_id: i64, zona: Tz) -> Pedido {
        let dia = |texto: &str| fecha_opcional(texto).ok().flatten();
        let abre = |fecha: NaiveDate| Zona::from(zona).dia(fecha).0;
        let cierra = |fecha: NaiveDate| Zona::from(zona).dia(fecha).1;
        Pedido {
            insumo_id,
            antes: self.antes.parse().ok(),
            deposito_id: self.deposito.parse().ok(),
            lote: Some(self.lote.trim().to_owned()).filter(|lote| !lote.is_empty()),
            tipo: TipoMovimiento::de_codigo(&self.tipo),
            desde: dia(&self.desde).map(abre),
            hasta: dia(&self.hasta).map(cierra),
        }
    }
}
