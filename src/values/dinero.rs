//! Amounts of money: what a currency can hold, how a cashier types it, how es-CL writes it.
//! An amount is always a `Decimal`; there is no float in the house.

use rust_decimal::{Decimal, dec};

use super::texto::con_puntos;

/// ISO 4217 currencies without cents. CLP is the one of the house; the rest come from the standard.
const SIN_DECIMALES: [&str; 9] = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"];

/// More decimals than the two of `numeric(14,2)`: refused rather than truncated.
const NO_CABEN: [&str; 9] = ["BHD", "CLF", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", "UYW"];

/// Digits before the comma in `numeric(14,2)`, and the first amount that needs one more.
const CIFRAS: usize = 12;
const TOPE: Decimal = dec!(1_000_000_000_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moneda {
    codigo: [u8; 3],
    decimales: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DineroInvalido {
    Vacio,
    Negativo,
    /// Letters, two commas, a dot that does not separate thousands.
    Formato,
    /// More decimals than the currency has; `0` when it has none.
    Decimales(u32),
    /// Beyond what `numeric(14,2)` holds.
    Excesivo,
}

impl Moneda {
    pub const CLP: Self = Self { codigo: *b"CLP", decimales: 0 };

    /// A currency by its ISO 4217 code in upper case; none for those of three or more decimals.
    pub fn de_codigo(codigo: &str) -> Option<Self> {
        let bytes: [u8; 3] = codigo.as_bytes().try_into().ok()?;
        let valido = bytes.iter().all(u8::is_ascii_uppercase) && !NO_CABEN.contains(&codigo);
        let decimales = if SIN_DECIMALES.contains(&codigo) { 0 } else { 2 };
        valido.then_some(Self { codigo: bytes, decimales })
    }

    pub fn codigo(&self) -> &str {
        str::from_utf8(&self.codigo).unwrap_or_default()
    }

    pub fn decimales(self) -> u32 {
        self.decimales
    }

    /// The smallest amount: 1 in CLP, 0.01 in USD.
    pub fn unidad(self) -> Decimal {
        Decimal::new(1, self.decimales)
    }

    /// Whether an amount, of either sign, is a whole number of units and fits its column.
    pub fn es_exacto(self, monto: Decimal) -> bool {
        monto.abs() < TOPE && monto.normalize().scale() <= self.decimales
    }

    /// What a cashier types, zero or more: `12340`, `12.340`, `$ 12.340`, and `12.340,5` with two decimals.
    /// Dots only separate thousands, a comma only decimals: `12,340` and `12.34` are refused, never guessed.
    pub fn parse(self, texto: &str) -> Result<Decimal, DineroInvalido> {
        let texto = texto.trim();
        let texto = texto.strip_prefix('$').unwrap_or(texto).trim_start();
        if texto.is_empty() {
            return Err(DineroInvalido::Vacio);
        }
        if texto.starts_with('-') {
            return Err(DineroInvalido::Negativo);
        }
        let (entero, fraccion) = match texto.split_once(',') {
            Some((entero, fraccion)) => (entero, self.fraccion(fraccion)?),
            None => (texto, "0"),
        };
        let entero = sin_puntos(entero)?;
        Decimal::from_str_exact(&format!("{entero}.{fraccion}")).or(Err(DineroInvalido::Formato))
    }

    /// `12.340` or `12.340,50`, without symbol. An amount that is not exact shows all it has: it never lies.
    pub fn format(self, monto: Decimal) -> String {
        let decimales = self.decimales.max(monto.normalize().scale()) as usize;
        let texto = format!("{:.decimales$}", monto.abs());
        let (entero, fraccion) = texto.split_once('.').unwrap_or((&texto, ""));
        let signo = if monto < Decimal::ZERO { "-" } else { "" };
        let coma = if fraccion.is_empty() { "" } else { "," };
        format!("{signo}{}{coma}{fraccion}", con_puntos(entero))
    }

    fn fraccion(self, texto: &str) -> Result<&str, DineroInvalido> {
        if texto.is_empty() || !son_cifras(texto) {
            Err(DineroInvalido::Formato)
        } else if texto.len() > self.decimales as usize {
            Err(DineroInvalido::Decimales(self.decimales))
        } else {
            Ok(texto)
        }
    }
}

fn sin_puntos(texto: &str) -> Result<String, DineroInvalido> {
    let mut grupos = texto.split('.');
    let primero = grupos.next().unwrap_or_default();
    let con_grupos = texto.contains('.');
    let primero_bien = son_cifras(primero) && (!con_grupos || (primero.len() <= 3 && !primero.starts_with('0')));
    if !primero_bien || !grupos.all(|grupo| grupo.len() == 3 && son_cifras(grupo)) {
        return Err(DineroInvalido::Formato);
    }
    let cifras = texto.replace('.', "");
    let cifras = cifras.trim_start_matches('0');
    if cifras.len() > CIFRAS { Err(DineroInvalido::Excesivo) } else { Ok(format!("0{cifras}")) }
}

fn son_cifras(texto: &str) -> bool {
    !texto.is_empty() && texto.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd() -> Moneda {
        Moneda::de_codigo("USD").expect("USD")
    }

    #[test]
    fn las_monedas_tienen_sus_decimales() {
        assert_eq!(Moneda::de_codigo("CLP"), Some(Moneda::CLP));
        assert_eq!(Moneda::CLP.unidad(), dec!(1));
        assert_eq!(usd().unidad(), dec!(0.01));
        assert_eq!((usd().codigo(), usd().decimales()), ("USD", 2));
        for codigo in ["", "clp", "PESO", "CLF", "ñ$", "C1P"] {
            assert_eq!(Moneda::de_codigo(codigo), None, "{codigo}");
        }
    }

    #[test]
    fn lee_lo_que_escribe_la_cajera() {
        for (texto, monto) in [
            ("12340", dec!(12340)),
            ("12.340", dec!(12340)),
            ("$12.340", dec!(12340)),
            ("$ 12340", dec!(12340)),
            (" 1.234.567 ", dec!(1234567)),
            ("0", dec!(0)),
            ("007", dec!(7)),
            ("999.999.999.999", dec!(999999999999)),
        ] {
            assert_eq!(Moneda::CLP.parse(texto), Ok(monto), "{texto}");
            assert_eq!(usd().parse(texto), Ok(monto), "{texto}");
        }
        assert_eq!(usd().parse("12.340,50"), Ok(dec!(12340.50)));
        assert_eq!(usd().parse("12340,5"), Ok(dec!(12340.5)));
        assert_eq!(usd().parse("0,01"), Ok(dec!(0.01)));
    }

    #[test]
    fn rechaza_lo_dudoso() {
        use DineroInvalido::*;
        for (texto, error) in [
            ("", Vacio),
            ("$", Vacio),
            ("-500", Negativo),
            ("$ -500", Negativo),
            ("12.34", Formato),
            ("1.2.3", Formato),
            ("12.3400", Formato),
            (".500", Formato),
            ("0.500", Formato),
            ("1234.567", Formato),
            ("12 340", Formato),
            ("mil", Formato),
            ("1e3", Formato),
            ("12340.", Formato),
            (",5", Decimales(0)),
            ("12,", Formato),
            ("12,340", Decimales(0)),
            ("12,5", Decimales(0)),
            ("12,5,0", Formato),
            ("$$5", Formato),
            ("+5", Formato),
            ("1.000.000.000.000", Excesivo),
            ("٣", Formato),
        ] {
            assert_eq!(Moneda::CLP.parse(texto), Err(error), "{texto}");
        }
        assert_eq!(usd().parse("12,340"), Err(Decimales(2)));
        assert_eq!(usd().parse("12.50"), Err(Formato));
        assert_eq!(usd().parse(",50"), Err(Formato));
    }

    #[test]
    fn escribe_como_en_chile() {
        assert_eq!(Moneda::CLP.format(dec!(12340.00)), "12.340");
        assert_eq!(Moneda::CLP.format(dec!(-1234567)), "-1.234.567");
        assert_eq!(Moneda::CLP.format(dec!(0.5)), "0,5");
        assert_eq!(usd().format(dec!(12340.5)), "12.340,50");
        assert_eq!(usd().format(dec!(-0.00)), "0,00");
    }

    #[test]
    fn sabe_que_es_exacto() {
        assert!(Moneda::CLP.es_exacto(dec!(100.00)));
        assert!(!Moneda::CLP.es_exacto(dec!(100.50)));
        assert!(usd().es_exacto(dec!(-100.50)));
        assert!(!usd().es_exacto(dec!(0.005)));
        assert!(!Moneda::CLP.es_exacto(dec!(1000000000000)));
    }

    proptest! {
        #[test]
        fn va_y_vuelve(unidades in 0_i64..100_000_000_000_000, clp: bool) {
            let moneda = if clp { Moneda::CLP } else { usd() };
            let monto = Decimal::new(if clp { unidades / 100 } else { unidades }, moneda.decimales());
            prop_assert!(moneda.es_exacto(monto));
            prop_assert_eq!(moneda.parse(&moneda.format(monto)), Ok(monto));
            prop_assert_eq!(moneda.parse(&format!("$ {}", moneda.format(monto))), Ok(monto));
        }

        #[test]
        fn lo_que_acepta_siempre_es_exacto(texto in "[$ ]{0,2}[0-9.,-]{0,16}", clp: bool) {
            let moneda = if clp { Moneda::CLP } else { usd() };
            if let Ok(monto) = moneda.parse(&texto) {
                prop_assert!(moneda.es_exacto(monto) && monto >= Decimal::ZERO);
            }
        }
    }
}
