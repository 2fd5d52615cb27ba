//! What happens at the drawer when someone pays: the pure arithmetic of a pago, before it touches a table.
//!
//! Cards, transfers, cheques and what a patient has in favour are exact and never exceed what is left; cash pays the rest, that
//! rest is rounded (`Reglas`), and only cash gives change, which may stay in favour of the patient. In every accepted cobro
//! `exacto + efectivo + redondeo + pendiente = debido + a_favor` and `efectivo + vuelto = recibido`.

use rust_decimal::Decimal;

use super::dinero::Moneda;
use super::redondeo::Redondeo;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metodo {
    Efectivo,
    Debito,
    Credito,
    Transferencia,
    Cheque,
    /// What the patient has in favour.
    Abono,
}

/// How a clinic collects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reglas {
    pub moneda: Moneda,
    pub redondeo: Redondeo,
    /// Whether cash that completes other methods in one payment is rounded too. The law does not say: a setting,
    /// true unless the clinic decides otherwise.
    pub redondea_mixto: bool,
}

/// A method and what was handed over by it: for cash, the notes on the counter, change not yet taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linea {
    pub metodo: Metodo,
    pub monto: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cobro {
    /// Σ of the methods that are not cash.
    pub exacto: Decimal,
    /// Cash handed over.
    pub recibido: Decimal,
    /// Cash that stays in the drawer.
    pub efectivo: Decimal,
    /// Cash given back, zero or more.
    pub vuelto: Decimal,
    /// Cash beyond what is due that the drawer keeps for the patient.
    pub a_favor: Decimal,
    /// A ledger line of its own: positive when less than due is collected. Zero in a partial payment.
    pub redondeo: Decimal,
    /// What is still owed afterwards; zero when paid in full.
    pub pendiente: Decimal,
}

/// Why a cobro is not possible. `linea` counts from 0 in the order given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CobroRechazado {
    /// Nothing is due, or it is not an amount of the currency.
    NadaQueCobrar,
    SinLineas,
    /// Less than one unit, or a fraction of one.
    MontoInvalido {
        linea: usize,
    },
    /// More on a card than what is left to pay.
    TarjetaExcede {
        linea: usize,
        maximo: Decimal,
    },
    /// A transfer, a cheque or an abono beyond what is left: there is no cash to give change from.
    SinEfectivoParaVuelto {
        linea: usize,
        maximo: Decimal,
    },
    /// The other methods already cover everything.
    EfectivoDeMas,
    /// Covers what is left but not what rounding asks for, as 9.998 where 9.996 is collected as 10.000.
    EfectivoCorto {
        a_cobrar: Decimal,
    },
}

impl Cobro {
    /// What enters: the sum of the receipt.
    pub fn cobrado(&self) -> Decimal {
        self.exacto + self.efectivo
    }

    /// What the payment takes off the debt, rounding included: what is allocated to lines or cuotas.
    pub fn abonado(&self) -> Decimal {
        self.total() - self.a_favor
    }

    /// What the ledger writes down: what is taken off the debt, and what stays in favour.
    pub fn total(&self) -> Decimal {
        self.cobrado() + self.redondeo
    }

    /// The change stays in the drawer, in favour of the patient.
    pub fn dejar_vuelto(self) -> Self {
        Self { efectivo: self.recibido, a_favor: self.vuelto, vuelto: Decimal::ZERO, ..self }
    }

    pub fn salda(&self) -> bool {
        self.pendiente.is_zero()
    }
}

impl Metodo {
    pub const TODOS: [Self; 6] =
        [Self::Efectivo, Self::Debito, Self::Credito, Self::Transferencia, Self::Cheque, Self::Abono];

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|metodo| metodo.codigo() == codigo)
    }

    pub fn codigo(self) -> &'static str {
        match self {
            Self::Efectivo => "efectivo",
            Self::Debito => "debito",
            Self::Credito => "credito",
            Self::Transferencia => "transferencia",
            Self::Cheque => "cheque",
            Self::Abono => "abono",
        }
    }

    pub fn es_tarjeta(self) -> bool {
        matches!(self, Self::Debito | Self::Credito)
    }

    /// Something else than the amount tells it from another: a voucher, a transfer, a cheque.
    pub fn lleva_referencia(self) -> bool {
        !matches!(self, Self::Efectivo | Self::Abono)
    }
}

