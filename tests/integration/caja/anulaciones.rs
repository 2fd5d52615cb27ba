//! A sale taken back while its session is open: once, whole, and against whatever else happens to it.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::historias::cuadra;
use super::mundo::{Caja, abrir, bd_cita, bd_monto, bd_numero, clave, insumo};
use crate::soporte::{Prueba, Respuesta};

async fn anular(caja: &Caja, venta: i64, motivo: &str) -> Respuesta {
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("motivo", motivo)];
    caja.carla.post(&format!("/norte/caja/ventas/{venta}/anulacion"), &campos).await
}

#[tokio::test]
async fn anular_una_venta_deshace_todo_y_deja_escrito_por_que() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "1").await;
    insumo(&app, "KIT", "1.995", "5").await;
    let (cita, prestacion) = bd_cita(&app, 10_000).await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    app.como("fabiola").await.post(&receta, &[("codigo", "GUANTE"), ("cantidad", "3")]).await.es(303);
    let caja = abrir(&app, "20000").await;
    let cita = cita.to_string();
    let campos = [
        ("cita", cita.as_str()),
        ("codigo", "KIT"),
        ("cantidad", "2"),
        ("monto", "5000"),
        ("monto", "8990"),
        ("dejar_pendiente", "true"),
    ];
    let venta = caja.cobrar(&campos).await.es(303).destino().to_owned();
    let id = bd_numero(&app, "select id from ventas").await;
    let pregunta = caja.carla.get(&format!("{venta}/anulacion")).await.es(200);
    assert!(pregunta.cuerpo.contains("Se anula el recibo C1-1"));
    let vacia = anular(&caja, id, " ").await.es(422);
    assert!(vacia.hay("#motivo-error"));
    anular(&caja, id, "era otro paciente").await.es(303);
    assert!(caja.carla.get(&venta).await.es(200).cuerpo.contains("era otro paciente"));
    assert_eq!(bd_monto(&app, "select sum(cantidad) from existencias").await, dec!(6));
    assert_eq!(bd_monto(&app, "select sum(monto) from pagos_medios").await, dec!(0));
    assert_eq!(bd_numero(&app, "select count(*) from consumos_pendientes where estado = 'desistido'").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from recetas_consumidas").await, 0);
    assert_eq!(bd_numero(&app, "select count(*) from citas where pago = 'NP'").await, 1);
    assert_eq!(
        bd_numero(&app, "select count(*) from ventas where anulada_por is not null and estado = 'anulada'").await,
        1
    );
    anular(&caja, id, "otra vez").await.es(409);
    // The cita may be charged again, and consumes its recipe again.
    caja.cobrar(&campos).await.es(303);
    cuadra(&app, &caja).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn la_misma_anulacion_veinte_veces_es_una() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1000", "5").await;
    let caja = abrir(&app, "20000").await;
    caja.vender("KIT", "1", &["1000"]).await.es(303);
    let venta = bd_numero(&app, "select id from ventas").await;
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("motivo", "x")];
    let ruta = format!("/norte/caja/ventas/{venta}/anulacion");
    let respuestas = join_all((0..20).map(|_| caja.carla.post(&ruta, &campos))).await;
    assert!(respuestas.iter().all(|r| r.estado.as_u16() == 303));
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 2);
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(5));
    cuadra(&app, &caja).await;
}

/// The balance is paid, the sale annulled and the drawer counted, all at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn anular_contra_un_pago_y_contra_el_conteo() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1000", "20").await;
    let caja = abrir(&app, "20000").await;
    for _ in 0..8 {
        caja.vender("KIT", "1", &["", "400"]).await.es(303);
    }
    let primera = bd_numero(&app, "select min(id) from ventas").await;
    let anulaciones = join_all((primera..primera + 8).flat_map(|id| [id, id]).map(|id| anular(&caja, id, "x")));
    let pagos = join_all((primera..primera + 8).map(|id| {
        let caja = &caja;
        async move {
            let clave = clave();
            let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("monto", "600")];
            caja.carla.post(&format!("/norte/caja/ventas/{id}/pagos"), &campos).await
        }
    }));
    let (anuladas, pagadas, _) = tokio::join!(anulaciones, pagos, caja.contar(&["1"]));
    let anuladas = anuladas.iter().filter(|r| r.estado.as_u16() == 303).count();
    assert_eq!(
        bd_numero(&app, "select count(*) from ventas where estado = 'anulada'").await,
        i64::try_from(anuladas).unwrap()
    );
    assert_eq!(bd_numero(&app, "select count(*) from ventas where estado = 'anulada' and pagado <> 0").await, 0);
    assert!(pagadas.iter().all(|r| [303, 422, 409].contains(&r.estado.as_u16())));
    // Counting stopped the drawer: what was expected then is what the book holds.
    let contado = bd_monto(&app, "select esperado from arqueos").await;
    let libro = bd_monto(&app, "select sum(monto) from pagos_medios where medio = 'efectivo'").await;
    assert_eq!(contado, dec!(20000) + libro);
    cuadra(&app, &caja).await;
}

#[tokio::test]
async fn despues_del_cierre_no_se_anula_y_lo_ajeno_tampoco() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1000", "5").await;
    let caja = abrir(&app, "0").await;
    caja.vender("KIT", "1", &["1000"]).await.es(303);
    let venta = bd_numero(&app, "select id from ventas").await;
    let ruta = format!("/norte/caja/ventas/{venta}/anulacion");
    let (gloria, diego) = (app.como("gloria").await, app.como("diego").await);
    for url in [ruta.clone(), format!("/norte/caja/ventas/{venta}/devolucion")] {
        gloria.get(&url).await.es(403);
        diego.get(&url).await.es(404);
        diego.get(&url.replace("norte", "sur")).await.es(404);
        assert!(app.anonimo().get(&url).await.es(303).destino().starts_with("/entrar"));
    }
    caja.contar(&["", "", "", "", "1"]).await.es(303);
    let tarde = anular(&caja, venta, "x").await.es(409);
    assert!(tarde.cuerpo.contains("sigue abierta"), "{}", tarde.cuerpo);
    assert_eq!(tarde.atributo("#motivo", "value"), "x");
}
