//! What a cell says, when the spreadsheet says it its own way.

use chrono::{Days, NaiveDate};

use crate::values::fecha;

/// A date as a form takes it. A cell that lost its format shows the day as Excel counts it; with fewer digits it could be a year.
pub fn dia(texto: String) -> String {
    let es_dia = texto.len() == 5 && texto.bytes().all(|byte| byte.is_ascii_digit());
    let dia = texto.parse().ok().filter(|_| es_dia).and_then(|dias| {
        NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|origen| origen.checked_add_days(Days::new(dias)))
    });
    // Some programs write the hour of midnight after every date.
    let sin_hora =
        || texto.strip_suffix(" 00:00:00").or_else(|| texto.strip_suffix(" 0:00")).unwrap_or(&texto).to_owned();
    dia.map_or_else(sin_hora, fecha::iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn las_fechas_de_excel_son_dias() {
        for (texto, fecha) in [
            ("31008", "1984-11-22"),
            ("22-11-1984", "22-11-1984"),
            ("1984", "1984"),
            ("1984-11-22 00:00:00", "1984-11-22"),
            ("", ""),
        ] {
            assert_eq!(dia(texto.to_owned()), fecha);
        }
    }
}
