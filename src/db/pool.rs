//! The bounded pool and how each connection of `app` is prepared.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::FutureExt;

use crate::error::{AppError, AppResult, interno};

pub type Manager = AsyncDieselConnectionManager<AsyncPgConnection>;
pub type Pool = bb8::Pool<Manager>;

/// Every statement a connection sends, so that a test can hold a page to its budget of round trips.
#[derive(Clone, Default)]
pub struct Viajes(Arc<AtomicU64>);

impl Viajes {
    pub fn cuenta(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Instrumentation for Viajes {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn gestor(url: &str, viajes: Viajes) -> Manager {
    let mut config = ManagerConfig::<AsyncPgConnection>::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| conectar(url.to_owned(), viajes.clone()).boxed());
    Manager::new_with_config(url, config)
}

pub async fn abrir(url: &str, max: u32, viajes: Viajes) -> AppResult<Pool> {
    bb8::Pool::builder()
        .max_size(max)
        .min_idle(max.min(2))
        .test_on_check_out(false)
        .connection_timeout(Duration::from_secs(2))
        .build(gestor(url, viajes))
        .await
        .map_err(interno)
}

/// Of a server that may be away, also now: connected to by whoever asks, who does not wait long. Whether a connection is known to
/// be closed costs no trip to see.
pub fn abrir_despues(url: &str, max: u32, viajes: Viajes) -> Pool {
    bb8::Pool::builder()
        .max_size(max)
        .test_on_check_out(true)
        .retry_connection(false)
        .connection_timeout(Duration::from_millis(500))
        .build_unchecked(gestor(url, viajes))
}

#[expect(clippy::disallowed_methods, reason = "the pool's own")]
async fn conectar(url: String, viajes: Viajes) -> ConnectionResult<AsyncPgConnection> {
    let mut con = AsyncPgConnection::establish(&url).await?;
    con.batch_execute(
        "set statement_timeout = '15s'; set lock_timeout = '4s'; set idle_in_transaction_session_timeout = '30s'",
    )
    .await
    .map_err(ConnectionError::CouldntSetupConfiguration)?;
    con.set_instrumentation(viajes);
    Ok(con)
}

impl From<bb8::RunError<diesel_async::pooled_connection::PoolError>> for AppError {
    fn from(error: bb8::RunError<diesel_async::pooled_connection::PoolError>) -> Self {
        match error {
            bb8::RunError::TimedOut => Self::Ocupado,
            bb8::RunError::User(e) => interno(e),
        }
    }
}
