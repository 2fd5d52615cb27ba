//! Signing in and out.

use antesala::demo::CLAVE;
use antesala::web::session::SESION;
use chrono::TimeDelta;

use crate::soporte::Prueba;

#[tokio::test]
async fn beto_entra_y_llega_a_su_clinica() {
    let app = Prueba::nueva().await;
    let beto = app.anonimo();
    beto.get("/entrar").await.es(200);
    let entrada = beto.post("/entrar", &[("correo", " Beto@Norte.test "), ("clave", CLAVE)]).await.es(303);
    assert_eq!(entrada.destino(), "/");
    assert_eq!(beto.get("/").await.es(303).destino(), "/norte/");
    let hoy = beto.get("/norte/").await.es(200);
    assert_eq!(hoy.texto("h1"), "Hola, Beto");
}

#[tokio::test]
async fn una_clave_mala_se_dice_y_conserva_el_correo() {
    let app = Prueba::nueva().await;
    let beto = app.anonimo();
    beto.get("/entrar").await;
    let vuelta = beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", "otra")]).await.es(422);
    assert_eq!(vuelta.atributo("input[name=correo]", "value"), "beto@norte.test");
    assert!(beto.galleta(SESION).is_none());
    let vacia = beto.post("/entrar", &[("correo", ""), ("clave", "")]).await.es(422);
    assert!(vacia.cuerpo.contains("Escribe tu correo."));
}

#[tokio::test]
async fn a_los_cinco_fallos_la_cuenta_espera_aunque_la_clave_sea_buena() {
    let app = Prueba::nueva().await;
    let beto = app.anonimo();
    beto.get("/entrar").await;
    for _ in 0..5 {
        beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", "otra")]).await.es(422);
    }
    beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE)]).await.es(429);
    app.db.reloj().fijar(chrono::Utc::now() + TimeDelta::minutes(1));
    beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE)]).await.es(303);
}

#[tokio::test]
async fn sin_sesion_se_va_a_entrar_y_se_recuerda_adonde_iba() {
    let app = Prueba::nueva().await;
    let nadie = app.anonimo();
    assert_eq!(nadie.get("/norte/").await.es(303).destino(), "/entrar?luego=%2Fnorte%2F");
    assert_eq!(nadie.htmx().get("/norte/").await.es(401).cabecera("HX-Redirect"), Some("/entrar?luego=%2Fnorte%2F"));
}

#[tokio::test]
async fn al_entrar_no_se_sale_de_la_casa() {
    let app = Prueba::nueva().await;
    let ajenos =
        ["//malo.test/", "/\\malo.test/", "https://malo.test/", "/\t/malo.test/", "/\n/malo.test/", "/\r/malo.test/"];
    for luego in ajenos {
        let beto = app.anonimo();
        beto.get("/entrar").await.es(200);
        let entrada = beto.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE), ("luego", luego)]).await;
        assert_eq!(entrada.es(303).destino(), "/", "{luego:?}");
    }
}

#[tokio::test]
async fn la_clinica_ajena_no_existe() {
    let app = Prueba::nueva().await;
    app.como("diego").await.get("/norte/").await.es(404);
    app.como("diego").await.get("/sur/").await.es(200);
    app.como("beto").await.get("/no-hay/").await.es(404);
}

#[tokio::test]
async fn salir_termina_la_sesion_en_la_base() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let token = beto.galleta(SESION).unwrap();
    assert_eq!(beto.post("/salir", &[]).await.es(303).destino(), "/entrar");
    app.anonimo().con_galleta(SESION, &token).get("/norte/").await.es(303);
}

#[tokio::test]
async fn una_sesion_ociosa_vence() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    beto.get("/norte/").await.es(200);
    app.db.reloj().fijar(chrono::Utc::now() + TimeDelta::hours(9));
    beto.get("/norte/").await.es(303);
}

#[tokio::test]
async fn sin_el_sello_o_desde_otro_sitio_no_se_hace_nada() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    beto.post_crudo("/salir", &[]).await.es(403);
    beto.post_crudo("/salir", &[("csrf", "00000000000000000000000000000000")]).await.es(403);
    beto.clone().con_cabecera("Sec-Fetch-Site", "cross-site").post("/salir", &[]).await.es(403);
    beto.clone().con_cabecera("Origin", "https://mal.test").post("/salir", &[]).await.es(403);
    beto.get("/norte/").await.es(200);
}

#[tokio::test]
async fn probar_una_clave_en_muchas_cuentas_desde_una_direccion_se_bloquea_y_un_reinicio_no_lo_olvida() {
    let app = Prueba::nueva().await;
    let alguien = app.anonimo();
    alguien.get("/entrar").await;
    for n in 0..30 {
        let correo = format!("persona{n}@norte.test");
        alguien.post("/entrar", &[("correo", &correo), ("clave", "primavera 2026")]).await.es(422);
    }
    alguien.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE)]).await.es(429);
    let otra_vez = app.anonimo_en_otro_proceso().await;
    otra_vez.get("/entrar").await;
    otra_vez.post("/entrar", &[("correo", "beto@norte.test"), ("clave", CLAVE)]).await.es(429);
}

/// A burst sent at once passes the throttle by no more than the passwords that are computed at a time.
#[tokio::test]
async fn una_rafaga_simultanea_no_adivina_mas_que_una_fila() {
    let app = Prueba::nueva().await;
    let alguien = app.anonimo();
    alguien.get("/entrar").await;
    let intentos: Vec<_> = (0..40)
        .map(|_| {
            let alguien = alguien.clone();
            tokio::spawn(async move {
                alguien.post("/entrar", &[("correo", "beto@norte.test"), ("clave", "otra")]).await.estado.as_u16()
            })
        })
        .collect();
    let mut probadas = 0;
    for intento in intentos {
        probadas += u32::from(intento.await.unwrap() == 422);
    }
    assert!((5..=8).contains(&probadas), "{probadas} guesses were computed");
}
