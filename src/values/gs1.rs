//! What a scanner reads on a box: a GS1 element string, its printed form with parentheses, or a plain GTIN.
//!
//! Application identifiers and their lengths are those of the GS1 General Specifications, section 3. Those that bodega
//! has no use for are passed over.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;

/// Ends an element of variable length.
const FNC1: char = '\u{1d}';
/// What scanners put before a GS1 symbol: GS1-128, DataMatrix, QR, DataBar.
const SIMBOLOGIAS: [&str; 4] = ["]C1", "]d2", "]Q3", "]e0"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gs1 {
    /// Of fourteen digits, whatever the bar code has.
    pub gtin: Option<String>,
    pub lote: Option<String>,
    /// Last day it may be used.
    pub caduca: Option<NaiveDate>,
    /// Best before: a recommendation.
    pub preferente: Option<NaiveDate>,
    pub elaborado: Option<NaiveDate>,
    /// Units of what the GTIN names.
    pub unidades: Option<Decimal>,
    /// Kilograms.
    pub peso: Option<Decimal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodigoInvalido {
    /// The check digit of the GTIN is another.
    Digito,
    /// No such day, in the element of this identifier.
    Fecha(String),
    /// Ends before its element does, has a letter where a digit belongs, or is longer than the identifier allows.
    Elemento(String),
}

/// A GTIN of 8, 12, 13 or 14 digits with its right check digit, as fourteen.
pub fn gtin(texto: &str) -> Option<String> {
    let texto = texto.trim();
    let largo = matches!(texto.len(), 8 | 12 | 13 | 14);
    (largo && son_cifras(texto) && digito_correcto(texto)).then(|| format!("{texto:0>14}"))
}

fn digito_correcto(cifras: &str) -> bool {
    let pesos = cifras.bytes().rev().zip([1, 3].into_iter().cycle());
    pesos.map(|(cifra, peso)| u32::from(cifra - b'0') * peso).sum::<u32>() % 10 == 0
}

fn son_cifras(texto: &str) -> bool {
    !texto.is_empty() && texto.bytes().all(|b| b.is_ascii_digit())
}

/// None for what is no code of GS1: one of the clinic's own, a name. `hoy` decides the century of its dates.
pub fn leer(texto: &str, hoy: NaiveDate) -> Result<Option<Gs1>, CodigoInvalido> {
    let texto = texto.trim_matches([' ', '\t', '\r', '\n']);
    let marcado = SIMBOLOGIAS.iter().find_map(|s| texto.strip_prefix(s));
    let crudo = marcado.unwrap_or(texto).trim_start_matches(FNC1);
    if let Some(gtin) = gtin(crudo) {
        return Ok(Some(Gs1 { gtin: Some(gtin), ..Gs1::default() }));
    }
    if crudo.starts_with('(') {
        return impresos(crudo).and_then(|elementos| reunir(&elementos, hoy)).map(Some);
    }
    if marcado.is_some() || texto.contains(FNC1) || con_gtin(crudo) {
        return crudos(crudo).and_then(|elementos| reunir(&elementos, hoy)).map(Some);
    }
    Ok(None)
}

/// Without its marks, a string is GS1 when it begins with a GTIN: `01` and fourteen digits, the last of them right.
fn con_gtin(crudo: &str) -> bool {
    crudo.strip_prefix("01").and_then(|resto| resto.get(..14)).is_some_and(|g| gtin(g).is_some())
}

/// Identifier and value.
type Elemento<'a> = (&'a str, &'a str);

/// `(01)07801234567898(17)270131(10)L1`
fn impresos(texto: &str) -> Result<Vec<Elemento<'_>>, CodigoInvalido> {
    let partes = texto.split('(').skip(1);
    partes
        .map(|parte| {
            let (ai, valor) = parte.split_once(')').ok_or_else(|| CodigoInvalido::Elemento(parte.into()))?;
            if !son_cifras(ai) || !(2..=4).contains(&ai.len()) {
                return Err(CodigoInvalido::Elemento(ai.into()));
            }
            Ok((ai, valor.trim_matches([' ', FNC1])))
        })
        .collect()
}

/// One after the other: those of known length without an end, the rest until FNC1.
fn crudos(mut resto: &str) -> Result<Vec<Elemento<'_>>, CodigoInvalido> {
    let mut elementos = Vec::new();
    while !resto.is_empty() {
        let ai = resto.get(..largo_ai(resto)).filter(|ai| son_cifras(ai));
        let ai = ai.ok_or_else(|| CodigoInvalido::Elemento(resto.chars().take(2).collect()))?;
        let dicho = resto.get(ai.len()..).unwrap_or_default();
        let (valor, sigue) = match largo_fijo(ai) {
            Some(largo) => dicho.split_at_checked(largo).ok_or_else(|| CodigoInvalido::Elemento(ai.into()))?,
            None => dicho.split_once(FNC1).unwrap_or((dicho, "")),
        };
        elementos.push((ai, valor));
        resto = sigue.trim_start_matches(FNC1);
    }
    Ok(elementos)
}

