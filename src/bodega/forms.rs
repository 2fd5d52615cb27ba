//! What people type in bodega.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{NuevaEntrada, NuevoInsumo};
use crate::values::dinero::Moneda;
use crate::values::{cantidad, fecha};
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

fn opcional<E>(texto: &str, leer: impl Fn(&str) -> Result<Decimal, E>) -> Result<Option<Decimal>, E> {
    if texto.trim().is_empty() { Ok(None) } else { leer(texto).map(Some) }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EntradaForm {
    pub clave: String,
    pub deposito: String,
    pub codigo: String,
    pub lote: String,
    pub caduca: String,
    pub cantidad: String,
    pub costo: String,
    pub documento: String,
    pub efectiva: String,
}

impl EntradaForm {
    /// `hoy` is the effective date when none is written; the future has not happened.
    pub fn validar(&self, insumo_id: Option<i64>, hoy: NaiveDate) -> Result<NuevaEntrada, Errores> {
        let mut errores = Errores::default();
        let insumo_id = errores.tomar("codigo", insumo_id.ok_or("Ningún insumo tiene ese código."));
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_error| "Elige el depósito."));
        if self.lote.trim().is_empty() {
            errores.agregar("lote", "Escribe el código del lote.");
        }
        let caduca = errores.tomar("caduca", fecha_opcional(&self.caduca));
        let efectiva = errores.tomar("efectiva", fecha_opcional(&self.efectiva)).map(|f| f.unwrap_or(hoy));
        if efectiva.is_some_and(|f| f > hoy) {
            errores.agregar("efectiva", "La fecha no puede ser futura.");
        }
        let cantidad = errores.tomar("cantidad", cantidad::parse(&self.cantidad));
        let costo = errores.tomar("costo", cantidad::parse_cero(&self.costo, 6));
        match (insumo_id, deposito_id, caduca, efectiva, cantidad, costo) {
            (Some(insumo_id), Some(deposito_id), Some(caduca), Some(efectiva), Some(cantidad), Some(costo))
                if !errores.hay() =>
            {
                let (lote, documento) = (self.lote.trim().into(), self.documento.trim().into());
                Ok(NuevaEntrada { deposito_id, insumo_id, lote, caduca, cantidad, costo, documento, efectiva })
            }
            _ => Err(errores),
        }
    }
}

fn fecha_opcional(texto: &str) -> Result<Option<NaiveDate>, fecha::FechaInvalida> {
    if texto.trim().is_empty() { Ok(None) } else { fecha::parse(texto).map(Some) }
}

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
