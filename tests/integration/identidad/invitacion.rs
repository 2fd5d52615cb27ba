//! The link of an invitation: followed once, by whom it was meant for.

use antesala::demo::CLAVE;
use antesala::mail::Destino;
use antesala::services::avisos;
use antesala::services::clinicas::{self, NuevaClinica};
use antesala::web::session::SESION;
use chrono::{TimeDelta, Utc};

use super::{USUARIOS, bd_membresia, bd_numero, bd_textos, enlace, invitar};
use crate::soporte::{Navegador, Prueba, Respuesta};

const NUEVA: &str = "tres gatos y un balcón";

async fn elegir(navegador: &Navegador, enlace: &str, clave: &str) -> Respuesta {
    navegador.post(enlace, &[("nueva", clave), ("repetida", clave)]).await
}

#[tokio::test]
async fn quien_es_invitado_elige_su_clave_y_queda_adentro() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let hugo = app.anonimo();
    let pagina = hugo.get(&enlace).await.es(200);
    assert_eq!(pagina.texto("h1"), "Hola, Hugo Herrera");
    assert!(pagina.texto("main").contains("Clínica Norte te invita"));
    assert_eq!(elegir(&hugo, &enlace, NUEVA).await.es(303).destino(), "/norte/");
    assert_eq!(hugo.get("/norte/").await.es(200).texto("h1"), "Hola, Hugo");
    hugo.get(USUARIOS).await.es(403);
    let otra_vez = app.anonimo();
    otra_vez.get("/entrar").await;
    otra_vez.post("/entrar", &[("correo", "hugo@norte.test"), ("clave", NUEVA)]).await.es(303);
}

#[tokio::test]
async fn antes_de_aceptar_no_hay_acceso_ni_clave() {
    let app = Prueba::nueva().await;
    invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let hugo = app.anonimo();
    hugo.get("/entrar").await;
    hugo.post("/entrar", &[("correo", "hugo@norte.test"), ("clave", "")]).await.es(422);
    assert!(hugo.galleta(SESION).is_none());
}

#[tokio::test]
async fn una_clave_debil_o_distinta_se_dice_y_el_enlace_sigue_sirviendo() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let hugo = app.anonimo();
    hugo.get(&enlace).await;
    let corta = elegir(&hugo, &enlace, "corta").await.es(422);
    assert_eq!(corta.texto("#nueva-error"), "Usa al menos 10 caracteres.");
    assert!(elegir(&hugo, &enlace, "herrera-2026-x").await.es(422).hay("#nueva-error"));
    let distinta = hugo.post(&enlace, &[("nueva", NUEVA), ("repetida", "otra cosa")]).await.es(422);
    assert!(distinta.hay("#repetida-error"));
    assert_eq!(distinta.atributo("input[name=correo]", "value"), "hugo@norte.test");
    elegir(&hugo, &enlace, NUEVA).await.es(303);
}

#[tokio::test]
async fn un_enlace_usado_vencido_o_inventado_lo_dice_con_amabilidad() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let usado = invitar(&ana, "Hugo Herrera", "hugo@norte.test").await;
    let vencido = invitar(&ana, "Inés Ibáñez", "ines@norte.test").await;
    let hugo = app.anonimo();
    hugo.get(&usado).await;
    elegir(&hugo, &usado, NUEVA).await.es(303);
    assert!(app.anonimo().get(&usado).await.es(410).texto("main").contains("ya se usó"));
    elegir(&hugo, &usado, "una clave cambiada").await.es(410);

    app.db.reloj().fijar(Utc::now() + TimeDelta::days(8));
    let ines = app.anonimo();
    assert!(ines.get(&vencido).await.es(410).texto("main").contains("venció"));
    elegir(&ines, &vencido, NUEVA).await.es(410);

    let falso = format!("/invitacion/{}", "0".repeat(64));
    assert!(ines.get(&falso).await.es(404).texto("main").contains("no está completo"));
    elegir(&ines, &falso, NUEVA).await.es(404);
    assert!(ines.galleta(SESION).is_none());
}

