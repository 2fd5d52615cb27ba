//! What a patient writes: what is plain is done, the rest is for a person, and nothing is guessed.

use serde_json::json;

use super::mundo::{LUNES_9, Mundo, ROSA, sobre};

const MARTES_9: &str = "2026-11-24T12:00:00Z";

impl Mundo {
    async fn bd_conversacion(&self) -> String {
        self.bd_texto("select estado as texto from conversaciones").await.unwrap()
    }

    /// Rosa presses a button of a message of ours, or answers it.
    async fn aprieta(&self, wamid: &str, payload: &str) -> String {
        let ahora = self.agenda.app.db.reloj().ahora().timestamp().to_string();
        let dicho = json!({"id": wamid, "from": ROSA.trim_start_matches('+'), "timestamp": ahora, "type": "button",
            "button": {"text": "Confirmo", "payload": payload}});
        self.contar(&sobre(&json!({"messages": [dicho]}))).await;
        self.atender().await;
        self.dicho()
    }
}

#[tokio::test]
async fn si_confirma_su_unica_hora_y_lo_dice() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    assert_eq!(
        m.escribe("wamid.r1", "Sí").await,
        "Gracias. Su hora del lunes 23 de noviembre de 2026 a las 09:00, con Eva Soto, quedó confirmada."
    );
    assert_eq!((m.bd_cita(cita).await.as_str(), m.bd_conversacion().await.as_str()), ("confirmada", "respondida"));
    let quien = format!("select quien as texto from citas_estados where cita_id = {cita} and a = 'confirmada'");
    assert_eq!(m.bd_texto(&quien).await.as_deref(), Some("paciente"));
    // Said again, it is confirmed still.
    assert!(m.escribe("wamid.r2", "si").await.contains("quedó confirmada"));
}

#[tokio::test]
async fn no_cancela_y_el_hecho_se_cuenta_una_vez() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    assert_eq!(m.escribe("wamid.r1", "no").await, "antesala_cita_cancelada_1");
    assert_eq!((m.bd_cita(cita).await.as_str(), m.nube.mensajes().len()), ("cancelada", 2));
    let motivo = format!("select motivo as texto from citas_estados where cita_id = {cita} and a = 'cancelada'");
    assert_eq!(m.bd_texto(&motivo).await.as_deref(), Some("Por WhatsApp"));

    // Where its template is not approved, the answer says it.
    let otro = Mundo::nuevo().await;
    otro.agenda.bd("update plantillas_whatsapp set estado = 'pedida' where tipo = 'cita_cancelada'").await;
    otro.reservar(LUNES_9).await;
    otro.enviar().await;
    assert!(otro.escribe("wamid.r1", "no puedo ir").await.contains("quedó cancelada"));
}

#[tokio::test]
async fn tarde_no_se_cancela_por_aqui_y_una_persona_lo_ve() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda.bd("update clinicas set ajustes = ajustes || '{\"avisos\": {\"telefono\": \"+56223456789\"}}' where id = clinica_actual()").await;
    m.agenda.app.db.reloj().fijar("2026-11-23T11:00:00Z".parse().unwrap());
    assert!(m.escribe("wamid.r1", "no").await.contains("llame a la clínica al +56 2 2345 6789"));
    assert_eq!((m.bd_cita(cita).await.as_str(), m.bd_conversacion().await.as_str()), ("reservada", "espera"));
}

#[tokio::test]
async fn cambiar_da_el_enlace_personal() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    let dicho = m.escribe("wamid.r1", "cambiar").await;
    let (_, token) = dicho.split_once("https://antesala.example/r/").unwrap();
    m.agenda.app.anonimo().get(&format!("/r/{token}/cambio")).await.es(200);
}

