//! Goods by lot: what comes in, what is shown, who may.

pub mod compras;
mod consumo;
mod documentos;
mod fechas;
mod historias;
mod importacion;
mod insumos;
pub mod inventarios;
mod mundo;
mod pendientes;
mod reposicion;
mod traslados;

use chrono::{TimeDelta, Utc};
use rust_decimal::dec;

use crate::caja::mundo::{abrir, bd_cita, bd_monto, bd_numero, clave, deposito, entrada, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn un_insumo_nuevo_se_ve_en_la_lista() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let vacia = fabiola.get("/norte/bodega").await.es(200);
    assert!(vacia.cuerpo.contains("No hay insumos aquí"));
    let campos =
        [("codigo", "gasa-10"), ("nombre", "Gasa 10 × 10"), ("unidad", "caja"), ("minimo", "5"), ("precio", "1.990")];
    fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
    let lista = fabiola.get("/norte/bodega?q=gasa").await.es(200);
    assert!(lista.cuerpo.contains("GASA-10") && lista.cuerpo.contains("$1.990") && lista.cuerpo.contains("Bajo"));
    let repetido = fabiola.post("/norte/bodega/insumos", &campos).await.es(422);
    assert!(repetido.cuerpo.contains("Ya hay un insumo con ese código."));
    assert_eq!(repetido.atributo("#nombre", "value"), "Gasa 10 × 10");
}

#[tokio::test]
async fn lo_invalido_de_una_entrada_se_dice_junto_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let (clave, deposito) = (clave(), deposito(&fabiola).await);
    let campos = [
        ("clave", clave.as_str()),
        ("deposito", &deposito),
        ("codigo", "NADA"),
        ("cantidad", "-3"),
        ("costo", ""),
        ("caduca", "31-02-2027"),
    ];
    let vuelta = fabiola.post("/norte/bodega/entradas", &campos).await.es(422);
    assert_eq!(vuelta.textos(".campo-error").len(), 5, "{}", vuelta.cuerpo);
    assert_eq!(vuelta.atributo("#cantidad", "value"), "-3");
    assert_eq!(vuelta.atributo("input[name=clave]", "value"), clave);
}

#[tokio::test]
async fn el_costo_promedio_se_pondera_y_la_entrada_repetida_no_suma() {
    let app = Prueba::nueva().await;
    insumo(&app, "SUERO", "", "10").await;
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "SUERO", "L2", "2027-01-31", "30", "700").await;
    assert_eq!(bd_monto(&app, "select costo_promedio from existencias").await, dec!(650));
    let (clave, deposito) = (clave(), deposito(&fabiola).await);
    let campos = [
        ("clave", clave.as_str()),
        ("deposito", &deposito),
        ("codigo", "SUERO"),
        ("lote", "L3"),
        ("cantidad", "1"),
        ("costo", "650"),
    ];
    for _ in 0..3 {
        fabiola.post("/norte/bodega/entradas", &campos).await.es(303);
    }
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(41));
    let id = bd_numero(&app, "select id from insumos").await;
    let ficha = fabiola.get(&format!("/norte/bodega/insumos/{id}")).await.es(200);
    assert_eq!(ficha.textos("tbody td.num").iter().filter(|t| *t == "41").count(), 1);
    assert_eq!(ficha.textos(".cifra-valor"), ["41 unidad", "0 unidad", "$650"]);
}

#[tokio::test]
async fn sale_primero_lo_que_caduca_antes_y_lo_vencido_no_sale() {
    let app = Prueba::nueva().await;
    insumo(&app, "VACUNA", "1000", "").await;
    let fabiola = app.como("fabiola").await;
    let dia = |n: i64| (Utc::now() + TimeDelta::days(n)).format("%Y-%m-%d").to_string();
    for (lote, caduca) in [("SIN", String::new()), ("LEJOS", dia(90)), ("CERCA", dia(10)), ("VENCIDO", dia(-5))] {
        entrada(&fabiola, "VACUNA", lote, &caduca, "1", "100").await;
    }
    let caja = abrir(&app, "0").await;
    for lote in ["CERCA", "LEJOS", "SIN"] {
        caja.vender("VACUNA", "1", &["1000"]).await.es(303);
        let sql = format!("select count(*) from lotes where codigo = '{lote}' and cantidad = 0");
        assert_eq!(bd_numero(&app, &sql).await, 1, "{lote}");
    }
    let negada = caja.vender("VACUNA", "1", &["1000"]).await.es(422);
    assert!(negada.cuerpo.contains("hay 0"));
    let lotes = fabiola.get("/norte/bodega/lotes").await.es(200);
    assert!(lotes.cuerpo.contains("Vencido") && !lotes.cuerpo.contains("CERCA"));
}

