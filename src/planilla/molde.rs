//! What a spreadsheet is read for: its columns, by whatever name people give them, and the template that has them all.

use crate::values::texto;

pub struct Columna {
    /// A field of the form that each row becomes.
    pub campo: &'static str,
    pub titulo: &'static str,
    /// Normalised, besides the title itself.
    pub alias: &'static [&'static str],
    /// In the row that the template brings.
    pub ejemplo: &'static str,
    /// The template has it.
    pub de_plantilla: bool,
}

pub struct Molde {
    pub columnas: &'static [Columna],
    /// Field and title of those without which a row says nothing.
    pub obligatorias: &'static [(&'static str, &'static str)],
    /// What no row that somebody means says.
    pub ejemplo: &'static str,
    pub filas_max: usize,
}

impl Molde {
    pub fn de_campo(&self, campo: &str) -> Option<&'static Columna> {
        self.columnas.iter().find(|columna| columna.campo == campo)
    }

    /// How a field is called to the person.
    pub fn titulo(&self, campo: &str) -> &'static str {
        self.de_campo(campo).map_or("Fila", |columna| columna.titulo)
    }

    /// Whatever the case, the accents and the signs: `R.U.T.`, `TELÉFONO (*)`, `fecha_nacimiento`.
    pub fn de_titulo(&self, titulo: &str) -> Option<&'static Columna> {
        let titulo = clave(titulo);
        self.columnas.iter().find(|c| clave(c.titulo) == titulo || c.alias.contains(&titulo.as_str()))
    }

    /// Headings and the one row of the template.
    pub fn plantilla(&self) -> [Vec<&'static str>; 2] {
        let suyas = || self.columnas.iter().filter(|c| c.de_plantilla);
        [suyas().map(|c| c.titulo).collect(), suyas().map(|c| c.ejemplo).collect()]
    }

    /// The row of the template, which nobody means.
    pub fn es_ejemplo(&self, textos: &[String]) -> bool {
        textos.iter().any(|texto| texto == self.ejemplo)
    }
}

/// A heading or a word without what people write in many ways.
pub fn clave(titulo: &str) -> String {
    let sin_puntos: String = titulo.chars().filter(|c| *c != '.').collect();
    let palabras: String =
        sin_puntos.chars().map(|c| if c.is_alphanumeric() && !"ºª".contains(c) { c } else { ' ' }).collect();
    texto::normalizar(&palabras)
}

/// No title is of two columns: what a test of each mould asks.
#[cfg(test)]
pub fn titulos_repetidos(molde: &Molde) -> Vec<String> {
    let todos = || {
        let de = |c: &Columna| c.alias.iter().map(|a| (*a).to_owned()).chain([clave(c.titulo)]).collect::<Vec<_>>();
        molde.columnas.iter().flat_map(de)
    };
    todos().filter(|nombre| todos().filter(|otro| otro == nombre).count() > 1 || clave(nombre) != *nombre).collect()
}
