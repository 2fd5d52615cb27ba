//! What somebody who means harm, or two who come at once, cannot do.

use futures_util::future::join_all;

use super::super::mundo::{Mundo, instante};
use super::{LUNES_9, LUNES_10, ROSA, abierta, otro};
use crate::soporte::Prueba;

#[tokio::test]
async fn el_codigo_errado_se_cuenta_y_al_quinto_se_suelta_la_hora() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    let malo = if codigo == "000000" { "000001" } else { "000000" };
    for quedan in [4, 3, 2, 1] {
        let vuelta = rosa.post(&format!("{pagina}/codigo"), &[("codigo", malo)]).await.es(422);
        assert!(vuelta.cuerpo.contains(&format!("intentarlo {quedan} veces")), "{}", vuelta.cuerpo);
    }
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", malo)]).await.es(303);
    rosa.get(&pagina).await.es(410);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
}

#[tokio::test]
async fn desde_una_red_no_se_aparta_la_agenda_entera() {
    let m = abierta().await;
    let malo = m.app.anonimo();
    malo.get("/norte/reservar").await;
    for n in 0..8 {
        let (hora, minuto) = (12 + n / 2, n % 2 * 30);
        m.tomar_en_linea(&malo, &format!("2026-11-23T{hora}:{minuto:02}:00Z")).await.es(303);
    }
    let negada = m.tomar_en_linea(&malo, "2026-11-24T12:00:00Z").await.es(429);
    assert!(negada.cuerpo.contains("espere 15 min"), "{}", negada.cuerpo);
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 8);
    m.app.db.reloj().fijar(instante("2026-11-22T12:16:00Z"));
    m.tomar_en_linea(&malo, "2026-11-24T12:00:00Z").await.es(303);
}

#[tokio::test]
async fn nadie_llena_el_correo_de_otra_persona() {
    let m = abierta().await;
    let malo = m.app.anonimo();
    for n in 0..5 {
        let pagina = m.tomada(&malo, &format!("2026-11-24T{}:00:00Z", 12 + n % 4)).await;
        malo.post(&format!("{pagina}/datos"), &ROSA).await.es(303);
        malo.post(&format!("{pagina}/anulacion"), &[]).await.es(303);
    }
    let pagina = m.tomada(&malo, LUNES_10).await;
    let negada = malo.post(&format!("{pagina}/datos"), &ROSA).await.es(429);
    assert!(negada.cuerpo.contains("Ya le enviamos varios correos"));
    assert_eq!(negada.atributo("input[name=nombres]", "value"), "Rosa");
    assert_eq!(m.bd_numero("select count(*) as n from mensajes").await, 5);
}

#[tokio::test]
async fn una_persona_toma_tres_horas_en_linea_y_no_mas() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    for dia in [23, 24, 25] {
        m.reservada_en_linea(&rosa, &format!("2026-11-{dia}T12:00:00Z"), &ROSA).await.es(303);
        m.bd("update reservas_en_linea set creada = creada - interval '2 days'").await;
        m.olvidar_frenos().await;
    }
    let negada = m.reservada_en_linea(&rosa, "2026-11-26T12:00:00Z", &ROSA).await.es(409);
    assert!(negada.cuerpo.contains("llame a la clínica"), "{}", negada.cuerpo);
    assert_eq!(
        m.bd_numero("select count(*) as n from citas where origen = 'en_linea' and estado = 'reservada'").await,
        3
    );
}

impl Mundo {
    /// A day later, for the throttle.
    async fn olvidar_frenos(&self) {
        use diesel_async::SimpleAsyncConnection;
        self.app
            .db
            .sin_clinica(async |con| Ok(con.batch_execute("delete from intentos_ingreso").await?))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn de_muchos_a_la_vez_uno_se_queda_con_la_hora() {
    let m = Mundo::sobre(Prueba::con_variables(&[("POOL_MAX", "16")]).await, "2026-11-22T12:00:00Z").await;
    m.abrir_en_linea(r#"{"abierta": true}"#).await;
    let todos: Vec<_> = (0..8).map(|_| m.app.anonimo()).collect();
    for uno in &todos {
        uno.get("/norte/reservar").await;
    }
    let respuestas = join_all(todos.iter().map(|uno| m.tomar_en_linea(uno, LUNES_9))).await;
    let estados: Vec<u16> = respuestas.iter().map(|r| r.estado.as_u16()).collect();
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 409).count(), 7, "{estados:?}");
}

#[tokio::test]
async fn el_mismo_codigo_varias_veces_a_la_vez_hace_una_cita() {
    let m = Mundo::sobre(Prueba::con_variables(&[("POOL_MAX", "16")]).await, "2026-11-22T12:00:00Z").await;
    m.abrir_en_linea(r#"{"abierta": true}"#).await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    let (url, campos) = (format!("{pagina}/codigo"), [("codigo", codigo.as_str())]);
    for respuesta in join_all((0..6).map(|_| rosa.post(&url, &campos))).await {
        respuesta.es(303);
    }
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from mensajes where tipo = 'cita_agendada'").await, 1);
}

#[tokio::test]
async fn la_recepcion_y_el_paciente_a_la_vez_no_dan_dos_veces_la_hora() {
    let m = abierta().await;
    let beto = m.app.como("beto").await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    let luis = m.bd_paciente("Luis").await;
    m.reservar(&beto, luis, LUNES_9).await.es(409);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    // And the other way: what the desk gave is not offered.
    m.reservar(&beto, luis, LUNES_10).await.es(303);
    m.tomar_en_linea(&rosa, LUNES_10).await.es(409);
    let pagina = m.tomada(&rosa, "2026-11-23T14:00:00Z").await;
    let otra = otro(&ROSA, "correo", "otra@casa.example");
    rosa.post(&format!("{pagina}/datos"), &otra).await.es(303);
    let codigo = m.codigo().await;
    // Held no more, and taken: the patient is told at the last step.
    m.bd("delete from citas where estado = 'retenida'").await;
    m.reservar(&beto, luis, "2026-11-23T14:00:00Z").await.es(303);
    let tarde = rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(409);
    assert!(tarde.cuerpo.contains("Esa hora ya no está libre"), "{}", tarde.cuerpo);
}
