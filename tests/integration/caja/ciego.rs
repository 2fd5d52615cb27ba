//! A blind count is blind: what a drawer should hold is on no page, for nobody, before a count was sent.

use antesala::identidad::Rol;

use super::mundo::{Caja, abrir, abrir_en, insumo, otra_caja};
use crate::soporte::{Navegador, Prueba, Respuesta};

/// 20.000 that were there, 17.000 charged, 1.357 taken out: a figure that nothing else on a page comes to.
const ESPERADO: [&str; 3] = ["35643", "35.643", "35,643"];

async fn en_marcha(app: &Prueba) -> Caja {
    insumo(app, "KIT", "17.000", "5").await;
    let caja = abrir(app, "20000").await;
    caja.vender("KIT", "1", &["17000"]).await.es(303);
    let salida = [("sentido", "salida"), ("monto", "1357"), ("motivo", "colación")];
    caja.enviar("/movimientos", &salida).await.es(303);
    caja
}

#[track_caller]
fn calla(donde: &str, respuesta: &Respuesta) {
    for cifra in ESPERADO {
        assert!(!respuesta.cuerpo.contains(cifra), "{donde} tells it:\n{}", respuesta.cuerpo);
    }
}

async fn mirar(quien: &Navegador, rutas: &[String]) {
    for ruta in rutas {
        calla(ruta, &quien.get(ruta).await);
        calla(ruta, &quien.htmx().get(ruta).await);
        calla(ruta, &quien.clone().con_cabecera("Accept", "application/json").get(ruta).await);
    }
}

#[tokio::test]
async fn lo_esperado_no_esta_en_ninguna_pagina_antes_de_contar() {
    let app = Prueba::nueva().await;
    let caja = en_marcha(&app).await;
    let id = otra_caja(&app, "Caja 2").await;
    let pedro = abrir_en(app.bd_persona("Pedro", &[Rol::Caja]).await, &id, "0").await;
    let gloria = app.como("gloria").await;
    let mut rutas: Vec<String> =
        ["", "/sesiones", "/ventas/nueva", "/cierres/1"].map(|r| format!("/norte/caja{r}")).to_vec();
    rutas.extend(["", "/traspasos", "/relevos"].map(|r| caja.de(r)));
    rutas.extend(["/norte/", "/norte/buscar?q=caja"].map(str::to_owned));
    for quien in [&caja.carla, &pedro.carla, &gloria] {
        mirar(quien, &rutas).await;
    }
    // What is refused says nothing either, and a transfer of too much is no oracle.
    calla("close", &caja.cerrar(&[("dejado", "35642"), ("motivo", "x")]).await.es(422));
    calla("count", &caja.contar(&["dos"]).await.es(422));
    calla("movement", &caja.enviar("/movimientos", &[("sentido", "salida"), ("monto", "x")]).await.es(422));
    let traspaso = [("que", "enviar"), ("otra", &*pedro.sesion), ("monto", "99999999"), ("motivo", "x")];
    caja.enviar("/traspasos", &traspaso).await.es(303);
    for quien in [&caja.carla, &pedro.carla, &gloria] {
        mirar(quien, &rutas).await;
    }
    caja.contar(&["1", "1"]).await.es(303);
    assert!(caja.carla.get(&caja.de("")).await.es(200).cuerpo.contains("$35.643"), "and afterwards it is shown");
}

#[tokio::test]
async fn quien_recibe_un_relevo_tambien_cuenta_a_ciegas() {
    let app = Prueba::nueva().await;
    let caja = en_marcha(&app).await;
    let pedro = app.bd_persona("Pedro", &[Rol::Caja]).await;
    let pedro_id = super::mundo::bd_numero(&app, "select max(id) from membresias").await.to_string();
    caja.enviar("/relevos", &[("recibe", &pedro_id)]).await.es(303);
    let pagina = pedro.get(&caja.de("")).await.es(200);
    assert!(pagina.cuerpo.contains("Recibir la caja"));
    calla("hand-over", &pagina);
    mirar(&pedro, &["/norte/caja".into(), caja.de(""), "/norte/caja/sesiones".into()]).await;
}

#[tokio::test]
async fn cada_medio_se_muestra_despues_de_contar() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "17.000", "5").await;
    let caja = abrir(&app, "0").await;
    caja.vender("KIT", "1", &["", "17000"]).await.es(303);
    let conteo = [("piezas", ""), ("declarado", "16000")];
    caja.enviar("/arqueos", &conteo).await.es(303);
    let pagina = caja.carla.get(&caja.de("")).await.es(200);
    let fila: Vec<String> =
        pagina.textos("table[class=tabla] tbody tr").into_iter().filter(|t| t.starts_with("Débito")).collect();
    assert_eq!(fila, ["Débito$17.000$16.000-$1.000"]);
    let negada = caja.cerrar(&[("dejado", "0")]).await.es(422);
    assert!(negada.cuerpo.contains("escribe el motivo"), "a voucher that is missing is explained too");
    caja.cerrar(&[("dejado", "0"), ("motivo", "falta un voucher")]).await.es(303);
}
