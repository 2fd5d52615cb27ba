//! The zone of a clinic: from wall time to instants and back, days included.
//!
//! PostgreSQL is the authority, so `instante` follows its `AT TIME ZONE` (seen on 15.20): a wall time inside
//! a gap is read with the offset before it (00:30 of 2026-09-06 in Santiago is 04:30Z, shown 01:30), one that
//! happens twice is the later of the two (23:30 of 2026-04-04 is 03:30Z). A day is [start of day, start of next
//! day): 23 hours on the first of those dates, 25 on the second.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zona(Tz);

impl From<Tz> for Zona {
    fn from(zona: Tz) -> Self {
        Self(zona)
    }
}

impl From<Zona> for Tz {
    fn from(Zona(zona): Zona) -> Self {
        zona
    }
}

impl Zona {
    pub const SANTIAGO: Self = Self(Tz::America__Santiago);

    pub const fn de(zona: Tz) -> Self {
        Self(zona)
    }

    /// By IANA name, exactly as written there.
    pub fn de_nombre(nombre: &str) -> Option<Self> {
        Tz::from_str(nombre).ok().map(Self)
    }

    pub fn instante(self, local: NaiveDateTime) -> DateTime<Utc> {
        let existe = self.0.from_local_datetime(&local).latest();
        existe.map_or_else(|| self.con_la_hora_anterior(local), |instante| instante.to_utc())
    }

    pub fn local(self, instante: DateTime<Utc>) -> NaiveDateTime {
        instante.with_timezone(&self.0).naive_local()
    }

    /// The date on the wall at an instant.
    pub fn fecha(self, instante: DateTime<Utc>) -> NaiveDate {
        self.local(instante).date()
    }

    /// The first instant of a date: of two midnights the earlier; without midnight, the moment clocks jump to.
    /// In Chile that is `instante` of midnight; where clocks go back into the same date, as in Havana, it is not.
    pub fn inicio_del_dia(self, fecha: NaiveDate) -> DateTime<Utc> {
        let medianoche = fecha.and_time(NaiveTime::MIN);
        let fin_del_salto = || GapInfo::new(&medianoche, &self.0).and_then(|salto| salto.end);
        let primero = self.0.from_local_datetime(&medianoche).earliest().or_else(fin_del_salto);
        primero.map_or_else(|| self.instante(medianoche), |instante| instante.to_utc())
    }

    /// The half-open range of a date; the end is the start of the next one.
    pub fn dia(self, fecha: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let siguiente = fecha.succ_opt().unwrap_or(fecha);
        (self.inicio_del_dia(fecha), self.inicio_del_dia(siguiente))
    }

