//! The database: the pools, the transaction that carries clinic and user, migrations, and the private cluster.

mod consulta;
pub mod embedded;
mod escucha;
mod migrar;
mod pool;

mod reloj;
mod replica;
mod tx;

use std::sync::Arc;

use chrono::Datelike;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Text};
use diesel_async::RunQueryDsl;

use crate::error::{AppError, AppResult, interno};
use crate::values::feriados::feriados_chile;

pub use consulta::{Consulta, Preparada, consulta};
pub use escucha::{Escucha, Oido};
pub use migrar::{migrar, pendientes};
pub use pool::Viajes;
pub use reloj::Reloj;
pub use replica::{Alcance, Fuente, Leido, Lsn};
pub use tx::{Actor, Origen, Tx};

diesel::define_sql_function! {
    /// The one clock of business SQL.
    fn ahora() -> Timestamptz;
}

type Conexion<'a> = bb8::PooledConnection<'a, pool::Manager>;

/// Cheap to clone. Everything the app does to PostgreSQL passes here, as role `app`.
#[derive(Clone)]
pub struct Db {
    url: Arc<str>,
    pool: pool::Pool,
    viajes: Viajes,
    reloj: Reloj,
    replica: Option<replica::Replica>,
}

#[derive(QueryableByName)]
struct Ajuste {
    #[diesel(sql_type = diesel::sql_types::Text)]
    lc_messages: String,
}

impl Db {
    /// Refuses a server whose messages are not in C: three errors are only known by their text.
    pub async fn abrir(url: &str, max_conexiones: u32) -> AppResult<Self> {
        let viajes = Viajes::default();
        let pool = pool::abrir(url, max_conexiones, viajes.clone()).await?;
        let db = Self { url: url.into(), pool, viajes, reloj: Reloj::default(), replica: None };
        let mut con = db.conexion().await?;
        let ajuste: Ajuste =
            diesel::sql_query("select current_setting('lc_messages') as lc_messages").get_result(&mut *con).await?;
        drop(con);
        habla_en_c(&ajuste.lc_messages)?;
        Ok(db)
    }

    /// Reports may be read from there too. It may be away: nothing waits for it.
    pub fn con_replica(self, url: Option<&str>, max_conexiones: u32) -> Self {
        let replica = url.map(|url| replica::Replica::nueva(url, max_conexiones, self.viajes.clone()));
        Self { replica, ..self }
    }

    pub fn tiene_replica(&self) -> bool {
        self.replica.is_some()
    }

    /// A bare connection: no clinic is set, so row security shows no row of any.
    /// For what comes before a clinic (identity) and for the bridge's functions.
    #[expect(clippy::disallowed_methods, reason = "the door itself")]
    pub async fn conexion(&self) -> AppResult<Conexion<'_>> {
        self.pool.get().await.map_err(AppError::from)
    }

    pub fn reloj(&self) -> &Reloj {
        &self.reloj
    }

    /// The same connections under a clock that nobody else sees.
    pub fn con_reloj_propio(&self) -> Self {
        Self { reloj: Reloj::default(), ..self.clone() }
    }

    /// Statements sent so far by all connections.
    pub fn viajes(&self) -> u64 {
        self.viajes.cuenta()
    }

    /// Alive and migrated.
    pub async fn lista(&self) -> AppResult<bool> {
        let mut con = self.conexion().await?;
        Ok(pendientes(&mut con).await?.is_empty())
    }
}

fn habla_en_c(lc_messages: &str) -> AppResult<()> {
    match lc_messages {
        "C" | "C.UTF-8" | "POSIX" => Ok(()),
        otro => Err(interno(format!("lc_messages of role app is {otro}; run: alter role app set lc_messages = 'C'"))),
    }
}

/// What time asks of the house, at every start and from time to time: idempotent.
pub async fn mantener(db: &Db) -> AppResult<()> {
    asegurar_particiones(db).await?;
    asegurar_feriados(db).await
}

/// The holidays of this year and of the two that follow: an agenda opens that far ahead.
async fn asegurar_feriados(db: &Db) -> AppResult<()> {
    let anio = db.reloj.ahora().year();
    let todos: Vec<_> = (anio..=anio + 2).flat_map(feriados_chile).collect();
    consulta("select cargar_feriados($1, $2, $3, $4)")
        .bind::<Array<Text>, _>(todos.iter().map(|f| f.ambito).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(todos.iter().map(|f| f.fecha).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(todos.iter().map(|f| f.nombre).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(todos.iter().map(|f| f.irrenunciable).collect::<Vec<_>>())
        .execute(&mut *db.conexion().await?)
        .await?;
    Ok(())
}

/// The months ahead that the audit needs; a month without its partition would stop every write.
/// One process at a time: two that see a month missing would both create it.
pub async fn asegurar_particiones(db: &Db) -> AppResult<()> {
    let mut con = db.conexion().await?;
    diesel::sql_query(
        "with candado as materialized (select pg_advisory_xact_lock(hashtext('crear_particion_auditoria')))
         select crear_particion_auditoria((date_trunc('month', clock_timestamp()) + n * interval '1 month')::date)
         from candado, generate_series(0, 3) n",
    )
    .execute(&mut *con)
    .await?;
    Ok(())
}