#[tokio::test]
async fn con_varias_horas_se_pregunta_cual_y_no_se_adivina() {
    let m = Mundo::nuevo().await;
    let (una, otra) = (m.reservar(LUNES_9).await, m.reservar(MARTES_9).await);
    m.enviar().await;
    let dicho = m.escribe("wamid.r1", "si").await;
    assert!(dicho.contains("¿De cuál") && dicho.matches("https://antesala.example/r/").count() == 2, "{dicho}");
    assert_eq!((m.bd_cita(una).await.as_str(), m.bd_cita(otra).await.as_str()), ("reservada", "reservada"));

    // Answering a message of ours says which.
    let externo = format!(
        "select e.externo as texto from envios e join mensajes m on m.id = e.mensaje_id where m.clave like 'cita:{otra}:%'"
    );
    let externo = m.bd_texto(&externo).await;
    let mut responde = m.texto_de(ROSA, "wamid.r2", "si");
    responde["entry"][0]["changes"][0]["value"]["messages"][0]["context"] = json!({"id": externo});
    m.contar(&responde).await;
    m.atender().await;
    assert_eq!((m.bd_cita(una).await.as_str(), m.bd_cita(otra).await.as_str()), ("reservada", "confirmada"));

    // A message of ours that is about no cita says nothing of any.
    m.agenda
        .bd(&format!(
            "with m as (
               insert into mensajes (clinica_id, tipo, canal, nombre, direccion, asunto, carta, clave, plantilla)
               values (clinica_actual(), 'reserva_codigo', 'whatsapp', 'Rosa', '{ROSA}', 'x', '{{}}', 'reserva_en_linea:{una}:telefono:0', '{{}}')
               returning clinica_id, id)
             insert into envios (clinica_id, mensaje_id, canal, estado, terminado, externo)
             select clinica_id, id, 'whatsapp', 'enviado', ahora(), 'wamid.codigo' from m"
        ))
        .await;
    let mut responde = m.texto_de(ROSA, "wamid.r5", "no");
    responde["entry"][0]["changes"][0]["value"]["messages"][0]["context"] = json!({"id": "wamid.codigo"});
    m.contar(&responde).await;
    m.atender().await;
    assert_eq!(m.bd_cita(una).await, "reservada");

    // So does a button; of an hour that is nobody's here, it does nothing.
    assert_eq!(m.aprieta("wamid.r3", &format!("cancelar:{una}")).await, "antesala_cita_cancelada_1");
    assert_eq!(m.bd_cita(una).await, "cancelada");
    let ajena = m.bd_paciente("Julia", Some("+56911112222"), None, true).await;
    m.agenda.reservar(&m.beto, ajena, "2026-11-25T12:00:00Z").await.es(303);
    let ajena = m.agenda.bd_numero("select max(id) as n from citas").await;
    m.aprieta("wamid.r4", &format!("cancelar:{ajena}")).await;
    assert_eq!(m.bd_cita(ajena).await, "reservada");
}

#[tokio::test]
async fn dos_pacientes_con_un_telefono_se_distinguen_por_su_nombre() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    let hijo = m.bd_paciente("Tomás", Some(ROSA), None, true).await;
    m.agenda.reservar(&m.beto, hijo, MARTES_9).await.es(303);
    m.enviar().await;
    let dicho = m.escribe("wamid.r1", "mis horas").await;
    assert!(dicho.contains("Rosa: lunes 23") && dicho.contains("Tomás: martes 24"), "{dicho}");
    assert!(!dicho.contains("CON"), "never what for");
}

#[tokio::test]
async fn lo_que_se_pregunta_se_responde_con_los_datos() {
    let m = Mundo::nuevo().await;
    m.agenda.bd("update profesionales set especialidad = 'Pediatría'").await;
    assert_eq!(m.escribe("wamid.r1", "mis horas").await, "No tiene horas por venir con este teléfono.");
    assert_eq!(m.escribe("wamid.r2", "¿Dirección?").await, "Casa matriz: Av. Siempre Viva 742");
    let horario = m.escribe("wamid.r3", "horario").await;
    assert!(
        horario.contains("lunes: de 09:00 a 13:00") && horario.contains("viernes") && !horario.contains("domingo"),
        "{horario}"
    );
    for (n, pregunta) in ["hora con pediatría", "Quiero hora con la Dra. Soto"].iter().enumerate() {
        let horas = m.escribe(&format!("wamid.h{n}"), pregunta).await;
        assert!(horas.contains("Eva Soto: lunes 23 de noviembre de 2026 a las 09:00;"), "{horas}");
        assert!(!horas.contains("Pediatr") && !horas.contains("Prestación"), "{horas}");
    }
    assert_eq!(m.bd_conversacion().await, "espera", "who books is a person");
}

#[tokio::test]
async fn donde_se_reserva_en_linea_la_hora_viene_con_su_enlace() {
    let m = Mundo::nuevo().await;
    m.agenda.bd("update profesionales set especialidad = 'Pediatría'").await;
    let abrir = "update clinicas set ajustes = ajustes || '{\"en_linea\": {\"abierta\": true}}'; update prestaciones set en_linea = true";
    m.agenda.bd(abrir).await;
    let horas = m.escribe("wamid.h", "hora con pediatría").await;
    let ruta = format!("/norte/reservar/{}?profesional={}", m.agenda.prestacion, m.agenda.profesional);
    assert!(horas.contains("Reservar con Eva Soto:") && horas.contains(&ruta), "{horas}");
    assert_ne!(m.bd_conversacion().await, "espera", "nobody is needed");
}

