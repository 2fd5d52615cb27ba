//! What a row says, judged as the one patient's form is, and what would make two rows, or a row and a patient, the same person.

use std::collections::HashMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::columnas;
use crate::pacientes::NuevoPaciente;
use crate::values::texto;
use crate::web::form::Errores;

/// The patient that a row would be, or what is wrong with it, by field.
pub fn validar(columnas: &[String], textos: &[String], hoy: NaiveDate) -> Result<NuevoPaciente, Errores> {
    let validado = columnas::formulario(columnas, textos).validar(hoy);
    let sin_avisos = columnas.iter().position(|columna| columna == "sin_avisos").and_then(|lugar| textos.get(lugar));
    if sin_avisos.is_none_or(|texto| columnas::si_o_no(texto).is_some()) {
        return validado;
    }
    let mut errores = validado.err().unwrap_or_default();
    errores.agregar("sin_avisos", "Escribe «sí» o «no».");
    Err(errores)
}

/// By what a row is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Senas {
    pub documento_tipo: &'static str,
    pub documento: Option<String>,
    /// Of all that is said of somebody without a document, in this clinic.
    pub huella: Option<Vec<u8>>,
    /// The whole name, normalised.
    pub nombre: String,
    pub nacimiento: Option<NaiveDate>,
    pub telefono: Option<String>,
}

impl Senas {
    pub fn de(clinica: i32, p: &NuevoPaciente) -> Self {
        Self {
            documento_tipo: p.documento_tipo,
            documento: p.documento.clone(),
            huella: p.documento.is_none().then(|| huella(clinica, p)),
            nombre: texto::normalizar(&p.nombre()),
            nacimiento: p.nacimiento,
            telefono: p.telefono.clone(),
        }
    }
}

fn huella(clinica: i32, p: &NuevoPaciente) -> Vec<u8> {
    let nacimiento = p.nacimiento.map(|n| n.to_string()).unwrap_or_default();
    let opcional = |texto: &Option<String>| texto.clone().unwrap_or_default();
    let partes = [
        clinica.to_string(),
        p.documento_motivo.unwrap_or_default().to_owned(),
        texto::normalizar(&p.nombres),
        texto::normalizar(&p.apellido_paterno),
        texto::normalizar(&p.apellido_materno),
        texto::normalizar(&p.nombre_social),
        nacimiento,
        opcional(&p.telefono),
        opcional(&p.correo),
        texto::normalizar(&p.direccion),
        texto::normalizar(&p.observacion),
    ];
    Sha256::digest(partes.join("\u{1f}").as_bytes()).to_vec()
}

/// How a row stands to those above it in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnArchivo {
    Sola,
    Repite(i32),
    SeParece(i32),
}

/// The rows above, by what they would be known again; kept as digests, since a file has tens of thousands.
#[derive(Default)]
pub struct Vistas {
    mismas: HashMap<[u8; 32], i32>,
    parecidas: HashMap<[u8; 32], Arriba>,
}

#[derive(Clone, Copy)]
struct Arriba {
    numero: i32,
    con_documento: bool,
}

impl Vistas {
    /// Notes the row, and answers which one above it is the same or looks alike.
    pub fn anotar(&mut self, numero: i32, senas: &Senas) -> EnArchivo {
        let repite = self.mismas.get(&senas.identidad()).copied();
        let alguna = |clave: &[u8; 32]| {
            self.parecidas.get(clave).filter(|arriba| !(arriba.con_documento && senas.documento.is_some()))
        };
        let se_parece = senas.rasgos().iter().find_map(alguna).map(|arriba| arriba.numero);
        if repite.is_none() {
            self.mismas.insert(senas.identidad(), numero);
            let con_documento = senas.documento.is_some();
            for rasgo in senas.rasgos() {
                let arriba = self.parecidas.entry(rasgo).or_insert(Arriba { numero, con_documento });
                // Two who have documents are two: who has none is the one to be taken for another.
                if arriba.con_documento && !con_documento {
                    *arriba = Arriba { numero, con_documento };
                }
            }
        }
        match (repite, se_parece) {
            (Some(otra), _) => EnArchivo::Repite(otra),
            (None, Some(otra)) => EnArchivo::SeParece(otra),
            (None, None) => EnArchivo::Sola,
        }
    }
}

