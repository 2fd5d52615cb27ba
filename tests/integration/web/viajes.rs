//! What a page may cost: at most 6 round trips, a fragment 4, session and commit included.

use antesala::routes;
use antesala::web::{Acceso, Metodo, Ruta};

use crate::bodega::compras::mundo::bodega_de;
use crate::bodega::inventarios::mundo::inventario;
use crate::caja::{mundo, presupuestos};
use crate::soporte::{Intermediario, Navegador, Prueba, Respuesta};

const DE_PAGINA: u64 = 6;
const DE_FRAGMENTO: u64 = 4;

/// As PostgreSQL sees them, when every connection has its statements prepared.
async fn viajes(contador: &Intermediario, quien: &Navegador, url: &str) -> (u64, Respuesta) {
    for _ in 0..3 {
        quien.get(url).await;
    }
    let antes = contador.viajes();
    let respuesta = quien.get(url).await;
    assert!(!respuesta.estado.is_server_error(), "{url}: {}", respuesta.cuerpo);
    (contador.viajes() - antes, respuesta)
}

fn de_miembros(ruta: &Ruta) -> bool {
    ruta.metodo == Metodo::Get && !matches!(ruta.acceso, Acceso::Publico | Acceso::Recurso | Acceso::Firmado)
}

/// The address of a route: of a row that some page links to, where there is one.
fn direccion(ruta: &Ruta, enlaces: &[String]) -> String {
    let casa = |enlace: &&String| {
        let partes: Vec<&str> = enlace.split(['?', '#']).next().unwrap_or_default().split('/').collect();
        let patron: Vec<&str> = ruta.patron.split('/').collect();
        let pareja = |(p, e): (&&str, &&str)| {
            p == e || *p == ":clinica" || p.starts_with(':') && e.starts_with(char::is_numeric)
        };
        partes.len() == patron.len() && patron.iter().zip(&partes).all(pareja)
    };
    let inventada = || {
        ruta.patron
            .replace(":clinica", "sur")
            .replace(":id", "1")
            .replace(":fecha", "2026-11-23")
            .replace(":codigo", "ventas")
            .replace(":tipo", "cita_agendada")
    };
    enlaces.iter().find(casa).cloned().unwrap_or_else(inventada)
}

/// Something of everything, so that no page is cheap for being empty: Diego receives goods, opens a drawer and sells.
async fn poblar(app: &Prueba, diego: &Navegador) {
    let (cita, prestacion) = mundo::bd_cita_en(app, "sur", 25_000).await;
    let ficha = diego.get("/sur/pacientes").await.es(200).atributo("td a", "href");
    let espera = [("paciente", ficha.rsplit('/').next().unwrap()), ("prestacion", &prestacion.to_string())];
    diego.post("/sur/agenda/espera", &espera).await.es(303);
    diego.subir("/sur/pacientes/importaciones", &[], "a.csv", b"RUT;Nombres\n1-9;Ana\n").await.es(303);
    let (clave, otra, tercera) = (mundo::clave(), mundo::clave(), mundo::clave());
    let insumo = [("codigo", "GASA"), ("nombre", "Gasa"), ("unidad", "unidad"), ("precio", "990"), ("afecto", "true")];
    diego.post("/sur/bodega/insumos", &insumo).await.es(303);
    let deposito =
        diego.get("/sur/bodega/entradas/nueva").await.es(200).atributo("select[name=deposito] option", "value");
    let entrada = [
        ("clave", clave.as_str()),
        ("deposito", &deposito),
        ("codigo", "GASA"),
        ("lote", "L1"),
        ("cantidad", "10"),
        ("costo", "500"),
    ];
    diego.post("/sur/bodega/entradas", &entrada).await.es(303);
    let merma = [
        ("clave", &*tercera),
        ("tipo", "merma"),
        ("deposito", &deposito),
        ("motivo", "Roto"),
        ("codigo", "GASA"),
        ("cantidad", "1"),
    ];
    diego.post("/sur/bodega/documentos", &merma).await.es(303);
    let caja = diego.get("/sur/caja").await.es(200).atributo("select[name=caja] option", "value");
    let apertura = [("clave", &*mundo::clave()), ("caja", &caja), ("apertura", "10000")];
    diego.post("/sur/caja/sesiones", &apertura).await.es(303);
    let venta = format!("/sur/caja/ventas/nueva?cita={cita}");
    let sesion = diego.get(&venta).await.es(200).atributo("input[name=sesion]", "value");
    let cita = cita.to_string();
    let venta = [
        ("clave", otra.as_str()),
        ("sesion", &sesion),
        ("cita", &cita),
        ("codigo", "GASA"),
        ("cantidad", "1"),
        ("monto", "26000"),
    ];
    diego.post("/sur/caja/ventas", &venta).await.es(303);
    let paciente = ficha.rsplit('/').next().unwrap();
    let presupuesto = presupuestos::uno(diego, "sur", paciente, "GASA").await;
    presupuestos::resolver(diego, &presupuesto, "aceptar", "").await.es(303);
    let bodega = bodega_de(diego.clone(), "sur").await;
    let orden = bodega.enviada(&[("GASA", "5", "1")]).await;
    bodega.recibir(&orden, &[("Gasa", "A", "", "1", "")], &[]).await.es(303);
    inventario(diego, "sur", &bodega.deposito).await;
    let paciente = diego.get("/sur/pacientes").await.es(200).atributo("td a", "href");
    diego.subir(&format!("{paciente}/adjuntos"), &[("contenido", "clinico")], "orden.pdf", b"%PDF-").await.es(303);
}

