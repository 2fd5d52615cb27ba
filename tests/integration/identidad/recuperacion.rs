//! A forgotten password: the same answer for everybody, one letter, a link that works once.

use antesala::demo::CLAVE;
use chrono::{TimeDelta, Utc};
use futures_util::future::join_all;

use super::{bd_numero, cartas, enviar};
use crate::soporte::{Navegador, Prueba};

const PEDIR: &str = "/entrar/recuperar";
const NUEVA: &str = "tres gatos y un balcón";

async fn visita(app: &Prueba) -> Navegador {
    let alguien = app.anonimo();
    alguien.get(PEDIR).await.es(200);
    alguien
}

fn enlace(carta: &str) -> String {
    let url = &carta[carta.find("/entrar/clave/").unwrap()..];
    url.split_whitespace().next().unwrap().to_owned()
}

async fn pedir_enlace(app: &Prueba) -> String {
    visita(app).await.post(PEDIR, &[("correo", "beto@norte.test")]).await.es(202);
    enviar(app).await;
    enlace(&cartas(app, "beto@norte.test")[0])
}

async fn entra(app: &Prueba, clave: &str) -> u16 {
    visita(app).await.post("/entrar", &[("correo", "beto@norte.test"), ("clave", clave)]).await.estado.as_u16()
}

fn dos_veces(clave: &str) -> [(&str, &str); 2] {
    [("nueva", clave), ("repetida", clave)]
}

#[tokio::test]
async fn a_todos_se_contesta_lo_mismo_y_solo_escribe_a_quien_existe() {
    let app = Prueba::nueva().await;
    let alguien = visita(&app).await;
    let conocido = alguien.post(PEDIR, &[("correo", " Beto@Norte.test")]).await.es(202);
    let nadie = alguien.post(PEDIR, &[("correo", "nadie@norte.test")]).await.es(202);
    assert_eq!(conocido.cuerpo.replace("beto@", "X@"), nadie.cuerpo.replace("nadie@", "X@"));
    enviar(&app).await;
    assert_eq!(app.buzon.cartas().len(), 1);
    assert_eq!(cartas(&app, "beto@norte.test").len(), 1);
    assert_eq!(bd_numero(&app, "select count(*) as n from recuperaciones").await, 0, "nothing typed is kept");
    let sin_enlace =
        "select count(*) as n from mensajes where tipo = 'recuperacion' and carta::text like '%/entrar/clave/%'";
    assert_eq!(bd_numero(&app, sin_enlace).await, 0, "no token is stored");
    let mala = alguien.post(PEDIR, &[("correo", "sin arroba")]).await.es(422);
    assert_eq!(mala.atributo("input[name=correo]", "value"), "sin arroba");
    assert!(mala.hay("#correo-error"));
}

#[tokio::test]
async fn quien_no_trabaja_en_ninguna_parte_no_recibe_nada() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let id = super::bd_membresia(&app, "beto@norte.test").await;
    ana.post(&format!("{}/{id}/suspension", super::USUARIOS), &[]).await.es(303);
    visita(&app).await.post(PEDIR, &[("correo", "beto@norte.test")]).await.es(202);
    enviar(&app).await;
    assert!(app.buzon.cartas().is_empty());
}

#[tokio::test]
async fn el_enlace_cambia_la_clave_cierra_las_sesiones_y_se_gasta() {
    let app = Prueba::nueva().await;
    let dentro = app.como("beto").await;
    let ruta = pedir_enlace(&app).await;
    let beto = visita(&app).await;
    assert_eq!(beto.get(&ruta).await.es(200).atributo("input[name=correo]", "value"), "beto@norte.test");
    let corta = beto.post(&ruta, &dos_veces("corta")).await.es(422);
    assert!(corta.hay("#nueva-error") && !corta.cuerpo.contains("value=\"corta\""));
    assert_eq!(beto.post(&ruta, &dos_veces(NUEVA)).await.es(303).destino(), "/entrar");
    dentro.get("/norte/").await.es(303);
    assert_eq!((entra(&app, CLAVE).await, entra(&app, NUEVA).await), (422, 303));
    beto.get(&ruta).await.es(410);
    beto.post(&ruta, &dos_veces("otra frase distinta")).await.es(410);
    enviar(&app).await;
    assert!(cartas(&app, "beto@norte.test").iter().any(|c| c.contains("La clave de su cuenta de Antesala cambió")));
}

