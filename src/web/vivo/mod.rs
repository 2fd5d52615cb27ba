//! What is live: which days of which clinics changed, as the database says it, and the streams that pass it on.
//!
//! A version is the order in which this process heard of a change: numbers of transactions would not do, because they
//! commit out of order. It only says whether somebody has seen the latest, so versions of two processes, or of two lives
//! of one, are simply different.

mod flujo;

pub use flujo::{Mirada, Visto};

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use chrono::NaiveDate;
use tokio::sync::watch;
use uuid::Uuid;

use crate::db::{Db, Escucha, Oido};

/// Where the triggers of `routines/vivo.sql` speak: `12 2026-11-23`, or `12 *` for all days of a clinic.
const CANAL: &str = "agenda";
/// Days of a clinic whose changes are told apart; beyond, all of them are as new as the latest.
const DIAS: usize = 1000;

/// How often a stream speaks, and makes sure that it may.
#[derive(Debug, Clone, Copy)]
pub struct Ritmo {
    /// Between two events of a stream.
    pub pausa: Duration,
    /// Between two looks at the session.
    pub revision: Duration,
}

impl Default for Ritmo {
    fn default() -> Self {
        Self { pausa: Duration::from_millis(500), revision: Duration::from_secs(25) }
    }
}

/// Cheap to clone. Listens from the first stream on.
#[derive(Clone)]
pub struct Vivo(Arc<Interior>);

struct Interior {
    db: Db,
    ritmo: Ritmo,
    proceso: Uuid,
    estado: Mutex<Estado>,
}

#[derive(Default)]
struct Estado {
    escucha: Option<Escucha>,
    cerrado: bool,
    /// Changes heard so far.
    oidos: u64,
    /// No day is older than this.
    piso: u64,
    clinicas: HashMap<i32, Clinica>,
}

#[derive(Default)]
struct Clinica {
    cambio: watch::Sender<u64>,
    piso: u64,
    dias: HashMap<NaiveDate, u64>,
}

impl Vivo {
    pub fn nuevo(db: &Db) -> Self {
        Self::con_ritmo(db, Ritmo::default())
    }

    pub fn con_ritmo(db: &Db, ritmo: Ritmo) -> Self {
        Self(Arc::new(Interior { db: db.clone(), ritmo, proceso: Uuid::new_v4(), estado: Mutex::default() }))
    }

    /// What the latest change of these days is called. Asked before the days are read, a change that the reading
    /// missed has another name.
    pub fn version(&self, clinica: i32, dias: &RangeInclusive<NaiveDate>) -> String {
        format!("{}-{}", self.0.proceso.simple(), self.0.estado().version(clinica, dias))
    }

    /// Ends every stream, and lets none begin.
    pub fn cerrar(&self) {
        let mut estado = self.0.estado();
        *estado = Estado { cerrado: true, ..Estado::default() };
    }

    /// Wakes at each change of the clinic; `None` once everything is closing.
    fn suscribir(&self, clinica: i32) -> Option<watch::Receiver<u64>> {
        let mut estado = self.0.estado();
        if estado.cerrado {
            return None;
        }
        if estado.escucha.is_none() {
            let interior = Arc::downgrade(&self.0);
            estado.escucha = Some(self.0.db.escuchar(CANAL, move |oido| anotar(&interior, oido)));
        }
        Some(estado.clinicas.entry(clinica).or_default().cambio.subscribe())
    }
}

impl Interior {
    fn estado(&self) -> MutexGuard<'_, Estado> {
        self.estado.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn anotar(interior: &Weak<Interior>, oido: Oido) {
    if let Some(interior) = interior.upgrade() {
        interior.estado().anotar(&oido);
    }
}

impl Estado {
    fn version(&self, clinica: i32, dias: &RangeInclusive<NaiveDate>) -> u64 {
        let Some(clinica) = self.clinicas.get(&clinica) else { return self.piso };
        let cambios = dias.start().iter_days().take_while(|dia| dia <= dias.end());
        cambios.filter_map(|dia| clinica.dias.get(&dia).copied()).chain([self.piso, clinica.piso]).max().unwrap_or(0)
    }

    fn anotar(&mut self, oido: &Oido) {
        if self.cerrado {
            return;
        }
        self.oidos += 1;
        match oido {
            Oido::Conectada => {
                self.piso = self.oidos;
                self.clinicas.values().for_each(|clinica| clinica.despertar(self.piso));
            }
            Oido::Dicho(aviso) => self.anotar_dia(aviso),
        }
    }

    fn anotar_dia(&mut self, aviso: &str) {
        let dicho = aviso.split_once(' ').and_then(|(clinica, dia)| Some((clinica.parse().ok()?, dia)));
        let Some((clinica, dia)) = dicho else {
            return tracing::error!(vivo.aviso = aviso, "what the triggers say cannot be read");
        };
        let clinica: &mut Clinica = self.clinicas.entry(clinica).or_default();
        match dia.parse() {
            Ok(dia) if clinica.dias.len() < DIAS => drop(clinica.dias.insert(dia, self.oidos)),
            _ => {
                *clinica =
                    Clinica { cambio: std::mem::take(&mut clinica.cambio), piso: self.oidos, dias: HashMap::new() }
            }
        }
        clinica.despertar(self.oidos);
    }
}

impl Clinica {
    fn despertar(&self, cambio: u64) {
        self.cambio.send_replace(cambio);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dia(texto: &str) -> RangeInclusive<NaiveDate> {
        let dia = texto.parse().unwrap();
        dia..=dia
    }

    fn oir(estado: &mut Estado, aviso: &str) {
        estado.anotar(&Oido::Dicho(aviso.into()));
    }

    #[test]
    fn cambia_la_version_del_dia_que_cambio_y_de_ningun_otro() {
        let (mut estado, lunes, martes) = (Estado::default(), dia("2026-11-23"), dia("2026-11-24"));
        oir(&mut estado, "1 2026-11-23");
        assert_eq!((estado.version(1, &lunes), estado.version(1, &martes), estado.version(2, &lunes)), (1, 0, 0));
        oir(&mut estado, "1 2026-11-24");
        assert_eq!((estado.version(1, &lunes), estado.version(1, &(*lunes.start()..=*martes.end()))), (1, 2));
    }

    #[test]
    fn un_horario_cambia_todos_los_dias_de_su_clinica() {
        let (mut estado, lunes) = (Estado::default(), dia("2026-11-23"));
        oir(&mut estado, "1 *");
        assert_eq!((estado.version(1, &lunes), estado.version(2, &lunes)), (1, 0));
    }

    #[test]
    fn lo_que_pudo_perderse_cuenta_como_cambiado() {
        let (mut estado, lunes) = (Estado::default(), dia("2026-11-23"));
        oir(&mut estado, "1 2026-11-23");
        estado.anotar(&Oido::Conectada);
        assert_eq!((estado.version(1, &lunes), estado.version(2, &lunes)), (2, 2));
    }

    #[test]
    fn olvidar_dias_no_vuelve_atras_ninguna_version() {
        let (mut estado, lunes) = (Estado::default(), dia("2026-11-23"));
        oir(&mut estado, "1 2026-11-23");
        let mut cambio = estado.clinicas.get(&1).unwrap().cambio.subscribe();
        for fecha in lunes.start().iter_days().skip(1).take(DIAS) {
            oir(&mut estado, &format!("1 {fecha}"));
        }
        assert!(estado.version(1, &lunes) > 1);
        assert!(cambio.has_changed().is_ok() && *cambio.borrow_and_update() == DIAS as u64 + 1);
    }
}
