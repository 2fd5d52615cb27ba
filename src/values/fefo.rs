//! First expired, first out: which lots a consumption takes from.
//!
//! Earliest expiry first, undated last, ties by reception and then by id. A lot is usable on the day it
//! expires and never after: expired lots leave only by merma or devolución, with a reason.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lote {
    pub id: i64,
    /// Last usable day, in the clinic's zone; none for what does not expire.
    pub caduca: Option<NaiveDate>,
    pub recibido: DateTime<Utc>,
    /// In the unit of the insumo, zero or more.
    pub cantidad: Decimal,
}

/// Always more than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toma {
    pub lote: i64,
    pub cantidad: Decimal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salida {
    /// In FEFO order, a lot at most once.
    pub tomas: Vec<Toma>,
    /// What no usable lot could give; zero when the order is whole.
    pub falta: Decimal,
}

impl Lote {
    /// Whether it may be consumed on a day of the clinic.
    pub fn sirve(&self, hoy: NaiveDate) -> bool {
        self.cantidad > Decimal::ZERO && self.caduca.is_none_or(|caduca| hoy <= caduca)
    }
}

/// Shares out `pedido` among the lots of one insumo, given in any order. Σ tomas + falta = pedido.
pub fn asignar(lotes: &[Lote], pedido: Decimal, hoy: NaiveDate) -> Salida {
    let mut usables: Vec<&Lote> = lotes.iter().filter(|lote| lote.sirve(hoy)).collect();
    usables.sort_by_key(|lote| (lote.caduca.is_none(), lote.caduca, lote.recibido, lote.id));
    let mut salida = Salida { tomas: Vec::new(), falta: pedido.max(Decimal::ZERO) };
    for lote in usables {
        if salida.falta.is_zero() {
            break;
        }
        let cantidad = lote.cantidad.min(salida.falta);
        salida.tomas.push(Toma { lote: lote.id, cantidad });
        salida.falta -= cantidad;
    }
    salida
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("fecha")
    }

    /// A lot that expires `en` days from today.
    fn lote(id: i64, en: Option<i64>, recibido: i64, cantidad: Decimal) -> Lote {
        let caduca = en.map(|dias| hoy() + chrono::Duration::days(dias));
        Lote { id, caduca, recibido: DateTime::from_timestamp(recibido, 0).expect("instante"), cantidad }
    }

    fn ids(salida: &Salida) -> Vec<i64> {
        salida.tomas.iter().map(|toma| toma.lote).collect()
    }

    #[test]
    fn sale_primero_lo_que_caduca_antes() {
        let lotes = [
            lote(1, None, 0, dec!(5)),
            lote(2, Some(30), 2, dec!(5)),
            lote(3, Some(-1), 0, dec!(5)),
            lote(4, Some(0), 9, dec!(2.5)),
            lote(5, Some(30), 1, dec!(5)),
            lote(6, Some(1), 0, dec!(0)),
        ];
        let salida = asignar(&lotes, dec!(15), hoy());
        assert_eq!(ids(&salida), [4, 5, 2, 1]);
        assert_eq!(salida.tomas.last(), Some(&Toma { lote: 1, cantidad: dec!(2.5) }));
        assert_eq!(salida.falta, dec!(0));
    }

    #[test]
    fn el_dia_de_caducidad_todavia_sirve_y_el_siguiente_no() {
        let lotes = [lote(1, Some(0), 0, dec!(3))];
        assert_eq!(asignar(&lotes, dec!(1), hoy()).falta, dec!(0));
        assert_eq!(asignar(&lotes, dec!(1), hoy() + Days::new(1)), Salida { tomas: vec![], falta: dec!(1) });
    }

    #[test]
    fn a_igual_recepcion_decide_el_id() {
        let lotes = [lote(9, None, 0, dec!(1)), lote(7, None, 0, dec!(1)), lote(8, None, 0, dec!(1))];
        assert_eq!(ids(&asignar(&lotes, dec!(3), hoy())), [7, 8, 9]);
    }

    #[test]
    fn nada_pedido_nada_tomado() {
        let lotes = [lote(1, None, 0, dec!(1))];
        assert_eq!(asignar(&lotes, dec!(0), hoy()), Salida { tomas: vec![], falta: dec!(0) });
        assert_eq!(asignar(&lotes, dec!(-3), hoy()), Salida { tomas: vec![], falta: dec!(0) });
        assert_eq!(asignar(&[], dec!(2), hoy()), Salida { tomas: vec![], falta: dec!(2) });
    }

    fn lotes() -> impl Strategy<Value = Vec<Lote>> {
        let uno = (prop::option::of(-5_i64..20), 0_i64..5, 0_i64..20_000);
        prop::collection::vec(uno, 0..12).prop_map(|todos| {
            todos.into_iter().zip(1..).map(|((en, rec, n), id)| lote(id, en, rec, Decimal::new(n, 3))).collect()
        })
    }

    proptest! {
        #[test]
        fn da_todo_lo_que_puede_y_nada_mas(lotes in lotes(), milesimas in 0_i64..100_000) {
            let pedido = Decimal::new(milesimas, 3);
            let salida = asignar(&lotes, pedido, hoy());
            let tomado: Decimal = salida.tomas.iter().map(|toma| toma.cantidad).sum();
            let usable: Decimal = lotes.iter().filter(|l| l.sirve(hoy())).map(|l| l.cantidad).sum();
            prop_assert_eq!(tomado + salida.falta, pedido);
            prop_assert_eq!(tomado, pedido.min(usable));
        }

        #[test]
        fn respeta_lote_caducidad_y_turno(lotes in lotes(), milesimas in 1_i64..100_000) {
            let salida = asignar(&lotes, Decimal::new(milesimas, 3), hoy());
            let de = |id: i64| lotes.iter().find(|lote| lote.id == id).expect("lote");
            for (n, toma) in salida.tomas.iter().enumerate() {
                let lote = de(toma.lote);
                prop_assert!(lote.sirve(hoy()) && toma.cantidad > Decimal::ZERO && toma.cantidad <= lote.cantidad);
                prop_assert!(n + 1 == salida.tomas.len() || toma.cantidad == lote.cantidad);
            }
            let clave = |l: &Lote| (l.caduca.unwrap_or(NaiveDate::MAX), l.recibido, l.id);
            prop_assert!(salida.tomas.iter().map(|toma| clave(de(toma.lote))).is_sorted());
            if let Some(ultima) = salida.tomas.last() {
                let saltados = lotes.iter().filter(|l| l.sirve(hoy()) && clave(l) < clave(de(ultima.lote)));
                prop_assert_eq!(saltados.count(), salida.tomas.len() - 1);
            }
        }

        #[test]
        fn el_orden_de_llegada_de_la_lista_da_igual(lotes in lotes(), milesimas in 0_i64..100_000) {
            let mut al_reves = lotes.clone();
            al_reves.reverse();
            let pedido = Decimal::new(milesimas, 3);
            prop_assert_eq!(asignar(&lotes, pedido, hoy()), asignar(&al_reves, pedido, hoy()));
        }
    }
}
