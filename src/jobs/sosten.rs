//! Work in hand: its lease is renewed while it lasts, and it is let go of when it is no longer ours or when there is no time left.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time;

use crate::db::Db;
use crate::error::AppResult;

/// How it ended.
pub(super) enum Fin {
    Hecho(AppResult<()>),
    /// The worker was told to stop, and it did not end soon: somebody else begins it again.
    Devuelto,
    /// Its lease is somebody else's.
    Perdido,
}

/// What somebody has until its lease ends.
pub(super) trait EnMano {
    /// Another lease; false when it is somebody else's by now.
    async fn renovar(&self, db: &Db, arriendo: Duration) -> AppResult<bool>;
}

pub(super) async fn sostener(
    db: &Db,
    suyo: &impl EnMano,
    arriendo: Duration,
    trabajo: impl Future<Output = AppResult<()>>,
    fin: impl Future<Output = ()>,
) -> AppResult<Fin> {
    let mut latido = time::interval(arriendo / 3);
    latido.tick().await;
    tokio::pin!(trabajo, fin);
    loop {
        tokio::select! {
            resultado = &mut trabajo => return Ok(Fin::Hecho(resultado)),
            _ = latido.tick() => if !suyo.renovar(db, arriendo).await? { return Ok(Fin::Perdido) },
            () = &mut fin => return Ok(Fin::Devuelto),
        }
    }
}

/// Comes `gracia` after the worker was told to stop; never when nobody is left to tell it.
pub(super) async fn sin_tiempo(mut parada: watch::Receiver<bool>, gracia: Duration) {
    let dicho = parada.wait_for(|parar| *parar).await.is_ok();
    if dicho { time::sleep(gracia).await } else { std::future::pending().await }
}
