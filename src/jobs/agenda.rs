//! The worker at its schedule: what is due is taken, and runs side by side.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;
use tokio::time;

use super::errores::codigo;
use super::rondas::{self, Ronda, Tomada};
use super::sosten::{Fin, sin_tiempo, sostener};
use super::worker::{DESCANSO, Obrero};
use super::{acumulados, entrantes, retiros, sellos};
use crate::db;
use crate::error::AppResult;

impl Obrero {
    /// Until told to stop, and what was taken is done or given back.
    pub(super) async fn seguir_agenda(&self, parada: watch::Receiver<bool>) {
        let mut en_curso = FuturesUnordered::new();
        let mut mirada = Box::pin(self.mirar(Duration::ZERO, parada.clone()));
        let mut fallas = 0;
        loop {
            tokio::select! {
                tomadas = &mut mirada => {
                    let descanso = match tomadas {
                        Some(Ok(tomadas)) => {
                            fallas = 0;
                            en_curso.extend(tomadas.into_iter().map(|t| Box::pin(self.dar(t, parada.clone()))));
                            self.ritmo.pausa
                        }
                        Some(Err(error)) => {
                            fallas += 1;
                            tracing::error!(%error, "the schedule was not read");
                            self.descanso(fallas)
                        }
                        None => break,
                    };
                    mirada = Box::pin(self.mirar(descanso, parada.clone()));
                }
                Some(()) = en_curso.next() => {}
            }
        }
        while en_curso.next().await.is_some() {}
    }

    /// After a rest, what is due by then; `None` once told to stop. Nobody lets go of it in the middle: what is taken is done.
    async fn mirar(&self, descanso: Duration, mut parada: watch::Receiver<bool>) -> Option<AppResult<Vec<Tomada>>> {
        if *parada.borrow_and_update() {
            return None;
        }
        tokio::select! {
            () = time::sleep(descanso) => {}
            _ = parada.changed() => return None,
        }
        Some(self.tomar_rondas().await)
    }

    /// Takes what is due and does each once; how many there were.
    pub async fn dar_rondas(&self) -> AppResult<usize> {
        let (_nadie, nunca) = watch::channel(false);
        let tomadas = self.tomar_rondas().await?;
        let cuantas = tomadas.len();
        join_all(tomadas.into_iter().map(|tomada| Box::pin(self.dar(tomada, nunca.clone())))).await;
        Ok(cuantas)
    }

    /// Who has no key seals nothing: those rounds are for others.
    async fn tomar_rondas(&self) -> AppResult<Vec<Tomada>> {
        let suyas: Vec<Ronda> =
            Ronda::TODAS.into_iter().filter(|ronda| *ronda != Ronda::Sellos || self.llave.is_some()).collect();
        rondas::tomar(&self.db, &suyas, self.ritmo.arriendo).await
    }

    async fn dar(&self, tomada: Tomada, parada: watch::Receiver<bool>) {
        if tomada.abandonada {
            tracing::warn!(ronda = tomada.nombre(), "a round is begun again that nobody ended");
        }
        if let Err(error) = self.llevar(&tomada, parada).await {
            tracing::error!(%error, ronda = tomada.nombre(), "how a round went was not written down");
        }
    }

    async fn llevar(&self, tomada: &Tomada, parada: watch::Receiver<bool>) -> AppResult<()> {
        let (arriendo, gracia) = (self.ritmo.arriendo, self.ritmo.gracia);
        // Apart, or this would be as large as the largest of the rounds.
        let trabajo = Box::pin(self.hacer_ronda(tomada.ronda()?));
        let es_nuestra = match sostener(&self.db, tomada, arriendo, trabajo, sin_tiempo(parada, gracia)).await? {
            Fin::Hecho(Ok(())) => rondas::terminar(&self.db, tomada).await?,
            Fin::Hecho(Err(error)) => {
                tracing::error!(%error, ronda = tomada.nombre(), "the round failed");
                rondas::fallar(&self.db, tomada, codigo(&error), self.descanso(tomada.fallas + 1)).await?
            }
            Fin::Devuelto => {
                tracing::info!(ronda = tomada.nombre(), "the round was given back");
                rondas::devolver(&self.db, tomada).await?
            }
            Fin::Perdido => false,
        };
        if !es_nuestra {
            tracing::warn!(ronda = tomada.nombre(), "a round outlived its lease");
        }
        Ok(())
    }

    /// How long after so many failures in a row.
    pub(super) fn descanso(&self, fallas: i32) -> Duration {
        self.ritmo.espera(fallas).unwrap_or(DESCANSO).min(DESCANSO)
    }

    async fn hacer_ronda(&self, ronda: Ronda) -> AppResult<()> {
        match ronda {
            Ronda::Retenidas => self.soltar_retenidas().await.map(drop),
            Ronda::Suscripciones => self.contar_cifras().await.map(drop),
            Ronda::Recordatorios => {
                while self.recordar().await? > 0 {}
                Ok(())
            }
            Ronda::Encuestas => {
                while self.preguntar().await? > 0 {}
                Ok(())
            }
            Ronda::Respaldos => self.respaldar().await.map(drop),
            Ronda::Novedades => self.contar_novedades().await.map(drop),
            Ronda::Acumulados => {
                let lote = acumulados::LOTE;
                while acumulados::plegar(&self.db, lote).await? == i64::from(lote) {}
                Ok(())
            }
            Ronda::Calendario => db::mantener(&self.db).await,
            Ronda::Sellos => match &self.llave {
                Some(llave) => sellos::sellar(&self.db, llave).await.map(drop),
                None => Ok(()),
            },
            Ronda::Retiros => {
                entrantes::olvidar(&self.db).await?;
                retiros::retirar(&self.db).await.map(drop)
            }
        }
    }
}
