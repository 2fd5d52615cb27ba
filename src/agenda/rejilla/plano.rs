//! Where each stretch stands: rows of five minutes down, lanes across where citas overlap.
//!
//! A day is measured in time since it began, so that one of 23 or 25 hours has as many; a week, whose columns share one
//! axis, by the clock on the wall.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Franja, Tipo};
use crate::values::zona::Zona;

/// Minutes of a row.
pub const PASO: i64 = 5;
/// What is shown when nobody attends: from eight to eight.
const VACIO: (i64, i64) = (8 * 60, 20 * 60);

pub struct Plano<'a> {
    pub eje: Eje,
    pub columnas: Vec<Columna<'a>>,
    /// How many columns there are, those of other pages included.
    pub total: i64,
}

pub struct Eje {
    /// What the wall says at each hour, from the first row down.
    pub horas: Vec<NaiveDateTime>,
    /// The row of now, when it is shown.
    pub ahora: Option<i64>,
}

pub struct Columna<'a> {
    pub profesional: i64,
    pub nombre: &'a str,
    pub fecha: NaiveDate,
    /// The instant of the first row.
    pub cero: DateTime<Utc>,
    /// Ground first, then citas and free time in the order of the clock.
    pub piezas: Vec<Pieza<'a>>,
    pub citas: usize,
    pub libres: usize,
    pub minutos_libres: i64,
    /// Minutes between the starts of its slots.
    pub paso: i64,
}

#[derive(Debug, Clone, Copy)]
pub struct Pieza<'a> {
    pub franja: &'a Franja,
    /// When it begins here: free time that is already running begins at its next slot.
    pub inicio: DateTime<Utc>,
    /// From 1.
    pub fila: i64,
    pub dura: i64,
    /// Of overlapping citas, which one from the left, and how many share the width.
    pub carril: usize,
    pub carriles: usize,
}

/// The window of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Marco {
    pub zona: Tz,
    pub desde: NaiveDate,
    pub dias: u64,
    pub ahora: DateTime<Utc>,
    /// Free time comes as the slots of a prestación.
    pub horas: bool,
}

impl Marco {
    fn fechas(&self) -> impl Iterator<Item = NaiveDate> {
        let desde = self.desde;
        (0..self.dias).filter_map(move |n| desde.checked_add_days(Days::new(n)))
    }

    /// Minutes from the top of a whole day.
    fn minuto(&self, fecha: NaiveDate, instante: DateTime<Utc>) -> i64 {
        let zona = Zona::de(self.zona);
        if self.dias == 1 {
            (instante - zona.inicio_del_dia(fecha)).num_minutes()
        } else {
            (zona.local(instante) - fecha.and_time(NaiveTime::MIN)).num_minutes()
        }
    }

    /// What the wall says so many minutes from the top.
    fn muro(&self, minuto: i64) -> NaiveDateTime {
        let zona = Zona::de(self.zona);
        if self.dias == 1 {
            zona.local(zona.inicio_del_dia(self.desde) + TimeDelta::minutes(minuto))
        } else {
            self.desde.and_time(NaiveTime::MIN) + TimeDelta::minutes(minuto)
        }
    }

    fn instante(&self, fecha: NaiveDate, minuto: i64) -> DateTime<Utc> {
        let zona = Zona::de(self.zona);
        if self.dias == 1 {
            zona.inicio_del_dia(fecha) + TimeDelta::minutes(minuto)
        } else {
            zona.instante(fecha.and_time(NaiveTime::MIN) + TimeDelta::minutes(minuto))
        }
    }
}

/// A stretch cut to its day, in minutes from the top.
type Corte<'a> = (&'a Franja, i64, i64);

