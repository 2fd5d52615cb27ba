//! Where the clinic looks at each before it is a cita.

use super::super::mundo::{Mundo, instante};
use super::{LUNES_9, ROSA};

/// Rosa's hour, asked for and waiting; its page and its id.
async fn pedida() -> (Mundo, String, i64) {
    let m = Mundo::nuevo().await;
    m.abrir_en_linea(r#"{"abierta": true, "aprobar": true}"#).await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    assert_eq!(rosa.get(&pagina).await.es(200).texto("h1"), "Recibimos su pedido");
    let id = m.bd_numero("select id as n from reservas_en_linea").await;
    (m, pagina, id)
}

#[tokio::test]
async fn la_recepcion_la_ve_y_la_reserva() {
    let (m, pagina, id) = pedida().await;
    let beto = m.app.como("beto").await;
    // Held for as long as somebody has to answer.
    m.app.db.reloj().fijar(instante("2026-11-22T18:00:00Z"));
    let hoy = beto.get("/norte/").await.es(200);
    assert!(hoy.hay("a[href='/norte/agenda/en-linea']"), "{}", hoy.cuerpo);
    let lista = beto.get("/norte/agenda/en-linea").await.es(200);
    for dicho in ["Rosa Díaz", "12.345.678-5", "rosa@casa.example", "+56 9 8765 4321", "Prestación CON"] {
        assert!(lista.cuerpo.contains(dicho), "{dicho}: {}", lista.cuerpo);
    }
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 0);
    let url = format!("/norte/agenda/en-linea/{id}/aprobacion");
    beto.post(&url, &[]).await.es(303);
    let otra_vez = beto.post(&url, &[]).await.es(409);
    assert!(otra_vez.cuerpo.contains("ya se respondió"), "{}", otra_vez.cuerpo);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reservada'").await, 1);
    assert_eq!(m.app.anonimo().get(&pagina).await.texto("h1"), "Su hora está reservada");
    assert!(m.ultima_carta().await.0.starts_with("Su hora está reservada"));
}

#[tokio::test]
async fn la_rechaza_y_la_persona_lee_por_que() {
    let (m, pagina, id) = pedida().await;
    let beto = m.app.como("beto").await;
    let url = format!("/norte/agenda/en-linea/{id}/rechazo");
    beto.post(&url, &[("motivo", &"x".repeat(201))]).await.es(422);
    beto.post(&url, &[("motivo", "Ese día no atiende a menores")]).await.es(303);
    beto.post(&url, &[("motivo", "")]).await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
    let (asunto, texto) = m.ultima_carta().await;
    assert_eq!(asunto, "No pudimos reservar su hora");
    assert!(texto.contains("no atiende a menores"), "{texto}");
    m.app.anonimo().get(&pagina).await.es(200);
}

#[tokio::test]
async fn lo_que_nadie_respondio_se_suelta_y_se_avisa() {
    let (m, _, id) = pedida().await;
    m.app.db.reloj().fijar(instante("2026-11-23T12:00:01Z"));
    m.obrero().soltar_retenidas().await.unwrap();
    m.obrero().soltar_retenidas().await.unwrap();
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
    assert_eq!(m.bd_numero("select count(*) as n from mensajes where tipo = 'reserva_rechazada'").await, 1);
    let beto = m.app.como("beto").await;
    beto.post(&format!("/norte/agenda/en-linea/{id}/aprobacion"), &[]).await.es(409);
    m.app.db.reloj().fijar(instante("2026-12-24T12:00:01Z"));
    // A month later nothing of it is kept.
    antesala::services::en_linea::vencer(&m.app.db, m.app.sistema("norte").await.clinica).await.unwrap();
    assert_eq!(m.bd_numero("select count(*) as n from reservas_en_linea").await, 0);
}
