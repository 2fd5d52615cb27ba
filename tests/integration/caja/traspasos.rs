//! Cash between two open drawers.

use antesala::identidad::Rol;
use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{Caja, abrir, abrir_en, bd_monto, bd_numero, clave, otra_caja};
use crate::soporte::{Navegador, Prueba, Respuesta};

/// Carla and Pedro, each at a drawer.
async fn dos(app: &Prueba) -> (Caja, Caja) {
    let carla = abrir(app, "20000").await;
    let id = otra_caja(app, "Caja 2").await;
    let pedro = abrir_en(app.bd_persona("Pedro", &[Rol::Caja]).await, &id, "10000").await;
    (carla, pedro)
}

async fn pedir(de: &Caja, que: &str, otra: &Caja, monto: &str) -> Respuesta {
    de.enviar("/traspasos", &[("que", que), ("otra", &otra.sesion), ("monto", monto), ("motivo", "sencillo")]).await
}

async fn responder(quien: &Navegador, sesion: &str, id: i64, respuesta: &str, clave: &str) -> Respuesta {
    let ruta = format!("/norte/caja/traspasos/{id}/{respuesta}");
    quien.post(&ruta, &[("clave", clave), ("sesion", sesion)]).await
}

async fn ultimo(app: &Prueba) -> i64 {
    bd_numero(app, "select max(id) from traspasos_caja").await
}

#[tokio::test]
async fn el_efectivo_se_mueve_cuando_la_otra_caja_acepta() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    pedir(&carla, "enviar", &pedro, "5.000").await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from movimientos_caja").await, 0);
    let id = ultimo(&app).await;
    assert!(pedro.carla.get("/norte/caja").await.es(200).cuerpo.contains("Otra caja te pide o te envía efectivo"));
    let clave = clave();
    responder(&carla.carla, &carla.sesion, id, "aceptacion", &clave).await.es(403);
    responder(&pedro.carla, &pedro.sesion, id, "aceptacion", &clave).await.es(303);
    responder(&pedro.carla, &pedro.sesion, id, "aceptacion", &clave).await.es(303);
    let otra = responder(&pedro.carla, &pedro.sesion, id, "rechazo", &super::mundo::clave()).await.es(422);
    assert!(otra.cuerpo.contains("Ese traspaso ya se respondió."));
    carla.contar(&["1"]).await.es(303);
    pedro.contar(&["", "1"]).await.es(303);
    let esperados = "select array_to_string(array_agg(esperado::int order by id), '') from arqueos";
    assert_eq!(bd_numero(&app, esperados).await, 1_500_015_000);
}

#[tokio::test]
async fn se_pide_se_rechaza_y_se_retira() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    pedir(&carla, "pedir", &pedro, "3000").await.es(303);
    responder(&pedro.carla, &pedro.sesion, ultimo(&app).await, "rechazo", &clave()).await.es(303);
    pedir(&carla, "pedir", &pedro, "3000").await.es(303);
    let id = ultimo(&app).await;
    responder(&pedro.carla, &pedro.sesion, id, "retiro", &clave()).await.es(403);
    responder(&carla.carla, &carla.sesion, id, "retiro", &clave()).await.es(303);
    pedir(&carla, "pedir", &pedro, "2000").await.es(303);
    responder(&pedro.carla, &pedro.sesion, ultimo(&app).await, "aceptacion", &clave()).await.es(303);
    let neto = |sesion: &str| {
        format!(
            "select sum(case tipo when 'entrada' then monto else -monto end) from movimientos_caja where sesion_id = {sesion}"
        )
    };
    assert_eq!(bd_monto(&app, &neto(&carla.sesion)).await, dec!(2000));
    assert_eq!(bd_monto(&app, &neto(&pedro.sesion)).await, dec!(-2000));
    let texto = carla.carla.get(&carla.de("")).await.es(200);
    assert!(texto.cuerpo.contains("Traspaso desde Caja 2") && texto.cuerpo.contains("Rechazado"));
}