pub fn trazar<'a>(marco: &Marco, franjas: &'a [Franja]) -> Plano<'a> {
    let cabezas: Vec<&Franja> = franjas.iter().filter(|f| f.tipo == Tipo::Columna).collect();
    let dias: Vec<NaiveDate> = marco.fechas().collect();
    let pares = cabezas.iter().flat_map(|cabeza| dias.iter().map(move |fecha| (*cabeza, *fecha)));
    let cortadas: Vec<_> =
        pares.map(|(cabeza, fecha)| (cabeza, fecha, cortar(marco, cabeza, fecha, franjas))).collect();
    let (desde, hasta) = extremos(cortadas.iter().flat_map(|(_, _, cortes)| cortes));
    let columnas =
        cortadas.iter().map(|(cabeza, fecha, cortes)| columna(marco, cabeza, *fecha, cortes, (desde, hasta))).collect();
    Plano {
        eje: Eje {
            horas: (desde..hasta).step_by(60).map(|minuto| marco.muro(minuto)).collect(),
            ahora: dias
                .iter()
                .map(|fecha| (marco.minuto(*fecha, marco.ahora), Zona::de(marco.zona).fecha(marco.ahora) == *fecha))
                .find(|(minuto, hoy)| *hoy && (desde..hasta).contains(minuto))
                .map(|(minuto, _)| fila(desde, minuto)),
        },
        columnas,
        total: cabezas.first().map_or(0, |cabeza| cabeza.id),
    }
}

fn fila(desde: i64, minuto: i64) -> i64 {
    (minuto - desde) / PASO + 1
}

fn cortar<'a>(marco: &Marco, cabeza: &Franja, fecha: NaiveDate, franjas: &'a [Franja]) -> Vec<Corte<'a>> {
    let (abre, cierra) = Zona::de(marco.zona).dia(fecha);
    let suyas = franjas.iter().filter(|f| f.tipo != Tipo::Columna && f.profesional_id == cabeza.profesional_id);
    suyas
        .filter(|f| f.inicio < cierra && f.fin > abre)
        .map(|f| {
            let desde = marco.minuto(fecha, f.inicio.max(abre));
            let hasta = if f.fin < cierra {
                marco.minuto(fecha, f.fin)
            } else {
                desde + (cierra - f.inicio.max(abre)).num_minutes()
            };
            (f, desde, hasta)
        })
        .collect()
}

/// Free time from the next start that a slot may have on, as long as something fits into it.
fn libres<'a>(marco: &Marco, cabeza: &Franja, cortes: &[Corte<'a>]) -> Vec<Corte<'a>> {
    let bloques: Vec<i64> =
        cortes.iter().filter(|(f, ..)| f.tipo == Tipo::Jornada).map(|(_, desde, _)| *desde).collect();
    let paso = i64::from(cabeza.paso).max(PASO);
    let alineado = |minuto: i64| {
        if marco.horas {
            return minuto;
        }
        let ancla = bloques.iter().copied().filter(|desde| *desde <= minuto).max().unwrap_or(0);
        ancla + (minuto - ancla + paso - 1).div_euclid(paso) * paso
    };
    let libres =
        cortes.iter().filter(|(f, ..)| f.tipo == Tipo::Libre).map(|(f, desde, hasta)| (*f, alineado(*desde), *hasta));
    libres.filter(|(_, desde, hasta)| marco.horas || hasta - desde >= i64::from(cabeza.minutos).max(PASO)).collect()
}

/// Whole hours around what is worked or booked.
fn extremos<'a>(cortes: impl Iterator<Item = &'a Corte<'a>>) -> (i64, i64) {
    let dibujados = cortes.filter(|(f, ..)| matches!(f.tipo, Tipo::Jornada | Tipo::Cita));
    let ambos = dibujados.fold(None, |hasta_aqui: Option<(i64, i64)>, (_, desde, hasta)| {
        let (a, b) = hasta_aqui.unwrap_or((*desde, *hasta));
        Some((a.min(*desde), b.max(*hasta)))
    });
    let (desde, hasta) = ambos.unwrap_or(VACIO);
    (desde.div_euclid(60) * 60, (hasta + 59).div_euclid(60) * 60)
}

