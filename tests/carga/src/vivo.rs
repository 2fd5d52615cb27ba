//! What is live: how long a change takes to reach everybody who looks, and what two hundred who look cost.

use std::time::{Duration, Instant};

use antesala::agenda::{self, Pago};
use antesala::db::{Actor, Db};
use antesala::identidad::queries;
use antesala::urls;
use antesala::values::zona::Zona;
use chrono::NaiveDate;
use http_body_util::BodyExt;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::client::{Client, Manner};
use crate::latency::Measured;
use crate::report::Row;
use crate::world::{World, cookie};
use crate::{Res, seconds};

const CLINICA: &str = "norte";
const OYENTES: usize = 200;
const CAMBIOS_POR_SEGUNDO: u32 = 10;

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let server = world.serve(&[]).await?;
    let manner = Manner { cookie: cookie(&world.signed_in("beto@norte.test").await?), fragment: true, coding: "br" };
    let db = Db::abrir(&world.postgres.url("app"), 2).await?;
    let dia = Zona::SANTIAGO.fecha(db.reloj().ahora());
    Client::connect(server.address, manner.clone()).await?.get(&urls::hoy(CLINICA)).await?.expect(200, "a page")?;
    let (antes, _) = server.memory()?;
    let (fin, terminado) = watch::channel(false);
    let mut oyentes = Vec::new();
    for _ in 0..OYENTES {
        let client = Client::connect(server.address, manner.clone()).await?;
        oyentes.push(oyente(client, urls::agenda_vivo(CLINICA, dia, 1, ""), terminado.clone()).await?);
    }
    let cambios = cambiar(&db, dia).await?;
    // The last change may still be on its way.
    tokio::time::sleep(Duration::from_secs(1)).await;
    fin.send_replace(true);
    let mut demoras = Vec::new();
    let mut perdidos = 0;
    for oyente in oyentes {
        let oidos = oyente.await?;
        for cambio in &cambios {
            match oidos.iter().find(|oido| *oido >= cambio) {
                Some(oido) => demoras.push(*oido - *cambio),
                None => perdidos += 1,
            }
        }
    }
    let (_, despues) = server.memory()?;
    server.stop().await?;
    let visto = Measured::new(demoras, perdidos, Duration::from_secs(seconds()));
    let what = format!(
        "from a commit to the event, {OYENTES} listeners of one day, {CAMBIOS_POR_SEGUNDO} changes/s, {perdidos} missed; a stream speaks twice a second at the most"
    );
    Ok(vec![
        Row::absolute("vivo.demora", what, "ms p95", visto.p95(), 1000.0, visto.count()),
        Row::absolute(
            "vivo.memoria",
            format!("what {OYENTES} listeners add to the process"),
            "MB",
            despues - antes,
            50.0,
            OYENTES,
        ),
    ])
}

/// When it heard of a change, each time, until the end.
async fn oyente(mut client: Client, url: String, mut fin: watch::Receiver<bool>) -> Res<JoinHandle<Vec<Instant>>> {
    let mut flujo = client.listen(&url).await?;
    Ok(tokio::spawn(async move {
        // Its connection lives as long as its client.
        let _client = client;
        let mut oidos = Vec::new();
        loop {
            tokio::select! {
                _ = fin.changed() => return oidos,
                parte = flujo.frame() => match parte {
                    Some(Ok(parte)) => {
                        if parte.data_ref().is_some_and(|d| d.starts_with(b"id:")) { oidos.push(Instant::now()) }
                    }
                    _ => return oidos,
                },
            }
        }
    }))
}

/// At a fixed rate, whatever each takes; when each was committed.
async fn cambiar(db: &Db, dia: NaiveDate) -> Res<Vec<Instant>> {
    let actor = Actor::sistema(queries::clinica_de_slug(db, CLINICA).await?);
    let citas = db.leer(&actor, async |tx| agenda::queries::citas(tx, Zona::SANTIAGO.dia(dia), None).await).await?;
    let cita = citas.first().ok_or("a day without citas")?.id;
    let mut ritmo = tokio::time::interval(Duration::from_secs(1) / CAMBIOS_POR_SEGUNDO);
    let mut cambios = Vec::new();
    for nth in 0..seconds() * u64::from(CAMBIOS_POR_SEGUNDO) {
        ritmo.tick().await;
        let pago = if nth % 2 == 0 { Pago::Pagada } else { Pago::NoPagada };
        db.escribir(&actor, async |tx| agenda::queries::marcar_pago(tx, cita, pago).await).await?;
        cambios.push(Instant::now());
    }
    Ok(cambios)
}
