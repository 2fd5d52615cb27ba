//! The worker: loops side by side, for messages, for jobs, for holds that expired, for sums and for the house itself, until it is told to stop.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time;

use super::queue::{self, Tomado, Trabajo};
use super::{
    Ritmo, acumulados, correos, exportaciones, importaciones, novedades, recordatorios, recuperaciones,
    reintentar_envios, retenidas, retiros, sellos, suscripciones,
};
use crate::avisos::queries::{Reclamo, reclamar};
use crate::db::{self, Db};
use crate::error::{AppError, AppResult};
use crate::mail::{Paso, Transporte};
use crate::values::llave::Llave;

/// What is in flight may take so long when the worker is told to stop; what is not done by then is claimed again by
/// another when its lease ends.
const DESPEDIDA: Duration = Duration::from_secs(4);
/// The longest rest between two failing rounds.
const DESCANSO: Duration = Duration::from_secs(60);
const MANTENCION: Duration = Duration::from_secs(6 * 3600);
/// Who forgot a password waits for the letter, and a look at an empty table costs little.
const RECUPERACIONES: Duration = Duration::from_secs(2);
/// A booking near them does not wait for this.
const RETENIDAS: Duration = Duration::from_secs(60);
/// Nobody waits for figures at a second.
const SUSCRIPCIONES: Duration = Duration::from_secs(60);
/// Of those who are told hours before, nobody notices a minute.
const RECORDATORIOS: Duration = Duration::from_secs(60);
/// Each is told once a day: minutes are soon enough, and every clinic is looked at.
const NOVEDADES: Duration = Duration::from_secs(10 * 60);
/// Whoever reads a sum adds what is not folded yet: this only keeps it short.
const ACUMULADOS: Duration = Duration::from_secs(5);

pub struct Obrero {
    pub db: Db,
    /// Without it messages wait.
    pub transporte: Option<Transporte>,
    /// What paths in messages hang from.
    pub public_url: String,
    pub ritmo: Ritmo,
    /// Without it the audit is not sealed.
    pub llave: Option<Llave>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ronda {
    Correos,
    Trabajos,
    Recuperaciones,
    Retenidas,
    Suscripciones,
    Recordatorios,
    Novedades,
    Acumulados,
    Mantencion,
}

/// A worker at work; dropping it stops it without waiting.
pub struct EnMarcha {
    parar: watch::Sender<bool>,
    tarea: JoinHandle<()>,
}

impl EnMarcha {
    /// Nothing new is begun from now on.
    pub fn despedir(&self) {
        self.parar.send_replace(true);
    }

    pub async fn detener(mut self) {
        self.despedir();
        if time::timeout(DESPEDIDA, &mut self.tarea).await.is_err() {
            tracing::warn!("the worker was stopped in the middle of something; its lease will end");
        }
    }
}

impl Drop for EnMarcha {
    fn drop(&mut self) {
        self.tarea.abort();
    }
}

impl Obrero {
    pub fn iniciar(self) -> EnMarcha {
        let (parar, parada) = watch::channel(false);
        EnMarcha { parar, tarea: tokio::spawn(async move { self.correr(parada).await }) }
    }

    /// Returns once `parada` says so and what was in flight is done.
    pub async fn correr(&self, parada: watch::Receiver<bool>) {
        if self.transporte.is_none() {
            tracing::warn!("SMTP_URL is empty: messages wait");
        }
        if self.llave.is_none() {
            tracing::warn!("SEAL_KEY is empty: the audit is not sealed");
        }
        tokio::join!(
            self.repetir(parada.clone(), Ronda::Correos),
            self.repetir(parada.clone(), Ronda::Trabajos),
            self.repetir(parada.clone(), Ronda::Recuperaciones),
            self.repetir(parada.clone(), Ronda::Retenidas),
            self.repetir(parada.clone(), Ronda::Suscripciones),
            self.repetir(parada.clone(), Ronda::Recordatorios),
            self.repetir(parada.clone(), Ronda::Novedades),
            self.repetir(parada.clone(), Ronda::Acumulados),
            self.repetir(parada, Ronda::Mantencion),
        );
        if let Some(transporte) = &self.transporte {
            transporte.cerrar().await;
        }
    }

    /// Again at once while there is something to do, after `pausa` when there is not, and ever later while it fails.
    async fn repetir(&self, mut parada: watch::Receiver<bool>, ronda: Ronda) {
        let pausa = match ronda {
            Ronda::Correos | Ronda::Trabajos => self.ritmo.pausa,
            Ronda::Recuperaciones => RECUPERACIONES,
            Ronda::Retenidas => RETENIDAS,
            Ronda::Suscripciones => SUSCRIPCIONES,
            Ronda::Recordatorios => RECORDATORIOS,
            Ronda::Novedades => NOVEDADES,
            Ronda::Acumulados => ACUMULADOS,
            Ronda::Mantencion => MANTENCION,
        };
        let mut fallas = 0;
        while !*parada.borrow_and_update() {
            // Apart, or every loop would be as large as the largest of the rounds.
            let descanso = match Box::pin(self.hacer_ronda(ronda)).await {
                Ok(hechos) => {
                    fallas = 0;
                    if hechos == 0 { pausa } else { Duration::ZERO }
                }
                Err(error) => {
                    fallas += 1;
                    tracing::error!(%error, "the worker's round failed");
                    self.ritmo.espera(fallas).unwrap_or(DESCANSO).min(DESCANSO)
                }
            };
            // Told to stop, or whoever could tell it is gone.
            tokio::select! {
                _ = time::sleep(descanso) => {}
                cambio = parada.changed() => if cambio.is_err() { return },
            }
        }
    }