#[tokio::test]
async fn lo_mal_pedido_vuelve_escrito() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    let malo = [("que", "enviar"), ("otra", &*pedro.sesion), ("monto", "cinco"), ("motivo", "")];
    let vuelta = carla.enviar("/traspasos", &malo).await.es(422);
    assert_eq!(vuelta.atributo("#monto", "value"), "cinco");
    assert!(vuelta.hay("#motivo-error"));
    let a_si_misma = [("que", "enviar"), ("otra", &*carla.sesion), ("monto", "5"), ("motivo", "x")];
    carla.enviar("/traspasos", &a_si_misma).await.es(422);
    pedro.carla.get(&carla.de("/traspasos")).await.es(403);
    app.como("elias").await.get(&carla.de("/traspasos")).await.es(403);
    app.como("diego").await.get(&carla.de("/traspasos").replace("norte", "sur")).await.es(404);
    assert!(app.anonimo().get(&carla.de("/traspasos")).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test]
async fn con_un_traspaso_pendiente_ninguna_de_las_dos_cierra() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    pedir(&carla, "enviar", &pedro, "5.000").await.es(303);
    let id = ultimo(&app).await;
    for (caja, piezas) in [(&carla, &["1"][..]), (&pedro, &["", "1"])] {
        caja.contar(piezas).await.es(303);
        let negado = caja.cerrar(&[("dejado", "0")]).await.es(422);
        assert!(negado.cuerpo.contains("Hay un traspaso de efectivo sin responder"));
    }
    // Being counted it cannot be taken, only turned down.
    responder(&pedro.carla, &pedro.sesion, id, "aceptacion", &clave()).await.es(422);
    responder(&pedro.carla, &pedro.sesion, id, "rechazo", &clave()).await.es(303);
    carla.cerrar(&[("dejado", "0")]).await.es(303);
    pedro.cerrar(&[("dejado", "0")]).await.es(303);
    pedir(&carla, "enviar", &pedro, "5.000").await.es(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cruzados_y_respondidos_a_la_vez_cada_uno_se_resuelve_una_vez() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    let enviar = async |n: usize| {
        let (de, a) = if n.is_multiple_of(2) { (&carla, &pedro) } else { (&pedro, &carla) };
        pedir(de, "enviar", a, "100").await.es(303);
    };
    join_all((0..12).map(enviar)).await;
    let primero = bd_numero(&app, "select min(id) from traspasos_caja").await;
    let pelear = async |n: i64| {
        let id = primero + n / 2;
        let de_carla = format!("select count(*) from traspasos_caja where id = {id} and origen_id = {}", carla.sesion);
        let envia_carla = bd_numero(&app, &de_carla).await == 1;
        let (pide, responde) = if envia_carla { (&carla, &pedro) } else { (&pedro, &carla) };
        let (quien, que) = if n % 2 == 0 { (responde, "aceptacion") } else { (pide, "retiro") };
        responder(&quien.carla, &quien.sesion, id, que, &clave()).await.estado.as_u16()
    };
    let estados = join_all((0..24).map(pelear)).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 12, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 12, "{estados:?}");
    let aceptados = bd_numero(&app, "select count(*) from traspasos_caja where estado = 'aceptado'").await;
    assert_eq!(bd_numero(&app, "select count(*) from movimientos_caja").await, 2 * aceptados);
    assert_eq!(
        bd_monto(&app, "select sum(case tipo when 'entrada' then monto else -monto end) from movimientos_caja").await,
        dec!(0)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ningun_cierre_deja_un_traspaso_pendiente() {
    let app = Prueba::nueva().await;
    let (carla, pedro) = dos(&app).await;
    carla.contar(&["1"]).await.es(303);
    carla.carla.post(&carla.de("/reanudacion"), &[]).await.es(303);
    let cerrar = async {
        carla.contar(&["1"]).await;
        carla.cerrar(&[("dejado", "0"), ("motivo", "x")]).await.estado.as_u16()
    };
    let pedidos = join_all((0..8).map(|_| pedir(&pedro, "enviar", &carla, "100")));
    let (cierre, pedidos) = tokio::join!(cerrar, pedidos);
    let hechos = i64::try_from(pedidos.iter().filter(|p| p.estado.as_u16() == 303).count()).unwrap();
    assert_eq!(bd_numero(&app, "select count(*) from traspasos_caja").await, hechos);
    let colgados = "select count(*) from traspasos_caja t join sesiones_caja s on s.id in (t.origen_id, t.destino_id)
      where t.estado = 'pendiente' and s.estado = 'cerrada'";
    assert_eq!(bd_numero(&app, colgados).await, 0, "the close answered {cierre}");
    assert_eq!(cierre == 303, hechos == 0);
}
