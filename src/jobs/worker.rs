//! The worker: loops side by side, for messages, for jobs, for forgotten passwords and for the schedule, until it is told to stop.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time;

use super::correos::PorCorreo;
use super::errores::codigo;
use super::queue::{self, Tomado, Trabajo};
use super::sosten::{Fin, sin_tiempo, sostener};
use super::whatsapps::PorWhatsapp;
use super::{
    Ritmo, encuestas, entrantes, exportaciones, importaciones, novedades, recordatorios, recuperaciones,
    reintentar_envios, retenidas, suscripciones, via,
};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::mail::Transporte;
use crate::services::whatsapp;
use crate::values::llave::Llave;
use crate::whatsapp::Cliente;

/// What is in flight may take so long when the worker is told to stop: its grace, and giving it back. Of what is not done by then the
/// lease will end.
const DESPEDIDA: Duration = Duration::from_secs(4);
/// The longest rest between two failing rounds.
pub(super) const DESCANSO: Duration = Duration::from_secs(60);
/// Who forgot a password waits for the letter, and a look at an empty table costs little.
const RECUPERACIONES: Duration = Duration::from_secs(2);

pub struct Obrero {
    pub db: Db,
    /// Without it messages wait.
    pub transporte: Option<Transporte>,
    /// Without it those that are to leave by WhatsApp wait.
    pub whatsapp: Option<Cliente>,
    /// What paths in messages hang from.
    pub public_url: String,
    pub ritmo: Ritmo,
    /// Without it the audit is not sealed.
    pub llave: Option<Llave>,
}

