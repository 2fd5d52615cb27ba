//! What somebody types of a rule.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::{Forma, NuevaRegla};
use crate::values::cantidad;
use crate::values::dinero::Moneda;
use crate::values::fecha;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReglaForm {
    pub profesional: String,
    pub prestacion: String,
    pub forma: String,
    pub valor: String,
    pub desde: String,
    pub hasta: String,
}

impl ReglaForm {
    pub fn validar(&self, moneda: Moneda) -> Result<NuevaRegla, Errores> {
        let mut errores = Errores::default();
        let forma = self.forma(moneda, &mut errores);
        let desde = errores.tomar("desde", fecha::parse(&self.desde).map_err(|_no_date| "Escribe desde qué día rige."));
        let hasta = Some(self.hasta.trim()).filter(|texto| !texto.is_empty());
        let hasta = hasta.and_then(|texto| errores.tomar("hasta", fecha::parse(texto)));
        if desde.zip(hasta).is_some_and(|(desde, hasta)| hasta < desde) {
            errores.agregar("hasta", "Debe ser desde ese día o después.");
        }
        match (forma, desde) {
            (Some(forma), Some(desde)) if !errores.hay() => Ok(NuevaRegla {
                profesional_id: self.profesional.parse().ok(),
                prestacion_id: self.prestacion.parse().ok(),
                forma,
                desde,
                hasta,
            }),
            _ => Err(errores),
        }
    }

    fn forma(&self, moneda: Moneda, errores: &mut Errores) -> Option<Forma> {
        if self.forma == "monto" {
            return errores.tomar("valor", moneda.parse(&self.valor)).map(Forma::Monto);
        }
        let porcentaje = errores.tomar("valor", cantidad::parse_cero(self.valor.trim_end_matches(['%', ' ']), 3))?;
        if porcentaje > Decimal::ONE_HUNDRED {
            errores.agregar("valor", "Un porcentaje va de 0 a 100.");
        }
        Some(Forma::Porcentaje(porcentaje))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TerminoForm {
    /// The last day.
    pub termino: String,
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn con(forma: &str, valor: &str) -> ReglaForm {
        ReglaForm { forma: forma.into(), valor: valor.into(), desde: "2026-11-01".into(), ..ReglaForm::default() }
    }

    #[test]
    fn un_porcentaje_o_un_monto() {
        assert_eq!(
            con("porcentaje", "32,5 %").validar(Moneda::CLP).expect("regla").forma,
            Forma::Porcentaje(dec!(32.5))
        );
        assert_eq!(con("monto", "$ 5.000").validar(Moneda::CLP).expect("regla").forma, Forma::Monto(dec!(5000)));
        for (forma, valor) in [("porcentaje", "101"), ("porcentaje", "x"), ("monto", ""), ("porcentaje", "-1")] {
            assert!(con(forma, valor).validar(Moneda::CLP).expect_err("valor").get("valor").is_some(), "{valor}");
        }
        let al_reves = ReglaForm { hasta: "2026-10-01".into(), ..con("monto", "1") };
        assert!(al_reves.validar(Moneda::CLP).expect_err("hasta").get("hasta").is_some());
    }
}