    fn con_la_hora_anterior(self, local: NaiveDateTime) -> DateTime<Utc> {
        GapInfo::new(&local, &self.0)
            .and_then(|salto| salto.begin)
            .and_then(|(_, antes)| local.checked_sub_offset(antes.fix()))
            .unwrap_or(local)
            .and_utc()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;

    const CHILE: [&str; 3] = ["America/Santiago", "America/Punta_Arenas", "America/Coyhaique"];

    fn zona(nombre: &str) -> Zona {
        Zona::de_nombre(nombre).expect(nombre)
    }

    fn fecha(texto: &str) -> NaiveDate {
        texto.parse().expect(texto)
    }

    /// Recorded from PostgreSQL 15.20: `select timestamp '…' at time zone '…'`.
    #[test]
    fn coincide_con_at_time_zone() {
        for (nombre, local, instante) in [
            ("America/Santiago", "2026-09-05T23:59:00", "2026-09-06T03:59:00Z"),
            ("America/Santiago", "2026-09-06T00:00:00", "2026-09-06T04:00:00Z"),
            ("America/Santiago", "2026-09-06T00:30:00", "2026-09-06T04:30:00Z"),
            ("America/Santiago", "2026-09-06T01:00:00", "2026-09-06T04:00:00Z"),
            ("America/Santiago", "2026-04-04T23:00:00", "2026-04-05T03:00:00Z"),
            ("America/Santiago", "2026-04-04T23:30:00", "2026-04-05T03:30:00Z"),
            ("America/Santiago", "2026-04-05T00:00:00", "2026-04-05T04:00:00Z"),
            ("America/Punta_Arenas", "2026-09-06T00:00:00", "2026-09-06T03:00:00Z"),
            ("America/Punta_Arenas", "2026-04-05T00:00:00", "2026-04-05T03:00:00Z"),
            ("America/Coyhaique", "2026-09-06T00:00:00", "2026-09-06T03:00:00Z"),
            ("America/Coyhaique", "2026-04-05T00:00:00", "2026-04-05T03:00:00Z"),
            ("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"),
            ("America/New_York", "2026-11-01T01:30:00", "2026-11-01T06:30:00Z"),
            ("Europe/Dublin", "2026-03-29T01:30:00", "2026-03-29T01:30:00Z"),
            ("Europe/Dublin", "2026-10-25T01:30:00", "2026-10-25T01:30:00Z"),
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"),
            ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T15:15:00Z"),
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"),
        ] {
            let esperado: DateTime<Utc> = instante.parse().expect(instante);
            assert_eq!(zona(nombre).instante(local.parse().expect(local)), esperado, "{nombre} {local}");
        }
    }

    #[test]
    fn los_dias_de_cambio_duran_lo_que_duran() {
        for (nombre, dia, horas) in [
            ("America/Santiago", "2026-09-06", 23),
            ("America/Santiago", "2026-04-04", 25),
            ("America/Santiago", "2026-04-05", 24),
            ("America/Santiago", "2026-09-05", 24),
            ("America/Punta_Arenas", "2026-09-06", 24),
            ("America/Punta_Arenas", "2026-04-04", 24),
            ("America/Coyhaique", "2026-09-06", 24),
            ("America/Coyhaique", "2026-04-04", 24),
            ("America/Havana", "2026-11-01", 25),
            ("Pacific/Apia", "2011-12-30", 0),
        ] {
            let (inicio, fin) = zona(nombre).dia(fecha(dia));
            assert_eq!((fin - inicio).num_hours(), horas, "{nombre} {dia}");
        }
        let (inicio, _) = Zona::SANTIAGO.dia(fecha("2026-09-06"));
        assert_eq!(Zona::SANTIAGO.local(inicio), fecha("2026-09-06").and_hms_opt(1, 0, 0).expect("hora"));
    }

    #[test]
    fn solo_conoce_nombres_iana() {
        for nombre in ["", "Chile", "america/santiago", "+03", "America/Santiago "] {
            assert_eq!(Zona::de_nombre(nombre), None, "{nombre}");
        }
    }

    fn cualquiera() -> impl Strategy<Value = Zona> {
        prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()).prop_map(Zona)
    }

    fn dia() -> impl Strategy<Value = NaiveDate> {
        (0_i64..25_000).prop_map(|dias| NaiveDate::default() + Duration::days(dias))
    }

    proptest! {
        #[test]
        fn los_dias_se_tocan_y_cubren_su_fecha(zona in cualquiera(), dia in dia(), minuto in 0_i64..1_620) {
            let (inicio, fin) = zona.dia(dia);
            prop_assert!(inicio <= fin);
            prop_assert_eq!(fin, zona.dia(dia.succ_opt().expect("fecha")).0);
            let instante = inicio + Duration::minutes(minuto);
            prop_assert!(instante >= fin || zona.fecha(instante) == dia);
            prop_assert!(zona.fecha(inicio - Duration::nanoseconds(1)) < dia);
        }

        #[test]
        fn en_chile_el_dia_empieza_donde_dice_postgres(dia in dia(), nombre in prop::sample::select(CHILE.to_vec())) {
            let zona = zona(nombre);
            prop_assert_eq!(zona.inicio_del_dia(dia), zona.instante(dia.and_time(NaiveTime::MIN)));
        }

        #[test]
        fn la_hora_del_muro_va_y_vuelve(zona in cualquiera(), dia in dia(), minuto in 0_i64..1_440) {
            let local = dia.and_time(NaiveTime::MIN) + Duration::minutes(minuto);
            let visto = zona.local(zona.instante(local));
            prop_assert!(visto == local || GapInfo::new(&local, &zona.0).is_some() && visto > local);
        }
    }
}
