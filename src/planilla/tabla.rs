//! Rows as they are read, whatever from: the headings are found, what the mould does not ask is left out, and the bounds are kept.

use super::{Columna, FilaLeida, Molde, Planilla, PlanillaInvalida};

pub const COLUMNAS_MAX: usize = 60;
pub const CELDA_MAX: usize = 1_000;
/// A cell holds no control character.
pub const SEPARADOR: char = '\u{1f}';
/// Titles, logos and dates may stand above the headings: so many rows.
const ANTES_DEL_ENCABEZADO: usize = 10;
const ENCABEZADO_MAX: usize = 60;

pub struct Tabla {
    pub molde: &'static Molde,
    cabecera: Option<Cabecera>,
    /// What the best of the rows that were no headings lacked.
    faltan: Option<Vec<&'static str>>,
    previas: usize,
    filas: Vec<FilaLeida>,
}

struct Cabecera {
    /// Where in a row each column is.
    columnas: Vec<(usize, &'static Columna)>,
    ignoradas: Vec<String>,
}

impl Tabla {
    pub fn nueva(molde: &'static Molde) -> Self {
        Self { molde, cabecera: None, faltan: None, previas: 0, filas: Vec::new() }
    }

    /// The next row; its cells as they come.
    pub fn agregar<S: AsRef<str>>(&mut self, numero: i32, celdas: &[S]) -> Result<(), PlanillaInvalida> {
        match &self.cabecera {
            Some(cabecera) => {
                let textos = cabecera.textos(numero, celdas)?;
                if textos.iter().all(String::is_empty) || self.molde.es_ejemplo(&textos) {
                    return Ok(());
                }
                if self.filas.len() == self.molde.filas_max {
                    return Err(PlanillaInvalida::MuchasFilas(self.molde.filas_max));
                }
                self.filas.push(FilaLeida { numero, textos: textos.join(&SEPARADOR.to_string()) });
                Ok(())
            }
            None => self.probar_encabezado(celdas),
        }
    }

    fn probar_encabezado<S: AsRef<str>>(&mut self, celdas: &[S]) -> Result<(), PlanillaInvalida> {
        let titulos: Vec<String> = celdas.iter().map(|celda| limpiar(celda.as_ref())).collect();
        if titulos.iter().all(String::is_empty) {
            return Ok(());
        }
        let cabecera = Cabecera::leer(self.molde, &titulos);
        let faltan = cabecera.faltan(self.molde);
        if faltan.is_empty() {
            if titulos.iter().skip(COLUMNAS_MAX).any(|titulo| !titulo.is_empty()) {
                return Err(PlanillaInvalida::MuchasColumnas);
            }
            self.cabecera = Some(cabecera);
            return Ok(());
        }
        if self.faltan.as_ref().is_none_or(|antes| faltan.len() < antes.len()) {
            self.faltan = Some(faltan);
        }
        self.previas += 1;
        if self.previas < ANTES_DEL_ENCABEZADO { Ok(()) } else { Err(self.sin_encabezado()) }
    }

    fn sin_encabezado(&mut self) -> PlanillaInvalida {
        self.faltan.take().map_or(PlanillaInvalida::Vacia, PlanillaInvalida::Faltan)
    }

    pub fn terminar(mut self) -> Result<Planilla, PlanillaInvalida> {
        let Some(cabecera) = self.cabecera.take() else { return Err(self.sin_encabezado()) };
        if self.filas.is_empty() {
            return Err(PlanillaInvalida::SinFilas);
        }
        let columnas = cabecera.columnas.iter().map(|(_, columna)| columna.campo).collect();
        Ok(Planilla { columnas, ignoradas: cabecera.ignoradas, filas: self.filas })
    }
}

impl Cabecera {
    fn leer(molde: &'static Molde, titulos: &[String]) -> Self {
        let mut cabecera = Self { columnas: Vec::new(), ignoradas: Vec::new() };
        for (lugar, titulo) in titulos.iter().enumerate().take(COLUMNAS_MAX) {
            match molde.de_titulo(titulo) {
                Some(columna) if cabecera.columnas.iter().all(|(_, otra)| otra.campo != columna.campo) => {
                    cabecera.columnas.push((lugar, columna));
                }
                _ if titulo.is_empty() => {}
                _ => cabecera.ignoradas.push(titulo.chars().take(ENCABEZADO_MAX).collect()),
            }
        }
        cabecera
    }

    fn faltan(&self, molde: &Molde) -> Vec<&'static str> {
        let tiene = |campo: &str| self.columnas.iter().any(|(_, columna)| columna.campo == campo);
        molde.obligatorias.iter().filter(|(campo, _)| !tiene(campo)).map(|(_, titulo)| *titulo).collect()
    }

    fn textos<S: AsRef<str>>(&self, numero: i32, celdas: &[S]) -> Result<Vec<String>, PlanillaInvalida> {
        let texto = |(lugar, _): &(usize, &Columna)| {
            let texto = celdas.get(*lugar).map(|celda| limpiar(celda.as_ref())).unwrap_or_default();
            let cabe = texto.len() <= CELDA_MAX || texto.chars().count() <= CELDA_MAX;
            if cabe { Ok(texto) } else { Err(PlanillaInvalida::CeldaLarga(format!("{}{numero}", letras(*lugar)))) }
        };
        self.columnas.iter().map(texto).collect()
    }
}

/// Without what nobody sees, nor the apostrophe that keeps a spreadsheet from taking a text for a formula.
pub fn limpiar(celda: &str) -> String {
    let visible = |c: char| if c.is_control() || c == '\u{feff}' { ' ' } else { c };
    let texto: String = celda.trim().chars().map(visible).collect();
    match texto.strip_prefix('\'') {
        Some(resto) if resto.starts_with(['=', '+', '-', '@']) => resto.to_owned(),
        _ => texto.trim().to_owned(),
    }
}

/// `A`, `B`… `AA`: how a spreadsheet calls the column, counted from 0.
fn letras(mut lugar: usize) -> String {
    let mut letras = String::new();
    loop {
        let letra = u8::try_from(lugar % 26).map_or('?', |n| char::from(b'A' + n));
        letras.insert(0, letra);
        if lugar < 26 {
            return letras;
        }
        lugar = lugar / 26 - 1;
    }
}
