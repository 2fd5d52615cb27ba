//! Which way a message goes, what leaves, and what becomes of what cannot.

use antesala::jobs::{Obrero, Ritmo};

use super::mundo::{LUNES_9, Mundo, NUMERO, ROSA};

#[tokio::test]
async fn a_quien_lo_acepta_se_le_escribe_con_la_plantilla_y_su_enlace() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;

    m.enviar().await;

    let mensajes = m.nube.mensajes();
    let [mensaje] = mensajes.as_slice() else { panic!("{mensajes:?}") };
    assert_eq!((mensaje["to"].as_str(), mensaje["type"].as_str()), (Some("56987654321"), Some("template")));
    assert_eq!(mensaje["template"]["name"], "antesala_cita_agendada_1");
    let partes = mensaje["template"]["components"].as_array().unwrap();
    let variables: Vec<_> =
        partes[0]["parameters"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(
        variables,
        ["Rosa", "lunes 23 de noviembre de 2026", "09:00", "Eva Soto", "Casa matriz, Av. Siempre Viva 742"]
    );
    let token = partes[1]["parameters"][0]["text"].as_str().unwrap();
    assert_eq!((partes[1]["sub_type"].as_str(), token.len()), (Some("url"), 64));
    m.agenda.app.anonimo().get(&format!("/r/{token}")).await.es(200);
    assert_eq!(m.nube.numeros(), [NUMERO]);
    assert!(m.agenda.app.buzon.cartas().is_empty(), "not by both");
    assert_eq!(m.bd_envios().await, ["whatsapp enviado"]);
    assert_eq!(m.bd_texto("select externo as texto from envios").await.as_deref(), Some("wamid.0"));
    assert_eq!(
        mensaje["biz_opaque_callback_data"].as_str(),
        m.bd_texto("select message_id::text as texto from mensajes").await.as_deref()
    );

    let ficha = m.beto.get("/norte/avisos").await.es(200);
    let pagina = m.beto.get(&ficha.atributo("tbody a", "href")).await.es(200);
    assert!(pagina.cuerpo.contains("WhatsApp") && pagina.cuerpo.contains("su hora quedó reservada para el lunes 23"));
}

#[tokio::test]
async fn el_recordatorio_trae_botones_que_dicen_de_que_cita_son() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda.app.db.reloj().fijar("2026-11-23T11:00:00Z".parse().unwrap());
    assert_eq!(m.obrero().recordar().await.unwrap(), 1);
    m.enviar().await;

    let mensajes = m.nube.mensajes();
    assert_eq!(mensajes[1]["template"]["name"], "antesala_cita_recordatorio_1");
    let partes = mensajes[1]["template"]["components"].as_array().unwrap();
    let botones: Vec<_> =
        partes.iter().filter_map(|p| p["parameters"][0]["payload"].as_str().map(str::to_owned)).collect();
    assert_eq!(botones, ["confirmar", "cancelar", "cambiar"].map(|que| format!("{que}:{cita}")));
    assert_eq!((partes[4]["sub_type"].as_str(), partes[4]["index"].as_str()), (Some("url"), Some("3")));
}

#[tokio::test]
async fn va_por_correo_lo_que_por_whatsapp_no_puede_ir() {
    for (caso, sql) in [
        ("does not accept it", "update pacientes set acepta_whatsapp = false"),
        ("a landline", "update pacientes set telefono = '+56223456789'"),
        ("no phone", "update pacientes set telefono = null"),
        ("the clinic does not prefer it", "update canales_whatsapp set preferido = false"),
        ("not approved", "update plantillas_whatsapp set estado = 'pedida'"),
        ("other words were approved", "update plantillas_whatsapp set nombre = 'antesala_antigua'"),
    ] {
        let m = Mundo::nuevo().await;
        m.agenda.bd(sql).await;
        m.reservar(LUNES_9).await;
        m.enviar().await;
        assert_eq!((m.nube.mensajes().len(), m.agenda.app.buzon.cartas().len()), (0, 1), "{caso}");
    }
}

