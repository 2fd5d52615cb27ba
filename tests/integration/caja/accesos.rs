//! Who may come in, and whose rows do not exist.

use super::mundo::{abrir, bd_numero, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn caja_es_de_quien_cobra_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let venta = caja.vender("KIT", "1", &["10000"]).await.es(303).destino().to_owned();
    let pago = bd_numero(&app, "select id from pagos").await;
    let sesion = format!("/norte/caja/sesiones/{}", caja.sesion);
    let recibo = format!("/norte/caja/pagos/{pago}/recibo");
    let (elias, diego) = (app.como("elias").await, app.como("diego").await);
    for ruta in ["/norte/caja", "/norte/caja/ventas/nueva", &venta, &sesion, &recibo] {
        elias.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        let destino = app.anonimo().get(ruta).await.es(303).destino().to_owned();
        assert!(destino.starts_with("/entrar"), "{destino}");
        // The same number in his own clinic is nobody's.
        diego.get(&ruta.replace("/norte/", "/sur/")).await.estado.as_u16();
    }
    for ruta in [venta.replace("norte", "sur"), sesion.replace("norte", "sur"), recibo.replace("norte", "sur")] {
        diego.get(&ruta).await.es(404);
    }
}

#[tokio::test]
async fn no_se_cobra_en_la_caja_de_otra_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let clave = super::mundo::clave();
    let diego = app.como("diego").await;
    diego.post("/sur/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(404);
    let elias = app.como("elias").await;
    elias.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(403);
}

#[tokio::test]
async fn sin_permiso_la_receta_corta_no_se_deja_pendiente() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "").await;
    let (cita, prestacion) = super::mundo::bd_cita(&app, 10_000).await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    app.como("fabiola").await.post(&receta, &[("codigo", "GUANTE"), ("cantidad", "1")]).await.es(303);
    let caja = abrir(&app, "0").await;
    let actor = app.sistema("norte").await;
    app.db
        .escribir(&actor, async |tx| {
            use diesel_async::RunQueryDsl;
            Ok(diesel::sql_query("delete from roles_permisos where permiso = 'bodega.pendiente'")
                .execute(tx.pg())
                .await?)
        })
        .await
        .unwrap();
    let (clave, cita) = (super::mundo::clave(), cita.to_string());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("cita", &cita),
        ("monto", "10000"),
        ("dejar_pendiente", "true"),
    ];
    let negada = caja.carla.post("/norte/caja/ventas", &campos).await.es(422);
    assert!(negada.cuerpo.contains("Pide a bodega"));
}
