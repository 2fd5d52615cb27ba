//! What people type to ask for a refund and to decide about one.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{LineaADevolver, LineaDevolvible, NuevaDevolucion, Resolucion};
use crate::values::cobro::Metodo;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListaFiltro {
    /// `todas`, or those that wait for somebody.
    pub estado: String,
    pub venta: Option<i64>,
    pub antes: Option<i64>,
}

/// `linea` and `monto` are parallel; `vuelve` names the lines whose goods go back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DevolucionForm {
    pub clave: String,
    pub pago: String,
    pub medio: String,
    pub con_nota: bool,
    pub motivo: String,
    pub linea: Vec<String>,
    pub monto: Vec<String>,
    pub vuelve: Vec<String>,
}

impl DevolucionForm {
    /// All of it, as it came: the refund that is asked for most.
    pub fn completa(pago: Option<i64>, lineas: &[LineaDevolvible], escribir: impl Fn(Decimal) -> String) -> Self {
        let con_algo = || lineas.iter().filter(|l| l.maximo(pago.is_some()) > Decimal::ZERO);
        Self {
            pago: pago.map(|id| id.to_string()).unwrap_or_default(),
            con_nota: true,
            linea: con_algo().map(|l| l.id.to_string()).collect(),
            monto: con_algo().map(|l| escribir(l.maximo(pago.is_some()))).collect(),
            ..Self::default()
        }
    }

    pub fn pago_id(&self) -> Option<i64> {
        self.pago.parse().ok()
    }

    pub fn validar(&self, venta_id: i64, moneda: Moneda) -> Result<NuevaDevolucion, Errores> {
        let mut errores = Errores::default();
        let pago_id = self.pago_id();
        let lineas = self.lineas(moneda, &mut errores);
        if lineas.is_empty() && !errores.hay() {
            errores.agregar("lineas", "Escribe cuánto de al menos una línea.");
        }
        let medio = Metodo::de_codigo(&self.medio).map(Metodo::codigo);
        if pago_id.is_some() && medio.is_none() {
            errores.agregar("medio", "Elige por qué medio se devuelve.");
        }
        let motivo: String = self.motivo.trim().into();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        errores.limitar("motivo", &motivo, 200);
        if errores.hay() {
            return Err(errores);
        }
        let con_nota = self.con_nota || pago_id.is_none();
        let medio = medio.filter(|_| pago_id.is_some());
        Ok(NuevaDevolucion { venta_id, pago_id, medio, con_nota, motivo, lineas })
    }

    /// Rows left empty or at zero are not asked for.
    fn lineas(&self, moneda: Moneda, errores: &mut Errores) -> Vec<LineaADevolver> {
        let filas = self.linea.iter().zip(&self.monto).filter(|(_, monto)| !monto.trim().is_empty());
        let leidas = filas.filter_map(|(linea, texto)| {
            let monto = errores.tomar("lineas", moneda.parse(texto))?;
            let vuelve = self.vuelve.contains(linea);
            Some(LineaADevolver { venta_linea_id: linea.parse().ok()?, monto, vuelve })
        });
        let mut lineas: Vec<LineaADevolver> = leidas.filter(|l| !l.monto.is_zero()).collect();
        lineas.sort_by_key(|l| l.venta_linea_id);
        lineas.dedup_by_key(|l| l.venta_linea_id);
        lineas
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ResolucionForm {
    pub clave: String,
    pub como: String,
    pub texto: String,
}

impl ResolucionForm {
    pub fn validar(&self) -> Result<(Resolucion, String), Errores> {
        let texto = self.texto.trim().to_owned();
        let como = if self.como == "aprobar" { Resolucion::Aprobada } else { Resolucion::Rechazada };
        let mut errores = Errores::default();
        errores.limitar("texto", &texto, 200);
        if como == Resolucion::Rechazada && texto.is_empty() {
            errores.agregar("texto", "Di por qué se rechaza.");
        }
        if errores.hay() { Err(errores) } else { Ok((como, texto)) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PagoForm {
    pub clave: String,
    pub sesion: String,
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn textos(valores: &[&str]) -> Vec<String> {
        valores.iter().map(|v| (*v).to_owned()).collect()
    }

    #[test]
    fn las_lineas_vacias_no_se_piden_y_el_medio_es_del_pago() {
        let form = DevolucionForm {
            pago: "7".into(),
            medio: "efectivo".into(),
            motivo: " se equivocó ".into(),
            linea: textos(&["3", "4", "5"]),
            monto: textos(&["", "1.990", "0"]),
            vuelve: textos(&["4"]),
            ..DevolucionForm::default()
        };
        let pedida = form.validar(1, Moneda::CLP).expect("pedida");
        assert_eq!(pedida.lineas, [LineaADevolver { venta_linea_id: 4, monto: dec!(1990), vuelve: true }]);
        assert_eq!((pedida.medio, pedida.con_nota), (Some("efectivo"), false));
        let sola = DevolucionForm { pago: String::new(), ..form }.validar(1, Moneda::CLP).expect("nota");
        assert_eq!((sola.medio, sola.con_nota), (None, true));
    }

    #[test]
    fn todos_los_errores_a_la_vez() {
        let form = DevolucionForm {
            pago: "7".into(),
            linea: textos(&["3"]),
            monto: textos(&["mil"]),
            ..DevolucionForm::default()
        };
        let errores = form.validar(1, Moneda::CLP).expect_err("errores");
        assert!(["lineas", "medio", "motivo"].into_iter().all(|campo| errores.get(campo).is_some()), "{errores:?}");
    }
}
