//! Goods leave by a document, and a document is taken back once.

use futures_util::future::join_all;
use rust_decimal::{Decimal, dec};

use super::mundo::{Linea, cuadra, dia, documento, lote, reversar};
use crate::caja::mundo::{bd, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::Prueba;

const EN_ESTANTE: &str = "select sum(cantidad) from existencias";

/// GASA in three lots: one expired, one that expires soon, one that does not expire.
async fn gasa(app: &Prueba) {
    insumo(app, "GASA", "", "").await;
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "GASA", "VENCIDO", &dia(-3), "5", "100").await;
    entrada(&fabiola, "GASA", "CERCA", &dia(9), "5", "100").await;
    entrada(&fabiola, "GASA", "SIN", "", "5", "100").await;
}

#[tokio::test]
async fn una_salida_toma_por_fefo_y_lo_vencido_no_sale_asi() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let fabiola = app.como("fabiola").await;
    let hecha = documento(&fabiola, "salida", &[Linea::de("GASA", "7")]).await.es(303);
    let pagina = fabiola.get(hecha.destino()).await.es(200);
    assert_eq!(pagina.textos("tbody td:nth-child(2)"), ["CERCA", "SIN"]);
    assert_eq!((lote(&app, "CERCA").await, lote(&app, "SIN").await), (dec!(0), dec!(3)));
    let negada = documento(&fabiola, "salida", &[Linea::de("GASA", "4")]).await.es(422);
    assert!(negada.cuerpo.contains("se piden 4 unidad y hay 3 que se pueden usar"), "{}", negada.cuerpo);
    assert!(negada.cuerpo.contains("Lo vencido sale solo por merma"));
    assert_eq!(negada.atributo("input[name=cantidad]", "value"), "4");
    let vencido = documento(&fabiola, "salida", &[Linea::lote("GASA", "VENCIDO", "1")]).await.es(422);
    assert!(vencido.cuerpo.contains("hay 0 que se pueden usar"));
    documento(&fabiola, "merma", &[Linea::de("GASA", "5")]).await.es(303);
    assert_eq!(lote(&app, "VENCIDO").await, dec!(0));
    let lista = fabiola.get("/norte/bodega/documentos?tipo=merma").await.es(200);
    assert_eq!(lista.textos("tbody tr").len(), 1);
    cuadra(&app).await;
}

#[tokio::test]
async fn elegir_el_lote_es_de_quien_puede() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let (fabiola, gloria) = (app.como("fabiola").await, app.como("gloria").await);
    documento(&fabiola, "devolucion", &[Linea::lote("GASA", "SIN", "2")]).await.es(303);
    assert_eq!(lote(&app, "SIN").await, dec!(3));
    assert!(!gloria.get("/norte/bodega/ajustes/nuevo").await.es(200).hay("input[name=lote]"));
    // Typed all the same, it is not heard: FEFO, and in an ajuste the expired one goes first.
    documento(&gloria, "ajuste", &[Linea::lote("GASA", "SIN", "1")]).await.es(303);
    assert_eq!((lote(&app, "SIN").await, lote(&app, "VENCIDO").await), (dec!(3), dec!(4)));
    documento(&fabiola, "ajuste", &[Linea::de("GASA", "1")]).await.es(403);
    documento(&gloria, "merma", &[Linea::de("GASA", "1")]).await.es(403);
    fabiola.get("/norte/bodega/documentos/nuevo?tipo=ajuste").await.es(404);
}

#[tokio::test]
async fn un_ajuste_suma_al_ultimo_lote_y_no_inventa_uno() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    insumo(&app, "NUEVO", "", "").await;
    let gloria = app.como("gloria").await;
    documento(&gloria, "ajuste", &[Linea::sobra("GASA", "3"), Linea::de("GASA", "1")]).await.es(303);
    assert_eq!((lote(&app, "SIN").await, lote(&app, "VENCIDO").await), (dec!(8), dec!(4)));
    assert_eq!(bd_monto(&app, "select costo_promedio from existencias").await, dec!(100));
    let negado = documento(&gloria, "ajuste", &[Linea::sobra("NUEVO", "3")]).await.es(422);
    assert!(negado.cuerpo.contains("NUEVO no tiene ese lote"), "{}", negado.cuerpo);
    cuadra(&app).await;
}

