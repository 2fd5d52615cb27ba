//! What is typed of goods that come.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::bodega::forms::fecha_opcional;
use crate::bodega::ordenes::model::{Linea, NuevaRecepcion};
use crate::bodega::stock::NuevoLote;
use crate::ui::format;
use crate::values::cantidad;
use crate::web::form::Errores;

pub const LOTE_MAX: u16 = 60;
pub const DOCUMENTO_MAX: u16 = 60;
/// Rows beyond one for each line that is awaited: a second lot of something.
const FILAS_LIBRES: usize = 3;

/// The lists run side by side, a row of the page each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecepcionForm {
    pub clave: String,
    /// Of the order, as it was shown.
    pub version: String,
    pub documento: String,
    pub efectiva: String,
    pub de_mas: bool,
    pub insumo: Vec<String>,
    pub lote: Vec<String>,
    pub caduca: Vec<String>,
    pub cantidad: Vec<String>,
    pub costo: Vec<String>,
}

/// A row as it is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fila<'a> {
    pub insumo: &'a str,
    pub lote: &'a str,
    pub caduca: &'a str,
    pub cantidad: &'a str,
    pub costo: &'a str,
}

impl RecepcionForm {
    /// A row for each line that is awaited, at the cost agreed.
    pub fn de(lineas: &[Linea]) -> Self {
        let mut form = Self::default();
        for linea in lineas.iter().filter(|l| !l.pendiente().is_zero()) {
            form.insumo.push(linea.insumo_id.to_string());
            form.costo.push(format::money_input(linea.costo));
        }
        form
    }

    /// And some more, empty.
    pub fn filas(&self) -> impl Iterator<Item = Fila<'_>> {
        let libres = self.insumo.iter().rev().take_while(|i| i.is_empty()).count();
        (0..self.insumo.len() + FILAS_LIBRES.saturating_sub(libres)).map(|n| self.fila(n))
    }

    fn fila(&self, n: usize) -> Fila<'_> {
        Fila {
            insumo: enesimo(&self.insumo, n),
            lote: enesimo(&self.lote, n),
            caduca: enesimo(&self.caduca, n),
            cantidad: enesimo(&self.cantidad, n),
            costo: enesimo(&self.costo, n),
        }
    }

    /// `hoy` is the date of the paper when none is written. Rows without a quantity did not come.
    pub fn validar(&self, orden_id: i64, lineas: &[Linea], hoy: NaiveDate) -> Result<NuevaRecepcion, Errores> {
        let mut errores = Errores::default();
        if self.documento.trim().is_empty() {
            errores.agregar("documento", "Escribe el número de la factura o guía.");
        }
        errores.limitar("documento", &self.documento, DOCUMENTO_MAX);
        let efectiva = errores.tomar("efectiva", fecha_opcional(&self.efectiva)).map(|f| f.unwrap_or(hoy));
        if efectiva.is_some_and(|f| f > hoy) {
            errores.agregar("efectiva", "La fecha no puede ser futura.");
        }
        let mut lotes = Vec::new();
        for fila in self.filas().filter(|f| !f.cantidad.is_empty() || !f.lote.is_empty()) {
            match fila.validar(lineas) {
                Ok(lote) => lotes.push(lote),
                Err(mensaje) => errores.agregar("lineas", mensaje),
            }
        }
        if lotes.is_empty() && errores.get("lineas").is_none() {
            errores.agregar("lineas", "Escribe qué llegó: lote y cantidad.");
        }
        match efectiva {
            Some(efectiva) if !errores.hay() => Ok(NuevaRecepcion {
                orden_id,
                version: self.version.parse().unwrap_or_default(),
                documento: self.documento.trim().into(),
                efectiva,
                de_mas: self.de_mas,
                lineas: lotes,
            }),
            _ => Err(errores),
        }
    }
}

fn enesimo(lista: &[String], n: usize) -> &str {
    lista.get(n).map_or("", |texto| texto.trim())
}

impl Fila<'_> {
    fn validar(&self, lineas: &[Linea]) -> Result<NuevoLote, String> {
        let linea = lineas.iter().find(|l| l.insumo_id.to_string() == self.insumo);
        let linea = linea.ok_or("Hay una fila sin insumo: elige cuál de la orden es.")?;
        let de = |que: &str, error: &dyn std::fmt::Display| format!("{}, {que}: {error}", linea.nombre);
        if self.lote.is_empty() {
            return Err(de("lote", &"escribe su código, o «sin lote» si no lo trae."));
        }
        if self.lote.chars().count() > usize::from(LOTE_MAX) {
            return Err(de("lote", &format!("usa hasta {LOTE_MAX} caracteres.")));
        }
        Ok(NuevoLote {
            insumo_id: linea.insumo_id,
            codigo: self.lote.to_owned(),
            caduca: fecha_opcional(self.caduca).map_err(|error| de("caduca", &error))?,
            cantidad: cantidad::parse(self.cantidad).map_err(|error| de("cantidad", &error))?,
            costo: match self.costo {
                "" => linea.costo,
                costo => cantidad::parse_cero(costo, 6).map_err(|error| de("costo", &error))?,
            },
        })
    }
}
