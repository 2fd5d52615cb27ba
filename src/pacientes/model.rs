//! Rows of patients.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::schema::pacientes;
use crate::values::documento::Documento;
use crate::values::telefono;

/// What whoever may not change a ficha reads.
pub const BLOQUEADA: &str = "La ficha está bloqueada a pedido de la persona: se conserva como está.";

/// What whoever may not see who it is reads.
pub const DE_BLOQUEADA: &str = "Es el documento de una ficha bloqueada a pedido de la persona: pide ayuda a quien responde las solicitudes de datos.";

pub const REGLA_BLOQUEADA: &str = "pacientes_bloqueada";

/// Constraint to what the person at the desk should read.
pub const MENSAJES: &[(&str, &str)] = &[
    ("pacientes_documento_unico", "Ya hay un paciente con este documento."),
    ("pacientes_bloqueado_en_silencio", "La ficha está bloqueada a pedido de la persona: no se le puede escribir."),
    (REGLA_BLOQUEADA, BLOQUEADA),
    ("pacientes_nombres_llenos", "Escribe el nombre."),
    ("pacientes_rut", "El RUT no es válido."),
];

#[derive(Debug, Clone, Queryable, Selectable, QueryableByName)]
#[diesel(table_name = pacientes)]
pub struct Paciente {
    pub id: i64,
    pub version: i32,
    pub documento_tipo: String,
    pub documento: Option<String>,
    pub documento_pais: Option<String>,
    pub documento_motivo: Option<String>,
    pub nombres: String,
    pub apellido_paterno: String,
    pub apellido_materno: String,
    pub nombre_social: String,
    pub nacimiento: Option<NaiveDate>,
    pub telefono: Option<String>,
    pub correo: Option<String>,
    pub direccion: String,
    pub observacion: String,
    /// Wants no messages about citas.
    pub sin_avisos: bool,
    /// Nor questions after a visit.
    pub sin_encuestas: bool,
    /// Nor hours that were freed, while they wait for one.
    pub sin_ofertas: bool,
    pub acepta_publicidad: bool,
    pub acepta_whatsapp: bool,
    /// The wall screen may say the name.
    pub nombre_en_pantalla: bool,
    pub archivado: Option<DateTime<Utc>>,
    /// Asked to be deleted, and kept because the law says so: nothing is written to them.
    pub bloqueado: Option<DateTime<Utc>>,
    /// The one who lives, when this is the absorbed half of a merge.
    pub fusionado_en: Option<i64>,
    pub creado: DateTime<Utc>,
}

/// A patient's data as a form or a booking gives them, already valid.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = pacientes, treat_none_as_null = true)]
pub struct NuevoPaciente {
    pub documento_tipo: &'static str,
    pub documento: Option<String>,
    pub documento_pais: Option<String>,
    pub documento_motivo: Option<&'static str>,
    pub rut_cuerpo: Option<i32>,
    pub rut_dv: Option<String>,
    pub nombres: String,
    pub apellido_paterno: String,
    pub apellido_materno: String,
    pub nombre_social: String,
    pub nacimiento: Option<NaiveDate>,
    pub telefono: Option<String>,
    pub correo: Option<String>,
    pub direccion: String,
    pub observacion: String,
    pub sin_avisos: bool,
    pub sin_encuestas: bool,
    pub sin_ofertas: bool,
    pub acepta_publicidad: bool,
    pub acepta_whatsapp: bool,
    pub nombre_en_pantalla: bool,
}

impl NuevoPaciente {
    /// Everything empty but the document.
    pub fn con_documento(documento: &Documento) -> Self {
        let rut = match documento {
            Documento::Rut(rut) => Some(*rut),
            _ => None,
        };
        Self {
            documento_tipo: documento.tipo(),
            documento: documento.normalizado(),
            documento_pais: documento.pais().map(|p| p.to_string()),
            documento_motivo: documento.motivo().map(|m| m.codigo()),
            rut_cuerpo: rut.map(|r| r.cuerpo()),
            rut_dv: rut.map(|r| r.dv().to_string()),
            nombres: String::new(),
            apellido_paterno: String::new(),
            apellido_materno: String::new(),
            nombre_social: String::new(),
            nacimiento: None,
            telefono: None,
            correo: None,
            direccion: String::new(),
            observacion: String::new(),
            sin_avisos: false,
            sin_encuestas: false,
            sin_ofertas: false,
            acepta_publicidad: false,
            acepta_whatsapp: false,
            nombre_en_pantalla: false,
        }
    }

