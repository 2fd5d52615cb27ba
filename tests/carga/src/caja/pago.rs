//! Confirming a payment at one of four drawers: over HTTP, against the same statements sent by pgbench, and beside one function
//! inside the server.

use antesala::identidad::Rol;
use antesala::urls;
use antesala::web::{csrf, session};

use crate::client::{Client, Manner};
use crate::latency::{Measured, Span, Task, closed_loop};
use crate::postgres::{Pgbench, Postgres};
use crate::report::{Row, Target};
use crate::world::{World, cookie, correo_de};
use crate::{Res, seconds};

pub const CLINICA: &str = "cobros";
const CAJAS: usize = 4;
const INSUMOS: u64 = 500;
const PACIENTES: u64 = 1000;
const PAGO: &str = include_str!("../../pago.sql");
const LIMITE: &str = include_str!("../../sql/pago_limite_pgbench.sql");

/// Who waits for a row, a transaction or an advisory lock of another.
const EN_ESPERA: &str = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

/// Clients, the least share of the rival's payments per second, and the ids of the rows.
const CASES: [(usize, f64, [&str; 4]); 3] = [
    (1, 0.50, ["pago.c1", "pago.c1.p95", "pago.limite.c1", "pago.c1.esperas"]),
    (4, 0.55, ["pago.c4", "pago.c4.p95", "pago.limite.c4", "pago.c4.esperas"]),
    (16, 0.70, ["pago.c16", "pago.c16.p95", "pago.limite.c16", "pago.c16.esperas"]),
];
/// Of the p95 of the rival.
const P95: Target = Target::AtMost(2.0);

pub struct Cobros {
    pub clinica: i32,
    membresia: i64,
    /// Session of each cashier.
    pub tokens: Vec<String>,
    deposito: u64,
    insumo: u64,
    lote: u64,
    paciente: u64,
    pub sesion: u64,
}

pub async fn measure(world: &World, cobros: &Cobros) -> Res<Vec<Row>> {
    world.postgres.sql(include_str!("../../sql/pago_limite.sql")).await?;
    let mut rows = Vec::new();
    for case in CASES {
        rows.extend(compare(world, cobros, case).await?);
    }
    refuse_gaps(&world.postgres, cobros.clinica).await?;
    Ok(rows)
}

