//! A sign-in from a device that was not seen before is told to its person.

use antesala::demo::CLAVE;

use super::{cartas, enviar};
use crate::soporte::{Navegador, Prueba};

const BETO: &str = "beto@norte.test";
const EN_WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36";
const EN_WINDOWS_DESPUES: &str = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/155.0 Safari/537.36";
const EN_TELEFONO: &str = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36";

async fn entrar(quien: &Navegador, correo: &str) {
    quien.get("/entrar").await.es(200);
    quien.post("/entrar", &[("correo", correo), ("clave", CLAVE)]).await.es(303);
}

#[tokio::test]
async fn el_primer_ingreso_no_se_avisa_y_el_de_otro_aparato_si_una_vez() {
    let app = Prueba::nueva().await;
    let con = |agente: &str| app.anonimo().con_cabecera("User-Agent", agente);
    entrar(&con(EN_WINDOWS), BETO).await;
    enviar(&app).await;
    assert!(app.buzon.cartas().is_empty(), "not at the very first");
    // Another window without our cookie, after an update of the browser.
    entrar(&con(EN_WINDOWS_DESPUES), BETO).await;
    let telefono = con(EN_TELEFONO);
    entrar(&telefono, BETO).await;
    entrar(&telefono, BETO).await;
    entrar(&con(EN_TELEFONO), BETO).await;
    enviar(&app).await;
    let cartas = cartas(&app, BETO);
    assert_eq!(cartas.len(), 1);
    let carta = &cartas[0];
    assert!(carta.contains("Aparato: Chrome en Android") && carta.contains("Cuándo: "), "{carta}");
    assert!(carta.contains("https://antesala.example/cuenta\n"), "{carta}");
}

#[tokio::test]
async fn el_aparato_conocido_lo_es_por_su_galleta_y_de_cada_persona() {
    let app = Prueba::nueva().await;
    let meson = app.anonimo().con_cabecera("User-Agent", EN_WINDOWS);
    entrar(&meson, BETO).await;
    meson.post("/salir", &[]).await.es(303);
    entrar(&app.anonimo().con_cabecera("User-Agent", EN_TELEFONO), "carla@norte.test").await;
    // The browser says to be another one, and its cookie says that it is the same.
    let suya = meson.galleta("antesala_aparato").unwrap();
    let disfrazado = app.anonimo().con_cabecera("User-Agent", EN_TELEFONO).con_galleta("antesala_aparato", &suya);
    entrar(&disfrazado, BETO).await;
    enviar(&app).await;
    assert!(cartas(&app, BETO).is_empty());
    // Known for Beto, new for Carla.
    meson.post("/salir", &[]).await.es(303);
    entrar(&meson, "carla@norte.test").await;
    enviar(&app).await;
    assert_eq!(cartas(&app, "carla@norte.test").len(), 1);
}
