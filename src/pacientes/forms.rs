//! The form of a patient.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{NuevoPaciente, Paciente};
use crate::values::correo::Correo;
use crate::values::documento::{Documento, DocumentoInvalido};
use crate::values::telefono::Telefono;
use crate::values::{fecha, texto};
use crate::web::form::Errores;

/// Of each of the names: every beginning of a word is a key of the search.
pub const NOMBRE_MAX: u16 = 100;
pub const DIRECCION_MAX: u16 = 200;
pub const OBSERVACION_MAX: u16 = 2_000;

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct PacienteForm {
    pub documento_tipo: String,
    pub documento_pais: String,
    pub documento: String,
    pub documento_motivo: String,
    pub nombres: String,
    pub apellido_paterno: String,
    pub apellido_materno: String,
    pub nombre_social: String,
    pub nacimiento: String,
    pub telefono: String,
    pub correo: String,
    pub direccion: String,
    pub observacion: String,
    pub sin_avisos: bool,
    pub sin_encuestas: bool,
    pub sin_ofertas: bool,
    pub acepta_publicidad: bool,
    pub acepta_whatsapp: bool,
    pub nombre_en_pantalla: bool,
    /// The version that was read when the form was rendered; empty for a new patient.
    pub version: String,
    /// The person saw who looks alike and goes on.
    pub confirmado: bool,
}

impl Default for PacienteForm {
    fn default() -> Self {
        Self {
            documento_tipo: "rut".into(),
            documento_pais: String::new(),
            documento: String::new(),
            documento_motivo: String::new(),
            nombres: String::new(),
            apellido_paterno: String::new(),
            apellido_materno: String::new(),
            nombre_social: String::new(),
            nacimiento: String::new(),
            telefono: String::new(),
            correo: String::new(),
            direccion: String::new(),
            observacion: String::new(),
            sin_avisos: false,
            sin_encuestas: false,
            sin_ofertas: false,
            acepta_publicidad: false,
            acepta_whatsapp: false,
            nombre_en_pantalla: false,
            version: String::new(),
            confirmado: false,
        }
    }
}

impl From<&Paciente> for PacienteForm {
    fn from(p: &Paciente) -> Self {
        Self {
            documento_tipo: p.documento_tipo.clone(),
            documento_pais: p.documento_pais.clone().unwrap_or_default(),
            documento: p.documento_numero(),
            documento_motivo: p.documento_motivo.clone().unwrap_or_default(),
            nombres: p.nombres.clone(),
            apellido_paterno: p.apellido_paterno.clone(),
            apellido_materno: p.apellido_materno.clone(),
            nombre_social: p.nombre_social.clone(),
            nacimiento: p.nacimiento.map(fecha::iso).unwrap_or_default(),
            telefono: p.telefono.clone().unwrap_or_default(),
            correo: p.correo.clone().unwrap_or_default(),
            direccion: p.direccion.clone(),
            observacion: p.observacion.clone(),
            sin_avisos: p.sin_avisos,
            sin_encuestas: p.sin_encuestas,
            sin_ofertas: p.sin_ofertas,
            acepta_publicidad: p.acepta_publicidad,
            acepta_whatsapp: p.acepta_whatsapp,
            nombre_en_pantalla: p.nombre_en_pantalla,
            version: p.version.to_string(),
            confirmado: false,
        }
    }
}

impl PacienteForm {
    /// `hoy` in the clinic: nobody is born tomorrow.
    pub fn validar(&self, hoy: NaiveDate) -> Result<NuevoPaciente, Errores> {
        let mut errores = Errores::default();
        let documento = self.validar_documento(&mut errores);
        let nombres = texto::nombre(&self.nombres);
        if nombres.is_empty() {
            errores.agregar("nombres", "Escribe el nombre.");
        }
        self.medir(&mut errores);
        let nacimiento = opcional(&self.nacimiento).and_then(|t| errores.tomar("nacimiento", fecha::parse(t)));
        if nacimiento.is_some_and(|n| n > hoy) {
            errores.agregar("nacimiento", "Esa fecha aún no llega.");
        }
        let telefono = opcional(&self.telefono).and_then(|t| errores.tomar("telefono", Telefono::parse(t)));
        let correo = opcional(&self.correo).and_then(|t| errores.tomar("correo", Correo::parse(t)));
        let Some(documento) = documento.filter(|_| !errores.hay()) else { return Err(errores) };
        Ok(NuevoPaciente {
            nombres,
            apellido_paterno: texto::nombre(&self.apellido_paterno),
            apellido_materno: texto::nombre(&self.apellido_materno),
            nombre_social: texto::nombre(&self.nombre_social),
            nacimiento,
            telefono: telefono.map(|t| t.e164().to_owned()),
            correo: correo.map(|c| c.normalizado()),
            direccion: texto::nombre(&self.direccion),
            observacion: self.observacion.trim().to_owned(),
            sin_avisos: self.sin_avisos,
            sin_encuestas: self.sin_encuestas,
            sin_ofertas: self.sin_ofertas,
            acepta_publicidad: self.acepta_publicidad,
            acepta_whatsapp: self.acepta_whatsapp,
            nombre_en_pantalla: self.nombre_en_pantalla,
            ..NuevoPaciente::con_documento(&documento)
        })
    }

    fn medir(&self, errores: &mut Errores) {
        errores.limitar("nombres", &self.nombres, NOMBRE_MAX);
        errores.limitar("apellido_paterno", &self.apellido_paterno, NOMBRE_MAX);
        errores.limitar("apellido_materno", &self.apellido_materno, NOMBRE_MAX);
        errores.limitar("nombre_social", &self.nombre_social, NOMBRE_MAX);
        errores.limitar("direccion", &self.direccion, DIRECCION_MAX);
        errores.limitar("observacion", &self.observacion, OBSERVACION_MAX);
    }

    fn validar_documento(&self, errores: &mut Errores) -> Option<Documento> {
        let leido =
            Documento::parse(&self.documento_tipo, &self.documento_pais, &self.documento, &self.documento_motivo);
        leido
            .map_err(|error| {
                let campo = match error {
                    DocumentoInvalido::Tipo => "documento_tipo",
                    DocumentoInvalido::Pais => "documento_pais",
                    DocumentoInvalido::Motivo => "documento_motivo",
                    DocumentoInvalido::Rut(_) | DocumentoInvalido::Numero => "documento",
                };
                errores.agregar(campo, error.to_string());
            })
            .ok()
    }
}

fn opcional(texto: &str) -> Option<&str> {
    Some(texto.trim()).filter(|t| !t.is_empty())
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PacientesFiltro {
    pub q: String,
    pub archivados: bool,
    pub despues: i64,
}
