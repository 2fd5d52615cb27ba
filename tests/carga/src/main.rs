//! `bin/bench`: what the release build costs, each figure beside its rival of the same run.

mod agenda;
mod arranque;
mod avisos;
mod busqueda;
mod bytes;
mod caja;
mod client;
mod exportacion;
mod latency;
mod memoria;
mod postgres;
mod proxy;
mod rafaga;
mod report;
mod reportes;
mod screens;
mod server;
mod tormenta;
mod viajes;
mod vivo;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use report::Row;
use tokio::signal::unix::{SignalKind, signal};
use world::World;

pub type Res<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// In the order they run: what needs the many patients comes last.
const PARTS: [&str; 11] =
    ["bytes", "viajes", "arranque", "memoria", "vivo", "agenda", "caja", "avisos", "busqueda", "reportes", "tormenta"];

#[tokio::main]
async fn main() -> ExitCode {
    let asked = std::env::args().nth(1);
    if let Some(unknown) = asked.as_deref().filter(|name| !PARTS.contains(name)) {
        eprintln!("carga: there is no {unknown}; there are {}", PARTS.join(", "));
        return ExitCode::FAILURE;
    }
    match run(asked.as_deref()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("carga: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The cluster ends with the run, however that ends.
async fn run(asked: Option<&str>) -> Res<()> {
    let mut world = World::new().await?;
    let outcome = tokio::select! {
        outcome = parts(&mut world, asked) => outcome,
        () = interruption() => Err("interrupted".into()),
    };
    world.postgres.stop().await?;
    outcome
}

async fn parts(world: &mut World, asked: Option<&str>) -> Res<()> {
    let mut all = Vec::new();
    for part in PARTS.into_iter().filter(|part| asked.is_none_or(|name| name == *part)) {
        eprintln!("carga: {part}");
        let rows = measure(world, part).await.map_err(|error| format!("{part}: {error}"))?;
        report::write(&output(&format!("{part}.json"))?, &rows)?;
        all.extend(rows);
    }
    all.push(generator(world).await?);
    print!("{}", report::table(&all));
    Ok(())
}

async fn measure(world: &mut World, part: &str) -> Res<Vec<Row>> {
    match part {
        "bytes" => bytes::measure(world).await,
        "viajes" => viajes::measure(world).await,
        "arranque" => arranque::measure(world).await,
        "caja" => caja::measure(world).await,
        "memoria" => memoria::measure(world).await,
        "vivo" => vivo::measure(world).await,
        "avisos" => avisos::measure(world).await,
        "agenda" => agenda::measure(world).await,
        "reportes" => reportes::measure().await,
        "tormenta" => tormenta::measure(world).await,
        _ => busqueda::measure(world).await,
    }
}

/// What is left of every latency over HTTP when the program does nothing: client, kernel and HTTP.
async fn generator(world: &World) -> Res<Row> {
    let server = world.serve(&[]).await?;
    let before = processor_of("self")?;
    let seen =
        latency::closed_loop(server.address, vec![(client::Manner::default(), ())], latency::Span::seconds(1)).await?;
    let processor = (processor_of("self")? - before) * 1e6 / seen.count().max(1) as f64;
    server.stop().await?;
    let what = format!(
        "GET /salud by one client: the floor of every figure over HTTP; the generator takes {processor:.0} µs of processor a request"
    );
    Ok(Row {
        id: "generador",
        what,
        unit: "ms p95",
        ours: report::round(seen.p95()),
        rival: None,
        ratio: None,
        target: None,
        n: seen.count(),
    })
}

async fn interruption() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// How long each measurement takes.
fn seconds() -> u64 {
    std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// A file among the results of the run.
fn output(name: &str) -> Res<PathBuf> {
    let folder = PathBuf::from("target/bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}

/// Seconds of processor a process took so far, the kernel's on its behalf included.
fn processor_of(pid: &str) -> Res<f64> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no /proc/stat")?;
    // After the name, user and system time are the 12th and 13th: proc(5).
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_A_SECOND)
}
