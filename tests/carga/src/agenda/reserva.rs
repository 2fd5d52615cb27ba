//! Booking over HTTP: sixteen people in a fight for one slot, and in peace, each with slots of its own.

use std::time::{Duration, Instant};

use antesala::agenda::HoraPedida;
use antesala::urls;
use antesala::web::{csrf, session};
use tokio::task::JoinSet;

use super::mundo::{Agenda, CLIENTES, Semanas};
use crate::client::{Answer, Client, Manner};
use crate::latency::{Measured, Span, Task, closed_loop};
use crate::report::{Row, Target};
use crate::world::{World, cookie, correo_de};
use crate::{Res, seconds};

const TURNO: &str = include_str!("../../sql/reserva_turno.sql");
const RESERVA: &str = include_str!("../../sql/reserva.sql");
const INSERCION: &str = include_str!("../../sql/reserva_insercion.sql");
/// Of the rival's bookings per second.
const TPS: Target = Target::AtLeast(0.6);

pub async fn measure(world: &World, agenda: &Agenda) -> Res<Vec<Row>> {
    let mut puestos = Vec::new();
    for nth in 0..CLIENTES {
        puestos.push(Puesto::nuevo(world, agenda, nth).await?);
    }
    let mut rows = vec![pelea(world, agenda, &puestos).await?];
    rows.extend(en_paz(world, agenda, &puestos).await?);
    Ok(rows)
}

/// Somebody at the desk.
#[derive(Clone)]
struct Puesto {
    agenda: Agenda,
    nth: usize,
    manner: Manner,
    csrf: String,
}

impl Puesto {
    async fn nuevo(world: &World, agenda: &Agenda, nth: usize) -> Res<Self> {
        let token = world.signed_in(&correo_de(agenda.slug, nth)).await?;
        let manner = Manner { cookie: cookie(&token), fragment: true, coding: "br" };
        Ok(Self { agenda: *agenda, nth, manner, csrf: csrf::token(&token) })
    }

    /// The form of a booking, sent.
    async fn reservar(&self, client: &mut Client, hora: HoraPedida, paciente: i64) -> Res<Answer> {
        let token = session::nuevo_token();
        let (hora, prestacion, paciente) = (hora.to_string(), self.agenda.prestacion.to_string(), paciente.to_string());
        let fields = [
            ("csrf", self.csrf.as_str()),
            ("clave", token.get(..32).unwrap_or_default()),
            ("hora", &hora),
            ("prestacion", &prestacion),
            ("paciente", &paciente),
            ("observacion", "Trae sus exámenes"),
        ];
        client.post(&urls::citas(self.agenda.slug), &fields).await
    }
}

impl Task for Puesto {
    async fn run(&mut self, client: &mut Client, nth: usize) -> Res<bool> {
        let (hora, paciente) = self.agenda.turno(Semanas::Http, self.nth, nth)?;
        Ok(self.reservar(client, hora, paciente).await?.went_on())
    }
}

/// Slot after slot, all want the same one at once.
async fn pelea(world: &World, agenda: &Agenda, puestos: &[Puesto]) -> Res<Row> {
    let server = world.serve(&[]).await?;
    let mut clients = Vec::new();
    for puesto in puestos {
        clients.push((puesto.clone(), Client::connect(server.address, puesto.manner.clone()).await?));
    }
    let began = Instant::now();
    let (mut horas, mut malas, mut demoras) = (0, 0, Vec::new());
    while began.elapsed() < Duration::from_secs(seconds()) {
        let hora =
            agenda.hora(Semanas::Pelea, horas % agenda.tamano.profesionales, horas / agenda.tamano.profesionales)?;
        let ronda = ronda(clients, hora, horas).await?;
        (clients, horas) = (ronda.clients, horas + 1);
        malas += usize::from((ronda.ganan, ronda.pierden) != (1, CLIENTES - 1));
        demoras.extend(ronda.demoras);
    }
    server.stop().await?;
    malas += twice(world, agenda, horas).await?;
    let p95 = Measured::new(demoras, 0, began.elapsed()).p95();
    let what = format!(
        "slots that {CLIENTES} clients fight for over HTTP and that not exactly one wins while the others get 409; an answer takes {p95:.0} ms (p95), with the nearest alternatives"
    );
    Ok(Row::absolute("reserva.pelea", what, "slots", malas as f64, 0.0, horas))
}

struct Ronda {
    clients: Vec<(Puesto, Client)>,
    ganan: usize,
    pierden: usize,
    demoras: Vec<Duration>,
}

