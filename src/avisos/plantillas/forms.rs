//! The words of a letter as somebody types them.

use serde::Deserialize;

use super::model::{Clase, Plantillas, Textos};
use crate::values::plantilla::{PlantillaInvalida, rellenar};
use crate::values::texto;
use crate::web::form::Errores;

pub const ASUNTO_MAX: u16 = 120;
pub const CUERPO_MAX: u16 = 2_000;
pub const NOTA_MAX: u16 = 500;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlantillaForm {
    /// Of what was read; empty of the words of the house.
    pub version: String,
    pub asunto: String,
    pub saludo: String,
    pub cuerpo: String,
    pub nota: String,
}

impl PlantillaForm {
    pub fn de(plantillas: &Plantillas, clase: Clase) -> Self {
        let (Textos { asunto, saludo, cuerpo, nota }, version) = match plantillas.propia(clase) {
            Some(propia) => (propia.textos.clone(), propia.huella.clone()),
            None => (clase.originales(), String::new()),
        };
        Self { version, asunto, saludo, cuerpo, nota }
    }

    /// A header is one line, whoever sends it; a paragraph is a line.
    pub fn validar(&self, clase: Clase) -> Result<Textos, Errores> {
        let mut errores = Errores::default();
        if self.asunto.trim().contains(['\r', '\n']) {
            errores.agregar("asunto", "Escribe el asunto en una sola línea.");
        }
        let lineas = self.cuerpo.lines().map(texto::nombre).filter(|linea| !linea.is_empty());
        let textos = Textos {
            asunto: texto::nombre(&self.asunto),
            saludo: texto::nombre(&self.saludo),
            cuerpo: lineas.collect::<Vec<_>>().join("\n"),
            nota: texto::nombre(&self.nota),
        };
        let campos = [
            ("asunto", &textos.asunto, ASUNTO_MAX, "Escribe el asunto."),
            ("saludo", &textos.saludo, ASUNTO_MAX, "Escribe el saludo."),
            ("cuerpo", &textos.cuerpo, CUERPO_MAX, "Escribe qué dice el mensaje."),
            ("nota", &textos.nota, NOTA_MAX, ""),
        ];
        for (campo, texto, maximo, falta) in campos {
            if texto.is_empty() && !falta.is_empty() {
                errores.agregar(campo, falta);
            }
            errores.limitar(campo, texto, maximo);
            errores.tomar(campo, revisar(clase, texto));
        }
        if errores.hay() { Err(errores) } else { Ok(textos) }
    }
}

fn revisar(clase: Clase, texto: &str) -> Result<(), String> {
    let existe = |nombre: &str| clase.variables().iter().any(|(suya, _)| *suya == nombre).then_some("");
    rellenar(texto, existe).map(drop).map_err(|invalida| match invalida {
        PlantillaInvalida::Abierta => "Falta cerrar una llave: una variable se escribe {nombre}.".into(),
        PlantillaInvalida::Suelta => "Sobra una llave: una variable se escribe {nombre}.".into(),
        PlantillaInvalida::Desconocida(nombre) => {
            let todas: Vec<String> = clase.variables().iter().map(|(suya, _)| format!("{{{suya}}}")).collect();
            format!("No existe {{{nombre}}}. Puedes usar {}.", todas.join(", "))
        }
    })
}
