//! Fifty things a second that the API tells: each is answered soon, kept, and attended to once.

use std::time::{Duration, Instant};

use antesala::values::llave::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::mundo::{LUNES_9, Mundo, SECRETO};

const POR_SEGUNDO: u32 = 50;
const SEGUNDOS: u32 = 10;
const PLAZO: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread")]
async fn cincuenta_por_segundo_se_responden_y_se_atienden_una_vez() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    let total = POR_SEGUNDO * SEGUNDOS;
    let comienzo = Instant::now();
    let tareas: Vec<_> = (0..total)
        .map(|n| {
            // One of four is told again.
            let quien = n - u32::from(n % 4 == 3);
            let telefono = format!("+569{:08}", 10_000_000 + quien);
            let dicho = match n {
                0 => m.estado(0, "delivered"),
                _ => m.texto_de(&telefono, &format!("wamid.b{quien}"), "¿me atienden?"),
            };
            let (nadie, cuando) = (m.agenda.app.anonimo(), comienzo + Duration::from_secs(1) * n / POR_SEGUNDO);
            tokio::spawn(async move {
                tokio::time::sleep_until(cuando.into()).await;
                let bytes = dicho.to_string().into_bytes();
                let mut mac = Hmac::<Sha256>::new_from_slice(SECRETO.as_bytes()).unwrap();
                mac.update(&bytes);
                let firma = format!("sha256={}", hex(&mac.finalize().into_bytes()));
                let antes = Instant::now();
                let respuesta = nadie.post_json("/webhooks/whatsapp", &[("X-Hub-Signature-256", &firma)], &bytes).await;
                (respuesta.estado.as_u16(), antes.elapsed())
            })
        })
        .collect();
    let obrero = m.obrero().iniciar();
    let mut tardanzas = Vec::new();
    for tarea in tareas {
        let (estado, tardanza) = tarea.await.unwrap();
        assert_eq!(estado, 200);
        tardanzas.push(tardanza);
    }
    tardanzas.sort_unstable();
    let p95 = tardanzas[tardanzas.len() * 95 / 100];
    assert!(p95 < PLAZO, "{p95:?}");

    let pendientes = "select count(*) as n from eventos_whatsapp where estado <> 'hecho'";
    crate::soporte::hasta("all is attended to", async || m.agenda.bd_numero(pendientes).await == 0).await;
    obrero.detener().await;
    let distintos = i64::from(total - total / 4 - 1);
    assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, distintos);
    assert_eq!(m.agenda.app.bd_cuenta("norte", "conversaciones").await, distintos);
    let respuestas = "select count(*) as n from mensajes where tipo = 'respuesta_whatsapp'";
    assert_eq!(m.agenda.bd_numero(respuestas).await, distintos);
}