/// Each for a patient of their own, who has nothing else then.
async fn ronda(clients: Vec<(Puesto, Client)>, hora: HoraPedida, nth: usize) -> Res<Ronda> {
    let mut todos = JoinSet::new();
    for (puesto, mut client) in clients {
        let sin_cita = puesto.agenda.tamano.pacientes / 5;
        let paciente = puesto.agenda.paciente + i64::try_from((nth * CLIENTES + puesto.nth) % sin_cita)?;
        todos.spawn(async move {
            let began = Instant::now();
            let answer = puesto.reservar(&mut client, hora, paciente).await;
            (puesto, client, answer, began.elapsed())
        });
    }
    let mut ronda = Ronda { clients: Vec::new(), ganan: 0, pierden: 0, demoras: Vec::new() };
    while let Some(one) = todos.join_next().await {
        let (puesto, client, answer, demora) = one?;
        let answer = answer?;
        ronda.ganan += usize::from(answer.went_on());
        ronda.pierden += usize::from(answer.status == 409);
        ronda.demoras.push(demora);
        ronda.clients.push((puesto, client));
    }
    Ok(ronda)
}

/// What the answers said is so: of the slots fought for, how many have not exactly one cita.
async fn twice(world: &World, agenda: &Agenda, horas: usize) -> Res<usize> {
    let (desde, hasta) = (agenda.primero(Semanas::Pelea), agenda.primero(Semanas::Rival));
    let sql = format!(
        "select {horas} - count(*) filter (where n = 1) from (
           select count(*) as n from citas where clinica_id = {} and fecha >= '{desde}' and fecha < '{hasta}'
           group by profesional_id, inicio) x",
        agenda.clinica
    );
    Ok(world.postgres.sql(&sql).await?.first().ok_or("no count")?.parse()?)
}

/// Beside it, without target, what the constraints and triggers alone allow: a cita inserted and nothing else.
async fn en_paz(world: &World, agenda: &Agenda, puestos: &[Puesto]) -> Res<[Row; 3]> {
    let rival = agenda.pgbench(vec![format!("{TURNO}{RESERVA}")], CLIENTES, Semanas::Rival)?;
    let rival = world.postgres.pgbench(&rival).await?;
    let limit = agenda.pgbench(vec![format!("{TURNO}{INSERCION}")], CLIENTES, Semanas::Insercion)?;
    let limit = world.postgres.pgbench(&limit).await?;
    let server = world.serve(&[]).await?;
    let clients = puestos.iter().map(|puesto| (puesto.manner.clone(), puesto.clone())).collect();
    let ours = closed_loop(server.address, clients, Span::seconds(seconds())).await?;
    server.stop().await?;
    let errors = ours.errors + rival.errors + limit.errors;
    let what = format!(
        "bookings of free slots by {CLIENTES} clients over HTTP against the same statements by pgbench (sweep of holds, availability and insert, who waited, event and letter; same constraints and triggers); {errors} errors"
    );
    let what_limit = "the same against the bare insert of a cita by pgbench: neither offered nor announced";
    let tps = |rival: &Measured| (ours.per_second(), rival.per_second());
    Ok([
        Row::against("reserva.c16", what, "tps", tps(&rival), Some(TPS), ours.count()),
        Row::against("reserva.c16.p95", "how long they take", "ms p95", (ours.p95(), rival.p95()), None, ours.count()),
        Row::against("reserva.limite.c16", what_limit, "tps", tps(&limit), None, ours.count()),
    ])
}

#[cfg(test)]
mod tests {
    use antesala::agenda::espera::queries::CIERRE;

    use super::*;

    /// Words, with `?` for what is bound: `$3`, or `:fecha::date`.
    fn words(sql: &str, parameter: char) -> String {
        let mut bare = String::new();
        for (nth, part) in sql.replace("::", "\u{1}").split(parameter).enumerate() {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
            let rest = if nth == 0 { part } else { &part[end..] };
            bare += if nth == 0 { "" } else { "?" };
            bare += rest
                .strip_prefix('\u{1}')
                .map_or(rest, |cast| cast.trim_start_matches(|c: char| c.is_ascii_alphanumeric()));
        }
        bare.replace('\u{1}', "::").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_rival_sends_the_statements_of_the_program() {
        let program = words(include_str!("../../../../src/agenda/queries.rs"), '$')
            + &words(include_str!("../../../../src/avisos/queries.rs"), '$')
            + &words(CIERRE, '$');
        let ninguno = ["null::bigint", "null::text", "null::timestamptz"];
        let bound = |part: &str| ninguno.iter().fold(words(part, ':'), |part, none| part.replace(none, "?"));
        let parts = RESERVA.split("--=").skip(1).map(bound);
        // Between them stands what joins them.
        let compared: Vec<String> = parts.filter(|part| part.len() > 20).collect();
        assert_eq!(compared.len(), 8);
        for part in compared {
            assert!(program.contains(&part), "the program has another one:\n{part}");
        }
    }
}
