//! The holidays that the law of Chile sets for a year. What a law declares for one date only (elections, a census, a bridge
//! day of one year) is not here, nor what is of a comuna (20 August, Chillán and Chillán Viejo): the clinic says those.

use chrono::{Datelike, Days, NaiveDate, Weekday};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feriado {
    /// ISO 3166: a country, or a region of it.
    pub ambito: &'static str,
    pub fecha: NaiveDate,
    pub nombre: &'static str,
    /// Commerce must close.
    pub irrenunciable: bool,
}

const CHILE: &str = "CL";
const ARICA: &str = "CL-AP";

/// Month, day, name, irrenunciable.
const FIJOS: [(u32, u32, &str, bool); 10] = [
    (1, 1, "Año Nuevo", true),
    (5, 1, "Día del Trabajo", true),
    (5, 21, "Día de las Glorias Navales", false),
    (7, 16, "Virgen del Carmen", false),
    (8, 15, "Asunción de la Virgen", false),
    (9, 18, "Independencia Nacional", true),
    (9, 19, "Glorias del Ejército", true),
    (11, 1, "Día de Todos los Santos", false),
    (12, 8, "Inmaculada Concepción", false),
    (12, 25, "Navidad", true),
];

/// In order of date. `anio` from 2021, since which all these laws are in force.
pub fn feriados_chile(anio: i32) -> Vec<Feriado> {
    let de = |ambito, fecha: Option<NaiveDate>, nombre, irrenunciable| {
        fecha.map(|fecha| Feriado { ambito, fecha, nombre, irrenunciable })
    };
    let dia = |mes, dia| NaiveDate::from_ymd_opt(anio, mes, dia);
    let pascua = domingo_de_pascua(anio);
    let movibles = [
        (pascua.and_then(|d| d.checked_sub_days(Days::new(2))), "Viernes Santo"),
        (pascua.and_then(|d| d.checked_sub_days(Days::new(1))), "Sábado Santo"),
        (dia(6, dia_del_solsticio(anio)), "Día Nacional de los Pueblos Indígenas"),
        (dia(6, 29).and_then(al_lunes), "San Pedro y San Pablo"),
        (dia(10, 12).and_then(al_lunes), "Encuentro de Dos Mundos"),
        (dia(10, 31).and_then(al_viernes), "Día de las Iglesias Evangélicas y Protestantes"),
        (dia(1, 2).filter(|d| d.weekday() == Weekday::Mon), "Feriado adicional de Año Nuevo"),
        (
            dia(9, 17).filter(|d| matches!(d.weekday(), Weekday::Mon | Weekday::Fri)),
            "Feriado adicional de Fiestas Patrias",
        ),
        (dia(9, 20).filter(|d| d.weekday() == Weekday::Fri), "Feriado adicional de Fiestas Patrias"),
    ];
    let fijos = FIJOS.iter().map(|(m, d, nombre, irrenunciable)| de(CHILE, dia(*m, *d), *nombre, *irrenunciable));
    let movibles = movibles.into_iter().map(|(fecha, nombre)| de(CHILE, fecha, nombre, false));
    // Ley 20.663.
    let regional = de(ARICA, dia(6, 7), "Asalto y Toma del Morro de Arica", false);
    let mut todos: Vec<Feriado> = fijos.chain(movibles).chain([regional]).flatten().collect();
    todos.sort_by_key(|f| f.fecha);
    todos
}

/// Ley 19.668: from Tuesday, Wednesday or Thursday to the Monday before, from Friday to the Monday after.
fn al_lunes(fecha: NaiveDate) -> Option<NaiveDate> {
    match fecha.weekday() {
        Weekday::Tue | Weekday::Wed | Weekday::Thu => {
            fecha.checked_sub_days(Days::new(fecha.weekday().num_days_from_monday().into()))
        }
        Weekday::Fri => fecha.checked_add_days(Days::new(3)),
        Weekday::Sat | Weekday::Sun | Weekday::Mon => Some(fecha),
    }
}

