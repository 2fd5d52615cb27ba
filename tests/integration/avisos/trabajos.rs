//! Jobs: asked for in a transaction, done once, done again when whoever took them died.

use antesala::avisos::queries::ultimo_fallido;
use antesala::jobs::{self, Trabajo};

use super::mundo::{Envio, Mundo};

async fn pedir(mundo: &Mundo) {
    let pedido = mundo.db.escribir(&mundo.norte, async |tx| {
        let hasta = ultimo_fallido(tx).await?.unwrap();
        jobs::encolar(tx, &Trabajo::ReintentarEnvios { hasta }, Some("reintentar_envios")).await
    });
    pedido.await.unwrap();
}

async fn con_un_fallido() -> (Mundo, i64) {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    (mundo, id)
}

#[tokio::test]
async fn un_trabajo_pedido_dos_veces_se_hace_una() {
    let (mundo, id) = con_un_fallido().await;
    pedir(&mundo).await;
    pedir(&mundo).await;

    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 1);

    assert_eq!(mundo.bd_envio(id).await, Envio::en("pendiente", Some("smtp_550")));
    assert_eq!(mundo.bd_numero("select count(*) as n from trabajos where estado = 'hecho'").await, 1);
    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 0);
}

#[tokio::test]
async fn un_trabajo_que_quedo_a_medias_se_toma_de_nuevo() {
    let (mundo, id) = con_un_fallido().await;
    pedir(&mundo).await;
    mundo.bd_numero("select count(*) as n from reclamar_trabajos(null, interval '3 minutes', 3, 8)").await;

    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 0, "its lease has not ended");
    mundo.pasan_horas(1);
    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 1);

    assert_eq!(mundo.bd_envio(id).await.estado, "pendiente");
}

#[tokio::test]
async fn un_trabajo_que_falla_se_pospone_y_al_final_se_abandona() {
    let mundo = Mundo::nuevo().await;
    let sql = "insert into trabajos (clinica_id, tipo, datos) values (clinica_actual(), 'desconocido', '{}') returning id as n";
    let id = mundo.bd_numero(sql).await;

    for estado in ["pendiente", "pendiente", "fallido"] {
        assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 1);
        let asi =
            format!("select count(*) as n from trabajos where id = {id} and estado = '{estado}' and error = 'interno'");
        assert_eq!(mundo.bd_numero(&asi).await, 1, "{estado}");
        mundo.pasan_horas(3);
    }
    assert_eq!(mundo.obrero().correr_lote().await.unwrap(), 0);
}
