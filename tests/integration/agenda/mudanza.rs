//! Moving a cita: another hour, another professional, another length; whether its patient is told, and the way back.

use super::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_930: &str = "2026-11-23T12:30:00Z";
const LUNES_11: &str = "2026-11-23T14:00:00Z";

impl Mundo {
    async fn mover(&self, quien: &Navegador, cita: i64, campos: &[(&str, &str)]) -> Respuesta {
        quien.post(&format!("/norte/citas/{cita}/reagendamiento"), campos).await
    }

    async fn bd_viva(&self) -> i64 {
        self.bd_numero("select id as n from citas where bloquea").await
    }

    async fn bd_avisos(&self) -> i64 {
        self.bd_numero("select count(*) as n from mensajes where tipo = 'cita_reagendada'").await
    }
}

#[tokio::test]
async fn el_formulario_dice_donde_esta_y_propone_adonde_se_arrastro() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    let url = format!("/norte/citas/{cita}/reagendamiento");
    let propio = beto.get(&url).await.es(200);
    assert_eq!(propio.atributo("input[name=a_las]", "value"), "09:00");
    assert_eq!(propio.atributo("input[name=duracion]", "value"), "30");
    assert!(!propio.hay("input[name=avisar]"), "Rosa has no e-mail");
    let antes = m.app.db.viajes();
    let arrastrada = beto.htmx().get(&format!("{url}?hora={ivan}@{LUNES_11}")).await.es(200);
    assert!(m.app.db.viajes() - antes <= 4);
    assert!(arrastrada.cuerpo.starts_with("<dialog"), "{}", arrastrada.cuerpo);
    assert_eq!(arrastrada.atributo("select[name=profesional] option[selected]", "value"), ivan.to_string());
    assert_eq!(arrastrada.atributo("input[name=a_las]", "value"), "11:00");
    let estirada = beto.htmx().get(&format!("{url}?duracion=45")).await.es(200);
    assert_eq!(estirada.atributo("input[name=duracion]", "value"), "45");
    // What is not an hour of this world is not proposed.
    let rara = beto.htmx().get(&format!("{url}?hora=1@-262143-01-01T00:00:00Z")).await.es(200);
    assert_eq!(rara.atributo("input[name=a_las]", "value"), "09:00");
}

#[tokio::test]
async fn se_mueve_por_el_formulario_y_desde_la_rejilla_con_vuelta_atras() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "13:00").await.to_string();
    let eva = m.profesional.to_string();
    let campos = [("version", "1"), ("profesional", eva.as_str()), ("fecha", "2026-11-23"), ("a_las", "10:00")];
    let hecha = m.mover(&beto, cita, &campos).await.es(303);
    let viva = m.bd_viva().await;
    assert_eq!(hecha.destino(), format!("/norte/agenda/2026-11-23?profesional={eva}#cita-{viva}"));
    let campos = [
        ("version", "1"),
        ("profesional", ivan.as_str()),
        ("fecha", "2026-11-23"),
        ("a_las", "11:00"),
        ("duracion", "45"),
        ("desde", "rejilla"),
    ];
    let movida = m.mover(&beto.htmx(), viva, &campos).await.es(200);
    let suceso = format!(r##"{{"agenda:cambio":{{"target":"#dia","foco":"cita-{}"}}}}"##, m.bd_viva().await);
    assert_eq!(movida.cabecera("HX-Trigger"), Some(suceso.as_str()));
    assert!(movida.texto("#tostadas p").starts_with("Rosa: lun 23 nov 11:00"));
    let larga = format!(
        "select count(*) as n from citas where bloquea and profesional_id = {ivan} and fin - inicio = interval '45 min'"
    );
    assert_eq!(m.bd_numero(&larga).await, 1);
    let valor = |nombre: &str| movida.atributo(&format!("#tostadas input[name={nombre}]"), "value");
    let (version, hora, duracion) = (valor("version"), valor("hora"), valor("duracion"));
    let vuelta = [("version", version.as_str()), ("hora", &hora), ("duracion", &duracion), ("desde", "rejilla")];
    m.mover(&beto.htmx(), m.bd_viva().await, &vuelta).await.es(200);
    let como_antes = format!(
        "select count(*) as n from citas where bloquea and profesional_id = {eva} and inicio = '2026-11-23 13:00Z' and fin - inicio = interval '30 min'"
    );
    assert_eq!(m.bd_numero(&como_antes).await, 1);
}

#[tokio::test]
async fn un_choque_conserva_lo_escrito_y_ofrece_lo_cercano() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cita(&beto, "Raúl", LUNES_930).await;
    let eva = m.profesional.to_string();
    let campos = [
        ("version", "1"),
        ("profesional", eva.as_str()),
        ("fecha", "2026-11-23"),
        ("a_las", "09:30"),
        ("duracion", "25"),
    ];
    let choque = m.mover(&beto, cita, &campos).await.es(409);
    assert_eq!(choque.texto("[role=alert] .aviso-titulo"), "Esa hora ya no está libre.");
    assert_eq!(choque.textos("[role=alert] .opcion")[0], "lun 23 nov 09:00 · Eva Soto");
    assert_eq!(choque.atributo("input[name=a_las]", "value"), "09:30");
    assert_eq!(choque.atributo("input[name=duracion]", "value"), "25");
    assert_eq!(m.bd_numero("select count(*) as n from citas where bloquea").await, 2);
    let desde_la_rejilla = m
        .mover(&beto.htmx(), cita, &[("version", "1"), ("hora", &m.hora(LUNES_930)), ("desde", "rejilla")])
        .await
        .es(409);
    assert!(desde_la_rejilla.cuerpo.starts_with("<dialog"));
    assert_eq!(desde_la_rejilla.atributo("input[name=a_las]", "value"), "09:30");
    // Chosen among the nearest, it counts over what is written.
    let campos = [
        ("version", "1"),
        ("hora", &m.hora(LUNES_11)),
        ("profesional", &eva),
        ("fecha", "2026-11-23"),
        ("a_las", "09:30"),
    ];
    m.mover(&beto, cita, &campos).await.es(303);
}

