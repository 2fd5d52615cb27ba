//! CSV: which letters, which delimiter, and the rows as a spreadsheet counts them.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Molde, PlanillaInvalida, Tabla};

const DELIMITADORES: [u8; 3] = [b';', b',', b'\t'];
/// Lines that are looked at to tell the delimiter.
const MUESTRA: usize = 10;

pub fn leer(bytes: &[u8], tabla: &mut Tabla) -> Result<(), PlanillaInvalida> {
    let texto = decodificar(bytes);
    // No text has it; a photograph or a PDF does.
    if texto.contains('\0') || texto.starts_with("%PDF") {
        return Err(PlanillaInvalida::OtroTipo);
    }
    let texto = un_fin_de_linea(texto);
    let delimitador = delimitador(&texto, tabla.molde);
    let mut lector =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimitador).from_reader(texto.as_bytes());
    let (mut registro, mut numero) = (StringRecord::new(), 0);
    loop {
        let desde = usize::try_from(lector.position().byte()).unwrap_or(usize::MAX);
        if !lector.read_record(&mut registro).map_err(|_unreadable| PlanillaInvalida::Danada)? {
            return Ok(());
        }
        // The reader skips blank lines without a word; a spreadsheet counts them.
        let resto = texto.as_bytes().get(desde..).unwrap_or_default();
        let vacias = resto.iter().take_while(|byte| **byte == b'\n').count();
        let demasiadas = |_too_many| PlanillaInvalida::MuchasFilas(tabla.molde.filas_max);
        numero += 1 + i32::try_from(vacias).map_err(demasiadas)?;
        if registro.iter().any(|celda| se_trago_filas(celda, delimitador)) {
            return Err(PlanillaInvalida::SinCerrar(numero));
        }
        tabla.agregar(numero, &registro.iter().collect::<Vec<_>>())?;
    }
}

/// Who writes several lines in a cell does not end them with delimiters; rows do.
fn se_trago_filas(celda: &str, delimitador: u8) -> bool {
    celda.lines().skip(1).any(|linea| linea.bytes().any(|byte| byte == delimitador))
}

/// What says of itself what it is, then UTF-8, then what Windows writes in Chile: every byte is a letter there.
fn decodificar(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((codificacion, marca)) = Encoding::for_bom(bytes) {
        return codificacion.decode_without_bom_handling(bytes.get(marca..).unwrap_or_default()).0;
    }
    std::str::from_utf8(bytes).map_or_else(|_other| WINDOWS_1252.decode_without_bom_handling(bytes).0, Cow::Borrowed)
}

fn un_fin_de_linea(texto: Cow<'_, str>) -> Cow<'_, str> {
    if texto.contains('\r') { texto.replace("\r\n", "\n").replace('\r', "\n").into() } else { texto }
}

fn delimitador(texto: &str, molde: &Molde) -> u8 {
    let muestra: Vec<&str> = texto.lines().filter(|linea| !linea.is_empty()).take(MUESTRA).collect();
    let cuantos = |d: u8| muestra.iter().flat_map(|linea| linea.bytes()).filter(|byte| *byte == d).count();
    let es_titulo = |texto: &&str| molde.de_titulo(texto.trim_matches('"')).is_some();
    // The one that tells headings apart: an address may hold more of another.
    let titulos = |d: u8| muestra.iter().map(|linea| linea.split(char::from(d)).filter(es_titulo).count()).max();
    let [punto_y_coma, ..] = DELIMITADORES;
    DELIMITADORES.into_iter().rev().max_by_key(|d| (titulos(*d), cuantos(*d))).unwrap_or(punto_y_coma)
}
