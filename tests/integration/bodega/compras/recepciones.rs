//! What comes of an order: in parts, with its lots, more than was asked, and back again.

use rust_decimal::dec;

use super::mundo::{bodega, id};
use crate::caja::mundo::{abrir, bd_monto, bd_numero};
use crate::soporte::Prueba;

async fn existencia(app: &Prueba, codigo: &str) -> rust_decimal::Decimal {
    let sql = format!(
        "select sum(e.cantidad) from existencias e join insumos i on i.id = e.insumo_id where i.codigo = '{codigo}'"
    );
    bd_monto(app, &sql).await
}

#[tokio::test]
async fn una_orden_se_recibe_en_partes_con_sus_lotes() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA", "GUANTE"]).await;
    let orden = b.enviada(&[("GASA", "10", "100"), ("GUANTE", "5", "200")]).await;
    let primera = b
        .recibir(&orden, &[("GASA", "A1", "2027-01-31", "4", "110"), ("GASA", "A2", "", "2", "100")], &[])
        .await
        .es(303)
        .destino()
        .to_owned();
    let vista = b.quien.get(&primera).await.es(200);
    assert!(vista.cuerpo.contains("A1") && vista.cuerpo.contains("31-01-2027") && vista.cuerpo.contains("F-1"));
    assert_eq!(existencia(&app, "GASA").await, dec!(6));
    let promedio = bd_monto(&app, "select costo_promedio from existencias").await;
    assert_eq!(promedio, dec!(106.666667));
    let documentos = format!(
        "select count(*) from movimientos where documento_tipo = 'recepcion' and documento_id = {}",
        id(&primera)
    );
    assert_eq!(bd_numero(&app, &documentos).await, 2);
    let en_parte = b.quien.get(&orden).await.es(200);
    assert!(en_parte.cuerpo.contains("Recibida en parte"));
    let form = b.quien.get(&format!("{orden}/recepciones/nueva")).await.es(200);
    assert!(form.cuerpo.contains("faltan 4 unidad") && form.cuerpo.contains("faltan 5 unidad"));
    b.recibir(&orden, &[("GASA", "A3", "", "4", ""), ("GUANTE", "B1", "", "5", "")], &[]).await.es(303);
    assert!(b.quien.get(&orden).await.es(200).textos(".insignia").contains(&"Recibida".to_owned()));
    assert_eq!((existencia(&app, "GASA").await, existencia(&app, "GUANTE").await), (dec!(10), dec!(5)));
}

#[tokio::test]
async fn mas_de_lo_pedido_se_dice_y_pide_confirmarlo() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    b.recibir(&orden, &[("GASA", "A1", "", "8", "")], &[]).await.es(303);
    let negada = b.recibir(&orden, &[("GASA", "A2", "", "3", "")], &[]).await.es(422);
    assert!(negada.texto(".aviso-error").contains("GASA: se pidieron 10 unidad y serían 11."), "{}", negada.cuerpo);
    assert_eq!(negada.atributos("input[name=lote]", "value")[0], "A2");
    assert!(negada.hay("#de_mas"));
    assert_eq!(existencia(&app, "GASA").await, dec!(8));
    b.recibir(&orden, &[("GASA", "A2", "", "3", "")], &[("de_mas", "true")]).await.es(303);
    assert_eq!(existencia(&app, "GASA").await, dec!(11));
    assert!(b.quien.get(&orden).await.es(200).textos(".insignia").contains(&"Recibida".to_owned()));
}

#[tokio::test]
async fn lo_invalido_de_una_recepcion_se_dice_junto_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA", "OTRO"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    let lotes =
        [("GASA", "", "31-02-2027", "x", ""), ("OTRO", "L", "", "1", "1"), ("GASA", "L2", "2027-13-01", "2", "")];
    let vuelta = b.recibir(&orden, &lotes, &[("documento", ""), ("efectiva", "2999-01-01")]).await;
    // Two values of one field are no form at all.
    assert_eq!(vuelta.estado, 400);
    let vuelta = b.recibir(&orden, &lotes, &[("efectiva", "2999-01-01")]).await.es(422);
    assert!(vuelta.hay("#efectiva-error"));
    for dicho in ["GASA, lote: escribe su código", "fila sin insumo", "GASA, caduca"] {
        assert!(vuelta.texto(".aviso-error").contains(dicho), "{dicho}: {}", vuelta.cuerpo);
    }
    assert_eq!(vuelta.atributos("input[name=cantidad]", "value")[..3], ["x", "1", "2"]);
    assert_eq!(vuelta.atributo("#documento", "value"), "F-1");
    let nada = b.recibir(&orden, &[], &[]).await.es(422);
    assert!(nada.cuerpo.contains("Escribe qué llegó"));
    assert_eq!(app.bd_cuenta("norte", "recepciones").await, 0);
}

