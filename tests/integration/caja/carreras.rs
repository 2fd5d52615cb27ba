//! Many at once: one intention, one effect; the last unit is sold once; folios have no gaps.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{abrir, bd_monto, bd_numero, clave, insumo};
use crate::soporte::Prueba;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cincuenta_veces_el_mismo_pago_es_un_pago() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "100").await;
    let caja = abrir(&app, "0").await;
    let clave = clave();
    let campos = caja.venta(&clave, "KIT", "1", &["10000"]);
    let respuestas = join_all((0..50).map(|_| caja.carla.post("/norte/caja/ventas", &campos))).await;
    let destinos: Vec<_> = respuestas.into_iter().map(|r| r.es(303).destino().to_owned()).collect();
    assert!(destinos.windows(2).all(|par| par.first() == par.last()), "{destinos:?}");
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 1);
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(99));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_ventas_de_la_ultima_unidad_son_una_y_diecinueve_negativas_claras() {
    let app = Prueba::nueva().await;
    insumo(&app, "ULTIMA", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let respuestas = join_all((0..20).map(|_| caja.vender("ULTIMA", "1", &["10000"]))).await;
    let vendidas = respuestas.iter().filter(|r| r.estado.as_u16() == 303).count();
    let negadas = respuestas
        .iter()
        .filter(|r| r.estado.as_u16() == 422 && r.cuerpo.contains("ULTIMA</strong>: se piden 1 unidad y hay 0."))
        .count();
    assert_eq!((vendidas, negadas), (1, 19));
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ventas_cruzadas_no_se_traban_y_los_folios_no_tienen_huecos() {
    let app = Prueba::nueva().await;
    for codigo in ["A", "B", "C"] {
        insumo(&app, codigo, "1000", "500").await;
    }
    let caja = abrir(&app, "0").await;
    let vender = async |n: usize| {
        let (uno, dos) = if n.is_multiple_of(2) { ("A", "C") } else { ("C", "A") };
        let clave = clave();
        let mut campos = caja.venta(&clave, uno, "1", &["", "", "", "3000"]);
        campos.extend([("codigo", "B"), ("cantidad", "1"), ("codigo", dos), ("cantidad", "1")]);
        // A third of them is refused and must give its folio back.
        if n.is_multiple_of(3) {
            campos.extend([("codigo", "NADA"), ("cantidad", "1")]);
        }
        caja.carla.post("/norte/caja/ventas", &campos).await.estado.as_u16()
    };
    let estados = join_all((0..30).map(vender)).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 20, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 10, "{estados:?}");
    assert_eq!(bd_numero(&app, "select max(folio) from pagos").await, 20);
    assert_eq!(bd_numero(&app, "select count(distinct folio) from pagos").await, 20);
    assert_eq!(bd_monto(&app, "select sum(cantidad) from lotes").await, dec!(1440));
}
