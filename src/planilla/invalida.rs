//! Why a file cannot be imported, in the words of who sent it.

use std::fmt;

use super::tabla::{CELDA_MAX, COLUMNAS_MAX};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanillaInvalida {
    Vacia,
    OtroTipo,
    /// `.xls`
    Antigua,
    Protegida,
    ConMacros,
    Danada,
    /// Small as it came, too large once unpacked.
    Desmedida,
    /// More than these.
    MuchasFilas(usize),
    MuchasColumnas,
    /// Where: `D12`.
    CeldaLarga(String),
    /// The row where a quote that nobody closed swallows those that follow.
    SinCerrar(i32),
    Faltan(Vec<&'static str>),
    SinFilas,
}

impl fmt::Display for PlanillaInvalida {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vacia => f.write_str("El archivo está vacío."),
            Self::OtroTipo => f.write_str("Ese archivo no es una planilla: sube un CSV o un Excel (.xlsx)."),
            Self::Antigua => f.write_str("Es un Excel antiguo (.xls): ábrelo, guárdalo como .xlsx y súbelo otra vez."),
            Self::Protegida => f.write_str("La planilla tiene contraseña: guárdala sin ella y súbela otra vez."),
            Self::ConMacros => f.write_str("La planilla trae macros: guárdala como .xlsx, sin macros."),
            Self::Danada => {
                f.write_str("No se pudo leer la planilla: puede estar dañada. Ábrela, guárdala de nuevo y súbela.")
            }
            Self::Desmedida => f.write_str(
                "La planilla ocupa demasiado al abrirla: deja en ella una sola hoja, solo con lo que se importa.",
            ),
            Self::MuchasFilas(maximo) => write!(f, "Tiene más de {} filas: divídela en varias.", miles(*maximo)),
            Self::MuchasColumnas => write!(f, "Tiene más de {COLUMNAS_MAX} columnas: deja solo las que se importan."),
            Self::CeldaLarga(celda) => write!(f, "La celda {celda} pasa de {} caracteres.", miles(CELDA_MAX)),
            Self::SinCerrar(fila) => {
                write!(f, "En la fila {fila} hay una comilla sin cerrar, que junta varias filas en una celda: bórrala.")
            }
            Self::Faltan(titulos) => write!(
                f,
                "No se encontró la columna {}. La primera fila debe decir qué trae cada columna, como en la plantilla.",
                titulos.iter().map(|t| format!("«{t}»")).collect::<Vec<_>>().join(" ni la columna ")
            ),
            Self::SinFilas => f.write_str("La planilla no trae ninguna fila bajo su encabezado."),
        }
    }
}

fn miles(numero: usize) -> String {
    format!("{}.{:03}", numero / 1000, numero % 1000)
}
