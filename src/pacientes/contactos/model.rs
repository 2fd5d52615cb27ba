//! Rows of contacts.

use serde::Deserialize;

use crate::values::rut::Rut;
use crate::values::telefono;

/// As the CHECK of `contactos_paciente` writes them, and as they are said.
pub const RELACIONES: [(&str, &str); 8] = [
    ("madre", "Madre"),
    ("padre", "Padre"),
    ("tutor", "Tutor o tutora legal"),
    ("conyuge", "Cónyuge o pareja"),
    ("hijo", "Hijo o hija"),
    ("familiar", "Otro familiar"),
    ("empresa", "Empresa o institución"),
    ("otro", "Otra persona"),
];

/// Already valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoContacto {
    pub nombre: String,
    pub relacion: String,
    pub rut: Option<Rut>,
    pub telefono: Option<String>,
    pub correo: Option<String>,
    pub responsable: bool,
    pub pagador: bool,
}

/// A row of the view `contactos_por_paciente`.
#[derive(Debug, Clone, Deserialize)]
pub struct Contacto {
    pub id: i64,
    /// The contact's own ficha, when there is one.
    pub contacto_id: Option<i64>,
    pub nombre: String,
    pub relacion: String,
    rut: Option<String>,
    telefono: Option<String>,
    pub correo: Option<String>,
    pub responsable: bool,
    pub pagador: bool,
}

impl Contacto {
    pub fn relacion(&self) -> &str {
        RELACIONES.iter().find(|(codigo, _)| *codigo == self.relacion).map_or("", |(_, nombre)| nombre)
    }

    /// `12.345.678-5`; empty without one.
    pub fn rut(&self) -> String {
        self.rut.as_deref().and_then(|r| r.parse::<Rut>().ok()).map(|r| r.to_string()).unwrap_or_default()
    }

    /// As it is said; empty without one.
    pub fn telefono(&self) -> String {
        self.telefono.as_deref().map(telefono::legible).unwrap_or_default()
    }
}
