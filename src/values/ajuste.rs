//! How the difference that a count found is shared out among the lots that bear one label.

use rust_decimal::Decimal;

/// What the books have of a lot, in the order in which lots are used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lote {
    pub id: i64,
    pub cantidad: Decimal,
}

/// More or less of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cambio {
    pub id: i64,
    pub cantidad: Decimal,
}

/// How they come to hold `objetivo` together: what lacks is taken from the first on, never below zero; what is over goes to the
/// last. With no lot to hold it, what is over comes back beside no change.
pub fn repartir(lotes: &[Lote], objetivo: Decimal) -> (Vec<Cambio>, Decimal) {
    let hay: Decimal = lotes.iter().map(|lote| lote.cantidad).sum();
    let objetivo = objetivo.max(Decimal::ZERO);
    if objetivo >= hay {
        let sobra = objetivo - hay;
        return match lotes.last() {
            Some(_) if sobra.is_zero() => (Vec::new(), Decimal::ZERO),
            Some(ultimo) => (vec![Cambio { id: ultimo.id, cantidad: sobra }], Decimal::ZERO),
            None => (Vec::new(), sobra),
        };
    }
    let mut falta = hay - objetivo;
    let tomar = |lote: &Lote| {
        let toma = falta.min(lote.cantidad);
        falta -= toma;
        (!toma.is_zero()).then_some(Cambio { id: lote.id, cantidad: -toma })
    };
    (lotes.iter().filter_map(tomar).collect(), Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lotes(cantidades: &[i64]) -> Vec<Lote> {
        cantidades.iter().zip(1..).map(|(n, id)| Lote { id, cantidad: Decimal::from(*n) }).collect()
    }

    #[test]
    fn lo_que_falta_sale_de_los_primeros_y_lo_que_sobra_va_al_ultimo() {
        let cambios = |cantidades: &[i64], objetivo: i64| {
            let (cambios, sobra) = repartir(&lotes(cantidades), Decimal::from(objetivo));
            let cambios: Vec<_> = cambios.iter().map(|c| (c.id, c.cantidad.to_string())).collect();
            (cambios, sobra.to_string())
        };
        let de = |id, cantidad: &str| (id, cantidad.to_owned());
        assert_eq!(cambios(&[3, 5], 4), (vec![de(1, "-3"), de(2, "-1")], "0".into()));
        assert_eq!(cambios(&[3, 5], 10), (vec![de(2, "2")], "0".into()));
        assert_eq!(cambios(&[3, 5], 8), (vec![], "0".into()));
        assert_eq!(cambios(&[], 8), (vec![], "8".into()));
    }

    proptest! {
        #[test]
        fn queda_lo_contado_y_ningun_lote_bajo_cero(cantidades in prop::collection::vec(0_i64..30, 0..6), objetivo in 0_i64..90) {
            let lotes = lotes(&cantidades);
            let (cambios, sobra) = repartir(&lotes, Decimal::from(objetivo));
            let cambio = |id: i64| -> Decimal { cambios.iter().filter(|c| c.id == id).map(|c| c.cantidad).sum() };
            let quedan: Decimal = lotes.iter().map(|l| l.cantidad + cambio(l.id)).sum();
            prop_assert_eq!(quedan + sobra, Decimal::from(objetivo));
            prop_assert!(lotes.iter().all(|l| l.cantidad + cambio(l.id) >= Decimal::ZERO));
            prop_assert!(cambios.iter().all(|c| !c.cantidad.is_zero()));
        }
    }
}
