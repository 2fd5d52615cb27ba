//! The screens of a manager at two sizes: what ten times the years' rows cost them.

use std::time::Duration;

use antesala::demo::nivel::Nivel;
use antesala::urls;

use crate::latency::{Measured, Pages, Span, closed_loop};
use crate::report::Row;
use crate::world::World;
use crate::{Res, seconds};

const QUIEN: &str = "gloria@norte.test";
const LIMITE: f64 = 1.5;
const TABLERO_MS: f64 = 100.0;
/// Tables of a row a payment: no screen reads one of them whole.
const GRANDES: &str = "select coalesce(sum(seq_scan), 0) from pg_stat_user_tables
  where relname in ('ventas', 'ventas_lineas', 'pagos', 'pagos_medios', 'asignaciones')";

/// Id of its growth, what it is, and where.
fn pantallas() -> [(&'static str, &'static str, String); 10] {
    let tablero = |periodo: &str| urls::con_filtros(&urls::reportes("norte"), &[("periodo", &periodo)]);
    [
        ("nivel.2.tablero", "the dashboard of a day", tablero("hoy")),
        ("nivel.2.tablero.mes", "the dashboard of a month", tablero("mes")),
        ("nivel.2.pagos", "the payments of a day", urls::reporte("norte", "pagos")),
        ("nivel.2.ventas", "the sales of a day", urls::reporte("norte", "ventas")),
        ("nivel.2.por-cobrar", "what is owed, sale by sale", urls::reporte("norte", "por-cobrar")),
        ("nivel.2.produccion", "what each one sold in a month", urls::reporte("norte", "produccion")),
        ("nivel.2.hoy", "the first screen", urls::hoy("norte")),
        ("nivel.2.agenda", "the day of the agenda", urls::agenda("norte")),
        ("nivel.2.pacientes", "the list of patients", urls::pacientes("norte")),
        ("nivel.2.caja", "the caja", urls::caja("norte")),
    ]
}

/// A quarter of an hour, nearly all of it the making of the second world.
pub async fn measure() -> Res<Vec<Row>> {
    let chico = medir(1).await?;
    let grande = medir(2).await?;
    let mut rows = Vec::new();
    for (((id, what, _), uno), dos) in pantallas().into_iter().zip(&chico).zip(&grande) {
        let errors = uno.errors + dos.errors;
        let what = format!("{what} with 5,000,000 payments against 500,000, over HTTP; {errors} errors");
        rows.push(Row::p95(id, what, dos, uno, LIMITE));
    }
    let peor = grande.iter().take(2).map(Measured::p95).fold(0.0, f64::max);
    let veces = grande.iter().take(2).map(Measured::count).sum();
    let what = "the dashboard with 5,000,000 payments, of a day or of a month, the slower p95 over HTTP";
    rows.push(Row::absolute("tablero.5M", what, "ms", peor, TABLERO_MS, veces));
    Ok(rows)
}

async fn medir(numero: u8) -> Res<Vec<Measured>> {
    let nivel = Nivel::de(numero).ok_or("no such level")?;
    eprintln!("carga: loading {} payments", nivel.pagos);
    let world = World::nivel(nivel).await?;
    let medidas = visitar(&world).await;
    world.postgres.stop().await?;
    medidas
}

async fn visitar(world: &World) -> Res<Vec<Measured>> {
    let server = world.serve(&[]).await?;
    let manner = world.as_pages(QUIEN).await?;
    let antes = recorridos(world).await?;
    let mut medidas = Vec::new();
    for (_, _, url) in pantallas() {
        medidas.push(
            closed_loop(server.address, vec![(manner.clone(), Pages(vec![url]))], Span::seconds(seconds())).await?,
        );
    }
    server.stop().await?;
    let despues = recorridos(world).await?;
    if antes == despues { Ok(medidas) } else { Err("a screen reads a table of millions from end to end".into()) }
}

/// How often one of them was; the counters are a second late.
async fn recorridos(world: &World) -> Res<String> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(world.postgres.sql(GRANDES).await?.last().cloned().unwrap_or_default())
}