#[tokio::test]
async fn dos_navegadores_a_la_vez_y_solo_uno_entra() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let claves =
        ["la del primer navegador", "la del segundo navegador", "la del tercer navegador", "la del cuarto navegador"];
    let intentos = claves.map(|clave| {
        let (navegador, enlace) = (app.anonimo(), enlace.clone());
        tokio::spawn(async move {
            navegador.get(&enlace).await.es(200);
            let estado = elegir(&navegador, &enlace, clave).await.estado.as_u16();
            (estado, navegador.galleta(SESION).is_some(), clave)
        })
    });
    let mut ganadora = None;
    for intento in intentos {
        let (estado, con_sesion, clave) = intento.await.unwrap();
        assert_eq!(estado == 303, con_sesion);
        if con_sesion {
            assert_eq!(ganadora.replace(clave), None, "two of them won");
        } else {
            assert!(matches!(estado, 409 | 410), "{estado}");
        }
    }
    let hugo = app.anonimo();
    hugo.get("/entrar").await;
    hugo.post("/entrar", &[("correo", "hugo@norte.test"), ("clave", ganadora.unwrap())]).await.es(303);
}

#[tokio::test]
async fn quien_ya_tiene_cuenta_entra_con_su_clave_y_elige_clinica() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Otro Nombre", "diego@sur.test").await;
    let diego = app.como("diego").await;
    diego.get("/norte/").await.es(404);
    let pagina = diego.get(&enlace).await.es(200);
    assert!(!pagina.hay("input[name=nueva]"), "a link never replaces a password");
    let mala = diego.post(&enlace, &[("clave", "otra")]).await.es(422);
    assert_eq!(mala.texto("#clave-error"), "No es la clave de tu cuenta.");
    assert_eq!(diego.post(&enlace, &[("clave", CLAVE)]).await.es(303).destino(), "/norte/");
    diego.get("/norte/").await.es(200);
    assert_eq!(diego.get("/").await.es(303).destino(), "/clinicas");
    assert_eq!(diego.get("/clinicas").await.es(200).textos("ul a"), ["Clínica Norte", "Clínica Sur"]);
}

#[tokio::test]
async fn adivinar_la_clave_en_una_invitacion_se_bloquea_como_en_el_ingreso() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Diego Díaz", "diego@sur.test").await;
    let alguien = app.anonimo();
    alguien.get(&enlace).await;
    for _ in 0..5 {
        alguien.post(&enlace, &[("clave", "otra")]).await.es(422);
    }
    alguien.post(&enlace, &[("clave", CLAVE)]).await.es(429);
}

/// The administrator of Sur invites the same e-mail, keeps the link and chooses a password: that opens Sur and nothing else.
#[tokio::test]
async fn la_invitacion_de_una_clinica_no_abre_otra() {
    let app = Prueba::nueva().await;
    let de_norte = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@correo.test").await;
    let diego = app.como("diego").await;
    let campos = [("nombre", "Hugo"), ("correo", "hugo@correo.test"), ("roles", "caja")];
    let de_sur = enlace(&diego.post("/sur/configuracion/usuarios", &campos).await.es(201));
    let impostor = app.anonimo();
    impostor.get(&de_sur).await;
    assert_eq!(elegir(&impostor, &de_sur, NUEVA).await.es(303).destino(), "/sur/");
    impostor.get("/norte/").await.es(404);
    assert_eq!(bd_textos(&app, "select m.estado as t from membresias m join usuarios u on u.id = m.usuario_id where u.correo = 'hugo@correo.test'").await, ["invitada"]);
    // The real one, with the link of Norte, does not know the impostor's password: nobody comes in.
    let hugo = app.anonimo();
    hugo.get(&de_norte).await;
    elegir(&hugo, &de_norte, "la clave de hugo mismo").await.es(422);
}