    async fn hacer_ronda(&self, ronda: Ronda) -> AppResult<usize> {
        match ronda {
            Ronda::Correos => self.enviar_lote().await,
            Ronda::Trabajos => self.correr_lote().await,
            Ronda::Recuperaciones => self.responder_olvidos().await,
            Ronda::Retenidas => self.soltar_retenidas().await.map(|_cuantas| 0),
            Ronda::Suscripciones => self.contar_cifras().await.map(|_cuantas| 0),
            Ronda::Recordatorios => self.recordar().await,
            Ronda::Novedades => self.contar_novedades().await.map(|_cuantas| 0),
            Ronda::Acumulados => self.plegar_lote().await,
            Ronda::Mantencion => self.mantener().await.map(|()| 0),
        }
    }

    async fn mantener(&self) -> AppResult<()> {
        db::mantener(&self.db).await?;
        if let Some(llave) = &self.llave {
            sellos::sellar(&self.db, llave).await?;
        }
        retiros::retirar(&self.db).await.map(drop)
    }

    /// How many people were told their figures.
    pub async fn contar_cifras(&self) -> AppResult<usize> {
        suscripciones::enviar(&self.db).await
    }

    /// How many reminders were written.
    pub async fn recordar(&self) -> AppResult<usize> {
        recordatorios::escribir(&self.db).await
    }

    /// How many people had forgotten their password.
    pub async fn responder_olvidos(&self) -> AppResult<usize> {
        recuperaciones::responder(&self.db).await
    }

    /// How many people were told of what ran low, stayed open or did not leave.
    pub async fn contar_novedades(&self) -> AppResult<usize> {
        novedades::avisar(&self.db).await
    }

    /// How many holds had expired.
    pub async fn soltar_retenidas(&self) -> AppResult<usize> {
        retenidas::soltar(&self.db).await
    }

    /// Folds one lot of sums; 0 unless there is another one waiting.
    async fn plegar_lote(&self) -> AppResult<usize> {
        let plegados = acumulados::plegar(&self.db, acumulados::LOTE).await?;
        Ok(usize::from(plegados == i64::from(acumulados::LOTE)))
    }

    /// Claims what is due and tries each once; how many there were.
    pub async fn enviar_lote(&self) -> AppResult<usize> {
        let Some(transporte) = &self.transporte else { return Ok(0) };
        let corte = &transporte.cortacircuito;
        let limite = match corte.paso(self.db.reloj().ahora()) {
            Paso::Libre => self.ritmo.lote,
            Paso::Prueba => 1,
            Paso::Cerrado => return Ok(0),
        };
        let reclamo = Reclamo { limite, ..self.ritmo.reclamo() };
        let envios = reclamar(&self.db, reclamo, transporte.remitente()).await?;
        let intentos =
            envios.into_iter().map(|e| correos::enviar(&self.db, transporte, &self.public_url, &self.ritmo, e));
        let responde = join_all(intentos).await.into_iter().collect::<AppResult<Vec<bool>>>()?;
        if !responde.is_empty() {
            corte.anotar(self.db.reloj().ahora(), responde.contains(&true));
        }
        Ok(responde.len())
    }

    /// The same for jobs.
    pub async fn correr_lote(&self) -> AppResult<usize> {
        let tomados = queue::reclamar(&self.db, &self.ritmo).await?;
        let cuantos = tomados.len();
        todos(join_all(tomados.iter().map(|t| self.atender(t))).await, cuantos)
    }

    async fn atender(&self, tomado: &Tomado) -> AppResult<()> {
        let mut latido = time::interval(self.ritmo.arriendo / 3);
        latido.tick().await;
        let trabajo = self.hacer(tomado);
        tokio::pin!(trabajo);
        let resultado = loop {
            tokio::select! {
                resultado = &mut trabajo => break resultado,
                _ = latido.tick() => queue::renovar(&self.db, tomado, self.ritmo.arriendo).await?,
            }
        };
        match resultado {
            Ok(()) => queue::terminar(&self.db, tomado).await,
            Err(error) => self.posponer(tomado, &error).await,
        }
    }

    async fn hacer(&self, tomado: &Tomado) -> AppResult<()> {
        let actor = tomado.actor();
        match tomado.trabajo()? {
            Trabajo::ReintentarEnvios { hasta } => reintentar_envios::correr(&self.db, &actor, hasta).await,
            Trabajo::RevisarImportacion { id } => importaciones::revisar(&self.db, &actor, id).await,
            Trabajo::CargarImportacion { id } => importaciones::cargar(&self.db, &actor, id).await,
            Trabajo::OlvidarImportacion { id } => importaciones::olvidar(&self.db, &actor, id).await,
            Trabajo::Exportar { id, alcance } => exportaciones::escribir(&self.db, &actor, id, alcance).await,
            Trabajo::OlvidarExportacion { id } => exportaciones::olvidar(&self.db, &actor, id).await,
        }
    }

    async fn posponer(&self, tomado: &Tomado, error: &AppError) -> AppResult<()> {
        tracing::error!(%error, trabajo.id = tomado.id, trabajo.tipo = tomado.tipo, intento = tomado.intentos, "job failed");
        let codigo = match error {
            AppError::EnCurso | AppError::Ocupado => "ocupado",
            _ => "interno",
        };
        queue::fallar(&self.db, tomado, codigo, self.ritmo.espera(tomado.intentos)).await
    }
}

fn todos(resultados: Vec<AppResult<()>>, cuantos: usize) -> AppResult<usize> {
    resultados.into_iter().collect::<AppResult<()>>().map(|()| cuantos)
}
