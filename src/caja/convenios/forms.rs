//! What an administrator types about a convenio.

use serde::Deserialize;

use super::model::{Convenio, NuevoConvenio, Precio};
use crate::ui::format;
use crate::values::dinero::Moneda;
use crate::values::texto;
use crate::web::form::Errores;

pub const NOMBRE_MAX: u16 = 80;

/// `precio` goes with `prestacion`, one a row; an empty one is what the catalogue says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConvenioForm {
    pub version: String,
    pub nombre: String,
    pub archivado: bool,
    pub prestacion: Vec<String>,
    pub precio: Vec<String>,
}

impl ConvenioForm {
    pub fn de(convenio: &Convenio, precios: &[Precio]) -> Self {
        let escrito = |p: &Precio| p.precio.map(format::money_input).unwrap_or_default();
        Self {
            version: convenio.version.to_string(),
            nombre: convenio.nombre.clone(),
            archivado: !convenio.activo,
            prestacion: precios.iter().map(|p| p.prestacion_id.to_string()).collect(),
            precio: precios.iter().map(escrito).collect(),
        }
    }

    pub fn validar(&self, moneda: Moneda) -> Result<NuevoConvenio, Errores> {
        let mut errores = Errores::default();
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &nombre, NOMBRE_MAX);
        let precios = self.precios(moneda, &mut errores);
        let estado = if self.archivado { "archivado" } else { "activo" };
        if errores.hay() { Err(errores) } else { Ok(NuevoConvenio { nombre, estado, precios }) }
    }

    fn precios(&self, moneda: Moneda, errores: &mut Errores) -> Vec<(i64, Option<rust_decimal::Decimal>)> {
        let filas =
            self.prestacion.iter().zip(&self.precio).filter_map(|(id, precio)| Some((id.parse().ok()?, precio)));
        filas
            .filter_map(|(id, escrito): (i64, &String)| match escrito.trim() {
                "" => Some((id, None)),
                monto => Some((
                    id,
                    Some(errores.tomar("precios", moneda.parse(monto).map_err(|e| format!("{monto}: {e}")))?),
                )),
            })
            .collect()
    }

    /// What was typed for a prestación.
    pub fn precio_de(&self, prestacion: i64) -> &str {
        let id = prestacion.to_string();
        let fila = self.prestacion.iter().position(|p| *p == id);
        fila.and_then(|n| self.precio.get(n)).map_or("", String::as_str)
    }
}
