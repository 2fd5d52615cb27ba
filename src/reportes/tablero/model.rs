//! Periods, the sums of two of them, and what of it a person may see.

use chrono::{Datelike, Days, Months, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Numeric, Text};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periodo {
    Hoy,
    Semana,
    Mes,
}

impl Periodo {
    pub const TODOS: [Self; 3] = [Self::Hoy, Self::Semana, Self::Mes];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Hoy => "hoy",
            Self::Semana => "semana",
            Self::Mes => "mes",
        }
    }

    /// What is none of them is a day.
    pub fn de_codigo(codigo: &str) -> Self {
        Self::TODOS.into_iter().find(|p| p.codigo() == codigo).unwrap_or(Self::Hoy)
    }

    /// The period of a date that is not after `hoy`, up to `hoy` where it goes on, and as many days of the one before: the same day of
    /// last week, the same days of it, or of the last month. Of a month that is over, the whole of the last one.
    pub fn lapsos(self, fecha: NaiveDate, hoy: NaiveDate) -> Lapsos {
        let semana = Days::new(7);
        let (desde, fin, antes_desde) = match self {
            Self::Hoy => (fecha, fecha, fecha - semana),
            Self::Semana => {
                let lunes = fecha - Days::new(fecha.weekday().num_days_from_monday().into());
                (lunes, lunes + Days::new(6), lunes - semana)
            }
            Self::Mes => {
                let primero = fecha - Days::new(fecha.day0().into());
                (primero, primero + Months::new(1) - Days::new(1), primero - Months::new(1))
            }
        };
        let hasta = fin.min(hoy);
        let antes_hasta = match self {
            Self::Mes if hasta == fin => desde - Days::new(1),
            Self::Mes => hasta - Months::new(1),
            Self::Hoy | Self::Semana => hasta - semana,
        };
        Lapsos { desde, hasta, antes_desde, antes_hasta }
    }
}

/// Days of the clinic, the ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapsos {
    pub desde: NaiveDate,
    pub hasta: NaiveDate,
    pub antes_desde: NaiveDate,
    pub antes_hasta: NaiveDate,
}

/// What a person may see: each card asks for the right of the screen it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ve {
    pub caja: bool,
    pub agenda: bool,
    pub bodega: bool,
    pub avisos: bool,
}

impl Ve {
    /// The kinds of sums to be read.
    pub fn tipos(self) -> Vec<&'static str> {
        let caja: &[&str] = if self.caja { &["medio", "profesional", "venta", "por_cobrar"] } else { &[] };
        let agenda: &[&str] = if self.agenda { &["cita", "espera"] } else { &[] };
        [caja, agenda].concat()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Suma {
    /// As in `acumulados`; and `dia`, `edad` and `ofrecido`, which are made of them.
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Text)]
    pub clave: String,
    /// 0: nobody's.
    #[diesel(sql_type = BigInt)]
    pub profesional: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// Of a `dia`; one of the period before stands on the day of this one that it is compared with.
    #[diesel(sql_type = Nullable<Date>)]
    pub fecha: Option<NaiveDate>,
    #[diesel(sql_type = Bool)]
    pub actual: bool,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = BigInt)]
    pub cuenta: i64,
}

/// A figure, and what it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Par {
    pub ahora: Decimal,
    pub antes: Decimal,
}

impl Par {
    fn sumar(&mut self, actual: bool, valor: Decimal) {
        if actual { self.ahora += valor } else { self.antes += valor }
    }

    /// In percent, to the whole; `None` where there was nothing.
    pub fn variacion(self) -> Option<Decimal> {
        Some(((self.ahora - self.antes).checked_div(self.antes.abs())? * Decimal::ONE_HUNDRED).round())
    }

    /// Each over the other's, so many times; 0 where there is nothing to divide by.
    pub fn entre(self, otro: Self, veces: i64) -> Self {
        let cociente = |a: Decimal, b: Decimal| (a * Decimal::from(veces)).checked_div(b).unwrap_or_default();
        Self { ahora: cociente(self.ahora, otro.ahora), antes: cociente(self.antes, otro.antes) }
    }
}

/// One part of a sum: a method, a state, a professional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parte {
    pub clave: String,
    pub profesional: i64,
    pub nombre: String,
    pub par: Par,
}

pub struct Sumas(pub Vec<Suma>);

/// Money or minutes.
pub fn monto(suma: &Suma) -> Decimal {
    suma.monto
}

pub fn cuenta(suma: &Suma) -> Decimal {
    suma.cuenta.into()
}

/// What was in favour came in when it was left there; what is rounded off never did.
pub fn entro(suma: &Suma) -> bool {
    suma.tipo == "medio" && !matches!(suma.clave.as_str(), "abono" | "redondeo")
}

/// Citas whose hour somebody has or had: not those that were taken back in time.
pub fn ocupa(suma: &Suma) -> bool {
    suma.tipo == "cita"
        && matches!(suma.clave.as_str(), "reservada" | "confirmada" | "llego" | "en_atencion" | "atendida")
}

/// Citas that were to be: those, and the ones whose patient did not come or left.
pub fn agendada(suma: &Suma) -> bool {
    ocupa(suma) || suma.tipo == "cita" && matches!(suma.clave.as_str(), "no_asistio" | "se_retiro")
}

