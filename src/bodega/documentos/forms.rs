//! What people type of goods that leave or are set right.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{LineaPedida, NuevoDocumento, TipoDocumento};
use crate::bodega::forms::{codigo_de_barras, fecha_opcional};
use crate::values::cantidad;
use crate::web::form::Errores;

pub const TEXTO_MAX: u16 = 200;
pub const LOTE_MAX: u16 = 60;
/// Says of a line of an ajuste that there is more than the books say.
pub const SOBRA: &str = "sobra";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentosFiltro {
    pub tipo: String,
    pub antes: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentoForm {
    pub clave: String,
    pub tipo: String,
    pub deposito: String,
    pub destino: String,
    pub motivo: String,
    pub papel: String,
    pub efectiva: String,
    /// Parallel lists, one entry a row.
    pub codigo: Vec<String>,
    pub lote: Vec<String>,
    pub sentido: Vec<String>,
    pub cantidad: Vec<String>,
}

/// A row as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fila<'a> {
    pub codigo: &'a str,
    pub lote: &'a str,
    pub sentido: &'a str,
    pub cantidad: &'a str,
}

impl DocumentoForm {
    pub fn filas(&self) -> impl Iterator<Item = Fila<'_>> {
        (0..self.codigo.len()).map(|n| Fila {
            codigo: en(&self.codigo, n),
            lote: en(&self.lote, n),
            sentido: en(&self.sentido, n),
            cantidad: en(&self.cantidad, n),
        })
    }

    /// Rows without a code are empty rows.
    pub fn llenas(&self) -> impl Iterator<Item = Fila<'_>> {
        self.filas().filter(|fila| !fila.codigo.is_empty())
    }

    /// Each code of the full rows as typed and as a bar code.
    pub fn codigos(&self) -> (Vec<String>, Vec<String>) {
        self.llenas().map(|fila| (fila.codigo.to_uppercase(), codigo_de_barras(fila.codigo))).unzip()
    }

    /// `insumos` are those of the full rows, in their order. Choosing a lot needs `elige`.
    pub fn validar(
        &self,
        tipo: TipoDocumento,
        insumos: &[Option<i64>],
        hoy: NaiveDate,
        elige: bool,
    ) -> Result<NuevoDocumento, Errores> {
        let mut errores = Errores::default();
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_error| "Elige el depósito."));
        let efectiva = errores.tomar("efectiva", fecha_opcional(&self.efectiva)).map(|f| f.unwrap_or(hoy));
        if efectiva.is_some_and(|f| f > hoy) {
            errores.agregar("efectiva", "La fecha no puede ser futura.");
        }
        for (campo, valor, pide, mensaje) in [
            ("destino", &self.destino, tipo.pide_destino(), "Escribe a quién o para qué."),
            ("motivo", &self.motivo, tipo.pide_motivo(), "Escribe el motivo."),
            ("papel", &self.papel, false, ""),
        ] {
            if pide && valor.trim().is_empty() {
                errores.agregar(campo, mensaje);
            }
            errores.limitar(campo, valor, TEXTO_MAX);
        }
        let lineas = self.lineas(tipo, insumos, elige, &mut errores);
        match (deposito_id, efectiva) {
            (Some(deposito_id), Some(efectiva)) if !errores.hay() => Ok(NuevoDocumento {
                tipo,
                deposito_id,
                destino: self.destino.trim().into(),
                motivo: self.motivo.trim().into(),
                papel: self.papel.trim().into(),
                efectiva,
                lineas,
            }),
            _ => Err(errores),
        }
    }

    fn lineas(
        &self,
        tipo: TipoDocumento,
        insumos: &[Option<i64>],
        elige: bool,
        errores: &mut Errores,
    ) -> Vec<LineaPedida> {
        let mut lineas = Vec::new();
        for (fila, insumo) in self.llenas().zip(insumos.iter().copied().chain(std::iter::repeat(None))) {
            let lote = Some(fila.lote.to_owned()).filter(|lote| elige && !lote.is_empty());
            match (insumo, cantidad::parse(fila.cantidad)) {
                (Some(insumo_id), Ok(cantidad)) => {
                    let entra = tipo == TipoDocumento::Ajuste && fila.sentido == SOBRA;
                    lineas.push(LineaPedida { insumo_id, lote, cantidad: if entra { cantidad } else { -cantidad } });
                }
                (None, _) => errores.agregar("lineas", format!("Ningún insumo tiene el código {}.", fila.codigo)),
                (_, Err(error)) => errores.agregar("lineas", format!("{}: {error}", fila.codigo)),
            }
        }
        if lineas.is_empty() && !errores.hay() {
            errores.agregar("lineas", "Escribe al menos un insumo y su cantidad.");
        }
        lineas
    }
}

fn en(lista: &[String], n: usize) -> &str {
    lista.get(n).map(|texto| texto.trim()).unwrap_or_default()
}

/// Why something is taken back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReversaForm {
    pub clave: String,
    pub motivo: String,
}

impl ReversaForm {
    pub fn validar(&self) -> Result<String, Errores> {
        let mut errores = Errores::default();
        if self.motivo.trim().is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        errores.limitar("motivo", &self.motivo, TEXTO_MAX);
        if errores.hay() { Err(errores) } else { Ok(self.motivo.trim().into()) }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn textos(valores: &[&str]) -> Vec<String> {
        valores.iter().map(|v| (*v).to_owned()).collect()
    }

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 29).unwrap()
    }

    fn form() -> DocumentoForm {
        DocumentoForm {
            deposito: "1".into(),
            motivo: "Conteo".into(),
            codigo: textos(&["gasa", "", "venda"]),
            lote: textos(&["", "", "L1"]),
            sentido: textos(&["falta", "", SOBRA]),
            cantidad: textos(&["2", "", "1,5"]),
            ..DocumentoForm::default()
        }
    }

    #[test]
    fn solo_un_ajuste_suma_y_el_lote_es_de_quien_puede_elegirlo() {
        let insumos = [Some(1), Some(2)];
        let lineas = |tipo, elige| form().validar(tipo, &insumos, hoy(), elige).map(|d| d.lineas);
        let linea =
            |insumo_id, lote: Option<&str>, cantidad| LineaPedida { insumo_id, lote: lote.map(Into::into), cantidad };
        let ajuste = lineas(TipoDocumento::Ajuste, true).unwrap();
        assert_eq!(ajuste, [linea(1, None, dec!(-2)), linea(2, Some("L1"), dec!(1.5))]);
        let merma = lineas(TipoDocumento::Merma, false).unwrap();
        assert_eq!(merma, [linea(1, None, dec!(-2)), linea(2, None, dec!(-1.5))]);
    }

    #[test]
    fn dice_todo_lo_que_falta() {
        let vacia = DocumentoForm { efectiva: "30-11-2026".into(), ..DocumentoForm::default() };
        let errores = vacia.validar(TipoDocumento::Devolucion, &[], hoy(), false).unwrap_err();
        assert!(["deposito", "destino", "motivo", "efectiva"].into_iter().all(|c| errores.get(c).is_some()));
        let errores = form().validar(TipoDocumento::Merma, &[Some(1), None], hoy(), false).unwrap_err();
        assert_eq!(errores.get("lineas"), Some("Ningún insumo tiene el código venda."));
    }
}
