//! Rounding of what is collected in cash, and only that: cards and transfers are exact.
//! Chile: Ley 20.956, to the ten, 1–5 down and 6–9 up. Elsewhere step and mode are settings.

use rust_decimal::Decimal;

use super::dinero::Moneda;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Redondeo {
    paso: Decimal,
    modo: Modo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modo {
    Arriba,
    Abajo,
    MitadArriba,
    MitadAbajo,
}

impl Redondeo {
    /// 995 is collected as 990, 996 as 1000.
    pub const LEY_20956: Self = Self { paso: Decimal::TEN, modo: Modo::MitadAbajo };

    /// Steps of one unit: collects what is due.
    pub fn ninguno(moneda: Moneda) -> Self {
        Self { paso: moneda.unidad(), modo: Modo::MitadAbajo }
    }

    /// A step above zero, in the currency.
    pub fn new(paso: Decimal, modo: Modo) -> Option<Self> {
        (paso > Decimal::ZERO).then_some(Self { paso, modo })
    }

    pub fn paso(self) -> Decimal {
        self.paso
    }

    pub fn modo(self) -> Modo {
        self.modo
    }

    /// `(a_cobrar, diferencia)` for an amount of zero or more. `diferencia = monto − a_cobrar` is the ledger
    /// line that makes what is collected add up to what was due: +5 for 995 → 990, −4 for 996 → 1000.
    pub fn efectivo(self, monto: Decimal) -> (Decimal, Decimal) {
        let sobra = monto % self.paso;
        let sube = match self.modo {
            Modo::Arriba => !sobra.is_zero(),
            Modo::Abajo => false,
            Modo::MitadArriba => sobra + sobra >= self.paso,
            Modo::MitadAbajo => sobra + sobra > self.paso,
        };
        let diferencia = if sube { sobra - self.paso } else { sobra };
        (monto - diferencia, diferencia)
    }
}

impl Modo {
    pub const TODOS: [Self; 4] = [Self::Arriba, Self::Abajo, Self::MitadArriba, Self::MitadAbajo];

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|modo| modo.codigo() == codigo)
    }

    pub fn codigo(self) -> &'static str {
        match self {
            Self::Arriba => "arriba",
            Self::Abajo => "abajo",
            Self::MitadArriba => "mitad_arriba",
            Self::MitadAbajo => "mitad_abajo",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn la_ley_deja_la_mitad_abajo() {
        for (monto, cobrar) in [
            (0, 0),
            (1, 0),
            (5, 0),
            (6, 10),
            (9, 10),
            (10, 10),
            (990, 990),
            (991, 990),
            (994, 990),
            (995, 990),
            (996, 1000),
            (999, 1000),
            (1000, 1000),
            (12_345, 12_340),
            (12_346, 12_350),
        ] {
            let (a_cobrar, diferencia) = Redondeo::LEY_20956.efectivo(Decimal::from(monto));
            assert_eq!((a_cobrar, diferencia), (Decimal::from(cobrar), Decimal::from(monto - cobrar)), "{monto}");
        }
    }

    #[test]
    fn los_otros_modos_son_ajustes() {
        let casos = [
            (Modo::Arriba, dec!(10.01), dec!(10.05)),
            (Modo::Arriba, dec!(10.05), dec!(10.05)),
            (Modo::Abajo, dec!(10.04), dec!(10.00)),
            (Modo::MitadArriba, dec!(10.02), dec!(10.00)),
            (Modo::MitadArriba, dec!(10.03), dec!(10.05)),
            (Modo::MitadAbajo, dec!(10.025), dec!(10.00)),
            (Modo::MitadArriba, dec!(10.025), dec!(10.05)),
        ];
        for (modo, monto, cobrar) in casos {
            let redondeo = Redondeo::new(dec!(0.05), modo).expect("paso");
            assert_eq!(redondeo.efectivo(monto).0, cobrar, "{modo:?} {monto}");
        }
        assert_eq!(Redondeo::new(dec!(0), Modo::Abajo), None);
        assert_eq!(Redondeo::new(dec!(-10), Modo::Abajo), None);
        assert_eq!(Modo::TODOS.map(|modo| Modo::de_codigo(modo.codigo())), Modo::TODOS.map(Some));
    }

    fn cualquiera() -> impl Strategy<Value = Redondeo> {
        let paso =
            prop::sample::select(vec![dec!(0.01), dec!(0.05), dec!(0.1), dec!(0.5), dec!(1), dec!(10), dec!(50)]);
        (paso, prop::sample::select(Modo::TODOS.to_vec())).prop_filter_map("paso", |(p, m)| Redondeo::new(p, m))
    }

    proptest! {
        #[test]
        fn acotado_exacto_e_idempotente(redondeo in cualquiera(), centavos in 0_i64..100_000_000_000_000) {
            let monto = Decimal::new(centavos, 2);
            let (a_cobrar, diferencia) = redondeo.efectivo(monto);
            prop_assert_eq!(a_cobrar + diferencia, monto);
            prop_assert!(diferencia.abs() < redondeo.paso() || diferencia.is_zero());
            prop_assert!((a_cobrar % redondeo.paso()).is_zero() && a_cobrar >= Decimal::ZERO);
            prop_assert_eq!(redondeo.efectivo(a_cobrar), (a_cobrar, Decimal::ZERO));
        }

        #[test]
        fn cada_modo_va_hacia_donde_dice(redondeo in cualquiera(), centavos in 0_i64..10_000_000) {
            let (_, diferencia) = redondeo.efectivo(Decimal::new(centavos, 2));
            let mitad = redondeo.paso() / dec!(2);
            let bien = match redondeo.modo() {
                Modo::Arriba => diferencia <= Decimal::ZERO,
                Modo::Abajo => diferencia >= Decimal::ZERO,
                Modo::MitadArriba => -mitad <= diferencia && diferencia < mitad,
                Modo::MitadAbajo => -mitad < diferencia && diferencia <= mitad,
            };
            prop_assert!(bien);
        }

        #[test]
        fn nunca_cobra_menos_por_deber_mas(redondeo in cualquiera(), a in 0_i64..10_000_000, b in 0_i64..10_000_000) {
            let (menor, mayor) = (Decimal::new(a.min(b), 2), Decimal::new(a.max(b), 2));
            prop_assert!(redondeo.efectivo(menor).0 <= redondeo.efectivo(mayor).0);
        }
    }
}
