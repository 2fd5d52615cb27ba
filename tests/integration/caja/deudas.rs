//! Who owes, since when, and of which sales.

use chrono::TimeDelta;

use super::mundo::{abrir, bd, bd_cita, bd_numero, bd_prestacion};
use crate::soporte::Prueba;

#[tokio::test]
async fn cada_quien_debe_una_fila_y_lo_mas_antiguo_va_primero() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    bd_cita(&app, 1_000).await;
    let paula = bd_numero(&app, "select id from pacientes").await.to_string();
    let caja = abrir(&app, "0").await;
    let fiado = |pagador: &'static str, paciente: &str| {
        vec![
            ("prestacion", "CURA".to_owned()),
            ("veces", "1".into()),
            ("pagador", pagador.into()),
            ("paciente", paciente.to_owned()),
        ]
    };
    let vender = async |campos: Vec<(&'static str, String)>| {
        let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
        caja.cobrar(&campos).await.es(303);
    };
    vender(fiado("Empresa Árbol", "")).await;
    vender(fiado("", &paula)).await;
    vender(fiado("", &paula)).await;
    bd(&app, "update ventas set emitida = emitida - interval '40 days' where id = (select max(id) from ventas)").await;
    // What is paid is not owed.
    caja.cobrar(&[("prestacion", "CURA"), ("veces", "1"), ("monto", "8000")]).await.es(303);
    let lista = caja.carla.get("/norte/caja/por-cobrar").await.es(200);
    assert_eq!(lista.textos("tbody td:first-child"), ["Empresa Árbol", "Paula Pinto"]);
    assert_eq!(lista.textos("tbody tr:nth-child(2) .num"), ["2", "$8.000", "$8.000", "", "", "$16.000"]);
    assert_eq!(lista.texto(".cifra-valor"), "$24.000");
    let busca = caja.carla.get("/norte/caja/por-cobrar?q=ARBOL").await.es(200);
    assert_eq!(busca.textos("tbody td:first-child"), ["Empresa Árbol"]);
    assert!(
        caja.carla.get("/norte/caja/por-cobrar?q=nadie").await.es(200).cuerpo.contains("Nadie con ese nombre debe")
    );
    let suya = caja.carla.get(&format!("/norte/caja/por-cobrar/{paula}")).await.es(200);
    assert_eq!(suya.textos("tbody td:nth-child(4)"), ["0", "40"]);
    assert_eq!(suya.texto(".cifra-valor"), "$16.000");
    app.db.reloj().fijar(chrono::Utc::now() + TimeDelta::days(100));
    let cien = app.como("gloria").await.get("/norte/caja/por-cobrar").await.es(200);
    assert_eq!(cien.textos("tbody tr:nth-child(2) .num"), ["2", "", "", "", "$16.000", "$16.000"]);
}

#[tokio::test]
async fn las_deudas_siguen_en_otra_pagina() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 1_000).await;
    let caja = abrir(&app, "0").await;
    caja.cobrar(&[("prestacion", "CURA"), ("veces", "1"), ("pagador", "Empresa")]).await.es(303);
    bd(
        &app,
        "insert into ventas (clinica_id, sesion_id, pagador, moneda, exento, neto, iva, total, emitida_por)
         select clinica_id, sesion_id, 'Otra ' || n, moneda, exento, neto, iva, total, emitida_por from ventas, generate_series(1, 59) n",
    )
    .await;
    let primera = caja.carla.get("/norte/caja/por-cobrar").await.es(200);
    assert_eq!(primera.textos("tbody tr").len(), 50);
    let siguiente = caja.carla.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!(siguiente.textos("tbody tr").len(), 10);
    assert_eq!(siguiente.texto(".cifra-valor"), "$60.000");
    assert!(!siguiente.hay("a[rel=next]") && siguiente.hay("a[rel=prev]"));
}

#[tokio::test]
async fn lo_que_se_debe_es_de_quien_ve_la_caja_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    bd_cita(&app, 1_000).await;
    let de_paula = format!("/norte/caja/por-cobrar/{}", bd_numero(&app, "select id from pacientes").await);
    for ruta in ["/norte/caja/por-cobrar", &de_paula] {
        app.como("elias").await.get(ruta).await.es(403);
        app.como("diego").await.get(ruta).await.es(404);
        assert!(app.anonimo().get(ruta).await.es(303).destino().starts_with("/entrar"));
    }
    app.como("diego").await.get(&de_paula.replace("norte", "sur")).await.es(404);
    assert!(app.como("carla").await.get(&de_paula).await.es(200).cuerpo.contains("No debe nada"));
}