async fn compare(
    world: &World,
    cobros: &Cobros,
    (clients, share, [id, id_p95, id_limit, id_waits]): (usize, f64, [&'static str; 4]),
) -> Res<[Row; 4]> {
    let span = Span::seconds(seconds());
    let bench = cobros.pgbench(PAGO, clients, span);
    let (rival, rival_waits) = world.postgres.watched(EN_ESPERA, world.postgres.pgbench(&bench)).await?;
    let limit = world.postgres.pgbench(&cobros.pgbench(LIMITE, clients, span)).await?;
    let server = world.serve(&[]).await?;
    let ours = closed_loop(server.address, cobros.clients(clients), span);
    let (ours, our_waits) = world.postgres.watched(EN_ESPERA, ours).await?;
    server.stop().await?;
    let errors = ours.errors + rival.errors + limit.errors;
    let what =
        format!("payments by {clients} clients over HTTP against the same statements by pgbench; {errors} errors");
    let what_limit = format!("the same payments by {clients} clients against one plpgsql function by pgbench");
    Ok([
        per_second(id, what, &ours, &rival, Some(Target::AtLeast(share))),
        Row::against(id_p95, "how long they take", "ms p95", (ours.p95(), rival.p95()), Some(P95), ours.count()),
        per_second(id_limit, what_limit, &ours, &limit, None),
        Row::against(
            id_waits,
            "connections of them that wait for a lock, on average",
            "",
            (mean(&our_waits), mean(&rival_waits)),
            None,
            our_waits.len(),
        ),
    ])
}

fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / samples.len().max(1) as f64
}

fn per_second(id: &'static str, what: String, ours: &Measured, rival: &Measured, target: Option<Target>) -> Row {
    Row::against(id, what, "tps", (ours.per_second(), rival.per_second()), target, ours.count())
}

impl Cobros {
    pub async fn nuevos(world: &World) -> Res<Self> {
        let (clinica, membresias) = world.found(CLINICA, CAJAS, &[Rol::Caja]).await?;
        let membresia = *membresias.first().ok_or("nobody charges")?;
        if membresias.iter().zip(membresia..).any(|(one, expected)| *one != expected) {
            return Err("the cashiers are not numbered in a row".into());
        }
        let variables = [("clinica", clinica.to_string()), ("membresia", membresia.to_string())];
        let printed = world.postgres.sql_as("postgres", include_str!("../../sql/cobros.sql"), &variables).await?;
        let numbers: Vec<u64> =
            printed.last().ok_or("nothing was made")?.split('|').filter_map(|n| n.parse().ok()).collect();
        let [deposito, insumo, lote, paciente, sesion] = numbers.as_slice() else {
            return Err("nothing was made".into());
        };
        let mut tokens = Vec::new();
        for nth in 0..CAJAS {
            tokens.push(world.signed_in(&correo_de(CLINICA, nth)).await?);
        }
        let (deposito, insumo, lote, paciente, sesion) = (*deposito, *insumo, *lote, *paciente, *sesion);
        Ok(Self { clinica, membresia, tokens, deposito, insumo, lote, paciente, sesion })
    }

    fn pgbench(&self, script: &'static str, clients: usize, span: Span) -> Pgbench<'static> {
        let numbers = [
            ("clinica", self.clinica.to_string()),
            ("membresia", self.membresia.to_string()),
            ("deposito", self.deposito.to_string()),
            ("insumo0", self.insumo.to_string()),
            ("lote0", self.lote.to_string()),
            ("paciente0", self.paciente.to_string()),
            ("sesion0", self.sesion.to_string()),
        ];
        let (clinica, membresia) = (self.clinica, self.membresia);
        Pgbench { scripts: vec![script.into()], clients, span, clinica, membresia, variables: numbers.into() }
    }

    /// Each at the drawer of its number, modulo four.
    fn clients(&self, clients: usize) -> Vec<(Manner, Cobro)> {
        let sessions = self.tokens.iter().zip(self.sesion..).cycle().take(clients);
        sessions
            .zip(1..)
            .map(|((token, sesion), seed)| {
                let manner = Manner { cookie: cookie(token), fragment: true, coding: "br" };
                (
                    manner,
                    Cobro {
                        csrf: csrf::token(token),
                        sesion: sesion.to_string(),
                        paciente: self.paciente,
                        chance: seed,
                    },
                )
            })
            .collect()
    }
}

/// A cashier: a sale after the other, three insumos by chance, part by card and the rest in cash.
struct Cobro {
    csrf: String,
    sesion: String,
    paciente: u64,
    chance: u64,
}

impl Task for Cobro {
    async fn run(&mut self, client: &mut Client, _: usize) -> Res<bool> {
        let token = session::nuevo_token();
        let clave = token.get(..32).unwrap_or_default();
        let third = INSUMOS / 3;
        let codigos = [0, 1, 2].map(|nth| format!("I{:03}", 1 + nth * third + self.below(third)));
        let paciente = (self.paciente + self.below(PACIENTES)).to_string();
        let mut fields =
            vec![("csrf", self.csrf.as_str()), ("clave", clave), ("sesion", &self.sesion), ("paciente", &paciente)];
        fields.extend([
            ("pagador", "Persona"),
            ("monto", "1570"),
            ("monto", "2000"),
            ("referencia", ""),
            ("referencia", "1234"),
        ]);
        for codigo in &codigos {
            fields.extend([("codigo", codigo.as_str()), ("cantidad", "1")]);
        }
        Ok(client.post(&format!("{}/ventas", urls::caja(CLINICA)), &fields).await?.went_on())
    }
}

impl Cobro {
    /// A number by chance, the same ones at every run: xorshift, which is enough to spread sales over shelves.
    fn below(&mut self, limit: u64) -> u64 {
        self.chance = self.chance.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31) ^ 0x2026;
        self.chance % limit
    }
}

/// However fast, no folio is lost or given twice, and the books of the depot agree with its lots.
async fn refuse_gaps(postgres: &Postgres, clinica: i32) -> Res<()> {
    let sql = format!(
        "select 'folios of series ' || serie_id from pagos where clinica_id = {clinica} group by serie_id having count(*) <> max(folio)
         union all
         select 'lots of insumo ' || insumo_id from existencias e where clinica_id = {clinica} and cantidad <> (
           select sum(cantidad) from lotes l where l.clinica_id = e.clinica_id and l.deposito_id = e.deposito_id and l.insumo_id = e.insumo_id)"
    );
    match postgres.sql(&sql).await?.first() {
        None => Ok(()),
        Some(what) => Err(format!("after the payments the {what} do not add up").into()),
    }
}
