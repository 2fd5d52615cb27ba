//! What people choose among what waits.

use serde::Deserialize;

use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PendientesFiltro {
    pub desde: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PendientesForm {
    pub clave: String,
    pub desde: String,
    pub id: Vec<String>,
    pub motivo: String,
}

impl PendientesForm {
    pub fn elegidos(&self) -> Result<Vec<i64>, Errores> {
        let mut ids: Vec<i64> = self.id.iter().filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() { Err(Errores::de("", "Marca al menos un consumo.")) } else { Ok(ids) }
    }

    pub fn desistidos(&self) -> Result<(Vec<i64>, String), Errores> {
        let ids = self.elegidos()?;
        let mut errores = Errores::default();
        if self.motivo.trim().is_empty() {
            errores.agregar("motivo", "Escribe por qué no se va a descontar.");
        }
        errores.limitar("motivo", &self.motivo, 200);
        if errores.hay() { Err(errores) } else { Ok((ids, self.motivo.trim().into())) }
    }
}
