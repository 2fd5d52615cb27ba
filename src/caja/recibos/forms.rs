//! What somebody remembers of a receipt.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::values::dinero::Moneda;
use crate::values::fecha;
use crate::values::texto::normalizar;

/// All of it in the URL.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecibosFiltro {
    pub fecha: String,
    /// A folio, or words of a name.
    pub q: String,
    pub medio: String,
    pub monto: String,
    /// Where the page before ended: microseconds since 1970, and the payment.
    pub antes_en: Option<i64>,
    pub antes: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folio {
    /// None: whichever series has it.
    pub prefijo: Option<String>,
    pub numero: i64,
}

impl RecibosFiltro {
    /// The day asked for; `hoy` when there is none, or what was typed is no date.
    pub fn dia(&self, hoy: NaiveDate) -> NaiveDate {
        fecha::parse(&self.fecha).unwrap_or(hoy)
    }

    /// `C1-12` or `12`.
    pub fn folio(&self) -> Option<Folio> {
        let texto = self.q.trim().to_uppercase();
        let (prefijo, numero) = match texto.rsplit_once('-') {
            Some((prefijo, numero)) => (Some(prefijo.to_owned()), numero),
            None => (None, texto.as_str()),
        };
        let solo_cifras = !numero.is_empty() && numero.bytes().all(|b| b.is_ascii_digit());
        solo_cifras.then(|| numero.parse().ok()).flatten().map(|numero| Folio { prefijo, numero })
    }

    /// Patterns that a name must match, all of them; none without words.
    pub fn palabras(&self) -> Vec<String> {
        let literal = |palabra: &str| palabra.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        normalizar(&self.q).split_whitespace().map(|p| format!("%{}%", literal(p))).collect()
    }

    pub fn monto(&self, moneda: Moneda) -> Option<Decimal> {
        moneda.parse(&self.monto).ok()
    }

    pub fn antes(&self) -> Option<(DateTime<Utc>, i64)> {
        let en = DateTime::from_timestamp_micros(self.antes_en?).filter(|en| fecha::en_rango(en.date_naive()))?;
        Some((en, self.antes?))
    }

    /// Something besides the day narrows the list.
    pub fn busca(&self) -> bool {
        [&self.q, &self.medio, &self.monto].into_iter().any(|campo| !campo.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn con(q: &str) -> RecibosFiltro {
        RecibosFiltro { q: q.into(), ..RecibosFiltro::default() }
    }

    #[test]
    fn un_folio_no_es_un_nombre() {
        let folio = |prefijo: Option<&str>, numero| Some(Folio { prefijo: prefijo.map(Into::into), numero });
        assert_eq!(con(" c1-12 ").folio(), folio(Some("C1"), 12));
        assert_eq!(con("12").folio(), folio(None, 12));
        for nombre in ["", "ana", "ana-maria", "C1-", "99999999999999999999"] {
            assert_eq!(con(nombre).folio(), None, "{nombre}");
        }
        assert_eq!(con(" Íñigo 50%_").palabras(), ["%inigo%", "%50\\%\\_%"]);
    }
}