fn columna<'a>(
    marco: &Marco,
    cabeza: &'a Franja,
    fecha: NaiveDate,
    cortes: &[Corte<'a>],
    (eje, fin): (i64, i64),
) -> Columna<'a> {
    let pieza = |franja: &'a Franja, desde: i64, hasta: i64| {
        let (desde, hasta) = (desde.clamp(eje, fin), hasta.clamp(eje, fin));
        let dura = ((hasta - eje + PASO - 1) / PASO - (desde - eje) / PASO).max(1);
        Pieza { franja, inicio: franja.inicio, fila: fila(eje, desde), dura, carril: 0, carriles: 1 }
    };
    let de = |tipo: Tipo| cortes.iter().filter(move |(f, ..)| f.tipo == tipo);
    let suelo = de(Tipo::Jornada).chain(de(Tipo::Bloqueo)).filter(|(_, desde, hasta)| *desde < fin && *hasta > eje);
    let mut piezas: Vec<Pieza<'a>> = suelo.map(|(f, a, b)| pieza(f, *a, *b)).collect();
    let mut citas: Vec<Pieza<'a>> = de(Tipo::Cita).map(|(f, a, b)| pieza(f, *a, *b)).collect();
    repartir(&mut citas);
    let libres = libres(marco, cabeza, cortes);
    let en_orden = citas.iter().copied().chain(libres.iter().enumerate().map(|(n, (f, desde, hasta))| {
        // Slots may step faster than they last: each is drawn until the next one begins.
        let siguiente = libres.get(n + 1).map_or(*hasta, |(_, otro, _)| *otro);
        Pieza { inicio: marco.instante(fecha, *desde), ..pieza(f, *desde, siguiente.min(*hasta)) }
    }));
    let mut en_orden: Vec<Pieza<'a>> = en_orden.collect();
    en_orden.sort_by_key(|p| (p.fila, p.franja.tipo == Tipo::Libre));
    piezas.extend(en_orden);
    Columna {
        profesional: cabeza.profesional_id,
        nombre: &cabeza.texto,
        fecha,
        cero: marco.instante(fecha, eje),
        citas: citas.iter().filter(|p| p.franja.estado.is_some_and(|e| e.bloquea())).count(),
        libres: libres.len(),
        paso: i64::from(cabeza.paso).max(PASO),
        minutos_libres: libres.iter().map(|(_, desde, hasta)| hasta - desde).sum(),
        piezas,
    }
}