#[tokio::test]
async fn dos_pestanas_no_mueven_la_misma_cita_dos_veces() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.mover(&beto, cita, &[("version", "1"), ("hora", &m.hora(LUNES_930))]).await.es(303);
    let tarde = m.mover(&beto, cita, &[("version", "1"), ("hora", &m.hora(LUNES_11))]).await.es(409);
    assert!(tarde.texto("[role=alert]").contains("cambió mientras tanto"));
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 2);
}

#[tokio::test]
async fn se_alarga_hasta_donde_cabe() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cita(&beto, "Raúl", "2026-11-23T13:00:00Z").await;
    let estirar = async |minutos: &str| {
        let version =
            m.bd_numero(&format!("select version::bigint as n from citas where id = {cita}")).await.to_string();
        m.mover(&beto, cita, &[("version", &version), ("hora", &m.hora(LUNES_9)), ("duracion", minutos)]).await
    };
    estirar("60").await.es(303);
    estirar("65").await.es(409);
    estirar("10").await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "09:30");
    m.bd(&format!(
        "insert into bloqueos (clinica_id, profesional_id, rango, motivo)
         values (clinica_actual(), {}, '[2026-11-23 12:20Z, 2026-11-23 12:30Z)', 'reunion')",
        m.profesional
    ))
    .await;
    estirar("20").await.es(303);
    let bloqueada = estirar("30").await.es(409);
    assert!(bloqueada.texto("[role=alert]").starts_with("No cabe"));
    for mala in ["0", "-5", "721", "mucho"] {
        assert!(estirar(mala).await.es(422).hay("#duracion-error"), "{mala}");
    }
    // Past the end of the day nobody is there.
    let ultima = m.cita(&beto, "Ema", "2026-11-23T15:30:00Z").await;
    let campos = [("version", "1"), ("hora", &m.hora("2026-11-23T15:30:00Z")), ("duracion", "60")];
    m.mover(&beto, ultima, &campos).await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reagendada'").await, 0);
}

#[tokio::test]
async fn se_avisa_a_quien_se_quiso_avisar() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.bd("update pacientes set correo = 'rosa@correo.test'").await;
    let pregunta = beto.get(&format!("/norte/citas/{cita}/reagendamiento")).await.es(200);
    assert!(pregunta.hay("input[name=avisar][checked]"));
    m.mover(&beto, cita, &[("version", "1"), ("hora", &m.hora(LUNES_930)), ("pregunta", "true")]).await.es(303);
    assert_eq!(m.bd_avisos().await, 0);
    let si = [("version", "1"), ("hora", &m.hora(LUNES_11)), ("pregunta", "true"), ("avisar", "true")];
    m.mover(&beto, m.bd_viva().await, &si).await.es(303);
    assert_eq!(m.bd_avisos().await, 1);
    // Whoever was not asked did not say no.
    m.mover(&beto, m.bd_viva().await, &[("version", "1"), ("hora", &m.hora(LUNES_9))]).await.es(303);
    assert_eq!(m.bd_avisos().await, 2);
    m.bd("update pacientes set sin_avisos = true").await;
    let callada = beto.get(&format!("/norte/citas/{}/reagendamiento", m.bd_viva().await)).await.es(200);
    assert!(!callada.hay("input[name=avisar]"), "Rosa wants no messages");
}

#[tokio::test]
async fn lo_que_no_se_entiende_se_dice_en_su_campo() {
    let m = Mundo::en("2026-03-30T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", "2026-04-06T13:00:00Z").await;
    let eva = m.profesional.to_string();
    let pedir = async |fecha: &str, hora: &str| {
        let campos = [("version", "1"), ("profesional", eva.as_str()), ("fecha", fecha), ("a_las", hora)];
        m.mover(&beto, cita, &campos).await
    };
    let inexistente = pedir("2026-09-06", "00:30").await.es(422);
    assert!(inexistente.texto("#a_las-error").contains("esa hora no existe"));
    assert_eq!(inexistente.atributo("input[name=a_las]", "value"), "00:30");
    assert!(pedir("9999-12-31", "09:00").await.es(422).hay("#fecha-error"));
    assert!(pedir("2026-04-07", "25:00").await.es(422).hay("#a_las-error"));
    m.mover(&beto, cita, &[]).await.es(422);
    // The hour that happens twice is nobody's: it is refused, not lost.
    pedir("2026-04-04", "23:30").await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 1);
}

#[tokio::test]
async fn solo_mueve_quien_reserva_y_solo_lo_suyo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let (carla, diego) = (m.app.como("carla").await, m.app.como("diego").await);
    carla.get(&format!("/norte/citas/{cita}/reagendamiento")).await.es(403);
    diego.get(&format!("/sur/citas/{cita}/reagendamiento")).await.es(404);
    diego
        .post(&format!("/sur/citas/{cita}/reagendamiento"), &[("version", "1"), ("hora", &m.hora(LUNES_11))])
        .await
        .es(404);
    m.app.anonimo().get(&format!("/norte/citas/{cita}/reagendamiento")).await.es(303);
    let ajeno = m.bd_numero("select max(id) + 1000 as n from profesionales").await;
    let a_nadie = format!("{ajeno}@{LUNES_11}");
    m.mover(&beto, cita, &[("version", "1"), ("hora", &a_nadie)]).await.es(409);
}