/// What many workers empty side by side: each row belongs to whoever takes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cola {
    Correos,
    Whatsapps,
    Entrantes,
    Trabajos,
    Recuperaciones,
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
            self.repetir(parada.clone(), Cola::Correos),
            self.repetir(parada.clone(), Cola::Whatsapps),
            self.repetir(parada.clone(), Cola::Entrantes),
            self.repetir(parada.clone(), Cola::Trabajos),
            self.repetir(parada.clone(), Cola::Recuperaciones),
            self.seguir_agenda(parada),
        );
        if let Some(transporte) = &self.transporte {
            transporte.cerrar().await;
        }
    }

    /// Again at once while there is something to do, after `pausa` when there is not, and ever later while it fails.
    async fn repetir(&self, mut parada: watch::Receiver<bool>, cola: Cola) {
        let pausa = match cola {
            Cola::Correos | Cola::Whatsapps | Cola::Entrantes | Cola::Trabajos => self.ritmo.pausa,
            Cola::Recuperaciones => RECUPERACIONES,
        };
        let mut fallas = 0;
        while !*parada.borrow_and_update() {
            // Apart, or every loop would be as large as the largest of what they do.
            let descanso = match Box::pin(self.vaciar(cola, &parada)).await {
                Ok(hechos) => {
                    fallas = 0;
                    if hechos == 0 { pausa } else { Duration::ZERO }
                }
                Err(error) => {
                    fallas += 1;
                    tracing::error!(%error, "the worker's round failed");
                    self.descanso(fallas)
                }
            };
            // Told to stop, or whoever could tell it is gone.
            tokio::select! {
                _ = time::sleep(descanso) => {}
                cambio = parada.changed() => if cambio.is_err() { return },
            }
        }
    }

    async fn vaciar(&self, cola: Cola, parada: &watch::Receiver<bool>) -> AppResult<usize> {
        match cola {
            Cola::Correos => self.enviar_lote().await,
            Cola::Whatsapps => self.enviar_whatsapps().await,
            Cola::Entrantes => self.atender_entrantes().await,
            Cola::Trabajos => self.correr_hasta(parada).await,
            Cola::Recuperaciones => self.responder_olvidos().await,
        }
    }

    /// How many people were told their figures.
    pub async fn contar_cifras(&self) -> AppResult<usize> {
        suscripciones::enviar(&self.db).await
    }

    /// How many reminders were written.
    pub async fn recordar(&self) -> AppResult<usize> {
        recordatorios::escribir(&self.db).await
    }

    /// How many were asked how their visit was.
    pub async fn preguntar(&self) -> AppResult<usize> {
        encuestas::preguntar(&self.db).await
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

    /// Letters that are due, each tried once; how many there were.
    pub async fn enviar_lote(&self) -> AppResult<usize> {
        let Some(transporte) = &self.transporte else { return Ok(0) };
        let (db, public_url) = (&self.db, self.public_url.as_str());
        via::enviar_lote(&PorCorreo { db, transporte, public_url, plazo: self.ritmo.plazo }, &self.ritmo).await
    }

    /// The same by WhatsApp.
    pub async fn enviar_whatsapps(&self) -> AppResult<usize> {
        let Some(cliente) = &self.whatsapp else { return Ok(0) };
        let (db, public_url) = (&self.db, self.public_url.as_str());
        via::enviar_lote(&PorWhatsapp { db, cliente, public_url }, &self.ritmo).await
    }

    /// How many things that WhatsApp told were attended to.
    pub async fn atender_entrantes(&self) -> AppResult<usize> {
        entrantes::atender(&self.db).await
    }

    /// How many letters say what WhatsApp did not deliver.
    pub async fn respaldar(&self) -> AppResult<usize> {
        entrantes::respaldar(&self.db).await
    }

    /// Claims jobs that are due and does each; how many there were.
    pub async fn correr_lote(&self) -> AppResult<usize> {
        let (_nadie, nunca) = watch::channel(false);
        self.correr_hasta(&nunca).await
    }

    async fn correr_hasta(&self, parada: &watch::Receiver<bool>) -> AppResult<usize> {
        let tomados = queue::reclamar(&self.db, &self.ritmo).await?;
        let cuantos = tomados.len();
        todos(join_all(tomados.iter().map(|t| self.atender(t, parada.clone()))).await, cuantos)
    }

    async fn atender(&self, tomado: &Tomado, parada: watch::Receiver<bool>) -> AppResult<()> {
        let (arriendo, gracia) = (self.ritmo.arriendo, self.ritmo.gracia);
        let trabajo = Box::pin(self.hacer(tomado));
        let es_nuestro = match sostener(&self.db, tomado, arriendo, trabajo, sin_tiempo(parada, gracia)).await? {
            Fin::Hecho(Ok(())) => queue::terminar(&self.db, tomado).await?,
            Fin::Hecho(Err(error)) => self.posponer(tomado, &error).await?,
            Fin::Devuelto => {
                tracing::info!(trabajo.id = tomado.id, trabajo.tipo = tomado.tipo, "the job was given back");
                queue::devolver(&self.db, tomado).await?
            }
            Fin::Perdido => false,
        };
        if !es_nuestro {
            tracing::warn!(trabajo.id = tomado.id, trabajo.tipo = tomado.tipo, "a job outlived its lease");
        }
        Ok(())
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
            Trabajo::PedirPlantilla { tipo } => match &self.whatsapp {
                Some(cliente) => whatsapp::pedir_plantilla(&self.db, &actor, (cliente, &self.public_url), &tipo).await,
                None => Err(AppError::Ocupado),
            },
        }
    }

    async fn posponer(&self, tomado: &Tomado, error: &AppError) -> AppResult<bool> {
        tracing::error!(%error, trabajo.id = tomado.id, trabajo.tipo = tomado.tipo, intento = tomado.intentos, "job failed");
        queue::fallar(&self.db, tomado, codigo(error), self.ritmo.espera(tomado.gastados())).await
    }
}

fn todos(resultados: Vec<AppResult<()>>, cuantos: usize) -> AppResult<usize> {
    resultados.into_iter().collect::<AppResult<()>>().map(|()| cuantos)
}
