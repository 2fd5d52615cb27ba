//! What the manager reads is what the cashier did.

mod acumulados;
mod cuadratura;
mod exportaciones;
pub mod lectura;
mod replica;
mod suscripciones;
mod tablero;

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

/// Amounts as the screen writes them.
fn montos(pagina: &Respuesta, selector: &str) -> Vec<Decimal> {
    pagina.textos(selector).iter().map(|t| Moneda::CLP.parse(t.trim_start_matches('$')).unwrap()).collect()
}

const FILAS: &str = "tr[data-fila-reporte]";

#[tokio::test]
async fn los_totales_por_medio_son_la_suma_de_las_filas_de_todas_las_paginas() {
    let app = Prueba::nueva().await;
    con_ventas(&app, 55).await;
    let gloria = app.como("gloria").await;
    let primera = gloria.get(HOY).await.es(200);
    let segunda = gloria.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    let filas = |p: &Respuesta| montos(p, "tr[data-fila-reporte] td:last-child");
    let (una, otra) = (filas(&primera), filas(&segunda));
    assert_eq!((una.len(), otra.len()), (50, 5));
    let suma: Decimal = una.iter().chain(&otra).sum();
    let total = montos(&primera, "[data-total] td:last-child")[0];
    assert_eq!(suma, total);
    assert_eq!(total, Decimal::from(55 * 1190));
    assert_eq!(segunda.texto("[data-total]"), primera.texto("[data-total]"));
    // Beside the total stand those of each method, and what was rounded off.
    let pie = montos(&primera, "[data-total] td.num");
    assert_eq!(pie[..pie.len() - 1].iter().sum::<Decimal>(), total);
    // Back from the second page is the first, row by row.
    let vuelta = gloria.get(&segunda.atributo("a[rel=prev]", "href")).await.es(200);
    assert_eq!(vuelta.textos(FILAS), primera.textos(FILAS));
    assert!(!vuelta.hay("a[rel=prev]") && primera.cuerpo.contains("55 filas"));
}

#[tokio::test]
async fn lo_que_se_cobra_despues_del_corte_no_cambia_lo_que_se_esta_leyendo() {
    let app = Prueba::nueva().await;
    let caja = con_ventas(&app, 51).await;
    let gloria = app.como("gloria").await;
    let primera = gloria.get(HOY).await.es(200);
    caja.vender("GASA", "1", &["1190"]).await.es(303);
    let segunda = gloria.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!(segunda.textos(FILAS).len(), 1);
    assert_eq!(segunda.texto("[data-total]"), primera.texto("[data-total]"));
    assert_eq!(gloria.get(HOY).await.textos(".cifra-valor")[0], "$61.880");
}

#[tokio::test]
async fn lo_que_se_esta_escribiendo_no_entra_a_medias_y_quien_solo_lee_no_lo_atrasa() {
    let app = Prueba::nueva().await;
    let caja = con_ventas(&app, 1).await;
    let gloria = app.como("gloria").await;
    let sistema = app.sistema("norte").await;
    let cuantas = |pagina: &Respuesta| pagina.textos(FILAS).len();
    // Begun before the payment, still open: what it writes will bear an earlier hour.
    app.db
        .escribir(&sistema, async |_tx| {
            caja.vender("GASA", "1", &["1190"]).await.es(303);
            assert_eq!(cuantas(&gloria.get(HOY).await.es(200)), 1);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(cuantas(&gloria.get(HOY).await.es(200)), 2);
    app.db
        .leer(&sistema, async |_tx| {
            caja.vender("GASA", "1", &["1190"]).await.es(303);
            assert_eq!(cuantas(&gloria.get(HOY).await.es(200)), 3);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn sin_filas_lo_dice_y_lo_raro_es_como_no_decirlo() {
    let app = Prueba::nueva().await;
    let gloria = app.como("gloria").await;
    let vacia = gloria.get(&format!("{HOY}?desde=2020-01-01&hasta=2020-01-31")).await.es(200);
    assert!(vacia.cuerpo.contains("Nada en estas fechas"));
    for raro in [
        "desde=x&corte=y",
        "orden=clinica_id&sentido=z&col=no",
        "medio=oro&sucursal=x&paciente=;",
        "despues=1~&antes=x~y",
    ] {
        gloria.get(&format!("{HOY}?{raro}")).await.es(200);
    }
    gloria.get("/norte/reportes/no-hay").await.es(404);
    let lista = gloria.get("/norte/reportes/lista").await.es(200);
    assert_eq!(lista.textos(".reportes li").len(), antesala::reportes::catalogo::TODOS.len());
}

#[tokio::test]
async fn un_instante_que_ninguna_tabla_guarda_es_como_no_decirlo() {
    let app = Prueba::nueva().await;
    let gloria = app.como("gloria").await;
    for micros in [i64::MIN, -8_000_000_000_000_000_000, -400_000_000_000_000_000, 8_000_000_000_000_000_000, i64::MAX]
    {
        gloria.get(&format!("{HOY}?corte={micros}&despues=1~{micros}")).await.es(200);
    }
}
