//! Every page that can be reached by links, as somebody who may open them all: axe finds nothing in either theme, nothing
//! scrolls sideways, the console stays silent.

use std::collections::{BTreeMap, VecDeque};

use crate::soporte::{Mundo, Pantalla};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn toda_pagina_alcanzable_esta_sin_faltas() {
    let mundo = Mundo::de_demostracion().await;
    let diego = mundo.anonimo().await;
    let mut faltas = revisar(&diego, "/entrar").await;
    diego.entrar("diego@sur.test").await;
    let mut vistas = BTreeMap::new();
    let mut por_ver = VecDeque::from(["/sur/".to_owned(), "/ui".to_owned(), "/correo".to_owned()]);
    while let Some(ruta) = por_ver.pop_front() {
        // A mail is somebody else's document, shown without scripts: axe could not run in it.
        if vistas.contains_key(&forma(&ruta)) || ruta.ends_with("/html") {
            continue;
        }
        diego.ir(&ruta).await;
        let destino = diego.ruta().await;
        vistas.insert(forma(&ruta), destino.clone());
        if vistas.insert(forma(&destino), destino.clone()).is_none() || destino == ruta {
            por_ver.extend(diego.enlaces().await);
            faltas.extend(revisar_aqui(&diego).await);
        }
    }
    let perdida = revisar(&diego, "/sur/no-hay").await;
    faltas.extend(perdida.into_iter().filter(|falta| !falta.contains("status of 404")));
    println!("{} pages: {:#?}", vistas.len(), vistas.keys());
    assert!(faltas.is_empty(), "{faltas:#?}");
    diego.cerrar().await;
}

async fn revisar(quien: &Pantalla, ruta: &str) -> Vec<String> {
    quien.ir(ruta).await;
    revisar_aqui(quien).await
}

async fn revisar_aqui(quien: &Pantalla) -> Vec<String> {
    let ruta = quien.ruta().await;
    quien.faltas().await.into_iter().map(|falta| format!("{ruta}: {falta}")).collect()
}

/// Pages that differ only in which row or day they show are one: digits are left out, and the values of filters but words. A report is
/// one page, whatever is asked of it, and so is the audit.
fn forma(ruta: &str) -> String {
    let (camino, filtros) = ruta.split_once('?').unwrap_or((ruta, ""));
    let filtros = if camino.contains("/reportes/") || camino.contains("/auditoria") { "" } else { filtros };
    let camino: Vec<_> = camino.split(|c: char| c.is_ascii_digit()).filter(|t| !t.is_empty()).collect();
    let palabra = |f: &&str| f.split_once('=').is_some_and(|(_, v)| v.chars().all(|c| c.is_ascii_lowercase()));
    let filtros: Vec<_> =
        filtros.split('&').map(|f| if palabra(&f) { f } else { f.split('=').next().unwrap_or(f) }).collect();
    format!("{}?{}", camino.join("#"), filtros.join("&"))
}
