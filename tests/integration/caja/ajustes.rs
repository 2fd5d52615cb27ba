//! The rules of the drawer that each clinic decides.

use super::mundo::{abrir, bd, bd_monto, bd_numero, insumo};
use crate::soporte::Prueba;

const URL: &str = "/norte/configuracion/caja";

#[tokio::test]
async fn las_reglas_se_guardan_y_el_segundo_se_entera() {
    let app = Prueba::nueva().await;
    bd(&app, "update clinicas set ajustes = '{\"otro\": 1}'").await;
    let ana = app.como("ana").await;
    let pagina = ana.get(URL).await.es(200);
    assert_eq!(pagina.atributo("#umbral_diferencia", "value"), "0");
    assert!(pagina.cuerpo.contains("no dice qué hacer"), "what the law leaves open is said");
    let version = pagina.atributo("input[name=version]", "value");
    ana.post(URL, &[("version", &version), ("umbral_diferencia", "1.000")]).await.es(303);
    let guardado = "select count(*) from clinicas where ajustes = '{\"otro\": 1, \"umbral_diferencia\": 1000, \"redondea_mixto\": false}'";
    assert_eq!(bd_numero(&app, guardado).await, 1);
    let segundo = ana.post(URL, &[("version", &version), ("umbral_diferencia", "5")]).await.es(422);
    assert!(segundo.cuerpo.contains("Otra persona lo cambió"));
    let mala = ana.post(URL, &[("version", &version), ("umbral_diferencia", "mil")]).await.es(422);
    assert_eq!(mala.atributo("#umbral_diferencia", "value"), "mil");
    app.como("carla").await.get(URL).await.es(403);
    app.como("diego").await.get(URL).await.es(404);
    assert!(app.anonimo().get(URL).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test]
async fn hasta_el_umbral_no_se_explica_ni_el_cierre_ni_la_apertura() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    bd(&app, "update clinicas set ajustes = '{\"umbral_diferencia\": 1000}'").await;
    let caja = abrir(&app, "20000").await;
    caja.contar(&["1", "", "", "", "1", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "20000")]).await.es(422);
    caja.contar(&["1", "", "", "", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "20000")]).await.es(303);
    assert_eq!(
        bd_monto(&app, "select diferencia from cierres_caja").await,
        rust_decimal::dec!(1000),
        "kept all the same"
    );
    let carla = caja.carla;
    let id = carla.get("/norte/caja").await.es(200).atributo("select[name=caja] option", "value");
    let abrir = async |apertura: &str| {
        let clave = super::mundo::clave();
        carla.post("/norte/caja/sesiones", &[("clave", &*clave), ("caja", &id), ("apertura", apertura)]).await
    };
    let negada = abrir("18000").await.es(422);
    assert!(negada.texto("#motivo-error").contains("No es lo que quedó"), "{}", negada.cuerpo);
    assert_eq!(negada.atributo("#apertura", "value"), "18000");
    abrir("19000").await.es(303);
    assert_eq!(bd_monto(&app, "select min(diferencia_apertura) from sesiones_caja").await, rust_decimal::dec!(-1000));
}
