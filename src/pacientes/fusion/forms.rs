//! The forms that merge and separate.

use serde::Deserialize;

use super::model::FusionPedida;
use crate::agenda::Cruce;
use crate::web::form::Errores;

pub const MOTIVO_MAX: u16 = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FusionFiltro {
    pub q: String,
    /// With whom to compare.
    pub con: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FusionForm {
    pub con: String,
    /// Who stays: `esta` or `otra`.
    pub queda: String,
    pub motivo: String,
    /// Overlapping citas shown with the form: `12-34 15-40`.
    pub vistos: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeparacionForm {
    pub motivo: String,
}

impl FusionForm {
    /// `id`: of the ficha it was sent from.
    pub fn validar(&self, id: i64) -> Result<FusionPedida, Errores> {
        let mut errores = Errores::default();
        let con = self.con.parse().ok().filter(|con| *con != id);
        if con.is_none() {
            errores.agregar("con", "Elige la otra ficha.");
        }
        if !["esta", "otra"].contains(&self.queda.as_str()) {
            errores.agregar("queda", "Elige qué ficha queda.");
        }
        let motivo = motivo(&self.motivo, &mut errores);
        let Some(con) = con.filter(|_| !errores.hay()) else { return Err(errores) };
        let (absorbido, vigente) = if self.queda == "esta" { (con, id) } else { (id, con) };
        Ok(FusionPedida { absorbido, vigente, motivo, vistos: self.vistos() })
    }

    fn vistos(&self) -> Vec<(i64, i64)> {
        let par = |texto: &str| {
            let (una, otra) = texto.split_once('-')?;
            Some((una.parse().ok()?, otra.parse().ok()?))
        };
        self.vistos.split(' ').filter_map(par).collect()
    }

    pub fn anotar_vistos(&mut self, cruces: &[Cruce]) {
        self.vistos = cruces.iter().map(|c| format!("{}-{}", c.una_id, c.otra_id)).collect::<Vec<_>>().join(" ");
    }
}

impl SeparacionForm {
    pub fn validar(&self) -> Result<String, Errores> {
        let mut errores = Errores::default();
        let motivo = motivo(&self.motivo, &mut errores);
        if errores.hay() { Err(errores) } else { Ok(motivo) }
    }
}

fn motivo(texto: &str, errores: &mut Errores) -> String {
    if texto.trim().is_empty() {
        errores.agregar("motivo", "Escribe el motivo: queda en la historia de las dos fichas.");
    }
    errores.limitar("motivo", texto, MOTIVO_MAX);
    texto.trim().to_owned()
}
