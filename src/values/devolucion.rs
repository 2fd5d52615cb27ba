//! What goes back of what was collected: to the peso, and never more in parts than at once.

use rust_decimal::{Decimal, RoundingStrategy};

use super::dinero::Moneda;
use super::redondeo::Redondeo;

/// A payment, or what has been given back of it: what it covered of the debt, and the money that changed hands for it. The
/// difference is its redondeo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cobrado {
    pub cubierto: Decimal,
    pub dinero: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDevuelve {
    /// More than what is left to give back.
    Excede,
    /// So little that rounding leaves nothing to hand over.
    Nada,
    /// The exact amount cannot be handed over in the coins there are.
    NoExacto,
}

/// The money to hand over for `monto` of what `cobrado` covered, when `devuelto` went back before: its share of what was collected,
/// in steps of `redondeo`, and whatever is left of it with the last part.
pub fn devolver(
    cobrado: Cobrado,
    devuelto: Cobrado,
    monto: Decimal,
    redondeo: Redondeo,
) -> Result<Decimal, NoDevuelve> {
    let acumulado = devuelto.cubierto + monto;
    if monto <= Decimal::ZERO || acumulado > cobrado.cubierto {
        return Err(NoDevuelve::Excede);
    }
    let hasta_aqui = if acumulado == cobrado.cubierto {
        cobrado.dinero
    } else {
        let parte = acumulado.checked_mul(cobrado.dinero).ok_or(NoDevuelve::Excede)? / cobrado.cubierto;
        redondeo.efectivo(parte).0.min(cobrado.dinero)
    };
    let dinero = hasta_aqui - devuelto.dinero;
    if dinero <= Decimal::ZERO {
        Err(NoDevuelve::Nada)
    } else if (dinero % redondeo.paso()).is_zero() {
        Ok(dinero)
    } else {
        Err(NoDevuelve::NoExacto)
    }
}

/// The part of `de` that belongs to `parte` of `total`, when `antes` of it was taken before: Σ parts = `de`, to the unit.
pub fn a_prorrata(de: Decimal, total: Decimal, antes: Decimal, parte: Decimal, moneda: Moneda) -> Decimal {
    let hasta = |cuanto: Decimal| {
        let exacto = if total.is_zero() { Decimal::ZERO } else { de * cuanto / total };
        exacto.round_dp_with_strategy(moneda.decimales(), RoundingStrategy::MidpointAwayFromZero)
    };
    hasta(antes + parte) - hasta(antes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    const LEY: Redondeo = Redondeo::LEY_20956;

    #[test]
    fn el_total_vuelve_como_vino() {
        let cobrado = Cobrado { cubierto: dec!(1995), dinero: dec!(1990) };
        assert_eq!(devolver(cobrado, Cobrado::default(), dec!(1995), LEY), Ok(dec!(1990)));
        let mitad = Cobrado { cubierto: dec!(995), dinero: dec!(990) };
        assert_eq!(devolver(cobrado, Cobrado::default(), dec!(995), LEY), Ok(dec!(990)));
        assert_eq!(devolver(cobrado, mitad, dec!(1000), LEY), Ok(dec!(1000)));
        assert_eq!(devolver(cobrado, mitad, dec!(1001), LEY), Err(NoDevuelve::Excede));
        assert_eq!(devolver(cobrado, Cobrado::default(), dec!(4), LEY), Err(NoDevuelve::Nada));
        let tarjeta = Cobrado { cubierto: dec!(1996), dinero: dec!(1996) };
        assert_eq!(devolver(tarjeta, Cobrado::default(), dec!(1996), LEY), Err(NoDevuelve::NoExacto));
        assert_eq!(devolver(tarjeta, Cobrado::default(), dec!(1996), Redondeo::ninguno(Moneda::CLP)), Ok(dec!(1996)));
    }

    proptest! {
        #[test]
        fn en_partes_vuelve_lo_mismo_que_de_una_vez(total in 1_i64..200_000, cortes in proptest::collection::vec(1_i64..50_000, 0..6)) {
            let total = Decimal::from(total);
            let cobrado = Cobrado { cubierto: total, dinero: LEY.efectivo(total).0 };
            let mut devuelto = Cobrado::default();
            for corte in cortes.into_iter().map(Decimal::from).chain([total]) {
                let monto = corte.min(total - devuelto.cubierto);
                if let Ok(dinero) = devolver(cobrado, devuelto, monto, LEY) {
                    prop_assert!(dinero > Decimal::ZERO && (dinero % dec!(10)).is_zero());
                    devuelto = Cobrado { cubierto: devuelto.cubierto + monto, dinero: devuelto.dinero + dinero };
                }
                prop_assert!(devuelto.dinero <= cobrado.dinero);
            }
            if devuelto.cubierto == total {
                prop_assert_eq!(devuelto, cobrado);
            }
        }

        #[test]
        fn el_iva_de_las_partes_es_el_de_la_linea(total in 1_i64..100_000, cortes in proptest::collection::vec(1_i64..30_000, 0..6)) {
            let total = Decimal::from(total);
            let iva = a_prorrata(dec!(19), dec!(119), Decimal::ZERO, total, Moneda::CLP);
            let (mut antes, mut suma) = (Decimal::ZERO, Decimal::ZERO);
            for corte in cortes.into_iter().map(Decimal::from).chain([total]) {
                let parte = corte.min(total - antes);
                let suyo = a_prorrata(iva, total, antes, parte, Moneda::CLP);
                prop_assert!(suyo >= Decimal::ZERO && suyo <= parte);
                suma += suyo;
                antes += parte;
            }
            prop_assert_eq!(suma, iva);
        }
    }
}
