//! Charging: what is written, what is refused, what is said.

use diesel_async::SimpleAsyncConnection;
use rust_decimal::dec;

use super::mundo::{abrir, bd_cita, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn carla_cobra_una_venta_y_da_vuelto() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "1.995", "10").await;
    let caja = abrir(&app, "20000").await;
    let venta = caja.vender("GASA", "1", &["5000"]).await.es(303);
    let pagina = caja.carla.get(venta.destino()).await.es(200);
    assert_eq!(pagina.textos(".cifra-valor"), ["$1.995", "$1.995", "$0", "$3.010"]);
    assert_eq!(bd_monto(&app, "select monto from pagos_medios where medio = 'efectivo'").await, dec!(1990));
    assert_eq!(bd_monto(&app, "select monto from pagos_medios where medio = 'redondeo'").await, dec!(5));
    assert_eq!(bd_monto(&app, "select cantidad from lotes").await, dec!(9));
    assert_eq!(bd_monto(&app, "select iva from ventas").await, dec!(319));
}

#[tokio::test]
async fn la_cita_se_cobra_con_su_receta_y_queda_pagada() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "10").await;
    let (cita, prestacion) = bd_cita(&app, 25_000).await;
    let fabiola = app.como("fabiola").await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    fabiola.post(&receta, &[("codigo", "guante"), ("cantidad", "2")]).await.es(303);
    let caja = abrir(&app, "0").await;
    let lista = caja.carla.get("/norte/caja").await.es(200);
    assert!(lista.cuerpo.contains("Paula Pinto") && lista.cuerpo.contains("$25.000"));
    let nueva = caja.carla.get(&format!("/norte/caja/ventas/nueva?cita={cita}")).await.es(200);
    assert_eq!(nueva.textos(".cifra-valor").first().map(String::as_str), Some("$25.000"));
    let (clave, cita_id) = (clave(), cita.to_string());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("cita", &cita_id),
        ("monto", ""),
        ("monto", "25.000"),
        ("referencia", ""),
        ("referencia", "778"),
    ];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(8));
    assert_eq!(bd_numero(&app, "select count(*) from citas where pago = 'P'").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from mensajes where tipo = 'recibo_pago'").await, 1);
    assert_eq!(
        bd_numero(&app, "select count(*) from pagos_medios where medio = 'debito' and referencia = '778'").await,
        1
    );
}

#[tokio::test]
async fn la_misma_cita_no_se_cobra_dos_veces() {
    let app = Prueba::nueva().await;
    let (cita, _) = bd_cita(&app, 10_000).await;
    let caja = abrir(&app, "0").await;
    let cita = cita.to_string();
    let cobrar = async || {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
        caja.carla.post("/norte/caja/ventas", &campos).await
    };
    cobrar().await.es(303);
    let otra = cobrar().await.es(409);
    assert!(otra.cuerpo.contains("Esa cita ya se cobró."));
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 1);
}

#[tokio::test]
async fn una_cita_que_ya_no_es_no_se_cobra() {
    let app = Prueba::nueva().await;
    let caja = abrir(&app, "0").await;
    let actor = app.sistema("norte").await;
    for estado in ["cancelada", "reagendada"] {
        let (cita, _) = bd_cita(&app, 10_000).await;
        let anular = format!("update citas set estado = '{estado}' where id = {cita}");
        app.db.escribir(&actor, async |tx| Ok(tx.pg().batch_execute(&anular).await?)).await.unwrap();
        let (clave, cita) = (clave(), cita.to_string());
        let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
        caja.carla.get(&format!("/norte/caja/ventas/nueva?cita={cita}")).await.es(404);
        caja.carla.post("/norte/caja/ventas", &campos).await.es(404);
    }
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
}

