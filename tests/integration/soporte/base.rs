//! A database per test, cloned from the template.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    thread,
};

use antesala::db::embedded::{Cluster, DATABASE, ROLES, SUPERUSER};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use tokio::{
    runtime,
    sync::{Mutex, OnceCell},
};

use super::cluster::{self, DelRun, arrancar};

static CREADAS: AtomicU32 = AtomicU32::new(0);
/// Roles are everybody's, whatever the database: two who alter one at once are refused.
static ROLES_DEL_CLUSTER: Mutex<()> = Mutex::const_new(());

/// Dropped with the test.
pub struct BaseDePrueba {
    cluster: &'static Cluster,
    nombre: String,
}

impl BaseDePrueba {
    pub async fn nueva() -> Self {
        Self::clonada_de(cluster::compartido().await, DATABASE).await
    }

    /// Before the first migration.
    pub async fn vacia() -> Self {
        let base = Self::clonada_de(cluster::compartido().await, "template0").await;
        base.bd_roles().await;
        base
    }

    pub async fn bd_roles(&self) {
        let _turno = ROLES_DEL_CLUSTER.lock().await;
        self.conectar(SUPERUSER).await.batch_execute(ROLES).await.unwrap();
    }

    /// In a cluster that nobody else writes in: a replica of it need not replay what all the other tests do.
    pub async fn aparte() -> Self {
        static APARTE: OnceCell<DelRun> = OnceCell::const_new();
        Self::clonada_de(&APARTE.get_or_init(arrancar).await.cluster, DATABASE).await
    }

    async fn clonada_de(cluster: &'static Cluster, plantilla: &str) -> Self {
        let nombre = format!("prueba_{}", CREADAS.fetch_add(1, Relaxed));
        let base = Self { cluster, nombre };
        base.bd_mantencion(format!("create database {} template {plantilla} owner dueno", base.nombre)).await;
        base
    }

    pub fn cluster(&self) -> &'static Cluster {
        self.cluster
    }

    pub fn url(&self, rol: &str) -> String {
        self.cluster.url(rol, &self.nombre)
    }

    pub async fn conectar(&self, rol: &str) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.url(rol)).await.unwrap()
    }

    fn bd_mantencion(&self, sql: String) -> impl Future<Output = ()> + 'static {
        let url = self.cluster.url(SUPERUSER, "postgres");
        async move {
            let mut conn = AsyncPgConnection::establish(&url).await.unwrap();
            conn.batch_execute(&sql).await.unwrap();
        }
    }
}

impl Drop for BaseDePrueba {
    fn drop(&mut self) {
        let borrado = self.bd_mantencion(format!("drop database if exists {} with (force)", self.nombre));
        // On a thread of its own, because the test's runtime may be the one that is dropping it.
        let hilo =
            thread::spawn(|| runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(borrado));
        if hilo.join().is_err() && !thread::panicking() {
            panic!("{} was not dropped", self.nombre);
        }
    }
}
