//! What a recipe needed and the books did not have: settled with what arrives, or given up. Once.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::cuadra;
use crate::caja::mundo::{Caja, abrir, bd_cita, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

/// A sale whose recipe asked for two of GASA, of which there was `hay`.
async fn corta(app: &Prueba, hay: &str) -> Caja {
    insumo(app, "GASA", "", hay).await;
    let caja = abrir(app, "0").await;
    vender(app, &caja).await;
    caja
}

/// A sale of a cita whose recipe asks for two of GASA; what there is not of it stays pending.
async fn vender(app: &Prueba, caja: &Caja) {
    let (cita, prestacion) = bd_cita(app, 10_000).await;
    let receta = [("codigo", "GASA"), ("cantidad", "2")];
    app.como("fabiola").await.post(&format!("/norte/bodega/recetas/{prestacion}"), &receta).await.es(303);
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [
        ("clave", &*clave),
        ("sesion", &*caja.sesion),
        ("cita", &*cita),
        ("monto", "10000"),
        ("dejar_pendiente", "true"),
    ];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
}

async fn enviar(quien: &Navegador, a: &str, campos: &[(&str, &str)]) -> Respuesta {
    let clave = clave();
    let campos = [&[("clave", &*clave)], campos].concat();
    quien.post(&format!("/norte/bodega/pendientes/{a}"), &campos).await
}

#[tokio::test]
async fn se_salda_con_lo_que_llega_y_la_venta_lo_muestra() {
    let app = Prueba::nueva().await;
    corta(&app, "1").await;
    let fabiola = app.como("fabiola").await;
    let pagina = fabiola.get("/norte/bodega/pendientes").await.es(200);
    let id = pagina.atributo("input[name=id]", "value");
    assert!(pagina.cuerpo.contains("Venta "));
    let corto = enviar(&fabiola, "saldo", &[("id", &id)]).await.es(422);
    assert!(corto.cuerpo.contains("se piden 1 unidad y hay 0"), "{}", corto.cuerpo);
    assert!(corto.hay("input[name=id][checked]"));
    entrada(&fabiola, "GASA", "L2", "", "5", "300").await;
    assert!(fabiola.get("/norte/bodega/pendientes").await.es(200).cuerpo.contains("Alcanza"));
    enviar(&fabiola, "saldo", &[("id", &id)]).await.es(303);
    assert_eq!(bd_monto(&app, "select sum(cantidad) from existencias").await, dec!(4));
    let de_la_venta = "select count(*) from movimientos where documento_tipo = 'venta' and tipo = 'consumo'";
    assert_eq!(bd_numero(&app, de_la_venta).await, 2);
    assert!(enviar(&fabiola, "saldo", &[("id", &id)]).await.es(422).cuerpo.contains("ya resolvió"));
    assert!(fabiola.get("/norte/bodega/pendientes").await.es(200).cuerpo.contains("No queda ningún consumo pendiente"));
    cuadra(&app).await;
}

#[tokio::test]
async fn desistir_pide_motivo_y_es_de_quien_aprueba() {
    let app = Prueba::nueva().await;
    corta(&app, "").await;
    let (fabiola, gloria, carla) = (app.como("fabiola").await, app.como("gloria").await, app.como("carla").await);
    let id = bd_numero(&app, "select id from consumos_pendientes").await.to_string();
    enviar(&fabiola, "desistimiento", &[("id", &id), ("motivo", "x")]).await.es(403);
    enviar(&carla, "saldo", &[("id", &id)]).await.es(403);
    enviar(&gloria, "saldo", &[("id", &id)]).await.es(403);
    assert!(enviar(&gloria, "desistimiento", &[("id", &id)]).await.es(422).hay("#motivo-error"));
    assert!(
        enviar(&gloria, "desistimiento", &[("motivo", "x")]).await.es(422).cuerpo.contains("Marca al menos un consumo")
    );
    enviar(&gloria, "desistimiento", &[("id", &id), ("motivo", "No se usó")]).await.es(303);
    let desistidos = "select count(*) from consumos_pendientes where estado = 'desistido' and motivo = 'No se usó'";
    assert_eq!(bd_numero(&app, desistidos).await, 1);
    assert!(!carla.get("/norte/bodega/pendientes").await.es(200).hay("button[formaction]"));
    app.como("beto").await.get("/norte/bodega/pendientes").await.es(403);
    app.como("diego").await.get("/norte/bodega/pendientes").await.es(404);
    app.anonimo().get("/norte/bodega/pendientes").await.es(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_que_saldan_y_desisten_a_la_vez_lo_resuelven_una_vez() {
    let app = Prueba::nueva().await;
    corta(&app, "").await;
    let (fabiola, gloria) = (app.como("fabiola").await, app.como("gloria").await);
    entrada(&fabiola, "GASA", "L2", "", "9", "300").await;
    let id = bd_numero(&app, "select id from consumos_pendientes").await.to_string();
    let resolver = async |n: usize| match n.is_multiple_of(2) {
        true => enviar(&fabiola, "saldo", &[("id", &id)]).await.estado.as_u16(),
        false => enviar(&gloria, "desistimiento", &[("id", &id), ("motivo", "x")]).await.estado.as_u16(),
    };
    let estados = join_all((0..20).map(resolver)).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 19, "{estados:?}");
    let hay = bd_monto(&app, "select sum(cantidad) from existencias").await;
    let saldado = bd_numero(&app, "select count(*) from consumos_pendientes where estado = 'saldado'").await;
    assert_eq!(hay, if saldado == 1 { dec!(7) } else { dec!(9) });
    cuadra(&app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn anular_la_venta_mientras_se_salda_no_deja_nada_afuera() {
    let app = Prueba::nueva().await;
    let caja = corta(&app, "").await;
    for _ in 0..7 {
        vender(&app, &caja).await;
    }
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "GASA", "L2", "", "100", "300").await;
    let primera = bd_numero(&app, "select min(id) from ventas").await;
    let saldar = async |venta: i64| {
        let sql = format!("select id from consumos_pendientes where venta_id = {venta}");
        enviar(&fabiola, "saldo", &[("id", &bd_numero(&app, &sql).await.to_string())]).await.estado.as_u16()
    };
    let anular = async |venta: i64| {
        let campos = [("clave", clave()), ("motivo", "No vino".into())];
        let campos = campos.each_ref().map(|(n, v)| (*n, v.as_str()));
        caja.carla.post(&format!("/norte/caja/ventas/{venta}/anulacion"), &campos).await.estado.as_u16()
    };
    let ventas = || primera..primera + 8;
    let (saldos, anuladas) = tokio::join!(join_all(ventas().map(saldar)), join_all(ventas().map(anular)));
    assert_eq!(anuladas, [303; 8]);
    assert!(saldos.iter().all(|e| [303, 422].contains(e)), "{saldos:?}");
    assert_eq!(bd_monto(&app, "select sum(cantidad) from existencias").await, dec!(100));
    assert_eq!(bd_numero(&app, "select count(*) from consumos_pendientes where estado = 'pendiente'").await, 0);
    cuadra(&app).await;
}
