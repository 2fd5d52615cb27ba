//! What the serving process holds: at rest, and with a hundred people at work who have just signed in.

use std::net::SocketAddr;

use antesala::db::{Actor, Db};
use antesala::demo::CLAVE;
use antesala::identidad::{Rol, clave, queries};
use antesala::urls;
use antesala::web::{csrf, session};

use crate::client::{Client, Manner};
use crate::latency::{Span, Task, closed_loop};
use crate::report::Row;
use crate::world::{World, cookie, hire};
use crate::{Res, seconds};

const PERSONAS: usize = 100;
const CLINICA: &str = "norte";

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    people(world).await?;
    let server = world.serve(&[]).await?;
    let mut someone = Client::connect(server.address, world.as_fragments(&correo(0)).await?).await?;
    someone.get(&urls::hoy(CLINICA)).await?.expect(200, "the first page")?;
    let (rest, _) = server.memory()?;
    // All at once, as at the start of the day.
    let entering: Vec<_> = (0..PERSONAS).map(|nth| tokio::spawn(sign_in(server.address, correo(nth)))).collect();
    let mut clients = Vec::new();
    for (nth, session) in entering.into_iter().enumerate() {
        let manner = Manner { cookie: cookie(&session.await??), fragment: nth % 2 == 0, coding: "br" };
        clients.push((manner, Round(nth)));
    }
    let before = (server.processor()?, crate::processor_of("self")?);
    let seen = closed_loop(server.address, clients, Span::seconds(seconds())).await?;
    let share = (crate::processor_of("self")? - before.1) / (server.processor()? - before.0).max(0.01);
    let (_, most) = server.memory()?;
    server.stop().await?;
    let what = format!(
        "the most with {PERSONAS} people, signed in and then without a pause: {:.0} requests/s, p95 {:.0} ms, {} errors; the generator took {share:.1} of the program's processor time",
        seen.per_second(),
        seen.p95(),
        seen.errors
    );
    Ok(vec![
        Row::absolute("memoria.reposo", "resident, ready and one page served", "MB", rest, 40.0, 1),
        Row::absolute("memoria.carga", what, "MB", most, 150.0, seen.count()),
    ])
}

fn correo(nth: usize) -> String {
    format!("mesa{nth}@norte.test")
}

/// A hundred more who work at the desk.
async fn people(world: &World) -> Res<()> {
    let db = Db::abrir(&world.postgres.url("app"), 2).await?;
    let hash = clave::cifrar(CLAVE.into()).await?;
    let clinica = queries::clinica_de_slug(&db, CLINICA).await?;
    db.escribir(&Actor::sistema(clinica), async |tx| {
        for nth in 0..PERSONAS {
            let (usuario, _) = hire(tx, &correo(nth), &[Rol::Recepcion]).await?;
            queries::guardar_clave(tx.pg(), usuario, &hash).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

/// By the form, as people do; answers the session.
async fn sign_in(address: SocketAddr, correo: String) -> Res<String> {
    let mut fresh = Client::connect(address, Manner::default()).await?;
    let form = fresh.get(&urls::entrar(None)).await?.expect(200, "the form")?;
    let visita = form.cookie(session::VISITA).ok_or("the form leaves no cookie")?;
    let manner = Manner { cookie: format!("{}={visita}", session::VISITA), ..Manner::default() };
    let mut client = Client::connect(address, manner).await?;
    let fields = [("correo", correo.as_str()), ("clave", CLAVE), ("csrf", &csrf::token(&visita))];
    let entered = client.post(&urls::entrar(None), &fields).await?.expect(303, "signing in")?;
    entered.cookie(session::SESION).ok_or_else(|| "signing in leaves no session".into())
}

/// What a desk looks at, each person from another place on.
struct Round(usize);

impl Task for Round {
    async fn run(&mut self, client: &mut Client, nth: usize) -> Res<bool> {
        let pacientes = urls::pacientes(CLINICA);
        let url = match (self.0 + nth) % 5 {
            0 => urls::hoy(CLINICA),
            1 => pacientes,
            2 => urls::con_filtros(&pacientes, &[("q", &"mar gon")]),
            3 => urls::con_filtros(&urls::buscar(CLINICA), &[("q", &"jo")]),
            _ => urls::avisos(CLINICA),
        };
        Ok(client.get(&url).await?.status == 200)
    }
}
