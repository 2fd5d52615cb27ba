//! The screens of a manager at two sizes: what ten times the years' rows cost them.

use std::time::Duration;

use antesala::demo::nivel::Nivel;
use antesala::urls;

use crate::client::Client;
use crate::exportacion;
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

/// Id of its growth, what it is, and where; `agenda` is its day.
fn pantallas(agenda: String) -> [(&'static str, &'static str, String); 12] {
    let tablero = |periodo: &str| urls::con_filtros(&urls::reportes("norte"), &[("periodo", &periodo)]);
    let del_mes = |codigo: &str| urls::con_filtros(&urls::reporte("norte", codigo), &[("periodo", &"mes")]);
    [
        ("nivel.2.tablero", "the dashboard of a day", tablero("hoy")),
        ("nivel.2.tablero.mes", "the dashboard of a month", tablero("mes")),
        ("nivel.2.pagos", "the payments of a day", urls::reporte("norte", "pagos")),
        ("nivel.2.ventas", "the sales of a day", urls::reporte("norte", "ventas")),
        ("nivel.2.pagos.mes", "the payments of a month", del_mes("pagos")),
        ("nivel.2.ventas.mes", "the sales of a month", del_mes("ventas")),
        ("nivel.2.por-cobrar", "what is owed, sale by sale", urls::reporte("norte", "por-cobrar")),
        ("nivel.2.produccion", "what each one sold in a month", urls::reporte("norte", "produccion")),
        ("nivel.2.hoy", "the first screen", urls::hoy("norte")),
        ("nivel.2.agenda", "the day of the agenda", agenda),
        ("nivel.2.pacientes", "the list of patients", urls::pacientes("norte")),
        ("nivel.2.caja", "the caja", urls::caja("norte")),
    ]
}

/// A quarter of an hour, nearly all of it the making of the second world.
pub async fn measure() -> Res<Vec<Row>> {
    let chico = nivel(1).await?;
    let pequenas = visitar(&chico).await;
    chico.postgres.stop().await?;
    let grande = nivel(2).await?;
    let medido = medir(&grande, &pequenas?).await;
    grande.postgres.stop().await?;
    medido
}

async fn medir(world: &World, chico: &[Measured]) -> Res<Vec<Row>> {
    let grande = visitar(world).await?;
    let mut rows = vec![exportacion::measure(world, QUIEN).await?];
    for (((id, what, _), uno), dos) in pantallas(String::new()).into_iter().zip(chico).zip(&grande) {
        let what = format!("{what} with 5,000,000 payments against 500,000, over HTTP");
        rows.push(Row::p95(id, what, dos, uno, LIMITE));
    }
    let peor = grande.iter().take(2).map(Measured::p95).fold(0.0, f64::max);
    let veces = grande.iter().take(2).map(Measured::count).sum();
    let what = "the dashboard with 5,000,000 payments, of a day or of a month, the slower p95 over HTTP";
    rows.push(Row::absolute("tablero.5M", what, "ms", peor, TABLERO_MS, veces));
    Ok(rows)
}

async fn nivel(numero: u8) -> Res<World> {
    let nivel = Nivel::de(numero).ok_or("no such level")?;
    eprintln!("carga: loading {} payments", nivel.pagos);
    World::nivel(nivel).await
}

async fn visitar(world: &World) -> Res<Vec<Measured>> {
    let server = world.serve(&[]).await?;
    let manner = world.as_pages(QUIEN).await?;
    let antes = recorridos(world).await?;
    let mut medidas = Vec::new();
    let mut client = Client::connect(server.address, manner.clone()).await?;
    let agenda = client.get(&urls::agenda("norte")).await?.expect(303, "the agenda of today")?.went_to();
    for (id, _, url) in pantallas(agenda) {
        let visitas = vec![(manner.clone(), Pages(vec![url]))];
        let medida = closed_loop(server.address, visitas, Span::seconds(seconds())).await?;
        if medida.errors > 0 {
            return Err(format!("{id}: {} errors", medida.errors).into());
        }
        medidas.push(medida);
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
