//! The matrix of roles and permissions is data, and edited.

use super::{bd_membresia, bd_textos};
use crate::soporte::{Navegador, Prueba, Respuesta};

const ROLES: &str = "/norte/configuracion/roles";

/// The boxes that a page has checked, as a browser would send them: a disabled one is not sent.
fn marcados(pagina: &Respuesta) -> Vec<String> {
    let html = scraper::Html::parse_document(&pagina.cuerpo);
    let casillas = scraper::Selector::parse("input[name=concedidos][checked]:not([disabled])").unwrap();
    html.select(&casillas).filter_map(|c| c.value().attr("value")).map(str::to_owned).collect()
}

async fn enviar(ana: &Navegador, version: &str, casillas: &[String]) -> Respuesta {
    let mut campos = vec![("antes", version)];
    campos.extend(casillas.iter().map(|c| ("concedidos", c.as_str())));
    ana.post(ROLES, &campos).await
}

#[tokio::test]
async fn quitar_un_permiso_vale_en_la_siguiente_pagina_y_queda_quien_fue() {
    let app = Prueba::nueva().await;
    let (ana, gloria) = (app.como("ana").await, app.como("gloria").await);
    gloria.get("/norte/configuracion/usuarios").await.es(403);
    let pagina = ana.get(ROLES).await.es(200);
    let version = pagina.atributo("input[name=antes]", "value");
    let mut casillas = marcados(&pagina);
    casillas.retain(|c| c != "gerencia:reportes.ver");
    casillas.push("gerencia:usuarios.editar".into());
    assert_eq!(enviar(&ana, &version, &casillas).await.es(303).destino(), ROLES);
    gloria.get("/norte/configuracion/usuarios").await.es(200);
    assert!(!gloria.get("/norte/").await.textos(".lateral-entrada").contains(&"Reportes".to_owned()));

    let quien = bd_membresia(&app, "ana@norte.test").await;
    let sql = format!(
        "select operacion || ' ' || fila_id || ' ' || (coalesce(despues, antes) ->> 'permiso') as t from auditoria
         where tabla = 'roles_permisos' and membresia_id = {quien} order by id"
    );
    assert_eq!(bd_textos(&app, &sql).await, ["INSERT gerencia usuarios.editar", "DELETE gerencia reportes.ver"]);
}

#[tokio::test]
async fn administracion_siempre_puede_dar_roles() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let pagina = ana.get(ROLES).await.es(200);
    assert!(pagina.hay("input[value='administracion:usuarios.editar'][checked][disabled]"));
    let version = pagina.atributo("input[name=antes]", "value");
    enviar(&ana, &version, &[]).await.es(303);
    let vacia = ana.get(ROLES).await.es(200);
    assert!(marcados(&vacia).is_empty());
    enviar(&ana, &vacia.atributo("input[name=antes]", "value"), &["caja:caja.operar".into()]).await.es(303);
}

#[tokio::test]
async fn una_combinacion_inventada_no_se_guarda() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let version = ana.get(ROLES).await.atributo("input[name=antes]", "value");
    for rara in ["rey:agenda.ver", "caja:todo", "caja"] {
        enviar(&ana, &version, &[rara.into()]).await.es(422);
    }
    assert_eq!(ana.get(ROLES).await.atributo("input[name=antes]", "value"), version);
}

#[tokio::test]
async fn dos_editan_la_matriz_y_el_segundo_ve_que_cambiaria() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let pagina = ana.get(ROLES).await.es(200);
    let (version, casillas) = (pagina.atributo("input[name=antes]", "value"), marcados(&pagina));
    let sin_reportes: Vec<String> = casillas.iter().filter(|c| *c != "gerencia:reportes.ver").cloned().collect();
    enviar(&ana, &version, &sin_reportes).await.es(303);
    let vuelta = enviar(&ana, &version, &casillas).await.es(409);
    assert_eq!(vuelta.textos("[role=alert] li"), ["Gerencia: Ver reportes — sí podría"]);
    assert_eq!(marcados(&vuelta), casillas);
}

#[tokio::test]
async fn las_clinicas_no_comparten_su_matriz() {
    let app = Prueba::nueva().await;
    let (ana, diego) = (app.como("ana").await, app.como("diego").await);
    let version = ana.get(ROLES).await.atributo("input[name=antes]", "value");
    enviar(&ana, &version, &[]).await.es(303);
    assert_eq!(diego.get("/sur/configuracion/roles").await.es(200).atributo("input[name=antes]", "value"), version);
}

/// Who may set something is led to it, and to nothing else.
#[tokio::test]
async fn la_configuracion_lleva_a_lo_que_cada_quien_puede() {
    let app = Prueba::nueva().await;
    let (ana, gloria) = (app.como("ana").await, app.como("gloria").await);
    let entrada = "a.lateral-entrada[href*=configuracion]";
    let suya = gloria.get("/norte/").await.es(200).atributo(entrada, "href");
    assert_eq!(gloria.get(&suya).await.es(200).textos(".pestana"), ["Comisiones", "Trabajos"]);
    assert!(!app.como("carla").await.get("/norte/").await.es(200).hay(entrada));
    let version = ana.get(ROLES).await.atributo("input[name=antes]", "value");
    enviar(&ana, &version, &["gerencia:configuracion.editar".into()]).await.es(303);
    let lleva = gloria.get("/norte/").await.es(200).atributo(entrada, "href");
    assert_eq!(
        gloria.get(&lleva).await.es(200).textos(".pestana"),
        [
            "Profesionales",
            "Prestaciones",
            "Convenios",
            "Boxes",
            "Feriados",
            "Cajas",
            "Depósitos",
            "Avisos",
            "En línea",
            "Plantillas",
            "Clínica"
        ]
    );
}
