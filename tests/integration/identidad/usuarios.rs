//! The people of a clinic: invited, given roles, suspended.

use super::{USUARIOS, bd_membresia, bd_numero, bd_textos, invitar};
use crate::soporte::{Navegador, Prueba};

async fn antes(ana: &Navegador, ficha: &str) -> String {
    ana.get(ficha).await.es(200).atributo("input[name=antes]", "value")
}

#[tokio::test]
async fn ana_ve_a_su_gente_con_sus_roles() {
    let app = Prueba::nueva().await;
    let lista = app.como("ana").await.get(USUARIOS).await.es(200);
    let nombres = lista.textos("tbody th");
    assert_eq!(nombres.first().map(String::as_str), Some("Ana Araya"));
    assert_eq!(nombres.len(), 6, "nobody of the other clinic");
    assert_eq!(lista.textos("tbody tr:first-child td"), ["ana@norte.test", "Administración", "Activa"]);
    assert_eq!(
        lista.textos(".pestana"),
        [
            "Usuarios",
            "Roles",
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
            "Clínica",
            "Trabajos",
        ]
    );
}

#[tokio::test]
async fn sin_permiso_de_otra_clinica_o_sin_sesion_no_se_entra() {
    let app = Prueba::nueva().await;
    let id = bd_membresia(&app, "beto@norte.test").await;
    let (beto, diego, nadie) = (app.como("beto").await, app.como("diego").await, app.anonimo());
    let ficha = format!("{USUARIOS}/{id}");
    for ruta in [USUARIOS, &format!("{USUARIOS}/nuevo"), &ficha, "/norte/configuracion/roles"] {
        beto.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        assert!(nadie.get(ruta).await.es(303).destino().starts_with("/entrar?luego="));
    }
    let posts =
        [ficha.clone(), format!("{ficha}/suspension"), format!("{ficha}/reactivacion"), format!("{ficha}/invitacion")];
    for ruta in posts.iter().map(String::as_str).chain([USUARIOS, "/norte/configuracion/roles"]) {
        beto.post(ruta, &[("roles", "administracion")]).await.es(403);
        diego.post(ruta, &[("roles", "administracion")]).await.es(404);
        nadie.post(ruta, &[("roles", "administracion")]).await.es(303);
    }
    // Diego administers his own clinic, where that row does not exist.
    diego.get(&format!("/sur/configuracion/usuarios/{id}")).await.es(404);
    diego.post(&format!("/sur/configuracion/usuarios/{id}/suspension"), &[]).await.es(404);
    beto.get("/norte/").await.es(200);
}

#[tokio::test]
async fn invitar_mal_muestra_lo_escrito_y_por_que() {
    let app = Prueba::nueva().await;
    let campos = [("nombre", " "), ("correo", "sin arroba"), ("roles", "caja"), ("roles", "rey")];
    let vuelta = app.como("ana").await.post(USUARIOS, &campos).await.es(422);
    assert_eq!(vuelta.atributo("input[name=correo]", "value"), "sin arroba");
    assert_eq!(vuelta.texto("#nombre-error"), "Escribe el nombre.");
    assert!(vuelta.hay("#correo-error") && vuelta.hay("#roles-error"));
    assert!(vuelta.hay("input[name=roles][value=caja][checked]"));
    let sin_rol =
        app.como("ana").await.post(USUARIOS, &[("nombre", "Hugo"), ("correo", "hugo@norte.test")]).await.es(422);
    assert_eq!(sin_rol.texto("#roles-error"), "Elige al menos un rol.");
}

#[tokio::test]
async fn quien_ya_esta_no_se_invita_dos_veces() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let campos = [("nombre", "Beto"), ("correo", "BETO@norte.test"), ("roles", "caja")];
    let vuelta = ana.post(USUARIOS, &campos).await.es(409);
    let id = bd_membresia(&app, "beto@norte.test").await;
    assert_eq!(vuelta.atributo("[role=alert] a", "href"), format!("{USUARIOS}/{id}"));
    assert_eq!(vuelta.atributo("input[name=nombre]", "value"), "Beto");
}

