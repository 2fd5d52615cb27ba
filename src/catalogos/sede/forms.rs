//! What an administrator types about the clinic and its sucursales.

use serde::Deserialize;

use super::model::{Ajustes, CONSUMOS, NuevaSucursal, REGIONES, Sucursal};
use crate::catalogos::forms::{entero, lleno};
use crate::web::form::Errores;

pub const DIRECCION_MAX: u16 = 200;
/// Half an hour: a form left open longer than that is not being filled in.
pub const RETENIDA_MAX: i32 = 30;

/// As long as a clinical record: Ley 20.584, article 13. The table's CHECK knows both.
pub const ANIOS_MIN: i32 = 15;
const ANIOS_MAX: i32 = 99;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ClinicaForm {
    pub version: String,
    pub nombre: String,
    pub margenes_en_horario: bool,
    pub minutos_retenida: String,
    pub consumo: String,
    pub auditoria_anios: String,
}

impl ClinicaForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self {
            version: ajustes.huella.clone(),
            nombre: ajustes.nombre.clone(),
            margenes_en_horario: ajustes.margenes_en_horario,
            minutos_retenida: ajustes.minutos_retenida.to_string(),
            consumo: ajustes.consumo.clone(),
            auditoria_anios: ajustes.auditoria_anios.to_string(),
        }
    }

    /// Over `antes`, which keeps what this form does not change: how long the audit is kept, unless who asks answers for it.
    pub fn validar(&self, antes: &Ajustes, retiene: bool) -> Result<Ajustes, Errores> {
        let mut errores = Errores::default();
        let auditoria_anios = match retiene {
            true => entero(&mut errores, "auditoria_anios", &self.auditoria_anios, ANIOS_MIN, ANIOS_MAX),
            false => antes.auditoria_anios,
        };
        let nuevos = Ajustes {
            nombre: lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre de la clínica."),
            minutos_retenida: entero(&mut errores, "minutos_retenida", &self.minutos_retenida, 1, RETENIDA_MAX),
            margenes_en_horario: self.margenes_en_horario,
            consumo: self.consumo.clone(),
            auditoria_anios,
            huella: self.version.clone(),
            ..antes.clone()
        };
        if !CONSUMOS.iter().any(|(codigo, _)| *codigo == self.consumo) {
            errores.agregar("consumo", "Elige cuándo salen los insumos.");
        }
        if errores.hay() { Err(errores) } else { Ok(nuevos) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SucursalForm {
    pub version: String,
    pub nombre: String,
    pub direccion: String,
    pub region: String,
}

impl SucursalForm {
    pub fn de(sucursal: &Sucursal) -> Self {
        Self {
            version: sucursal.version.to_string(),
            nombre: sucursal.nombre.clone(),
            direccion: sucursal.direccion.clone(),
            region: sucursal.region.clone(),
        }
    }

    pub fn validar(&self) -> Result<NuevaSucursal, Errores> {
        let mut errores = Errores::default();
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        errores.limitar("direccion", &self.direccion, DIRECCION_MAX);
        if !REGIONES.iter().any(|(codigo, _)| *codigo == self.region) {
            errores.agregar("region", "Elige una región de la lista.");
        }
        if errores.hay() {
            return Err(errores);
        }
        Ok(NuevaSucursal { nombre, direccion: self.direccion.trim().to_owned(), region: self.region.clone() })
    }
}
