//! What to order now: by the pace of days with existencias, less what is awaited; and the drafts that come of it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::SimpleAsyncConnection;
use rust_decimal::dec;

use super::compras::mundo::{ORDENES, bodega, bodega_de, proveedor};
use crate::caja::mundo::{abrir, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::Prueba;

const POR_PEDIR: &str = "/norte/bodega/por-pedir";

fn mediodia() -> DateTime<Utc> {
    "2026-11-25T15:00:00Z".parse().unwrap()
}

/// From here on it is this many days before that noon.
fn hace(app: &Prueba, dias: i64) {
    app.db.reloj().fijar(mediodia() - TimeDelta::days(dias));
}

/// Of each row: insumo, what to order, pace and point.
fn filas(pagina: &crate::soporte::Respuesta) -> Vec<(String, String, String, String)> {
    let nombres = pagina.textos("tbody label");
    let cifras = pagina.textos("tbody td.num");
    let pedir = pagina.atributos("tbody input[name=cantidad]", "value");
    let fila = |n: usize| (nombres[n].clone(), pedir[n].clone(), cifras[n * 6 + 3].clone(), cifras[n * 6 + 5].clone());
    (0..pedir.len()).map(fila).collect()
}

#[tokio::test]
async fn el_ritmo_no_cuenta_los_dias_sin_existencias() {
    let app = Prueba::nueva().await;
    hace(&app, 30);
    insumo(&app, "KIT", "1000", "").await;
    entrada(&app.como("fabiola").await, "KIT", "A", "", "8", "100").await;
    let mut caja = abrir(&app, "0").await;
    // Two a day for four days, and then there is none until today.
    for dia in [30, 29, 28, 27] {
        hace(&app, dia);
        caja.carla = app.como("carla").await;
        caja.vender("KIT", "2", &["2000"]).await.es(303);
    }
    hace(&app, 0);
    let b = bodega(&app, &[]).await;
    let pagina = b.quien.get(POR_PEDIR).await.es(200);
    // Two a day: a point of 14 days, and 30 more of cover.
    let esperada = ("KIT KIT".to_owned(), "88".to_owned(), "2 en 4 d".to_owned(), "28".to_owned());
    assert_eq!(filas(&pagina), [esperada], "{}", pagina.cuerpo);
    let corta = b.quien.get(&format!("{POR_PEDIR}?dias=30")).await.es(200);
    assert_eq!(filas(&corta)[0].2, "2 en 4 d");
    // What is on order counts as if it were here.
    let orden = b.enviada(&[("KIT", "100", "90")]).await;
    assert!(b.quien.get(POR_PEDIR).await.es(200).cuerpo.contains("No hay nada que pedir"));
    let version = b.quien.get(&orden).await.es(200).atributo("input[name=version]", "value");
    b.quien.post(&format!("{orden}/cancelacion"), &[("version", &version), ("motivo", "x")]).await.es(303);
    assert_eq!(filas(&b.quien.get(POR_PEDIR).await.es(200)).len(), 1);
}

#[tokio::test]
async fn los_dias_se_ajustan_para_todos_y_para_un_insumo() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "1").await;
    let b = bodega(&app, &[]).await;
    let ajustes = format!("{POR_PEDIR}/ajustes");
    let pagina = b.quien.get(&ajustes).await.es(200);
    let huella = pagina.atributo("input[name=huella]", "value");
    assert_eq!(pagina.atributo("#cobertura", "value"), "30");
    let campos = [("huella", huella.as_str()), ("entrega", "x"), ("reserva", "3"), ("cobertura", "400")];
    let mala = b.quien.post(&ajustes, &campos).await.es(422);
    assert!(mala.hay("#entrega-error") && mala.hay("#cobertura-error"));
    assert_eq!(mala.atributo("#entrega", "value"), "x");
    let campos = [("huella", huella.as_str()), ("entrega", "10"), ("reserva", "3"), ("cobertura", "20")];
    b.quien.post(&ajustes, &campos).await.es(303);
    let segundo = b.quien.post(&ajustes, &campos).await.es(422);
    assert!(segundo.cuerpo.contains("Alguien lo cambió"));
    let id = bd_numero(&app, "select id from insumos").await;
    let suyos = format!("/norte/bodega/insumos/{id}/reposicion");
    let pagina = b.quien.get(&suyos).await.es(200);
    assert!(pagina.cuerpo.contains("Vacío: 10, como los demás"));
    let version = pagina.atributo("input[name=version]", "value");
    let mala = b.quien.post(&suyos, &[("version", &version), ("entrega", "-1")]).await.es(422);
    assert_eq!(mala.atributo("#entrega", "value"), "-1");
    b.quien.post(&suyos, &[("version", &version), ("entrega", "45"), ("reserva", "")]).await.es(303);
    assert_eq!(bd_numero(&app, "select dias_entrega from insumos").await, 45);
    b.quien.post(&suyos, &[("version", &version), ("entrega", "1")]).await.es(422);
    let (carla, diego) = (app.como("carla").await, app.como("diego").await);
    carla.get(POR_PEDIR).await.es(200);
    app.como("beto").await.get(POR_PEDIR).await.es(403);
    app.anonimo().get(POR_PEDIR).await.es(303);
    diego.get(POR_PEDIR).await.es(404);
    for ruta in [&ajustes, &suyos] {
        carla.get(ruta).await.es(403);
    }
    diego.get(&suyos.replace("norte", "sur")).await.es(404);
    carla.post(POR_PEDIR, &[("clave", &clave())]).await.es(403);
}

