//! What is typed of a purchase order.

use serde::Deserialize;

use super::model::{ESTADOS, Linea, LineaNueva, NuevaOrden, Orden, Pedible};
use crate::ui::format;
use crate::values::cantidad;
use crate::web::form::Errores;

pub const NOTA_MAX: u16 = 500;
pub const MOTIVO_MAX: u16 = 200;
pub const LINEAS_MAX: usize = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrdenesFiltro {
    /// A state; empty for all.
    pub estado: String,
    pub proveedor: String,
    pub antes: String,
}

impl OrdenesFiltro {
    /// What is no state filters nothing.
    pub fn estado(&self) -> &'static str {
        ESTADOS.iter().find(|(codigo, _)| *codigo == self.estado).map_or("", |(codigo, _)| codigo)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrdenForm {
    pub clave: String,
    pub version: String,
    pub proveedor: String,
    pub deposito: String,
    pub nota: String,
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
    pub costo: Vec<String>,
}

impl OrdenForm {
    pub fn de(orden: &Orden, lineas: &[Linea]) -> Self {
        let columna = |texto: fn(&Linea) -> String| lineas.iter().map(texto).collect();
        Self {
            clave: String::new(),
            version: orden.version.to_string(),
            proveedor: orden.proveedor_id.to_string(),
            deposito: orden.deposito_id.to_string(),
            nota: orden.nota.clone(),
            codigo: columna(|l| l.codigo.clone()),
            cantidad: columna(|l| format::money_input(l.cantidad)),
            costo: columna(|l| format::money_input(l.costo)),
        }
    }

    /// Code, quantity and cost of each row that has any of them, in the order of the page.
    pub fn filas(&self) -> impl Iterator<Item = (String, &str, &str)> {
        let cuantas = self.codigo.len().max(self.cantidad.len()).max(self.costo.len());
        let fila = |n| (en(&self.codigo, n).to_uppercase(), en(&self.cantidad, n), en(&self.costo, n));
        (0..cuantas)
            .map(fila)
            .filter(|(codigo, cantidad, costo)| !(codigo.is_empty() && cantidad.is_empty() && costo.is_empty()))
    }

    pub fn codigos(&self) -> Vec<String> {
        self.filas().map(|(codigo, ..)| codigo).collect()
    }

    /// A cost that is not typed is the one of the last time.
    pub fn validar(&self, pedibles: &[Pedible], moneda: &str) -> Result<NuevaOrden, Errores> {
        let mut errores = Errores::default();
        let proveedor = self.proveedor.parse().map_err(|_not_an_id| "Elige el proveedor.");
        let proveedor_id = errores.tomar("proveedor", proveedor);
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_not_an_id| "Elige el depósito."));
        errores.limitar("nota", &self.nota, NOTA_MAX);
        let mut lineas: Vec<LineaNueva> = Vec::new();
        for (codigo, cantidad, costo) in self.filas() {
            match linea(pedibles, &codigo, cantidad, costo) {
                Ok(l) if lineas.iter().any(|otra| otra.insumo_id == l.insumo_id) => {
                    errores.agregar("lineas", format!("{codigo} está dos veces: júntalo en una línea."));
                }
                Ok(l) => lineas.push(l),
                Err(mensaje) => errores.agregar("lineas", mensaje),
            }
        }
        if lineas.is_empty() && errores.get("lineas").is_none() {
            errores.agregar("lineas", "Escribe al menos un insumo.");
        }
        if lineas.len() > LINEAS_MAX {
            errores.agregar("lineas", format!("Una orden tiene hasta {LINEAS_MAX} líneas: divídela."));
        }
        match (proveedor_id, deposito_id) {
            (Some(proveedor_id), Some(deposito_id)) if !errores.hay() => {
                let (moneda, nota) = (moneda.to_owned(), self.nota.trim().to_owned());
                Ok(NuevaOrden { proveedor_id, deposito_id, moneda, nota, lineas })
            }
            _ => Err(errores),
        }
    }
}

fn en(lista: &[String], n: usize) -> &str {
    lista.get(n).map_or("", |texto| texto.trim())
}

fn linea(pedibles: &[Pedible], codigo: &str, cantidad: &str, costo: &str) -> Result<LineaNueva, String> {
    if codigo.is_empty() {
        return Err("Hay una línea sin código de insumo.".into());
    }
    let insumo = pedibles.iter().find(|p| p.codigo == codigo);
    let insumo = insumo.ok_or_else(|| format!("Ningún insumo en uso tiene el código {codigo}."))?;
    let cantidad = cantidad::parse(cantidad).map_err(|error| format!("{codigo}, cantidad: {error}"))?;
    let costo = match (costo, insumo.costo_ultimo) {
        ("", Some(ultimo)) => ultimo,
        ("", None) => return Err(format!("{codigo}: escribe el costo acordado; aún no hay uno anterior.")),
        (escrito, _) => cantidad::parse_cero(escrito, 6).map_err(|error| format!("{codigo}, costo: {error}"))?,
    };
    Ok(LineaNueva { insumo_id: insumo.id, cantidad, costo })
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CambioForm {
    pub version: String,
    pub motivo: String,
}

impl CambioForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    pub fn motivo(&self) -> Result<String, Errores> {
        let mut errores = Errores::default();
        if self.motivo.trim().is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        errores.limitar("motivo", &self.motivo, MOTIVO_MAX);
        if errores.hay() { Err(errores) } else { Ok(self.motivo.trim().to_owned()) }
    }
}
