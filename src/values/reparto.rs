//! Splitting an amount in parts without losing a unit: largest remainder, ties to the first.
//! The arithmetic is on whole units in `i128`, so nothing is rounded on the way.

use rust_decimal::Decimal;

use super::dinero::Moneda;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepartoImposible {
    /// The whole is not a number of units of the currency.
    NoExacto,
    PesoNegativo,
    /// Something to split, and nobody to take it.
    SinPesos,
    /// Weights too large or too fine to compare exactly.
    Excesivo,
}

/// Splits `total` in proportion to `pesos` (zero or more each, of any scale): one part per weight, each a
/// whole number of units within one unit of its exact share, Σ parts = `total`. A weight of zero takes
/// nothing. A negative total, a reversal, splits exactly as its opposite.
pub fn repartir(total: Decimal, pesos: &[Decimal], moneda: Moneda) -> Result<Vec<Decimal>, RepartoImposible> {
    let unidades = en_unidades(total, moneda)?;
    let pesos = a_la_misma_escala(pesos)?;
    let partes = por_restos(unidades.abs(), &pesos)?;
    Ok(partes
        .into_iter()
        .map(|parte| Decimal::from_i128_with_scale(parte * unidades.signum(), moneda.decimales()))
        .collect())
}

/// `n` parts as equal as units allow, the larger ones first.
pub fn partes_iguales(total: Decimal, n: usize, moneda: Moneda) -> Result<Vec<Decimal>, RepartoImposible> {
    repartir(total, &vec![Decimal::ONE; n], moneda)
}

fn en_unidades(total: Decimal, moneda: Moneda) -> Result<i128, RepartoImposible> {
    if !moneda.es_exacto(total) {
        return Err(RepartoImposible::NoExacto);
    }
    let mut total = total.normalize();
    total.rescale(moneda.decimales());
    Ok(total.mantissa())
}

fn a_la_misma_escala(pesos: &[Decimal]) -> Result<Vec<i128>, RepartoImposible> {
    if pesos.iter().any(|peso| *peso < Decimal::ZERO) {
        return Err(RepartoImposible::PesoNegativo);
    }
    let pesos: Vec<Decimal> = pesos.iter().map(Decimal::normalize).collect();
    let escala = pesos.iter().map(Decimal::scale).max().unwrap_or_default();
    pesos
        .iter()
        .map(|peso| peso.mantissa().checked_mul(10_i128.checked_pow(escala - peso.scale())?))
        .collect::<Option<_>>()
        .ok_or(RepartoImposible::Excesivo)
}

