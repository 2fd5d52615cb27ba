//! IVA out of prices that already hold it: which part of a sale is exempt, which is net and which is tax.

use rust_decimal::{Decimal, RoundingStrategy, dec};

use super::dinero::Moneda;
use super::reparto::{RepartoImposible, repartir};

/// Rate of Chile, D.L. 825.
pub const TASA: Decimal = dec!(0.19);

/// What a line of a sale costs, tax included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renglon {
    pub total: Decimal,
    pub afecto: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desglose {
    pub exento: Decimal,
    pub neto: Decimal,
    pub iva: Decimal,
    /// The tax inside each line; they add up to `iva`.
    pub por_renglon: Vec<Decimal>,
}

impl Desglose {
    pub fn total(&self) -> Decimal {
        self.exento + self.neto + self.iva
    }
}

/// The tax is worked out once on the sum of what is `afecto`, and then split, so that lines and document agree.
pub fn desglosar(renglones: &[Renglon], moneda: Moneda) -> Result<Desglose, RepartoImposible> {
    let afectos: Vec<Decimal> = renglones.iter().map(|r| if r.afecto { r.total } else { Decimal::ZERO }).collect();
    let bruto: Decimal = afectos.iter().sum();
    let exento = renglones.iter().map(|r| r.total).sum::<Decimal>() - bruto;
    let neto = (bruto / (Decimal::ONE + TASA))
        .round_dp_with_strategy(moneda.decimales(), RoundingStrategy::MidpointAwayFromZero);
    let iva = bruto - neto;
    Ok(Desglose { exento, neto, iva, por_renglon: repartir(iva, &afectos, moneda)? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn renglon(total: i64, afecto: bool) -> Renglon {
        Renglon { total: Decimal::from(total), afecto }
    }

    #[test]
    fn una_venta_mezcla_lo_exento_y_lo_afecto() {
        let desglose = desglosar(&[renglon(25_000, false), renglon(1_190, true)], Moneda::CLP).expect("desglose");
        assert_eq!((desglose.exento, desglose.neto, desglose.iva), (dec!(25000), dec!(1000), dec!(190)));
        assert_eq!(desglose.por_renglon, [dec!(0), dec!(190)]);
    }

    proptest! {
        #[test]
        fn nunca_se_pierde_un_peso(renglones in proptest::collection::vec((0_i64..10_000_000, any::<bool>()), 0..8)) {
            let renglones: Vec<_> = renglones.into_iter().map(|(total, afecto)| renglon(total, afecto)).collect();
            let desglose = desglosar(&renglones, Moneda::CLP).expect("desglose");
            prop_assert_eq!(desglose.total(), renglones.iter().map(|r| r.total).sum::<Decimal>());
            prop_assert_eq!(desglose.por_renglon.iter().sum::<Decimal>(), desglose.iva);
            for (parte, renglon) in desglose.por_renglon.iter().zip(&renglones) {
                prop_assert!(*parte >= Decimal::ZERO && *parte <= renglon.total && (renglon.afecto || parte.is_zero()));
            }
        }
    }
}
