//! A worker that is told to stop ends what it has in hand, or gives it back at once.

use std::time::Duration;

use antesala::avisos::queries::ultimo_fallido;
use antesala::jobs::{self, Obrero, Ritmo, Trabajo};

use super::{obrero, trabar};
use crate::avisos::mundo::Mundo;
use crate::soporte::hasta;

const CORRE: &str = "select count(*) as n from trabajos where estado = 'corriendo'";

/// A message that failed, and a job that would send it again.
async fn con_un_trabajo() -> Mundo {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    let pedido = mundo.db.escribir(&mundo.norte, async |tx| {
        let hasta = ultimo_fallido(tx).await?.unwrap();
        jobs::encolar(tx, &Trabajo::ReintentarEnvios { hasta }, Some("reintentar_envios")).await
    });
    pedido.await.unwrap();
    mundo
}

fn con_gracia(mundo: &Mundo, gracia: Duration) -> Obrero {
    let obrero = obrero(mundo);
    Obrero { ritmo: Ritmo { gracia, ..obrero.ritmo }, ..obrero }
}

#[tokio::test]
async fn un_trabajo_que_no_alcanza_a_terminar_se_devuelve_y_otro_lo_hace_en_seguida() {
    let mundo = con_un_trabajo().await;
    let traba = trabar(&mundo, "envios").await;
    let en_marcha = con_gracia(&mundo, Duration::from_millis(20)).iniciar();
    hasta("it is begun", async || mundo.bd_numero(CORRE).await == 1).await;

    en_marcha.despedir();

    let devuelto = "select count(*) as n from trabajos
      where estado = 'pendiente' and intentos = 1 and perdonados = 1 and proximo <= ahora() and error is null";
    hasta("it is given back", async || mundo.bd_numero(devuelto).await == 1).await;
    en_marcha.detener().await;
    drop(traba);
    assert_eq!(obrero(&mundo).correr_lote().await.unwrap(), 1);
    assert_eq!(mundo.bd_numero("select count(*) as n from trabajos where estado = 'hecho'").await, 1);
}

#[tokio::test]
async fn un_trabajo_devuelto_muchas_veces_no_se_da_por_perdido() {
    let mundo = con_un_trabajo().await;
    let gastado =
        "with m as (update trabajos set intentos = 50, perdonados = 50 returning 1) select count(*) as n from m";
    mundo.bd_numero(gastado).await;
    assert_eq!(obrero(&mundo).correr_lote().await.unwrap(), 1);
    assert_eq!(mundo.bd_numero("select count(*) as n from trabajos where estado = 'hecho'").await, 1);
}

#[tokio::test]
async fn lo_que_alcanza_a_terminar_termina() {
    let mundo = con_un_trabajo().await;
    let traba = trabar(&mundo, "envios").await;
    let en_marcha = obrero(&mundo).iniciar();
    hasta("it is begun", async || mundo.bd_numero(CORRE).await == 1).await;

    en_marcha.despedir();
    drop(traba);
    en_marcha.detener().await;

    let hecho = "select count(*) as n from trabajos where estado = 'hecho' and intentos = 1 and perdonados = 0";
    assert_eq!(mundo.bd_numero(hecho).await, 1);
}

#[tokio::test]
async fn una_ronda_que_no_alcanza_a_terminar_se_devuelve() {
    let mundo = Mundo::nuevo().await;
    let _traba = trabar(&mundo, "citas").await;
    let en_marcha = con_gracia(&mundo, Duration::from_millis(20)).iniciar();
    let corre = "select count(*) as n from rondas where nombre = 'retenidas' and corriendo";
    hasta("it is begun", async || mundo.bd_numero(corre).await == 1).await;

    en_marcha.despedir();

    let devuelta = "select count(*) as n from rondas
      where nombre = 'retenidas' and not corriendo and proxima <= ahora() and terminada is null and error is null";
    hasta("it is given back", async || mundo.bd_numero(devuelta).await == 1).await;
    en_marcha.detener().await;
}
