//! What an administrator types about a prestación.

use serde::Deserialize;

use super::model::{NuevaPrestacion, Prestacion};
use crate::catalogos::boxes::Eleccion;
use crate::catalogos::forms::{color, entero, lleno, numeros};
use crate::ui::format;
use crate::values::antelacion;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PrestacionForm {
    pub version: String,
    pub codigo: String,
    pub nombre: String,
    pub duracion: String,
    pub paso: String,
    pub antes: String,
    pub despues: String,
    pub precio: String,
    pub afecto: bool,
    pub color: String,
    pub aviso_minimo: String,
    pub horizonte: String,
    pub limite_dia: String,
    pub limite_semana: String,
    pub limite_mes: String,
    pub recordatorios: String,
    pub en_linea: bool,
    pub archivada: bool,
    pub profesionales: Vec<String>,
    pub boxes: Vec<String>,
}

pub struct PrestacionValida {
    pub datos: NuevaPrestacion,
    pub profesionales: Vec<i64>,
    pub boxes: Vec<i64>,
}

impl PrestacionForm {
    pub fn nueva() -> Self {
        let texto = |t: &str| t.to_owned();
        Self {
            duracion: texto("30"),
            paso: texto("30"),
            antes: texto("0"),
            despues: texto("0"),
            aviso_minimo: texto("0"),
            horizonte: texto("180"),
            color: texto("azure"),
            ..Self::default()
        }
    }

    pub fn de(p: &Prestacion, profesionales: &[i64], boxes: &[Eleccion]) -> Self {
        let limite = |n: Option<i16>| n.map(|n| n.to_string()).unwrap_or_default();
        let elegidos = boxes.iter().filter(|b| b.elegido);
        Self {
            version: p.version.to_string(),
            codigo: p.codigo.clone(),
            nombre: p.nombre.clone(),
            duracion: p.duracion.to_string(),
            paso: p.paso.to_string(),
            antes: p.antes.to_string(),
            despues: p.despues.to_string(),
            precio: format::money_input(p.precio),
            afecto: p.iva == "afecto",
            color: p.color.clone(),
            aviso_minimo: p.aviso_minimo.to_string(),
            horizonte: p.horizonte.to_string(),
            limite_dia: limite(p.limite_dia),
            limite_semana: limite(p.limite_semana),
            limite_mes: limite(p.limite_mes),
            recordatorios: p.recordatorios.as_deref().map_or_else(String::new, en_horas),
            en_linea: p.en_linea,
            archivada: p.estado != "activa",
            profesionales: profesionales.iter().map(ToString::to_string).collect(),
            boxes: elegidos.map(|b| b.id.to_string()).collect(),
        }
    }

    /// `moneda`: the clinic's.
    pub fn validar(&self, moneda: Moneda) -> Result<PrestacionValida, Errores> {
        let mut errores = Errores::default();
        let codigo = self.codigo(&mut errores);
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        let precio = moneda.parse(&self.precio);
        let precio =
            errores.tomar("precio", precio.map_err(|_invalido| "Escribe el precio en números, sin decimales de más."));
        let datos = NuevaPrestacion {
            codigo,
            nombre,
            duracion: entero(&mut errores, "duracion", &self.duracion, 1, 720),
            paso: entero(&mut errores, "paso", &self.paso, 1, 720),
            antes: entero(&mut errores, "antes", &self.antes, 0, 240),
            despues: entero(&mut errores, "despues", &self.despues, 0, 240),
            precio: precio.unwrap_or_default(),
            moneda: moneda.codigo().to_owned(),
            iva: if self.afecto { "afecto" } else { "exento" }.to_owned(),
            color: color(&mut errores, &self.color),
            aviso_minimo: entero(&mut errores, "aviso_minimo", &self.aviso_minimo, 0, 43_200),
            horizonte: entero(&mut errores, "horizonte", &self.horizonte, 0, 1_095),
            limite_dia: limite(&mut errores, "limite_dia", &self.limite_dia),
            limite_semana: limite(&mut errores, "limite_semana", &self.limite_semana),
            limite_mes: limite(&mut errores, "limite_mes", &self.limite_mes),
            recordatorios: recordatorios(&mut errores, &self.recordatorios),
            en_linea: self.en_linea,
            estado: if self.archivada { "archivada" } else { "activa" },
        };
        if errores.hay() {
            Err(errores)
        } else {
            Ok(PrestacionValida { datos, profesionales: numeros(&self.profesionales), boxes: numeros(&self.boxes) })
        }
    }

    fn codigo(&self, errores: &mut Errores) -> String {
        let codigo = self.codigo.trim().to_uppercase();
        let signo = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let bien =
            codigo.len() <= 20 && codigo.starts_with(|c: char| c.is_ascii_alphanumeric()) && codigo.chars().all(signo);
        if !bien {
            errores.agregar("codigo", "Usa hasta 20 letras sin acento, números, puntos o guiones.");
        }
        codigo
    }
}

/// Empty is none.
fn limite(errores: &mut Errores, campo: &'static str, escrito: &str) -> Option<i16> {
    if escrito.trim().is_empty() { None } else { Some(entero(errores, campo, escrito, 1, 1_000)) }
}

/// Nothing written is as the clinic says.
fn recordatorios(errores: &mut Errores, escritos: &str) -> Option<Vec<Option<i32>>> {
    if escritos.trim().is_empty() {
        return None;
    }
    let horas = errores.tomar("recordatorios", antelacion::parse(escritos))?;
    Some(horas.into_iter().map(Some).collect())
}

fn en_horas(recordatorios: &[Option<i32>]) -> String {
    antelacion::escrita(&recordatorios.iter().copied().flatten().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn todos_los_errores_de_una_prestacion_salen_juntos() {
        let form = PrestacionForm {
            codigo: "ñ".into(),
            duracion: "0".into(),
            precio: "10,5".into(),
            ..PrestacionForm::nueva()
        };
        let errores = form.validar(Moneda::CLP).err().unwrap();
        for campo in ["codigo", "nombre", "duracion", "precio"] {
            assert!(errores.get(campo).is_some(), "{campo}");
        }
        assert!(errores.get("paso").is_none());
    }
}
