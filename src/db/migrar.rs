//! Bringing a database to the version of this binary: migrations, then routines, as `dueno`.

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use sha2::{Digest, Sha256};

use crate::error::{AppResult, interno};

const MIGRACIONES: EmbeddedMigrations = embed_migrations!("migrations");

/// `peticion.sql` first: the others use its procedure. Views last: they stand on one another.
const RUTINAS: &[&str] = &[
    include_str!("routines/peticion.sql"),
    include_str!("routines/pacientes.sql"),
    include_str!("routines/plantillas.sql"),
    include_str!("routines/whatsapp.sql"),
    include_str!("routines/avisos.sql"),
    include_str!("routines/encuestas.sql"),
    include_str!("routines/agenda.sql"),
    include_str!("routines/sala.sql"),
    include_str!("routines/calendarios.sql"),
    include_str!("routines/vivo.sql"),
    include_str!("routines/auditoria.sql"),
    include_str!("routines/libros.sql"),
    include_str!("routines/vistas.sql"),
    include_str!("routines/reportes.sql"),
    include_str!("routines/acumulados.sql"),
    include_str!("routines/cuadratura.sql"),
];

/// Two processes that start together must not both migrate.
const CANDADO: i64 = 0x0A17_E5A1;

#[derive(QueryableByName)]
struct Texto {
    #[diesel(sql_type = diesel::sql_types::Text)]
    valor: String,
}

/// Idempotent: does nothing on a current database.
#[expect(clippy::disallowed_methods, reason = "dueno migrates, and has no pool")]
pub async fn migrar(url_dueno: &str) -> AppResult<()> {
    let mut con = AsyncPgConnection::establish(url_dueno).await.map_err(interno)?;
    con.batch_execute(&format!("select pg_advisory_lock({CANDADO})")).await?;
    aplicar_rutinas_previas(&mut con).await?;
    let mut arnes = AsyncMigrationHarness::new(con);
    let migrada = !arnes.run_pending_migrations(MIGRACIONES).map_err(interno)?.is_empty();
    let mut con = arnes.into_inner();
    aplicar_rutinas(&mut con, migrada).await?;
    con.batch_execute(&format!("select pg_advisory_unlock({CANDADO})")).await?;
    Ok(())
}

/// Where the fingerprint of the applied routines is kept.
async fn aplicar_rutinas_previas(con: &mut AsyncPgConnection) -> AppResult<()> {
    con.batch_execute(
        "set client_min_messages = warning; create table if not exists __antesala_rutinas (valor text not null)",
    )
    .await?;
    Ok(())
}

/// `migrada`: a new table lacks its triggers and views, though their text is the same.
async fn aplicar_rutinas(con: &mut AsyncPgConnection, migrada: bool) -> AppResult<()> {
    let texto = RUTINAS.concat();
    let huella = Sha256::digest(&texto).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let puesta: Option<Texto> =
        diesel::sql_query("select valor from __antesala_rutinas").get_result(con).await.optional()?;
    if !migrada && puesta.is_some_and(|p| p.valor == huella) {
        return Ok(());
    }
    con.batch_execute(&format!(
        "begin; grant select on __diesel_schema_migrations to app; {texto} delete from __antesala_rutinas; insert into __antesala_rutinas values ('{huella}'); commit"
    ))
    .await?;
    Ok(())
}

/// Names of the migrations this binary has and the database has not; needs only `select` on diesel's own table.
pub async fn pendientes(con: &mut AsyncPgConnection) -> AppResult<Vec<String>> {
    let puestas: Vec<Texto> =
        diesel::sql_query("select version as valor from __diesel_schema_migrations").load(con).await?;
    let todas: Vec<Box<dyn Migration<Pg>>> = MIGRACIONES.migrations().map_err(interno)?;
    Ok(todas
        .iter()
        .map(|m| m.name().version().to_string())
        .filter(|version| !puestas.iter().any(|p| p.valor == *version))
        .collect())
}
