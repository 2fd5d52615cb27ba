//! When the server itself is down, messages wait for it instead of spending their attempts on it, and one of them asks now and then.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Rounds in a row in which nobody answered.
const UMBRAL: u32 = 2;
const PRIMERO: TimeDelta = TimeDelta::seconds(15);
/// An hour without a server costs each message no attempt, and once it is back the first leaves within this.
const TOPE: TimeDelta = TimeDelta::minutes(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paso {
    Libre,
    /// One, to see whether it is back.
    Prueba,
    Cerrado,
}

/// Shared by all copies.
#[derive(Debug, Clone, Default)]
pub struct Cortacircuito(Arc<Mutex<Estado>>);

#[derive(Debug, Default)]
struct Estado {
    caidas: u32,
    hasta: Option<DateTime<Utc>>,
}

impl Cortacircuito {
    pub fn paso(&self, ahora: DateTime<Utc>) -> Paso {
        match self.estado().hasta {
            None => Paso::Libre,
            Some(hasta) if hasta <= ahora => Paso::Prueba,
            Some(_) => Paso::Cerrado,
        }
    }

    /// After a round; `responde` is whether the server did, whatever it said.
    pub fn anotar(&self, ahora: DateTime<Utc>, responde: bool) {
        let mut estado = self.estado();
        if responde {
            *estado = Estado::default();
            return;
        }
        estado.caidas = estado.caidas.saturating_add(1);
        if let Some(de_mas) = estado.caidas.checked_sub(UMBRAL) {
            let espera = PRIMERO * 2_i32.saturating_pow(de_mas.min(10));
            estado.hasta = Some(ahora + espera.min(TOPE));
        }
    }

    fn estado(&self) -> MutexGuard<'_, Estado> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn se_cierra_tras_dos_caidas_prueba_cada_vez_mas_tarde_y_se_abre_con_la_primera_respuesta() {
        let (corte, inicio) = (Cortacircuito::default(), DateTime::<Utc>::UNIX_EPOCH);
        corte.anotar(inicio, false);
        assert_eq!(corte.paso(inicio), Paso::Libre);
        let mut esperas = Vec::new();
        let mut ahora = inicio;
        for _ in 0..7 {
            corte.anotar(ahora, false);
            assert_eq!(corte.paso(ahora), Paso::Cerrado);
            let antes = ahora;
            while corte.paso(ahora) == Paso::Cerrado {
                ahora += TimeDelta::seconds(1);
            }
            assert_eq!(corte.paso(ahora), Paso::Prueba);
            esperas.push((ahora - antes).num_seconds());
        }
        assert_eq!(esperas, [15, 30, 60, 120, 240, 300, 300]);
        corte.anotar(ahora, true);
        assert_eq!(corte.paso(ahora), Paso::Libre);
    }
}
