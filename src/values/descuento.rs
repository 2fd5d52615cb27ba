//! What is taken off a price, as people say it: so much money, or so many per cent.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::cantidad::{self, CantidadInvalida};
use super::dinero::{DineroInvalido, Moneda};

/// More than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Descuento {
    Monto(Decimal),
    /// Of a hundred, up to a hundred.
    Porcentaje(Decimal),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DescuentoInvalido {
    Monto(DineroInvalido),
    Porcentaje(CantidadInvalida),
    MasDeCien,
}

impl Descuento {
    /// `1.500` or `10%`; nothing typed, or zero, takes nothing off.
    pub fn parse(texto: &str, moneda: Moneda) -> Result<Option<Self>, DescuentoInvalido> {
        let texto = texto.trim();
        if texto.is_empty() {
            return Ok(None);
        }
        let descuento = match texto.strip_suffix('%') {
            Some(numero) => {
                let por_cien = cantidad::parse_cero(numero, 2).map_err(DescuentoInvalido::Porcentaje)?;
                if por_cien > Decimal::ONE_HUNDRED {
                    return Err(DescuentoInvalido::MasDeCien);
                }
                Self::Porcentaje(por_cien)
            }
            None => Self::Monto(moneda.parse(texto).map_err(DescuentoInvalido::Monto)?),
        };
        Ok(Some(descuento).filter(|d| !d.numero().is_zero()))
    }

    fn numero(self) -> Decimal {
        match self {
            Self::Monto(n) | Self::Porcentaje(n) => n,
        }
    }

    /// What it takes off `base`, in whole units of the currency; none when that is more than there is.
    pub fn de(self, base: Decimal, moneda: Moneda) -> Option<Decimal> {
        let quita = match self {
            Self::Monto(monto) => monto,
            Self::Porcentaje(por_cien) => (base.checked_mul(por_cien)? / Decimal::ONE_HUNDRED)
                .round_dp_with_strategy(moneda.decimales(), RoundingStrategy::MidpointAwayFromZero),
        };
        (quita <= base).then_some(quita)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::Descuento::*;
    use super::*;

    #[test]
    fn lee_dinero_y_porcentajes() {
        for (texto, leido) in [
            ("", None),
            ("0", None),
            ("0 %", None),
            ("1.500", Some(Monto(dec!(1500)))),
            ("10%", Some(Porcentaje(dec!(10)))),
            (" 12,5 % ", Some(Porcentaje(dec!(12.5)))),
            ("100%", Some(Porcentaje(dec!(100)))),
        ] {
            assert_eq!(Descuento::parse(texto, Moneda::CLP), Ok(leido), "{texto}");
        }
        assert_eq!(Descuento::parse("101%", Moneda::CLP), Err(DescuentoInvalido::MasDeCien));
        for malo in ["x", "-5", "5,5", "%", "1,234%"] {
            assert!(Descuento::parse(malo, Moneda::CLP).is_err(), "{malo}");
        }
    }

    #[test]
    fn nunca_quita_mas_de_lo_que_hay() {
        assert_eq!(Monto(dec!(1001)).de(dec!(1000), Moneda::CLP), None);
        assert_eq!(Monto(dec!(1000)).de(dec!(1000), Moneda::CLP), Some(dec!(1000)));
        assert_eq!(Porcentaje(dec!(50)).de(dec!(1001), Moneda::CLP), Some(dec!(501)));
    }

    proptest! {
        #[test]
        fn un_porcentaje_cabe_y_es_exacto(base in 0_i64..1_000_000_000, centesimas in 1_i64..=10_000) {
            let base = Decimal::from(base);
            let quita = Porcentaje(Decimal::new(centesimas, 2)).de(base, Moneda::CLP).expect("cabe");
            prop_assert!(quita >= Decimal::ZERO && quita <= base && Moneda::CLP.es_exacto(quita));
        }
    }
}
