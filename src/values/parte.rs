//! A part of something that was priced as a whole: parts add up to the whole, to the unit, however it is cut.

use rust_decimal::{Decimal, RoundingStrategy};

use super::dinero::Moneda;

/// What is left of it: how much, what that comes to, and what is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resto {
    pub cantidad: Decimal,
    pub bruto: Decimal,
    /// Never more than `bruto`.
    pub descuento: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parte {
    pub bruto: Decimal,
    pub descuento: Decimal,
}

impl Resto {
    /// So much of it at `precio` each, with its share of the discount; the last part takes what is left. None when there is not so
    /// much, or the figures are beyond counting.
    pub fn tomar(&mut self, cantidad: Decimal, precio: Decimal, moneda: Moneda) -> Option<Parte> {
        if cantidad > self.cantidad {
            return None;
        }
        let parte = if cantidad == self.cantidad { self.todo() } else { self.algo(cantidad, precio, moneda)? };
        self.cantidad -= cantidad;
        self.bruto -= parte.bruto;
        self.descuento -= parte.descuento;
        Some(parte)
    }

    const fn todo(&self) -> Parte {
        Parte { bruto: self.bruto, descuento: self.descuento }
    }

    /// The share is of what is paid: so what is left to pay never goes below zero, nor what is left to take off.
    fn algo(&self, cantidad: Decimal, precio: Decimal, moneda: Moneda) -> Option<Parte> {
        let entero = |n: Decimal| n.round_dp_with_strategy(moneda.decimales(), RoundingStrategy::MidpointAwayFromZero);
        let bruto = entero(precio.checked_mul(cantidad)?).min(self.bruto);
        let por_pagar = entero((self.bruto - self.descuento).checked_mul(cantidad)? / self.cantidad);
        Some(Parte { bruto, descuento: (bruto - por_pagar).clamp(Decimal::ZERO, self.descuento) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn tres_de_diez_llevan_su_descuento() {
        let mut resto = Resto { cantidad: dec!(10), bruto: dec!(100_000), descuento: dec!(10_000) };
        let parte = resto.tomar(dec!(3), dec!(10_000), Moneda::CLP);
        assert_eq!(parte, Some(Parte { bruto: dec!(30_000), descuento: dec!(3_000) }));
        assert_eq!(resto, Resto { cantidad: dec!(7), bruto: dec!(70_000), descuento: dec!(7_000) });
        assert_eq!(resto.tomar(dec!(8), dec!(10_000), Moneda::CLP), None);
    }

    proptest! {
        /// Some parts are given back on the way, as an annulment does.
        #[test]
        fn las_partes_suman_el_todo(
            precio in 0_i64..500_000, milesimas in 1_i64..50_000, quita in 0_u64..=1_000_000,
            cortes in proptest::collection::vec((1_i64..20_000, any::<bool>()), 0..12),
        ) {
            let (precio, cantidad) = (Decimal::from(precio), Decimal::new(milesimas, 3));
            let bruto = (precio * cantidad).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            let descuento = (bruto * Decimal::from(quita) / dec!(1_000_000)).trunc();
            let todo = Resto { cantidad, bruto, descuento };
            let mut resto = todo;
            let mut partes = Vec::new();
            for (corte, vuelve) in cortes {
                let corte = Decimal::new(corte, 3);
                if let Some(parte) = resto.tomar(corte, precio, Moneda::CLP) {
                    if vuelve {
                        resto.cantidad += corte;
                        resto.bruto += parte.bruto;
                        resto.descuento += parte.descuento;
                    } else {
                        partes.push(parte);
                    }
                }
            }
            partes.extend(resto.tomar(resto.cantidad, precio, Moneda::CLP));
            prop_assert!(partes.iter().all(|p| p.descuento >= Decimal::ZERO && p.descuento <= p.bruto), "{:?}", partes);
            prop_assert_eq!(partes.iter().map(|p| p.bruto).sum::<Decimal>(), todo.bruto);
            prop_assert_eq!(partes.iter().map(|p| p.descuento).sum::<Decimal>(), todo.descuento);
        }
    }
}
