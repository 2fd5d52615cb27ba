//! The second factor: put in the account, asked for at every sign-in, and never passed by.

use antesala::demo::CLAVE;
use antesala::values::totp::{Secreto, paso_de};
use antesala::web::session::{A_MEDIAS, SESION};
use chrono::{TimeDelta, Utc};
use data_encoding::BASE32_NOPAD;
use diesel_async::SimpleAsyncConnection;

use super::{USUARIOS, bd_membresia, bd_numero, cartas, enviar};
use crate::soporte::{Navegador, Prueba, Respuesta};

const CUENTA: &str = "/cuenta/segundo-factor";
const ROLES: &str = "/norte/configuracion/roles/segundo-factor";

/// The application of a person: it knows the secret and looks at the clock of the test.
struct Telefono(Secreto);

impl Telefono {
    /// Types the key that the page shows.
    fn con(pagina: &Respuesta) -> Self {
        let texto = pagina.texto(".clave-larga").replace(' ', "");
        Self(Secreto::nuevo(BASE32_NOPAD.decode(texto.as_bytes()).unwrap().try_into().unwrap()))
    }

    fn codigo(&self, app: &Prueba) -> String {
        self.0.codigo(paso_de(app.db.reloj().ahora()))
    }
}

async fn mundo() -> Prueba {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(Utc::now());
    app
}

fn pasan(app: &Prueba, cuanto: TimeDelta) {
    app.db.reloj().fijar(app.db.reloj().ahora() + cuanto);
}

/// Puts a factor; the application, and the codes on paper. The next code of it is another one.
async fn activar(app: &Prueba, quien: &Navegador) -> (Telefono, Vec<String>) {
    let pagina = quien.get(CUENTA).await.es(200);
    let telefono = Telefono::con(&pagina);
    let sal = pagina.atributo("input[name=sal]", "value");
    let campos = [("sal", sal.as_str()), ("codigo", &telefono.codigo(app)), ("clave", CLAVE)];
    let codigos = quien.post(CUENTA, &campos).await.es(201).textos(".codigos-papel li");
    pasan(app, TimeDelta::seconds(30));
    (telefono, codigos)
}

/// Up to the code.
async fn a_medias(app: &Prueba, correo: &str) -> Navegador {
    let quien = app.anonimo();
    quien.get("/entrar").await.es(200);
    let paso = quien.post("/entrar", &[("correo", correo), ("clave", CLAVE), ("luego", "/norte/agenda")]).await.es(303);
    assert_eq!(paso.destino(), "/entrar/codigo?luego=%2Fnorte%2Fagenda");
    assert!(quien.galleta(SESION).is_none());
    quien
}

async fn con_codigo(quien: &Navegador, codigo: &str) -> Respuesta {
    quien.post("/entrar/codigo", &[("codigo", codigo), ("luego", "/norte/agenda")]).await
}

async fn con_papel(quien: &Navegador, codigo: &str) -> Respuesta {
    quien.post("/entrar/codigo", &[("papel", codigo)]).await
}

const BETO: &str = "beto@norte.test";

#[tokio::test]
async fn se_activa_con_un_codigo_y_cierra_las_otras_sesiones() {
    let app = mundo().await;
    let (beto, otra) = (app.como("beto").await, app.como("beto").await);
    let pagina = beto.get(CUENTA).await.es(200);
    assert!(pagina.hay("svg.qr[role=img][aria-label] path") && !pagina.cuerpo.contains("style="));
    let sal = pagina.atributo("input[name=sal]", "value");
    let mala = beto.post(CUENTA, &[("sal", &sal), ("codigo", "000000")]).await.es(422);
    assert_eq!(mala.atributo("input[name=sal]", "value"), sal, "the drawing that was scanned stays");
    assert!(mala.hay("#codigo-error") && !mala.cuerpo.contains("000000"));
    beto.post(CUENTA, &[("sal", "zz"), ("codigo", "000000")]).await.es(422);
    // Whoever finds the page open does not keep its owner out.
    let codigo = Telefono::con(&mala).codigo(&app);
    let ajena = beto.post(CUENTA, &[("sal", &sal), ("codigo", &codigo), ("clave", "no es la suya")]).await.es(422);
    assert!(ajena.hay("#clave-error") && ajena.atributo("input[name=sal]", "value") == sal);
    let (_, codigos) = activar(&app, &beto).await;
    assert_eq!(codigos.len(), 10);
    otra.get("/cuenta").await.es(303);
    let despues = beto.get(CUENTA).await.es(200);
    assert!(despues.cuerpo.contains("Te quedan 10 códigos de respaldo") && !despues.hay(".clave-larga"));
    enviar(&app).await;
    assert!(cartas(&app, BETO)[0].contains("pide también un código"));
    // Neither the secret nor a code can be read where they are kept.
    let legibles = "select count(*) as n from segundos_factores where length(sal) <> 16 or length(codigos[1]) <> 32";
    assert_eq!(bd_numero(&app, legibles).await, 0);
}