#[tokio::test]
async fn dos_invitan_a_la_vez_a_la_misma_persona_y_hay_una_membresia() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let intentos: Vec<_> = (0..6)
        .map(|_| {
            let ana = ana.clone();
            tokio::spawn(async move {
                let campos = [("nombre", "Hugo"), ("correo", "hugo@norte.test"), ("roles", "caja")];
                ana.post(USUARIOS, &campos).await.estado.as_u16()
            })
        })
        .collect();
    let mut estados = Vec::new();
    for intento in intentos {
        estados.push(intento.await.unwrap());
    }
    estados.sort_unstable();
    assert_eq!(estados, [201, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn cambiar_roles_vale_en_la_siguiente_pagina_y_dice_quien_fue() {
    let app = Prueba::nueva().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    let id = bd_membresia(&app, "beto@norte.test").await;
    let ficha = format!("{USUARIOS}/{id}");
    beto.get(USUARIOS).await.es(403);
    let version = antes(&ana, &ficha).await;
    let campos = [("antes", version.as_str()), ("roles", "recepcion"), ("roles", "administracion")];
    assert_eq!(ana.post(&ficha, &campos).await.es(303).destino(), ficha);
    beto.get(USUARIOS).await.es(200);

    let quien = bd_membresia(&app, "ana@norte.test").await;
    let sql = format!(
        "select operacion || ' ' || (coalesce(despues, antes) ->> 'rol') as t from auditoria
         where tabla = 'membresias_roles' and fila_id = '{id}' and membresia_id = {quien} and usuario_id is not null order by id"
    );
    assert_eq!(bd_textos(&app, &sql).await, ["INSERT administracion"], "recepcion was not touched");
}

#[tokio::test]
async fn dos_editan_a_la_misma_persona_y_el_segundo_lo_sabe() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let ficha = format!("{USUARIOS}/{}", bd_membresia(&app, "beto@norte.test").await);
    let version = antes(&ana, &ficha).await;
    ana.post(&ficha, &[("antes", &version), ("roles", "caja")]).await.es(303);
    let vuelta = ana.post(&ficha, &[("antes", &version), ("roles", "bodega")]).await.es(409);
    assert!(vuelta.hay("input[value=bodega][checked]") && !vuelta.hay("input[value=caja][checked]"));
    assert!(vuelta.texto("[role=alert]").contains("Ahora tiene: Caja."));
    let nueva = vuelta.atributo("input[name=antes]", "value");
    ana.post(&ficha, &[("antes", &nueva), ("roles", "bodega")]).await.es(303);
}

#[tokio::test]
async fn nadie_se_quita_la_administracion_ni_se_suspende() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let ficha = format!("{USUARIOS}/{}", bd_membresia(&app, "ana@norte.test").await);
    let version = antes(&ana, &ficha).await;
    let vuelta = ana.post(&ficha, &[("antes", &version), ("roles", "caja")]).await.es(422);
    assert!(vuelta.texto("[role=alert]").contains("No puedes quitarte la administración"));
    assert!(vuelta.hay("input[value=caja][checked]"));
    assert!(
        ana.post(&format!("{ficha}/suspension"), &[])
            .await
            .es(422)
            .texto("[role=alert]")
            .contains("No puedes suspenderte")
    );
    ana.get(USUARIOS).await.es(200);
    ana.post(&ficha, &[("antes", &version), ("roles", "administracion"), ("roles", "caja")]).await.es(303);
}

