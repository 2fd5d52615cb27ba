//! Many at once: counting, closing, approving, while the desk sells.

use futures_util::future::join_all;
use rust_decimal::{Decimal, dec};

use super::mundo::{DESCUADRES, abierto, bd_permitir};
use crate::caja::mundo::{abrir, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::Prueba;

const EN_LOTES: &str = "select sum(cantidad) from lotes";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_veces_la_misma_anotacion_es_una() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "12").await;
    let i = abierto(&app).await;
    let (lote, clave) = (i.lote("GASA").await, clave());
    let campos = [("clave", clave.as_str()), ("lote", &lote), ("cantidad", "5")];
    let url = format!("{}/conteos", i.url);
    let respuestas = join_all((0..20).map(|_| i.fabiola.post(&url, &campos))).await;
    assert!(respuestas.iter().all(|r| r.estado == 303));
    assert_eq!(app.bd_cuenta("norte", "inventarios_conteos").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn el_mismo_lote_hallado_por_varios_es_uno_y_se_suma() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "").await;
    let i = abierto(&app).await;
    let respuestas = join_all((0..10).map(|_| i.hallar("GASA", "NUEVO", "2", "100"))).await;
    assert!(respuestas.iter().all(|r| r.estado == 303));
    assert_eq!(app.bd_cuenta("norte", "inventarios_lotes").await, 1);
    i.cerrar_todo().await;
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(bd_monto(&app, EN_LOTES).await, dec!(20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn una_correccion_se_hace_una_vez() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "12").await;
    let i = abierto(&app).await;
    let lote = i.lote("GASA").await;
    i.anotar(&i.fabiola, &lote, "5", "").await.es(303);
    let mia = bd_numero(&app, "select id from inventarios_conteos").await.to_string();
    let respuestas = join_all((0..10).map(|_| i.anotar(&i.fabiola, &lote, "6", &mia))).await;
    let hechas = respuestas.iter().filter(|r| r.estado == 303).count();
    assert_eq!((hechas, respuestas.iter().filter(|r| r.estado == 409).count()), (1, 9));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn muchas_aprobaciones_son_una_y_un_cierre_doble_no_salta_el_reconteo() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "12").await;
    let i = abierto(&app).await;
    i.contar("GASA", "9").await;
    let cierre = format!("{}/cierre", i.url);
    let cierres = join_all((0..10).map(|_| i.fabiola.post(&cierre, &[("ronda", "1")]))).await;
    assert!(cierres.iter().all(|r| r.estado == 303));
    assert_eq!(i.estado().await, "Recontando");
    i.contar("GASA", "9").await;
    i.cerrar().await;
    let respuestas = join_all((0..12).map(|_| i.aprobar(&i.gloria))).await;
    let hechas = respuestas.iter().filter(|r| r.estado == 303).count();
    assert_eq!((hechas, respuestas.iter().filter(|r| r.estado == 409).count()), (1, 11));
    assert_eq!(bd_monto(&app, EN_LOTES).await, dec!(9));
    assert_eq!(bd_numero(&app, "select count(*) from movimientos where tipo = 'ajuste'").await, 1);
}

/// Whoever counts while the desk sells reads a number at some moment: what they read, less what was sold after, is what must
/// remain, whichever came first.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn contar_y_vender_a_la_vez_deja_lo_contado_menos_lo_vendido_despues() {
    let app = Prueba::nueva().await;
    for codigo in ["A", "B"] {
        insumo(&app, codigo, "1000", "").await;
    }
    let caja = abrir(&app, "0").await;
    let i = abierto(&app).await;
    for codigo in ["A", "B"] {
        entrada(&i.fabiola, codigo, &format!("{codigo}1"), "", "20", "100").await;
        entrada(&i.fabiola, codigo, &format!("{codigo}1"), "", "20", "100").await;
    }
    let vender = async |n: usize| {
        let codigo = if n.is_multiple_of(2) { "A" } else { "B" };
        caja.vender(codigo, "1", &["1000"]).await.estado.as_u16()
    };
    let contar = async |n: usize| {
        let codigo = if n.is_multiple_of(2) { "A" } else { "B" };
        i.hallar(codigo, &format!("{codigo}1"), "15", "").await.estado.as_u16()
    };
    let (ventas, conteos) = tokio::join!(join_all((0..24).map(vender)), join_all((0..4).map(contar)));
    assert!(ventas.iter().all(|e| *e == 303) && conteos.iter().all(|e| *e == 303), "{ventas:?} {conteos:?}");
    i.cerrar_todo().await;
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(bd_numero(&app, DESCUADRES).await, 0);
    // Two lines of fifteen each; what moved after the last of them still counts.
    for codigo in ["A", "B"] {
        let hay = bd_monto(&app, &format!("select sum(cantidad) from lotes where codigo = '{codigo}1'")).await;
        let despues = format!(
            "select sum(m.cantidad) from movimientos m join lotes l on l.id = m.lote_id where l.codigo = '{codigo}1' and m.tipo = 'salida'
               and m.id > (select coalesce(max(c.movimiento_id), 0) from inventarios_conteos c
                 where c.id = (select max(x.id) from inventarios_conteos x join inventarios_lotes e on e.id = x.inventario_lote_id
                   where e.codigo = '{codigo}1'))"
        );
        assert_eq!(hay, dec!(30) + bd_monto(&app, &despues).await, "{codigo}");
    }
    let libros = "select count(*) from inventarios_conteos c where c.en_libros <> (
      select coalesce(sum(m.cantidad), 0) from movimientos m join lotes l on l.id = m.lote_id
      join inventarios_lotes e on e.id = c.inventario_lote_id and e.codigo = l.codigo where m.id <= c.movimiento_id)";
    assert_eq!(bd_numero(&app, libros).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn aprobar_mientras_se_vende_no_pierde_ninguna_venta() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1000", "30").await;
    bd_permitir(&app, "administracion", "bodega.aprobar").await;
    let caja = abrir(&app, "0").await;
    let i = abierto(&app).await;
    i.contar("KIT", "25").await;
    i.cerrar().await;
    i.contar("KIT", "25").await;
    i.cerrar().await;
    let ana = app.como("ana").await;
    let vender = async || caja.vender("KIT", "1", &["1000"]).await.estado.as_u16();
    let (ventas, una, otra) = tokio::join!(join_all((0..10).map(|_| vender())), i.aprobar(&i.gloria), i.aprobar(&ana));
    assert!(ventas.iter().all(|e| *e == 303), "{ventas:?}");
    assert_eq!([una.estado.as_u16(), otra.estado.as_u16()].iter().filter(|e| **e == 303).count(), 1);
    assert_eq!(bd_monto(&app, EN_LOTES).await, Decimal::from(15));
    assert_eq!(bd_numero(&app, DESCUADRES).await, 0);
}
