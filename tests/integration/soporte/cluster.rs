//! One cluster for the whole run, started by the first test that needs it.

use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use antesala::db::embedded::{Cluster, DATABASE, Options};
use antesala::db::{self, Db};
use antesala::demo;
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

use super::Carpeta;

static DEL_RUN: OnceCell<DelRun> = OnceCell::const_new();

pub(super) struct DelRun {
    pub cluster: Cluster,
    _guardia: Child,
}

/// Its database `antesala` is the migrated template: nobody stays connected to it.
pub async fn compartido() -> &'static Cluster {
    &DEL_RUN.get_or_init(arrancar).await.cluster
}

pub(super) async fn arrancar() -> DelRun {
    let carpeta = Carpeta::nueva().conservar();
    let _guardia = guardia(&carpeta);
    let cluster = Cluster::start(Options { fsync: false, ..Options::new(carpeta) }).await.unwrap();
    fundar(cluster.url("dueno", DATABASE), cluster.url("app", DATABASE)).await;
    DelRun { cluster, _guardia }
}

/// The template: migrated, with the people of the named world. On a runtime of its own, because migrations want several
/// threads and because with it ends every connection to the template.
async fn fundar(dueno: String, app: String) {
    let trabajo = move || {
        Runtime::new().unwrap().block_on(async {
            db::migrar(&dueno).await.unwrap();
            demo::fundar(&Db::abrir(&app, 2).await.unwrap()).await.unwrap();
        });
    };
    tokio::task::spawn_blocking(|| thread::spawn(trabajo).join().unwrap()).await.unwrap();
}

/// A static is never dropped, and a killed run drops nothing: a child whose standard input ends with the run, however that
/// happens, stops the server and removes its folder.
pub(super) fn guardia(carpeta: &Path) -> Child {
    let al_terminar = r#"
        cat >/dev/null
        if pid=$(head -n 1 "$0/pgdata/postmaster.pid"); then
            kill -QUIT "$pid"
            while kill -0 "$pid"; do sleep 0.05; done
        fi
        rm -rf "$0""#;
    let mut sh = Command::new("sh");
    sh.arg("-c").arg(al_terminar).arg(carpeta).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C ends the run, not the guard.
    sh.process_group(0).spawn().unwrap()
}
