//! What people type of an insumo.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{Cuales, InsumoEditable, NuevaPresentacion, NuevoInsumo, Presentacion};
use super::queries::Busqueda;
use crate::bodega::forms::{codigo_de_barras, opcional};
use crate::ui::format;
use crate::values::cantidad;
use crate::values::dinero::Moneda;
use crate::values::gs1::{self, Gs1};
use crate::values::texto::normalizar;
use crate::web::form::Errores;

pub const CODIGO_MAX: u16 = 40;
pub const NOMBRE_MAX: u16 = 120;
pub const UNIDAD_MAX: u16 = 20;
pub const CATEGORIA_MAX: u16 = 60;
pub const BARRAS_MAX: u16 = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InsumosFiltro {
    pub q: String,
    pub ver: String,
    /// The last row of the page before.
    pub desde: String,
    pub desde_id: String,
}

impl InsumosFiltro {
    /// A scanner types into the search as anybody does.
    pub fn busqueda(&self, hoy: NaiveDate) -> Busqueda {
        let leido = gs1::leer(&self.q, hoy).ok().flatten();
        let barras = match leido {
            Some(Gs1 { gtin, .. }) => gtin,
            None => Some(codigo_de_barras(&self.q)),
        };
        Busqueda { texto: normalizar(&self.q), barras, cuales: self.cuales() }
    }

    pub fn cuales(&self) -> Cuales {
        Cuales::de_codigo(&self.ver)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct InsumoForm {
    pub version: String,
    pub codigo: String,
    pub nombre: String,
    pub unidad: String,
    pub categoria: String,
    pub minimo: String,
    pub precio: String,
    pub afecto: bool,
    pub archivado: bool,
    /// Of the unit itself.
    pub barras: String,
    /// Parallel lists, one entry a row.
    pub presentacion: Vec<String>,
    pub unidades: Vec<String>,
    pub presentacion_barras: Vec<String>,
}

impl Default for InsumoForm {
    fn default() -> Self {
        let (vacio, ninguna) = (String::new, Vec::new);
        Self {
            version: vacio(),
            codigo: vacio(),
            nombre: vacio(),
            unidad: "unidad".into(),
            categoria: vacio(),
            minimo: vacio(),
            precio: vacio(),
            afecto: false,
            archivado: false,
            barras: vacio(),
            presentacion: ninguna(),
            unidades: ninguna(),
            presentacion_barras: ninguna(),
        }
    }
}

/// What a form comes to: the insumo and how it comes packed.
#[derive(Debug, Clone)]
pub struct InsumoValido {
    pub datos: NuevoInsumo,
    pub archivado: bool,
    pub presentaciones: Vec<NuevaPresentacion>,
}

impl InsumoForm {
    pub fn de(insumo: &InsumoEditable, presentaciones: &[Presentacion]) -> Self {
        let (suya, otras): (Vec<_>, Vec<_>) = presentaciones.iter().partition(|p| p.nombre == insumo.unidad);
        let barras = |p: &&Presentacion| p.barras.clone().unwrap_or_default();
        Self {
            version: insumo.version.to_string(),
            codigo: insumo.codigo.clone(),
            nombre: insumo.nombre.clone(),
            unidad: insumo.unidad.clone(),
            categoria: insumo.categoria.clone(),
            minimo: format::money_input(insumo.minimo),
            precio: insumo.precio.map(format::money_input).unwrap_or_default(),
            afecto: insumo.afecto,
            archivado: insumo.estado == Cuales::Archivados.estado(),
            barras: suya.first().map(barras).unwrap_or_default(),
            presentacion: otras.iter().map(|p| p.nombre.clone()).collect(),
            unidades: otras.iter().map(|p| format::money_input(p.unidades)).collect(),
            presentacion_barras: otras.iter().map(barras).collect(),
        }
    }

    pub fn validar(&self, moneda: Moneda) -> Result<InsumoValido, Errores> {
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
        errores.limitar("barras", &self.barras, BARRAS_MAX);
        let minimo = errores.tomar("minimo", opcional(&self.minimo, |t| cantidad::parse_cero(t, 3)));
        let precio = errores.tomar("precio", opcional(&self.precio, |t| moneda.parse(t)));
        let presentaciones = self.presentaciones(&mut errores);
        match (minimo, precio) {
            (Some(minimo), Some(precio)) if !errores.hay() => Ok(InsumoValido {
                datos: NuevoInsumo {
                    codigo: self.codigo.trim().to_uppercase(),
                    nombre: self.nombre.trim().into(),
                    unidad: self.unidad.trim().into(),
                    categoria: self.categoria.trim().into(),
                    minimo: minimo.unwrap_or_default(),
                    precio,
                    moneda: moneda.codigo().into(),
                    afecto: self.afecto,
                },
                archivado: self.archivado,
                presentaciones,
            }),
            _ => Err(errores),
        }
    }

    /// The unit with its code, and the rows that have a name.
    fn presentaciones(&self, errores: &mut Errores) -> Vec<NuevaPresentacion> {
        let unidad = self.unidad.trim();
        let suya = barras(&self.barras).map(|codigo| NuevaPresentacion {
            nombre: unidad.into(),
            unidades: Decimal::ONE,
            barras: Some(codigo),
        });
        let mut todas: Vec<_> = suya.into_iter().collect();
        for (nombre, unidades, codigo) in self.filas().filter(|(nombre, ..)| !nombre.trim().is_empty()) {
            let nombre = nombre.trim();
            if nombre == unidad || todas.iter().any(|p| p.nombre == nombre) {
                errores.agregar("presentaciones", format!("{nombre} está dos veces."));
            }
            errores.limitar("presentaciones", nombre, NOMBRE_MAX);
            errores.limitar("presentaciones", codigo, BARRAS_MAX);
            match cantidad::parse(unidades) {
                Ok(unidades) => {
                    todas.push(NuevaPresentacion { nombre: nombre.into(), unidades, barras: barras(codigo) })
                }
                Err(error) => errores.agregar("presentaciones", format!("{nombre}: {error}")),
            }
        }
        todas
    }

    /// Name, units and bar code of each row, as typed.
    pub fn filas(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        (0..self.presentacion.len()).map(move |n| {
            (textual(&self.presentacion, n), textual(&self.unidades, n), textual(&self.presentacion_barras, n))
        })
    }
}

fn textual(lista: &[String], n: usize) -> &str {
    lista.get(n).map(String::as_str).unwrap_or_default()
}

fn barras(texto: &str) -> Option<String> {
    Some(codigo_de_barras(texto)).filter(|codigo| !codigo.is_empty())
}
