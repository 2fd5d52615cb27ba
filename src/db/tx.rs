//! `Tx`: proof that clinic and user are set, and the only way to the tables of a clinic.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use uuid::Uuid;

use super::Db;
use crate::error::{AppError, AppResult};

type Manager = AnsiTransactionManager;

/// On whose behalf a transaction runs. All typed, so that formatting it into SQL is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    pub clinica: i32,
    /// `None` for the worker and for set-up commands.
    pub usuario: Option<i64>,
    pub membresia: Option<i64>,
    pub peticion: Uuid,
    pub origen: Origen,
}

/// Where a request came from: the audit and the log of reads keep it beside who asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origen {
    /// Of `sesiones_usuario`, which knows the browser.
    pub sesion: Option<i64>,
    pub direccion: Option<IpAddr>,
}

impl Actor {
    /// The program itself, inside one clinic.
    pub fn sistema(clinica: i32) -> Self {
        Self { clinica, usuario: None, membresia: None, peticion: Uuid::new_v4(), origen: Origen::default() }
    }

    /// A person in no clinic: their own account. No tenant's row is seen; the audit files it under the platform.
    pub fn persona(usuario: i64, peticion: Uuid, origen: Origen) -> Self {
        Self { clinica: 0, usuario: Some(usuario), membresia: None, peticion, origen }
    }
}

pub struct Tx<'a> {
    con: &'a mut AsyncPgConnection,
    actor: Actor,
}

impl Tx<'_> {
    pub fn pg(&mut self) -> &mut AsyncPgConnection {
        self.con
    }

    pub fn actor(&self) -> Actor {
        self.actor
    }
}

#[derive(Clone, Copy)]
pub(super) enum Modo {
    Lectura,
    Escritura,
}

/// One message, hence one round trip: `begin` and the settings that policies, defaults and triggers read.
fn inicio(modo: Modo, actor: &Actor, ahora: Option<DateTime<Utc>>) -> String {
    let id = |valor: Option<i64>| valor.map(|v| v.to_string()).unwrap_or_default();
    format!(
        "begin{}; select set_config('app.clinica_id','{}',true), set_config('app.usuario_id','{}',true), \
         set_config('app.membresia_id','{}',true), set_config('app.peticion_id','{}',true), \
         set_config('app.sesion_id','{}',true), set_config('app.direccion','{}',true){}",
        match modo {
            // By that name a report knows whom it need not wait for.
            Modo::Lectura => " read only; set local application_name = 'antesala: lectura'",
            Modo::Escritura => "",
        },
        actor.clinica,
        id(actor.usuario),
        id(actor.membresia),
        actor.peticion,
        id(actor.origen.sesion),
        actor.origen.direccion.map(|ip| ip.to_string()).unwrap_or_default(),
        ahora.map(|t| format!(", {}", fijar_reloj(t))).unwrap_or_default(),
    )
}

fn fijar_reloj(ahora: DateTime<Utc>) -> String {
    format!("set_config('app.ahora','{}',true)", ahora.to_rfc3339())
}

impl Db {
    /// A read-only transaction of `actor`'s clinic.
    pub async fn leer<R, F>(&self, actor: &Actor, f: F) -> AppResult<R>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    {
        self.transaccion(Modo::Lectura, actor, f).await
    }

    /// A whole write: committed when `f` succeeds, undone when it does not.
    pub async fn escribir<R, F>(&self, actor: &Actor, f: F) -> AppResult<R>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    {
        self.transaccion(Modo::Escritura, actor, f).await
    }

    /// A whole write to the tables of people (identity), before any clinic: row security shows it no row of one.
    #[expect(clippy::disallowed_methods, reason = "the door itself")]
    pub async fn sin_clinica<R, F>(&self, f: F) -> AppResult<R>
    where
        F: AsyncFnOnce(&mut AsyncPgConnection) -> AppResult<R>,
    {
        let mut con = self.conexion().await?;
        let reloj = self.reloj().fijado().map(|t| format!("; select {}", fijar_reloj(t))).unwrap_or_default();
        Manager::begin_transaction_sql(&mut *con, &format!("begin{reloj}")).await?;
        let resultado = f(&mut con).await;
        terminar(&mut con, resultado).await
    }

    async fn transaccion<R, F>(&self, modo: Modo, actor: &Actor, f: F) -> AppResult<R>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    {
        self.en(&mut *self.conexion().await?, modo, actor, f).await
    }

    #[expect(clippy::disallowed_methods, reason = "the door itself")]
    pub(super) async fn en<R, F>(&self, con: &mut AsyncPgConnection, modo: Modo, actor: &Actor, f: F) -> AppResult<R>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>,
    {
        let sql = inicio(modo, actor, self.reloj().fijado());
        Manager::begin_transaction_sql(&mut *con, &sql).await?;
        let resultado = f(&mut Tx { con: &mut *con, actor: *actor }).await;
        terminar(con, resultado).await
    }
}

#[expect(clippy::disallowed_methods, reason = "the door itself")]
async fn terminar<R>(con: &mut AsyncPgConnection, resultado: AppResult<R>) -> AppResult<R> {
    match resultado {
        Ok(valor) => {
            <Manager as TransactionManager<AsyncPgConnection>>::commit_transaction(con).await?;
            Ok(valor)
        }
        Err(error) => {
            deshacer(con).await;
            Err(error)
        }
    }
}

/// The first error is the one to tell; a connection that cannot roll back is seen as broken by the pool.
#[expect(clippy::disallowed_methods, reason = "the door itself")]
async fn deshacer(con: &mut AsyncPgConnection) {
    let vuelta: Result<(), AppError> =
        <Manager as TransactionManager<AsyncPgConnection>>::rollback_transaction(con).await.map_err(AppError::from);
    if let Err(error) = vuelta {
        tracing::warn!(%error, "rollback failed; the pool drops this connection");
    }
}
