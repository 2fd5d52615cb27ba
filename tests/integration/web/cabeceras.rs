//! The headers that every kind of answer carries.

use poem::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, STRICT_TRANSPORT_SECURITY, VARY};
use uuid::Uuid;

use crate::soporte::{Prueba, Respuesta};

/// One answer of each kind.
async fn respuestas(app: &Prueba) -> Vec<(&'static str, Respuesta)> {
    let (ana, carla, nadie) = (app.como("ana").await, app.como("carla").await, app.anonimo());
    let grande = "x".repeat(1024 * 1024);
    vec![
        ("page", ana.get("/norte/").await.es(200)),
        ("public page", nadie.get("/entrar").await.es(200)),
        ("fragment", ana.htmx().get("/norte/pacientes?q=a").await.es(200)),
        ("redirect", nadie.get("/norte/").await.es(303)),
        ("401", nadie.htmx().get("/norte/").await.es(401)),
        ("403", carla.get("/norte/pacientes/nuevo").await.es(403)),
        ("403 fragment", carla.htmx().get("/norte/pacientes/nuevo").await.es(403)),
        ("404", ana.get("/norte/no-hay/tal/cosa").await.es(404)),
        ("404 of a row", ana.get("/norte/pacientes/999999999").await.es(404)),
        ("404 of a file", nadie.get("/assets/no-hay.css").await.es(404)),
        ("405", ana.post("/norte/", &[]).await.es(405)),
        ("413", ana.post("/norte/pacientes", &[("nombres", &grande)]).await.es(413)),
        ("422", ana.post("/norte/pacientes", &[]).await.es(422)),
        ("asset", nadie.get(antesala::web::assets::url("antesala.css")).await.es(200)),
        ("health", nadie.get("/salud").await.es(200)),
        ("readiness", nadie.get("/listo").await.es(200)),
    ]
}

fn todas(respuesta: &Respuesta, nombre: impl poem::http::header::AsHeaderName) -> String {
    respuesta.cabeceras.get_all(nombre).iter().map(|v| v.to_str().unwrap()).collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn cada_respuesta_se_protege() {
    let app = Prueba::nueva().await;
    for (cual, respuesta) in respuestas(&app).await {
        let csp = todas(&respuesta, CONTENT_SECURITY_POLICY);
        assert!(csp.starts_with("default-src 'none'; "), "{cual}: {csp}");
        for directiva in [
            "script-src 'self';",
            "style-src 'self';",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(csp.contains(directiva), "{cual}: {csp}");
        }
        assert!(!csp.contains("unsafe") && !csp.contains("http") && !csp.contains('*'), "{cual}: {csp}");
        for (nombre, valor) in [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            assert_eq!(respuesta.cabecera(nombre), Some(valor), "{cual}");
        }
        assert!(respuesta.cabecera("Permissions-Policy").is_some(), "{cual}");
        let peticion = respuesta.cabecera("X-Request-Id").unwrap_or_default();
        assert!(Uuid::parse_str(peticion).is_ok(), "{cual}: {peticion:?}");
    }
}

#[tokio::test]
async fn nada_de_una_persona_se_guarda_y_cada_forma_tiene_la_suya() {
    let app = Prueba::nueva().await;
    for (cual, respuesta) in respuestas(&app).await {
        let esperado = if cual == "asset" { "public, max-age=31536000, immutable" } else { "private, no-store" };
        assert_eq!(todas(&respuesta, CACHE_CONTROL), esperado, "{cual}");
        // A file is the same for htmx, and a cache in front should not keep it twice.
        let varia = if cual == "asset" { "Accept-Encoding" } else { "Accept-Encoding, HX-Request, HX-Request-Type" };
        assert_eq!(todas(&respuesta, VARY), varia, "{cual}");
    }
}

/// What a person reads to whoever helps is what the log says.
#[tokio::test]
async fn la_pagina_de_error_dice_el_codigo_de_su_peticion() {
    let app = Prueba::nueva().await;
    let con_pagina = ["403", "403 fragment", "404", "404 of a row", "405", "413"];
    for (cual, respuesta) in respuestas(&app).await.iter().filter(|(cual, _)| con_pagina.contains(cual)) {
        let codigo = respuesta.cabecera("X-Request-Id").unwrap();
        assert!(respuesta.cuerpo.contains(codigo), "{cual}: {}", respuesta.cuerpo);
        assert_eq!(respuesta.hay("html[lang]"), !cual.contains("fragment"), "{cual}");
        assert!(respuesta.hay("h1, [role=alert]"), "{cual}: {}", respuesta.cuerpo);
    }
}

#[tokio::test]
async fn con_https_todo_es_seguro() {
    let app = Prueba::con_variables(&[("PUBLIC_URL", "https://antesala.test")]).await;
    for (cual, respuesta) in respuestas(&app).await {
        assert!(todas(&respuesta, STRICT_TRANSPORT_SECURITY).starts_with("max-age=31536000"), "{cual}");
        for galleta in respuesta.cabeceras.get_all("Set-Cookie") {
            let galleta = galleta.to_str().unwrap();
            assert!(
                galleta.contains("Secure") && galleta.contains("HttpOnly") && galleta.contains("SameSite=Lax"),
                "{cual}: {galleta}"
            );
        }
    }
    let sin = Prueba::nueva().await.anonimo().get("/entrar").await;
    assert_eq!(todas(&sin, STRICT_TRANSPORT_SECURITY), "");
}

#[tokio::test]
async fn otro_metodo_dice_cual_si_y_como_seguir() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let recarga = ana.get("/norte/citas").await.es(405);
    assert_eq!(recarga.cabecera("Allow"), Some("POST"));
    assert!(recarga.texto("h1").contains("desde un formulario"), "{}", recarga.cuerpo);
    let envio = ana.post("/norte/agenda", &[]).await.es(405);
    assert_eq!(envio.cabecera("Allow"), Some("GET, HEAD"));
    assert_eq!(envio.texto("h1"), "Esa página no acepta envíos");
}