/// Whole shares first; the units left go one each to the largest remainders.
fn por_restos(unidades: i128, pesos: &[i128]) -> Result<Vec<i128>, RepartoImposible> {
    let suma = pesos.iter().try_fold(0_i128, |suma, peso| suma.checked_add(*peso)).ok_or(RepartoImposible::Excesivo)?;
    if suma == 0 {
        return if unidades == 0 { Ok(vec![0; pesos.len()]) } else { Err(RepartoImposible::SinPesos) };
    }
    let mut partes = Vec::with_capacity(pesos.len());
    for (lugar, peso) in pesos.iter().enumerate() {
        let producto = unidades.checked_mul(*peso).ok_or(RepartoImposible::Excesivo)?;
        partes.push((lugar, producto / suma, producto % suma));
    }
    let faltan = unidades - partes.iter().map(|(_, entera, _)| entera).sum::<i128>();
    partes.sort_by(|(_, _, a), (_, _, b)| b.cmp(a));
    for (_, entera, _) in partes.iter_mut().take(usize::try_from(faltan).unwrap_or_default()) {
        *entera += 1;
    }
    partes.sort_by_key(|(lugar, _, _)| *lugar);
    Ok(partes.into_iter().map(|(_, entera, _)| entera).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    fn usd() -> Moneda {
        Moneda::de_codigo("USD").expect("USD")
    }

    #[test]
    fn no_pierde_el_peso_que_sobra() {
        assert_eq!(partes_iguales(dec!(100), 3, Moneda::CLP), Ok(vec![dec!(34), dec!(33), dec!(33)]));
        assert_eq!(partes_iguales(dec!(-100), 3, Moneda::CLP), Ok(vec![dec!(-34), dec!(-33), dec!(-33)]));
        assert_eq!(partes_iguales(dec!(0.02), 3, usd()), Ok(vec![dec!(0.01), dec!(0.01), dec!(0)]));
        assert_eq!(
            repartir(dec!(1000), &[dec!(0.5), dec!(0), dec!(0.25), dec!(0.25)], Moneda::CLP),
            Ok(vec![dec!(500), dec!(0), dec!(250), dec!(250)])
        );
        assert_eq!(repartir(dec!(10), &[dec!(1), dec!(5), dec!(6)], Moneda::CLP), Ok(vec![dec!(1), dec!(4), dec!(5)]));
    }

    #[test]
    fn rechaza_lo_que_no_se_puede_repartir() {
        use RepartoImposible::*;
        assert_eq!(repartir(dec!(10.5), &[dec!(1)], Moneda::CLP), Err(NoExacto));
        assert_eq!(repartir(dec!(10), &[dec!(1), dec!(-1)], Moneda::CLP), Err(PesoNegativo));
        assert_eq!(repartir(dec!(10), &[], Moneda::CLP), Err(SinPesos));
        assert_eq!(repartir(dec!(10), &[dec!(0)], Moneda::CLP), Err(SinPesos));
        assert_eq!(repartir(dec!(10), &[Decimal::MAX, dec!(1e-28)], Moneda::CLP), Err(Excesivo));
        assert_eq!(repartir(dec!(0), &[], Moneda::CLP), Ok(vec![]));
        assert_eq!(repartir(dec!(0), &[dec!(0), dec!(0)], Moneda::CLP), Ok(vec![dec!(0), dec!(0)]));
    }

    fn pesos() -> impl Strategy<Value = Vec<Decimal>> {
        prop::collection::vec((0_i64..1_000_000, 0_u32..7).prop_map(|(n, escala)| Decimal::new(n, escala)), 1..12)
    }

    proptest! {
        #[test]
        fn la_suma_es_el_todo(centavos in -10_000_000_000_000_i64..10_000_000_000_000, pesos in pesos()) {
            let total = Decimal::new(centavos, 2);
            prop_assume!(pesos.iter().any(|peso| !peso.is_zero()));
            let partes = repartir(total, &pesos, usd()).expect("reparto");
            prop_assert_eq!(partes.len(), pesos.len());
            prop_assert_eq!(partes.iter().sum::<Decimal>(), total);
            for (parte, peso) in partes.iter().zip(&pesos) {
                prop_assert!(usd().es_exacto(*parte));
                prop_assert!(parte.is_zero() || parte.is_sign_negative() == total.is_sign_negative());
                prop_assert!(!peso.is_zero() || parte.is_zero());
            }
        }

        #[test]
        fn cada_parte_queda_a_menos_de_una_unidad(pesos_total in 0_i64..1_000_000_000, pesos in pesos()) {
            let total = Decimal::from(pesos_total);
            let suma: Decimal = pesos.iter().sum();
            prop_assume!(!suma.is_zero());
            for (parte, peso) in repartir(total, &pesos, Moneda::CLP).expect("reparto").iter().zip(&pesos) {
                prop_assert!((*parte - total * *peso / suma).abs() < dec!(1.000001));
            }
        }

        #[test]
        fn iguales_difieren_a_lo_mas_en_una_unidad(total in 0_i64..1_000_000_000, n in 1_usize..50) {
            let partes = partes_iguales(Decimal::from(total), n, Moneda::CLP).expect("reparto");
            prop_assert!(partes.is_sorted_by(|a, b| a >= b));
            let (mayor, menor) = (partes.first().expect("parte"), partes.last().expect("parte"));
            prop_assert!(mayor - menor <= Decimal::ONE);
        }
    }
}