#[tokio::test]
async fn un_documento_es_entero_o_no_es_y_dice_todo_lo_malo() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    insumo(&app, "VENDA", "", "1").await;
    let fabiola = app.como("fabiola").await;
    documento(&fabiola, "merma", &[Linea::de("GASA", "5"), Linea::de("VENDA", "2")]).await.es(422);
    assert_eq!(bd_monto(&app, EN_ESTANTE).await, dec!(16));
    let clave = clave();
    let vacio = [("clave", &*clave), ("tipo", "devolucion"), ("codigo", "NADA"), ("cantidad", "dos")];
    let vuelta = fabiola.post("/norte/bodega/documentos", &vacio).await.es(422);
    for campo in ["#destino-error", "#motivo-error"] {
        assert!(vuelta.hay(campo), "{campo}");
    }
    assert!(vuelta.cuerpo.contains("Ningún insumo tiene el código NADA."));
    assert_eq!(vuelta.atributo("input[name=clave]", "value"), clave);
    assert_eq!(vuelta.atributo("input[name=cantidad]", "value"), "dos");
    assert_eq!(bd_numero(&app, "select count(*) from documentos_bodega").await, 0);
}

#[tokio::test]
async fn reversar_devuelve_a_sus_lotes_una_vez() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let fabiola = app.como("fabiola").await;
    let url = documento(&fabiola, "salida", &[Linea::de("GASA", "7")]).await.es(303).destino().to_owned();
    assert!(
        fabiola
            .post(&format!("{url}/reversa"), &[("clave", &clave()), ("motivo", "")])
            .await
            .es(422)
            .hay("#motivo-error")
    );
    let una = clave();
    for _ in 0..2 {
        reversar(&fabiola, &url, &una).await.es(303);
    }
    let otra = reversar(&fabiola, &url, &clave()).await.es(422);
    assert!(otra.cuerpo.contains("ya está reversado"));
    assert_eq!((lote(&app, "CERCA").await, lote(&app, "SIN").await), (dec!(5), dec!(5)));
    assert_eq!(bd_numero(&app, "select count(*) from movimientos where reversa_de is not null").await, 2);
    assert!(fabiola.get(&url).await.es(200).cuerpo.contains("Este documento se reversó"));
    cuadra(&app).await;
}

#[tokio::test]
async fn una_entrada_se_reversa_si_sigue_ahi() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let fabiola = app.como("fabiola").await;
    let ficha =
        fabiola.get(&format!("/norte/bodega/insumos/{}", bd_numero(&app, "select id from insumos").await)).await;
    let reversas = ficha.es(200).atributos("a[href$='/reversa']", "href");
    assert_eq!(reversas.len(), 3);
    documento(&fabiola, "salida", &[Linea::lote("GASA", "CERCA", "1")]).await.es(303);
    // The newest stands first: SIN, CERCA, VENCIDO.
    let (sin, cerca) = (reversas[0].trim_end_matches("/reversa"), reversas[1].trim_end_matches("/reversa"));
    assert!(reversar(&fabiola, cerca, &clave()).await.es(422).cuerpo.contains("ya salió de este depósito"));
    reversar(&fabiola, sin, &clave()).await.es(303);
    assert!(reversar(&fabiola, sin, &clave()).await.es(422).cuerpo.contains("ya está reversado"));
    assert_eq!(lote(&app, "SIN").await, dec!(0));
    cuadra(&app).await;
}