/// Digits of the identifier that a string begins with.
fn largo_ai(texto: &str) -> usize {
    match texto.get(..2).unwrap_or_default() {
        "31" | "32" | "33" | "34" | "35" | "36" | "39" | "70" | "80" | "81" | "82" | "43" | "72" => 4,
        "23" | "24" | "25" | "40" | "41" | "42" | "71" => 3,
        _ => 2,
    }
}

/// Characters of an element that ends by itself.
fn largo_fijo(ai: &str) -> Option<usize> {
    match ai.get(..2).unwrap_or_default() {
        "00" => Some(18),
        "01" | "02" | "03" => Some(14),
        "04" => Some(16),
        "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" => Some(6),
        "20" => Some(2),
        "31" | "32" | "33" | "34" | "35" | "36" => Some(6),
        "41" => Some(13),
        _ => None,
    }
}

fn reunir(elementos: &[Elemento<'_>], hoy: NaiveDate) -> Result<Gs1, CodigoInvalido> {
    let mut leido = Gs1::default();
    for (ai, valor) in elementos.iter().copied() {
        let danado = || CodigoInvalido::Elemento(ai.into());
        match ai {
            "01" => leido.gtin = Some(gtin(valor).filter(|_| valor.len() == 14).ok_or(CodigoInvalido::Digito)?),
            "10" => leido.lote = Some(lote(valor).ok_or_else(danado)?),
            "11" => leido.elaborado = Some(fecha(ai, valor, hoy)?),
            "15" => leido.preferente = Some(fecha(ai, valor, hoy)?),
            "17" => leido.caduca = Some(fecha(ai, valor, hoy)?),
            "30" | "37" => leido.unidades = Some(entero(valor, 8).ok_or_else(danado)?),
            _ if ai.len() == 4 && ai.starts_with("310") => leido.peso = Some(peso(ai, valor).ok_or_else(danado)?),
            _ => {}
        }
    }
    Ok(leido)
}

fn lote(valor: &str) -> Option<String> {
    let escrito = !valor.is_empty() && valor.len() <= 20 && valor.bytes().all(|b| b.is_ascii_graphic());
    escrito.then(|| valor.to_owned())
}

fn entero(valor: &str, cifras: usize) -> Option<Decimal> {
    let numero: i64 = valor.parse().ok().filter(|_| son_cifras(valor) && valor.len() <= cifras)?;
    Some(Decimal::from(numero))
}

/// The last digit of the identifier says how many decimals there are.
fn peso(ai: &str, valor: &str) -> Option<Decimal> {
    let decimales: u32 = ai.get(3..)?.parse().ok().filter(|n| *n <= 6)?;
    let gramos = entero(valor, 6).filter(|_| valor.len() == 6)?;
    Some((gramos / Decimal::from(10_i64.pow(decimales))).normalize())
}

/// `YYMMDD`; day 00 is the last of the month. The century is the one that brings the year within fifty of today's.
fn fecha(ai: &str, valor: &str, hoy: NaiveDate) -> Result<NaiveDate, CodigoInvalido> {
    let parte = |de, a| valor.get(de..a).and_then(|p: &str| p.parse::<i32>().ok());
    let leida = || {
        son_cifras(valor).then_some(())?;
        let (corto, mes, dia) = (parte(0, 2)?, u32::try_from(parte(2, 4)?).ok()?, u32::try_from(parte(4, 6)?).ok()?);
        let ano = siglo(corto, hoy.year());
        match dia {
            0 => Some(NaiveDate::from_ymd_opt(ano, mes, 1)? + Months::new(1) - Days::new(1)),
            _ => NaiveDate::from_ymd_opt(ano, mes, dia),
        }
    };
    leida().filter(|_| valor.len() == 6).ok_or_else(|| CodigoInvalido::Fecha(ai.into()))
}

const fn siglo(corto: i32, este: i32) -> i32 {
    let (base, diferencia) = (este - este % 100, corto - este % 100);
    match diferencia {
        51..=99 => base - 100 + corto,
        -99..=-50 => base + 100 + corto,
        _ => base + corto,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    fn dia(ano: i32, mes: u32, dia: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(ano, mes, dia).unwrap()
    }

    fn hoy() -> NaiveDate {
        dia(2026, 11, 29)
    }

    fn bien(texto: &str) -> Gs1 {
        leer(texto, hoy()).unwrap().unwrap()
    }

    #[test]
    fn lee_un_codigo_de_barras_comun() {
        for (texto, gtin14) in [
            ("7801234567894", "07801234567894"),
            ("96385074", "00000096385074"),
            ("036000291452", "00036000291452"),
            ("17801234567891", "17801234567891"),
        ] {
            assert_eq!(bien(texto), Gs1 { gtin: Some(gtin14.into()), ..Gs1::default() }, "{texto}");
        }
        assert_eq!(gtin("7801234567893"), None);
        for propio in ["GASA-10", "7801234567893", "10ABC", "Jeringa 5 ml", ""] {
            assert_eq!(leer(propio, hoy()), Ok(None), "{propio}");
        }
    }

    #[test]
    fn lee_lo_mismo_crudo_e_impreso() {
        let esperado = Gs1 {
            gtin: Some("07801234567894".into()),
            lote: Some("AB-12".into()),
            caduca: Some(dia(2027, 2, 28)),
            unidades: Some(dec!(100)),
            ..Gs1::default()
        };
        for texto in [
            "(01)07801234567894(17)270200(30)100(10)AB-12",
            "(01) 07801234567894 (17) 270200 (30) 100 (10) AB-12",
            "010780123456789417270200\u{1d}30100\u{1d}10AB-12",
            "]d2010780123456789410AB-12\u{1d}1727020037100",
            "]C1\u{1d}01078012345678941727020030100\u{1d}21SERIE9\u{1d}10AB-12\u{1d}",
        ] {
            assert_eq!(bien(texto), esperado, "{texto}");
        }
        let pesado = bien("(01)07801234567894(3103)001250(11)261101(15)280229");
        assert_eq!((pesado.peso, pesado.elaborado), (Some(dec!(1.25)), Some(dia(2026, 11, 1))));
        assert_eq!(pesado.preferente, Some(dia(2028, 2, 29)));
    }

    #[test]
    fn dice_que_esta_malo() {
        for (texto, error) in [
            ("(01)07801234567893", CodigoInvalido::Digito),
            ("(17)271301", CodigoInvalido::Fecha("17".into())),
            ("(17)270230", CodigoInvalido::Fecha("17".into())),
            ("]d217270", CodigoInvalido::Elemento("17".into())),
            ("(10)", CodigoInvalido::Elemento("10".into())),
            ("(10)123456789012345678901", CodigoInvalido::Elemento("10".into())),
            ("(30)doce", CodigoInvalido::Elemento("30".into())),
            ("(ab)1", CodigoInvalido::Elemento("ab".into())),
            ("(01", CodigoInvalido::Elemento("01".into())),
            ("\u{1d}AB12", CodigoInvalido::Elemento("AB".into())),
        ] {
            assert_eq!(leer(texto, hoy()), Err(error), "{texto}");
        }
    }

    #[test]
    fn el_siglo_queda_a_menos_de_cincuenta_anos() {
        for (corto, este, ano) in
            [(27, 2026, 2027), (76, 2026, 2076), (77, 2026, 1977), (2, 2055, 2102), (49, 1999, 2049)]
        {
            assert_eq!(siglo(corto, este), ano, "{corto} in {este}");
        }
    }

    fn con_digito(cuerpo: u64) -> String {
        let cuerpo = format!("{cuerpo:013}");
        (0..10).map(|d| format!("{cuerpo}{d}")).find(|g| digito_correcto(g)).unwrap()
    }

    /// Elements in their order: fixed ones end by themselves, the rest by FNC1.
    fn crudo(elementos: &[(String, String)]) -> String {
        let escrito = |(ai, valor): &(String, String)| {
            format!("{ai}{valor}{}", if largo_fijo(ai).is_some() { "" } else { "\u{1d}" })
        };
        format!("]d2{}", elementos.iter().map(escrito).collect::<String>())
    }

    fn impreso(elementos: &[(String, String)]) -> String {
        elementos.iter().map(|(ai, valor)| format!("({ai}){valor}")).collect()
    }

    prop_compose! {
        fn dicho()(
            cuerpo in 0_u64..10_000_000_000_000, lote in proptest::option::of("[A-Za-z0-9./-]{1,20}"),
            dias in proptest::option::of(-9_000_i64..9_000), unidades in proptest::option::of(0_u32..100_000_000),
            peso in proptest::option::of((0_u32..1_000_000, 0_u32..7)),
        ) -> (Gs1, Vec<(String, String)>) {
            let caduca = dias.map(|n| hoy() + chrono::TimeDelta::days(n));
            let kilos = peso.map(|(n, d)| (Decimal::from(n) / Decimal::from(10_i64.pow(d))).normalize());
            let gtin = con_digito(cuerpo);
            let elementos = [
                Some(("01".to_owned(), gtin.clone())),
                lote.clone().map(|l| ("10".to_owned(), l)),
                caduca.map(|c| ("17".to_owned(), c.format("%y%m%d").to_string())),
                unidades.map(|u| ("30".to_owned(), u.to_string())),
                peso.map(|(n, d)| (format!("310{d}"), format!("{n:06}"))),
            ];
            let unidades = unidades.map(Decimal::from);
            let gs1 = Gs1 { gtin: Some(gtin), lote, caduca, unidades, peso: kilos, ..Gs1::default() };
            (gs1, elementos.into_iter().flatten().collect())
        }
    }

    proptest! {
        #[test]
        fn lo_escrito_se_lee_igual((esperado, mut elementos) in dicho(), giro in 0_usize..5) {
            prop_assert_eq!(leer(&impreso(&elementos), hoy()), Ok(Some(esperado.clone())));
            let n = elementos.len();
            elementos.rotate_left(giro % n);
            prop_assert_eq!(leer(&crudo(&elementos), hoy()), Ok(Some(esperado)));
        }

        #[test]
        fn nada_lo_bota(texto in "(\\]d2|)[0-9A-Z()\u{1d} ñ]{0,40}") {
            let _ = leer(&texto, hoy());
        }
    }
}
