//! Hearing NOTIFY: one connection of a process, outside the pool, that comes back whenever it is lost.

use std::pin::pin;
use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::StreamExt;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::Db;
use crate::error::{AppError, AppResult, interno};

const ESPERA_MINIMA: Duration = Duration::from_millis(100);
const ESPERA_MAXIMA: Duration = Duration::from_secs(5);
/// A silence this long is checked: a network may swallow a connection without a word.
const SILENCIO: Duration = Duration::from_secs(15);
const PACIENCIA: Duration = Duration::from_secs(5);

pub enum Oido {
    /// From now on everything is heard; what was said before may have been missed.
    Conectada,
    Dicho(String),
}

/// Ends when dropped.
pub struct Escucha(JoinHandle<()>);

impl Drop for Escucha {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Db {
    pub fn escuchar(&self, canal: &'static str, oir: impl Fn(Oido) + Send + Sync + 'static) -> Escucha {
        Escucha(tokio::spawn(siempre(self.url.to_string(), canal, oir)))
    }
}

async fn siempre(url: String, canal: &'static str, oir: impl Fn(Oido) + Send + Sync) {
    let mut espera = ESPERA_MINIMA;
    loop {
        let inicio = Instant::now();
        let Err(error) = hasta_perderla(&url, canal, &oir).await else { return };
        if inicio.elapsed() > ESPERA_MAXIMA {
            espera = ESPERA_MINIMA;
        }
        tracing::warn!(%error, escucha.canal = canal, "the listening connection was lost; it comes back");
        sleep(espera).await;
        espera = (espera * 2).min(ESPERA_MAXIMA);
    }
}

#[expect(clippy::disallowed_methods, reason = "a connection that only listens stands outside the pool")]
async fn hasta_perderla(url: &str, canal: &str, oir: &(impl Fn(Oido) + Sync)) -> AppResult<()> {
    let mut con = timeout(PACIENCIA, AsyncPgConnection::establish(url)).await.map_err(interno)?.map_err(interno)?;
    con.batch_execute(&format!("listen {canal}")).await?;
    oir(Oido::Conectada);
    loop {
        let siguiente = timeout(SILENCIO, async { pin!(con.notifications_stream()).next().await }).await;
        match siguiente {
            Ok(Some(aviso)) => oir(Oido::Dicho(aviso.map_err(AppError::from)?.payload)),
            Ok(None) => return Err(interno("the server closed it")),
            Err(_callado) => timeout(PACIENCIA, con.batch_execute("select 1")).await.map_err(interno)??,
        }
    }
}