#[tokio::test]
async fn al_entrar_se_pide_y_antes_no_se_hace_nada() {
    let app = mundo().await;
    let (telefono, _) = activar(&app, &app.como("beto").await).await;
    let beto = a_medias(&app, BETO).await;
    for ruta in ["/", "/cuenta", "/clinicas", "/norte/", "/norte/agenda", CUENTA] {
        assert!(beto.get(ruta).await.es(303).destino().starts_with("/entrar"), "{ruta}");
    }
    beto.post("/cuenta/clave", &[]).await.es(303);
    let token = beto.galleta(A_MEDIAS).unwrap();
    app.anonimo().con_galleta(SESION, &token).get("/norte/").await.es(303);
    let vacia = con_codigo(&beto, "").await.es(422);
    assert!(vacia.hay("#codigo-error"));
    let mala = con_codigo(&beto, "123 456").await.es(422);
    assert!(!mala.cuerpo.contains("123 456"));
    assert_eq!(mala.atributo("input[name=luego]", "value"), "/norte/agenda");
    let codigo = telefono.codigo(&app);
    assert_eq!(con_codigo(&beto, &codigo).await.es(303).destino(), "/norte/agenda");
    beto.get("/norte/").await.es(200);
    assert!(beto.galleta(A_MEDIAS).is_none());
    // That code is spent, for whoever else saw it.
    let otro = a_medias(&app, BETO).await;
    con_codigo(&otro, &codigo).await.es(422);
}

#[tokio::test]
async fn el_paso_vence_en_minutos_y_sin_el_se_vuelve_a_entrar() {
    let app = mundo().await;
    let (telefono, _) = activar(&app, &app.como("beto").await).await;
    let beto = a_medias(&app, BETO).await;
    pasan(&app, TimeDelta::minutes(11));
    assert_eq!(con_codigo(&beto, &telefono.codigo(&app)).await.es(303).destino(), "/entrar?luego=%2Fnorte%2Fagenda");
    assert!(beto.galleta(SESION).is_none());
    let nadie = app.anonimo();
    assert_eq!(nadie.get("/entrar/codigo").await.es(303).destino(), "/entrar");
    nadie.get("/entrar").await;
    con_codigo(&nadie, "123456").await.es(303);
}

#[tokio::test]
async fn a_los_cinco_fallos_se_espera_aunque_el_codigo_sea_bueno() {
    let app = mundo().await;
    let (telefono, codigos) = activar(&app, &app.como("beto").await).await;
    let beto = a_medias(&app, BETO).await;
    for _ in 0..5 {
        con_codigo(&beto, "000000").await.es(422);
    }
    con_codigo(&beto, &telefono.codigo(&app)).await.es(429);
    con_papel(&beto, &codigos[0]).await.es(429);
    // Nor does the password, given again, forgive what the code failed.
    let otra = a_medias(&app, BETO).await;
    con_codigo(&otra, &telefono.codigo(&app)).await.es(429);
    pasan(&app, TimeDelta::minutes(1));
    con_codigo(&beto, &telefono.codigo(&app)).await.es(303);
}

#[tokio::test]
async fn una_rafaga_de_codigos_no_adivina_mas_que_una_fila() {
    let app = mundo().await;
    activar(&app, &app.como("beto").await).await;
    let beto = a_medias(&app, BETO).await;
    let intentos: Vec<_> = (0..20)
        .map(|n| {
            let beto = beto.clone();
            tokio::spawn(async move { con_codigo(&beto, &format!("{n:06}")).await.estado.as_u16() })
        })
        .collect();
    let mut probados = 0;
    for intento in intentos {
        probados += u32::from(intento.await.unwrap() == 422);
    }
    assert_eq!(probados, 5);
}

#[tokio::test]
async fn dos_a_la_vez_con_el_mismo_codigo_y_entra_uno() {
    let app = mundo().await;
    let (telefono, codigos) = activar(&app, &app.como("beto").await).await;
    let (uno, dos) = (a_medias(&app, BETO).await, a_medias(&app, BETO).await);
    let codigo = telefono.codigo(&app);
    let (a, b) = tokio::join!(con_codigo(&uno, &codigo), con_codigo(&dos, &codigo));
    let mut estados = [a.estado.as_u16(), b.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 422]);
    let (uno, dos) = (a_medias(&app, BETO).await, a_medias(&app, BETO).await);
    let (a, b) = tokio::join!(con_papel(&uno, &codigos[3]), con_papel(&dos, &codigos[3]));
    let mut estados = [a.estado.as_u16(), b.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 422]);
}