#[tokio::test]
async fn quien_solo_tiene_whatsapp_tambien_se_entera_y_quien_no_quiere_mensajes_de_nada() {
    let m = Mundo::nuevo().await;
    m.agenda.bd("update pacientes set correo = null").await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda.app.db.reloj().fijar("2026-11-23T11:00:00Z".parse().unwrap());
    assert_eq!(m.obrero().recordar().await.unwrap(), 1);
    assert_eq!(m.obrero().recordar().await.unwrap(), 0);
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 2);

    m.agenda.bd("update pacientes set sin_avisos = true").await;
    m.agenda.anular(&m.beto, cita).await;
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 2);
}

#[tokio::test]
async fn lo_que_no_salio_y_ya_nadie_puede_oir_se_calla() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.agenda.bd("update pacientes set correo = null, acepta_whatsapp = false").await;
    m.agenda.anular(&m.beto, cita).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp suprimido ya_no_rige"]);
}

#[tokio::test]
async fn cada_negativa_tiene_su_consecuencia() {
    for (codigo, primero, despues) in [
        (131_026, "fallido wa_131026", "fallido wa_131026"),
        (131_047, "fallido wa_131047", "fallido wa_131047"),
        (132_001, "fallido wa_132001", "fallido wa_132001"),
        (131_056, "pendiente wa_131056", "enviado"),
        (130_429, "pendiente wa_130429", "enviado"),
        (131_000, "pendiente wa_131000", "enviado"),
        (190, "pendiente wa_190", "enviado"),
        (2, "pendiente wa_2", "enviado"),
    ] {
        let m = Mundo::nuevo().await;
        m.reservar(LUNES_9).await;
        m.nube.negar(codigo);
        m.obrero().enviar_whatsapps().await.unwrap();
        assert_eq!(m.bd_envios().await, [format!("whatsapp {primero}")], "{codigo}");
        assert_eq!(m.obrero().enviar_whatsapps().await.unwrap(), 0, "{codigo}: not before its wait is over");
        m.pasan_minutos(10);
        m.obrero().enviar_whatsapps().await.unwrap();
        assert_eq!(m.bd_envios().await, [format!("whatsapp {despues}")], "{codigo}");
    }
}

#[tokio::test]
async fn un_telefono_sin_whatsapp_no_se_intenta_otra_vez_y_lo_siguiente_va_por_correo() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.nube.negar_a(ROSA, 131_026);
    m.enviar().await;
    m.agenda.anular(&m.beto, cita).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp fallido wa_131026", "correo enviado"]);
    assert_eq!(m.nube.mensajes().len(), 0);
    let lista = m.beto.get("/norte/avisos").await.es(200);
    assert!(lista.cuerpo.contains("Ese teléfono no recibe WhatsApp"));
}

#[tokio::test]
async fn una_plantilla_que_whatsapp_pausa_deja_de_usarse() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.nube.negar(132_015);
    m.enviar().await;
    let estado = "select estado || ' ' || motivo as texto from plantillas_whatsapp where tipo = 'cita_agendada'";
    assert_eq!(m.bd_texto(estado).await.as_deref(), Some("pausada wa_132015"));
    m.reservar("2026-11-24T12:00:00Z").await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp fallido wa_132015", "correo enviado"]);
}

#[tokio::test]
async fn con_la_llave_vencida_nada_gasta_intentos_y_el_correo_sigue() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    let otra = m.bd_paciente("Julia", None, Some("julia@correo.test"), false).await;
    m.agenda.reservar(&m.beto, otra, "2026-11-23T12:30:00Z").await.es(303);
    let obrero = Obrero { whatsapp: Some(m.nube.cliente_con("vencida")), ..m.obrero() };
    for _ in 0..6 {
        obrero.enviar_whatsapps().await.unwrap();
        obrero.enviar_lote().await.unwrap();
        m.pasan_minutos(60);
    }
    assert_eq!(m.bd_envios().await, ["whatsapp pendiente wa_190", "correo enviado"]);
    assert_eq!(
        m.bd_texto("select (intentos = perdonados)::text as texto from envios where canal = 'whatsapp'")
            .await
            .as_deref(),
        Some("true")
    );
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp enviado", "correo enviado"]);
}

