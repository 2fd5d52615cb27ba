//! What the pages of an import take.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SubidaForm {
    pub deposito: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilasFiltro {
    /// `errores`: only rows with something wrong.
    pub ver: String,
    /// The last row of the page before.
    pub despues: String,
}

impl FilasFiltro {
    pub fn solo_errores(&self) -> bool {
        self.ver == "errores"
    }

    pub fn despues(&self) -> i32 {
        self.despues.parse().unwrap_or_default()
    }
}