#[tokio::test]
async fn una_recepcion_se_revierte_mientras_todo_siga_ahi() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &[]).await;
    crate::caja::mundo::insumo(&app, "KIT", "1000", "").await;
    let orden = b.enviada(&[("KIT", "10", "100")]).await;
    let recepcion = b.recibir(&orden, &[("KIT", "A1", "", "4", "")], &[]).await.es(303).destino().to_owned();
    let otra = b.recibir(&orden, &[("KIT", "A2", "", "6", "300")], &[]).await.es(303).destino().to_owned();
    let reversa = |recepcion: &str| format!("{recepcion}/reversa");
    b.quien.post(&reversa(&recepcion), &[]).await.es(422);
    for _ in 0..2 {
        b.quien.post(&reversa(&otra), &[("motivo", "Venía malo")]).await.es(303);
    }
    assert_eq!(existencia(&app, "KIT").await, dec!(4));
    assert_eq!(bd_monto(&app, "select costo_promedio from existencias").await, dec!(100));
    assert_eq!(bd_monto(&app, "select recibido from ordenes_compra_lineas").await, dec!(4));
    let vista = b.quien.get(&orden).await.es(200);
    assert!(vista.cuerpo.contains("Recibida en parte") && vista.cuerpo.contains("Revertida"));
    assert!(b.quien.get(&otra).await.es(200).cuerpo.contains("Venía malo"));
    abrir(&app, "0").await.vender("KIT", "1", &["1000"]).await.es(303);
    let negada = b.quien.post(&reversa(&recepcion), &[("motivo", "Tarde")]).await.es(409);
    assert!(negada.texto(".aviso-error").contains("ya salió"), "{}", negada.cuerpo);
    assert_eq!(negada.atributo("#motivo", "value"), "Tarde");
    assert_eq!(existencia(&app, "KIT").await, dec!(3));
    assert_eq!(bd_monto(&app, "select recibido from ordenes_compra_lineas").await, dec!(4));
}

#[tokio::test]
async fn el_ultimo_precio_y_su_variacion_se_ven_al_pedir() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    for (costo, lote) in [("100", "A"), ("110", "B"), ("999", "C")] {
        let orden = b.enviada(&[("GASA", "1", costo)]).await;
        let url = b.recibir(&orden, &[("GASA", lote, "", "1", "")], &[]).await.es(303).destino().to_owned();
        if lote == "C" {
            b.quien.post(&format!("{url}/reversa"), &[("motivo", "Error")]).await.es(303);
        }
    }
    let ficha = b.quien.get(&format!("/norte/bodega/proveedores/{}", b.proveedor)).await.es(200);
    assert!(ficha.cuerpo.contains("$110") && ficha.cuerpo.contains("sube 10 %"), "{}", ficha.cuerpo);
    let orden = b.borrador(&[("GASA", "2", "99")]).await;
    let vista = b.quien.get(&orden).await.es(200);
    assert!(vista.cuerpo.contains("$110") && vista.cuerpo.contains("baja 10 %"), "{}", vista.cuerpo);
    let sin_costo = b.borrador(&[("GASA", "2", "")]).await;
    assert!(b.quien.get(&sin_costo).await.es(200).cuerpo.contains("$220"));
}

#[tokio::test]
async fn las_recepciones_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    let recepcion = b.recibir(&orden, &[("GASA", "A1", "", "8", "")], &[]).await.es(303).destino().to_owned();
    let (beto, carla, diego) = (app.como("beto").await, app.como("carla").await, app.como("diego").await);
    beto.get(&recepcion).await.es(403);
    assert!(!carla.get(&recepcion).await.es(200).cuerpo.contains("Revertir la recepción"));
    diego.get(&recepcion.replace("norte", "sur")).await.es(404);
    app.anonimo().get(&recepcion).await.es(303);
    carla.post(&format!("{recepcion}/reversa"), &[("motivo", "x")]).await.es(403);
    diego.post(&format!("{recepcion}/reversa").replace("norte", "sur"), &[("motivo", "x")]).await.es(404);
}