    pub fn nombre(&self) -> String {
        nombre_completo(&self.nombres, "", &self.apellido_paterno, &self.apellido_materno)
    }
}

/// Letters that a patient may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optativa {
    Encuestas,
    Ofertas,
}

impl Optativa {
    pub(super) const fn columna(self) -> &'static str {
        match self {
            Self::Encuestas => "sin_encuestas",
            Self::Ofertas => "sin_ofertas",
        }
    }

    pub const fn la_quiere(self, paciente: &Paciente) -> bool {
        match self {
            Self::Encuestas => paciente.bloqueado.is_none() && !paciente.sin_encuestas,
            Self::Ofertas => paciente.bloqueado.is_none() && !paciente.sin_ofertas,
        }
    }
}

/// How a patient is named on any screen.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, QueryableByName)]
#[diesel(table_name = pacientes)]
pub struct Resumen {
    pub id: i64,
    pub documento_tipo: String,
    pub documento: Option<String>,
    pub nombres: String,
    pub apellido_paterno: String,
    pub apellido_materno: String,
    pub nombre_social: String,
    pub nacimiento: Option<NaiveDate>,
    pub telefono: Option<String>,
    pub archivado: Option<DateTime<Utc>>,
    pub bloqueado: Option<DateTime<Utc>>,
}

/// Whom a search or a list shows besides those who come and go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cuales {
    pub archivados: bool,
    /// Only for whoever answers what people ask of their own data.
    pub bloqueados: bool,
}

impl Resumen {
    /// Surnames last, the social name where there is one: what is called aloud.
    pub fn nombre(&self) -> String {
        nombre_completo(&self.nombres, &self.nombre_social, &self.apellido_paterno, &self.apellido_materno)
    }

    pub fn documento(&self) -> String {
        mostrar_documento(&self.documento_tipo, self.documento.as_deref())
    }

    /// `+56 9 8765 4321`
    pub fn telefono(&self) -> Option<String> {
        self.telefono.as_deref().map(telefono::legible)
    }
}

impl Paciente {
    pub fn nombre(&self) -> String {
        nombre_completo(&self.nombres, &self.nombre_social, &self.apellido_paterno, &self.apellido_materno)
    }

    pub fn documento_legible(&self) -> String {
        mostrar_documento(&self.documento_tipo, self.documento.as_deref())
    }

    /// Empty when there is none.
    pub fn telefono_legible(&self) -> String {
        self.telefono.as_deref().map(telefono::legible).unwrap_or_default()
    }

    /// The number as it is typed in the form, without its country.
    pub fn documento_numero(&self) -> String {
        match self.documento_tipo.as_str() {
            "rut" => self.documento_legible(),
            _ => {
                self.documento.as_deref().and_then(|d| d.split_once(':')).map(|(_, n)| n.to_owned()).unwrap_or_default()
            }
        }
    }
}

fn nombre_completo(nombres: &str, social: &str, paterno: &str, materno: &str) -> String {
    let pila = if social.is_empty() { nombres } else { social };
    [pila, paterno, materno].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `12.345.678-5`, `PE AB123456`.
pub fn mostrar_documento(tipo: &str, documento: Option<&str>) -> String {
    match (tipo, documento) {
        ("rut", Some(d)) => d.parse::<crate::values::rut::Rut>().map_or_else(|_| d.to_owned(), |r| r.to_string()),
        (_, Some(d)) => d.replacen(':', " ", 1),
        (_, None) => "Sin documento".into(),
    }
}

/// Evidence of what a patient said of WhatsApp.
#[derive(Debug, Clone, Deserialize)]
pub struct Consentimiento {
    pub acepta: bool,
    como: String,
    /// Of which phone.
    pub telefono: Option<String>,
    pub en: DateTime<Utc>,
    /// Who wrote it down, when somebody did.
    pub por: Option<String>,
}

impl Consentimiento {
    /// How that is known.
    pub fn como(&self) -> &'static str {
        match self.como.as_str() {
            "respuesta" => "Lo escribió por WhatsApp",
            "en_linea" => "Lo dijo en línea",
            "en_linea_comprobado" => "Lo dijo en línea, con el teléfono comprobado",
            _ => "Lo dijo en la clínica",
        }
    }
}
