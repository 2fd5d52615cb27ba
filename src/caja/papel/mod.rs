//! What a document of the caja says, whatever it is printed on: one content, drawn as HTML for a printer and as a PDF.

pub(in crate::caja) mod pages;
pub(crate) mod pdf;
pub(in crate::caja) mod views;

use chrono::NaiveDateTime;

/// Says it once for every document of the house: none of them is a tax document.
pub const NOTA: &str = "Comprobante interno de la clínica: su folio no es el de un documento tributario.";
pub const COPIA: &str = "COPIA";

#[derive(Debug, Clone, Default)]
pub(crate) struct Papel {
    /// `COPIA`, `ANULADO`: above everything, large.
    pub marcas: Vec<&'static str>,
    pub clinica: String,
    pub sucursal: String,
    /// `Recibo` and `C1-12`.
    pub titulo: &'static str,
    pub numero: String,
    /// On the wall of the clinic.
    pub fecha: NaiveDateTime,
    pub detalles: Vec<String>,
    pub lineas: Vec<Renglon>,
    /// The first is the total; the others say how it came to be.
    pub totales: Vec<Renglon>,
    pub notas: Vec<String>,
}

/// What, and how much.
pub(crate) type Renglon = (String, String);

impl Papel {
    pub fn nombre(&self) -> String {
        format!("{} {}", self.titulo, self.numero)
    }
}

/// The paper it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hoja {
    /// 80 mm wide, as long as it takes.
    Rollo,
    A4,
}

/// How somebody asked for it: on a printer, or as a file to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Salida {
    pub hoja: Hoja,
    pub archivo: bool,
}

impl Salida {
    /// Paper of the receipt printer unless something else is asked for.
    pub fn de_codigo(codigo: &str) -> Self {
        let hoja = if codigo.ends_with("a4") { Hoja::A4 } else { Hoja::Rollo };
        Self { hoja, archivo: codigo.starts_with("pdf") }
    }
}