#[tokio::test]
async fn el_enlace_vence_en_una_hora_y_otro_no_lo_es() {
    let app = Prueba::nueva().await;
    let ruta = pedir_enlace(&app).await;
    let beto = visita(&app).await;
    app.db.reloj().fijar(Utc::now() + TimeDelta::minutes(59));
    beto.get(&ruta).await.es(200);
    app.db.reloj().fijar(Utc::now() + TimeDelta::minutes(61));
    beto.get(&ruta).await.es(410);
    beto.post(&ruta, &dos_veces(NUEVA)).await.es(410);
    beto.get("/entrar/clave/0123456789abcdef").await.es(410);
    assert_eq!(entra(&app, CLAVE).await, 303);
}

#[tokio::test]
async fn dos_a_la_vez_con_el_mismo_enlace_y_gana_uno() {
    let app = Prueba::nueva().await;
    let ruta = pedir_enlace(&app).await;
    let (uno, dos) = (visita(&app).await, visita(&app).await);
    let (c1, c2) = (dos_veces("la del primer navegador"), dos_veces("la del segundo navegador"));
    let (primero, segundo) = tokio::join!(uno.post(&ruta, &c1), dos.post(&ruta, &c2));
    let mut estados = [primero.estado.as_u16(), segundo.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados[0], 303);
    assert!([409, 410].contains(&estados[1]), "{estados:?}");
    let abren = [entra(&app, "la del primer navegador").await, entra(&app, "la del segundo navegador").await];
    assert_eq!(abren.iter().filter(|estado| **estado == 303).count(), 1);
}

#[tokio::test]
async fn otro_enlace_de_la_misma_persona_se_vence_con_el_primero() {
    let app = Prueba::nueva().await;
    let primero = pedir_enlace(&app).await;
    let segundo = pedir_enlace(&app).await;
    assert_ne!(primero, segundo);
    let beto = visita(&app).await;
    beto.post(&segundo, &dos_veces(NUEVA)).await.es(303);
    beto.get(&primero).await.es(410);
}

#[tokio::test]
async fn pedirlo_muchas_veces_no_escribe_mas_y_una_direccion_espera() {
    let app = Prueba::nueva().await;
    let alguien = visita(&app).await;
    for _ in 0..6 {
        alguien.post(PEDIR, &[("correo", "beto@norte.test")]).await.es(202);
    }
    assert_eq!(bd_numero(&app, "select count(*) as n from recuperaciones").await, 3);
    for n in 0..4 {
        alguien.post(PEDIR, &[("correo", &format!("persona{n}@norte.test"))]).await.es(202);
    }
    let harta = alguien.post(PEDIR, &[("correo", "carla@norte.test")]).await.es(429);
    assert_eq!(harta.atributo("input[name=correo]", "value"), "carla@norte.test");
}

#[tokio::test]
async fn de_muchos_pedidos_a_la_vez_ninguno_se_pierde_de_la_cuenta() {
    let app = Prueba::con_variables(&[("POOL_MAX", "16")]).await;
    let mut todos = Vec::new();
    for _ in 0..14 {
        todos.push(visita(&app).await);
    }
    let respuestas = join_all(todos.iter().map(|v| v.post(PEDIR, &[("correo", "beto@norte.test")]))).await;
    assert_eq!(respuestas.iter().filter(|r| r.estado == 202).count(), 10);
    assert_eq!(bd_numero(&app, "select count(*) as n from recuperaciones").await, 3);
}
