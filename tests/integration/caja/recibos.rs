//! One receipt is the original; it is found again by what somebody remembers of it; and it goes by mail as a PDF.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{Caja, abrir, bd_cita, bd_numero, clave, insumo, pdf_dice};
use crate::soporte::{Prueba, Respuesta};

async fn con_un_pago() -> (Prueba, Caja, i64) {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1.995", "9").await;
    let caja = abrir(&app, "0").await;
    caja.vender("KIT", "1", &["5000"]).await.es(303);
    let pago = bd_numero(&app, "select id from pagos").await;
    (app, caja, pago)
}

async fn imprimir(caja: &Caja, pago: i64, formato: &str) -> Respuesta {
    caja.carla.post(&format!("/norte/caja/pagos/{pago}/impresiones"), &[("formato", formato)]).await.es(200)
}

#[tokio::test]
async fn solo_la_primera_impresion_no_dice_copia() {
    let (_app, caja, pago) = con_un_pago().await;
    let original = imprimir(&caja, pago, "80mm").await;
    assert!(!original.cuerpo.contains("COPIA"));
    assert!(original.cuerpo.contains("no es el de un documento tributario"));
    assert_eq!(original.textos(".recibo-80mm h1"), ["Clínica Norte"]);
    assert_eq!(original.textos("tfoot .num"), ["$1.995", "$5.000", "-$5", "$3.010"]);
    let copia = imprimir(&caja, pago, "a4").await;
    assert_eq!(copia.textos(".recibo-a4 .recibo-copia"), ["COPIA"]);
    assert!(pdf_dice(&imprimir(&caja, pago, "pdf").await.bytes, "COPIA"));
}

/// No address shows it: asking again is printing again, and what the application itself shows is a copy once on paper.
#[tokio::test]
async fn pedirla_otra_vez_es_una_copia() {
    let (_app, caja, pago) = con_un_pago().await;
    let pdf = imprimir(&caja, pago, "pdf-a4").await;
    assert!(!pdf_dice(&pdf.bytes, "COPIA"));
    for texto in ["$1.995", "Clínica Norte", "tributario."] {
        assert!(pdf_dice(&pdf.bytes, texto), "{texto}");
    }
    assert_eq!(pdf.cabecera("Content-Disposition").unwrap().split(';').next(), Some("attachment"));
    assert_eq!(imprimir(&caja, pago, "80mm").await.textos(".recibo-copia"), ["COPIA"]);
    caja.carla.get(&format!("/norte/caja/pagos/{pago}/impresiones")).await.es(405);
    let pantalla = caja.carla.get(&format!("/norte/caja/pagos/{pago}/recibo?impresion=1")).await.es(200);
    assert_eq!(pantalla.textos(".recibo-copia.d-none.d-print-block"), ["COPIA"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_impresiones_a_la_vez_tienen_un_solo_original() {
    let (app, caja, pago) = con_un_pago().await;
    let papeles = join_all((0..20).map(|_| imprimir(&caja, pago, "80mm"))).await;
    assert_eq!(papeles.iter().filter(|p| !p.hay(".recibo-copia")).count(), 1);
    assert_eq!(bd_numero(&app, "select count(*) from recibos_impresos").await, 20);
    assert_eq!(bd_numero(&app, "select count(*) from recibos_impresos where original").await, 1);
}

#[tokio::test]
async fn un_comprobante_va_con_las_palabras_de_la_clinica() {
    let app = Prueba::nueva().await;
    let propia = [
        ("asunto", "Gracias: {folio}"),
        ("saludo", "Estimada {nombre}:"),
        ("cuerpo", "Recibimos {total} en {clinica}."),
        ("nota", ""),
    ];
    let ana = app.como("ana").await;
    ana.post("/norte/configuracion/avisos/plantillas/recibo_pago", &propia).await.es(303);
    let (cita, _) = bd_cita(&app, 25_000).await;
    let caja = abrir(&app, "0").await;
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "25000")];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    let asi = "select count(*) from mensajes where tipo = 'recibo_pago' and asunto = 'Gracias: 1'
      and carta ->> 'saludo' = 'Estimada Paula Pinto:' and carta -> 'parrafos' = '[\"Recibimos $25.000 en Clínica Norte.\"]'";
    assert_eq!(bd_numero(&app, asi).await, 1);
}

#[tokio::test]
async fn lo_anulado_lo_dice_en_el_papel() {
    let (_app, caja, pago) = con_un_pago().await;
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("motivo", "se equivocó")];
    caja.carla.post(&format!("/norte/caja/pagos/{pago}/anulacion"), &campos).await.es(303);
    assert_eq!(imprimir(&caja, pago, "80mm").await.textos(".recibo-copia"), ["ANULADO"]);
    assert!(pdf_dice(&imprimir(&caja, pago, "pdf").await.bytes, "ANULADO"));
}

