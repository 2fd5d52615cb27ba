//! Spreadsheets that leave. With the mark that tells Excel it is UTF-8, and the delimiter it expects in Chile.

use csv::{Terminator, WriterBuilder};

use crate::error::{AppResult, interno};

/// What begins so, a spreadsheet would run; our own reading takes the apostrophe off again.
pub fn inofensivo(texto: &str) -> String {
    if texto.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{texto}") } else { texto.to_owned() }
}

pub fn escribir(filas: impl Iterator<Item = Vec<String>>) -> AppResult<Vec<u8>> {
    let mut bytes = MARCA.as_bytes().to_vec();
    agregar(&mut bytes, filas)?;
    Ok(bytes)
}

/// What a file that is written piece by piece begins with.
pub const MARCA: &str = "\u{feff}";

/// More rows after what is written already.
pub fn agregar(bytes: &mut Vec<u8>, filas: impl Iterator<Item = Vec<String>>) -> AppResult<()> {
    let mut escritor = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(bytes);
    for fila in filas {
        escritor.write_record(&fila).map_err(interno)?;
    }
    escritor.flush().map_err(interno)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninguna_celda_que_sale_es_una_formula() {
        for (texto, escrito) in
            [("=1+1", "'=1+1"), ("+56 9", "'+56 9"), ("-", "'-"), ("@x", "'@x"), ("Ana", "Ana"), ("", "")]
        {
            assert_eq!(inofensivo(texto), escrito);
        }
    }
}
