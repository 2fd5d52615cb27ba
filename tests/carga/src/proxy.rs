//! Between the program and PostgreSQL: counts the round trips as they go over the wire, whoever made them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use crate::Res;

const SOCKET: &str = ".s.PGSQL.5432";

pub struct Proxy {
    trips: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Listens in `folder` for what is meant for the server in `behind`.
    pub fn start(folder: &Path, behind: &Path) -> Res<Self> {
        fs::create_dir_all(folder)?;
        let listener = UnixListener::bind(folder.join(SOCKET))?;
        let (trips, behind) = (Arc::new(AtomicU64::new(0)), behind.join(SOCKET));
        let counted = Arc::clone(&trips);
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if let Ok(server) = UnixStream::connect(&behind).await {
                    join(client, server, Arc::clone(&counted));
                }
            }
        });
        Ok(Self { trips, accepting })
    }

    pub fn trips(&self) -> u64 {
        self.trips.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn join(client: UnixStream, server: UnixStream, trips: Arc<AtomicU64>) {
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::spawn(forward(from_client, to_server));
    // Either side that ends closes the other; there is nobody to tell.
    tokio::spawn(async move { answers(from_server, to_client, &trips).await.ok() });
}

async fn forward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
    let _ = tokio::io::copy(&mut from, &mut to).await;
}

/// Messages of the server: a letter, a length that counts itself, the rest. `Z` says that it has answered and waits; after `3`, that
/// it has forgotten a statement, which nobody waits for.
async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, trips: &AtomicU64) -> std::io::Result<()> {
    let mut message = Vec::new();
    let mut forgetting = false;
    loop {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        message.clear();
        message.push(kind);
        message.extend(length.to_be_bytes());
        (&mut from).take(u64::from(length.saturating_sub(4))).read_to_end(&mut message).await?;
        match kind {
            b'3' => forgetting = true,
            b'Z' if forgetting => forgetting = false,
            b'Z' => _ = trips.fetch_add(1, Ordering::SeqCst),
            _ => {}
        }
        to.write_all(&message).await?;
    }
}
