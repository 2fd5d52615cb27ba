//! A streaming replica, for the test that needs one.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use antesala::db::embedded::SUPERUSER;
use diesel::{
    dsl::sql,
    sql_types::{BigInt, Bool},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use super::{BaseDePrueba, Carpeta, cluster, hasta};

/// Stopped and removed with the test, or with the run.
pub struct Replica {
    servidor: Child,
    guardia: Child,
    carpeta: PathBuf,
    base: String,
}

impl Replica {
    pub async fn de(base: &BaseDePrueba) -> Self {
        let primaria = base.cluster();
        let carpeta = Carpeta::nueva().conservar();
        let guardia = cluster::guardia(&carpeta);
        let postgres = fs::read_link(format!("/proc/{}/exe", primaria.pid())).unwrap();
        let quien = fs::metadata(primaria.data_dir().join("pgdata")).unwrap();
        chown(&carpeta, Some(quien.uid()), Some(quien.gid())).unwrap();
        let orden = |programa: &Path| {
            let mut orden = Command::new(programa);
            orden.uid(quien.uid()).gid(quien.gid()).current_dir(&carpeta).stdin(Stdio::null()).process_group(0);
            orden
        };
        let mut copia = orden(&postgres.with_file_name("pg_basebackup"));
        copia.args(["-U", SUPERUSER, "-X", "stream", "-c", "fast", "--no-sync", "-R", "-D", "pgdata"]);
        copia.arg("-h").arg(primaria.data_dir().join("run"));
        assert!(copia.status().unwrap().success());
        let mut servidor = orden(&postgres);
        servidor.arg("-D").arg(carpeta.join("pgdata")).arg("-k").arg(&carpeta);
        // A standby allows no fewer connections than its primary.
        for ajuste in ["listen_addresses=", "max_connections=300", "lc_messages=C", "fsync=off", "jit=off"] {
            servidor.args(["-c", ajuste]);
        }
        let servidor = servidor.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let base = base.url("app").rsplit('/').next().unwrap().to_owned();
        let replica = Self { servidor, guardia, carpeta, base };
        hasta("the replica takes connections", async || {
            AsyncPgConnection::establish(&replica.url(SUPERUSER)).await.is_ok()
        })
        .await;
        replica
    }

    pub fn url(&self, rol: &str) -> String {
        let carpeta = self.carpeta.to_str().unwrap().replace('/', "%2F");
        format!("postgres://{rol}@{carpeta}/{}", self.base)
    }

    /// Everything that the primary has written by now is here.
    pub async fn alcanzar(&self, base: &BaseDePrueba) {
        let lugar = "(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint)";
        let lugar: i64 =
            diesel::select(sql::<BigInt>(lugar)).get_result(&mut base.conectar(SUPERUSER).await).await.unwrap();
        let aqui = "(coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::bigint)";
        let mut con = AsyncPgConnection::establish(&self.url(SUPERUSER)).await.unwrap();
        hasta("the replica catches up", async || {
            diesel::select(sql::<BigInt>(aqui)).get_result::<i64>(&mut con).await.unwrap() >= lugar
        })
        .await;
    }

    pub async fn pausar(&self) {
        let mut con = AsyncPgConnection::establish(&self.url(SUPERUSER)).await.unwrap();
        con.batch_execute("select pg_wal_replay_pause()").await.unwrap();
        let pausada = sql::<Bool>("(pg_get_wal_replay_pause_state() = 'paused')");
        hasta("replay pauses", async || diesel::select(pausada.clone()).get_result(&mut con).await.unwrap()).await;
    }

    pub async fn reanudar(&self) {
        let mut con = AsyncPgConnection::establish(&self.url(SUPERUSER)).await.unwrap();
        con.batch_execute("select pg_wal_replay_resume()").await.unwrap();
    }

    pub fn matar(&mut self) {
        self.guardia.stdin.take();
        self.servidor.wait().unwrap();
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        self.matar();
        self.guardia.wait().unwrap();
    }
}