#[tokio::test]
async fn lo_marcado_se_vuelve_un_borrador_por_proveedor() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    for codigo in ["A", "B", "C"] {
        let campos = [("codigo", codigo), ("nombre", codigo), ("unidad", "unidad"), ("minimo", "50")];
        fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
    }
    let b = bodega(&app, &[]).await;
    let otro = proveedor(&fabiola, "Otro", "").await;
    let orden = b.enviada(&[("A", "1", "100")]).await;
    b.recibir(&orden, &[("A", "L", "", "1", "110")], &[]).await.es(303);
    let pagina = fabiola.get(POR_PEDIR).await.es(200);
    assert_eq!(filas(&pagina).iter().map(|f| f.1.as_str()).collect::<Vec<_>>(), ["49", "50", "50"]);
    let clave = pagina.atributo("input[name=clave]", "value");
    let ids = pagina.atributos("input[name=insumo]", "value");
    let mut campos = vec![("clave", clave.as_str()), ("deposito", &b.deposito)];
    for (id, cantidad) in ids.iter().zip(["12", "7", "9"]) {
        campos.extend([("insumo", id.as_str()), ("cantidad", cantidad)]);
    }
    assert!(fabiola.post(POR_PEDIR, &campos).await.es(422).cuerpo.contains("Marca al menos un insumo"));
    campos.extend([("pedir", ids[0].as_str()), ("pedir", &ids[1])]);
    let sin_quien = fabiola.post(POR_PEDIR, &campos).await.es(422);
    assert!(sin_quien.hay("#proveedor-error"));
    assert_eq!(sin_quien.atributos("input[name=cantidad]", "value"), ["12", "7", "9"]);
    assert_eq!(sin_quien.atributos("input[name=pedir][checked]", "value"), ids[..2]);
    campos.push(("proveedor", &otro));
    for _ in 0..2 {
        assert_eq!(fabiola.post(POR_PEDIR, &campos).await.es(303).destino(), format!("{ORDENES}?estado=borrador"));
    }
    assert_eq!(fabiola.get(&format!("{ORDENES}?estado=borrador")).await.es(200).textos("tbody tr").len(), 2);
    let de_a = "select l.costo from ordenes_compra_lineas l join ordenes_compra o on o.id = l.orden_id where o.estado = 'borrador' and l.cantidad = 12";
    assert_eq!(bd_monto(&app, de_a).await, dec!(110));
    let de_b = format!("select count(*) from ordenes_compra where estado = 'borrador' and proveedor_id = {otro}");
    assert_eq!(bd_numero(&app, &de_b).await, 1);
}

/// The page adds up as somebody with a notebook would, over any history that the kardex may hold.
#[tokio::test]
async fn la_consulta_cuenta_como_a_mano() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(mediodia());
    let diego = bodega_de(app.como("diego").await, "sur").await;
    let campos = [("codigo", "X"), ("nombre", "X"), ("unidad", "unidad"), ("minimo", "100000")];
    diego.quien.post("/sur/bodega/insumos", &campos).await.es(303);
    let actor = app.sistema("sur").await;
    // One entry of 40 seventy days ago, three used on each multiple of seven, an adjustment of today that is no consumption.
    let historia = "
      insert into existencias (clinica_id, deposito_id, insumo_id, cantidad) select clinica_actual(), d.id, i.id, 9 from depositos d, insumos i;
      insert into lotes (clinica_id, deposito_id, insumo_id, codigo, costo, cantidad) select clinica_id, deposito_id, insumo_id, 'L', 1, 9 from existencias;
      insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo, motivo, efectiva, en, por)
      select l.clinica_id, l.deposito_id, l.insumo_id, l.id, t.tipo, t.cantidad, 0, 1, 1, 'ajuste', 'x', '2026-11-25', ahora() - t.dias * interval '1 day', m.id
      from lotes l, (select min(id) as id from membresias) m,
        (select 'entrada' as tipo, 40 as cantidad, 70 as dias union all select 'consumo', -3, n * 7 from generate_series(1, 9) n
         union all select 'ajuste', -4, 0) t;";
    app.db.escribir(&actor, async |tx| Ok(tx.pg().batch_execute(historia).await?)).await.unwrap();
    let pagina = diego.quien.get("/sur/bodega/por-pedir?dias=30").await.es(200);
    // Four of those days fall in the thirty before today, and there was some on all of them.
    assert_eq!(filas(&pagina)[0].2, "0,4 en 30 d", "{}", pagina.cuerpo);
    let larga = diego.quien.get("/sur/bodega/por-pedir?dias=90").await.es(200);
    assert_eq!(filas(&larga)[0].2, "0,39 en 70 d");
}
