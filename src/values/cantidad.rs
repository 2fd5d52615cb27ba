//! Quantities and unit costs as people type them: `2`, `2,5`, `1.250`. Never a float.

use rust_decimal::Decimal;

/// Digits before the comma in `numeric(12,3)`.
const CIFRAS: usize = 9;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CantidadInvalida {
    Vacia,
    /// Letters, signs, two commas, a dot that does not separate thousands.
    Formato,
    Cero,
    Decimales(u32),
    Excesiva,
}

/// More than zero, up to three decimals: what is counted, weighed or measured.
pub fn parse(texto: &str) -> Result<Decimal, CantidadInvalida> {
    let cantidad = parse_cero(texto, 3)?;
    if cantidad.is_zero() { Err(CantidadInvalida::Cero) } else { Ok(cantidad) }
}

/// Zero or more, with so many decimals: a minimum, a unit cost.
pub fn parse_cero(texto: &str, decimales: u32) -> Result<Decimal, CantidadInvalida> {
    let texto = texto.trim();
    if texto.is_empty() {
        return Err(CantidadInvalida::Vacia);
    }
    let (entero, fraccion) = texto.split_once(',').unwrap_or((texto, "0"));
    let entero = sin_miles(entero)?;
    if !son_cifras(fraccion) {
        return Err(CantidadInvalida::Formato);
    }
    if fraccion.trim_end_matches('0').len() > decimales as usize {
        return Err(CantidadInvalida::Decimales(decimales));
    }
    if entero.len() > CIFRAS {
        return Err(CantidadInvalida::Excesiva);
    }
    let numero = Decimal::from_str_exact(&format!("0{entero}.{fraccion}"));
    Ok(numero.map_err(|_largo| CantidadInvalida::Formato)?.normalize())
}

/// `1.250` is a thousand and some; `1.25` is a slip that is refused, never guessed.
fn sin_miles(entero: &str) -> Result<String, CantidadInvalida> {
    let mut grupos = entero.split('.');
    let primero = grupos.next().unwrap_or_default();
    let agrupado = entero.contains('.');
    let bien = son_cifras(primero) && (!agrupado || (primero.len() <= 3 && !primero.starts_with('0')));
    if !bien || !grupos.all(|grupo| grupo.len() == 3 && son_cifras(grupo)) {
        return Err(CantidadInvalida::Formato);
    }
    Ok(entero.replace('.', "").trim_start_matches('0').to_owned())
}

fn son_cifras(texto: &str) -> bool {
    !texto.is_empty() && texto.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::CantidadInvalida::*;
    use super::*;

    #[test]
    fn lee_lo_que_se_escribe() {
        for (texto, cantidad) in [
            ("2", dec!(2)),
            (" 2,5 ", dec!(2.5)),
            ("1.250", dec!(1250)),
            ("0,125", dec!(0.125)),
            ("007", dec!(7)),
            ("3,0000", dec!(3)),
        ] {
            assert_eq!(parse(texto), Ok(cantidad), "{texto}");
        }
        assert_eq!(parse_cero("0", 3), Ok(dec!(0)));
        assert_eq!(parse_cero("12,345678", 6), Ok(dec!(12.345678)));
    }

    #[test]
    fn rechaza_lo_demas() {
        for (texto, error) in [
            ("", Vacia),
            ("dos", Formato),
            ("-1", Formato),
            ("1.25", Formato),
            ("1,2,3", Formato),
            ("1,", Formato),
            (",5", Formato),
            ("0", Cero),
            ("0,000", Cero),
            ("1,2345", Decimales(3)),
            ("1.000.000.000", Excesiva),
        ] {
            assert_eq!(parse(texto), Err(error), "{texto}");
        }
    }

    proptest! {
        #[test]
        fn lo_aceptado_cabe_en_su_columna(texto in "[0-9.,]{0,14}") {
            if let Ok(cantidad) = parse(&texto) {
                prop_assert!(cantidad > Decimal::ZERO && cantidad < dec!(1_000_000_000) && cantidad.scale() <= 3);
            }
        }
    }
}
