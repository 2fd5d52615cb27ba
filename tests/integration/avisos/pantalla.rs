//! The messages of a clinic on the screen, and the inbox of development.

use super::mundo::{Envio, Mundo};

#[tokio::test]
async fn beto_ve_los_mensajes_y_por_que_fallo_uno() {
    let mundo = Mundo::nuevo().await;
    let fallido = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.encolar_recibo(2, "Íñigo", "inigo@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let beto = mundo.app.como("beto").await;

    let todos = beto.get("/norte/avisos").await.es(200);
    assert_eq!(todos.textos("tbody td:nth-child(3)"), ["Comprobante de pago 102", "Comprobante de pago 101"]);
    assert_eq!(todos.textos("tbody td:nth-child(4)")[0], "Enviado");
    let fallidos = beto.get("/norte/avisos?estado=fallido").await.es(200);
    assert_eq!(fallidos.textos("tbody td:nth-child(4)"), ["No se pudo enviar El servidor de correo lo rechazó (550)"]);
    let uno = beto.get(&format!("/norte/avisos/{fallido}")).await.es(200);
    assert!(uno.cuerpo.contains("Recibimos su pago"), "{}", uno.cuerpo);
}

#[tokio::test]
async fn solo_la_clinica_del_mensaje_y_quien_tiene_permiso() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let (uno, reintento) = (format!("avisos/{id}"), format!("avisos/{id}/reintento"));
    let (carla, diego, nadie) = (mundo.app.como("carla").await, mundo.app.como("diego").await, mundo.app.anonimo());

    for ruta in ["avisos", &uno] {
        carla.get(&format!("/norte/{ruta}")).await.es(403);
        diego.get(&format!("/norte/{ruta}")).await.es(404);
        nadie.get(&format!("/norte/{ruta}")).await.es(303);
    }
    diego.get(&format!("/sur/{uno}")).await.es(404);
    for ruta in ["avisos/reintentos", &reintento] {
        carla.post(&format!("/norte/{ruta}"), &[]).await.es(403);
        diego.post(&format!("/sur/{ruta}"), &[]).await.es(404);
    }
    assert_eq!(mundo.bd_envio(id).await.estado, "fallido");
}

#[tokio::test]
async fn lo_fallido_se_envia_de_nuevo_y_queda_quien_lo_pidio() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let beto = mundo.app.como("beto").await;

    let vuelta = beto.post(&format!("/norte/avisos/{id}/reintento"), &[]).await.es(303);

    assert_eq!(vuelta.destino(), format!("/norte/avisos/{id}"));
    assert_eq!(mundo.bd_envio(id).await, Envio::en("pendiente", Some("smtp_550")));
    let traza = format!(
        "select count(*) as n from auditoria where tabla = 'envios' and fila_id = '{id}' and membresia_id is not null
         and despues ->> 'estado' = 'pendiente'"
    );
    assert_eq!(mundo.bd_numero(&traza).await, 1);
}

#[tokio::test]
async fn todo_lo_fallido_se_envia_de_nuevo_en_segundo_plano() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let beto = mundo.app.como("beto").await;

    let lista = beto.get("/norte/avisos?estado=fallido").await.es(200);
    assert!(lista.hay("form[action='/norte/avisos/reintentos'] button"));
    beto.post("/norte/avisos/reintentos", &[]).await.es(303);
    mundo.obrero().correr_lote().await.unwrap();

    assert_eq!(mundo.bd_envio(id).await.estado, "pendiente");
}

#[tokio::test]
async fn las_paginas_se_siguen_sin_repetir_ni_saltar() {
    let mundo = Mundo::nuevo().await;
    for pago in 0..60 {
        mundo.encolar_recibo(pago, "Pedro", "pedro@correo.cl").await.unwrap();
    }
    let beto = mundo.app.como("beto").await;

    let primera = beto.get("/norte/avisos?estado=pendiente").await.es(200);
    let siguiente = primera.atributo("a[rel=next]", "href");
    let segunda = beto.get(&siguiente).await.es(200);

    assert_eq!(primera.textos("tbody tr").len(), 50);
    assert_eq!(segunda.textos("tbody td:nth-child(3)").first().unwrap(), "Comprobante de pago 109");
    assert_eq!(segunda.textos("tbody tr").len(), 10);
    assert!(!segunda.hay("a[rel=next]"));
}

#[tokio::test]
async fn una_pagina_cuesta_pocos_viajes() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.unwrap();
    let beto = mundo.app.como("beto").await;
    let antes = mundo.db.viajes();

    beto.get("/norte/avisos").await.es(200);

    assert!(mundo.db.viajes() - antes <= 6, "{}", mundo.db.viajes() - antes);
}

#[tokio::test]
async fn el_correo_de_prueba_se_lee_y_su_html_no_puede_nada() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_recibo(1, "<script>x</script>", "pedro@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let nadie = mundo.app.anonimo();

    let lista = nadie.get("/correo").await.es(200);
    assert_eq!(lista.textos("tbody a"), ["Comprobante de pago 101"]);
    let carta = nadie.get(&lista.atributo("tbody a", "href")).await.es(200);
    assert!(carta.cuerpo.contains("Total: $12.340"), "{}", carta.cuerpo);
    let html = nadie.get("/correo/1/html").await.es(200);
    assert!(html.cabecera("Content-Security-Policy").unwrap().starts_with("sandbox"));
    assert!(!html.cuerpo.contains("<script>"));
    nadie.get("/correo/99").await.es(404);
}
