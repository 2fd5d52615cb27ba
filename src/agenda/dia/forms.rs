//! What is asked of the day and of the search for an hour.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DiaFiltro {
    /// Another date than the path's, when the form of the day is sent.
    pub fecha: String,
    pub profesional: String,
    pub prestacion: String,
}

impl DiaFiltro {
    pub fn profesional(&self) -> Option<i64> {
        self.profesional.parse().ok()
    }

    pub fn prestacion(&self) -> Option<i64> {
        self.prestacion.parse().ok()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BuscarFiltro {
    pub prestacion: String,
    pub profesional: String,
    pub desde: String,
    /// The cita to move, if any.
    pub cita: String,
    /// For whom, when it is known already.
    pub paciente: String,
}

impl BuscarFiltro {
    pub fn prestacion(&self) -> Option<i64> {
        self.prestacion.parse().ok()
    }

    pub fn profesional(&self) -> Option<i64> {
        self.profesional.parse().ok()
    }

    pub fn cita(&self) -> Option<i64> {
        self.cita.parse().ok()
    }
}
