//! What the API tells: believed when it is signed, done once, in whatever order it comes.

use serde_json::json;

use super::mundo::{LUNES_9, Mundo, ROSA, sobre};

const AQUI: &str = "/webhooks/whatsapp";
const ENVIO: &str = "select concat_ws(' ', estado, error, case when entregado is not null then 'E' end, case when leido is not null then 'L' end) as texto from envios";

#[tokio::test]
async fn quien_conecta_la_api_dice_nuestra_palabra() {
    let m = Mundo::nuevo().await;
    let nadie = m.agenda.app.anonimo();
    let con = |palabra: &str| format!("{AQUI}?hub.mode=subscribe&hub.verify_token={palabra}&hub.challenge=1158201444");
    let respuesta = nadie.get(&con("verificame")).await.es(200);
    assert_eq!(respuesta.cuerpo, "1158201444");
    assert!(respuesta.cabecera("Set-Cookie").is_none());
    nadie.get(&con("otra")).await.es(403);
    nadie.get(AQUI).await.es(403);
}

#[tokio::test]
async fn lo_que_no_viene_firmado_no_se_cree_ni_se_guarda() {
    let m = Mundo::nuevo().await;
    let dicho = m.texto_de(ROSA, "wamid.r1", "hola");
    assert_eq!(m.contar_firmado(&dicho, "otro secreto").await, 401);
    let nadie = m.agenda.app.anonimo();
    nadie.post_json(AQUI, &[], dicho.to_string().as_bytes()).await.es(401);
    assert_eq!(m.agenda.app.bd_cuenta("norte", "eventos_whatsapp").await, 0);
    assert_eq!(m.contar(&dicho).await, 200);
    assert_eq!(m.agenda.app.bd_cuenta("norte", "eventos_whatsapp").await, 1);
}

#[tokio::test]
async fn sin_secreto_no_hay_puerta() {
    let app = crate::soporte::Prueba::nueva().await;
    app.anonimo().post_json(AQUI, &[], b"{}").await.es(404);
    app.anonimo().get(AQUI).await.es(404);
}

#[tokio::test]
async fn lo_repetido_pasa_una_vez_y_lo_de_otro_numero_no_es_de_nadie() {
    let m = Mundo::nuevo().await;
    let dicho = m.texto_de(ROSA, "wamid.r1", "¿atienden mascotas?");
    for _ in 0..3 {
        assert_eq!(m.contar(&dicho).await, 200);
        m.atender().await;
    }
    assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, 1);
    assert_eq!(m.nube.mensajes().len(), 1, "answered once");

    let mut ajeno = m.texto_de(ROSA, "wamid.r2", "hola");
    ajeno["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = json!("777777");
    assert_eq!(m.contar(&ajeno).await, 200);
    assert_eq!(m.contar(&json!({"entry": [{"changes": [{"field": "account_update", "value": {}}]}]})).await, 200);
    m.atender().await;
    assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, 1);
}

#[tokio::test]
async fn lo_que_llega_en_desorden_se_cuenta_igual() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    for (estado, queda) in
        [("delivered", "enviado E"), ("sent", "enviado E"), ("read", "enviado E L"), ("delivered", "enviado E L")]
    {
        m.contar(&m.estado(0, estado)).await;
        m.atender().await;
        assert_eq!(m.bd_texto(ENVIO).await.as_deref(), Some(queda), "{estado}");
    }
    m.contar(&m.fracaso(0, 131_026)).await;
    m.atender().await;
    assert_eq!(m.bd_texto(ENVIO).await.as_deref(), Some("enviado E L"), "what arrived did not fail");
    let lista = m.beto.get("/norte/avisos").await.es(200);
    assert_eq!(lista.texto("tbody .insignia"), "Leído");
    let pagina = m.beto.get(&lista.atributo("tbody a", "href")).await.es(200);
    assert!(pagina.cuerpo.contains("Entregado") && pagina.cuerpo.contains("Leído"));
}

#[tokio::test]
async fn lo_que_no_se_entrego_se_ve_y_a_ese_telefono_no_se_escribe_mas() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.contar(&m.fracaso(0, 131_026)).await;
    m.atender().await;
    assert_eq!(m.bd_texto(ENVIO).await.as_deref(), Some("fallido wa_131026"));
    assert_eq!(m.agenda.app.bd_cuenta("norte", "direcciones_suprimidas").await, 1);

    // Who writes from there has WhatsApp after all.
    m.escribe("wamid.r1", "hola").await;
    assert_eq!(m.agenda.app.bd_cuenta("norte", "direcciones_suprimidas").await, 0);
}

