//! The first screen of each person.

mod busqueda;
mod ficha;

use crate::caja::mundo;
use crate::soporte::{Navegador, Prueba};

async fn cifras(quien: &Navegador) -> Vec<String> {
    quien.get("/norte/").await.es(200).textos(".cifra-nombre")
}

#[tokio::test]
async fn cada_quien_ve_lo_suyo() {
    let app = Prueba::nueva().await;
    assert_eq!(cifras(&app.como("beto").await).await, ["Citas de hoy", "Esperando", "Mensajes fallidos"]);
    let de_carla = ["Citas de hoy", "Esperando", "Por cobrar", "Bajo el mínimo", "Por vencer"];
    assert_eq!(cifras(&app.como("carla").await).await, de_carla);
    assert_eq!(cifras(&app.como("fabiola").await).await, ["Bajo el mínimo", "Por vencer"]);
}

#[tokio::test]
async fn lo_que_falta_y_lo_que_vence_se_cuenta() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let campos = [("codigo", "GASA"), ("nombre", "Gasa"), ("unidad", "unidad"), ("minimo", "10"), ("precio", "")];
    fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
    let en_diez_dias = (chrono::Utc::now().date_naive() + chrono::Days::new(10)).to_string();
    mundo::entrada(&fabiola, "GASA", "L1", &en_diez_dias, "4", "500").await;
    let hoy = fabiola.get("/norte/").await.es(200);
    assert_eq!(hoy.textos(".cifra-valor"), ["1", "1"]);
    mundo::entrada(&fabiola, "GASA", "L2", "", "6", "500").await;
    assert_eq!(fabiola.get("/norte/").await.textos(".cifra-valor"), ["0", "1"]);
}