/// Citas that overlap share the width, in lanes from the left; they come in order of start.
fn repartir(citas: &mut [Pieza<'_>]) {
    let mut grupo = 0;
    // Where each lane of the group is taken until.
    let mut carriles: Vec<i64> = Vec::new();
    for n in 0..citas.len() {
        let Some(cita) = citas.get(n).copied() else { break };
        if carriles.iter().all(|hasta| *hasta <= cita.fila) {
            carriles.clear();
            grupo = n;
        }
        let libre = carriles.iter().position(|hasta| *hasta <= cita.fila);
        let carril = libre.unwrap_or_else(|| {
            carriles.push(0);
            carriles.len() - 1
        });
        if let Some(hasta) = carriles.get_mut(carril) {
            *hasta = cita.fila + cita.dura;
        }
        for otra in citas.iter_mut().skip(grupo).take(n - grupo + 1) {
            otra.carriles = carriles.len();
        }
        if let Some(cita) = citas.get_mut(n) {
            cita.carril = carril;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Estado;

    fn franja(tipo: Tipo, inicio: &str, fin: &str) -> Franja {
        Franja {
            tipo,
            profesional_id: 1,
            inicio: inicio.parse().unwrap(),
            fin: fin.parse().unwrap(),
            id: 1,
            texto: "Eva".into(),
            detalle: String::new(),
            estado: (tipo == Tipo::Cita).then_some(Estado::Reservada),
            pago: None,
            sobrecupo: false,
            minutos: 0,
            paso: 0,
        }
    }

    fn marco(fecha: &str, dias: u64) -> Marco {
        let zona = chrono_tz::America::Santiago;
        Marco {
            zona,
            desde: fecha.parse().unwrap(),
            dias,
            ahora: "2026-11-22T12:00:00Z".parse().unwrap(),
            horas: false,
        }
    }

    fn horas(plano: &Plano<'_>) -> Vec<String> {
        plano.eje.horas.iter().map(|h| h.format("%H:%M").to_string()).collect()
    }

    #[test]
    fn el_dia_de_23_horas_empieza_a_la_una_y_el_de_25_repite_las_23() {
        let corto = [
            franja(Tipo::Columna, "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"),
            franja(Tipo::Jornada, "2026-09-06T04:00:00Z", "2026-09-06T05:00:00Z"),
        ];
        let plano = trazar(&marco("2026-09-06", 1), &corto);
        assert_eq!(horas(&plano), ["01:00"]);
        assert_eq!((plano.columnas[0].piezas[0].fila, plano.columnas[0].piezas[0].dura), (1, 12));
        let largo = [
            franja(Tipo::Columna, "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z"),
            franja(Tipo::Jornada, "2026-04-05T01:00:00Z", "2026-04-05T04:00:00Z"),
            franja(Tipo::Cita, "2026-04-05T03:30:00Z", "2026-04-05T04:00:00Z"),
        ];
        let plano = trazar(&marco("2026-04-04", 1), &largo);
        assert_eq!(horas(&plano), ["22:00", "23:00", "23:00"]);
        assert_eq!((plano.columnas[0].piezas[1].fila, plano.columnas[0].piezas[1].dura), (31, 6));
    }

    #[test]
    fn en_la_semana_la_misma_hora_del_muro_es_la_misma_fila() {
        let semana = [
            franja(Tipo::Columna, "2026-08-31T04:00:00Z", "2026-09-14T03:00:00Z"),
            franja(Tipo::Jornada, "2026-09-04T13:00:00Z", "2026-09-04T14:00:00Z"),
            franja(Tipo::Jornada, "2026-09-07T12:00:00Z", "2026-09-07T13:00:00Z"),
        ];
        let plano = trazar(&marco("2026-09-01", 7), &semana);
        assert_eq!(horas(&plano), ["09:00"]);
        let filas: Vec<i64> = plano.columnas.iter().flat_map(|c| &c.piezas).map(|p| p.fila).collect();
        assert_eq!((plano.columnas.len(), filas), (7, vec![1, 1]));
    }

    #[test]
    fn las_citas_que_se_cruzan_van_lado_a_lado() {
        let cita = |inicio, fin| franja(Tipo::Cita, inicio, fin);
        let dia = [
            franja(Tipo::Columna, "2026-11-23T03:00:00Z", "2026-11-24T03:00:00Z"),
            cita("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z"),
            cita("2026-11-23T12:30:00Z", "2026-11-23T12:45:00Z"),
            cita("2026-11-23T12:45:00Z", "2026-11-23T13:15:00Z"),
            cita("2026-11-23T13:15:00Z", "2026-11-23T13:30:00Z"),
        ];
        let plano = trazar(&marco("2026-11-23", 1), &dia);
        let carriles: Vec<_> = plano.columnas[0].piezas.iter().map(|p| (p.carril, p.carriles)).collect();
        assert_eq!(carriles, [(0, 2), (1, 2), (1, 2), (0, 1)]);
    }

    #[test]
    fn el_tiempo_libre_empieza_en_la_hora_que_viene_y_solo_si_algo_cabe() {
        let mut cabeza = franja(Tipo::Columna, "2026-11-23T03:00:00Z", "2026-11-24T03:00:00Z");
        (cabeza.minutos, cabeza.paso) = (30, 10);
        let dia = [
            cabeza,
            franja(Tipo::Jornada, "2026-11-23T12:00:00Z", "2026-11-23T14:00:00Z"),
            franja(Tipo::Libre, "2026-11-23T12:07:30Z", "2026-11-23T12:45:00Z"),
            franja(Tipo::Libre, "2026-11-23T13:33:00Z", "2026-11-23T14:00:00Z"),
        ];
        let plano = trazar(&marco("2026-11-23", 1), &dia);
        let columna = &plano.columnas[0];
        assert_eq!((columna.libres, columna.minutos_libres), (1, 35));
        assert_eq!((columna.piezas[1].fila, columna.piezas[1].dura), (3, 7));
        assert_eq!(columna.piezas[1].inicio.to_rfc3339(), "2026-11-23T12:10:00+00:00");
    }
}