#[tokio::test]
async fn ninguna_pagina_pasa_de_su_presupuesto() {
    let (app, contador) = Prueba::contada().await;
    // Diego has every role, so that no page is spared.
    let diego = app.como("diego").await;
    poblar(&app, &diego).await;
    let tabla = routes::tabla();
    let (mut enlaces, mut caras) = (Vec::new(), Vec::new());
    // Lists first: their links lead to the rows.
    let (de_filas, listas): (Vec<_>, Vec<_>) =
        tabla.iter().filter(|r| de_miembros(r)).partition(|r| r.patron.contains(":id"));
    for ruta in listas.into_iter().chain(de_filas) {
        let url = direccion(ruta, &enlaces);
        for quien in [&diego, &diego.htmx()] {
            let (costo, respuesta) = viajes(&contador, quien, &url).await;
            enlaces.extend(respuesta.atributos("a[href]", "href"));
            // Many pages have no part to ask for, and answer htmx whole; or send it to another page, or a file.
            let archivo = respuesta.cabecera("Content-Disposition").is_some();
            let entera = archivo || respuesta.hay("html[lang]") || respuesta.cuerpo.is_empty();
            let parte = respuesta.estado.is_success() && !entera;
            let limite = if parte { DE_FRAGMENTO } else { DE_PAGINA };
            if costo > limite {
                caras.push(format!("{url}: {costo} of {limite}"));
            }
        }
    }
    assert!(caras.is_empty(), "\n{}", caras.join("\n"));
    for fila in [
        "adjuntos",
        "pacientes",
        "citas",
        "agenda/espera",
        "configuracion/profesionales",
        "configuracion/prestaciones",
        "caja/presupuestos",
        "caja/ventas",
        "bodega/insumos",
        "bodega/documentos",
        "bodega/inventarios",
        "bodega/ordenes",
        "bodega/proveedores",
        "bodega/recepciones",
        "pacientes/importaciones",
    ] {
        let hay = |enlace: &String| {
            enlace.strip_prefix(&format!("/sur/{fila}/")).is_some_and(|id| id.starts_with(char::is_numeric))
        };
        assert!(enlaces.iter().any(hay), "no page of {fila} was tried: {enlaces:?}");
    }
}

/// `Db::viajes` is what the program knows of itself: statements, without those that prepare.
#[tokio::test]
async fn el_contador_cuenta() {
    let (app, contador) = Prueba::contada().await;
    let ana = app.como("ana").await;
    for (url, esperado) in [("/salud", 0), ("/norte/pacientes/nuevo", 1), ("/norte/pacientes", 4)] {
        assert_eq!(viajes(&contador, &ana, url).await.0, esperado, "{url}");
        let antes = app.db.viajes();
        ana.get(url).await;
        assert_eq!(app.db.viajes() - antes, esperado, "{url}");
    }
}
