//! CSV as Excel opens it in Chile. No cell of text is a formula.

use crate::error::AppResult;
use crate::planilla::{MARCA, agregar, inofensivo};
use crate::reportes::definicion::Tipo;
use crate::reportes::fila::{Escritura, Valor};
use crate::reportes::lectura::Pedido;
use crate::reportes::lectura::queries::Totales;

pub struct Csv(Vec<u8>);

impl Csv {
    pub fn nuevo(pedido: &Pedido) -> AppResult<Self> {
        let mut bytes = MARCA.as_bytes().to_vec();
        agregar(&mut bytes, std::iter::once(pedido.columnas.iter().map(|c| c.titulo.to_owned()).collect()))?;
        Ok(Self(bytes))
    }

    pub fn agregar<'a>(
        &mut self,
        pedido: &Pedido,
        escritura: &Escritura,
        filas: impl Iterator<Item = &'a [Valor]>,
    ) -> AppResult<()> {
        let renglon = |celdas: &[Valor]| {
            pedido.columnas.iter().zip(celdas).map(|(c, valor)| celda(c.tipo, valor, escritura)).collect()
        };
        agregar(&mut self.0, filas.map(renglon))
    }

    pub fn cerrar(&mut self, pedido: &Pedido, escritura: &Escritura, totales: &Totales) -> AppResult<()> {
        let mut pie: Vec<String> =
            pedido.columnas.iter().zip(&totales.pie).map(|(c, valor)| celda(c.tipo, valor, escritura)).collect();
        if let Some(primera) = pie.first_mut().filter(|celda| celda.is_empty()) {
            *primera = "Total".into();
        }
        agregar(&mut self.0, std::iter::once(pie))
    }

    pub fn listo(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

/// A negative amount is a number; a text that begins like one is not.
fn celda(tipo: Tipo, valor: &Valor, escritura: &Escritura) -> String {
    let texto = valor.en_planilla(tipo, escritura);
    if matches!(valor, Valor::Texto(_)) { inofensivo(&texto) } else { texto }
}
