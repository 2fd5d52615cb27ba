//! How often, how long and how many times.

use std::time::Duration;

use chrono::TimeDelta;
use rand::RngExt;

use crate::avisos::Canal;
use crate::avisos::queries::Reclamo;

#[derive(Debug, Clone, Copy)]
pub struct Ritmo {
    /// Between two looks at an empty queue.
    pub pausa: Duration,
    /// After the first failure; doubled by each further one.
    pub base: Duration,
    pub tope: Duration,
    /// Attempts in all. With the production values the last one comes about a day after the first.
    pub maximo: i32,
    /// How long one attempt belongs to whoever claimed it: longer than any attempt can take.
    pub arriendo: Duration,
    /// Of a whole sending. Shorter than the lease, so that nobody else starts meanwhile.
    pub plazo: Duration,
    /// How long what is in hand may go on once the worker was told to stop; then it is given back.
    pub gracia: Duration,
    /// Claimed at once, and done side by side.
    pub lote: i32,
    /// Messages a minute: of one clinic, and to one domain from all of them. Providers refuse who writes faster.
    pub por_clinica: i32,
    pub por_dominio: i32,
}

impl Default for Ritmo {
    fn default() -> Self {
        Self {
            pausa: Duration::from_secs(1),
            base: Duration::from_secs(30),
            tope: Duration::from_secs(2 * 3600),
            maximo: 20,
            arriendo: Duration::from_secs(180),
            plazo: Duration::from_secs(60),
            gracia: Duration::from_secs(3),
            lote: 16,
            por_clinica: 600,
            por_dominio: 900,
        }
    }
}

impl Ritmo {
    /// With so many messages a minute of each clinic.
    pub fn por_minuto(mensajes: u32) -> Self {
        let por_clinica = i32::try_from(mensajes).unwrap_or(i32::MAX / 2);
        Self { por_clinica, por_dominio: por_clinica + por_clinica / 2, ..Self::default() }
    }

    pub(super) fn reclamo(&self, canal: Canal) -> Reclamo {
        let arriendo = TimeDelta::from_std(self.arriendo).unwrap_or(TimeDelta::MAX);
        let Self { maximo, lote: limite, por_clinica, por_dominio, .. } = *self;
        Reclamo { canal, arriendo, maximo, limite, por_clinica, por_dominio }
    }

    /// `None` when attempt number `intentos` was the last. Half of the wait is chance, so that what failed together does
    /// not come back together.
    pub(super) fn espera(&self, intentos: i32) -> Option<Duration> {
        if intentos >= self.maximo { None } else { Some(self.espera_sin_limite(intentos)) }
    }

    /// The same where no attempt is the last.
    pub(super) fn espera_sin_limite(&self, intentos: i32) -> Duration {
        let veces = 2u32.saturating_pow(u32::try_from(intentos - 1).unwrap_or_default());
        let espera = self.base.saturating_mul(veces).min(self.tope);
        espera.mul_f64(rand::rng().random_range(0.5..=1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_espera_se_dobla_hasta_el_tope_y_se_acaba() {
        let ritmo = Ritmo::default();
        for (intentos, completa) in [(1, 30), (2, 60), (5, 480), (9, 7200), (19, 7200)] {
            let espera = ritmo.espera(intentos).unwrap().as_secs_f64();
            assert!((f64::from(completa) / 2.0..=f64::from(completa)).contains(&espera), "{intentos}: {espera}");
        }
        assert_eq!(ritmo.espera(20), None);
    }
}