#[tokio::test]
async fn un_codigo_de_papel_sirve_una_vez_y_los_nuevos_piden_la_clave() {
    let app = mundo().await;
    let (_, codigos) = activar(&app, &app.como("beto").await).await;
    let beto = a_medias(&app, BETO).await;
    let mala = con_papel(&beto, "AAAA-AAAA-AAAA-AAAA").await.es(422);
    assert!(mala.hay("#papel-error") && mala.hay("details[open]") && !mala.cuerpo.contains("AAAA-"));
    con_papel(&beto, &codigos[0].to_lowercase().replace('-', " ")).await.es(303);
    con_papel(&a_medias(&app, BETO).await, &codigos[0]).await.es(422);
    assert!(beto.get(CUENTA).await.es(200).cuerpo.contains("Te quedan 9 códigos"));
    let negada = beto.post(&format!("{CUENTA}/codigos"), &[("clave", "otra")]).await.es(422);
    assert_eq!(negada.texto("#clave-codigos-error"), "No es tu clave.");
    let nuevos = beto.post(&format!("{CUENTA}/codigos"), &[("clave", CLAVE)]).await.es(201);
    let nuevos = nuevos.textos(".codigos-papel li");
    con_papel(&a_medias(&app, BETO).await, &codigos[1]).await.es(422);
    con_papel(&a_medias(&app, BETO).await, &nuevos[1]).await.es(303);
}

#[tokio::test]
async fn desactivarlo_pide_la_clave_y_se_avisa() {
    let app = mundo().await;
    let beto = app.como("beto").await;
    activar(&app, &beto).await;
    beto.post(&format!("{CUENTA}/retiro"), &[("clave", "otra")]).await.es(422);
    assert_eq!(beto.post(&format!("{CUENTA}/retiro"), &[("clave", CLAVE)]).await.es(303).destino(), "/cuenta");
    assert!(beto.get(CUENTA).await.es(200).hay(".clave-larga"));
    beto.post(&format!("{CUENTA}/retiro"), &[("clave", CLAVE)]).await.es(303);
    enviar(&app).await;
    assert!(cartas(&app, BETO).iter().any(|carta| carta.contains("no pide un código")));
    let campos = [("correo", BETO), ("clave", CLAVE)];
    let otra = app.anonimo();
    otra.get("/entrar").await;
    assert_eq!(otra.post("/entrar", &campos).await.es(303).destino(), "/");
}

#[tokio::test]
async fn cambiar_la_clave_termina_lo_que_espera_su_codigo() {
    let app = mundo().await;
    let beto = app.como("beto").await;
    let (telefono, _) = activar(&app, &beto).await;
    let otro = a_medias(&app, BETO).await;
    let nueva = "tres gatos y un balcón";
    beto.post("/cuenta/clave", &[("actual", CLAVE), ("nueva", nueva), ("repetida", nueva)]).await.es(303);
    con_codigo(&otro, &telefono.codigo(&app)).await.es(303);
    assert!(otro.galleta(SESION).is_none());
}

#[tokio::test]
async fn la_clinica_lo_exige_por_rol_y_sin_el_solo_se_activa() {
    let app = mundo().await;
    let (ana, beto, carla) = (app.como("ana").await, app.como("beto").await, app.como("carla").await);
    let mala = ana.post(ROLES, &[("exigen", "recepcion"), ("exigen", "rey")]).await.es(422);
    assert!(mala.hay("#exigen-error") && mala.hay("input[name=exigen][value=recepcion][checked]"));
    ana.post(ROLES, &[("exigen", "recepcion")]).await.es(303);
    assert!(ana.get("/norte/configuracion/roles").await.es(200).hay("input[name=exigen][value=recepcion][checked]"));
    for ruta in ["/norte/", "/norte/agenda", "/norte/pacientes"] {
        let destino = beto.get(ruta).await.es(303).destino().to_owned();
        assert!(destino.starts_with(&format!("{CUENTA}?luego=")), "{destino}");
    }
    beto.post("/norte/pacientes", &[("nombres", "Julia")]).await.es(303);
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 0);
    let fragmento = beto.htmx().get("/norte/buscar?q=x").await.es(403);
    assert!(fragmento.destino().starts_with(CUENTA));
    carla.get("/norte/").await.es(200);
    let pagina = beto.get(&format!("{CUENTA}?luego=%2Fnorte%2F")).await.es(200);
    let telefono = Telefono::con(&pagina);
    let (sal, codigo) = (pagina.atributo("input[name=sal]", "value"), telefono.codigo(&app));
    let campos = [("sal", sal.as_str()), ("codigo", &codigo), ("clave", CLAVE), ("luego", "/norte/")];
    let listo = beto.post(CUENTA, &campos).await.es(201);
    assert_eq!(listo.atributo("main a.btn", "href"), "/norte/");
    beto.get("/norte/").await.es(200);
    ana.post(ROLES, &[]).await.es(303);
    let audita = "select count(*) as n from auditoria where tabla = 'roles_segundo_factor' and usuario_id is not null";
    assert_eq!(bd_numero(&app, audita).await, 2);
    beto.post(ROLES, &[("exigen", "caja")]).await.es(403);
    app.como("diego").await.post(ROLES, &[("exigen", "caja")]).await.es(404);
    app.anonimo().post(ROLES, &[]).await.es(403);
}

