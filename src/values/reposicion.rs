//! When to order an insumo and how much of it: its consumption of a day, over the days on which there was some.

use rust_decimal::Decimal;

/// What happened to an insumo in a window of whole days that ends yesterday.
#[derive(Debug, Clone, Copy)]
pub struct Historia<'a> {
    /// Days of the window.
    pub ventana: i32,
    /// What there is now.
    pub hay: Decimal,
    /// Days in which something moved, in order: 0 is the first of the window, `ventana` is today.
    pub dias: &'a [i32],
    /// By how much each of them changed what there is.
    pub netos: &'a [Decimal],
    /// Used or sold in the window, what came back taken off.
    pub consumo: Decimal,
}

impl Historia<'_> {
    /// Days of the window on which there was some at some moment: who has none uses none, and says nothing of the pace.
    pub fn dias_con_existencias(&self) -> i32 {
        let mut saldo = self.hay - self.netos.iter().sum::<Decimal>();
        let (mut siguiente, mut con) = (0, 0);
        for (dia, neto) in self.dias.iter().zip(self.netos) {
            con += if saldo > Decimal::ZERO { dia - siguiente } else { 0 };
            con += i32::from(*dia < self.ventana);
            saldo += neto;
            siguiente = dia + 1;
        }
        con + if saldo > Decimal::ZERO { (self.ventana - siguiente).max(0) } else { 0 }
    }

    /// Of a day with existencias; zero when there was none.
    pub fn consumo_diario(&self) -> Decimal {
        let dias = Decimal::from(self.dias_con_existencias());
        if dias.is_zero() { Decimal::ZERO } else { self.consumo.max(Decimal::ZERO) / dias }
    }
}

/// What a clinic wants of an insumo.
#[derive(Debug, Clone, Copy)]
pub struct Politica {
    /// Below it there is too little, whatever the pace.
    pub minimo: Decimal,
    /// Days from an order to its goods.
    pub entrega: i32,
    /// Days of consumption kept for what goes wrong.
    pub reserva: i32,
    /// Days that an order is to last.
    pub cobertura: i32,
}

impl Politica {
    /// What there is and what is awaited should not be under this.
    pub fn punto(&self, diario: Decimal) -> Decimal {
        (diario * Decimal::from(self.entrega + self.reserva)).max(self.minimo)
    }

    /// In whole units; none while there is enough.
    pub fn pedir(&self, diario: Decimal, disponible: Decimal) -> Option<Decimal> {
        let punto = self.punto(diario);
        let objetivo = punto + diario * Decimal::from(self.cobertura);
        (disponible < punto).then(|| (objetivo - disponible).ceil())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn los_dias_sin_existencias_no_bajan_el_promedio() {
        // Ten came on the first day, five left on each of the two that follow, and then there was none for a week.
        let (dias, netos) = ([0, 1, 2], [dec!(10), dec!(-5), dec!(-5)]);
        let historia = Historia { ventana: 10, hay: dec!(0), dias: &dias, netos: &netos, consumo: dec!(10) };
        assert_eq!(historia.dias_con_existencias(), 3);
        assert_eq!(historia.consumo_diario().round_dp(3), dec!(3.333));
        let nunca = Historia { ventana: 10, hay: dec!(0), dias: &[], netos: &[], consumo: dec!(0) };
        assert_eq!(nunca.consumo_diario(), dec!(0));
        let quieto = Historia { hay: dec!(3), ..nunca };
        assert_eq!(quieto.dias_con_existencias(), 10);
    }

    #[test]
    fn se_pide_hasta_cubrir_y_solo_cuando_falta() {
        let politica = Politica { minimo: dec!(5), entrega: 7, reserva: 3, cobertura: 30 };
        assert_eq!(politica.punto(dec!(2)), dec!(20));
        assert_eq!(politica.pedir(dec!(2), dec!(20)), None);
        assert_eq!(politica.pedir(dec!(2), dec!(19)), Some(dec!(61)));
        assert_eq!(politica.pedir(dec!(0), dec!(4.5)), Some(dec!(1)));
        assert_eq!(politica.pedir(dec!(0), dec!(5)), None);
    }

    /// Day after day, as somebody with a notebook would.
    fn a_mano(ventana: i32, inicial: Decimal, netos: &[Option<Decimal>]) -> (i32, Decimal) {
        let (mut saldo, mut con) = (inicial, 0);
        for (dia, neto) in (0..=ventana).zip(netos) {
            let hubo = saldo > Decimal::ZERO || neto.is_some();
            con += i32::from(hubo && dia < ventana);
            saldo += neto.unwrap_or_default();
        }
        (con, saldo)
    }

    proptest! {
        #[test]
        fn cuenta_los_mismos_dias_que_a_mano(
            ventana in 1_i32..40,
            inicial in 0_i64..6,
            cambios in prop::collection::vec(prop::option::weighted(0.4, -6_i64..7), 41),
        ) {
            // A day moves what it can: nothing goes below zero, and what there is none of is not moved.
            let mut saldo = inicial;
            let netos: Vec<Option<Decimal>> = cambios.iter().map(|cambio| {
                let neto = cambio.map(|c| c.max(-saldo)).filter(|c| saldo > 0 || *c > 0)?;
                saldo += neto;
                Some(Decimal::from(neto))
            }).collect();
            let (esperados, hay) = a_mano(ventana, Decimal::from(inicial), &netos);
            let movidos: Vec<(i32, Decimal)> = (0..=ventana).zip(&netos).filter_map(|(d, n)| Some((d, (*n)?))).collect();
            let (dias, netos): (Vec<i32>, Vec<Decimal>) = movidos.into_iter().unzip();
            let historia = Historia { ventana, hay, dias: &dias, netos: &netos, consumo: Decimal::ONE };
            prop_assert_eq!(historia.dias_con_existencias(), esperados);
            prop_assert!(esperados <= ventana);
        }

        #[test]
        fn lo_pedido_alcanza_y_no_sobra(diario in 0_u32..50, disponible in 0_u32..2_000, minimo in 0_u32..300, dias in 0_i32..60) {
            let politica = Politica { minimo: minimo.into(), entrega: dias, reserva: 5, cobertura: 30 };
            let (diario, disponible) = (Decimal::from(diario) / dec!(7), Decimal::from(disponible));
            let objetivo = politica.punto(diario) + diario * dec!(30);
            match politica.pedir(diario, disponible) {
                None => prop_assert!(disponible >= politica.punto(diario)),
                Some(n) => prop_assert!(n > dec!(0) && disponible + n >= objetivo && disponible + n < objetivo + dec!(1)),
            }
        }
    }
}
