//! A form that brings a file: who may send it, how much, and what reaches the handler.

use antesala::identidad::Permiso::{self, PacientesEditar};
use antesala::web::form::Formulario;
use antesala::web::{ARCHIVO_MAX, Acceso, Subida, carga};
use poem::handler;
use serde::Deserialize;

use crate::soporte::Prueba;

const RUTA: &str = "/:clinica/subida";

#[derive(Deserialize)]
struct Campos {
    #[serde(default)]
    nota: String,
}

#[handler]
fn contar(Formulario(campos): Formulario<Campos>, subida: Subida) -> String {
    match subida {
        Subida::Nada => format!("{}: nada", campos.nota),
        Subida::Excede => format!("{}: excede", campos.nota),
        Subida::Archivo(a) => format!("{}: {} de {} bytes", campos.nota, a.nombre, a.bytes.len()),
    }
}

async fn prueba() -> Prueba {
    let permiso: Permiso = PacientesEditar;
    Prueba::con_rutas(&[], vec![carga(RUTA, Acceso::Permiso(permiso), contar)]).await
}

#[tokio::test]
async fn llegan_los_campos_y_el_archivo() {
    let app = prueba().await;
    let beto = app.como("beto").await;
    let nota = [("nota", "año & día")];
    let llega = beto.subir("/norte/subida", &nota, "ficha médica.pdf", b"%PDF\r\n--\0\xff").await.es(200);
    assert_eq!(llega.cuerpo, "año & día: ficha médica.pdf de 10 bytes");
    let vacia = beto.subir("/norte/subida", &nota, "", b"").await.es(200);
    assert_eq!(vacia.cuerpo, "año & día: nada");
}

#[tokio::test]
async fn lo_que_excede_se_dice_sin_perder_lo_escrito() {
    let app = prueba().await;
    let beto = app.como("beto").await;
    let maximo = usize::try_from(ARCHIVO_MAX).unwrap();
    let justo = beto.subir("/norte/subida", &[("nota", "a")], "a.pdf", &vec![7; maximo]).await.es(200);
    assert_eq!(justo.cuerpo, format!("a: a.pdf de {maximo} bytes"));
    let mayor = beto.subir("/norte/subida", &[("nota", "a")], "a.pdf", &vec![7; maximo + 1]).await.es(200);
    assert_eq!(mayor.cuerpo, "a: excede");
    beto.subir("/norte/subida", &[], "a.pdf", &vec![7; 6 * maximo]).await.es(413);
    beto.subir("/norte/subida", &[("nota", &"x".repeat(70_000))], "a.pdf", b"a").await.es(413);
    let muchos = vec![("nota", "x"); 101];
    beto.subir("/norte/subida", &muchos, "a.pdf", b"a").await.es(413);
}

#[tokio::test]
async fn solo_sube_quien_puede_y_desde_nuestra_pagina() {
    let app = prueba().await;
    let beto = app.como("beto").await;
    app.anonimo().subir("/norte/subida", &[], "a.pdf", b"a").await.es(303);
    app.como("elias").await.subir("/norte/subida", &[], "a.pdf", b"a").await.es(403);
    app.como("diego").await.subir("/norte/subida", &[], "a.pdf", b"a").await.es(404);
    beto.clone().con_cabecera("Sec-Fetch-Site", "cross-site").subir("/norte/subida", &[], "a.pdf", b"a").await.es(403);
    // Beside the right one: two tokens are none.
    beto.subir("/norte/subida", &[("csrf", "otro")], "a.pdf", b"a").await.es(403);
    beto.post("/norte/subida", &[("nota", "sin partes")]).await.es(400);
}
