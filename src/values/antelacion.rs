//! How many hours before a cita somebody is reminded of it.

const MAXIMAS: usize = 4;
/// Two weeks.
const TOPE: i32 = 336;
const MAL: &str = "Escribe hasta 4 números de horas, de 1 a 336, separados por comas: 48, 2.";

/// Reads `48, 2`; 0 is nobody. The longest first, each once.
pub fn parse(texto: &str) -> Result<Vec<i32>, &'static str> {
    if texto.trim() == "0" {
        return Ok(Vec::new());
    }
    let horas = texto.split([',', ' ', ';']).map(str::trim).filter(|parte| !parte.is_empty());
    let mut horas = horas.map(|parte| parte.parse().map_err(|_not_a_number| MAL)).collect::<Result<Vec<i32>, _>>()?;
    horas.sort_unstable_by(|a, b| b.cmp(a));
    horas.dedup();
    let cabe = (1..=MAXIMAS).contains(&horas.len()) && horas.iter().all(|h| (1..=TOPE).contains(h));
    if cabe { Ok(horas) } else { Err(MAL) }
}

/// As `parse` reads it.
pub fn escrita(horas: &[i32]) -> String {
    if horas.is_empty() {
        return "0".to_owned();
    }
    horas.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{escrita, parse};

    #[test]
    fn se_lee_lo_que_se_escribe() {
        for (texto, horas) in [("48, 2", vec![48, 2]), ("2 48,2", vec![48, 2]), ("0", vec![]), ("336", vec![336])] {
            assert_eq!(parse(texto), Ok(horas.clone()), "{texto}");
            assert_eq!(parse(&escrita(&horas)), Ok(horas));
        }
        for malo in ["", "dos", "337", "-1", "0, 2", "1,2,3,4,5", "1.5"] {
            assert!(parse(malo).is_err(), "{malo}");
        }
    }
}