#[tokio::test]
async fn lo_demas_espera_a_una_persona_a_quien_se_avisa_una_vez() {
    let m = Mundo::nuevo().await;
    assert!(m.escribe("wamid.r1", "me duele la guata, ¿qué tomo?").await.contains("lo leerá una persona"));
    m.escribe("wamid.r2", "¿hola?").await;
    assert_eq!(m.nube.mensajes().len(), 1);
    m.escribe("wamid.r3", "dirección").await;
    assert_eq!((m.nube.mensajes().len(), m.bd_conversacion().await.as_str()), (2, "espera"));
    // A picture too, of somebody whom nobody knows.
    m.contar(&sobre(&json!({"messages": [{"id": "wamid.x", "from": "56933334444", "timestamp": "1764000000", "type": "image", "image": {"id": "1"}}]}))).await;
    m.atender().await;
    let lista = m.beto.get("/norte/conversaciones").await.es(200);
    assert_eq!(lista.textos("tr[data-conversacion]").len(), 2);
    assert!(lista.cuerpo.contains("Mandó algo que no es texto") && lista.cuerpo.contains("+56 9 3333 4444"));
}

#[tokio::test]
async fn baja_y_alta_quedan_escritas_con_su_telefono() {
    let m = Mundo::nuevo().await;
    assert!(m.escribe("wamid.r1", "BAJA").await.starts_with("No le escribiremos más"));
    m.reservar(LUNES_9).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await.last().map(String::as_str), Some("correo enviado"));
    assert!(m.escribe("wamid.r2", "alta").await.starts_with("Desde ahora"));
    let libro = "select string_agg(concat_ws(' ', acepta, como, telefono), ',' order by id) as texto from consentimientos_whatsapp";
    assert_eq!(m.bd_texto(libro).await.unwrap(), format!("t en_linea {ROSA},f respuesta {ROSA},t respuesta {ROSA}"));
    // Of another phone, it is another thing that was said.
    m.agenda.bd(&format!("update pacientes set telefono = '+56911112222' where id = {}", m.rosa)).await;
    m.agenda.bd(&format!("update pacientes set direccion = 'x' where id = {}", m.rosa)).await;
    assert!(m.bd_texto(libro).await.unwrap().ends_with(",t en_linea +56911112222"));
    let ficha = m.beto.get(&format!("/norte/pacientes/{}", m.rosa)).await.es(200);
    let filas = ficha.textos("tr[data-consentimiento]");
    assert_eq!(filas.len(), 4);
    assert!(filas[1].contains("Acepta WhatsApp") && filas[1].contains("Lo escribió por WhatsApp"), "{filas:?}");
}

#[tokio::test]
async fn un_no_a_una_persona_no_cancela_nada() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.escribe("wamid.r1", "¿me la pueden adelantar?").await;
    let una = format!("/norte/conversaciones/{}", m.agenda.bd_numero("select id as n from conversaciones").await);
    // While it waits for a person, and once one has asked something.
    m.escribe("wamid.r2", "no").await;
    let clave = m.beto.get(&una).await.atributo("input[name=clave]", "value");
    m.beto.post(&format!("{una}/respuestas"), &[("texto", "¿Puede el martes?"), ("clave", &clave)]).await.es(303);
    m.enviar().await;
    m.escribe("wamid.r3", "No").await;
    assert_eq!((m.bd_cita(cita).await.as_str(), m.bd_conversacion().await.as_str()), ("reservada", "espera"));

    // A button says which and what, whoever is being talked to.
    assert!(m.aprieta("wamid.r4", &format!("confirmar:{cita}")).await.contains("quedó confirmada"));
    // And a reminder that comes later is what is answered.
    m.agenda.bd("update conversaciones set estado = 'atendida'").await;
    m.agenda.app.db.reloj().fijar("2026-11-22T15:00:00Z".parse().unwrap());
    m.reservar(MARTES_9).await;
    m.enviar().await;
    let dicho = m.escribe("wamid.r5", "sí").await;
    assert!(dicho.contains("¿De cuál"), "{dicho}");
    let pagina = m.beto.get(&una).await.es(200);
    assert!(
        pagina.textos("li[data-linea=nuestra]").last().unwrap().contains("martes 24"),
        "the links are told to the desk"
    );
}

#[tokio::test]
async fn lo_que_no_se_logra_hacer_llega_a_una_persona() {
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.bd_como_dueno(
        "create function muere() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$;
         create trigger muere before insert on citas_estados for each row execute function muere()",
    )
    .await;
    m.contar(&m.texto_de(ROSA, "wamid.r1", "sí")).await;
    for _ in 0..5 {
        assert_eq!(m.obrero().atender_entrantes().await.unwrap(), 1);
        assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, 0);
        m.pasan_minutos(2);
    }
    m.atender().await;
    assert_eq!((m.bd_cita(cita).await.as_str(), m.bd_conversacion().await.as_str()), ("reservada", "espera"));
    assert!(m.dicho().contains("lo leerá una persona"));
}
