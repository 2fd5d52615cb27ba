//! Holds: the slot of an open form is nobody else's, for a while.

use antesala::jobs::{Obrero, Ritmo};

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Respuesta};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_930: &str = "2026-11-23T12:30:00Z";
const RETENIDAS: &str = "select count(*) as n from citas where estado = 'retenida'";

fn clave(n: u8) -> String {
    format!("6f1a1c1e-0000-4000-8000-0000000001{n:02}")
}

async fn retener(m: &Mundo, quien: &Navegador, inicio: &str, clave: &str) -> Respuesta {
    let (hora, prestacion) = (m.hora(inicio), m.prestacion.to_string());
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("clave", clave)];
    quien.htmx().post("/norte/citas/retenciones", &campos).await.es(200)
}

#[tokio::test]
async fn un_formulario_abierto_retiene_su_hora_y_confirmarla_es_la_misma_fila() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.otra_recepcion().await);
    let url = format!("/norte/citas/nueva?hora={}&prestacion={}", m.hora(LUNES_9), m.prestacion);
    let dialogo = beto.htmx().get(&url).await.es(200);
    assert_eq!(dialogo.atributo("[data-suelta]", "hx-post"), "/norte/citas/retenciones");
    assert!(!beto.get(&url).await.es(200).hay("[data-suelta]"), "a page without scripts holds nothing");
    let suya = dialogo.atributo("input[name=clave]", "value");
    assert!(retener(&m, &beto, LUNES_9, &suya).await.cuerpo.contains("hasta las 09:05"));
    let fila = m.bd_numero("select id as n from citas").await;

    assert_eq!(m.libres(&ana, "2026-11-23").await[0], "09:30");
    assert!(retener(&m, &ana, LUNES_9, &clave(1)).await.cuerpo.contains("Otra persona está tomando esta hora."));
    let (rosa, raul) = (m.bd_paciente("Rosa").await, m.bd_paciente("Raúl").await);
    m.reservar(&ana, raul, LUNES_9).await.es(409);

    m.reservar_con(&beto, rosa, LUNES_9, &[("clave", &suya)]).await.es(303);
    let hecha = format!(
        "select count(*) as n from citas where id = {fila} and estado = 'reservada' and paciente_id = {rosa} and vence is null"
    );
    assert_eq!(m.bd_numero(&hecha).await, 1);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
    // A late beacon of the form that booked lets go of nothing.
    beto.post("/norte/citas/retenciones/cierre", &[("clave", &suya)]).await.es(204);
    m.reservar_con(&beto, rosa, LUNES_9, &[("clave", &suya)]).await.es(303);
    assert_eq!(m.bd_numero(&hecha).await, 1);
}

#[tokio::test]
async fn cerrar_el_formulario_suelta_su_hora_y_solo_la_suya() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.otra_recepcion().await);
    let clave = clave(1);
    retener(&m, &beto, LUNES_9, &clave).await;
    ana.post("/norte/citas/retenciones/cierre", &[("clave", &clave)]).await.es(204);
    assert_eq!(m.bd_numero(RETENIDAS).await, 1, "it is not hers");
    beto.post("/norte/citas/retenciones/cierre", &[("clave", &clave)]).await.es(204);
    assert_eq!(m.bd_numero(RETENIDAS).await, 0);
    assert_eq!(m.app.bd_cuenta("norte", "retenciones").await, 0);
}

#[tokio::test]
async fn lo_retenido_por_uno_mismo_no_le_estorba() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    retener(&m, &beto, LUNES_9, &clave(1)).await;
    // Another form of the same person on the same slot, and the first one sent all the same.
    assert!(retener(&m, &beto, LUNES_9, &clave(2)).await.cuerpo.contains("hasta las 09:05"));
    m.reservar_con(&beto, rosa, LUNES_9, &[("clave", &clave(1))]).await.es(303);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
}

#[tokio::test]
async fn el_formulario_que_cambia_de_hora_suelta_la_anterior() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    retener(&m, &beto, LUNES_9, &clave(1)).await;
    retener(&m, &beto, LUNES_930, &clave(1)).await;
    assert_eq!(m.bd_numero(RETENIDAS).await, 1);
    m.reservar_con(&beto, rosa, "2026-11-23T13:00:00Z", &[("clave", &clave(1))]).await.es(303);
    assert_eq!((m.bd_numero(RETENIDAS).await, m.app.bd_cuenta("norte", "citas").await), (0, 1));
}

