//! What the manager reads is what the cashier did.

mod cuadratura;

use antesala::values::dinero::Moneda;
use rust_decimal::Decimal;

use crate::caja::mundo::{self, Caja};
use crate::soporte::{Prueba, Respuesta};

const HOY: &str = "/norte/reportes/pagos";

async fn con_ventas(app: &Prueba, cuantas: usize) -> Caja {
    mundo::insumo(app, "GASA", "1190", "500").await;
    let caja = mundo::abrir(app, "20000").await;
    for n in 0..cuantas {
        let medios: &[&str] = match n % 3 {
            0 => &["1190"],
            1 => &["", "1190"],
            _ => &["690", "500"],
        };
        caja.vender("GASA", "1", medios).await.es(303);
    }
    caja
}

/// The last number of each row that the selector finds.
fn montos(pagina: &Respuesta, selector: &str) -> Vec<Decimal> {
    pagina.textos(selector).iter().map(|t| Moneda::CLP.parse(t.trim_start_matches('$')).unwrap()).collect()
}

#[tokio::test]
async fn los_totales_por_medio_son_la_suma_de_las_filas_de_todas_las_paginas() {
    let app = Prueba::nueva().await;
    con_ventas(&app, 55).await;
    let gloria = app.como("gloria").await;
    let primera = gloria.get(HOY).await.es(200);
    let segunda = gloria.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    let filas = |p: &Respuesta| montos(p, "table.tabla tbody tr[data-pago] td:last-child");
    let (una, otra) = (filas(&primera), filas(&segunda));
    assert_eq!((una.len(), otra.len()), (50, 5));
    let suma: Decimal = una.iter().chain(&otra).sum();
    let total = montos(&primera, "[data-total]")[0];
    assert_eq!(suma, total);
    assert_eq!(total, Decimal::from(55 * 1190));
    assert_eq!(montos(&segunda, "[data-total]"), [total]);
    let medios: Decimal = montos(&primera, "table.tabla tbody tr:not([data-pago]) td:last-child").iter().sum();
    assert_eq!(medios, total);
}

#[tokio::test]
async fn lo_que_se_cobra_despues_del_corte_no_cambia_lo_que_se_esta_leyendo() {
    let app = Prueba::nueva().await;
    let caja = con_ventas(&app, 51).await;
    let gloria = app.como("gloria").await;
    let primera = gloria.get(HOY).await.es(200);
    caja.vender("GASA", "1", &["1190"]).await.es(303);
    let segunda = gloria.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!(segunda.textos("table.tabla tbody tr[data-pago]").len(), 1);
    assert_eq!(segunda.texto("[data-total]"), primera.texto("[data-total]"));
    assert_eq!(gloria.get(HOY).await.texto("[data-total]"), "$61.880");
}

#[tokio::test]
async fn un_dia_sin_pagos_lo_dice_y_una_fecha_rara_es_hoy() {
    let app = Prueba::nueva().await;
    let gloria = app.como("gloria").await;
    assert!(gloria.get(&format!("{HOY}?fecha=2020-01-01")).await.es(200).cuerpo.contains("Sin pagos este día"));
    gloria.get(&format!("{HOY}?fecha=x&corte=y")).await.es(200);
    gloria.get(&format!("{HOY}?corte=9223372036854775807&despues_en=-9223372036854775808&despues=1")).await.es(200);
}

#[tokio::test]
async fn un_instante_que_ninguna_tabla_guarda_es_como_no_decirlo() {
    let app = Prueba::nueva().await;
    let gloria = app.como("gloria").await;
    for micros in [i64::MIN, -8_000_000_000_000_000_000, -400_000_000_000_000_000, 8_000_000_000_000_000_000, i64::MAX]
    {
        gloria.get(&format!("{HOY}?corte={micros}&despues_en={micros}&despues={micros}")).await.es(200);
    }
}
