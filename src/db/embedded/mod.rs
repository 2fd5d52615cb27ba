//! The embedded PostgreSQL: a private cluster in a data folder, run with the machine's own binaries.
//!
//! The folder holds `antesala.lock` (one program at a time), `llave`, `pgdata`, `run` (the socket, closed to others) and `postgres.log`.
//! Inside `run` every role is trusted: only root and the server's own account can enter it.

mod account;
mod binaries;
mod folder;
mod launcher;
mod postmaster;
mod server;

use std::{
    env, io,
    path::{Path, PathBuf},
};

use diesel::{dsl::sql, sql_types::Bool};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use nix::unistd::Uid;
use sha2::{Digest, Sha256};

use crate::values::llave::Llave;
use folder::Folder;
use launcher::Launcher;
use server::Server;

/// Who made the cluster; the program uses it for nothing but [`ROLES`].
pub const SUPERUSER: &str = "postgres";
pub const DATABASE: &str = "antesala";
/// What a superuser applies in the program's database before the first migration.
pub const ROLES: &str = include_str!("../roles.sql");

pub struct Options {
    pub data_dir: PathBuf,
    /// Without it a power cut destroys the cluster: for tests only.
    pub fsync: bool,
}

impl Options {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), fsync: true }
    }
}

/// A running cluster. Dropping it stops the server, and blocks until it has.
pub struct Cluster {
    // Before the folder: its lock goes only when the server has ended.
    server: Server,
    folder: Folder,
}

impl Cluster {
    /// Starts the cluster of a folder, or takes over the one that a killed program left running there. It comes with the
    /// database [`DATABASE`] and the [`ROLES`].
    pub async fn start(options: Options) -> io::Result<Self> {
        let cluster =
            tokio::task::spawn_blocking(move || Self::bring_up(&options)).await.map_err(io::Error::other)??;
        cluster.provide_database().await?;
        Ok(cluster)
    }

    fn bring_up(options: &Options) -> io::Result<Self> {
        let folder = Folder::open(&options.data_dir)?;
        let launcher = Launcher::prepare(&folder.paths, options.fsync)?;
        Ok(Self { server: Server::start(launcher)?, folder })
    }

    async fn provide_database(&self) -> io::Result<()> {
        let mut conn = self.connect("postgres").await?;
        let there = sql::<Bool>(&format!("exists (select from pg_database where datname = '{DATABASE}')"));
        if !diesel::select(there).get_result::<bool>(&mut conn).await.map_err(io::Error::other)? {
            conn.batch_execute(&format!("create database {DATABASE}")).await.map_err(io::Error::other)?;
        }
        self.connect(DATABASE).await?.batch_execute(ROLES).await.map_err(io::Error::other)
    }

    /// Throws away everything in [`DATABASE`] and leaves it as on the first start.
    pub async fn reset(&self) -> io::Result<()> {
        let mut conn = self.connect("postgres").await?;
        let drop = format!("drop database if exists {DATABASE} with (force)");
        conn.batch_execute(&drop).await.map_err(io::Error::other)?;
        self.provide_database().await
    }

    #[expect(clippy::disallowed_methods, reason = "the superuser, before there is a pool")]
    async fn connect(&self, database: &str) -> io::Result<AsyncPgConnection> {
        AsyncPgConnection::establish(&self.url(SUPERUSER, database)).await.map_err(io::Error::other)
    }

    /// A connection URL that goes through the socket.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@{}/{database}", percent_encoded(&self.folder.paths.run))
    }

    /// Where all of it is.
    pub fn data_dir(&self) -> &Path {
        &self.folder.paths.root
    }

    /// The postmaster's; another one after PostgreSQL died and was started again.
    pub fn pid(&self) -> i32 {
        self.server.pid()
    }

    /// The key that lies beside the cluster and never inside it: made the first time, for its owner's eyes only.
    pub fn key(&self) -> io::Result<Llave> {
        folder::key(&self.folder.paths.root)
    }

    /// Ends the sessions, writes a checkpoint and waits until the server is gone.
    pub async fn stop(mut self) -> io::Result<()> {
        tokio::task::spawn_blocking(move || self.server.stop()).await.map_err(io::Error::other)
    }
}

/// One folder per checkout, so that two of them never share a cluster: under `/var/lib/antesala` for root, whose home the
/// server's account cannot enter; in the XDG data folder for anybody else.
pub fn default_data_dir() -> io::Result<PathBuf> {
    let digest = Sha256::digest(env!("CARGO_MANIFEST_DIR"));
    let checkout: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Ok(base_folder()?.join("antesala").join(checkout))
}

fn base_folder() -> io::Result<PathBuf> {
    if Uid::effective().is_root() {
        return Ok("/var/lib".into());
    }
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| Some(set("HOME")?.join(".local/share")))
        .ok_or_else(|| io::Error::other("neither XDG_DATA_HOME nor HOME is set: name a data folder"))
}

fn percent_encoded(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().iter().map(|byte| format!("%{byte:02X}")).collect()
}