#[tokio::test]
async fn nadie_retiene_mas_de_tres() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    for n in 0..5 {
        m.profesional = m.bd_profesional(&format!("Profesional {n}"), "09:00", "13:00").await;
        retener(&m, &beto, LUNES_9, &clave(n)).await;
    }
    assert_eq!(m.bd_numero(RETENIDAS).await, 3);
    assert_eq!(m.bd_numero("select min(profesional_id) - max(profesional_id) as n from citas").await, -2);
}

#[tokio::test]
async fn lo_vencido_lo_suelta_la_proxima_reserva_o_el_obrero_y_la_clinica_dice_cuanto_dura() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.otra_recepcion().await);
    m.bd("update clinicas set ajustes = jsonb_build_object('minutos_retenida', 2)").await;
    assert!(retener(&m, &beto, LUNES_9, &clave(1)).await.cuerpo.contains("hasta las 09:02"));
    let obrero = Obrero {
        db: m.app.db.clone(),
        transporte: None,
        whatsapp: None,
        public_url: "http://antesala.test".into(),
        ritmo: Ritmo::default(),
        llave: None,
    };
    assert_eq!(obrero.soltar_retenidas().await.unwrap(), 0);
    m.app.db.reloj().fijar(instante("2026-11-22T12:02:00Z"));
    assert_eq!(m.libres(&ana, "2026-11-23").await.len(), 8);
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar(&ana, rosa, LUNES_930).await.es(303);
    assert_eq!(m.bd_numero(RETENIDAS).await, 0);
    retener(&m, &beto, LUNES_9, &clave(2)).await;
    m.app.db.reloj().fijar(instante("2026-11-22T12:04:00Z"));
    assert_eq!(obrero.soltar_retenidas().await.unwrap(), 1);
    // A form that slept past its hold books all the same while nobody else took the hour.
    m.reservar_con(&beto, rosa, LUNES_9, &[("clave", &clave(2))]).await.es(303);
}

#[tokio::test]
async fn un_bloqueo_sobre_lo_retenido_se_respeta_al_confirmar() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    retener(&m, &beto, LUNES_9, &clave(1)).await;
    m.bd(&format!(
        "insert into bloqueos (clinica_id, profesional_id, rango, motivo)
         values (clinica_actual(), {}, '[2026-11-23 12:00Z, 2026-11-23 13:00Z)', 'reunion')",
        m.profesional
    ))
    .await;
    m.reservar_con(&beto, rosa, LUNES_9, &[("clave", &clave(1))]).await.es(409);
}

#[tokio::test]
async fn una_retencion_mal_pedida_o_sin_permiso_no_retiene() {
    let m = Mundo::nuevo().await;
    let (beto, carla, diego) = (m.app.como("beto").await, m.app.como("carla").await, m.app.como("diego").await);
    let (hora, prestacion, clave) = (m.hora(LUNES_9), m.prestacion.to_string(), clave(1));
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("clave", &clave)];
    carla.post("/norte/citas/retenciones", &campos).await.es(403);
    diego.post("/norte/citas/retenciones", &campos).await.es(404);
    diego.post("/sur/citas/retenciones", &campos).await.es(200);
    beto.post("/norte/citas/retenciones", &campos[..2]).await.es(400);
    beto.post("/norte/citas/retenciones/cierre", &[("clave", "x")]).await.es(400);
    assert_eq!(m.bd_numero(RETENIDAS).await, 0);
}

#[tokio::test]
async fn cualquiera_sirve_cuando_el_ofrecido_ya_no_esta() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    let raul = m.bd_paciente("Raúl").await;
    m.reservar_con(&beto, raul, LUNES_9, &[("cualquiera", "true")]).await.es(303);
    assert_eq!(m.bd_numero(&format!("select profesional_id as n from citas where paciente_id = {raul}")).await, ivan);
    let ema = m.bd_paciente("Ema").await;
    m.reservar_con(&beto, ema, LUNES_9, &[("cualquiera", "true")]).await.es(409);
}
