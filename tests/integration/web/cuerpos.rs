//! How bodies travel: compressed once, files for ever, nothing larger than it may be.

use std::fs;

use antesala::web::assets;
use diesel_async::SimpleAsyncConnection;

use crate::soporte::Prueba;

const DIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/dist");

#[tokio::test]
async fn una_pagina_viaja_comprimida_como_se_pida() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let entera = ana.get("/norte/pacientes").await.es(200);
    assert_eq!(entera.cabecera("Content-Encoding"), None);
    for (pedido, dado) in [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br", "br")] {
        let respuesta = ana.clone().con_cabecera("Accept-Encoding", pedido).get("/norte/pacientes").await.es(200);
        assert_eq!(respuesta.cabecera("Content-Encoding"), Some(dado), "{pedido}");
        assert!(respuesta.bytes.len() * 2 < entera.bytes.len(), "{pedido}: {} bytes", respuesta.bytes.len());
        assert_eq!(respuesta.bytes.starts_with(&[0x1f, 0x8b]), dado == "gzip");
        let varia: Vec<_> = respuesta.cabeceras.get_all("Vary").iter().map(|v| v.to_str().unwrap()).collect();
        assert!(varia.join(",").to_lowercase().contains("accept-encoding"), "{varia:?}");
    }
}

#[tokio::test]
async fn un_archivo_se_comprime_una_sola_vez() {
    let app = Prueba::nueva().await;
    for (pedido, dado, final_) in
        [("gzip, br", Some("br"), ".br"), ("gzip", Some("gzip"), ".gz"), ("identity", None, "")]
    {
        let url = assets::url("antesala.css");
        let respuesta = app.anonimo().con_cabecera("Accept-Encoding", pedido).get(url).await.es(200);
        assert_eq!(respuesta.cabecera("Content-Encoding"), dado);
        assert_eq!(respuesta.cabeceras.get_all("Content-Encoding").iter().count(), usize::from(dado.is_some()));
        let archivo = fs::read(format!("{DIST}/{}{final_}", url.trim_start_matches("/assets/"))).unwrap();
        assert!(respuesta.bytes == archivo, "{pedido}: {} bytes, {} in the file", respuesta.bytes.len(), archivo.len());
    }
}

#[tokio::test]
async fn un_archivo_conocido_no_viaja_otra_vez() {
    let app = Prueba::nueva().await;
    let nadie = app.anonimo();
    for cual in ["antesala.css", "antesala.js", "htmx.js", "iconos.svg"] {
        let primera = nadie.get(assets::url(cual)).await.es(200);
        assert!(primera.cabecera("Set-Cookie").is_none());
        let etiqueta = primera.cabecera("ETag").unwrap();
        let segunda = nadie.clone().con_cabecera("If-None-Match", etiqueta).get(assets::url(cual)).await.es(304);
        assert!(segunda.bytes.is_empty());
        assert_eq!(segunda.cabecera("Cache-Control"), primera.cabecera("Cache-Control"));
    }
}

#[tokio::test]
async fn lo_que_pasa_de_un_mega_no_se_lee() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let justo = "x".repeat(1024 * 1024 - 200);
    beto.post("/norte/pacientes", &[("nombres", &justo)]).await.es(422);
    let grande = beto.post("/norte/pacientes", &[("nombres", &"x".repeat(1024 * 1024))]).await.es(413);
    assert!(grande.cuerpo.contains("1 MB"));
}

#[tokio::test]
async fn un_formulario_no_trae_campos_sin_fin() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let datos = [("nombre", "Eva Soto"), ("color", "blue"), ("sobrecupos", "3")];
    let con = |n| datos.into_iter().chain(std::iter::repeat_n(("prestaciones", "x"), n)).collect::<Vec<_>>();
    ana.post("/norte/configuracion/profesionales", &con(20_000)).await.es(413);
    ana.post("/norte/configuracion/profesionales", &con(1_900)).await.es(303);
}

#[tokio::test]
async fn lo_ilegible_no_bota_nada() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    for url in [
        "/norte/pacientes/abc",
        "/norte/pacientes/99999999999999999999",
        "/norte/pacientes/-1",
        "/norte/pacientes/%00",
        "/norte/pacientes/%ff",
        "/%ff/",
        "/%00/",
        "/norte%2f/",
        "/no%20rte/",
        "//norte/",
        "/norte/../sur/",
    ] {
        let estado = beto.get(url).await.estado.as_u16();
        assert!([400, 404].contains(&estado), "{url}: {estado}");
    }
    for consulta in ["%00", "%ff", "'", "%27%22%3Cscript%3E", "%5c", "q=&q=", "%"] {
        let respuesta = beto.get(&format!("/norte/pacientes?q={consulta}")).await;
        assert!([200, 400].contains(&respuesta.estado.as_u16()), "{consulta}: {}", respuesta.estado);
        assert!(!respuesta.cuerpo.contains("<script>"), "{consulta}");
    }
    let nulo =
        beto.post("/norte/pacientes", &[("nombres", "con \0 nulo"), ("documento", "\0"), ("correo", "\0")]).await;
    assert!([400, 422].contains(&nulo.estado.as_u16()), "{}", nulo.estado);
}

#[tokio::test]
async fn listo_dice_si_falta_migrar() {
    let app = Prueba::nueva().await;
    assert_eq!(app.anonimo().get("/listo").await.es(200).cuerpo, "ok");
    let borrar =
        "delete from __diesel_schema_migrations where version = (select max(version) from __diesel_schema_migrations)";
    app.base.conectar("dueno").await.batch_execute(borrar).await.unwrap();
    app.anonimo().get("/listo").await.es(503);
    app.anonimo().get("/salud").await.es(200);
}
