//! A table as a file that a spreadsheet opens, and where no cell is taken for a formula.

use csv::{Terminator, WriterBuilder};

use crate::error::{AppResult, interno};

/// What begins so, a spreadsheet would run; an apostrophe keeps it a text.
pub fn inofensivo(texto: &str) -> String {
    if texto.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{texto}") } else { texto.to_owned() }
}

/// As the spreadsheets of Chile read it: semicolons, and a mark that says UTF-8. Cells go as they come.
pub fn escribir(filas: impl Iterator<Item = Vec<String>>) -> AppResult<Vec<u8>> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut escritor = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(&mut bytes);
    for fila in filas {
        escritor.write_record(&fila).map_err(interno)?;
    }
    escritor.flush().map_err(interno)?;
    drop(escritor);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn una_formula_es_un_texto() {
        for texto in ["=1+1", "+56 9", "-3", "@x", "\tx"] {
            assert_eq!(inofensivo(texto), format!("'{texto}"));
        }
        assert_eq!(inofensivo("Ana; Soto"), "Ana; Soto");
        let bytes = escribir([vec!["a;b".to_owned(), "c".to_owned()]].into_iter()).expect("csv");
        assert_eq!(bytes, "\u{feff}\"a;b\";c\r\n".as_bytes());
    }
}
