//! One day of a clinic as its dice fall: who comes for what, and what becomes of each. Nothing is written here.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;

use super::datos::Prestacion;
use super::sede::{Puesto, Sede};
use crate::agenda::Estado;

/// A stretch that a professional works.
pub struct Bloque {
    pub profesional: i64,
    pub inicio: DateTime<Utc>,
    pub fin: DateTime<Utc>,
}

#[derive(Clone)]
pub struct Pensada {
    pub profesional: i64,
    pub prestacion: Puesto<Prestacion>,
    pub paciente: i64,
    pub inicio: DateTime<Utc>,
    pub fin: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Que {
    Pasa(Estado),
    Cobro,
}

/// Something that happens to the cita of that position.
#[derive(Debug, Clone, Copy)]
pub struct Suceso {
    pub en: DateTime<Utc>,
    pub cita: usize,
    pub que: Que,
}

const GRANO: i64 = 15;

/// Of each hundred times that a slot could be taken, how many it is; weeks ahead fill little by little.
fn ocupacion(dias: i64) -> f64 {
    if dias <= 0 { 0.56 } else { 0.50 - 0.025 * f64::from(i32::try_from(dias).unwrap_or(14).min(14)) }
}

/// The citas of a date `dias` from today; nobody comes twice.
pub fn pensar(sede: &Sede<'_>, azar: &mut ChaCha8Rng, dias: i64, bloques: &[Bloque]) -> Vec<Pensada> {
    let mut vistos = HashSet::new();
    let mut citas = Vec::new();
    for bloque in bloques {
        let mut inicio = bloque.inicio;
        while inicio < bloque.fin {
            match quien(sede, azar, bloque, inicio, ocupacion(dias)).filter(|cita| vistos.insert(cita.paciente)) {
                Some(cita) => {
                    inicio = cita.fin;
                    citas.push(cita);
                }
                None => inicio += TimeDelta::minutes(GRANO),
            }
        }
    }
    citas
}

fn quien(
    sede: &Sede<'_>,
    azar: &mut ChaCha8Rng,
    bloque: &Bloque,
    inicio: DateTime<Utc>,
    ocupacion: f64,
) -> Option<Pensada> {
    if !azar.random_bool(ocupacion) {
        return None;
    }
    let especialidad = sede.profesionales.iter().find(|(id, _)| *id == bloque.profesional)?.1.especialidad;
    let suyas: Vec<_> = sede.prestaciones.iter().filter(|(_, p)| p.especialidad == especialidad).collect();
    let prestacion = **suyas.choose(azar)?;
    let paciente = *sede.pacientes.choose(azar)?;
    let fin = inicio + TimeDelta::minutes(prestacion.1.duracion.into());
    (fin <= bloque.fin).then_some(Pensada { profesional: bloque.profesional, prestacion, paciente, inicio, fin })
}

/// Booked a working afternoon of the week before, or lately.
pub fn reservada(sede: &Sede<'_>, azar: &mut ChaCha8Rng, fecha: NaiveDate) -> DateTime<Utc> {
    let dia = fecha - TimeDelta::days(azar.random_range(1..=7));
    let entonces = sede.a_las(dia, azar.random_range(9..18), azar.random_range(0..60));
    entonces.min(sede.ahora - TimeDelta::minutes(azar.random_range(90..900)))
}

/// What becomes of a cita, in its order.
pub fn destino(sede: &Sede<'_>, azar: &mut ChaCha8Rng, n: usize, cita: &Pensada) -> Vec<Suceso> {
    let mut vida = Vec::new();
    let mut pasa = |en, estado| vida.push(Suceso { en, cita: n, que: Que::Pasa(estado) });
    let vispera = sede.zona().fecha(cita.inicio) - TimeDelta::days(1);
    if azar.random_bool(0.6) {
        pasa(sede.a_las(vispera, 18, azar.random_range(5..55)), Estado::Confirmada);
    }
    match azar.random_range(0..100) {
        0..6 => pasa(sede.a_las(vispera, 19, azar.random_range(0..55)), Estado::Cancelada),
        6..13 => pasa(cita.fin + TimeDelta::minutes(5), Estado::NoAsistio),
        _ => vida.extend(visita(azar, n, cita)),
    }
    vida
}

fn visita(azar: &mut ChaCha8Rng, n: usize, cita: &Pensada) -> Vec<Suceso> {
    let minutos = TimeDelta::minutes;
    let llega = cita.inicio + minutos(azar.random_range(-18..6));
    let entra = (llega + minutos(2)).max(cita.inicio + minutos(azar.random_range(0..9)));
    let sale = entra + (cita.fin - cita.inicio) + minutos(azar.random_range(-4..5));
    let mut vida = vec![
        Suceso { en: llega, cita: n, que: Que::Pasa(Estado::Llego) },
        Suceso { en: entra, cita: n, que: Que::Pasa(Estado::EnAtencion) },
        Suceso { en: sale, cita: n, que: Que::Pasa(Estado::Atendida) },
    ];
    if azar.random_bool(0.97) {
        let antes = azar.random_bool(0.6);
        vida.push(Suceso { en: if antes { llega } else { sale } + minutos(1), cita: n, que: Que::Cobro });
    }
    vida
}
