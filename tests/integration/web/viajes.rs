//! What a page may cost: at most 6 round trips, a fragment 4, session and commit included.

use antesala::routes;
use antesala::web::{Acceso, Metodo, Ruta};

use crate::soporte::{Navegador, Prueba, Respuesta};

const DE_PAGINA: u64 = 6;
const DE_FRAGMENTO: u64 = 4;

/// The second time: the first one may open connections and prepare statements.
async fn viajes(app: &Prueba, quien: &Navegador, url: &str) -> (u64, Respuesta) {
    quien.get(url).await;
    let antes = app.db.viajes();
    let respuesta = quien.get(url).await;
    assert!(!respuesta.estado.is_server_error(), "{url}: {}", respuesta.cuerpo);
    (app.db.viajes() - antes, respuesta)
}

fn de_miembros(ruta: &Ruta) -> bool {
    ruta.metodo == Metodo::Get && !matches!(ruta.acceso, Acceso::Publico | Acceso::Recurso)
}

#[tokio::test]
async fn ninguna_pagina_pasa_de_su_presupuesto() {
    let app = Prueba::nueva().await;
    // Diego has every role, so that no page is spared.
    let diego = app.como("diego").await;
    let paciente = [("documento", "12.345.678-5"), ("nombres", "Julia"), ("apellido_paterno", "Soto")];
    let ficha = diego.post("/sur/pacientes", &paciente).await.es(303);
    let id = ficha.destino().rsplit('/').next().unwrap();

    let mut caras = Vec::new();
    for ruta in routes::tabla().iter().filter(|r| de_miembros(r)) {
        let url = ruta.patron.replace(":clinica", "sur").replace(":id", id).replace(":fecha", "2026-11-23");
        for quien in [&diego, &diego.htmx()] {
            let (costo, respuesta) = viajes(&app, quien, &url).await;
            // Many pages have no part to ask for, and answer htmx whole; or send it to another page.
            let limite =
                if respuesta.hay("html[lang]") || respuesta.cuerpo.is_empty() { DE_PAGINA } else { DE_FRAGMENTO };
            if costo > limite {
                caras.push(format!("{}: {costo} of {limite}", ruta.patron));
            }
        }
    }
    assert!(caras.is_empty(), "\n{}", caras.join("\n"));
}

#[tokio::test]
async fn el_contador_cuenta() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    assert_eq!(viajes(&app, &ana, "/salud").await.0, 0);
    assert_eq!(viajes(&app, &ana, "/norte/").await.0, 1, "session");
    assert_eq!(viajes(&app, &ana, "/norte/pacientes").await.0, 4, "session, begin, query, commit");
}