#[tokio::test]
async fn la_receta_se_reemplaza_entera_y_nombra_el_codigo_que_no_existe() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "").await;
    insumo(&app, "GASA", "", "").await;
    let (_, prestacion) = bd_cita(&app, 1000).await;
    let fabiola = app.como("fabiola").await;
    let ruta = format!("/norte/bodega/recetas/{prestacion}");
    let dos = [
        ("codigo", "guante"),
        ("cantidad", "2"),
        ("codigo", "gasa"),
        ("cantidad", "0,5"),
        ("codigo", ""),
        ("cantidad", ""),
    ];
    fabiola.post(&ruta, &dos).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from recetas").await, 2);
    let mala = fabiola.post(&ruta, &[("codigo", "NADA"), ("cantidad", "1")]).await.es(422);
    assert!(mala.cuerpo.contains("Ningún insumo tiene el código NADA."));
    fabiola.post(&ruta, &[("codigo", "GUANTE"), ("cantidad", "1")]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from recetas").await, 1);
}

#[tokio::test]
async fn el_kardex_no_se_corrige_ni_se_borra() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "5").await;
    let actor = app.sistema("norte").await;
    for sql in ["update movimientos set cantidad = 9", "delete from movimientos"] {
        let intento = app
            .db
            .escribir(&actor, async |tx| {
                use diesel_async::RunQueryDsl;
                Ok(diesel::sql_query(sql).execute(tx.pg()).await?)
            })
            .await;
        assert!(intento.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn bodega_es_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "5").await;
    let id = bd_numero(&app, "select id from insumos").await;
    let ficha = format!("/norte/bodega/insumos/{id}");
    let (beto, carla, diego) = (app.como("beto").await, app.como("carla").await, app.como("diego").await);
    for ruta in ["/norte/bodega", "/norte/bodega/lotes", &ficha] {
        beto.get(ruta).await.es(403);
        carla.get(ruta).await.es(200);
        diego.get(ruta).await.es(404);
        app.anonimo().get(ruta).await.es(303);
    }
    diego.get(&ficha.replace("norte", "sur")).await.es(404);
    carla.get("/norte/bodega/insumos/nuevo").await.es(403);
    carla.post("/norte/bodega/entradas", &[("codigo", "GASA")]).await.es(403);
}

#[tokio::test]
async fn lo_que_no_cabe_se_dice_y_nada_se_anota() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let largo = "ñandú".repeat(5_000);
    let campos = ["codigo", "nombre", "unidad", "categoria"];
    let vuelta = fabiola.post("/norte/bodega/insumos", &campos.map(|campo| (campo, largo.as_str()))).await.es(422);
    for campo in campos {
        assert!(vuelta.hay(&format!("#{campo}-error")), "{campo}");
    }
    insumo(&app, "GASA", "1.000", "999.999.999").await;
    let (clave, deposito) = (clave(), deposito(&fabiola).await);
    let otra = [
        ("clave", clave.as_str()),
        ("deposito", &deposito),
        ("codigo", "GASA"),
        ("lote", "L2"),
        ("cantidad", "999.999.999"),
        ("costo", "1"),
    ];
    let negada = fabiola.post("/norte/bodega/entradas", &otra).await.es(422);
    assert!(negada.cuerpo.contains("pasa de lo que se puede anotar"), "{}", negada.cuerpo);
    assert_eq!(bd_numero(&app, "select count(*) from lotes").await, 1);
}
