//! Stands between the program and PostgreSQL and counts true round trips, those of preparing included.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use diesel::{dsl::sql, sql_types::Text};
use diesel_async::RunQueryDsl;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    task::JoinHandle,
};

use super::BaseDePrueba;

pub struct Intermediario {
    direccion: SocketAddr,
    viajes: Arc<AtomicU64>,
    tarea: JoinHandle<()>,
}

impl Intermediario {
    pub async fn nuevo(base: &BaseDePrueba) -> Self {
        let ruta = "current_setting('unix_socket_directories') || '/.s.PGSQL.' || current_setting('port')";
        let mut con = base.conectar("postgres").await;
        let ruta: String = diesel::select(sql::<Text>(ruta)).get_result(&mut con).await.unwrap();
        let escucha = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (direccion, viajes) = (escucha.local_addr().unwrap(), Arc::default());
        let cuenta = Arc::clone(&viajes);
        let tarea = tokio::spawn(async move {
            while let Ok((cliente, _)) = escucha.accept().await {
                let servidor = UnixStream::connect(&ruta).await.unwrap();
                tokio::spawn(pasar(cliente, servidor, Arc::clone(&cuenta)));
            }
        });
        Self { direccion, viajes, tarea }
    }

    pub fn url(&self, base: &BaseDePrueba) -> String {
        let nombre = base.url("app").rsplit('/').next().unwrap().to_owned();
        format!("postgres://app@{}/{nombre}", self.direccion)
    }

    pub fn viajes(&self) -> u64 {
        AtomicU64::load(&self.viajes, Relaxed)
    }
}

impl Drop for Intermediario {
    fn drop(&mut self) {
        self.tarea.abort();
    }
}

/// A trip is whatever the program says once the server has answered the last.
async fn pasar(mut cliente: TcpStream, mut servidor: UnixStream, viajes: Arc<AtomicU64>) {
    let (mut ida, mut vuelta) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut respondio = true;
    loop {
        tokio::select! {
            leidos = cliente.read(&mut ida) => {
                let Some(dicho) = leidos.ok().and_then(|n| ida.get(..n)).filter(|d| !d.is_empty()) else { return };
                if respondio && pregunta(dicho) {
                    viajes.fetch_add(1, Relaxed);
                    respondio = false;
                }
                if servidor.write_all(dicho).await.is_err() { return }
            }
            leidos = servidor.read(&mut vuelta) => {
                let Some(dicho) = leidos.ok().and_then(|n| vuelta.get(..n)).filter(|d| !d.is_empty()) else { return };
                respondio = true;
                if cliente.write_all(dicho).await.is_err() { return }
            }
        }
    }
}

/// A query, a parse or a bind among the messages: nobody waits for a statement to be closed.
fn pregunta(mut dicho: &[u8]) -> bool {
    while let [tipo, a, b, c, d, ..] = *dicho {
        if matches!(tipo, b'Q' | b'P' | b'B') {
            return true;
        }
        let largo = u32::from_be_bytes([a, b, c, d]) as usize + 1;
        dicho = dicho.get(largo..).unwrap_or_default();
    }
    false
}
