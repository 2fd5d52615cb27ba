//! Words with what they speak of in them: the one way in which a letter to a patient is written.

use super::model::{Clase, Plantillas, Textos};
use crate::mail::{Carta, Enlace};
use crate::values::plantilla::{PlantillaInvalida, rellenar};
use crate::values::texto;

/// What is known of a letter, by the name of its variable.
pub type Datos = Vec<(&'static str, String)>;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redactada {
    pub asunto: String,
    pub saludo: String,
    pub parrafos: Vec<String>,
    pub nota: String,
}

impl Redactada {
    pub fn carta(self, filas: Vec<(String, String)>, enlace: Option<Enlace>) -> Carta {
        Carta { saludo: self.saludo, parrafos: self.parrafos, filas, enlace, nota: self.nota }
    }
}

impl Textos {
    /// A value is one line, whatever somebody typed as a name, and is not read for variables in its turn.
    pub(super) fn redactar(&self, datos: &Datos) -> Result<Redactada, PlantillaInvalida> {
        let con = |texto: &str| {
            rellenar(texto, |nombre| datos.iter().find(|(suyo, _)| *suyo == nombre).map(|(_, valor)| valor.as_str()))
        };
        Ok(Redactada {
            asunto: texto::nombre(&con(&self.asunto)?),
            saludo: con(&self.saludo)?,
            parrafos: self
                .cuerpo
                .lines()
                .filter(|l| !l.trim().is_empty())
                .map(|l| con(l.trim()))
                .collect::<Result<_, _>>()?,
            nota: con(&self.nota)?,
        })
    }
}

impl Plantillas {
    /// In the clinic's words; in those of the house when it has none, or none that say something.
    pub fn redactar(&self, clase: Clase, datos: Datos) -> Redactada {
        let datos = self.completar(datos);
        let propia = self.propia(clase).and_then(|propia| propia.textos.redactar(&datos).ok());
        let escrita = propia.filter(|r| !r.asunto.is_empty()).or_else(|| clase.originales().redactar(&datos).ok());
        let mut escrita = escrita.unwrap_or_default();
        if datos.iter().any(|(nombre, valor)| *nombre == "nombre" && valor.is_empty()) {
            escrita.saludo = "Hola:".into();
        }
        escrita
    }

    fn completar(&self, datos: Datos) -> Datos {
        let clinica = ("clinica", self.clinica.clone());
        datos.into_iter().chain([clinica]).map(|(nombre, valor)| (nombre, texto::nombre(&valor))).collect()
    }
}
