//! The jobs of a clinic on the screen.

use antesala::jobs::rondas::Ronda;

use crate::avisos::mundo::Mundo;

const AQUI: &str = "/norte/trabajos";

/// One that failed, as a worker leaves it.
async fn bd_fallido(mundo: &Mundo) -> i64 {
    let sql = "insert into trabajos (clinica_id, tipo, datos, clave, estado, intentos, error, terminado)
      values (clinica_actual(), 'reintentar_envios', '{\"hasta\": 0}', 'reintentar_envios', 'fallido', 3, 'ocupado', ahora())
      returning id as n";
    mundo.bd_numero(sql).await
}

async fn bd_estado(mundo: &Mundo, estado: &str) -> i64 {
    mundo.bd_numero(&format!("select count(*) as n from trabajos where estado = '{estado}'")).await
}

#[tokio::test]
async fn lo_que_fallo_se_ve_en_palabras_y_se_reintenta() {
    let mundo = Mundo::nuevo().await;
    let id = bd_fallido(&mundo).await;
    let gloria = mundo.app.como("gloria").await;

    let lista = gloria.get(&format!("{AQUI}?estado=fallido")).await.es(200);
    let celdas = lista.textos(".tarjeta:first-of-type tbody td");
    assert_eq!(celdas[1..3], ["Enviar de nuevo los mensajes que fallaron", "Antesala"]);
    assert!(celdas[3].starts_with("Falló") && celdas[3].ends_with("tenía tomado lo que necesita"), "{celdas:?}");
    assert_eq!(celdas[4..], ["3", "Reintentar"]);
    let reintento = lista.atributo("form[action$='/reintento']", "action");
    assert_eq!(reintento, format!("{AQUI}/{id}/reintento"));
    gloria.post(&reintento, &[]).await.es(303);
    // Twice is once.
    let vuelta = gloria.post(&reintento, &[]).await.es(303);
    assert!(gloria.get(vuelta.destino()).await.cuerpo.contains("El trabajo ya no está fallido"));

    let traza = format!(
        "select count(*) as n from auditoria where tabla = 'trabajos' and fila_id = '{id}' and membresia_id is not null
         and despues ->> 'estado' = 'pendiente'"
    );
    assert_eq!(mundo.bd_numero(&traza).await, 1);
    // It has its attempts anew.
    mundo
        .bd_numero(
            "with m as (update trabajos set intentos = 9, perdonados = 9 returning 1) select count(*) as n from m",
        )
        .await;
    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 1);
    assert_eq!(bd_estado(&mundo, "hecho").await, 1);
}

#[tokio::test]
async fn no_se_reintenta_lo_que_ya_esta_pedido_otra_vez() {
    let mundo = Mundo::nuevo().await;
    let id = bd_fallido(&mundo).await;
    mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    mundo.app.como("beto").await.post("/norte/avisos/reintentos", &[]).await.es(303);

    mundo.app.como("ana").await.post(&format!("{AQUI}/{id}/reintento"), &[]).await.es(303);

    assert_eq!((bd_estado(&mundo, "fallido").await, bd_estado(&mundo, "pendiente").await), (1, 1));
}

#[tokio::test]
async fn lo_que_espera_se_cancela_y_no_se_hace() {
    let mundo = Mundo::nuevo().await;
    let mensaje = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    mundo.app.como("beto").await.post("/norte/avisos/reintentos", &[]).await.es(303);
    let gloria = mundo.app.como("gloria").await;

    let lista = gloria.get(AQUI).await.es(200);
    let fila = lista.texto(".tarjeta:first-of-type tbody tr");
    assert!(fila.contains("Beto") && fila.contains("En espera"), "{fila}");
    gloria.post(&lista.atributo("form[action$='/anulacion']", "action"), &[]).await.es(303);

    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 0);
    assert_eq!(bd_estado(&mundo, "cancelado").await, 1);
    assert_eq!(mundo.bd_envio(mensaje).await.estado, "fallido");
}