#[tokio::test]
async fn de_quien_trabaja_tambien_en_otra_clinica_no_lo_retira_ninguna() {
    let app = mundo().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    activar(&app, &beto).await;
    let sur = app.sistema("sur").await;
    let tambien = format!(
        "insert into membresias (clinica_id, usuario_id, estado) select clinica_actual(), id, 'activa' from usuarios where correo = '{BETO}'"
    );
    app.db.escribir(&sur, async |tx| Ok(tx.pg().batch_execute(&tambien).await?)).await.unwrap();

    let retiro = format!("{USUARIOS}/{}/segundo-factor/retiro", bd_membresia(&app, BETO).await);
    let rechazo = ana.post(&retiro, &[]).await.es(422);

    assert!(rechazo.cuerpo.contains("trabaja también en otra clínica"), "{}", rechazo.cuerpo);
    beto.get("/cuenta").await.es(200);
    assert_eq!(bd_numero(&app, "select count(*) as n from segundos_factores").await, 1);
}

#[tokio::test]
async fn quien_administra_lo_retira_se_audita_y_se_avisa() {
    let app = mundo().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    activar(&app, &beto).await;
    let id = bd_membresia(&app, BETO).await;
    let ficha = format!("{USUARIOS}/{id}");
    let retiro = format!("{ficha}/segundo-factor/retiro");
    assert!(ana.get(&ficha).await.es(200).hay(&format!("form[action='{retiro}']")));
    for (quien, estado) in [("carla", 403), ("diego", 404)] {
        app.como(quien).await.post(&retiro, &[]).await.es(estado);
    }
    ana.post(&retiro, &[]).await.es(303);
    beto.get("/cuenta").await.es(303);
    assert!(!ana.get(&ficha).await.es(200).hay(&format!("form[action='{retiro}']")));
    ana.post(&retiro, &[]).await.es(422);
    let ana_id = bd_membresia(&app, "ana@norte.test").await;
    let audita = format!(
        "select count(*) as n from auditoria where tabla = 'segundos_factores' and operacion = 'DELETE' and membresia_id = {ana_id}"
    );
    assert_eq!(bd_numero(&app, &audita).await, 1);
    enviar(&app).await;
    let cartas = cartas(&app, BETO);
    let avisada = cartas.iter().any(|c| c.contains("retiró el segundo factor") && c.contains("Por: Ana Araya"));
    assert!(avisada, "{cartas:?}");
    // One's own is taken off with one's own password.
    let propio = format!("{USUARIOS}/{ana_id}/segundo-factor/retiro");
    ana.post(&propio, &[]).await.es(422);
}

#[tokio::test]
async fn una_invitacion_no_lo_pasa_por_alto() {
    let app = mundo().await;
    let diego = app.como("diego").await;
    let (telefono, _) = activar(&app, &diego).await;
    let ruta = super::invitar(&app.como("ana").await, "Diego", "diego@sur.test").await;
    let visita = app.anonimo();
    visita.get(&ruta).await.es(200);
    let paso = visita.post(&ruta, &[("clave", CLAVE)]).await.es(303);
    assert!(paso.destino().starts_with("/entrar/codigo"), "{}", paso.destino());
    assert!(visita.galleta(SESION).is_none());
    con_codigo(&visita, &telefono.codigo(&app)).await.es(303);
    visita.get("/norte/").await.es(200);
}

#[tokio::test]
async fn sin_la_llave_de_la_casa_nadie_lo_activa_ni_lo_exige_y_el_papel_sirve() {
    let app = mundo().await;
    let (_, codigos) = activar(&app, &app.como("beto").await).await;
    let sin_llave = app.anonimo_en_otro_proceso().await;
    sin_llave.get("/entrar").await;
    sin_llave.post("/entrar", &[("correo", BETO), ("clave", CLAVE)]).await.es(303);
    con_papel(&sin_llave, &codigos[0]).await.es(303);
    let ana = app.anonimo_en_otro_proceso().await;
    ana.get("/entrar").await;
    ana.post("/entrar", &[("correo", "ana@norte.test"), ("clave", CLAVE)]).await.es(303);
    assert!(ana.get(CUENTA).await.es(200).cuerpo.contains("No está disponible en este servidor"));
    let negada = ana.post(ROLES, &[("exigen", "caja")]).await.es(422);
    assert!(negada.texto("#exigen-error").contains("SEAL_KEY"));
}
