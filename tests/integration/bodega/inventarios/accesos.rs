//! Who counts, who approves, and whose it is.

use super::mundo::{INVENTARIOS, abierto};
use crate::caja::mundo::{clave, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn los_inventarios_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "5").await;
    let i = abierto(&app).await;
    let (beto, carla, diego) = (app.como("beto").await, app.como("carla").await, app.como("diego").await);
    for ruta in [INVENTARIOS, &i.url] {
        beto.get(ruta).await.es(403);
        carla.get(ruta).await.es(200);
        app.anonimo().get(ruta).await.es(303);
    }
    for resto in ["", "/conteo", "/hallazgo"] {
        diego.get(&format!("{}{resto}", i.url).replace("norte", "sur")).await.es(404);
        if !resto.is_empty() {
            carla.get(&format!("{}{resto}", i.url)).await.es(403);
            i.gloria.get(&format!("{}{resto}", i.url)).await.es(403);
        }
    }
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("ronda", "1"), ("lote", "1"), ("cantidad", "1"), ("motivo", "x")];
    for resto in ["conteos", "cierre", "anulacion", "aprobacion", "reconteo"] {
        let url = format!("{}/{resto}", i.url);
        carla.post(&url, &campos).await.es(403);
        diego.post(&url.replace("norte", "sur"), &campos).await.es(404);
    }
    i.fabiola.post(&format!("{}/aprobacion", i.url), &campos).await.es(403);
    i.gloria.post(&format!("{}/conteos", i.url), &campos).await.es(403);
    i.gloria.post(&format!("{}/aprobacion", i.url), &campos).await.es(409);
}
