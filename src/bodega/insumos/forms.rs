//! What people type of an insumo.

use serde::Deserialize;

use super::model::NuevoInsumo;
use crate::bodega::forms::opcional;
use crate::values::cantidad;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

pub const CODIGO_MAX: u16 = 40;
pub const NOMBRE_MAX: u16 = 120;
pub const UNIDAD_MAX: u16 = 20;
pub const CATEGORIA_MAX: u16 = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InsumosFiltro {
    pub q: String,
    /// The last row of the page before.
    pub desde: String,
    pub desde_id: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct KardexFiltro {
    pub antes: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct InsumoForm {
    pub codigo: String,
    pub nombre: String,
    pub unidad: String,
    pub categoria: String,
    pub minimo: String,
    pub precio: String,
    pub afecto: bool,
}

impl Default for InsumoForm {
    fn default() -> Self {
        let vacio = String::new;
        let unidad = "unidad".into();
        Self {
            codigo: vacio(),
            nombre: vacio(),
            unidad,
            categoria: vacio(),
            minimo: vacio(),
            precio: vacio(),
            afecto: false,
        }
    }
}

impl InsumoForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevoInsumo, Errores> {
        let mut errores = Errores::default();
        for (campo, valor, mensaje) in [
            ("codigo", &self.codigo, "Escribe el código."),
            ("nombre", &self.nombre, "Escribe el nombre."),
            ("unidad", &self.unidad, "Escribe la unidad: unidad, caja, ml."),
        ] {
            if valor.trim().is_empty() {
                errores.agregar(campo, mensaje);
            }
        }
        errores.limitar("codigo", &self.codigo, CODIGO_MAX);
        errores.limitar("nombre", &self.nombre, NOMBRE_MAX);
        errores.limitar("unidad", &self.unidad, UNIDAD_MAX);
        errores.limitar("categoria", &self.categoria, CATEGORIA_MAX);
        let minimo = errores.tomar("minimo", opcional(&self.minimo, |t| cantidad::parse_cero(t, 3)));
        let precio = errores.tomar("precio", opcional(&self.precio, |t| moneda.parse(t)));
        match (minimo, precio) {
            (Some(minimo), Some(precio)) if !errores.hay() => Ok(NuevoInsumo {
                codigo: self.codigo.trim().to_uppercase(),
                nombre: self.nombre.trim().into(),
                unidad: self.unidad.trim().into(),
                categoria: self.categoria.trim().into(),
                minimo: minimo.unwrap_or_default(),
                precio,
                moneda: moneda.codigo().into(),
                afecto: self.afecto,
            }),
            _ => Err(errores),
        }
    }
}
