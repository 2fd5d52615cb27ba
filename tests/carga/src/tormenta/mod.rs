//! Everybody at once over the same twenty insumos: sales, payments, counts, annulments, entries and what else moves money or
//! goods. Nothing may break, no two may wait for each other in a circle, and afterwards every book adds up.

#[cfg(test)]
mod caida;
mod mundo;
mod persona;

use std::net::SocketAddr;
use std::time::Duration;

use antesala::db::Db;
use antesala::reportes::cuadratura;

use crate::latency::{Measured, Span, closed_loop};
use crate::report::Row;
use crate::world::World;
use crate::{Res, seconds};

use mundo::Escena;

const CLINICA: &str = "tormenta";
/// People, each with a drawer, and how many hands each of them has.
const PERSONAS: usize = 5;
const MANOS: usize = 4;
/// So that none of it is left undone for want of time.
const SEGUNDOS: u64 = 600;

/// Ten minutes, unless BENCH_SECONDS says less.
pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let span = Duration::from_secs(std::env::var("BENCH_SECONDS").map_or(SEGUNDOS, |_| seconds()));
    let escena = Escena::nueva(world, CLINICA, PERSONAS).await?;
    let server = world.serve(&[("POOL_MAX", "24")]).await?;
    let seen = soltar(server.address, &escena, span).await?;
    server.stop().await?;
    let despues = Despues::mirar(world).await?;
    Ok(rows(&escena, &seen, &despues, span))
}

/// The storm itself.
async fn soltar(address: SocketAddr, escena: &Escena, span: Duration) -> Res<Measured> {
    let span = Span { warm_up: Duration::ZERO, measure: span };
    closed_loop(address, escena.clients(MANOS), span).await
}

/// What it left behind.
struct Despues {
    trabas: u64,
    descuadres: Vec<String>,
}

impl Despues {
    async fn mirar(world: &World) -> Res<Self> {
        // What a backend counted is told when it has been idle for a moment; asking makes it be told.
        let sql = "select pg_stat_force_next_flush(); select deadlocks from pg_stat_database where datname = current_database()";
        let trabas =
            world.postgres.sql(sql).await?.last().and_then(|n| n.parse().ok()).ok_or("no count of deadlocks")?;
        let db = Db::abrir(&world.postgres.url("app"), 1).await?;
        let hallados = cuadratura::verificar(&db, Some(CLINICA)).await?;
        Ok(Self { trabas, descuadres: hallados.into_iter().map(|(_, d)| d.to_string()).collect() })
    }
}

fn rows(escena: &Escena, seen: &Measured, despues: &Despues, span: Duration) -> Vec<Row> {
    let minutes = span.as_secs_f64() / 60.0;
    for fila in &despues.descuadres {
        eprintln!("carga: {fila}");
    }
    let what = format!("answers above 499 in {minutes:.1} minutes; done and refused: {}", escena.parte());
    vec![
        Row::absolute("tormenta.errores", what, "", seen.errors as f64, 0.0, seen.count()),
        Row::absolute(
            "tormenta.trabas",
            "deadlocks, as PostgreSQL counts them",
            "",
            despues.trabas as f64,
            0.0,
            seen.count(),
        ),
        Row::absolute(
            "tormenta.descuadres",
            "rows that do not add up afterwards",
            "",
            despues.descuadres.len() as f64,
            0.0,
            seen.count(),
        ),
        Row::absolute(
            "tormenta.sin_hacer",
            format!("kinds of things that were never done: {:?}", escena.parte().sin_hacer()),
            "",
            escena.parte().sin_hacer().len() as f64,
            0.0,
            seen.count(),
        ),
        Row::absolute("tormenta.p95", "how long each thing took", "ms p95", seen.p95(), f64::INFINITY, seen.count()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn twenty_seconds_of_storm_break_nothing() {
        let world = World::empty().await.unwrap();
        let escena = Escena::nueva(&world, CLINICA, PERSONAS).await.unwrap();
        let (address, server) = caida::servir(world.postgres.url("app")).await;
        let seen = soltar(address, &escena, Duration::from_secs(20)).await.unwrap();
        server.abort();
        let despues = Despues::mirar(&world).await.unwrap();
        assert_eq!((seen.errors, despues.trabas, despues.descuadres), (0, 0, Vec::new()), "{}", escena.parte());
        assert_eq!(escena.parte().sin_hacer(), [""; 0], "{}", escena.parte());
        world.postgres.stop().await.unwrap();
    }
}