impl Senas {
    fn identidad(&self) -> [u8; 32] {
        let propia = self.documento.as_deref().unwrap_or_default();
        resumir(&[self.documento_tipo.as_bytes(), propia.as_bytes(), self.huella.as_deref().unwrap_or_default()])
    }

    /// The name with the birth, the name with the phone.
    fn rasgos(&self) -> Vec<[u8; 32]> {
        let nacimiento = self.nacimiento.map(|n| n.to_string());
        let con = |clase: &str, dato: &str| resumir(&[clase.as_bytes(), self.nombre.as_bytes(), dato.as_bytes()]);
        let de_nacimiento = nacimiento.map(|n| con("nacimiento", &n));
        let de_telefono = self.telefono.as_deref().map(|t| con("telefono", t));
        de_nacimiento.into_iter().chain(de_telefono).collect()
    }
}

fn resumir(partes: &[&[u8]]) -> [u8; 32] {
    let mut resumen = Sha256::new();
    for parte in partes {
        resumen.update(parte);
        resumen.update([0x1f]);
    }
    resumen.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNAS: [&str; 5] = ["documento", "nombres", "apellidos", "nacimiento", "telefono"];

    fn fila(textos: [&str; 5]) -> Result<NuevoPaciente, Errores> {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        validar(&COLUMNAS.map(str::to_owned), &textos.map(str::to_owned), hoy)
    }

    fn senas(textos: [&str; 5]) -> Senas {
        Senas::de(1, &fila(textos).unwrap())
    }

    #[test]
    fn una_fila_se_juzga_como_el_formulario() {
        let errores = fila(["12.345.678-9", "", "Soto", "30-02-2000", "12"]).unwrap_err();
        for campo in ["documento", "nombres", "nacimiento", "telefono"] {
            assert!(errores.get(campo).is_some(), "{campo}");
        }
        let valida = fila(["123456785", " María  José", "de la Fuente Soto", "31008", "987654321"]).unwrap();
        assert_eq!(valida.documento.as_deref(), Some("12345678-5"));
        assert_eq!((valida.nombres.as_str(), valida.apellido_paterno.as_str()), ("María José", "de la Fuente"));
        assert_eq!(valida.nacimiento, NaiveDate::from_ymd_opt(1984, 11, 22));
        assert_eq!(valida.telefono.as_deref(), Some("+56987654321"));
        assert_eq!(fila(["", "Ana", "", "", ""]).unwrap().documento_motivo, Some("otro"));
    }

    #[test]
    fn lo_que_no_es_si_ni_no_se_dice() {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let columnas = ["nombres", "sin_avisos"].map(str::to_owned);
        let con = |texto: &str| validar(&columnas, &["Ana".to_owned(), texto.to_owned()], hoy);
        assert!(con("Sí").unwrap().sin_avisos && !con("").unwrap().sin_avisos);
        assert!(con("quizás").unwrap_err().get("sin_avisos").is_some());
    }

    #[test]
    fn lo_de_arriba_se_reconoce() {
        let mut vistas = Vistas::default();
        for (numero, textos, esperado) in [
            (2, ["12345678-5", "Ana", "Soto", "01-01-1980", ""], EnArchivo::Sola),
            (3, ["12.345.678-5", "Otra", "Persona", "", ""], EnArchivo::Repite(2)),
            (4, ["11111111-1", "Ana", "Soto", "01-01-1980", ""], EnArchivo::Sola),
            (5, ["", "ANA", "SOTO", "01-01-1980", ""], EnArchivo::SeParece(2)),
            (6, ["", "Ana", "Soto", "01-01-1980", ""], EnArchivo::Repite(5)),
            (7, ["", "Ana", "Soto", "", "987654321"], EnArchivo::Sola),
            (8, ["22222222-2", "Ana", "Soto", "", "+56 9 8765 4321"], EnArchivo::SeParece(7)),
            (9, ["", "Ana", "Soto", "", ""], EnArchivo::Sola),
        ] {
            assert_eq!(vistas.anotar(numero, &senas(textos)), esperado, "{numero}");
        }
    }

    #[test]
    fn la_huella_es_de_una_clinica() {
        let persona = fila(["", "Ana", "Soto", "", "987654321"]).unwrap();
        assert_ne!(Senas::de(1, &persona).huella, Senas::de(2, &persona).huella);
        assert_eq!(senas(["12345678-5", "Ana", "", "", ""]).huella, None);
    }
}
