//! Orders: drafts, sent, cancelled, on paper.

use super::mundo::{ORDENES, bodega, id};
use crate::caja::mundo::{bd_numero, clave};
use crate::soporte::Prueba;

#[tokio::test]
async fn una_orden_se_guarda_como_borrador_se_corrige_y_se_envia() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA", "GUANTE"]).await;
    let orden = b.borrador(&[("gasa", "10", "1.250,5"), ("", "", ""), ("GUANTE", "2,5", "990")]).await;
    let vista = b.quien.get(&orden).await.es(200);
    assert!(vista.cuerpo.contains("Borrador") && vista.cuerpo.contains("$14.980"), "{}", vista.cuerpo);
    let edicion = b.quien.get(&format!("{orden}/edicion")).await.es(200);
    assert_eq!(edicion.atributos("input[name=codigo]", "value")[..3], ["GASA", "GUANTE", ""]);
    let version = edicion.atributo("input[name=version]", "value");
    let cambio = [
        ("version", version.as_str()),
        ("proveedor", &b.proveedor),
        ("deposito", &b.deposito),
        ("nota", "Entregar en la mañana"),
        ("codigo", "GASA"),
        ("cantidad", "4"),
        ("costo", "1.200"),
    ];
    b.quien.post(&orden, &cambio).await.es(303);
    let vieja = b.quien.post(&orden, &cambio).await.es(422);
    assert!(vieja.cuerpo.contains("ya no es el borrador que abriste"));
    assert_eq!(vieja.atributo("input[name=cantidad]", "value"), "4");
    let envio = format!("{orden}/envio");
    b.quien.post(&envio, &[("version", &version)]).await.es(409);
    let version = b.quien.get(&orden).await.es(200).atributo("input[name=version]", "value");
    b.quien.post(&envio, &[("version", &version)]).await.es(303);
    let enviada = b.quien.get(&orden).await.es(200);
    assert!(enviada.cuerpo.contains("Enviada") && enviada.hay(&format!("a[href='{orden}/recepciones/nueva']")));
    b.quien.post(&orden, &cambio).await.es(422);
    let papel = b.quien.get(&format!("{orden}/impresa")).await.es(200);
    assert!(papel.cuerpo.contains("Insumos del Sur") && papel.cuerpo.contains("76.086.428-5"));
    assert!(papel.cuerpo.contains("Entregar en la mañana") && papel.cuerpo.contains("$4.800"));
}

#[tokio::test]
async fn lo_invalido_de_una_orden_se_dice_junto_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let campos = [
        ("clave", clave()),
        ("proveedor", String::new()),
        ("deposito", b.deposito.clone()),
        ("codigo", "NADA".into()),
        ("cantidad", "1".into()),
        ("costo", "1".into()),
        ("codigo", "GASA".into()),
        ("cantidad", "uno".into()),
        ("costo", "1".into()),
        ("codigo", "GASA".into()),
        ("cantidad", "3".into()),
        ("costo", String::new()),
    ];
    let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let vuelta = b.quien.post(ORDENES, &campos).await.es(422);
    assert!(vuelta.hay("#proveedor-error"));
    for dicho in ["tiene el código NADA", "GASA, cantidad", "aún no hay uno anterior"] {
        assert!(vuelta.texto(".aviso-error").contains(dicho), "{dicho}: {}", vuelta.cuerpo);
    }
    assert_eq!(vuelta.atributos("input[name=cantidad]", "value")[..3], ["1", "uno", "3"]);
    assert_eq!(vuelta.atributo("input[name=clave]", "value"), campos[0].1);
    b.intentar_orden(&[]).await.es(422);
    let doble = b.intentar_orden(&[("GASA", "1", "1"), ("gasa", "2", "1")]).await.es(422);
    assert!(doble.cuerpo.contains("GASA está dos veces"));
    assert_eq!(app.bd_cuenta("norte", "ordenes_compra").await, 0);
}

#[tokio::test]
async fn el_mismo_formulario_dos_veces_es_una_orden() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let clave = clave();
    let campos = [
        ("clave", clave.as_str()),
        ("proveedor", &b.proveedor),
        ("deposito", &b.deposito),
        ("codigo", "GASA"),
        ("cantidad", "1"),
        ("costo", "100"),
    ];
    let ir = b.quien.post(ORDENES, &campos).await.es(303).destino().to_owned();
    assert_eq!(b.quien.post(ORDENES, &campos).await.es(303).destino(), ir);
    assert_eq!(app.bd_cuenta("norte", "ordenes_compra").await, 1);
}

#[tokio::test]
async fn una_orden_se_cancela_con_su_motivo() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "1", "1")]).await;
    let version = bd_numero(&app, &format!("select version from ordenes_compra where id = {}", id(&orden))).await;
    let (version, cancelacion) = (version.to_string(), format!("{orden}/cancelacion"));
    let sin_motivo = b.quien.post(&cancelacion, &[("version", &version)]).await.es(422);
    assert!(sin_motivo.hay("#motivo-error"));
    b.quien.post(&cancelacion, &[("version", "99"), ("motivo", "x")]).await.es(409);
    b.quien.post(&cancelacion, &[("version", &version), ("motivo", "Sin presupuesto")]).await.es(303);
    let vista = b.quien.get(&orden).await.es(200);
    assert!(vista.cuerpo.contains("Sin presupuesto") && !vista.cuerpo.contains("recepciones/nueva"));
    b.quien.get(&format!("{orden}/recepciones/nueva")).await.es(303);
    let (canceladas, enviadas) = (format!("{ORDENES}?estado=cancelada"), format!("{ORDENES}?estado=enviada"));
    assert_eq!(b.quien.get(&canceladas).await.es(200).textos("tbody tr").len(), 1);
    assert!(b.quien.get(&enviadas).await.es(200).textos("tbody tr").is_empty());
}

#[tokio::test]
async fn las_ordenes_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "1", "1")]).await;
    let (beto, carla, diego) = (app.como("beto").await, app.como("carla").await, app.como("diego").await);
    for ruta in [ORDENES, &orden, &format!("{orden}/impresa")] {
        beto.get(ruta).await.es(403);
        carla.get(ruta).await.es(200);
        diego.get(&ruta.replace("norte", "sur")).await.es(if ruta == ORDENES { 200 } else { 404 });
        app.anonimo().get(ruta).await.es(303);
    }
    for resto in ["/edicion", "/recepciones/nueva"] {
        carla.get(&format!("{orden}{resto}")).await.es(403);
    }
    for resto in ["", "/envio", "/cancelacion", "/recepciones"] {
        let campos = [("clave", clave()), ("version", "2".into()), ("motivo", "x".into())];
        let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
        carla.post(&format!("{orden}{resto}"), &campos).await.es(403);
        diego.post(&format!("{orden}{resto}").replace("norte", "sur"), &campos).await.es(404);
    }
    // A proveedor of another clinic does not exist either.
    let ajeno = [
        ("clave", clave()),
        ("proveedor", b.proveedor.clone()),
        ("deposito", b.deposito.clone()),
        ("codigo", "SUYO".into()),
        ("cantidad", "1".into()),
        ("costo", "1".into()),
    ];
    diego.post("/sur/bodega/insumos", &[("codigo", "SUYO"), ("nombre", "S"), ("unidad", "u")]).await.es(303);
    let ajeno: Vec<_> = ajeno.iter().map(|(n, v)| (*n, v.as_str())).collect();
    diego.post("/sur/bodega/ordenes", &ajeno).await.es(422);
}
