//! A report as a file. Rows go in as they are read, and what is ready comes out: however many there are, few are held.

mod csv;
mod pdf;
mod xlsx;

use std::io::Write;

use super::fila::{Escritura, Fila};
use super::lectura::Pedido;
use super::lectura::queries::Totales;
use crate::error::{AppResult, interno};

use self::csv::Csv;
use self::pdf::Hojas;
use self::xlsx::Libro;

/// A file of pages that nobody would turn; from here on a spreadsheet is offered.
pub const PDF_MAX: i64 = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formato {
    Csv,
    Xlsx,
    Pdf,
}

impl Formato {
    pub const TODOS: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Pdf];

    /// Also how the name of the file ends.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel",
            Self::Pdf => "PDF",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|formato| formato.codigo() == codigo)
    }
}

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Portada {
    pub clinica: String,
    /// The days, the corte.
    pub detalle: String,
}

/// A file being written.
pub struct Archivador {
    pedido: Pedido,
    escritura: Escritura,
    como: Como,
}

enum Como {
    Csv(Csv),
    Xlsx(Box<Libro>),
    Pdf(Hojas),
}

impl Archivador {
    pub fn nuevo(formato: Formato, pedido: Pedido, escritura: Escritura, portada: &Portada) -> AppResult<Self> {
        let como = match formato {
            Formato::Csv => Como::Csv(Csv::nuevo(&pedido)?),
            Formato::Xlsx => Como::Xlsx(Box::new(Libro::nuevo(&pedido, xlsx::FILAS_MAX)?)),
            Formato::Pdf => Como::Pdf(Hojas::nuevas(&pedido, portada)),
        };
        Ok(Self { pedido, escritura, como })
    }

    pub fn agregar(&mut self, filas: &[Fila]) -> AppResult<()> {
        let (pedido, escritura) = (&self.pedido, &self.escritura);
        match &mut self.como {
            Como::Csv(csv) => csv.agregar(pedido, escritura, filas.iter().map(|fila| fila.celdas.as_slice())),
            Como::Xlsx(libro) => {
                filas.iter().try_for_each(|fila| libro.agregar(pedido, escritura, &fila.celdas, false))
            }
            Como::Pdf(hojas) => {
                filas.iter().for_each(|fila| hojas.agregar(pedido, escritura, &fila.celdas));
                Ok(())
            }
        }
    }

    /// What may leave already.
    pub fn listo(&mut self) -> Vec<u8> {
        if let Como::Csv(csv) = &mut self.como { csv.listo() } else { Vec::new() }
    }

    /// The totals under the rows, and the rest of the file.
    pub fn terminar(self, totales: &Totales, mut salida: impl Write + Send) -> AppResult<()> {
        let (pedido, escritura) = (&self.pedido, &self.escritura);
        match self.como {
            Como::Csv(mut csv) => {
                csv.cerrar(pedido, escritura, totales)?;
                salida.write_all(&csv.listo()).map_err(interno)
            }
            Como::Xlsx(mut libro) => {
                libro.agregar(pedido, escritura, &totales.pie, true)?;
                libro.guardar(salida)
            }
            Como::Pdf(hojas) => salida.write_all(&hojas.dibujar(pedido, escritura, totales)).map_err(interno),
        }
    }
}
