//! How long the program takes to be ready on a migrated database, and to end with work in flight.

use std::time::Duration;

use antesala::urls;
use antesala::web::csrf;

use crate::Res;
use crate::client::{Client, Manner};
use crate::report::Row;
use crate::server::Server;
use crate::world::{World, cookie};

const STARTS: usize = 5;
/// Who archives patients in the clinic `norte`.
const WHO: &str = "beto@norte.test";
/// How long somebody else holds the patient that a request in flight waits for.
const HELD: Duration = Duration::from_secs(1);

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = world.serve(&[]).await?;
        starts.push(server.ready_after.as_secs_f64());
        server.stop().await?;
    }
    let slowest = starts.iter().copied().fold(0.0, f64::max);
    let stop = stop_with_work(world).await?.as_secs_f64();
    let what = format!(
        "from the signal to the end, a write in flight held for {} s and then answered, idle browsers connected",
        HELD.as_secs()
    );
    Ok(vec![
        Row::absolute(
            "arranque",
            "from the start of the process to 200 on /listo, the slowest",
            "s",
            slowest,
            1.0,
            STARTS,
        ),
        Row::absolute("parada", what, "s", stop, 5.0, 1),
    ])
}

/// The signal comes while a write waits for a row that psql holds: it must be done and answered all the same.
async fn stop_with_work(world: &World) -> Res<Duration> {
    let server = world.serve(&[]).await?;
    let token = world.signed_in(WHO).await?;
    let manner = Manner { cookie: cookie(&token), ..Manner::default() };
    let mut idle = Client::connect(server.address, manner.clone()).await?;
    idle.get(&urls::pacientes("norte")).await?.expect(200, "the list")?;
    let paciente = a_patient(world).await?;
    let held = format!(
        "begin; select 1 from pacientes where id = {paciente} for update; select pg_sleep({}); commit",
        HELD.as_secs()
    );
    let mut writer = Client::connect(server.address, manner).await?;
    let csrf = csrf::token(&token);
    let url = urls::paciente_cambio("norte", paciente, "archivo");
    let write = async { writer.post(&url, &[("csrf", &csrf)]).await };
    let (_, answer, stopped) = tokio::try_join!(
        world.postgres.sql(&held),
        async {
            until(world, "PgSleep").await?;
            write.await
        },
        async {
            until(world, "transactionid").await?;
            stop(server).await
        }
    )?;
    answer.expect(303, "the write in flight")?;
    Ok(stopped)
}

async fn stop(server: Server) -> Res<Duration> {
    let (took, status) = server.stop().await?;
    if status.success() { Ok(took) } else { Err(format!("antesala serve ended with {status}").into()) }
}

async fn a_patient(world: &World) -> Res<i64> {
    let sql = "select p.id from pacientes p join clinicas c on c.id = p.clinica_id where c.slug = 'norte' and archivado is null order by 1 limit 1";
    let found = world.postgres.sql(sql).await?;
    Ok(found.first().ok_or("there is no patient")?.parse()?)
}

/// Until some connection waits for that.
async fn until(world: &World, event: &str) -> Res<()> {
    let sql = format!("select 1 from pg_stat_activity where wait_event = '{event}' limit 1");
    while world.postgres.sql(&sql).await?.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
