//! What people type to sell and to pay.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{Atencion, Descuentos, Extra, Lista, MedioEntregado, NuevaVenta};
use crate::caja::presupuestos::Pedida;
use crate::values::cantidad;
use crate::values::cobro::Metodo;
use crate::values::descuento::Descuento;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

/// A sale as typed: parallel lists, one entry a row; `monto` and `referencia` in the order of `Metodo::TODOS`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct VentaForm {
    pub clave: String,
    pub sesion: String,
    pub cita: String,
    pub paciente: String,
    pub pagador: String,
    pub convenio: String,
    pub prestacion: Vec<String>,
    pub veces: Vec<String>,
    pub profesional: Vec<String>,
    pub descuento_prestacion: Vec<String>,
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
    pub descuento_insumo: Vec<String>,
    pub linea_presupuesto: Vec<String>,
    pub cantidad_presupuesto: Vec<String>,
    pub profesional_presupuesto: Vec<String>,
    pub descuento_cita: String,
    pub descuento_total: String,
    pub descuento_motivo: String,
    pub monto: Vec<String>,
    pub referencia: Vec<String>,
    pub deja_vuelto: bool,
    pub dejar_pendiente: bool,
}

impl VentaForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevaVenta, Errores> {
        let mut errores = Errores::default();
        let nueva = NuevaVenta {
            sesion_id: sesion(&self.sesion, &mut errores),
            cita_id: self.cita_id(),
            paciente_id: self.paciente_id(),
            pagador: self.pagador.trim().into(),
            convenio_id: self.convenio_id(),
            descuentos: self.descuentos(moneda, &mut errores),
            prestaciones: self.prestaciones(moneda, &mut errores),
            extras: self.extras(moneda, &mut errores),
            prometido: self.prometido(&mut errores),
            medios: medios(&self.monto, &self.referencia, moneda, &mut errores),
            deja_vuelto: self.deja_vuelto,
            dejar_pendiente: self.dejar_pendiente,
        };
        if nueva.tiene_descuento() && nueva.descuentos.motivo.is_empty() {
            errores.agregar("descuento_motivo", "Escribe el motivo del descuento.");
        }
        if errores.hay() { Err(errores) } else { Ok(nueva) }
    }

    /// What is sold, by whatever it will be paid: the total is asked for before there is a voucher.
    pub fn sin_pago(&self) -> Self {
        Self { monto: Vec::new(), referencia: Vec::new(), ..self.clone() }
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

    pub fn convenio_id(&self) -> Option<i64> {
        self.convenio.parse().ok()
    }

    /// The lines of a budget that it sells some of.
    pub fn lineas_prometidas(&self) -> Vec<i64> {
        self.linea_presupuesto.iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// The prices that were on the screen.
    pub fn lista(&self) -> Lista {
        Lista::De(self.convenio_id())
    }

    fn descuentos(&self, moneda: Moneda, errores: &mut Errores) -> Descuentos {
        Descuentos {
            cita: descuento("descuento_cita", &self.descuento_cita, moneda, errores),
            total: descuento("descuento_total", &self.descuento_total, moneda, errores),
            motivo: self.descuento_motivo.trim().into(),
        }
    }

    /// Rows without a code are empty rows; the same twice by the same person is one row with both, unless one is cheaper.
    fn prestaciones(&self, moneda: Moneda, errores: &mut Errores) -> Vec<Atencion> {
        let mut prestaciones: Vec<Atencion> = Vec::new();
        let columnas = completa(&self.veces).zip(completa(&self.profesional)).zip(completa(&self.descuento_prestacion));
        for (codigo, ((veces, profesional), rebaja)) in self.prestacion.iter().zip(columnas) {
            let Some((codigo, cantidad)) = fila(codigo, veces, "prestaciones", errores) else { continue };
            let descuento = descuento("prestaciones", rebaja, moneda, errores);
            let profesional_id = profesional.parse().ok();
            if !cantidad.is_integer() {
                errores.agregar("prestaciones", format!("{codigo}: las prestaciones se cobran enteras."));
            }
            let nueva = Atencion { codigo, cantidad, profesional_id, descuento };
            let igual = |p: &&mut Atencion| Atencion { cantidad, ..(**p).clone() } == nueva && descuento.is_none();
            match prestaciones.iter_mut().find(igual) {
                Some(otra) => otra.cantidad += cantidad,
                None => prestaciones.push(nueva),
            }
        }
        prestaciones
    }

    /// Rows left empty or at zero are not asked for.
    fn prometido(&self, errores: &mut Errores) -> Vec<Pedida> {
        let columnas = completa(&self.cantidad_presupuesto).zip(completa(&self.profesional_presupuesto));
        let filas =
            self.linea_presupuesto.iter().zip(columnas).filter(|(_, (cantidad, _))| !cantidad.trim().is_empty());
        let pedidas = filas.filter_map(|(linea, (texto, profesional))| {
            let cantidad = errores.tomar("prometido", cantidad::parse_cero(texto, 3))?;
            Some(Pedida { linea_id: linea.parse().ok()?, cantidad, profesional_id: profesional.parse().ok() })
        });
        pedidas.filter(|p| !p.cantidad.is_zero()).collect()
    }

    fn extras(&self, moneda: Moneda, errores: &mut Errores) -> Vec<Extra> {
        let mut extras: Vec<Extra> = Vec::new();
        let columnas = completa(&self.cantidad).zip(completa(&self.descuento_insumo));
        for (codigo, (texto, rebaja)) in self.codigo.iter().zip(columnas) {
            let Some((codigo, cantidad)) = fila(codigo, texto, "extras", errores) else { continue };
            let descuento = descuento("extras", rebaja, moneda, errores);
            match extras.iter_mut().find(|e| e.codigo == codigo && e.descuento.is_none() && descuento.is_none()) {
                Some(extra) => extra.cantidad += cantidad,
                None => extras.push(Extra { codigo, cantidad, descuento }),
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

fn descuento(campo: &'static str, texto: &str, moneda: Moneda, errores: &mut Errores) -> Option<Descuento> {
    errores.tomar(campo, Descuento::parse(texto, moneda))?
}

/// The drawer that the form was shown for.
pub(in crate::caja) fn sesion(texto: &str, errores: &mut Errores) -> i64 {
    errores.tomar("", texto.parse().map_err(|_error| "Abre una caja antes de cobrar.")).unwrap_or_default()
}

/// A payment towards a sale, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PagoForm {
    pub clave: String,
    pub sesion: String,
    pub monto: Vec<String>,
    pub referencia: Vec<String>,
    pub deja_vuelto: bool,
}

impl PagoForm {
    pub fn validar(&self, moneda: Moneda) -> Result<(i64, Vec<MedioEntregado>), Errores> {
        let mut errores = Errores::default();
        let medios = medios(&self.monto, &self.referencia, moneda, &mut errores);
        let sesion = sesion(&self.sesion, &mut errores);
        if errores.hay() { Err(errores) } else { Ok((sesion, medios)) }
    }
}

/// The methods with an amount, each with what tells it from another.
pub(in crate::caja) fn medios(
    montos: &[String],
    referencias: &[String],
    moneda: Moneda,
    errores: &mut Errores,
) -> Vec<MedioEntregado> {
    let filas = Metodo::TODOS.into_iter().zip(montos.iter().zip(completa(referencias)));
    filas
        .filter(|(_, (monto, _))| !monto.trim().is_empty())
        .filter_map(|(metodo, (monto, referencia))| {
            let referencia = errores.tomar(campo_referencia(metodo), revisar_referencia(metodo, referencia.trim()));
            let monto = errores.tomar(metodo.codigo(), moneda.parse(monto))?;
            Some(MedioEntregado { metodo: metodo.codigo(), monto, referencia: referencia?.into() })
        })
        .collect()
}

/// Where what is wrong with it is said.
pub(super) const fn campo_referencia(metodo: Metodo) -> &'static str {
    match metodo {
        Metodo::Debito => "referencia_debito",
        Metodo::Credito => "referencia_credito",
        Metodo::Transferencia => "referencia_transferencia",
        Metodo::Cheque => "referencia_cheque",
        Metodo::Efectivo | Metodo::Abono => "referencia",
    }
}

/// What the count of vouchers, statements and cheques is checked against at the close.
fn revisar_referencia(metodo: Metodo, referencia: &str) -> Result<&str, &'static str> {
    let tiene = |que: fn(char) -> bool| referencia.chars().any(que);
    match metodo {
        Metodo::Efectivo | Metodo::Abono => Ok(""),
        Metodo::Debito | Metodo::Credito if referencia.is_empty() => Err("Escribe el número del voucher."),
        Metodo::Transferencia if referencia.is_empty() => Err("Escribe el número de la transferencia."),
        Metodo::Cheque if !tiene(char::is_alphabetic) || !tiene(|c| c.is_ascii_digit()) => {
            Err("Escribe el banco y el número del cheque.")
        }
        _ => Ok(referencia),
    }
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
        let ctrl = |n: i64, profesional_id| Atencion {
            codigo: "CTRL".into(),
            cantidad: n.into(),
            profesional_id,
            descuento: None,
        };
        assert_eq!(venta.prestaciones, [ctrl(3, Some(7)), ctrl(1, None)]);
        let extra = |codigo: &str, cantidad| Extra { codigo: codigo.into(), cantidad, descuento: None };
        assert_eq!(venta.extras, [extra("GASA", dec!(3.5)), extra("VENDA", dec!(1))]);
        assert_eq!(venta.medios, [MedioEntregado { metodo: "debito", monto: dec!(5000), referencia: "1234".into() }]);
    }

    #[test]
    fn lo_que_no_es_efectivo_dice_cual_es() {
        let pagar = |referencias: &[&str]| {
            let form = PagoForm {
                sesion: "3".into(),
                monto: textos(&["1000", "1000", "", "1000", "1000", "1000"]),
                referencia: textos(referencias),
                ..PagoForm::default()
            };
            form.validar(Moneda::CLP)
        };
        let errores = pagar(&["", " ", "", "", "0012", ""]).expect_err("errores");
        let con_error = |m: &Metodo| errores.get(campo_referencia(*m)).is_some();
        let quienes: Vec<_> = Metodo::TODOS.into_iter().filter(con_error).collect();
        assert_eq!(quienes, [Metodo::Debito, Metodo::Transferencia, Metodo::Cheque]);
        let (_, medios) = pagar(&["x", "81", "", "T-9", "Banco Estado 0012", "x"]).expect("pago");
        let referencias: Vec<_> = medios.iter().map(|m| m.referencia.as_str()).collect();
        assert_eq!(referencias, ["", "81", "T-9", "Banco Estado 0012", ""]);
    }

    #[test]
    fn todos_los_errores_a_la_vez() {
        let form = VentaForm {
            prestacion: textos(&["ctrl"]),
            veces: textos(&["1,5"]),
            descuento_total: "10%".into(),
            codigo: textos(&["gasa"]),
            cantidad: textos(&["x"]),
            monto: textos(&["mil"]),
            ..VentaForm::default()
        };
        let errores = form.validar(Moneda::CLP).expect_err("errores");
        assert!(
            ["prestaciones", "extras", "efectivo", "descuento_motivo", ""]
                .into_iter()
                .all(|campo| errores.get(campo).is_some()),
            "{errores:?}"
        );
    }
}
