//! XLSX whose rows go to a temporary file as they come; past the last row of a sheet another one begins. A text is a text, whatever it
//! begins with.

use std::io::Write;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::error::{AppError, AppResult, interno};
use crate::reportes::definicion::{Columna, Tipo};
use crate::reportes::fila::{Escritura, Valor};
use crate::reportes::lectura::Pedido;

/// Of one sheet, the heading included.
pub const FILAS_MAX: u32 = 1_048_576;
/// Of one cell.
const LETRAS_MAX: usize = 32_000;

pub struct Libro {
    libro: Workbook,
    hojas: usize,
    /// The next row of the last sheet.
    fila: u32,
    filas_max: u32,
    formatos: Formatos,
}

struct Formatos {
    titulo: Format,
    dia: Format,
    instante: Format,
    dinero: Format,
    total: Format,
}

impl Libro {
    pub fn nuevo(pedido: &Pedido, filas_max: u32) -> AppResult<Self> {
        let formatos = Formatos {
            titulo: Format::new().set_bold(),
            dia: Format::new().set_num_format("dd-mm-yyyy"),
            instante: Format::new().set_num_format("dd-mm-yyyy hh:mm"),
            dinero: Format::new().set_num_format("#,##0.##"),
            total: Format::new().set_bold().set_num_format("#,##0.##"),
        };
        let mut libro = Self { libro: Workbook::new(), hojas: 0, fila: 0, filas_max, formatos };
        libro.abrir_hoja(pedido)?;
        Ok(libro)
    }

    fn abrir_hoja(&mut self, pedido: &Pedido) -> AppResult<()> {
        let hoja = self.libro.add_worksheet_with_constant_memory().map_err(invalido)?;
        hoja.set_freeze_panes(1, 0).map_err(invalido)?;
        for (n, columna) in (0..).zip(&pedido.columnas) {
            hoja.set_column_width(n, ancho(columna)).map_err(invalido)?;
        }
        for (n, columna) in (0..).zip(&pedido.columnas) {
            hoja.write_string_with_format(0, n, columna.titulo, &self.formatos.titulo).map_err(invalido)?;
        }
        self.hojas += 1;
        self.fila = 1;
        Ok(())
    }

    /// `total`: the row under all the others.
    pub fn agregar(&mut self, pedido: &Pedido, escritura: &Escritura, celdas: &[Valor], total: bool) -> AppResult<()> {
        if self.fila == self.filas_max {
            self.abrir_hoja(pedido)?;
        }
        let hoja = self.libro.worksheet_from_index(self.hojas - 1).map_err(invalido)?;
        for ((n, columna), valor) in (0..).zip(&pedido.columnas).zip(celdas) {
            self.formatos.escribir(hoja, (self.fila, n), (columna, valor), escritura, total).map_err(invalido)?;
        }
        self.fila += 1;
        Ok(())
    }

    pub fn guardar(mut self, salida: impl Write + Send) -> AppResult<()> {
        self.libro.save_to_writer(salida).map_err(invalido)
    }
}

impl Formatos {
    fn escribir(
        &self,
        hoja: &mut Worksheet,
        (fila, n): (u32, u16),
        (columna, valor): (&Columna, &Valor),
        escritura: &Escritura,
        total: bool,
    ) -> Result<(), XlsxError> {
        match valor {
            Valor::Vacio if total && n == 0 => hoja.write_string_with_format(fila, n, "Total", &self.titulo)?,
            Valor::Vacio => return Ok(()),
            Valor::Numero(numero) => {
                let formato = if total { &self.total } else { &self.dinero };
                hoja.write_number_with_format(fila, n, numero.to_f64().unwrap_or_default(), formato)?
            }
            Valor::Dia(dia) => hoja.write_datetime_with_format(fila, n, *dia, &self.dia)?,
            Valor::Instante(en) => {
                hoja.write_datetime_with_format(fila, n, escritura.zona.local(*en), &self.instante)?
            }
            Valor::Texto(_) => {
                let texto: String = valor.en_pantalla(columna.tipo, escritura).chars().take(LETRAS_MAX).collect();
                hoja.write_string(fila, n, texto)?
            }
        };
        Ok(())
    }
}

/// In letters, since what comes is not known yet.
fn ancho(columna: &Columna) -> f64 {
    match columna.tipo {
        Tipo::Texto => 26.0,
        Tipo::Instante => 17.0,
        _ => 13.0,
    }
}

fn invalido(error: XlsxError) -> AppError {
    interno(error)
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};
    use chrono_tz::America::Santiago;
    use rust_decimal::dec;

    use super::*;
    use crate::reportes::catalogo;

    #[test]
    fn pasado_el_limite_sigue_en_otra_hoja_y_nada_es_formula() {
        let ahora = "2026-11-25T15:00:00Z".parse().unwrap();
        let reporte = catalogo::de_codigo("rebajas").unwrap();
        let columnas = ["motivo", "monto"].map(|c| ("col".to_owned(), c.to_owned())).to_vec();
        let pedido = Pedido::leer(reporte, &columnas, ahora, Santiago.into()).unwrap();
        let escritura = Escritura { moneda: "CLP".into(), zona: Santiago.into() };
        let mut libro = Libro::nuevo(&pedido, 3).unwrap();
        for monto in [dec!(-5), dec!(7), dec!(9)] {
            libro.agregar(&pedido, &escritura, &[Valor::Texto("=1+1".into()), Valor::Numero(monto)], false).unwrap();
        }
        libro.agregar(&pedido, &escritura, &[Valor::Vacio, Valor::Numero(dec!(11))], true).unwrap();
        let mut bytes = Vec::new();
        libro.guardar(&mut bytes).unwrap();
        let mut leido = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let hojas = leido.sheet_names();
        assert_eq!(hojas.len(), 2);
        let filas: Vec<Vec<Data>> = hojas
            .iter()
            .flat_map(|h| leido.worksheet_range(h).unwrap().rows().map(<[Data]>::to_vec).collect::<Vec<_>>())
            .collect();
        let texto = |t: &str| Data::String(t.into());
        let cabecera = vec![texto("Motivo"), texto("Monto")];
        let fila = |t: &str, n: f64| vec![texto(t), Data::Float(n)];
        assert_eq!(
            filas,
            [cabecera.clone(), fila("=1+1", -5.0), fila("=1+1", 7.0), cabecera, fila("=1+1", 9.0), fila("Total", 11.0)]
        );
        assert!(hojas.iter().all(|h| leido.worksheet_formula(h).unwrap().is_empty()));
    }
}
