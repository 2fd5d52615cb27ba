//! What professionals earn of what was collected, frozen once.

use chrono::{TimeDelta, Utc};
use futures_util::future::join_all;
use rust_decimal::dec;

use super::devoluciones::{Mundo, NOTA};
use super::mundo::{bd, bd_cita, bd_monto, bd_numero, clave};
use crate::soporte::Respuesta;

/// A cita charged with a card; its professional, and its payment.
async fn cobrada(m: &Mundo, precio: i64) -> (i64, i64) {
    let (cita, _) = bd_cita(&m.app, precio).await;
    let (cita_id, precio) = (cita.to_string(), precio.to_string());
    m.caja.cobrar(&[("cita", &cita_id), ("monto", ""), ("monto", &precio)]).await.es(303);
    let profesional = bd_numero(&m.app, &format!("select profesional_id from citas where id = {cita}")).await;
    (profesional, bd_numero(&m.app, "select max(id) from pagos").await)
}

async fn regla(m: &Mundo, campos: &[(&str, &str)]) -> Respuesta {
    m.gloria.post("/norte/configuracion/comisiones", &[&[("desde", "2020-01-01")], campos].concat()).await
}

async fn congelar(m: &Mundo, profesional: i64) -> Respuesta {
    let clave = clave();
    m.gloria.post(&format!("/norte/caja/comisiones/{profesional}"), &[("clave", clave.as_str())]).await
}

#[tokio::test]
async fn la_regla_mas_precisa_vale_y_lo_devuelto_baja_de_la_proxima() {
    let m = Mundo::nuevo("1000").await;
    let (profesional, pago) = cobrada(&m, 20_000).await;
    regla(&m, &[("forma", "porcentaje"), ("valor", "40")]).await.es(303);
    let suyo = profesional.to_string();
    let ruta = format!("/norte/caja/comisiones/{profesional}");
    let total = async || m.gloria.get(&ruta).await.es(200).textos("tfoot td.num").join("");
    assert_eq!(total().await, "$8.000");
    regla(&m, &[("profesional", &suyo), ("forma", "monto"), ("valor", "5.000")]).await.es(303);
    assert_eq!(total().await, "$5.000");
    let otra = regla(&m, &[("profesional", &suyo), ("forma", "porcentaje"), ("valor", "90")]).await.es(422);
    assert!(otra.cuerpo.contains("ponle término antes"));
    assert_eq!(otra.atributo("#valor", "value"), "90");
    let liquidada = congelar(&m, profesional).await.es(303).destino().to_owned();
    congelar(&m, profesional).await.es(409);
    assert_eq!(bd_monto(&m.app, "select total from liquidaciones").await, dec!(5000));
    // Half of it goes back: the next settlement begins with what that takes off.
    let venta = bd_numero(&m.app, "select max(id) from ventas").await;
    m.devolver(venta, pago, "transferencia", "10.000", &[NOTA]).await;
    assert_eq!(total().await, "-$2.500");
    let resumen = m.gloria.get("/norte/caja/comisiones").await.es(200);
    assert_eq!(resumen.textos("tr[data-profesional] td.num").last().map(String::as_str), Some("-$2.500"));
    assert_eq!(resumen.textos("tr[data-liquidacion]").len(), 1);
    assert!(m.gloria.get(&liquidada).await.es(200).cuerpo.contains("$5.000"));
    assert!(m.gloria.get(&format!("{liquidada}/impresa")).await.es(200).hay("[data-imprime]"));
}