#[tokio::test]
async fn muerto_entre_enviar_y_anotarlo_no_se_repite_si_la_api_ya_lo_conto() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.bd_como_dueno(
        "create function muere() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$;
         create trigger muere before update on envios for each row when (new.estado = 'enviado' and old.estado = 'enviando') execute function muere()",
    )
    .await;
    m.obrero().enviar_whatsapps().await.unwrap_err();
    m.bd_como_dueno("drop trigger muere on envios").await;
    let id = m.nube.mensajes()[0]["biz_opaque_callback_data"].clone();
    let mut llego = m.estado(0, "delivered");
    llego["entry"][0]["changes"][0]["value"]["statuses"][0]["biz_opaque_callback_data"] = id;
    m.contar(&llego).await;
    m.atender().await;
    m.pasan_minutos(60);
    m.enviar().await;
    assert_eq!((m.nube.mensajes().len(), m.bd_texto(ENVIO).await.as_deref()), (1, Some("enviado E")));
}

#[tokio::test]
async fn un_fracaso_que_llega_antes_que_nuestra_nota_espera() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda
        .bd("update envios set estado = 'enviando', terminado = null, proximo = ahora() + interval '3 minutes'")
        .await;
    m.contar(&m.fracaso(0, 131_000)).await;
    m.obrero().atender_entrantes().await.unwrap();
    assert_eq!(m.bd_texto(ENVIO).await.as_deref(), Some("enviando"));
    m.agenda.bd("update envios set estado = 'enviado', terminado = ahora()").await;
    m.pasan_minutos(1);
    m.atender().await;
    assert_eq!(m.bd_texto(ENVIO).await.as_deref(), Some("fallido wa_131000"));
}

#[tokio::test]
async fn la_api_dice_como_quedo_una_plantilla() {
    let m = Mundo::nuevo().await;
    let avisar = |evento: &str, time: i64| {
        let valor = json!({"event": evento, "message_template_name": "antesala_cita_agendada_1", "reason": "INCORRECT_CATEGORY"});
        json!({"entry": [{"id": "9000001", "time": time, "changes": [{"field": "message_template_status_update", "value": valor}]}]})
    };
    let estado = "select estado || ' ' || motivo as texto from plantillas_whatsapp where tipo = 'cita_agendada'";
    m.contar(&avisar("REJECTED", 1)).await;
    m.atender().await;
    assert_eq!(m.bd_texto(estado).await.as_deref(), Some("rechazada INCORRECT_CATEGORY"));
    m.reservar(LUNES_9).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["correo enviado"]);
    m.contar(&avisar("APPROVED", 2)).await;
    m.atender().await;
    assert!(m.bd_texto(estado).await.unwrap().starts_with("aprobada"));
}

#[tokio::test]
async fn lo_que_no_se_puede_atender_vuelve_y_no_detiene_a_lo_demas() {
    let m = Mundo::nuevo().await;
    m.bd_como_dueno(
        "create function muere() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$;
         create trigger muere before insert on entrantes_whatsapp for each row when (new.texto = 'veneno') execute function muere()",
    )
    .await;
    m.contar(&sobre(&json!({"messages": [
        m.texto_de(ROSA, "wamid.r1", "veneno")["entry"][0]["changes"][0]["value"]["messages"][0],
        m.texto_de("+56911112222", "wamid.r2", "hola")["entry"][0]["changes"][0]["value"]["messages"][0]
    ]})))
    .await;
    m.atender().await;
    assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, 1);
    m.bd_como_dueno("drop trigger muere on entrantes_whatsapp").await;
    m.pasan_minutos(2);
    m.atender().await;
    assert_eq!(m.agenda.app.bd_cuenta("norte", "entrantes_whatsapp").await, 2);
    let vacios = "select string_agg(estado || datos::text, ',') as texto from eventos_whatsapp";
    assert_eq!(m.bd_texto(vacios).await.as_deref(), Some("hecho{},hecho{}"));
}

#[tokio::test]
async fn lo_atendido_se_olvida_al_mes_y_lo_que_falta_no() {
    let m = Mundo::nuevo().await;
    m.contar(&m.texto_de(ROSA, "wamid.r1", "hola")).await;
    m.atender().await;
    m.contar(&m.texto_de(ROSA, "wamid.r2", "hola")).await;
    for (dias, quedan) in [(29, 2), (31, 1)] {
        m.agenda.bd(&format!("select retirar_eventos_whatsapp(ahora() + interval '{dias} days')")).await;
        assert_eq!(m.agenda.app.bd_cuenta("norte", "eventos_whatsapp").await, quedan, "{dias}");
    }
}
