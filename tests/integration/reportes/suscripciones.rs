//! The figures come by mail once a day, at the hour that each person chose, and say what the reports say.

use antesala::db::embedded::SUPERUSER;
use chrono::{DateTime, Utc};
use diesel_async::SimpleAsyncConnection;
use mail_parser::MessageParser;

use super::con_ventas;
use crate::caja::mundo::bd_numero;
use crate::identidad;
use crate::pacientes::importacion::obrero;
use crate::soporte::Prueba;

const CORREO: &str = "/norte/reportes/correo";

fn a_las(texto: &str) -> DateTime<Utc> {
    texto.parse().unwrap()
}

async fn resumenes(app: &Prueba) -> i64 {
    bd_numero(app, "select count(*) from mensajes where tipo = 'resumen'").await
}

#[tokio::test]
async fn cada_dia_a_su_hora_una_vez_y_con_las_cifras_de_los_reportes() {
    let app = Prueba::nueva().await;
    // A Friday; 15:00 in Santiago.
    app.db.reloj().fijar(a_las("2026-11-27T18:00:00Z"));
    con_ventas(&app, 3).await;
    let gloria = app.como("gloria").await;
    let mala = gloria.post(CORREO, &[("cierre", "true"), ("hora_cierre", "25:70")]).await.es(422);
    assert!(mala.cuerpo.contains("Escribe la hora") && mala.cuerpo.contains("25:70"));
    let pedidas = [("cierre", "true"), ("hora_cierre", "20:00"), ("semana", "true"), ("hora_semana", "08:00")];
    gloria.post(CORREO, &pedidas).await.es(303);
    assert_eq!(gloria.get(CORREO).await.es(200).atributo("#hora_cierre", "value"), "20:00");
    let pasar = async |texto: &str| {
        app.db.reloj().fijar(a_las(texto));
        let (uno, otro) = (obrero(&app), obrero(&app));
        let (a, b) = tokio::join!(uno.contar_cifras(), otro.contar_cifras());
        a.unwrap();
        b.unwrap();
    };
    pasar("2026-11-27T22:59:00Z").await;
    assert_eq!(resumenes(&app).await, 0);
    // Two workers at once, and once more: one letter.
    pasar("2026-11-27T23:00:00Z").await;
    pasar("2026-11-27T23:30:00Z").await;
    assert_eq!(resumenes(&app).await, 1);
    let gloria = app.como("gloria").await;
    let pagos = gloria.get("/norte/reportes/pagos?periodo=hoy").await.es(200).textos(".cifra-valor");
    assert_eq!(pagos[0], "$3.570");
    let dicho = "select count(*) from mensajes where tipo = 'resumen' and carta ->> 'filas' like '%Cobrado%$3.570%Vendido%$3.570%'";
    assert_eq!(bd_numero(&app, dicho).await, 1);
    // Monday morning: the week, before the close of that day.
    pasar("2026-11-30T12:00:00Z").await;
    assert_eq!(resumenes(&app).await, 2);
    // Whoever may no longer read reports is told nothing, and whoever does not want them neither.
    let quitar = "update roles_permisos set permiso = 'avisos.ver' where permiso = 'reportes.ver' and rol = 'gerencia'";
    let devolver =
        "update roles_permisos set permiso = 'reportes.ver' where permiso = 'avisos.ver' and rol = 'gerencia'";
    let mut superusuario = app.base.conectar(SUPERUSER).await;
    superusuario
        .batch_execute("delete from roles_permisos where permiso = 'avisos.ver' and rol = 'gerencia'")
        .await
        .unwrap();
    superusuario.batch_execute(quitar).await.unwrap();
    pasar("2026-12-01T23:30:00Z").await;
    superusuario.batch_execute(devolver).await.unwrap();
    assert_eq!(resumenes(&app).await, 2);
    app.como("gloria").await.post(CORREO, &[]).await.es(303);
    pasar("2026-12-02T23:30:00Z").await;
    assert_eq!(resumenes(&app).await, 2);
}

#[tokio::test]
async fn quien_las_recibe_las_deja_con_el_boton_de_su_lector_de_correo() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(a_las("2026-11-27T18:00:00Z"));
    con_ventas(&app, 1).await;
    let gloria = app.como("gloria").await;
    let pedidas = [("cierre", "true"), ("hora_cierre", "20:00"), ("semana", "true"), ("hora_semana", "08:00")];
    gloria.post(CORREO, &pedidas).await.es(303);
    app.db.reloj().fijar(a_las("2026-11-27T23:00:00Z"));
    obrero(&app).contar_cifras().await.unwrap();
    identidad::obrero(&app).enviar_lote().await.unwrap();
    let cartas = app.buzon.cartas();
    let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
    let baja = carta.header_raw("List-Unsubscribe").unwrap().trim();
    let baja = baja.trim_start_matches("<https://antesala.example").trim_end_matches('>').to_owned();
    let nadie = app.anonimo();
    assert_eq!(nadie.get(&baja).await.es(200).texto("h1"), "¿No recibir más este resumen?");
    for _ in 0..2 {
        nadie.post_crudo(&baja, &[("List-Unsubscribe", "One-Click")]).await.es(200);
    }
    let pagina = nadie.get(&baja).await.es(200);
    assert!(pagina.texto("h1").starts_with("Listo") && !pagina.hay("form"));
    // The other one goes on, and nobody without a session asks for this one again.
    nadie.post(&format!("{baja}/decision"), &[("quiere", "true")]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from suscripciones where cual = 'semana'").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from suscripciones").await, 1);
}