impl Sumas {
    pub fn par(&self, cuales: impl Fn(&Suma) -> bool, que: fn(&Suma) -> Decimal) -> Par {
        let mut par = Par::default();
        self.0.iter().filter(|s| cuales(s)).for_each(|s| par.sumar(s.actual, que(s)));
        par
    }

    pub fn de(&self, tipo: &str, que: fn(&Suma) -> Decimal) -> Par {
        self.par(|s| s.tipo == tipo, que)
    }

    /// Parted by method or state, the largest first.
    pub fn por_clave(&self, cuales: impl Fn(&Suma) -> bool, que: fn(&Suma) -> Decimal) -> Vec<Parte> {
        self.partes(
            cuales,
            |s| Parte { clave: s.clave.clone(), profesional: 0, nombre: String::new(), par: Par::default() },
            que,
        )
    }

    /// Parted by professional, the largest first.
    pub fn por_profesional(&self, cuales: impl Fn(&Suma) -> bool, que: fn(&Suma) -> Decimal) -> Vec<Parte> {
        let suyo = |s: &Suma| Parte {
            clave: String::new(),
            profesional: s.profesional,
            nombre: s.nombre.clone(),
            par: Par::default(),
        };
        self.partes(|s| s.profesional != 0 && cuales(s), suyo, que)
    }

    fn partes(
        &self,
        cuales: impl Fn(&Suma) -> bool,
        nueva: impl Fn(&Suma) -> Parte,
        que: fn(&Suma) -> Decimal,
    ) -> Vec<Parte> {
        let mut partes = std::collections::BTreeMap::new();
        for suma in self.0.iter().filter(|s| cuales(s)) {
            let parte = nueva(suma);
            let parte = partes.entry((parte.clave.clone(), parte.profesional)).or_insert(parte);
            parte.par.sumar(suma.actual, que(suma));
        }
        // A state that everybody left is no part.
        let mut partes: Vec<Parte> = partes.into_values().filter(|p| p.par != Par::default()).collect();
        partes.sort_by_key(|p| std::cmp::Reverse(p.par.ahora));
        partes
    }

    /// What came in on each day of the period.
    pub fn por_dia(&self, lapsos: Lapsos) -> Vec<(NaiveDate, Par)> {
        let del_dia = |dia: NaiveDate| self.par(|s| s.tipo == "dia" && s.fecha == Some(dia), monto);
        lapsos.desde.iter_days().take_while(|dia| *dia <= lapsos.hasta).map(|dia| (dia, del_dia(dia))).collect()
    }
}

/// What stands now, whatever the period.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Ahora {
    #[diesel(sql_type = Numeric)]
    pub valor: Decimal,
    #[diesel(sql_type = BigInt)]
    pub bajos: i64,
    #[diesel(sql_type = BigInt)]
    pub por_vencer: i64,
    #[diesel(sql_type = BigInt)]
    pub vencidos: i64,
    #[diesel(sql_type = BigInt)]
    pub fallidos: i64,
    #[diesel(sql_type = Array<BigInt>)]
    pub sucursales: Vec<i64>,
    /// In the order of `sucursales`.
    #[diesel(sql_type = Array<Text>)]
    pub nombres: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dia(texto: &str) -> NaiveDate {
        texto.parse().unwrap()
    }

    #[test]
    fn cada_periodo_se_compara_con_los_mismos_dias_del_anterior() {
        let casos = [
            (Periodo::Hoy, "2026-11-25", ["2026-11-25", "2026-11-25", "2026-11-18", "2026-11-18"]),
            (Periodo::Semana, "2026-11-25", ["2026-11-23", "2026-11-25", "2026-11-16", "2026-11-18"]),
            (Periodo::Semana, "2026-11-20", ["2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15"]),
            (Periodo::Mes, "2026-11-25", ["2026-11-01", "2026-11-25", "2026-10-01", "2026-10-25"]),
            (Periodo::Mes, "2026-10-03", ["2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"]),
            (Periodo::Mes, "2026-02-10", ["2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"]),
        ];
        for (periodo, fecha, [desde, hasta, antes_desde, antes_hasta]) in casos {
            let esperados = Lapsos {
                desde: dia(desde),
                hasta: dia(hasta),
                antes_desde: dia(antes_desde),
                antes_hasta: dia(antes_hasta),
            };
            assert_eq!(periodo.lapsos(dia(fecha), dia("2026-11-25")), esperados, "{periodo:?} {fecha}");
        }
        let largo = Periodo::Mes.lapsos(dia("2026-03-30"), dia("2026-03-30"));
        assert_eq!((largo.antes_desde, largo.antes_hasta), (dia("2026-02-01"), dia("2026-02-28")));
    }

    #[test]
    fn de_la_nada_no_hay_variacion() {
        let par = |ahora: i64, antes: i64| Par { ahora: ahora.into(), antes: antes.into() };
        assert_eq!(par(150, 100).variacion(), Some(50.into()));
        assert_eq!(par(-50, -100).variacion(), Some(50.into()));
        assert_eq!(par(150, 0).variacion(), None);
        assert_eq!(par(3, 1).entre(par(4, 0), 100), par(75, 0));
    }
}