/// Each of two administrators takes the other away at once: whatever the order, somebody is left.
#[tokio::test]
async fn siempre_queda_quien_administre() {
    let app = Prueba::nueva().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    let (id_ana, id_beto) = (bd_membresia(&app, "ana@norte.test").await, bd_membresia(&app, "beto@norte.test").await);
    let version = antes(&ana, &format!("{USUARIOS}/{id_beto}")).await;
    ana.post(&format!("{USUARIOS}/{id_beto}"), &[("antes", &version), ("roles", "administracion")]).await.es(303);
    let (a_beto, a_ana) = (format!("{USUARIOS}/{id_beto}/suspension"), format!("{USUARIOS}/{id_ana}/suspension"));
    let (uno, dos) = tokio::join!(ana.post(&a_beto, &[]), beto.post(&a_ana, &[]));
    let mut estados = [uno.estado.as_u16(), dos.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados[0], 303);
    assert!(matches!(estados[1], 404 | 422), "{estados:?}");
    let activos = "select count(*) as n from membresias m join membresias_roles r on r.clinica_id = m.clinica_id and r.membresia_id = m.id
                   where r.rol = 'administracion' and m.estado = 'activa'";
    assert_eq!(bd_numero(&app, activos).await, 1);
}

/// Gloria may edit people without administering: she cannot leave the clinic without anybody who does.
#[tokio::test]
async fn la_ultima_administracion_no_se_quita_ni_por_otra_persona() {
    let app = Prueba::nueva().await;
    let (ana, gloria) = (app.como("ana").await, app.como("gloria").await);
    let version = ana.get("/norte/configuracion/roles").await.atributo("input[name=antes]", "value");
    ana.post("/norte/configuracion/roles", &[("antes", &version), ("concedidos", "gerencia:usuarios.editar")])
        .await
        .es(303);
    let ficha = format!("{USUARIOS}/{}", bd_membresia(&app, "ana@norte.test").await);
    let version = antes(&gloria, &ficha).await;
    let vuelta = gloria.post(&ficha, &[("antes", &version), ("roles", "caja")]).await.es(422);
    assert!(vuelta.texto("[role=alert]").contains("quedaría sin nadie que la administre"));
    gloria.post(&format!("{ficha}/suspension"), &[]).await.es(422);
    ana.get(USUARIOS).await.es(200);
}

#[tokio::test]
async fn suspender_termina_esta_clinica_y_nada_mas() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let enlace = invitar(&ana, "Diego Díaz", "diego@sur.test").await;
    let diego = app.como("diego").await;
    diego.post(&enlace, &[("clave", antesala::demo::CLAVE)]).await.es(303);
    diego.get("/norte/").await.es(200);
    let ficha = format!("{USUARIOS}/{}", bd_membresia(&app, "diego@sur.test").await);
    ana.post(&format!("{ficha}/suspension"), &[]).await.es(303);
    diego.get("/norte/").await.es(404);
    diego.get("/sur/").await.es(200);
    assert!(ana.get(USUARIOS).await.textos("tbody td").contains(&"Suspendida".to_owned()));
    ana.post(&format!("{ficha}/suspension"), &[]).await.es(303);
    ana.post(&format!("{ficha}/reactivacion"), &[]).await.es(303);
    diego.get("/norte/").await.es(200);
}

#[tokio::test]
async fn el_nombre_de_otra_clinica_no_se_ve_hasta_que_la_persona_acepta() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let enlace = invitar(&ana, "Alguien", "diego@sur.test").await;
    assert!(!ana.get(USUARIOS).await.es(200).cuerpo.contains("Diego Díaz"));
    let diego = app.como("diego").await;
    diego.get(&enlace).await;
    diego.post(&enlace, &[("clave", antesala::demo::CLAVE)]).await.es(303);
    assert!(ana.get(USUARIOS).await.es(200).cuerpo.contains("Diego Díaz"));
}

#[tokio::test]
async fn las_paginas_caben_en_su_presupuesto_de_viajes() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let ficha = format!("{USUARIOS}/{}", bd_membresia(&app, "beto@norte.test").await);
    for ruta in [USUARIOS, &ficha, "/norte/configuracion/roles", "/cuenta"] {
        ana.get(ruta).await.es(200);
        let antes = app.db.viajes();
        ana.get(ruta).await.es(200);
        assert!(app.db.viajes() - antes <= 6, "{ruta}: {}", app.db.viajes() - antes);
    }
}
