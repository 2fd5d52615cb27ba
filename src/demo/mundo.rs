//! Filling the two clinics, once and whole: a mark in Norte, written last, tells a world from what a cut load left.

use diesel::QueryableByName;
use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::escala::{Escala, PLANOS, Plano};
use super::progreso::Progreso;
use super::{CLAVE, PERSONAS, espera, fundar, historia, instalar};
use crate::db::embedded::{Cluster, DATABASE};
use crate::db::{self, Actor, Db};
use crate::error::{AppError, AppResult, interno};
use crate::identidad::queries::clinica_de_slug;

/// Where a load got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Vacio,
    Cortado,
    /// The world, or a clinic of that name that is not ours to touch.
    Entero,
}

/// Nobody waits for these commits one by one: what a crash loses, the mark being the last of them, is loaded again.
const SIN_ESPERAR: &str = "?options=-c%20synchronous_commit%3Doff";

/// The demo's database in `cluster`, migrated and whole.
pub async fn preparar(cluster: &Cluster, reset: bool, escala: &Escala) -> AppResult<()> {
    let db = vaciar_lo_cortado(cluster, reset).await?;
    if estado(&db).await? == Estado::Vacio {
        fundar(&db).await?;
        cargar(&db, escala).await?;
    }
    Ok(())
}

/// What a cut load left is thrown away, and all there is on `reset`.
pub(super) async fn vaciar_lo_cortado(cluster: &Cluster, reset: bool) -> AppResult<Db> {
    if reset {
        cluster.reset().await.map_err(interno)?;
    }
    let db = abrir(cluster).await?;
    if estado(&db).await? != Estado::Cortado {
        return Ok(db);
    }
    drop(db);
    cluster.reset().await.map_err(interno)?;
    abrir(cluster).await
}

async fn abrir(cluster: &Cluster) -> AppResult<Db> {
    db::migrar(&cluster.url("dueno", DATABASE)).await?;
    let db = Db::abrir(&(cluster.url("app", DATABASE) + SIN_ESPERAR), 4).await?;
    db::mantener(&db).await?;
    Ok(db)
}

#[derive(QueryableByName)]
struct Marcas {
    #[diesel(sql_type = Bool)]
    entero: bool,
}

pub async fn estado(db: &Db) -> AppResult<Estado> {
    let norte = match clinica_de_slug(db, "norte").await {
        Ok(id) => id,
        Err(AppError::NoEncontrado) => return Ok(Estado::Vacio),
        Err(error) => return Err(error),
    };
    // Nobody outside of here has an address in .test: without Ana the clinic is somebody's own.
    let sql = "select ajustes ? 'demo' or not exists (select from usuarios where correo = 'ana@norte.test') as entero from clinicas";
    let consulta = async |tx: &mut db::Tx<'_>| Ok(diesel::sql_query(sql).get_result::<Marcas>(tx.pg()).await?);
    let Marcas { entero } = db.leer(&Actor::sistema(norte), consulta).await?;
    Ok(if entero { Estado::Entero } else { Estado::Cortado })
}

/// Fills the clinics that `fundar` made, side by side, unless they are already full. Each has its own clock, so that the
/// application's stays where it is.
pub async fn cargar(db: &Db, escala: &Escala) -> AppResult<()> {
    if estado(db).await? == Estado::Entero {
        return Ok(());
    }
    let progreso = Progreso::nuevo(PLANOS.len() * escala.dias());
    let [norte, sur] = PLANOS.each_ref().map(|plano| Box::pin(llenar(db, plano, escala, &progreso)));
    futures_util::future::try_join(norte, sur).await?;
    progreso.terminar();
    marcar(db, "entera").await
}

async fn llenar(db: &Db, plano: &'static Plano, escala: &Escala, progreso: &Progreso) -> AppResult<()> {
    let suyo = db.con_reloj_propio();
    let sede = instalar::instalar(&suyo, plano, escala, db.reloj().ahora()).await?;
    historia::vivir(&sede, escala, progreso).await?;
    espera::anotar(&sede).await
}

/// A world is whole, and its clinics receive; `marca` says which one.
pub(super) async fn marcar(db: &Db, marca: &str) -> AppResult<()> {
    let norte = clinica_de_slug(db, "norte").await?;
    db.escribir(&Actor::sistema(norte), async |tx| {
        diesel::sql_query("update clinicas set ajustes = ajustes || jsonb_build_object('demo', $1, 'en_linea', '{\"abierta\": true}'::jsonb)")
            .bind::<Text, _>(marca)
            .execute(tx.pg())
            .await?;
        Ok(())
    })
    .await
}

#[derive(QueryableByName)]
struct Marca {
    #[diesel(sql_type = Nullable<Text>)]
    marca: Option<String>,
}

/// Which world it is, when it is one.
pub(super) async fn marca(db: &Db) -> AppResult<String> {
    let norte = clinica_de_slug(db, "norte").await?;
    let sql = "select ajustes ->> 'demo' as marca from clinicas";
    let consulta = async |tx: &mut db::Tx<'_>| Ok(diesel::sql_query(sql).get_result::<Marca>(tx.pg()).await?);
    Ok(db.leer(&Actor::sistema(norte), consulta).await?.marca.unwrap_or_default())
}

/// What the terminal says: where to go, and who one can be there.
pub fn presentar(url: &str) -> String {
    let personas: String = PERSONAS
        .iter()
        .map(|p| {
            let roles: Vec<_> = p.roles.iter().map(|r| r.nombre()).collect();
            format!("  {:<22} {} · {}\n", p.correo, p.clinica, roles.join(", "))
        })
        .collect();
    format!(
        "\nAntesala está en {url}\n\n{personas}\n  Todas con la clave: {CLAVE}\n  Ctrl-C termina; al volver a partir están los mismos datos.\n"
    )
}
