//! Phones: Chilean ones as people say them, foreign ones with `+`; kept as E.164.
//!
//! A Chilean number has nine digits since 2013 (Subtel): 9 and eight more for a mobile, area and the rest for
//! a landline. Eight digits are an old number that lacks one: which one cannot be known, so they are refused.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telefono(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TelefonoInvalido {
    Vacio,
    /// Letters, or signs no phone carries.
    Formato,
    FaltanDigitos,
    SobranDigitos,
    /// No Chilean number starts with 0 or 1 after its prefix.
    Prefijo,
}

/// Digits of a Chilean number without its 56.
const LARGO: usize = 9;

impl Telefono {
    /// Reads `+56 9 8765 4321`, `56987654321`, `987654321`, `09 8765 4321`, `(2) 2345 6789`, and foreign numbers
    /// that start with `+` or `00`.
    pub fn parse(texto: &str) -> Result<Self, TelefonoInvalido> {
        let texto = texto.trim();
        if texto.is_empty() {
            return Err(TelefonoInvalido::Vacio);
        }
        let (con_mas, resto) = texto.strip_prefix('+').map_or((false, texto), |resto| (true, resto));
        let digitos: String = resto.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
        if !digitos.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TelefonoInvalido::Formato);
        }
        match digitos.strip_prefix("00").or(con_mas.then_some(&digitos)) {
            Some(internacional) => Self::internacional(internacional),
            None if digitos.len() == LARGO + 2 && digitos.starts_with("56") => Self::internacional(&digitos),
            None => Self::chileno(&digitos),
        }
    }

    /// `+56987654321`
    pub fn e164(&self) -> &str {
        &self.0
    }

    fn internacional(digitos: &str) -> Result<Self, TelefonoInvalido> {
        match (digitos.strip_prefix("56"), digitos.len()) {
            (Some(nacional), _) => Self::chileno(nacional),
            (None, 0..7) => Err(TelefonoInvalido::FaltanDigitos),
            (None, 16..) => Err(TelefonoInvalido::SobranDigitos),
            (None, _) if digitos.starts_with('0') => Err(TelefonoInvalido::Prefijo),
            (None, _) => Ok(Self(format!("+{digitos}"))),
        }
    }

    fn chileno(digitos: &str) -> Result<Self, TelefonoInvalido> {
        let nacional = digitos.strip_prefix('0').unwrap_or(digitos);
        match nacional.len() {
            0..LARGO => Err(TelefonoInvalido::FaltanDigitos),
            LARGO if nacional.starts_with(['0', '1']) => Err(TelefonoInvalido::Prefijo),
            LARGO => Ok(Self(format!("+56{nacional}"))),
            _ => Err(TelefonoInvalido::SobranDigitos),
        }
    }
}

/// `+56 9 8765 4321`, `+56 2 2345 6789`, `+56 32 234 5678`; foreign ones as E.164, whose groups differ by country.
impl fmt::Display for Telefono {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nacional = self.0.strip_prefix("+56").unwrap_or_default();
        let area = if nacional.starts_with(['9', '2']) { 1 } else { 2 };
        match (nacional.split_at_checked(area), nacional.split_at_checked(LARGO - 4)) {
            (Some((area, _)), Some((cabeza, cola))) => {
                write!(f, "+56 {area} {} {cola}", cabeza.strip_prefix(area).unwrap_or_default())
            }
            _ => f.write_str(&self.0),
        }
    }
}

/// What is stored as E.164 as people say it, `+56 9 8765 4321`; what cannot be read, as it stands.
pub fn legible(e164: &str) -> String {
    Telefono::parse(e164).map_or_else(|_as_it_stands| e164.to_owned(), |telefono| telefono.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lee_los_telefonos_como_se_dicen() {
        for (texto, e164, mostrado) in [
            ("+56 9 8765 4321", "+56987654321", "+56 9 8765 4321"),
            ("987654321", "+56987654321", "+56 9 8765 4321"),
            ("09 8765 4321", "+56987654321", "+56 9 8765 4321"),
            ("56987654321", "+56987654321", "+56 9 8765 4321"),
            ("0056 9 8765-4321", "+56987654321", "+56 9 8765 4321"),
            ("+56 09 8765 4321", "+56987654321", "+56 9 8765 4321"),
            ("(2) 2345 6789", "+56223456789", "+56 2 2345 6789"),
            ("32 234 5678", "+56322345678", "+56 32 234 5678"),
            ("032-2345678", "+56322345678", "+56 32 234 5678"),
            ("+54 9 11 2345-6789", "+5491123456789", "+5491123456789"),
            ("00 1 212 555 0100", "+12125550100", "+12125550100"),
            ("562 345 678", "+56562345678", "+56 56 234 5678"),
        ] {
            let telefono = Telefono::parse(texto).expect(texto);
            assert_eq!((telefono.e164(), telefono.to_string().as_str()), (e164, mostrado), "{texto}");
        }
    }

    #[test]
    fn rechaza_lo_que_no_se_puede_marcar() {
        use TelefonoInvalido::*;
        for (texto, error) in [
            ("", Vacio),
            ("  ", Vacio),
            ("no tiene", Formato),
            ("9 8765 432A", Formato),
            ("98765432١", Formato),
            ("987654321 / 2", Formato),
            ("+", FaltanDigitos),
            ("8765 4321", FaltanDigitos),
            ("+56 8765 4321", FaltanDigitos),
            ("0", FaltanDigitos),
            ("9876543210", SobranDigitos),
            ("+569876543210", SobranDigitos),
            ("123456789", Prefijo),
            ("+12345", FaltanDigitos),
            ("+1234567890123456", SobranDigitos),
            ("+0123456789", Prefijo),
        ] {
            assert_eq!(Telefono::parse(texto), Err(error), "{texto}");
        }
    }

    proptest! {
        #[test]
        fn lo_mostrado_se_lee_igual(nacional in "[2-9][0-9]{8}") {
            let telefono = Telefono::parse(&nacional).expect("nacional");
            prop_assert_eq!(telefono.e164(), format!("+56{nacional}"));
            let e164 = telefono.e164().to_owned();
            for forma in [telefono.to_string(), e164, format!("0{nacional}"), format!("56{nacional}")] {
                prop_assert_eq!(Telefono::parse(&forma), Ok(telefono.clone()));
            }
        }

        #[test]
        fn lo_aceptado_es_e164(texto in "[+]?[0-9 ().-]{0,20}") {
            if let Ok(telefono) = Telefono::parse(&texto) {
                let digitos = telefono.e164().strip_prefix('+').expect("+");
                prop_assert!((7..=15).contains(&digitos.len()) && !digitos.starts_with('0'));
                prop_assert_eq!(Telefono::parse(&telefono.to_string()), Ok(telefono));
            }
        }
    }
}
