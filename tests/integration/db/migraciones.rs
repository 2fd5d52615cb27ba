//! Migrations go up and down without leaving a trace, and `schema.rs` is what they make.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use antesala::db::migrar;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::soporte::BaseDePrueba;

const MIGRACIONES: EmbeddedMigrations = embed_migrations!("migrations");

type Arnes = AsyncMigrationHarness<AsyncPgConnection>;

async fn arnes(base: &BaseDePrueba) -> Arnes {
    let mut arnes = AsyncMigrationHarness::new(base.conectar("dueno").await);
    // Makes the table of applied migrations.
    arnes.applied_migrations().unwrap();
    arnes
}

fn correr(comando: &mut Command) -> String {
    let salida = comando.output().unwrap_or_else(|error| panic!("{comando:?}: {error}; run bin/setup"));
    assert!(salida.status.success(), "{comando:?}: {}", String::from_utf8_lossy(&salida.stderr));
    String::from_utf8(salida.stdout).unwrap()
}

/// The structure, without the book-keeping of migrations and the random key that pg_dump fences its scripts with.
fn volcado(base: &BaseDePrueba) -> String {
    let texto = correr(Command::new("pg_dump").args(["--schema-only", "-T", "__*", &base.url("respaldo")]));
    texto.lines().filter(|linea| !linea.starts_with('\\')).collect::<Vec<_>>().join("\n")
}

/// Two dumps in full are unreadable in a failure.
fn iguales(que: &str, antes: &str, despues: &str) {
    let solo_en = |uno: &str, otro: &str| {
        let otro: Vec<&str> = otro.lines().collect();
        uno.lines().filter(|linea| !otro.contains(linea)).map(str::to_owned).collect::<Vec<_>>()
    };
    let (perdido, sobrante) = (solo_en(antes, despues), solo_en(despues, antes));
    assert!(antes == despues, "{que}\nlost: {perdido:#?}\nleft over: {sobrante:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cada_migracion_se_deshace_entera() {
    let base = BaseDePrueba::vacia().await;
    let mut arnes = arnes(&base).await;
    while arnes.has_pending_migration(MIGRACIONES).unwrap() {
        let antes = volcado(&base);
        let version = arnes.run_next_migration(MIGRACIONES).unwrap().to_string();
        let hecha = volcado(&base);

        arnes.revert_last_migration(MIGRACIONES).unwrap();
        iguales(&format!("{version} undone"), &antes, &volcado(&base));
        arnes.run_next_migration(MIGRACIONES).unwrap();
        iguales(&format!("{version} done again"), &hecha, &volcado(&base));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deshacer_todo_y_migrar_otra_vez_da_lo_mismo() {
    let base = BaseDePrueba::vacia().await;
    migrar(&base.url("dueno")).await.unwrap();
    let migrada = volcado(&base);

    arnes(&base).await.revert_all_migrations(MIGRACIONES).unwrap();
    migrar(&base.url("dueno")).await.unwrap();
    iguales("migrated again", &migrada, &volcado(&base));
}

/// `bin/setup` puts it there, so that nobody's own version counts.
fn diesel() -> PathBuf {
    let fijada = |nombre| env::var_os(nombre).filter(|valor| !valor.is_empty()).map(PathBuf::from);
    let cache = fijada("XDG_CACHE_HOME").or_else(|| Some(fijada("HOME")?.join(".cache"))).unwrap();
    cache.join("antesala/bin/diesel")
}

/// After a migration: `ESCRIBIR=1 cargo test schema_rs`.
#[tokio::test]
async fn schema_rs_es_lo_que_dice_la_base() {
    let base = BaseDePrueba::nueva().await;
    let (raiz, archivo) = (Path::new(env!("CARGO_MANIFEST_DIR")), "src/schema.rs");
    let mut diesel = Command::new(diesel());
    diesel.args(["print-schema", "--database-url", &base.url("dueno")]).current_dir(raiz);
    let impreso = correr(&mut diesel);
    if env::var_os("ESCRIBIR").is_some() {
        fs::write(raiz.join(archivo), &impreso).unwrap();
    }

    iguales("schema.rs, then the database", &fs::read_to_string(raiz.join(archivo)).unwrap(), &impreso);
}
