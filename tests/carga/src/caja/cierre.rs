//! Closing over HTTP the sessions that the payments left behind.

use std::time::Instant;

use antesala::urls;
use antesala::web::{csrf, session};

use super::pago::{CLINICA, Cobros};
use crate::Res;
use crate::client::{Client, Manner};
use crate::report::Row;
use crate::world::{World, cookie};

const VENTAS: u64 = 1_000;
const LIMITE_MS: f64 = 1000.0;

/// The slowest of the counts and closes of sessions with at least a thousand sales each.
pub async fn measure(world: &World, cobros: &Cobros) -> Res<Row> {
    let sql = format!(
        "select min(n) from (select count(*) as n from ventas where clinica_id = {} group by sesion_id) t",
        cobros.clinica
    );
    let ventas: u64 = world.postgres.sql(&sql).await?.last().and_then(|n| n.parse().ok()).ok_or("no sales")?;
    if ventas < VENTAS {
        return Err(format!("a session has {ventas} sales: BENCH_SECONDS is too short").into());
    }
    let server = world.serve(&[]).await?;
    let mut slowest: f64 = 0.0;
    for (token, sesion) in cobros.tokens.iter().zip(cobros.sesion..) {
        let manner = Manner { cookie: cookie(token), fragment: true, coding: "br" };
        let mut cajera = Cajera { client: Client::connect(server.address, manner).await?, csrf: csrf::token(token) };
        slowest = slowest.max(cajera.cerrar(sesion.try_into()?).await?);
    }
    server.stop().await?;
    let what = format!("count or close of a session of {ventas} sales or more, the slowest of each");
    Ok(Row::absolute("caja.cierre", what, "ms", slowest, LIMITE_MS, 2 * cobros.tokens.len()))
}

struct Cajera {
    client: Client,
    csrf: String,
}

impl Cajera {
    /// Milliseconds of the slower of the two steps.
    async fn cerrar(&mut self, sesion: i64) -> Res<f64> {
        let contar = [("piezas", "1"), ("observacion", "")];
        let counted = self.post(&urls::caja_arqueos(CLINICA, sesion), &contar).await?;
        let cierre = [("dejado", "0"), ("motivo", "Medición"), ("con_impagas", "true")];
        Ok(counted.max(self.post(&urls::caja_cierre(CLINICA, sesion), &cierre).await?))
    }

    async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Res<f64> {
        let token = session::nuevo_token();
        let mut fields = fields.to_vec();
        fields.extend([("csrf", self.csrf.as_str()), ("clave", token.get(..32).unwrap_or_default())]);
        let began = Instant::now();
        let answer = self.client.post(url, &fields).await?;
        let took = began.elapsed().as_secs_f64() * 1000.0;
        if answer.went_on() { Ok(took) } else { Err(format!("{url}: {}\n{}", answer.status, answer.text()).into()) }
    }
}