#[tokio::test]
async fn un_ajuste_que_sumo_no_se_reversa_si_ya_salio() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "1").await;
    let (fabiola, gloria) = (app.como("fabiola").await, app.como("gloria").await);
    let url = documento(&gloria, "ajuste", &[Linea::sobra("GASA", "3")]).await.es(303).destino().to_owned();
    documento(&fabiola, "salida", &[Linea::de("GASA", "3")]).await.es(303);
    assert!(reversar(&gloria, &url, &clave()).await.es(422).cuerpo.contains("ya salió"));
    reversar(&fabiola, &url, &clave()).await.es(403);
    assert_eq!(bd_numero(&app, "select count(*) from documentos_bodega where reversado is not null").await, 0);
    cuadra(&app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cincuenta_veces_la_misma_merma_es_una() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "60").await;
    let fabiola = app.como("fabiola").await;
    let clave = clave();
    let campos = super::mundo::campos(&fabiola, "merma", &clave, &[Linea::de("GASA", "1")]).await;
    let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let respuestas = join_all((0..50).map(|_| fabiola.post("/norte/bodega/documentos", &campos))).await;
    let destinos: Vec<_> = respuestas.into_iter().map(|r| r.es(303).destino().to_owned()).collect();
    assert!(destinos.windows(2).all(|par| par[0] == par[1]), "{destinos:?}");
    assert_eq!(bd_monto(&app, EN_ESTANTE).await, dec!(59));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn documentos_cruzados_no_se_traban_y_lo_ultimo_sale_una_vez() {
    let app = Prueba::nueva().await;
    for codigo in ["A", "B", "C"] {
        insumo(&app, codigo, "", "10").await;
    }
    let fabiola = app.como("fabiola").await;
    let sacar = async |n: usize| {
        let (uno, dos) = if n.is_multiple_of(2) { ("A", "C") } else { ("C", "A") };
        documento(&fabiola, "salida", &[Linea::de(uno, "1"), Linea::de("B", "1"), Linea::de(dos, "1")])
            .await
            .estado
            .as_u16()
    };
    let estados = join_all((0..25).map(sacar)).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 10, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 15, "{estados:?}");
    assert_eq!(bd_monto(&app, EN_ESTANTE).await, Decimal::ZERO);
    cuadra(&app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_reversas_a_la_vez_son_una() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let fabiola = app.como("fabiola").await;
    let url = documento(&fabiola, "salida", &[Linea::de("GASA", "7")]).await.es(303).destino().to_owned();
    let reversa = async || reversar(&fabiola, &url, &clave()).await.estado.as_u16();
    let estados = join_all((0..20).map(|_| reversa())).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 19, "{estados:?}");
    cuadra(&app).await;
}

#[tokio::test]
async fn los_documentos_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    gasa(&app).await;
    let (fabiola, carla, beto, diego) =
        (app.como("fabiola").await, app.como("carla").await, app.como("beto").await, app.como("diego").await);
    let url = documento(&fabiola, "salida", &[Linea::de("GASA", "1")]).await.es(303).destino().to_owned();
    for ruta in ["/norte/bodega/documentos", &url] {
        carla.get(ruta).await.es(200);
        beto.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        app.anonimo().get(ruta).await.es(303);
    }
    carla.get(&format!("{url}/reversa")).await.es(403);
    assert!(!carla.get(&url).await.es(200).hay("a[href$='/reversa']"));
    diego.get(&url.replace("norte", "sur")).await.es(404);
    reversar(&diego, &url.replace("norte", "sur"), &clave()).await.es(404);
    assert_eq!(lote(&app, "CERCA").await, dec!(4));
}

#[tokio::test]
async fn lo_que_una_merma_deja_bajo_su_minimo_se_avisa_una_vez() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "12").await;
    bd(&app, "update insumos set minimo = 10").await;
    let fabiola = app.como("fabiola").await;
    for (cantidad, avisos) in [("1", 0), ("2", 1), ("1", 1)] {
        documento(&fabiola, "merma", &[Linea::de("GASA", cantidad)]).await.es(303);
        let bajos = "select count(*) from eventos where tipo = 'StockBajo'";
        assert_eq!(bd_numero(&app, bajos).await, avisos, "{cantidad}");
    }
    // Back above it, it is news again.
    documento(&app.como("gloria").await, "ajuste", &[Linea::sobra("GASA", "5")]).await.es(303);
    documento(&fabiola, "salida", &[Linea::de("GASA", "4")]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from eventos where tipo = 'StockBajo'").await, 2);
}