#[tokio::test]
async fn varios_medios_y_el_saldo_despues() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "10").await;
    let caja = abrir(&app, "0").await;
    let venta = caja.vender("KIT", "1", &["", "4000"]).await.es(303);
    let pagina = caja.carla.get(venta.destino()).await.es(200);
    assert_eq!(pagina.textos(".cifra-valor"), ["$10.000", "$4.000", "$6.000"]);
    let clave = pagina.atributo("input[name=clave]", "value");
    let pagos = format!("{}/pagos", venta.destino());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("monto", "2000"),
        ("monto", ""),
        ("monto", "4000"),
        ("referencia", ""),
        ("referencia", ""),
        ("referencia", "0815"),
    ];
    caja.carla.post(&pagos, &campos).await.es(303);
    let pagada = caja.carla.get(venta.destino()).await.es(200);
    assert_eq!(pagada.textos(".cifra-valor"), ["$10.000", "$10.000", "$0"]);
    assert_eq!(bd_monto(&app, "select sum(monto) from asignaciones").await, dec!(10_000));
}

#[tokio::test]
async fn la_tarjeta_no_pasa_de_lo_que_falta_y_se_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "10").await;
    let caja = abrir(&app, "0").await;
    let vuelta = caja.vender("KIT", "1", &["", "12000"]).await.es(422);
    assert!(vuelta.cuerpo.contains("Falta $10.000."), "{}", vuelta.cuerpo);
    assert_eq!(vuelta.atributo("#codigo-0", "value"), "KIT");
    assert_eq!(vuelta.atributo("#monto-1", "value"), "12000");
    assert_eq!(
        bd_numero(
            &app,
            "(select count(*) from ventas) + (select count(*) from idempotencia where operacion = 'venta')"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn lo_vendido_aparte_se_niega_en_cero_y_nombra_el_insumo() {
    let app = Prueba::nueva().await;
    insumo(&app, "VENDA", "1000", "1").await;
    let caja = abrir(&app, "0").await;
    let vuelta = caja.vender("VENDA", "2", &["2000"]).await.es(422);
    assert_eq!(vuelta.textos("[role=alert] li"), ["VENDA: se piden 2 unidad y hay 1."]);
    assert_eq!(bd_monto(&app, "select cantidad from lotes").await, dec!(1));
}

#[tokio::test]
async fn la_receta_corta_nombra_el_insumo_y_puede_quedar_pendiente() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "1").await;
    let (cita, prestacion) = bd_cita(&app, 10_000).await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    app.como("fabiola").await.post(&receta, &[("codigo", "GUANTE"), ("cantidad", "3")]).await.es(303);
    let caja = abrir(&app, "0").await;
    let (clave, cita) = (clave(), cita.to_string());
    let mut campos = vec![("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
    let aviso = caja.carla.post("/norte/caja/ventas", &campos).await.es(422);
    assert_eq!(aviso.textos("[role=alert] li"), ["GUANTE: se piden 3 unidad y hay 1."]);
    campos.push(("dejar_pendiente", "true"));
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    assert_eq!(bd_monto(&app, "select cantidad from consumos_pendientes where estado = 'pendiente'").await, dec!(2));
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(0));
}

#[tokio::test]
async fn la_misma_clave_con_otro_cuerpo_lleva_a_lo_hecho_y_trae_clave_nueva() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "10").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let hecha = caja.carla.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(303);
    let otra = caja.carla.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "2", &["20000"])).await.es(422);
    assert_eq!(otra.atributo("[role=alert] a", "href"), hecha.destino());
    assert_ne!(otra.atributo("input[name=clave]", "value"), clave);
    let repetida =
        caja.carla.post("/norte/caja/ventas", &caja.venta(&clave, "kit", "1,0", &["$ 10.000"])).await.es(303);
    assert_eq!(repetida.destino(), hecha.destino());
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 1);
}

#[tokio::test]
async fn un_formulario_corregido_pasa_con_su_misma_clave() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let vuelta = caja.carla.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "2", &["20000"])).await.es(422);
    assert_eq!(vuelta.atributo("input[name=clave]", "value"), clave);
    caja.carla.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(303);
}

