//! What an administrator types about professionals and prestaciones.

use chrono::NaiveTime;
use serde::Deserialize;

use super::model::{BloqueSemana, COLORES, NuevaPrestacion, NuevoProfesional, Prestacion, Profesional};
use crate::ui::format;
use crate::values::dinero::Moneda;
use crate::values::{fecha, texto};
use crate::web::form::Errores;

/// Of a professional, of a specialty, of a prestación.
pub const NOMBRE_MAX: u16 = 120;

/// Morning and afternoon.
pub const BLOQUES_POR_DIA: usize = 2;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfesionalForm {
    pub version: String,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub sobrecupos: String,
    pub trabaja_feriados: bool,
    pub archivado: bool,
    pub prestaciones: Vec<String>,
    /// Monday to Sunday, each day its blocks in order; empty where there is none.
    pub desde: Vec<String>,
    pub hasta: Vec<String>,
}

pub struct ProfesionalValido {
    pub datos: NuevoProfesional,
    pub prestaciones: Vec<i64>,
    pub semana: Vec<BloqueSemana>,
}

impl ProfesionalForm {
    pub fn nuevo() -> Self {
        Self { sobrecupos: "3".into(), color: "blue".into(), ..Self::default() }
    }

    pub fn de(profesional: &Profesional, prestaciones: &[i64], semana: &[BloqueSemana]) -> Self {
        let mut form = Self {
            version: profesional.version.to_string(),
            nombre: profesional.nombre.clone(),
            especialidad: profesional.especialidad.clone(),
            color: profesional.color.clone(),
            sobrecupos: profesional.sobrecupos_maximo.to_string(),
            trabaja_feriados: profesional.trabaja_feriados,
            archivado: profesional.estado != "activo",
            prestaciones: prestaciones.iter().map(ToString::to_string).collect(),
            ..Self::default()
        };
        for isodow in 1..=7 {
            let mut bloques = semana.iter().filter(|b| b.isodow == isodow);
            for _ in 0..BLOQUES_POR_DIA {
                let (desde, hasta) =
                    bloques.next().map_or_else(Default::default, |b| (format::time(b.desde), format::time(b.hasta)));
                form.desde.push(desde);
                form.hasta.push(hasta);
            }
        }
        form
    }

    /// What was typed for a block, counted from Monday's first.
    pub fn bloque(&self, n: usize) -> (&str, &str) {
        (self.desde.get(n).map_or("", String::as_str), self.hasta.get(n).map_or("", String::as_str))
    }

    pub fn validar(&self) -> Result<ProfesionalValido, Errores> {
        let mut errores = Errores::default();
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        let color = color(&mut errores, &self.color);
        let sobrecupos_maximo = entero(&mut errores, "sobrecupos", &self.sobrecupos, 0, 50);
        let semana = self.semana(&mut errores);
        errores.limitar("especialidad", &self.especialidad, NOMBRE_MAX);
        if errores.hay() {
            return Err(errores);
        }
        let datos = NuevoProfesional {
            nombre,
            especialidad: texto::nombre(&self.especialidad),
            color,
            trabaja_feriados: self.trabaja_feriados,
            sobrecupos_maximo,
            estado: if self.archivado { "archivado" } else { "activo" },
        };
        Ok(ProfesionalValido { datos, prestaciones: numeros(&self.prestaciones), semana })
    }

    fn semana(&self, errores: &mut Errores) -> Vec<BloqueSemana> {
        let mut semana = Vec::new();
        for n in 0..7 * BLOQUES_POR_DIA {
            match bloque(self.bloque(n)) {
                Ok(None) => {}
                Ok(Some((desde, hasta))) => {
                    let isodow = i16::try_from(n / BLOQUES_POR_DIA + 1).unwrap_or_default();
                    semana.push(BloqueSemana { isodow, desde, hasta });
                }
                Err(()) => {
                    errores.agregar("horario", "Cada bloque necesita una hora de inicio y una de término posterior.");
                    break;
                }
            }
        }
        semana.sort_unstable();
        semana
    }
}

fn bloque((desde, hasta): (&str, &str)) -> Result<Option<(NaiveTime, NaiveTime)>, ()> {
    if desde.trim().is_empty() && hasta.trim().is_empty() {
        return Ok(None);
    }
    match (fecha::parse_hora(desde), fecha::parse_hora(hasta)) {
        (Some(desde), Some(hasta)) if desde < hasta => Ok(Some((desde, hasta))),
        _ => Err(()),
    }
}

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
    pub archivada: bool,
    pub profesionales: Vec<String>,
}

pub struct PrestacionValida {
    pub datos: NuevaPrestacion,
    pub profesionales: Vec<i64>,
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

    pub fn de(p: &Prestacion, profesionales: &[i64]) -> Self {
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
            archivada: p.estado != "activa",
            profesionales: profesionales.iter().map(ToString::to_string).collect(),
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
            estado: if self.archivada { "archivada" } else { "activa" },
        };
        if errores.hay() {
            Err(errores)
        } else {
            Ok(PrestacionValida { datos, profesionales: numeros(&self.profesionales) })
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

fn lleno(errores: &mut Errores, campo: &'static str, escrito: &str, falta: &str) -> String {
    let limpio = texto::nombre(escrito);
    if limpio.is_empty() {
        errores.agregar(campo, falta);
    }
    errores.limitar(campo, &limpio, NOMBRE_MAX);
    limpio
}

fn color(errores: &mut Errores, escrito: &str) -> String {
    if !COLORES.iter().any(|(color, _)| *color == escrito) {
        errores.agregar("color", "Elige un color de la lista.");
    }
    escrito.to_owned()
}

fn entero<N: TryFrom<i32> + Default>(
    errores: &mut Errores,
    campo: &'static str,
    escrito: &str,
    minimo: i32,
    maximo: i32,
) -> N {
    let numero =
        escrito.trim().parse().ok().filter(|n| (minimo..=maximo).contains(n)).and_then(|n| N::try_from(n).ok());
    numero.unwrap_or_else(|| {
        errores.agregar(campo, format!("Escribe un número entre {minimo} y {maximo}."));
        N::default()
    })
}

fn numeros(escritos: &[String]) -> Vec<i64> {
    escritos.iter().filter_map(|n| n.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn una_semana_se_lee_por_bloques() {
        let mut form = ProfesionalForm { nombre: "Eva".into(), ..ProfesionalForm::nuevo() };
        form.desde = vec!["09:00".into(), "15:00".into(), String::new(), String::new(), "10:00".into()];
        form.hasta = vec!["13:00".into(), "19:00".into(), String::new(), String::new(), "14:00".into()];
        let valido = form.validar().ok().unwrap();
        assert_eq!(valido.semana.iter().map(|b| b.isodow).collect::<Vec<_>>(), [1, 1, 3]);
        form.hasta[0] = "08:00".into();
        assert!(form.validar().err().unwrap().get("horario").is_some());
        form.hasta[0] = String::new();
        assert!(form.validar().err().unwrap().get("horario").is_some());
    }

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
