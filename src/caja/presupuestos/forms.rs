//! What people type to make a budget, to decide about one and to look for it.

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use super::model::{Linea, NuevoPresupuesto, Presupuesto, Resolucion};
use crate::caja::ventas::VentaForm;
use crate::ui::format;
use crate::urls;
use crate::values::dinero::Moneda;
use crate::values::{fecha, texto};
use crate::web::form::Errores;

/// How long prices are promised unless something else is typed.
const DIAS: Days = Days::new(30);
pub const NOTA_MAX: u16 = 500;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListaFiltro {
    pub q: String,
    pub estado: String,
    pub antes: Option<i64>,
}

impl ListaFiltro {
    /// Each word of a name, anywhere in it.
    pub fn palabras(&self) -> Vec<String> {
        texto::normalizar(&self.q).split_whitespace().map(|palabra| format!("%{palabra}%")).collect()
    }

    /// The same list, from the first page or after a budget.
    pub fn url(&self, clinica: &str, antes: Option<i64>) -> String {
        let antes = antes.map(|id| id.to_string()).unwrap_or_default();
        urls::con_filtros(&urls::presupuestos(clinica), &[("q", &self.q), ("estado", &self.estado), ("antes", &antes)])
    }
}

/// What is sold is typed as in a sale.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PresupuestoForm {
    pub clave: String,
    /// Of one that is edited.
    pub id: String,
    pub version: String,
    pub paciente: String,
    pub convenio: String,
    pub valido_hasta: String,
    pub nota: String,
    pub prestacion: Vec<String>,
    pub veces: Vec<String>,
    pub descuento_prestacion: Vec<String>,
    pub codigo: Vec<String>,
    pub cantidad: Vec<String>,
    pub descuento_insumo: Vec<String>,
    pub descuento_total: String,
    pub descuento_motivo: String,
}

impl PresupuestoForm {
    pub fn nuevo(hoy: NaiveDate, paciente: &str) -> Self {
        let valido_hasta = hoy.checked_add_days(DIAS).map(format::date_input).unwrap_or_default();
        Self { valido_hasta, paciente: paciente.into(), ..Self::default() }
    }

    /// As a budget stands; what is not charged any more is left out, and so are discounts of who may not give them.
    pub fn de(presupuesto: &Presupuesto, lineas: &[Linea], con_descuento: bool) -> Self {
        let mut form = Self {
            version: presupuesto.version.to_string(),
            paciente: presupuesto.paciente_id.to_string(),
            convenio: presupuesto.convenio_id.map(|id| id.to_string()).unwrap_or_default(),
            valido_hasta: format::date_input(presupuesto.valido_hasta),
            nota: presupuesto.nota.clone(),
            ..Self::default()
        };
        if con_descuento {
            form.descuento_motivo.clone_from(&presupuesto.descuento_motivo);
        }
        for linea in lineas {
            let Some(codigo) = &linea.codigo else { continue };
            let descuento = Some(linea.descuento).filter(|d| con_descuento && !d.is_zero());
            let (codigos, cantidades, descuentos) = if linea.es_prestacion {
                (&mut form.prestacion, &mut form.veces, &mut form.descuento_prestacion)
            } else {
                (&mut form.codigo, &mut form.cantidad, &mut form.descuento_insumo)
            };
            codigos.push(codigo.clone());
            cantidades.push(format::number(linea.cantidad));
            descuentos.push(descuento.map(format::money_input).unwrap_or_default());
        }
        form
    }

    pub fn como_venta(&self) -> VentaForm {
        VentaForm {
            // Nothing is charged: there is no drawer.
            sesion: "0".into(),
            paciente: self.paciente.clone(),
            convenio: self.convenio.clone(),
            prestacion: self.prestacion.clone(),
            veces: self.veces.clone(),
            descuento_prestacion: self.descuento_prestacion.clone(),
            codigo: self.codigo.clone(),
            cantidad: self.cantidad.clone(),
            descuento_insumo: self.descuento_insumo.clone(),
            descuento_total: self.descuento_total.clone(),
            descuento_motivo: self.descuento_motivo.clone(),
            ..VentaForm::default()
        }
    }

    pub fn validar(&self, hoy: NaiveDate, moneda: Moneda) -> Result<NuevoPresupuesto, Errores> {
        let (pedido, mut errores) = match self.como_venta().validar(moneda) {
            Ok(pedido) => (Some(pedido), Errores::default()),
            Err(errores) => (None, errores),
        };
        let nota = self.nota.trim().to_owned();
        errores.limitar("nota", &nota, NOTA_MAX);
        errores.limitar("descuento_motivo", self.descuento_motivo.trim(), 200);
        let valido_hasta = errores.tomar("valido_hasta", fecha::parse(&self.valido_hasta));
        if valido_hasta.is_some_and(|dia| dia < hoy) {
            errores.agregar("valido_hasta", "Elige hoy o un día que venga.");
        }
        let paciente_id =
            errores.tomar("", self.paciente.parse().map_err(|_error| "Elige al paciente desde su ficha."));
        match (pedido, valido_hasta, paciente_id) {
            (Some(mut pedido), Some(valido_hasta), Some(paciente_id)) if !errores.hay() => {
                if !pedido.tiene_descuento() {
                    pedido.descuentos.motivo.clear();
                }
                Ok(NuevoPresupuesto { paciente_id, valido_hasta, nota, pedido })
            }
            _ => Err(errores),
        }
    }

    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ResolucionForm {
    pub clave: String,
    pub version: String,
    pub como: String,
    pub motivo: String,
}

impl ResolucionForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    pub fn validar(&self) -> Result<(Resolucion, String), Errores> {
        let motivo = self.motivo.trim().to_owned();
        let como = match self.como.as_str() {
            "aceptar" => return Ok((Resolucion::Aceptado, String::new())),
            "rechazar" => Resolucion::Rechazado,
            _ => Resolucion::Anulado,
        };
        let mut errores = Errores::default();
        errores.limitar("motivo", &motivo, 200);
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        if errores.hay() { Err(errores) } else { Ok((como, motivo)) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EnvioForm {
    pub clave: String,
    pub version: String,
}

impl EnvioForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NuevoFiltro {
    pub paciente: String,
    /// The budget that is copied.
    pub de: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ImpresoFiltro {
    pub formato: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn todos_los_errores_a_la_vez() {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 29).expect("hoy");
        let form = PresupuestoForm {
            valido_hasta: "2026-11-28".into(),
            nota: "x".repeat(501),
            prestacion: vec!["CTRL".into()],
            veces: vec!["media".into()],
            descuento_total: "10%".into(),
            ..PresupuestoForm::default()
        };
        let errores = form.validar(hoy, Moneda::CLP).expect_err("errores");
        for campo in ["valido_hasta", "nota", "prestaciones", "descuento_motivo", ""] {
            assert!(errores.get(campo).is_some(), "{campo}: {errores:?}");
        }
    }

    #[test]
    fn solo_aceptar_no_pide_motivo() {
        let form = |como: &str| ResolucionForm { como: como.into(), ..ResolucionForm::default() };
        assert_eq!(form("aceptar").validar(), Ok((Resolucion::Aceptado, String::new())));
        for como in ["rechazar", "anular", ""] {
            assert!(form(como).validar().is_err(), "{como}");
        }
    }
}
