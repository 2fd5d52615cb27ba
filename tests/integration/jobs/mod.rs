//! Work that no request waits for: whose it is, how it ends, and what somebody at a desk sees of it.

mod pantalla;
mod parada;
mod rondas;

use antesala::jobs::Obrero;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};

use crate::avisos::mundo::Mundo;
use crate::soporte::LLAVE;

/// Sends nothing, and seals.
fn obrero(mundo: &Mundo) -> Obrero {
    Obrero { transporte: None, llave: Some(LLAVE), ..mundo.obrero() }
}

/// Whoever needs the table waits, until the connection is dropped.
async fn trabar(mundo: &Mundo, tabla: &str) -> AsyncPgConnection {
    let mut con = mundo.app.base.conectar("dueno").await;
    con.batch_execute(&format!("begin; lock table {tabla} in access exclusive mode")).await.unwrap();
    con
}
