//! A person's own account: password, sessions, preferences.

use antesala::demo::CLAVE;
use antesala::web::session::SESION;

use super::bd_numero;
use crate::soporte::{Navegador, Prueba};

const NUEVA: &str = "tres gatos y un balcón";

fn cambio<'a>(actual: &'a str, nueva: &'a str) -> [(&'a str, &'a str); 3] {
    [("actual", actual), ("nueva", nueva), ("repetida", nueva)]
}

async fn entra(app: &Prueba, clave: &str) -> bool {
    let beto = app.anonimo();
    beto.get("/entrar").await;
    beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", clave)]).await.estado.as_u16() == 303
}

#[tokio::test]
async fn cambiar_la_clave_cierra_las_otras_sesiones_y_no_esta() {
    let app = Prueba::nueva().await;
    let (beto, otra) = (app.como("beto").await, app.como("beto").await);
    assert_eq!(beto.post("/cuenta/clave", &cambio(CLAVE, NUEVA)).await.es(303).destino(), "/cuenta");
    beto.get("/cuenta").await.es(200);
    assert_eq!(otra.get("/cuenta").await.es(303).destino(), "/entrar?luego=%2Fcuenta");
    assert!(entra(&app, NUEVA).await);
    assert!(!entra(&app, CLAVE).await);
}

#[tokio::test]
async fn sin_la_clave_actual_no_cambia_y_se_bloquea_como_un_ingreso() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let mala = beto.post("/cuenta/clave", &cambio("otra", NUEVA)).await.es(422);
    assert_eq!(mala.texto("#actual-error"), "No es tu clave actual.");
    for _ in 0..4 {
        beto.post("/cuenta/clave", &cambio("otra", NUEVA)).await.es(422);
    }
    beto.post("/cuenta/clave", &cambio(CLAVE, NUEVA)).await.es(429);
    assert!(!entra(&app, NUEVA).await);
}

#[tokio::test]
async fn una_clave_nueva_debil_repetida_o_igual_se_dice() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    assert!(beto.post("/cuenta/clave", &cambio(CLAVE, "corta")).await.es(422).hay("#nueva-error"));
    assert!(beto.post("/cuenta/clave", &cambio(CLAVE, CLAVE)).await.es(422).hay("#nueva-error"));
    let distinta = [("actual", CLAVE), ("nueva", NUEVA), ("repetida", "otra cosa")];
    assert!(beto.post("/cuenta/clave", &distinta).await.es(422).hay("#repetida-error"));
    assert!(beto.post("/cuenta/clave", &[]).await.es(422).hay("#actual-error"));
}

#[tokio::test]
async fn dos_cambios_a_la_vez_y_gana_uno() {
    let app = Prueba::nueva().await;
    let (uno, dos) = (app.como("beto").await, app.como("beto").await);
    let (c1, c2) = (cambio(CLAVE, "la del primer navegador"), cambio(CLAVE, "la del segundo navegador"));
    let (primero, segundo) = tokio::join!(uno.post("/cuenta/clave", &c1), dos.post("/cuenta/clave", &c2));
    let mut estados = [primero.estado.as_u16(), segundo.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados[0], 303);
    assert_ne!(estados[1], 303);
    let abren = [entra(&app, "la del primer navegador").await, entra(&app, "la del segundo navegador").await];
    assert_eq!(abren.iter().filter(|a| **a).count(), 1);
}

#[tokio::test]
async fn las_sesiones_se_ven_en_palabras_y_se_cierran() {
    let app = Prueba::nueva().await;
    let telefono =
        "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36";
    let otra = app.anonimo().con_cabecera("User-Agent", telefono);
    otra.get("/entrar").await;
    otra.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE)]).await.es(303);
    let beto = app.como("beto").await;
    let cuenta = beto.get("/cuenta").await.es(200);
    let mut aparatos = cuenta.textos("tbody th");
    aparatos.sort();
    assert_eq!(aparatos, ["Aparato desconocido Esta sesión", "Chrome en Android"]);
    let cierre = cuenta.atributo("tbody form", "action");
    beto.post(&cierre, &[]).await.es(303);
    otra.get("/cuenta").await.es(303);
    assert_eq!(beto.get("/cuenta").await.es(200).textos("tbody th").len(), 1);
}

#[tokio::test]
async fn cerrar_las_demas_deja_solo_esta() {
    let app = Prueba::nueva().await;
    let (beto, otra, carla) = (app.como("beto").await, app.como("beto").await, app.como("carla").await);
    beto.post("/cuenta/sesiones/cierre", &[]).await.es(303);
    otra.get("/cuenta").await.es(303);
    beto.get("/cuenta").await.es(200);
    carla.get("/cuenta").await.es(200);
}

#[tokio::test]
async fn la_sesion_de_otra_persona_no_se_cierra() {
    let app = Prueba::nueva().await;
    let (beto, carla) = (app.como("beto").await, app.como("carla").await);
    let sql = "select s.id as n from sesiones_usuario s join usuarios u on u.id = s.usuario_id where u.correo = 'carla@norte.test'";
    let suya = bd_numero(&app, sql).await;
    beto.post(&format!("/cuenta/sesiones/{suya}/cierre"), &[]).await;
    carla.get("/cuenta").await.es(200);
}

#[tokio::test]
async fn el_tema_queda_en_una_galleta_legible_y_vuelve_a_la_pagina() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let desde = |referer: &str| beto.clone().con_cabecera("Referer", referer);
    let vuelta = desde("http://antesala.test/norte/?x=1").post("/cuenta/tema", &[("tema", "dark")]).await.es(303);
    assert_eq!(vuelta.destino(), "/norte/?x=1");
    let galleta = vuelta.cabecera("Set-Cookie").unwrap();
    assert!(
        galleta.starts_with("tema=dark") && galleta.contains("Max-Age=31536000") && !galleta.contains("HttpOnly"),
        "{galleta}"
    );
    assert_eq!(beto.get("/norte/").await.es(200).atributo("html", "data-bs-theme"), "dark");
    let fuera = desde("https://mal.test//otro.test/").post("/cuenta/tema", &[("tema", "raro")]).await.es(303);
    assert_eq!(fuera.destino(), "/");
    assert_eq!(beto.get("/norte/").await.es(200).atributo("html", "data-bs-theme"), "auto");
}

#[tokio::test]
async fn los_atajos_se_apagan_para_la_persona_en_todos_sus_aparatos() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    assert!(beto.get("/cuenta").await.hay("input[name=atajos][checked]"));
    beto.post("/cuenta/atajos", &[]).await.es(303);
    let otro: Navegador = app.como("beto").await;
    assert!(otro.get("/norte/").await.es(200).hay("[data-sin-atajos]"));
    assert!(!app.como("carla").await.get("/norte/").await.es(200).hay("[data-sin-atajos]"));
    otro.post("/cuenta/atajos", &[("atajos", "true")]).await.es(303);
    assert!(!beto.get("/norte/").await.es(200).hay("[data-sin-atajos]"));
}

#[tokio::test]
async fn sin_sesion_la_cuenta_lleva_a_entrar() {
    let app = Prueba::nueva().await;
    let nadie = app.anonimo();
    assert_eq!(nadie.get("/cuenta").await.es(303).destino(), "/entrar?luego=%2Fcuenta");
    for ruta in ["clave", "tema", "atajos", "sesiones/cierre", "sesiones/1/cierre"] {
        nadie.post(&format!("/cuenta/{ruta}"), &[]).await.es(303);
    }
    assert!(nadie.galleta(SESION).is_none());
}
