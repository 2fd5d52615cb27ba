//! A spreadsheet as rows of text, whatever they are of: CSV as Excel, Google and LibreOffice write it, or XLSX. Whatever a stranger sends ends as rows
//! within bounds or as a sentence for whoever sent it.

mod celda;
mod invalida;
mod lectura;
mod molde;
mod salida;
mod tabla;
mod texto;
mod xlsx;

use std::panic::catch_unwind;

use tabla::Tabla;

pub use celda::dia;
pub use invalida::PlanillaInvalida;
pub use lectura::{Leida, leer_archivo};
#[cfg(test)]
pub use molde::titulos_repetidos;
pub use molde::{Columna, Molde, clave};
pub use salida::{MARCA, agregar, escribir, inofensivo};
pub use tabla::SEPARADOR;

/// A sheet whose headings were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planilla {
    /// Fields of the form, in the order of each row's texts.
    pub columnas: Vec<&'static str>,
    /// Headings that say nothing to us, or say again what another one does.
    pub ignoradas: Vec<String>,
    pub filas: Vec<FilaLeida>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilaLeida {
    /// As the spreadsheet numbers it, from 1.
    pub numero: i32,
    /// A text for each column, joined by `SEPARADOR`: tens of thousands of rows wait in memory for the database.
    pub textos: String,
}

const ZIP: &[u8] = b"PK\x03\x04";
/// Of the files Office wrote until 2007, and of those it encrypts.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// What it is, its bytes say; a name says only what somebody wrote.
pub fn leer(bytes: &[u8], molde: &'static Molde) -> Result<Planilla, PlanillaInvalida> {
    if bytes.starts_with(OLE) {
        let protegida = contiene(bytes, &utf16("EncryptedPackage"));
        return Err(if protegida { PlanillaInvalida::Protegida } else { PlanillaInvalida::Antigua });
    }
    let leer: fn(&[u8], &mut Tabla) -> _ = if bytes.starts_with(ZIP) { xlsx::leer } else { texto::leer };
    // Who wrote the readers did not foresee every file that somebody can make.
    let leida = catch_unwind(|| {
        let mut tabla = Tabla::nueva(molde);
        leer(bytes, &mut tabla).and_then(|()| tabla.terminar())
    });
    leida.unwrap_or(Err(PlanillaInvalida::Danada))
}

fn utf16(texto: &str) -> Vec<u8> {
    texto.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contiene(bytes: &[u8], aguja: &[u8]) -> bool {
    bytes.windows(aguja.len()).any(|ventana| ventana == aguja)
}

#[cfg(test)]
mod tests;
