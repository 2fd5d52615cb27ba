//! XLSX: a zip of XML. How much it unpacks to is measured before anything of it is trusted.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::tabla::COLUMNAS_MAX;
use super::{PlanillaInvalida, Tabla};

/// Of all its parts together: 50,000 rows of 25 columns take half of it.
const DESPLEGADO_MAX: u64 = 100 * 1024 * 1024;
/// Of the one part that is held in memory whole.
const CADENAS_MAX: u64 = 40 * 1024 * 1024;
/// Texts that the part may announce, for which room is made at once.
const CADENAS_ANUNCIADAS_MAX: u64 = 2_000_000;
const PARTES_MAX: usize = 1_000;

pub fn leer(bytes: &[u8], tabla: &mut Tabla) -> Result<(), PlanillaInvalida> {
    medir(bytes)?;
    let mut libro = Xlsx::new(Cursor::new(bytes)).map_err(|_unreadable| PlanillaInvalida::Danada)?;
    let hojas = libro.sheets_metadata().iter();
    let hoja = hojas.filter(|h| h.typ == SheetType::WorkSheet && h.visible == SheetVisible::Visible).map(|h| &h.name);
    let nombre = hoja.into_iter().next().cloned().ok_or(PlanillaInvalida::Vacia)?;
    let mut lector = libro.worksheet_cells_reader(&nombre).map_err(|_unreadable| PlanillaInvalida::Danada)?;
    let mut fila = Fila::default();
    while let Some(celda) = lector.next_cell().map_err(|_unreadable| PlanillaInvalida::Danada)? {
        let (numero, columna) = celda.get_position();
        if numero != fila.numero {
            fila.entregar(tabla)?;
            fila.comenzar(numero)?;
        }
        fila.poner(columna, celda.get_value());
    }
    fila.entregar(tabla)
}

/// The cells of the row that is being read.
#[derive(Default)]
struct Fila {
    numero: u32,
    celdas: Vec<String>,
}

impl Fila {
    /// Rows come in order, or two of them would be the same.
    fn comenzar(&mut self, numero: u32) -> Result<(), PlanillaInvalida> {
        if numero < self.numero {
            return Err(PlanillaInvalida::Danada);
        }
        self.numero = numero;
        self.celdas.clear();
        Ok(())
    }

    fn poner(&mut self, columna: u32, valor: &DataRef<'_>) {
        // One more than are read, so that the headings tell when there are too many.
        let Some(lugar) = usize::try_from(columna).ok().filter(|lugar| *lugar <= COLUMNAS_MAX) else { return };
        if self.celdas.len() <= lugar {
            self.celdas.resize(lugar + 1, String::new());
        }
        if let Some(celda) = self.celdas.get_mut(lugar) {
            *celda = en_texto(valor);
        }
    }

    fn entregar(&mut self, tabla: &mut Tabla) -> Result<(), PlanillaInvalida> {
        let numero = i32::try_from(self.numero).map_err(|_overflow| PlanillaInvalida::Danada)?;
        tabla.agregar(numero.saturating_add(1), &self.celdas)
    }
}

/// As a person would have typed it: a phone is no `5.69E+10`, and a date is a day.
fn en_texto(valor: &DataRef<'_>) -> String {
    match valor {
        DataRef::Empty => String::new(),
        DataRef::String(texto) => texto.clone(),
        DataRef::SharedString(texto) => (*texto).to_owned(),
        DataRef::Int(entero) => entero.to_string(),
        DataRef::Float(numero) => numero.to_string().replace('.', ","),
        DataRef::Bool(si) => if *si { "sí" } else { "no" }.into(),
        DataRef::DateTime(fecha) if fecha.is_datetime() => {
            let (anio, mes, dia, ..) = fecha.to_ymd_hms_milli();
            format!("{anio:04}-{mes:02}-{dia:02}")
        }
        DataRef::DateTime(plazo) => plazo.as_f64().to_string(),
        DataRef::DateTimeIso(texto) => texto.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(texto) => texto.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Unpacks every part into nothing, only to know: what a zip declares of itself may be a lie.
fn medir(bytes: &[u8]) -> Result<(), PlanillaInvalida> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| PlanillaInvalida::Danada)?;
    let nombres: Result<Vec<_>, _> = zip.file_names().map(|nombre| nombre.map(|n| n.to_ascii_lowercase())).collect();
    let nombres = nombres.map_err(|_unreadable| PlanillaInvalida::Danada)?;
    if zip.len() > PARTES_MAX {
        return Err(PlanillaInvalida::Desmedida);
    }
    if nombres.iter().any(|nombre| nombre.ends_with("vbaproject.bin")) {
        return Err(PlanillaInvalida::ConMacros);
    }
    if !nombres.iter().any(|nombre| nombre.ends_with("workbook.xml")) {
        return Err(PlanillaInvalida::OtroTipo);
    }
    let mut queda = DESPLEGADO_MAX;
    for n in 0..zip.len() {
        let mut parte = zip.by_index(n).map_err(|_unreadable| PlanillaInvalida::Danada)?;
        let nombre = parte.name().map_err(|_unreadable| PlanillaInvalida::Danada)?.to_ascii_lowercase();
        let de_cadenas = nombre.ends_with("sharedstrings.xml");
        let ocupa = if de_cadenas { medir_cadenas(&mut parte)? } else { contar(&mut parte, queda, &mut io::sink())? };
        queda = queda.checked_sub(ocupa).ok_or(PlanillaInvalida::Desmedida)?;
    }
    Ok(())
}

/// The reader makes room for as many texts as the part says it has, however few it has: asked for more than there is, the
/// whole program would end. In letters of two bytes the number could not be found, and no spreadsheet writes them.
fn medir_cadenas(parte: &mut impl Read) -> Result<u64, PlanillaInvalida> {
    let mut bytes = Vec::new();
    let ocupa = contar(parte, CADENAS_MAX, &mut bytes)?;
    let de_a_dos = bytes.contains(&0);
    if de_a_dos || anunciadas(&bytes).any(|cuantas| cuantas.is_none_or(|n| n > CADENAS_ANUNCIADAS_MAX)) {
        return Err(PlanillaInvalida::Desmedida);
    }
    Ok(ocupa)
}

/// Every number that could be taken for it; `None` when it is too long to be one.
fn anunciadas(bytes: &[u8]) -> impl Iterator<Item = Option<u64>> {
    const CUENTA: &[u8] = b"uniqueCount";
    bytes.windows(CUENTA.len()).enumerate().filter(|(_, palabra)| *palabra == CUENTA).map(|(lugar, _)| {
        let despues = bytes.iter().skip(lugar + CUENTA.len()).skip_while(|byte| !byte.is_ascii_digit());
        let cifras: String =
            despues.take_while(|byte| byte.is_ascii_digit()).map(|b| char::from(*b)).take(20).collect();
        if cifras.is_empty() { Some(0) } else { cifras.parse().ok() }
    })
}

/// How many bytes it has, into `destino`; refused beyond `tope`.
fn contar(parte: &mut impl Read, tope: u64, destino: &mut impl io::Write) -> Result<u64, PlanillaInvalida> {
    match io::copy(&mut parte.take(tope + 1), destino) {
        Ok(bytes) if bytes <= tope => Ok(bytes),
        Ok(_) => Err(PlanillaInvalida::Desmedida),
        Err(_unreadable) => Err(PlanillaInvalida::Danada),
    }
}
