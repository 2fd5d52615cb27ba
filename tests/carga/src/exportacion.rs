//! What a file of a million rows costs the process that writes it.

use std::time::{Duration, Instant};

use antesala::urls;
use antesala::web::csrf;

use crate::Res;
use crate::client::{Client, Manner};
use crate::report::Row;
use crate::world::{World, cookie};

const LIMITE_MB: f64 = 50.0;
/// So many days of level 2 have more than a million payments.
const DIAS: u32 = 735;
const FILAS: i64 = 1_000_000;
const PACIENCIA: Duration = Duration::from_secs(600);
const MIRADA: Duration = Duration::from_millis(500);

/// The worse of the two formats that may be as long, each written by a process that has served one page of the report.
pub async fn measure(world: &World, quien: &str) -> Res<Row> {
    let (mut peor, mut dichos) = (0.0_f64, Vec::new());
    for formato in ["csv", "xlsx"] {
        let (subida, segundos) = escribir(world, quien, formato).await?;
        dichos.push(format!("{formato} {subida:.0} MB in {segundos:.0} s"));
        peor = peor.max(subida);
    }
    let what = format!("what a file of {FILAS} payments and more adds to the resident memory: {}", dichos.join(", "));
    Ok(Row::absolute("memoria.export", what, "MB", peor, LIMITE_MB, dichos.len()))
}

/// MB over what the process held before, and how long it took.
async fn escribir(world: &World, quien: &str, formato: &str) -> Res<(f64, f64)> {
    let token = world.signed_in(quien).await?;
    let server = world.serve(&[]).await?;
    let mut client = Client::connect(server.address, Manner { cookie: cookie(&token), ..Manner::default() }).await?;
    client.get(&urls::reporte("norte", "pagos")).await?.expect(200, "the report")?;
    let (antes, _) = server.memory()?;
    let [corte, desde, hasta] = ventana(world).await?;
    let consulta = format!("desde={desde}&hasta={hasta}");
    let campos = [
        ("csrf", &*csrf::token(&token)),
        ("formato", formato),
        ("consulta", &consulta),
        ("corte", &corte),
        ("lsn", ""),
    ];
    let comienzo = Instant::now();
    let pedida = client.post(&urls::reporte_archivo("norte", "pagos"), &campos).await?.expect(303, "the file")?;
    terminar(world, comienzo, &pedida.went_to()).await?;
    let (_, tope) = server.memory()?;
    server.stop().await?;
    Ok((tope - antes, comienzo.elapsed().as_secs_f64()))
}

/// Until when it reads, and between which days.
async fn ventana(world: &World) -> Res<[String; 3]> {
    let sql = format!(
        "select (extract(epoch from now()) * 1000000)::bigint || ' ' || (now() at time zone 'America/Santiago')::date - {DIAS}
           || ' ' || (now() at time zone 'America/Santiago')::date"
    );
    let fila = world.postgres.sql(&sql).await?.pop().unwrap_or_default();
    let partes: Vec<String> = fila.split(' ').map(str::to_owned).collect();
    partes.try_into().map_err(|_other| "no window".into())
}

async fn terminar(world: &World, comienzo: Instant, ruta: &str) -> Res<()> {
    let id =
        ruta.rsplit('/').next().and_then(|id| id.parse::<i64>().ok()).ok_or("the file was not left to the worker")?;
    let sql = format!("select estado || ' ' || hechas from exportaciones where id = {id}");
    while comienzo.elapsed() < PACIENCIA {
        let fila = world.postgres.sql(&sql).await?.pop().unwrap_or_default();
        match fila.split_once(' ') {
            Some(("lista", hechas)) if hechas.parse::<i64>()? >= FILAS => return Ok(()),
            Some(("pendiente" | "corriendo", _)) => tokio::time::sleep(MIRADA).await,
            _ => return Err(format!("the file ended as {fila}").into()),
        }
    }
    Err("the file takes too long".into())
}
