//! Many at once on one order.

use futures_util::future::join_all;
use rust_decimal::{Decimal, dec};

use super::mundo::bodega;
use crate::caja::mundo::{abrir, bd_monto, bd_numero, insumo};
use crate::soporte::Prueba;

const CUADRA: &str = "select count(*) from ordenes_compra_lineas l where l.recibido <> (
  select coalesce(sum(r.cantidad), 0) from recepciones_lineas r join recepciones c on c.id = r.recepcion_id and c.revertida is null
  where r.orden_id = l.orden_id and r.insumo_id = l.insumo_id)";

async fn existencias(app: &Prueba) -> Decimal {
    bd_monto(app, "select sum(cantidad) from existencias").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_veces_la_misma_recepcion_es_una() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    let form = b.formulario(&orden).await;
    let campos = form.campos(&[("GASA", "A1", "", "4", "")], &[]);
    let url = format!("{orden}/recepciones");
    let respuestas = join_all((0..20).map(|_| b.quien.post(&url, &campos))).await;
    let destinos: Vec<_> = respuestas.into_iter().map(|r| r.es(303).destino().to_owned()).collect();
    assert!(destinos.windows(2).all(|par| par.first() == par.last()), "{destinos:?}");
    assert_eq!(existencias(&app).await, dec!(4));
    assert_eq!(bd_numero(&app, CUADRA).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn dos_que_reciben_lo_mismo_a_la_vez_no_lo_reciben_dos_veces() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    let url = format!("{orden}/recepciones");
    // Each read the form before any other wrote, and all of them say that it is so even if it is too much.
    let formularios = join_all((0..8).map(|_| b.formulario(&orden))).await;
    let recibir = async |n: usize| {
        let lotes = [("GASA", "A1", "", "10", "")];
        let campos = formularios[n].campos(&lotes, &[("de_mas", "true")]);
        b.quien.post(&url, &campos).await
    };
    let respuestas = join_all((0..8).map(recibir)).await;
    let hechas = respuestas.iter().filter(|r| r.estado == 303).count();
    let vueltas = respuestas.iter().filter(|r| {
        r.estado == 409 && r.cuerpo.contains("Esta orden ya no espera mercadería.") && !r.hay("#de_mas[checked]")
    });
    assert_eq!((hechas, vueltas.count()), (1, 7));
    assert_eq!(existencias(&app).await, dec!(10));
    assert_eq!(bd_numero(&app, CUADRA).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn quien_recibe_despues_de_otro_ve_primero_lo_que_falta() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &["GASA"]).await;
    let orden = b.enviada(&[("GASA", "10", "100")]).await;
    let url = format!("{orden}/recepciones");
    let formularios = join_all((0..6).map(|_| b.formulario(&orden))).await;
    let recibir = async |n: usize| {
        let campos = formularios[n].campos(&[("GASA", "A1", "", "1", "")], &[]);
        b.quien.post(&url, &campos).await
    };
    let respuestas = join_all((0..6).map(recibir)).await;
    assert_eq!(respuestas.iter().filter(|r| r.estado == 303).count(), 1);
    let vuelta = respuestas.iter().find(|r| r.estado == 409).unwrap();
    assert!(
        vuelta.cuerpo.contains("faltan 9 unidad") && vuelta.cuerpo.contains("Alguien recibió parte"),
        "{}",
        vuelta.cuerpo
    );
    assert_eq!(vuelta.atributos("input[name=cantidad]", "value")[0], "1");
    assert_eq!(existencias(&app).await, dec!(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revertir_y_vender_a_la_vez_deja_los_libros_cuadrados() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1000", "").await;
    let b = bodega(&app, &[]).await;
    let caja = abrir(&app, "0").await;
    let orden = b.enviada(&[("KIT", "10", "100")]).await;
    let recepcion = b.recibir(&orden, &[("KIT", "A1", "", "10", "")], &[]).await.es(303).destino().to_owned();
    let reversa = format!("{recepcion}/reversa");
    let revertir = async || b.quien.post(&reversa, &[("motivo", "Error")]).await.estado.as_u16();
    let vender = async || caja.vender("KIT", "1", &["1000"]).await.estado.as_u16();
    let (reversas, ventas) = tokio::join!(join_all((0..4).map(|_| revertir())), join_all((0..6).map(|_| vender())));
    let vendidas = ventas.iter().filter(|e| **e == 303).count();
    // Either it was taken back before anything was sold, or not at all.
    let esperadas = if reversas.contains(&303) { (dec!(0), 0) } else { (Decimal::from(10 - vendidas), 6) };
    assert_eq!((existencias(&app).await, vendidas), esperadas, "{reversas:?} {ventas:?}");
    assert_eq!(bd_numero(&app, CUADRA).await, 0);
    let descuadre = "select count(*) from lotes l where l.cantidad <> (select sum(m.cantidad) from movimientos m where m.lote_id = l.id)";
    assert_eq!(bd_numero(&app, descuadre).await, 0);
}