/// Works out a payment of `debido`, more than zero, by the lines given. Lines of a method may repeat.
pub fn cobrar(debido: Decimal, lineas: &[Linea], reglas: Reglas) -> Result<Cobro, CobroRechazado> {
    revisar(debido, lineas, reglas.moneda)?;
    let resto = descontar_exactos(debido, lineas)?;
    let recibido = lineas.iter().filter(|linea| linea.metodo == Metodo::Efectivo).map(|linea| linea.monto).sum();
    let exacto = debido - resto;
    let redondea = exacto.is_zero() || reglas.redondea_mixto;
    let redondeo = if redondea { reglas.redondeo } else { Redondeo::ninguno(reglas.moneda) };
    en_efectivo(resto, recibido, redondeo).map(|efectivo| Cobro { exacto, ..efectivo })
}

fn revisar(debido: Decimal, lineas: &[Linea], moneda: Moneda) -> Result<(), CobroRechazado> {
    let es_monto = |monto: Decimal| monto >= moneda.unidad() && moneda.es_exacto(monto);
    if !es_monto(debido) {
        return Err(CobroRechazado::NadaQueCobrar);
    }
    if lineas.is_empty() {
        return Err(CobroRechazado::SinLineas);
    }
    match lineas.iter().position(|linea| !es_monto(linea.monto)) {
        Some(linea) => Err(CobroRechazado::MontoInvalido { linea }),
        None => Ok(()),
    }
}

fn descontar_exactos(debido: Decimal, lineas: &[Linea]) -> Result<Decimal, CobroRechazado> {
    let mut maximo = debido;
    for (linea, Linea { metodo, monto }) in lineas.iter().enumerate() {
        match metodo {
            Metodo::Efectivo => continue,
            _ if *monto <= maximo => maximo -= monto,
            _ if metodo.es_tarjeta() => return Err(CobroRechazado::TarjetaExcede { linea, maximo }),
            _ => return Err(CobroRechazado::SinEfectivoParaVuelto { linea, maximo }),
        }
    }
    Ok(maximo)
}