#[tokio::test]
async fn un_solo_telefono_no_recibe_mas_de_diez_por_minuto() {
    let m = Mundo::nuevo().await;
    for hora in 0..12 {
        let dia = 23 + hora / 7;
        let (h, min) = (12 + (hora % 7) / 2, if hora % 2 == 0 { "00" } else { "30" });
        m.reservar(&format!("2026-11-{dia}T{h}:{min}:00Z")).await;
    }
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 10);
    m.pasan_minutos(2);
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 12);
}

#[tokio::test]
async fn en_el_silencio_de_la_clinica_no_sale_un_recordatorio() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda.app.db.reloj().fijar("2026-11-23T11:00:00Z".parse().unwrap());
    assert_eq!(m.obrero().recordar().await.unwrap(), 1);
    let hasta_las = |hora: &str| {
        format!(
            "update clinicas set ajustes = ajustes || '{{\"avisos\": {{\"silencio_hasta\": \"{hora}\"}}}}' where id = clinica_actual()"
        )
    };
    m.agenda.bd(&hasta_las("08:30")).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp enviado", "whatsapp pendiente silencio"]);
    m.pasan_minutos(31);
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp enviado", "whatsapp enviado"]);
}

#[tokio::test]
async fn el_cupo_por_minuto_de_la_clinica_vale_para_los_dos_canales_juntos() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    let julia = m.bd_paciente("Julia", None, Some("julia@correo.test"), false).await;
    m.agenda.reservar(&m.beto, julia, "2026-11-23T12:30:00Z").await.es(303);
    let obrero = Obrero { ritmo: Ritmo { por_clinica: 1, ..Ritmo::default() }, ..m.obrero() };
    assert_eq!((obrero.enviar_whatsapps().await.unwrap(), obrero.enviar_lote().await.unwrap()), (1, 0));
    m.pasan_minutos(1);
    assert_eq!(obrero.enviar_lote().await.unwrap(), 1);
}

#[tokio::test]
async fn dos_obreros_no_envian_el_mismo_mensaje() {
    let m = Mundo::nuevo().await;
    for n in 0..8 {
        let quien = m.bd_paciente(&format!("P{n}"), Some(&format!("+5691111222{n}")), None, true).await;
        let (hora, minuto) = (12 + n / 2, if n % 2 == 0 { "00" } else { "30" });
        m.agenda.reservar(&m.beto, quien, &format!("2026-11-23T{hora}:{minuto}:00Z")).await.es(303);
    }
    let (uno, otro) = (m.obrero(), m.obrero());
    let vaciar = async |obrero: &Obrero| while obrero.enviar_whatsapps().await.unwrap() > 0 {};
    tokio::join!(vaciar(&uno), vaciar(&otro));
    let mut ids: Vec<_> =
        m.nube.mensajes().iter().map(|mensaje| mensaje["biz_opaque_callback_data"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((m.nube.mensajes().len(), ids.len()), (8, 8));
}

#[tokio::test]
async fn quien_dice_que_no_o_cambia_de_telefono_antes_de_que_salga_lo_recibe_por_correo() {
    for sql in ["update pacientes set acepta_whatsapp = false", "update pacientes set telefono = '+56911112222'"] {
        let m = Mundo::nuevo().await;
        m.reservar(LUNES_9).await;
        m.agenda.bd(sql).await;
        m.enviar().await;
        assert_eq!(m.bd_envios().await, ["whatsapp suprimido sin_permiso"], "{sql}");
        assert_eq!(m.obrero().respaldar().await.unwrap(), 1, "{sql}");
        m.enviar().await;
        assert_eq!((m.nube.mensajes().len(), m.agenda.app.buzon.cartas().len()), (0, 1), "{sql}");
    }
}
