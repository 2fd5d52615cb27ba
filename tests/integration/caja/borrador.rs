//! A sale that is being filled in survives a refresh with its key, and a step back after it was charged leads to it.

use super::mundo::{abrir, bd_numero, clave, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn lo_escrito_queda_en_la_direccion_con_su_clave() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let campos = caja.venta(&clave, "KIT", "2", &["", "7000"]);
    let total = caja.carla.htmx().post("/norte/caja/ventas/calculo", &campos).await.es(200);
    let borrador = total.cabecera("hx-replace-url").unwrap().to_owned();
    assert!(!borrador.contains("csrf"), "{borrador}");
    for _ in 0..2 {
        let vuelta = caja.carla.get(&borrador).await.es(200);
        assert_eq!(vuelta.atributo("input[name=clave]", "value"), clave);
        assert_eq!(vuelta.atributo("#codigo-0", "value"), "KIT");
        assert_eq!(vuelta.atributo("#cantidad-0", "value"), "2");
        assert_eq!(vuelta.atributo("#monto-1", "value"), "7000");
        assert!(vuelta.cuerpo.contains("$20.000"));
    }
}

/// The total is asked for before there is a voucher; charging asks for it.
#[tokio::test]
async fn el_total_no_espera_al_voucher() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let mut campos = caja.venta(&clave, "KIT", "2", &["", "20000"]);
    campos.retain(|(nombre, _)| *nombre != "referencia");
    let total = caja.carla.htmx().post("/norte/caja/ventas/calculo", &campos).await.es(200);
    assert!(total.cuerpo.contains("$20.000"), "{}", total.cuerpo);
    let negada = caja.carla.post("/norte/caja/ventas", &campos).await.es(422);
    assert!(negada.hay("#referencia-1-error") && negada.atributo("#monto-1", "value") == "20000");
    assert!(negada.texto("#cuenta .cifra-valor").contains("$20.000"));
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
}

#[tokio::test]
async fn volver_atras_despues_de_cobrar_lleva_a_lo_cobrado() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let campos = caja.venta(&clave, "KIT", "1", &["10000"]);
    let total = caja.carla.htmx().post("/norte/caja/ventas/calculo", &campos).await.es(200);
    let borrador = total.cabecera("hx-replace-url").unwrap().to_owned();
    let hecha = caja.carla.post("/norte/caja/ventas", &campos).await.es(303).destino().to_owned();
    let vuelta = caja.carla.get(&borrador).await.es(303);
    assert_eq!(vuelta.destino(), hecha);
    assert!(caja.carla.get(&hecha).await.es(200).cuerpo.contains("Esto ya se cobró."));
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 1);
    // A key is of its clinic: elsewhere it made nothing.
    let diego = app.como("diego").await;
    assert_eq!(diego.get(&borrador.replace("norte", "sur")).await.es(303).destino(), "/sur/caja");
}
