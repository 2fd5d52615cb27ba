//! A session changes hands.

use antesala::identidad::Rol;
use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{Caja, abrir, bd_monto, bd_numero, clave, insumo};
use crate::soporte::{Navegador, Prueba};

async fn con_pedro(app: &Prueba) -> (Caja, Navegador, String) {
    insumo(app, "KIT", "10.000", "9").await;
    let caja = abrir(app, "20000").await;
    let pedro = app.bd_persona("Pedro", &[Rol::Caja]).await;
    let id = bd_numero(app, "select max(id) from membresias").await.to_string();
    (caja, pedro, id)
}

async fn ultimo(app: &Prueba, que: &str) -> String {
    format!("/norte/caja/relevos/{}/{que}", bd_numero(app, "select max(id) from relevos_caja").await)
}

#[tokio::test]
async fn la_caja_cambia_de_manos_con_un_conteo() {
    let app = Prueba::nueva().await;
    let (caja, pedro, id) = con_pedro(&app).await;
    caja.vender("KIT", "1", &["10000"]).await.es(303);
    assert!(caja.carla.get(&caja.de("/relevos")).await.es(200).cuerpo.contains("Pedro"));
    caja.enviar("/relevos", &[("recibe", &id)]).await.es(303);
    let repetido = caja.enviar("/relevos", &[("recibe", &id)]).await.es(422);
    assert!(repetido.cuerpo.contains("Ya hay un relevo pedido"));
    // Until it is taken it is still Carla's, and she charges.
    caja.vender("KIT", "1", &["10000"]).await.es(303);
    assert!(pedro.get("/norte/caja").await.es(200).cuerpo.contains("Te pasan una caja"));
    let aceptar = ultimo(&app, "aceptacion").await;
    let clave = clave();
    let malo = pedro.post(&aceptar, &[("clave", &*clave), ("piezas", "dos")]).await.es(422);
    assert_eq!(malo.atributo("#piezas-0", "value"), "dos");
    caja.carla.post(&aceptar, &[("clave", &*clave), ("piezas", "2")]).await.es(403);
    pedro.post(&aceptar, &[("clave", &*clave), ("piezas", "1"), ("piezas", "1")]).await.es(303);
    pedro.post(&aceptar, &[("clave", &*clave), ("piezas", "1"), ("piezas", "1")]).await.es(303);
    assert_eq!(
        bd_monto(&app, "select a.contado - a.esperado from arqueos a join relevos_caja r on r.arqueo_id = a.id").await,
        dec!(-10000)
    );
    assert_eq!(bd_numero(&app, "select count(*) from arqueos").await, 1);
    assert_eq!(
        bd_numero(&app, &format!("select count(*) from sesiones_caja where responsable = {id} and estado = 'abierta'"))
            .await,
        1
    );
    let negada = caja.vender("KIT", "1", &["10000"]).await.es(422);
    assert!(negada.cuerpo.contains("a cargo de otra persona"), "{}", negada.cuerpo);
    caja.contar(&["2"]).await.es(403);
    let suya = Caja { carla: pedro, sesion: caja.sesion.clone() };
    suya.vender("KIT", "1", &["10000"]).await.es(303);
    let ficha = suya.carla.get(&suya.de("")).await.es(200);
    assert!(ficha.cuerpo.contains("Relevo a Pedro"));
}

#[tokio::test]
async fn se_rechaza_se_retira_y_solo_recibe_quien_cobra() {
    let app = Prueba::nueva().await;
    let (caja, pedro, id) = con_pedro(&app).await;
    let elias = bd_numero(
        &app,
        "select m.id from membresias m join membresias_roles r on r.membresia_id = m.id where r.rol = 'profesional'",
    )
    .await;
    let negado = caja.enviar("/relevos", &[("recibe", &elias.to_string())]).await.es(422);
    assert!(negado.texto("#recibe-error").contains("Elige a alguien que cobre"));
    let ella = bd_numero(&app, "select responsable from sesiones_caja").await.to_string();
    caja.enviar("/relevos", &[("recibe", &ella)]).await.es(422);
    caja.enviar("/relevos", &[("recibe", "nadie")]).await.es(422);
    caja.enviar("/relevos", &[("recibe", &id)]).await.es(303);
    caja.contar(&["1"]).await.es(303);
    let pendiente = caja.cerrar(&[("dejado", "0")]).await.es(422);
    assert!(pendiente.cuerpo.contains("Hay un relevo sin responder"));
    let soltar = ultimo(&app, "retiro").await;
    app.bd_persona("Rosa", &[Rol::Caja]).await.post(&soltar, &[("clave", &*clave())]).await.es(403);
    pedro.post(&soltar, &[("clave", &*clave())]).await.es(303);
    caja.carla.post(&soltar, &[("clave", &*clave())]).await.es(422);
    caja.carla.post(&caja.de("/reanudacion"), &[]).await.es(303);
    caja.enviar("/relevos", &[("recibe", &id)]).await.es(303);
    caja.carla.post(&ultimo(&app, "retiro").await, &[("clave", &*clave())]).await.es(303);
    let estados = "select count(*) from relevos_caja where estado in ('rechazado', 'retirado') and arqueo_id is null";
    assert_eq!(bd_numero(&app, estados).await, 2);
    pedro.get(&caja.de("/relevos")).await.es(403);
    app.como("diego").await.get(&caja.de("/relevos").replace("norte", "sur")).await.es(404);
    assert!(app.anonimo().get(&caja.de("/relevos")).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn recibir_y_retirar_a_la_vez_es_una_cosa_u_otra() {
    let app = Prueba::nueva().await;
    let (caja, pedro, id) = con_pedro(&app).await;
    caja.enviar("/relevos", &[("recibe", &id)]).await.es(303);
    let (aceptar, soltar) = (ultimo(&app, "aceptacion").await, ultimo(&app, "retiro").await);
    let recibir = join_all((0..4).map(async |_| {
        let clave = clave();
        pedro.post(&aceptar, &[("clave", &*clave), ("piezas", "1")]).await.estado.as_u16()
    }));
    let retirar = async {
        let clave = clave();
        caja.carla.post(&soltar, &[("clave", &*clave)]).await.estado.as_u16()
    };
    let (recibidas, retirada) = tokio::join!(recibir, retirar);
    let hechas = recibidas.iter().filter(|e| **e == 303).count() + usize::from(retirada == 303);
    assert_eq!(hechas, 1, "{recibidas:?} {retirada}");
    assert_eq!(bd_numero(&app, "select count(*) from arqueos").await, i64::from(retirada != 303));
}
