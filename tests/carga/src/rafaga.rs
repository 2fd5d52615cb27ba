//! A burst of what WhatsApp tells, through the webhook: how long each is waited for, and how soon all of it is attended to.

use std::time::{Duration, Instant};

use antesala::values::llave::{Llave, hex};
use serde_json::json;

use crate::Res;
use crate::client::{Client, Manner};
use crate::latency::Measured;
use crate::report::Row;
use crate::world::World;

const POR_SEGUNDO: u32 = 50;
const SEGUNDOS: u32 = 10;
const NUMERO: &str = "1055555";
/// Of 32 bytes, as a key of ours is.
const SECRETO: &str = "secreto-de-prueba-de-la-rafaga-1";
const PACIENCIA: Duration = Duration::from_secs(120);

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let server = world.serve(&[("WHATSAPP_APP_SECRET", SECRETO)]).await?;
    world.postgres.sql_as("postgres", CANAL, &[("numero", NUMERO.to_owned())]).await?;
    let total = POR_SEGUNDO * SEGUNDOS;
    let comienzo = Instant::now();
    let tareas: Vec<_> = (0..total)
        .map(|n| {
            let (address, cuando) = (server.address, comienzo + Duration::from_secs(1) * n / POR_SEGUNDO);
            tokio::spawn(async move {
                tokio::time::sleep_until(cuando.into()).await;
                contar(Client::connect(address, Manner::default()).await?, n).await
            })
        })
        .collect();
    let mut tardanzas = Vec::new();
    for tarea in tareas {
        tardanzas.push(tarea.await??);
    }
    let vista = Measured::new(tardanzas, 0, comienzo.elapsed());
    let atendidos =
        atendidos(world, comienzo + PACIENCIA, total).await? - Duration::from_secs(SEGUNDOS.into()).as_secs_f64();
    server.stop().await?;
    let n = usize::try_from(total)?;
    Ok(vec![
        Row::absolute(
            "avisos.webhook",
            "50 things a second that WhatsApp tells, p95 of our answer",
            "ms",
            vista.p95(),
            1000.0,
            n,
        ),
        Row::absolute(
            "avisos.rafaga",
            "from the last of 500 of them until all are attended to",
            "s",
            atendidos.max(0.0),
            10.0,
            n,
        ),
    ])
}

async fn contar(mut quien: Client, n: u32) -> Res<Duration> {
    let mensaje = json!({"id": format!("wamid.{n}"), "from": format!("569{:08}", 10_000_000 + n), "timestamp": "1764000000", "type": "text", "text": {"body": "hola"}});
    let valor = json!({"metadata": {"phone_number_id": NUMERO}, "messages": [mensaje]});
    let cuerpo = json!({"entry": [{"id": "1", "changes": [{"field": "messages", "value": valor}]}]}).to_string();
    let llave: [u8; 32] = SECRETO.as_bytes().try_into()?;
    let firma = format!("sha256={}", hex(&Llave::nueva(llave).firmar(cuerpo.as_bytes())));
    let antes = Instant::now();
    quien.post_signed("/webhooks/whatsapp", &firma, cuerpo).await?.expect(200, "the webhook")?;
    Ok(antes.elapsed())
}

/// Seconds from the first until all are.
async fn atendidos(world: &World, limite: Instant, total: u32) -> Res<f64> {
    let comienzo = limite - PACIENCIA;
    while Instant::now() < limite {
        let hechos = world.postgres.sql_as("postgres", "select count(*) from entrantes_whatsapp", &[]).await?;
        if hechos.first().is_some_and(|cuantos| *cuantos == total.to_string()) {
            return Ok(comienzo.elapsed().as_secs_f64());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("not all of what WhatsApp told was attended to".into())
}

const CANAL: &str = "insert into canales_whatsapp (clinica_id, numero_id, cuenta_id) select id, :'numero', '9000001' from clinicas where slug = 'norte'";