#[tokio::test]
async fn los_recibos_del_dia_se_hallan_por_lo_que_se_recuerda() {
    let (app, caja, _) = con_un_pago().await;
    caja.vender("KIT", "2", &["", "3990"]).await.es(303);
    let (cita, _) = bd_cita(&app, 25_000).await;
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("cita", &cita),
        ("monto", "25000"),
        ("pagador", "Íñigo 50%"),
    ];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    let folios = async |filtro: &str| {
        caja.carla.get(&format!("/norte/caja/recibos?{filtro}")).await.es(200).textos("tr[data-pago] td:first-child")
    };
    assert_eq!(folios("").await, ["C1-3", "C1-2", "C1-1"]);
    for (filtro, esperado) in [
        ("q=c1-2", vec!["C1-2"]),
        ("q=1", vec!["C1-1"]),
        ("q=inigo", vec!["C1-3"]),
        ("q=PAULA+p", vec!["C1-3"]),
        ("q=50%25", vec!["C1-3"]),
        ("q=5%25%25", vec![]),
        ("medio=debito", vec!["C1-2"]),
        ("monto=1.990", vec!["C1-1"]),
        ("monto=1.995", vec!["C1-1"]),
        ("monto=25000&medio=debito", vec![]),
        ("fecha=2020-01-01", vec![]),
        ("fecha=2020-01-01&q=C1-3", vec!["C1-3"]),
    ] {
        assert_eq!(folios(filtro).await, esperado, "{filtro}");
    }
    let pagina = caja.carla.get("/norte/caja/recibos?fecha=2020-01-01&q=nadie").await.es(200);
    assert_eq!(pagina.atributo("#q", "value"), "nadie");
    assert!(pagina.cuerpo.contains("Ningún recibo es así"));
    let gloria = app.como("gloria").await.get("/norte/caja/recibos").await.es(200);
    assert_eq!(gloria.textos("tr[data-pago]").len(), 3);
    app.como("elias").await.get("/norte/caja/recibos").await.es(403);
    app.como("diego").await.get("/norte/caja/recibos").await.es(404);
}

#[tokio::test]
async fn las_paginas_no_repiten_ni_saltan() {
    let (app, caja, _) = con_un_pago().await;
    let actor = app.sistema("norte").await;
    let sql = "insert into pagos (clinica_id, sesion_id, serie_id, folio, moneda, total, en, por)
        select clinica_id, sesion_id, serie_id, folio + n, moneda, 10, en, por from pagos, generate_series(1, 70) n";
    app.db
        .escribir(&actor, async |tx| {
            diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), sql).await?;
            let medios = "insert into pagos_medios (clinica_id, pago_id, medio, monto)
                select clinica_id, id, 'efectivo', 10 from pagos where total = 10";
            Ok(diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), medios).await?)
        })
        .await
        .unwrap();
    let primera = caja.carla.get("/norte/caja/recibos").await.es(200);
    let segunda = caja.carla.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    let ids =
        [primera.atributos("tr[data-pago]", "data-pago"), segunda.atributos("tr[data-pago]", "data-pago")].concat();
    assert_eq!(ids.len(), 71);
    let distintos: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distintos.len(), 71);
    assert!(!segunda.hay("a[rel=next]"));
    assert!(!segunda.atributo("a[rel=prev]", "href").contains("antes"));
    assert_eq!(super::mundo::bd_monto(&app, "select sum(total) from pagos").await, dec!(2695));
}