#[tokio::test]
async fn anular_devuelve_la_deuda_y_deja_las_dos_filas() {
    let app = Prueba::nueva().await;
    let (cita, _) = bd_cita(&app, 9_995).await;
    let caja = abrir(&app, "0").await;
    let (clave_venta, cita) = (clave(), cita.to_string());
    let campos = [("clave", clave_venta.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    let pago = bd_numero(&app, "select id from pagos").await;
    let anulacion = format!("/norte/caja/pagos/{pago}/anulacion");
    let clave = clave();
    caja.carla.post(&anulacion, &[("clave", &clave), ("motivo", "")]).await.es(422);
    caja.carla.post(&anulacion, &[("clave", &clave), ("motivo", "se equivocó de cita")]).await.es(303);
    let otra = super::mundo::clave();
    caja.carla.post(&anulacion, &[("clave", &otra), ("motivo", "otra vez")]).await.es(422);
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 2);
    assert_eq!(bd_monto(&app, "select sum(monto) from pagos_medios").await, dec!(0));
    assert_eq!(bd_monto(&app, "select pagado from ventas").await, dec!(0));
    assert_eq!(bd_numero(&app, "select count(*) from citas where pago = 'NP'").await, 1);
    let folios = bd_numero(&app, "select max(folio) - min(folio) from pagos").await;
    assert_eq!(folios, 1);
}

#[tokio::test]
async fn el_total_se_calcula_sin_cobrar() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "9.996", "1").await;
    let caja = abrir(&app, "0").await;
    let campos = caja.venta("", "KIT", "1", &[]);
    let fragmento = caja.carla.htmx().post("/norte/caja/ventas/calculo", &campos).await.es(200);
    assert_eq!(fragmento.textos(".cifra-valor").get(..2).unwrap(), ["$9.996", "$10.000"]);
    let borrador = caja.carla.post("/norte/caja/ventas/calculo", &campos).await.es(303);
    let pagina = caja.carla.get(borrador.destino()).await.es(200);
    assert_eq!(pagina.atributo("#codigo-0", "value"), "KIT");
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
}

#[tokio::test]
async fn un_control_sin_costo_queda_pagado_sin_pago() {
    let app = Prueba::nueva().await;
    let (cita, _) = bd_cita(&app, 0).await;
    let caja = abrir(&app, "0").await;
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita)];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from citas where pago = 'P'").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 0);
}

/// `begin` is one, the commit another; the target of the bench is twelve.
#[tokio::test]
async fn la_transaccion_del_pago_cabe_en_doce_viajes() {
    let app = Prueba::nueva().await;
    for codigo in ["UNO", "DOS"] {
        insumo(&app, codigo, "1000", "10").await;
    }
    let (cita, prestacion) = bd_cita(&app, 10_000).await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    app.como("fabiola").await.post(&receta, &[("codigo", "UNO"), ("cantidad", "1")]).await.es(303);
    let caja = abrir(&app, "0").await;
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("cita", &cita),
        ("codigo", "DOS"),
        ("cantidad", "2"),
        ("monto", "5000"),
        ("monto", "7000"),
        ("referencia", ""),
        ("referencia", "0815"),
    ];
    let antes = app.db.viajes();
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    let viajes = app.db.viajes() - antes;
    assert_eq!(bd_numero(&app, "select count(*) from mensajes").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from eventos where tipo = 'PagoRegistrado'").await, 1);
    // One more opens the request, before the transaction.
    assert!(viajes <= 13, "{viajes} round trips");
}

#[tokio::test]
async fn el_stock_bajo_se_cuenta_cuando_cruza_el_minimo_y_no_despues() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let campos = [("codigo", "UNO"), ("nombre", "Uno"), ("unidad", "unidad"), ("precio", "1000"), ("minimo", "8")];
    fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
    entrada(&fabiola, "UNO", "L1", "", "10", "500").await;
    let caja = abrir(&app, "0").await;
    let bajos = "select count(*) from eventos where tipo = 'StockBajo'";
    caja.vender("UNO", "2", &["2000"]).await.es(303);
    assert_eq!(bd_numero(&app, bajos).await, 0, "at the minimum is not below it");
    caja.vender("UNO", "1", &[]).await.es(303);
    assert_eq!(bd_numero(&app, bajos).await, 1, "charged or not");
    caja.vender("UNO", "1", &["1000"]).await.es(303);
    assert_eq!(bd_numero(&app, bajos).await, 1);
    let de_uno = "select count(*) from eventos e join insumos i on i.id = (e.datos ->> 'insumo_id')::bigint where i.codigo = 'UNO'";
    assert_eq!(bd_numero(&app, de_uno).await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from eventos where tipo = 'PagoRegistrado'").await, 2);
}