#[tokio::test]
async fn quien_espera_una_importacion_cancelada_lo_sabe() {
    let mundo = Mundo::nuevo().await;
    let gloria = mundo.app.como("gloria").await;
    gloria.subir("/norte/pacientes/importaciones", &[], "a.csv", b"RUT;Nombres\n1-9;Ana\n").await.es(303);

    let lista = gloria.get(AQUI).await.es(200);
    let nombres = lista.textos(".tarjeta:first-of-type tbody td:nth-child(2)");
    assert_eq!(nombres, ["Borrar lo que decía una planilla", "Revisar una planilla de pacientes"]);
    // What is promised to be forgotten is.
    assert_eq!(lista.textos("form[action$='/anulacion']").len(), 1);
    let borrado = mundo.bd_numero("select id as n from trabajos where tipo = 'olvidar_importacion'").await;
    gloria.post(&format!("{AQUI}/{borrado}/anulacion"), &[]).await.es(303);
    assert_eq!(bd_estado(&mundo, "cancelado").await, 0);

    gloria.post(&lista.atributo("form[action$='/anulacion']", "action"), &[]).await.es(303);
    assert_eq!(bd_estado(&mundo, "cancelado").await, 1);
    assert_eq!(mundo.bd_numero("select count(*) as n from importaciones where estado = 'fallida'").await, 1);
}

#[tokio::test]
async fn quien_espera_un_archivo_cancelado_lo_sabe() {
    let mundo = Mundo::nuevo().await;
    let pedido = "with e as (
        insert into exportaciones (clinica_id, reporte, consulta, formato, corte, estado, filas, creada_por)
        select clinica_id, 'pagos', '', 'csv', ahora(), 'pendiente', 5000, min(id) from membresias group by 1 returning clinica_id, id)
      insert into trabajos (clinica_id, tipo, datos, clave)
      select clinica_id, 'exportar', jsonb_build_object('id', id), 'exportacion:' || id from e returning id as n";
    let id = mundo.bd_numero(pedido).await;
    let gloria = mundo.app.como("gloria").await;
    let lista = gloria.get(AQUI).await.es(200);
    // To who may read reports it leads to its file.
    assert!(lista.atributo(".tarjeta:first-of-type tbody a", "href").starts_with("/norte/reportes/archivos/"));
    assert!(!mundo.app.como("ana").await.get(AQUI).await.es(200).hay(".tarjeta:first-of-type tbody a"));

    gloria.post(&format!("{AQUI}/{id}/anulacion"), &[]).await.es(303);

    assert_eq!(mundo.bd_numero("select count(*) as n from exportaciones where estado = 'cancelada'").await, 1);
    assert_eq!(bd_estado(&mundo, "cancelado").await, 1);
}

#[tokio::test]
async fn las_paginas_se_siguen_sin_repetir_ni_saltar() {
    let mundo = Mundo::nuevo().await;
    let muchos =
        "with m as (insert into trabajos (clinica_id, tipo, datos) select clinica_actual(), 'exportar', '{\"id\": 1}'
      from generate_series(1, 60) returning 1) select count(*) as n from m";
    mundo.bd_numero(muchos).await;
    let ana = mundo.app.como("ana").await;
    let primera = ana.get(&format!("{AQUI}?estado=pendiente")).await.es(200);
    let segunda = ana.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    let filas = ".tarjeta:first-of-type tbody tr";
    assert_eq!((primera.textos(filas).len(), segunda.textos(filas).len()), (50, 10));
    assert!(!segunda.hay("a[rel=next]"));
}

#[tokio::test]
async fn la_agenda_de_la_casa_se_ve_y_no_dice_nada_de_otras_clinicas() {
    let mundo = Mundo::nuevo().await;
    super::obrero(&mundo).dar_rondas().await.unwrap();
    let ana = mundo.app.como("ana").await;
    let pagina = ana.get(AQUI).await.es(200);
    let rondas = pagina.textos("tr[data-ronda]");
    assert_eq!(rondas.len(), Ronda::TODAS.len());
    assert!(
        rondas[0].starts_with("Escribir los recordatorios de citas1 min") && rondas[0].contains("Bien"),
        "{rondas:?}"
    );
    assert!(!pagina.cuerpo.contains("Sur"));
}

#[tokio::test]
async fn solo_la_clinica_del_trabajo_y_quien_tiene_permiso() {
    let mundo = Mundo::nuevo().await;
    let id = bd_fallido(&mundo).await;
    let (beto, diego, nadie) = (mundo.app.como("beto").await, mundo.app.como("diego").await, mundo.app.anonimo());
    beto.get(AQUI).await.es(403);
    diego.get(AQUI).await.es(404);
    nadie.get(AQUI).await.es(303);
    assert!(!diego.get("/sur/trabajos").await.es(200).hay("form[action$='/reintento']"));
    for que in ["reintento", "anulacion"] {
        beto.post(&format!("{AQUI}/{id}/{que}"), &[]).await.es(403);
        diego.post(&format!("{AQUI}/{id}/{que}"), &[]).await.es(404);
        diego.post(&format!("/sur/trabajos/{id}/{que}"), &[]).await.es(404);
    }
    assert_eq!(bd_estado(&mundo, "fallido").await, 1);
}
