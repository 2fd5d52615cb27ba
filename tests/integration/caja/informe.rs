//! The Z report: what was sold, by what it was paid, and what the drawer came to.

use super::mundo::{abrir, bd_cita, bd_numero, clave, insumo};
use crate::soporte::{Prueba, Respuesta};

/// The rows, without the spaces that no cell has between it and the next.
fn filas(informe: &Respuesta) -> Vec<String> {
    informe.textos("table tr").iter().map(|fila| sin_espacios(fila)).collect()
}

fn sin_espacios(texto: &str) -> String {
    texto.split_whitespace().collect()
}

#[tokio::test]
async fn el_informe_dice_todo_lo_del_cierre() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "1.995", "9").await;
    let (cita, _) = bd_cita(&app, 25_000).await;
    let caja = abrir(&app, "20000").await;
    caja.vender("GASA", "1", &["5000"]).await.es(303);
    caja.cobrar(&[("cita", &cita.to_string()), ("monto", ""), ("monto", "25000")]).await.es(303);
    caja.vender("GASA", "1", &["1990"]).await.es(303);
    let pago = bd_numero(&app, "select max(id) from pagos").await;
    let anular = [("clave", &*clave()), ("motivo", "se equivocó")];
    caja.carla.post(&format!("/norte/caja/pagos/{pago}/anulacion"), &anular).await.es(303);
    caja.enviar("/movimientos", &[("sentido", "salida"), ("monto", "5000"), ("motivo", "aseo")]).await.es(303);
    caja.enviar(
        "/arqueos",
        &[("piezas", ""), ("piezas", "1"), ("piezas", "1"), ("piezas", "1"), ("declarado", "25000")],
    )
    .await
    .es(303);
    caja.cerrar(&[("dejado", "10000"), ("motivo", "vuelto"), ("con_impagas", "true")]).await.es(303);
    let cierre = bd_numero(&app, "select id from cierres_caja").await;
    let url = format!("/norte/caja/cierres/{cierre}");
    let informe = caja.carla.get(&url).await.es(200);
    let dicho = filas(&informe);
    let prefijo = informe.texto("header p:last-child");
    assert_eq!(prefijo, "Folios C1-1 a C1-4");
    for fila in [
        "Exento $25.000",
        "Afecto neto $3.352",
        "IVA $638",
        "Total $28.990",
        "Débito (1) $25.000",
        "Efectivo (2) $3.980",
        "Redondeo (Ley 20.956) (2) $10",
        "Efectivo (1) -$1.990",
        "Fondo de apertura $20.000",
        "Pagos anulados -$1.990",
        "aseo -$5.000",
        "Esperado $16.990",
        "1 de $10.000 $10.000",
        "1 de $2.000 $2.000",
        "Contado $17.000",
        "Queda en la caja $10.000",
        "Diferencia $10",
        "Débito $25.000 de $25.000: Cuadra",
        "Con saldo por cobrar 1",
    ] {
        assert!(dicho.contains(&sin_espacios(fila)), "{fila} is not in {dicho:#?}");
    }
    assert!(informe.cuerpo.contains("Motivo: vuelto") && informe.hay(".recibo-80mm") && informe.hay(".recibo-firma"));
    assert!(caja.carla.get(&format!("{url}?formato=a4")).await.es(200).hay(".recibo-a4"));
    app.como("gloria").await.get(&url).await.es(200);
    app.como("elias").await.get(&url).await.es(403);
    app.como("diego").await.get(&url.replace("norte", "sur")).await.es(404);
    assert!(app.anonimo().get(&url).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test]
async fn el_informe_del_primer_cierre_no_cambia_al_reabrir() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "1.000", "9").await;
    let caja = abrir(&app, "10000").await;
    caja.contar(&["", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "10000")]).await.es(303);
    let primero = format!("/norte/caja/cierres/{}", bd_numero(&app, "select id from cierres_caja").await);
    let antes = filas(&caja.carla.get(&primero).await.es(200));
    let clave = clave();
    let reabrir = [("clave", &*clave), ("motivo", "faltó una venta")];
    app.como("gloria").await.post(&caja.de("/reapertura"), &reabrir).await.es(303);
    caja.vender("GASA", "1", &["1000"]).await.es(303);
    caja.enviar("/movimientos", &[("sentido", "salida"), ("monto", "1000"), ("motivo", "aseo")]).await.es(303);
    caja.contar(&["", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "10000")]).await.es(303);
    assert_eq!(filas(&caja.carla.get(&primero).await.es(200)), antes);
    let segundo = format!("/norte/caja/cierres/{}", bd_numero(&app, "select max(id) from cierres_caja").await);
    assert!(filas(&caja.carla.get(&segundo).await.es(200)).contains(&"aseo-$1.000".to_owned()));
}
