//! What people type to sell and to pay.

use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Atencion, Extra, MedioEntregado, NuevaVenta};
use crate::values::cantidad;
use crate::values::cobro::Metodo;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

/// A sale as typed: parallel lists, one entry a row; `monto` and `referencia` in the order of `Metodo::TODOS`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct VentaForm {
    pub clave: String,
    pub sesion: String,
    pub cita: String,
    pub paciente: String,
    pub pagador: String,
    pub prestacion: Vec<String>,
    pub veces: Vec<String>,
    pub profesional: Vec<String>,
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
    pub monto: Vec<String>,
    pub referencia: Vec<String>,
    pub dejar_pendiente: bool,
}

impl VentaForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevaVenta, Errores> {
        let mut errores = Errores::default();
        let prestaciones = self.prestaciones(&mut errores);
        let extras = self.extras(&mut errores);
        let medios = medios(&self.monto, &self.referencia, moneda, &mut errores);
        let sesion_id = errores.tomar("", self.sesion.parse().map_err(|_error| "Abre una caja antes de cobrar."));
        match sesion_id {
            Some(sesion_id) if !errores.hay() => Ok(NuevaVenta {
                sesion_id,
                cita_id: self.cita_id(),
                paciente_id: self.paciente_id(),
                pagador: self.pagador.trim().into(),
                prestaciones,
                extras,
                medios,
                dejar_pendiente: self.dejar_pendiente,
            }),
            _ => Err(errores),
        }
    }

    pub fn cita_id(&self) -> Option<i64> {
        self.cita.parse().ok()
    }

    pub fn clave(&self) -> Option<Uuid> {
        self.clave.parse().ok()
    }

    pub fn paciente_id(&self) -> Option<i64> {
        self.paciente.parse().ok()
    }

    /// Rows without a code are empty rows; the same twice by the same person is one row with both.
    fn prestaciones(&self, errores: &mut Errores) -> Vec<Atencion> {
        let mut prestaciones: Vec<Atencion> = Vec::new();
        let filas = self.prestacion.iter().zip(completa(&self.veces)).zip(completa(&self.profesional));
        for ((codigo, veces), profesional) in filas {
            let Some((codigo, cantidad)) = fila(codigo, veces, "prestaciones", errores) else { continue };
            let profesional_id = profesional.parse().ok();
            if !cantidad.is_integer() {
                errores.agregar("prestaciones", format!("{codigo}: las prestaciones se cobran enteras."));
            }
            match prestaciones.iter_mut().find(|p| p.codigo == codigo && p.profesional_id == profesional_id) {
                Some(otra) => otra.cantidad += cantidad,
                None => prestaciones.push(Atencion { codigo, cantidad, profesional_id }),
            }
        }
        prestaciones
    }

    fn extras(&self, errores: &mut Errores) -> Vec<Extra> {
        let mut extras: Vec<Extra> = Vec::new();
        for (codigo, texto) in self.codigo.iter().zip(completa(&self.cantidad)) {
            let Some((codigo, cantidad)) = fila(codigo, texto, "extras", errores) else { continue };
            match extras.iter_mut().find(|e| e.codigo == codigo) {
                Some(extra) => extra.cantidad += cantidad,
                None => extras.push(Extra { codigo, cantidad }),
            }
        }
        extras
    }
}

/// As long as whatever stands beside it.
fn completa(lista: &[String]) -> impl Iterator<Item = &str> {
    lista.iter().map(String::as_str).chain(std::iter::repeat(""))
}

/// A code and how much of it; nothing when there is no code, or the amount cannot be read.
fn fila(codigo: &str, cantidad: &str, campo: &'static str, errores: &mut Errores) -> Option<(String, Decimal)> {
    let codigo = codigo.trim().to_uppercase();
    if codigo.is_empty() {
        return None;
    }
    match cantidad::parse(cantidad) {
        Ok(cantidad) => Some((codigo, cantidad)),
        Err(error) => {
            errores.agregar(campo, format!("{codigo}: {error}"));
            None
        }
    }
}

/// A payment towards a sale, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PagoForm {
    pub clave: String,
    pub sesion: String,
    pub monto: Vec<String>,
    pub referencia: Vec<String>,
}

impl PagoForm {
    pub fn validar(&self, moneda: Moneda) -> Result<(i64, Vec<MedioEntregado>), Errores> {
        let mut errores = Errores::default();
        let medios = medios(&self.monto, &self.referencia, moneda, &mut errores);
        match errores.tomar("", self.sesion.parse().map_err(|_error| "Abre una caja antes de cobrar.")) {
            Some(sesion) if !errores.hay() => Ok((sesion, medios)),
            _ => Err(errores),
        }
    }
}

/// The methods with an amount.
fn medios(montos: &[String], referencias: &[String], moneda: Moneda, errores: &mut Errores) -> Vec<MedioEntregado> {
    let filas = Metodo::TODOS.into_iter().zip(montos.iter().zip(completa(referencias)));
    filas
        .filter(|(_, (monto, _))| !monto.trim().is_empty())
        .filter_map(|(metodo, (monto, referencia))| {
            let monto = errores.tomar(metodo.codigo(), moneda.parse(monto))?;
            Some(MedioEntregado { metodo: metodo.codigo(), monto, referencia: referencia.trim().into() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn textos(valores: &[&str]) -> Vec<String> {
        valores.iter().map(|v| (*v).to_owned()).collect()
    }

    #[test]
    fn las_filas_vacias_no_cuentan_y_las_repetidas_se_suman() {
        let form = VentaForm {
            sesion: "3".into(),
            prestacion: textos(&["ctrl", "", "CTRL", "ctrl"]),
            veces: textos(&["1", "", "2", "1"]),
            profesional: textos(&["7", "", "7", ""]),
            codigo: textos(&["", "gasa", "GASA ", "venda"]),
            cantidad: textos(&["9", "1", "2,5", "1"]),
            monto: textos(&["", "5.000"]),
            referencia: textos(&["", " 1234 "]),
            ..VentaForm::default()
        };
        let venta = form.validar(Moneda::CLP).expect("venta");
        let ctrl = |n: i64, profesional_id| Atencion { codigo: "CTRL".into(), cantidad: n.into(), profesional_id };
        assert_eq!(venta.prestaciones, [ctrl(3, Some(7)), ctrl(1, None)]);
        let extra = |codigo: &str, cantidad| Extra { codigo: codigo.into(), cantidad };
        assert_eq!(venta.extras, [extra("GASA", dec!(3.5)), extra("VENDA", dec!(1))]);
        assert_eq!(venta.medios, [MedioEntregado { metodo: "debito", monto: dec!(5000), referencia: "1234".into() }]);
    }

    #[test]
    fn todos_los_errores_a_la_vez() {
        let form = VentaForm {
            prestacion: textos(&["ctrl"]),
            veces: textos(&["1,5"]),
            codigo: textos(&["gasa"]),
            cantidad: textos(&["x"]),
            monto: textos(&["mil"]),
            ..VentaForm::default()
        };
        let errores = form.validar(Moneda::CLP).expect_err("errores");
        assert!(
            ["prestaciones", "extras", "efectivo", ""].into_iter().all(|campo| errores.get(campo).is_some()),
            "{errores:?}"
        );
    }
}