/// Ley 20.299: from Tuesday to the Friday before, from Wednesday to the Friday after.
fn al_viernes(fecha: NaiveDate) -> Option<NaiveDate> {
    match fecha.weekday() {
        Weekday::Tue => fecha.checked_sub_days(Days::new(4)),
        Weekday::Wed => fecha.checked_add_days(Days::new(2)),
        _ => Some(fecha),
    }
}

/// Gregorian computus (anonymous, Nature 1876).
fn domingo_de_pascua(anio: i32) -> Option<NaiveDate> {
    let (a, b, c) = (anio % 19, anio / 100, anio % 100);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(anio, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// Ley 21.357: the day of the winter solstice in continental Chile (UTC-4 in June); its first year it was set for the 21st. The
/// mean June solstice of Meeus, Astronomical Algorithms, ch. 27: it misses the true one by a quarter of an hour at most, and
/// in no year of this century does that change the date.
fn dia_del_solsticio(anio: i32) -> u32 {
    if anio == 2021 {
        return 21;
    }
    let y = f64::from(anio - 2000) / 1000.0;
    let juliano =
        2_451_716.567_67 + 365_241.626_03 * y + 0.003_25 * y.powi(2) + 0.008_88 * y.powi(3) - 0.000_30 * y.powi(4);
    let medianoche_del_21 = NaiveDate::from_ymd_opt(anio, 6, 21).map(|d| f64::from(d.num_days_from_ce()) + 1_721_424.5);
    if medianoche_del_21.is_some_and(|m| juliano - 4.0 / 24.0 < m) { 20 } else { 21 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fechas(anio: i32, ambito: &str) -> Vec<String> {
        let suyos = feriados_chile(anio).into_iter().filter(|f| f.ambito == ambito);
        suyos.map(|f| f.fecha.format("%m-%d").to_string()).collect()
    }

    /// As the calendars of those years were published.
    #[test]
    fn los_anios_conocidos_salen_como_fueron() {
        let siempre = ["01-01", "05-01", "05-21", "07-16", "08-15", "09-18", "09-19", "11-01", "12-08", "12-25"];
        for (anio, propios) in [
            (2022, vec!["04-15", "04-16", "06-21", "06-27", "10-10", "10-31"]),
            (2023, vec!["01-02", "04-07", "04-08", "06-21", "06-26", "10-09", "10-27"]),
            (2024, vec!["03-29", "03-30", "06-20", "06-29", "09-20", "10-12", "10-31"]),
            (2025, vec!["04-18", "04-19", "06-20", "06-29", "10-12", "10-31"]),
            (2026, vec!["04-03", "04-04", "06-21", "06-29", "10-12", "10-31"]),
            (2027, vec!["03-26", "03-27", "06-21", "06-28", "09-17", "10-11", "10-31"]),
        ] {
            let mut todos: Vec<&str> = siempre.into_iter().chain(propios).collect();
            todos.sort_unstable();
            assert_eq!(fechas(anio, "CL"), todos, "{anio}");
            assert_eq!(fechas(anio, "CL-AP"), ["06-07"]);
        }
    }

    #[test]
    fn los_que_se_corren_caen_donde_la_ley_dice() {
        for (anio, fecha) in [(2028, "10-09"), (2029, "10-15"), (2028, "10-27"), (2029, "11-02"), (2030, "09-20")] {
            assert!(fechas(anio, "CL").iter().any(|f| f == fecha), "{anio}-{fecha}: {:?}", fechas(anio, "CL"));
        }
        assert!(fechas(2029, "CL").iter().filter(|f| f.starts_with("09")).eq(["09-17", "09-18", "09-19"].iter()));
    }

    #[test]
    fn ningun_anio_de_este_siglo_deja_un_feriado_dos_veces_ni_fuera() {
        for anio in 2021..=2100 {
            let todos = feriados_chile(anio);
            assert!(todos.len() >= 17, "{anio}");
            assert!(todos.windows(2).all(|par| par[0].fecha < par[1].fecha), "{anio}");
            let pascua = domingo_de_pascua(anio).unwrap();
            assert!(pascua.weekday() == Weekday::Sun && (3..=4).contains(&pascua.month()), "{anio}");
        }
    }
}
