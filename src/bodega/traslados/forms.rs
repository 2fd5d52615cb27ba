//! What people type of a traslado.

use serde::Deserialize;

use super::model::{Despachado, NuevaLinea, NuevoTraslado, Recibida};
use crate::bodega::forms::codigo_de_barras;
use crate::values::cantidad;
use crate::web::form::Errores;

pub const NOTA_MAX: u16 = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TrasladosFiltro {
    pub estado: String,
    pub antes: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TrasladoForm {
    pub clave: String,
    pub origen: String,
    pub destino: String,
    pub nota: String,
    /// Parallel lists, one entry a row.
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
}

impl TrasladoForm {
    /// Code and quantity of the rows that have a code.
    pub fn llenas(&self) -> impl Iterator<Item = (&str, &str)> {
        let cantidades = self.cantidad.iter().map(|c| c.trim()).chain(std::iter::repeat(""));
        self.codigo.iter().map(|c| c.trim()).zip(cantidades).filter(|(codigo, _)| !codigo.is_empty())
    }

    /// Each code as typed and as a bar code.
    pub fn codigos(&self) -> (Vec<String>, Vec<String>) {
        self.llenas().map(|(codigo, _)| (codigo.to_uppercase(), codigo_de_barras(codigo))).unzip()
    }

    /// `insumos` are those of the full rows, in their order; one twice is one row with both.
    pub fn validar(&self, insumos: &[Option<i64>]) -> Result<NuevoTraslado, Errores> {
        let mut errores = Errores::default();
        let origen = errores.tomar("origen", self.origen.parse().map_err(|_error| "Elige de dónde sale."));
        let destino = errores.tomar("destino", self.destino.parse().map_err(|_error| "Elige a dónde va."));
        if origen.is_some() && origen == destino {
            errores.agregar("destino", "Elige otro depósito que el de origen.");
        }
        errores.limitar("nota", &self.nota, NOTA_MAX);
        let lineas = self.lineas(insumos, &mut errores);
        match (origen, destino) {
            (Some(origen_id), Some(destino_id)) if !errores.hay() => {
                Ok(NuevoTraslado { origen_id, destino_id, nota: self.nota.trim().into(), lineas })
            }
            _ => Err(errores),
        }
    }

    fn lineas(&self, insumos: &[Option<i64>], errores: &mut Errores) -> Vec<NuevaLinea> {
        let mut lineas: Vec<NuevaLinea> = Vec::new();
        for ((codigo, texto), insumo) in self.llenas().zip(insumos.iter().copied().chain(std::iter::repeat(None))) {
            match (insumo, cantidad::parse(texto)) {
                (None, _) => errores.agregar("lineas", format!("Ningún insumo tiene el código {codigo}.")),
                (_, Err(error)) => errores.agregar("lineas", format!("{codigo}: {error}")),
                (Some(insumo_id), Ok(cantidad)) => match lineas.iter_mut().find(|l| l.insumo_id == insumo_id) {
                    Some(linea) => linea.cantidad += cantidad,
                    None => lineas.push(NuevaLinea { insumo_id, cantidad }),
                },
            }
        }
        if lineas.is_empty() && !errores.hay() {
            errores.agregar("lineas", "Escribe al menos un insumo y su cantidad.");
        }
        lineas
    }
}

/// One step of a traslado.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PasoForm {
    pub clave: String,
    pub motivo: String,
    /// Parallel lists: what left, and how much of it arrived.
    pub movimiento: Vec<String>,
    pub llego: Vec<String>,
}

impl PasoForm {
    /// What is typed of a movement, or all of it when nothing is yet.
    pub fn escrito(&self, movimiento_id: i64) -> Option<&str> {
        let clave = movimiento_id.to_string();
        let filas = self.movimiento.iter().zip(&self.llego);
        filas.filter(|(m, _)| **m == clave).map(|(_, llego)| llego.as_str()).next()
    }

    pub fn recepcion(&self, despachados: &[Despachado]) -> Result<(Vec<Recibida>, String), Errores> {
        let mut errores = Errores::default();
        let mut recibidas = Vec::new();
        for enviado in despachados {
            match cantidad::parse_cero(self.escrito(enviado.movimiento_id).unwrap_or_default(), 3) {
                Ok(llego) if llego > enviado.cantidad => {
                    errores.agregar("lineas", format!("{}: no puede llegar más de lo despachado.", enviado.insumo));
                }
                Ok(cantidad) => recibidas.push(Recibida { movimiento_id: enviado.movimiento_id, cantidad }),
                Err(error) => errores.agregar("lineas", format!("{}: {error}", enviado.insumo)),
            }
        }
        let completo = recibidas.iter().zip(despachados).all(|(r, enviado)| r.cantidad == enviado.cantidad);
        if !errores.hay() && !completo && self.motivo.trim().is_empty() {
            errores.agregar("motivo", "Falta algo de lo despachado: escribe qué pasó.");
        }
        errores.limitar("motivo", &self.motivo, NOTA_MAX);
        if errores.hay() { Err(errores) } else { Ok((recibidas, self.motivo.trim().into())) }
    }
}
