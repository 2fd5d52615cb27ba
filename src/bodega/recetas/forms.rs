//! What people type of a recipe.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::values::cantidad;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecetaForm {
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
}

impl RecetaForm {
    /// Rows without a code are empty rows.
    pub fn validar(&self) -> Result<Vec<(String, Decimal)>, Errores> {
        let mut errores = Errores::default();
        let mut lineas: Vec<(String, Decimal)> = Vec::new();
        for (codigo, cantidad) in self.filas() {
            if lineas.iter().any(|(otro, _)| *otro == codigo) {
                errores.agregar("receta", format!("{codigo} está dos veces."));
            }
            match cantidad::parse(cantidad) {
                Ok(cantidad) => lineas.push((codigo, cantidad)),
                Err(error) => errores.agregar("receta", format!("{codigo}: {error}")),
            }
        }
        if errores.hay() { Err(errores) } else { Ok(lineas) }
    }

    fn filas(&self) -> impl Iterator<Item = (String, &str)> {
        let cantidades = self.cantidad.iter().map(String::as_str).chain(std::iter::repeat(""));
        let codigos = self.codigo.iter().map(|codigo| codigo.trim().to_uppercase());
        codigos.zip(cantidades).filter(|(codigo, _)| !codigo.is_empty())
    }
}
