//! A clinic's number, when it is preferred, and its templates.

use antesala::avisos::MOLDES;
use serde_json::json;

use super::mundo::{Mundo, NUMERO};
use crate::soporte::Prueba;

const AQUI: &str = "/norte/configuracion/avisos/whatsapp";

#[tokio::test]
async fn ana_dice_su_numero_y_lo_mal_escrito_se_dice_en_su_campo() {
    let m = Mundo::nuevo().await;
    let ana = m.agenda.app.como("ana").await;
    let pagina = ana.get(AQUI).await.es(200);
    assert_eq!(pagina.atributo("input[name=numero_id]", "value"), NUMERO);
    let version = pagina.atributo("input[name=version]", "value");
    let con = async |numero: &str, horas: &str| {
        let campos = [
            ("version", version.as_str()),
            ("numero_id", numero),
            ("cuenta_id", "9000002"),
            ("preferido", "true"),
            ("respaldo_horas", horas),
        ];
        ana.post(AQUI, &campos).await
    };
    let mala = con("+56 9", "0").await.es(422);
    assert_eq!(mala.atributo("input[name=numero_id]", "value"), "+56 9");
    assert!(mala.cuerpo.contains("solo números") && mala.cuerpo.contains("de 1 a 72"));
    con("1066666", "6").await.es(303);
    let guardada = ana.get(AQUI).await.es(200);
    assert_eq!(guardada.atributo("input[name=respaldo_horas]", "value"), "6");
    assert!(guardada.hay("input[name=preferido][checked]"));
    assert!(con("1066666", "7").await.es(422).cuerpo.contains("Otra persona lo cambió"));

    m.beto.get(AQUI).await.es(403);
    m.agenda.app.como("diego").await.get(AQUI).await.es(404);
    assert!(m.agenda.app.anonimo().get(AQUI).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test]
async fn un_numero_es_de_una_sola_clinica() {
    let m = Mundo::nuevo().await;
    let diego = m.agenda.app.como("diego").await;
    let campos = [("version", "0"), ("numero_id", NUMERO), ("cuenta_id", "9000003"), ("respaldo_horas", "4")];
    let negada = diego.post("/sur/configuracion/avisos/whatsapp", &campos).await.es(422);
    assert!(negada.cuerpo.contains("ya lo usa otra clínica"));
}

#[tokio::test]
async fn sin_la_llave_del_servidor_no_se_prefiere() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    assert!(ana.get(AQUI).await.es(200).cuerpo.contains("no está conectado a WhatsApp"));
    let campos = [
        ("version", "0"),
        ("numero_id", NUMERO),
        ("cuenta_id", "9000003"),
        ("preferido", "true"),
        ("respaldo_horas", "4"),
    ];
    assert!(ana.post(AQUI, &campos).await.es(422).cuerpo.contains("todavía no está conectado"));
}

#[tokio::test]
async fn la_de_los_codigos_se_pide_como_la_api_quiere() {
    let m = Mundo::nuevo().await;
    let ana = m.agenda.app.como("ana").await;
    assert!(ana.get(AQUI).await.texto("[data-plantilla=reserva_codigo]").contains("Código para reservar en línea"));
    ana.post(&format!("{AQUI}/plantillas"), &[("tipo", "reserva_codigo")]).await.es(303);
    m.obrero().correr_lote().await.unwrap();
    let pedida = json!({
        "name": "antesala_reserva_codigo_1", "language": "es", "category": "AUTHENTICATION",
        "components": [
            {"type": "BODY", "add_security_recommendation": true},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar código"}]},
        ],
    });
    assert_eq!(m.nube.plantillas(), [pedida]);
    assert_eq!(ana.get(AQUI).await.texto("[data-plantilla=reserva_codigo] .insignia"), "Por aprobar");
}

#[tokio::test]
async fn una_plantilla_se_pide_y_su_respuesta_se_ve() {
    let m = Mundo::nuevo().await;
    let ana = m.agenda.app.como("ana").await;
    m.bd_como_dueno("truncate plantillas_whatsapp").await;
    assert_eq!(ana.get(AQUI).await.textos("[data-plantilla] .insignia"), ["Sin pedir"; MOLDES.len()]);
    let pedir = async || ana.post(&format!("{AQUI}/plantillas"), &[("tipo", "cita_recordatorio")]).await;
    pedir().await.es(303);
    assert_eq!(ana.get(AQUI).await.texto("[data-plantilla=cita_recordatorio] .insignia"), "Por aprobar");
    m.obrero().correr_lote().await.unwrap();
    let pedidas = m.nube.plantillas();
    assert_eq!((pedidas.len(), pedidas[0]["name"].as_str()), (1, Some("antesala_cita_recordatorio_1")));
    let botones = pedidas[0]["components"][1]["buttons"].as_array().unwrap();
    assert_eq!(botones[3]["url"], "https://antesala.example/r/{{1}}");
    assert_eq!(pedidas[0]["components"][0]["example"]["body_text"][0].as_array().unwrap().len(), 5);

    // Asked again, it is looked at rather than made twice.
    pedir().await.es(303);
    m.obrero().correr_lote().await.unwrap();
    assert_eq!(m.nube.plantillas().len(), 1);
    assert_eq!(ana.get(AQUI).await.texto("[data-plantilla=cita_recordatorio] .insignia"), "Aprobada");

    m.nube.negar(100);
    ana.post(&format!("{AQUI}/plantillas"), &[("tipo", "cita_cancelada")]).await.es(303);
    m.obrero().correr_lote().await.unwrap();
    let pagina = ana.get(AQUI).await;
    assert_eq!(pagina.texto("[data-plantilla=cita_cancelada] .insignia"), "Rechazada");
    ana.post(&format!("{AQUI}/plantillas"), &[("tipo", "invitacion")]).await.es(400);
}
