//! A row of any report, and what each of its cells says: on a screen, in a file.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::catalogo::palabras::decir;
use super::definicion::Tipo;
use crate::ui::format;
use crate::values::zona::Zona;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valor {
    Vacio,
    Texto(String),
    Dia(NaiveDate),
    Instante(DateTime<Utc>),
    Numero(Decimal),
}

/// How the clinic writes money and hours.
#[derive(Debug, Clone)]
pub struct Escritura {
    pub moneda: String,
    pub zona: Zona,
}

impl Valor {
    /// From the text that PostgreSQL sends: dates as ISO, instants as microseconds since 1970. What is none of its type is empty.
    pub fn leer(tipo: Tipo, texto: Option<&str>) -> Self {
        let Some(texto) = texto else { return Self::Vacio };
        let leido = match tipo {
            Tipo::Texto | Tipo::Palabra(_) => Some(Self::Texto(texto.to_owned())),
            Tipo::Dia => texto.parse().ok().map(Self::Dia),
            Tipo::Instante => texto.parse().ok().and_then(DateTime::from_timestamp_micros).map(Self::Instante),
            _ => texto.parse().ok().map(Self::Numero),
        };
        leido.unwrap_or(Self::Vacio)
    }

    /// The same back: what a URL carries of where a page ends.
    pub fn canonico(&self) -> String {
        match self {
            Self::Vacio => String::new(),
            Self::Texto(texto) => texto.clone(),
            Self::Dia(dia) => format::date_input(*dia),
            Self::Instante(en) => en.timestamp_micros().to_string(),
            Self::Numero(numero) => numero.to_string(),
        }
    }

    pub fn en_pantalla(&self, tipo: Tipo, escritura: &Escritura) -> String {
        match (self, tipo) {
            (Self::Numero(numero), Tipo::Dinero) => format::money(*numero, &escritura.moneda),
            (Self::Numero(numero), Tipo::Porcentaje) => format!("{} %", format::number(*numero)),
            (Self::Numero(numero), Tipo::Minutos) => format!("{} min", format::number(*numero)),
            (Self::Numero(numero), _) => format::number(*numero),
            (Self::Dia(dia), _) => format::date(*dia),
            (Self::Instante(en), _) => format::date_time(escritura.zona.local(*en)),
            (Self::Texto(texto), Tipo::Palabra(palabras)) => decir(palabras, texto).to_owned(),
            (Self::Texto(texto), _) => texto.clone(),
            (Self::Vacio, _) => String::new(),
        }
    }

    /// Figures without signs or thousands, so that a spreadsheet counts with them; the rest as on the screen.
    pub fn en_planilla(&self, tipo: Tipo, escritura: &Escritura) -> String {
        match self {
            Self::Numero(numero) => format::money_input(*numero),
            otro => otro.en_pantalla(tipo, escritura),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fila {
    /// Which row of the report it is; of two with the same key, the one that comes first.
    pub id: i64,
    /// By what the rows are sorted.
    pub orden: Valor,
    /// In the order of the columns asked for.
    pub celdas: Vec<Valor>,
    /// In the order of the report's `claves`.
    pub claves: Vec<(&'static str, Option<i64>)>,
}

impl Fila {
    /// An id that the report keeps for its links.
    pub fn clave(&self, nombre: &str) -> Option<i64> {
        self.claves.iter().find(|(clave, _)| *clave == nombre).and_then(|(_, id)| *id)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Santiago;

    use super::*;

    #[test]
    fn cada_tipo_se_lee_y_se_escribe() {
        let escritura = Escritura { moneda: "CLP".into(), zona: Santiago.into() };
        for (tipo, texto, pantalla, planilla) in [
            (Tipo::Dinero, "-12340.00", "-$12.340", "-12340"),
            (Tipo::Cantidad, "2.500", "2,5", "2,5"),
            (Tipo::Porcentaje, "80.0", "80 %", "80"),
            (Tipo::Minutos, "15", "15 min", "15"),
            (Tipo::Dia, "2026-09-06", "06-09-2026", "06-09-2026"),
            (Tipo::Instante, "1775271600000000", "04-04-2026 00:00", "04-04-2026 00:00"),
            (Tipo::Palabra(&[("pago", "Pago")]), "pago", "Pago", "Pago"),
            (Tipo::Texto, "=1", "=1", "=1"),
            (Tipo::Entero, "x", "", ""),
        ] {
            let valor = Valor::leer(tipo, Some(texto));
            assert_eq!(valor.en_pantalla(tipo, &escritura), pantalla);
            assert_eq!(valor.en_planilla(tipo, &escritura), planilla);
            if valor != Valor::Vacio {
                assert_eq!(Valor::leer(tipo, Some(&valor.canonico())), valor);
            }
        }
        assert_eq!(Valor::leer(Tipo::Texto, None), Valor::Vacio);
    }
}