#[tokio::test]
async fn lo_exportado_es_lo_congelado_y_ninguna_celda_es_una_formula() {
    let m = Mundo::nuevo("1000").await;
    let (profesional, _) = cobrada(&m, 11_900).await;
    regla(&m, &[("forma", "porcentaje"), ("valor", "50")]).await.es(303);
    let actor = m.app.sistema("norte").await;
    let sql = "update pacientes set nombres = '=cmd()', nombre_social = '' where nombres = 'Paula'";
    m.app
        .db
        .escribir(&actor, async |tx| Ok(diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), sql).await?))
        .await
        .unwrap();
    let liquidada = congelar(&m, profesional).await.es(303).destino().to_owned();
    let csv = m.gloria.get(&format!("{liquidada}/csv")).await.es(200);
    assert!(csv.cabecera("Content-Disposition").unwrap().starts_with("attachment"));
    let filas: Vec<&str> = csv.cuerpo.lines().collect();
    assert_eq!(filas.len(), 2);
    assert!(
        filas[1].starts_with("C1-1;") && filas[1].contains(";'=cmd()") && filas[1].ends_with(";11900;11900;50;;5950"),
        "{}",
        filas[1]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn diez_congelaciones_a_la_vez_liquidan_cada_peso_una_vez() {
    let m = Mundo::nuevo("1000").await;
    let (profesional, _) = cobrada(&m, 20_000).await;
    regla(&m, &[("forma", "porcentaje"), ("valor", "40")]).await.es(303);
    let hechas = join_all((0..10).map(|_| congelar(&m, profesional))).await;
    assert_eq!(hechas.iter().filter(|r| r.estado.as_u16() == 303).count(), 1);
    assert!(hechas.iter().all(|r| [303, 409].contains(&r.estado.as_u16())));
    assert_eq!(bd_numero(&m.app, "select count(*) from liquidaciones").await, 1);
    assert_eq!(bd_numero(&m.app, "select count(*) from liquidaciones_lineas").await, 1);
}

#[tokio::test]
async fn sin_regla_nada_se_gana_y_queda_por_liquidar() {
    let m = Mundo::nuevo("1000").await;
    let (profesional, _) = cobrada(&m, 20_000).await;
    let resumen = m.gloria.get("/norte/caja/comisiones").await.es(200);
    assert!(resumen.cuerpo.contains("1 sin regla"));
    assert!(congelar(&m, profesional).await.es(409).cuerpo.contains("No queda nada por liquidar"));
    regla(&m, &[("forma", "porcentaje"), ("valor", "10"), ("hasta", "2020-12-31")]).await.es(303);
    congelar(&m, profesional).await.es(409);
    let id = bd_numero(&m.app, "select id from comisiones_reglas").await;
    let termino = format!("/norte/configuracion/comisiones/{id}/termino");
    m.gloria.post(&termino, &[("termino", "2019-01-01")]).await.es(422);
    m.gloria.post(&termino, &[("termino", "2199-01-01")]).await.es(303);
    congelar(&m, profesional).await.es(303);
}

#[tokio::test]
async fn las_comisiones_son_de_quien_supervisa() {
    let m = Mundo::nuevo("1000").await;
    let (profesional, _) = cobrada(&m, 20_000).await;
    regla(&m, &[("forma", "porcentaje"), ("valor", "40")]).await.es(303);
    let liquidada = congelar(&m, profesional).await.es(303).destino().to_owned();
    let diego = m.app.como("diego").await;
    for ruta in [
        "/norte/caja/comisiones",
        &format!("/norte/caja/comisiones/{profesional}"),
        &liquidada,
        "/norte/configuracion/comisiones",
    ] {
        m.gloria.get(ruta).await.es(200);
        m.caja.carla.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        assert!(m.app.anonimo().get(ruta).await.es(303).destino().starts_with("/entrar"));
    }
    diego.get(&liquidada.replace("norte", "sur")).await.es(404);
    diego.get(&format!("/sur/caja/comisiones/{profesional}")).await.es(404);
}

/// Of a payment that is settled already, to the sale that somebody else attended.
#[tokio::test]
async fn lo_que_se_mueve_se_liquida_el_dia_en_que_se_mueve() {
    let m = Mundo::nuevo("1000").await;
    regla(&m, &[("forma", "porcentaje"), ("valor", "50")]).await.es(303);
    let (una, pago) = cobrada(&m, 20_000).await;
    let (otra, _) = cobrada(&m, 20_000).await;
    let paula = "(select min(id) from pacientes)";
    bd(&m.app, &format!("update pacientes set fusionado_en = {paula} where id > {paula}")).await;
    m.caja
        .carla
        .post(&format!("/norte/caja/pagos/{}/anulacion", pago + 1), &[("clave", &*clave()), ("motivo", "x")])
        .await
        .es(303);
    congelar(&m, una).await.es(303);
    // Paid and settled long before the period that is looked at.
    m.app.db.reloj().fijar(Utc::now() + TimeDelta::days(100));
    let gloria = m.app.como("gloria").await;
    let total = async |quien: i64| {
        gloria.get(&format!("/norte/caja/comisiones/{quien}")).await.es(200).textos("tfoot td.num").join("")
    };
    let (de, a) =
        (bd_numero(&m.app, "select min(id) from ventas").await, bd_numero(&m.app, "select max(id) from ventas").await);
    let (clave, de, a) = (clave(), de.to_string(), a.to_string());
    let mover = [("clave", clave.as_str()), ("de", &de), ("a", &a), ("monto", "8000"), ("motivo", "era de la otra")];
    gloria.post(&format!("/norte/caja/pagos/{pago}/reasignaciones"), &mover).await.es(303);
    assert_eq!((total(una).await.as_str(), total(otra).await.as_str()), ("-$4.000", "$4.000"));
}