/// The cash side of a cobro; `exacto` is left at zero.
fn en_efectivo(resto: Decimal, recibido: Decimal, redondeo: Redondeo) -> Result<Cobro, CobroRechazado> {
    let (a_cobrar, diferencia) = redondeo.efectivo(resto);
    let parcial = Cobro {
        exacto: Decimal::ZERO,
        recibido,
        efectivo: recibido,
        vuelto: Decimal::ZERO,
        a_favor: Decimal::ZERO,
        redondeo: Decimal::ZERO,
        pendiente: resto - recibido,
    };
    if recibido.is_zero() {
        Ok(parcial)
    } else if resto.is_zero() {
        Err(CobroRechazado::EfectivoDeMas)
    } else if recibido >= a_cobrar {
        let vuelto = recibido - a_cobrar;
        Ok(Cobro { efectivo: a_cobrar, vuelto, redondeo: diferencia, pendiente: Decimal::ZERO, ..parcial })
    } else if recibido >= resto {
        Err(CobroRechazado::EfectivoCorto { a_cobrar })
    } else {
        Ok(parcial)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::CobroRechazado::*;
    use super::Metodo::*;
    use super::*;

    const REGLAS: Reglas = Reglas { moneda: Moneda::CLP, redondeo: Redondeo::LEY_20956, redondea_mixto: true };

    fn en_clp(debido: i64, lineas: &[(Metodo, i64)]) -> Result<Cobro, CobroRechazado> {
        let lineas: Vec<Linea> =
            lineas.iter().map(|(metodo, monto)| Linea { metodo: *metodo, monto: Decimal::from(*monto) }).collect();
        cobrar(Decimal::from(debido), &lineas, REGLAS)
    }

    fn cobro([exacto, recibido, efectivo, vuelto, redondeo, pendiente]: [i64; 6]) -> Cobro {
        Cobro {
            exacto: exacto.into(),
            recibido: recibido.into(),
            efectivo: efectivo.into(),
            vuelto: vuelto.into(),
            a_favor: Decimal::ZERO,
            redondeo: redondeo.into(),
            pendiente: pendiente.into(),
        }
    }

    #[test]
    fn paga_en_efectivo_con_redondeo_y_vuelto() {
        assert_eq!(en_clp(995, &[(Efectivo, 1000)]), Ok(cobro([0, 1000, 990, 10, 5, 0])));
        assert_eq!(en_clp(996, &[(Efectivo, 1000)]), Ok(cobro([0, 1000, 1000, 0, -4, 0])));
        assert_eq!(
            en_clp(12_340, &[(Efectivo, 10_000), (Efectivo, 5_000)]),
            Ok(cobro([0, 15_000, 12_340, 2_660, 0, 0]))
        );
    }

    #[test]
    fn la_tarjeta_es_exacta() {
        assert_eq!(en_clp(9_996, &[(Debito, 9_996)]), Ok(cobro([9_996, 0, 0, 0, 0, 0])));
        assert_eq!(en_clp(9_996, &[(Transferencia, 5_000), (Credito, 4_996)]), Ok(cobro([9_996, 0, 0, 0, 0, 0])));
    }

    #[test]
    fn con_metodos_mezclados_se_redondea_lo_que_queda_en_efectivo() {
        let esperado = Ok(cobro([5_000, 5_000, 5_000, 0, -4, 0]));
        assert_eq!(en_clp(9_996, &[(Credito, 5_000), (Efectivo, 5_000)]), esperado);
        assert_eq!(en_clp(9_996, &[(Efectivo, 5_000), (Credito, 5_000)]), esperado);
        assert_eq!(en_clp(10_004, &[(Credito, 10_000), (Efectivo, 10)]), Ok(cobro([10_000, 10, 0, 10, 4, 0])));
    }

    #[test]
    fn el_vuelto_puede_quedar_a_favor() {
        let c = en_clp(9_996, &[(Efectivo, 20_000)]).map(Cobro::dejar_vuelto).expect("cobro");
        assert_eq!((c.efectivo, c.vuelto, c.a_favor, c.redondeo), (dec!(20_000), dec!(0), dec!(10_000), dec!(-4)));
        assert_eq!((c.total(), c.abonado()), (dec!(19_996), dec!(9_996)));
    }

    #[test]
    fn lo_que_hay_a_favor_paga_justo_y_no_da_vuelto() {
        assert_eq!(en_clp(9_996, &[(Abono, 4_000), (Debito, 5_996)]), Ok(cobro([9_996, 0, 0, 0, 0, 0])));
        assert_eq!(
            en_clp(1_000, &[(Abono, 1_001)]),
            Err(SinEfectivoParaVuelto { linea: 0, maximo: Decimal::from(1_000) })
        );
    }

    #[test]
    fn la_clinica_puede_no_redondear_lo_mixto() {
        let reglas = Reglas { redondea_mixto: false, ..REGLAS };
        let linea = |metodo, monto: i64| Linea { metodo, monto: monto.into() };
        let mixto = [linea(Credito, 5_000), linea(Efectivo, 5_000)];
        assert_eq!(cobrar(dec!(9_996), &mixto, reglas), Ok(cobro([5_000, 5_000, 4_996, 4, 0, 0])));
        assert_eq!(cobrar(dec!(995), &[linea(Efectivo, 990)], reglas), Ok(cobro([0, 990, 990, 0, 5, 0])));
    }

    #[test]
    fn el_pago_parcial_no_se_redondea() {
        assert_eq!(en_clp(9_996, &[(Efectivo, 5_000)]), Ok(cobro([0, 5_000, 5_000, 0, 0, 4_996])));
        assert_eq!(en_clp(9_996, &[(Debito, 3_333)]), Ok(cobro([3_333, 0, 0, 0, 0, 6_663])));
        assert_eq!(en_clp(9_995, &[(Efectivo, 9_980)]), Ok(cobro([0, 9_980, 9_980, 0, 0, 15])));
    }

    #[test]
    fn rechaza_con_su_motivo() {
        let maximo = |monto: i64| Decimal::from(monto);
        assert_eq!(en_clp(0, &[(Efectivo, 10)]), Err(NadaQueCobrar));
        assert_eq!(en_clp(-10, &[(Efectivo, 10)]), Err(NadaQueCobrar));
        assert_eq!(en_clp(1_000, &[]), Err(SinLineas));
        assert_eq!(en_clp(1_000, &[(Debito, 500), (Efectivo, 0)]), Err(MontoInvalido { linea: 1 }));
        assert_eq!(en_clp(1_000, &[(Efectivo, -500)]), Err(MontoInvalido { linea: 0 }));
        assert_eq!(en_clp(1_000, &[(Debito, 1_001)]), Err(TarjetaExcede { linea: 0, maximo: maximo(1_000) }));
        assert_eq!(
            en_clp(1_000, &[(Efectivo, 500), (Debito, 600), (Credito, 600)]),
            Err(TarjetaExcede { linea: 2, maximo: maximo(400) })
        );
        assert_eq!(
            en_clp(1_000, &[(Transferencia, 2_000)]),
            Err(SinEfectivoParaVuelto { linea: 0, maximo: maximo(1_000) })
        );
        assert_eq!(en_clp(1_000, &[(Cheque, 1_000), (Efectivo, 10)]), Err(EfectivoDeMas));
        assert_eq!(en_clp(9_996, &[(Efectivo, 9_998)]), Err(EfectivoCorto { a_cobrar: maximo(10_000) }));
        let fraccion = [Linea { metodo: Efectivo, monto: dec!(10.5) }];
        assert_eq!(cobrar(dec!(100), &fraccion, REGLAS), Err(MontoInvalido { linea: 0 }));
    }

    fn lineas() -> impl Strategy<Value = Vec<(Metodo, i64)>> {
        prop::collection::vec((prop::sample::select(Metodo::TODOS.to_vec()), 1_i64..30_000), 0..5)
    }

    proptest! {
        #[test]
        fn el_libro_siempre_cuadra(debido in 1_i64..60_000, lineas in lineas()) {
            let suma = |efectivo: bool| -> i64 {
                lineas.iter().filter(|(m, _)| (*m == Efectivo) == efectivo).map(|(_, monto)| monto).sum()
            };
            let Ok(c) = en_clp(debido, &lineas) else { return Ok(()) };
            prop_assert_eq!(c.exacto + c.efectivo + c.redondeo + c.pendiente, Decimal::from(debido));
            prop_assert_eq!(c.efectivo + c.vuelto, c.recibido);
            prop_assert_eq!(c.exacto, Decimal::from(suma(false)));
            prop_assert_eq!(c.recibido, Decimal::from(suma(true)));
            prop_assert!(c.vuelto >= Decimal::ZERO && c.efectivo >= Decimal::ZERO && c.pendiente >= Decimal::ZERO);
            prop_assert!(c.redondeo.abs() <= dec!(5));
            if c.salda() {
                prop_assert_eq!(c.cobrado() + c.redondeo, Decimal::from(debido));
            } else {
                prop_assert!(c.vuelto.is_zero() && c.redondeo.is_zero());
            }
            let d = c.dejar_vuelto();
            prop_assert_eq!(d.exacto + d.efectivo + d.redondeo + d.pendiente, Decimal::from(debido) + d.a_favor);
            prop_assert_eq!((d.efectivo + d.vuelto, d.abonado()), (d.recibido, c.abonado()));
        }

        #[test]
        fn pagar_lo_pedido_siempre_salda(debido in 1_i64..1_000_000, parte in 0_i64..1_000_000, sobra in 0_i64..3_000) {
            let tarjeta = parte % debido;
            let (a_cobrar, diferencia) = Redondeo::LEY_20956.efectivo(Decimal::from(debido - tarjeta));
            let billetes = a_cobrar + Decimal::from(sobra);
            prop_assume!(!billetes.is_zero());
            let mut lineas = vec![Linea { metodo: Efectivo, monto: billetes }];
            if tarjeta > 0 {
                lineas.push(Linea { metodo: Credito, monto: tarjeta.into() });
            }
            let c = cobrar(debido.into(), &lineas, REGLAS).expect("cobro");
            prop_assert!(c.salda());
            prop_assert_eq!((c.vuelto, c.redondeo), (Decimal::from(sobra), diferencia));
        }

        #[test]
        fn el_orden_de_las_lineas_no_cambia_la_caja(debido in 1_i64..60_000, lineas in lineas()) {
            let mut al_reves = lineas.clone();
            al_reves.reverse();
            prop_assert_eq!(en_clp(debido, &lineas).ok(), en_clp(debido, &al_reves).ok());
        }

        #[test]
        fn sin_efectivo_nada_se_redondea(debido in 1_i64..60_000, monto in 1_i64..60_000) {
            match en_clp(debido, &[(Transferencia, monto)]) {
                Ok(c) => prop_assert!(monto <= debido && c.redondeo.is_zero() && c.vuelto.is_zero()),
                Err(_) => prop_assert!(monto > debido),
            }
        }
    }
}