#[tokio::test]
async fn una_clinica_nueva_nace_con_el_enlace_de_quien_la_administra() {
    let app = Prueba::nueva().await;
    let nueva = NuevaClinica {
        slug: "oeste",
        nombre: "Clínica Oeste",
        zona: "America/Santiago",
        correo: "olga@oeste.test",
        persona: "Olga Olivares",
    };
    let enlace = format!("/invitacion/{}", clinicas::crear(&app.db, &nueva).await.unwrap());
    let olga = app.anonimo();
    olga.get(&enlace).await.es(200);
    assert_eq!(elegir(&olga, &enlace, NUEVA).await.es(303).destino(), "/oeste/");
    olga.get("/oeste/configuracion/usuarios").await.es(200);
    olga.get("/norte/").await.es(404);
}

#[tokio::test]
async fn un_enlace_nuevo_deja_sin_valor_al_anterior() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let primero = invitar(&ana, "Hugo Herrera", "hugo@norte.test").await;
    let id = bd_membresia(&app, "hugo@norte.test").await;
    let segundo = enlace(&ana.post(&format!("{USUARIOS}/{id}/invitacion"), &[]).await.es(201));
    let hugo = app.anonimo();
    hugo.get(&primero).await.es(410);
    hugo.get(&segundo).await.es(200);
    elegir(&hugo, &segundo, NUEVA).await.es(303);
    ana.post(&format!("{USUARIOS}/{id}/invitacion"), &[]).await.es(409);
}

#[tokio::test]
async fn una_invitacion_anulada_no_entra_y_reactivarla_no_la_acepta() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let enlace = invitar(&ana, "Diego Díaz", "diego@sur.test").await;
    let id = bd_membresia(&app, "diego@sur.test").await;
    ana.post(&format!("{USUARIOS}/{id}/suspension"), &[]).await.es(303);
    let diego = app.como("diego").await;
    diego.get(&enlace).await.es(410);
    ana.post(&format!("{USUARIOS}/{id}/reactivacion"), &[]).await.es(303);
    diego.get("/norte/").await.es(404);
    diego.get(&enlace).await.es(410);
}

#[tokio::test]
async fn aceptar_queda_auditado_a_nombre_de_quien_acepta_y_sin_el_token() {
    let app = Prueba::nueva().await;
    let enlace = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let hugo = app.anonimo();
    hugo.get(&enlace).await;
    elegir(&hugo, &enlace, NUEVA).await.es(303);
    let id = bd_membresia(&app, "hugo@norte.test").await;
    let sql = format!(
        "select count(*) as n from auditoria where tabla = 'membresias' and fila_id = '{id}' and operacion = 'UPDATE'
         and membresia_id = {id} and despues ->> 'estado' = 'activa' and peticion_id is not null"
    );
    assert_eq!(bd_numero(&app, &sql).await, 1);
    let token = enlace.rsplit('/').next().unwrap();
    let guardado = format!("select count(*) as n from enlaces_usuario e where e::text like '%{token}%'");
    assert_eq!(bd_numero(&app, &guardado).await, 0);
}

#[tokio::test]
async fn el_enlace_del_correo_sirve_igual_y_deja_usado_al_entregado() {
    let app = Prueba::nueva().await;
    let entregado = invitar(&app.como("ana").await, "Hugo Herrera", "hugo@norte.test").await;
    let encolada =
        "select count(*) as n from mensajes m join envios e on e.clinica_id = m.clinica_id and e.mensaje_id = m.id
                    where m.tipo = 'invitacion' and m.direccion = 'hugo@norte.test' and e.estado = 'pendiente'";
    assert_eq!(bd_numero(&app, encolada).await, 1);
    let usuario_id = bd_numero(&app, "select id as n from usuarios where correo = 'hugo@norte.test'").await;
    let destino = Destino::Clave { usuario_id, motivo: "invitacion".into() };
    let del_correo = avisos::ruta(&app.db, app.sistema("norte").await.clinica, &destino).await.unwrap();
    let hugo = app.anonimo();
    hugo.get(&del_correo).await.es(200);
    elegir(&hugo, &del_correo, NUEVA).await.es(303);
    assert!(hugo.get(&entregado).await.es(410).texto("main").contains("ya se usó"));
}
