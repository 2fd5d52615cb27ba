//! The desk reads what patients write, and answers while it may.

use super::mundo::Mundo;

const AQUI: &str = "/norte/conversaciones";

impl Mundo {
    /// Rosa asks what only a person can answer; where her conversation is.
    async fn pregunta(&self) -> String {
        self.escribe("wamid.r1", "¿puedo ir con mi perro?").await;
        let id = self.agenda.bd_numero("select id as n from conversaciones").await;
        format!("{AQUI}/{id}")
    }
}

#[tokio::test]
async fn beto_ve_quien_espera_y_le_responde() {
    let m = Mundo::nuevo().await;
    let una = m.pregunta().await;
    let hoy = m.beto.get("/norte/").await.es(200);
    assert!(hoy.cuerpo.contains("Conversaciones por responder"));
    let lista = m.beto.get(AQUI).await.es(200);
    let fila = lista.textos("tr[data-conversacion] td");
    assert!(
        fila[0].starts_with("Rosa") && fila[0].contains("+56 9 8765 4321") && fila[1] == "¿puedo ir con mi perro?",
        "{fila:?}"
    );

    let pagina = m.beto.get(&una).await.es(200);
    assert_eq!(pagina.textos("li[data-linea]").len(), 2);
    let clave = pagina.atributo("input[name=clave]", "value");
    let responder =
        async |texto: &str| m.beto.post(&format!("{una}/respuestas"), &[("texto", texto), ("clave", &clave)]).await;
    let mala = responder("  ").await.es(422);
    assert!(mala.cuerpo.contains("Escribe la respuesta."));
    assert_eq!(mala.atributo("input[name=clave]", "value"), clave);
    // Sent twice, it leaves once.
    responder("Sí, si es chico.").await.es(303);
    responder("Sí, si es chico.").await.es(303);
    m.enviar().await;
    assert_eq!((m.nube.mensajes().len(), m.dicho().as_str()), (2, "Sí, si es chico."));
    assert!(m.beto.get(AQUI).await.es(200).cuerpo.contains("Nadie espera respuesta aquí"));
    let pagina = m.beto.get(&una).await.es(200);
    let lineas = pagina.textos("li[data-linea=nuestra]");
    assert!(lineas[1].starts_with("Beto") && lineas[1].contains("Enviado"), "{lineas:?}");
    assert!(!m.beto.get("/norte/").await.cuerpo.contains("Conversaciones por responder"));
}

#[tokio::test]
async fn pasado_un_dia_ya_no_se_responde_por_aqui() {
    let m = Mundo::nuevo().await;
    let una = m.pregunta().await;
    let clave = m.beto.get(&una).await.atributo("input[name=clave]", "value");
    m.pasan_minutos(24 * 60 + 1);
    let beto = m.agenda.app.como("beto").await;
    assert!(beto.get(&una).await.es(200).cuerpo.contains("Ya no se le puede escribir por aquí"));
    let tarde = beto.post(&format!("{una}/respuestas"), &[("texto", "sí"), ("clave", &clave)]).await.es(422);
    assert!(tarde.cuerpo.contains("Pasaron más de 24 horas"));
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 1);
}

#[tokio::test]
async fn lo_que_ya_no_alcanzo_a_salir_en_su_dia_no_sale() {
    let m = Mundo::nuevo().await;
    let una = m.pregunta().await;
    let clave = m.beto.get(&una).await.atributo("input[name=clave]", "value");
    m.beto.post(&format!("{una}/respuestas"), &[("texto", "sí"), ("clave", &clave)]).await.es(303);
    m.pasan_minutos(24 * 60 + 1);
    m.enviar().await;
    assert_eq!(m.nube.mensajes().len(), 1);
    assert_eq!(m.bd_envios().await[1], "whatsapp suprimido vencido");
}

#[tokio::test]
async fn se_marca_atendida_si_no_dijo_nada_mas() {
    let m = Mundo::nuevo().await;
    let una = m.pregunta().await;
    let version = m.beto.get(&una).await.atributo("input[name=version]", "value");
    m.escribe("wamid.r2", "¿y con gato?").await;
    m.beto.post(&format!("{una}/atencion"), &[("version", &version)]).await.es(303);
    assert!(m.beto.get(AQUI).await.hay("tr[data-conversacion]"), "there is more to read");
    let version = m.beto.get(&una).await.atributo("input[name=version]", "value");
    m.beto.post(&format!("{una}/atencion"), &[("version", &version)]).await.es(303);
    assert!(!m.beto.get(AQUI).await.hay("tr[data-conversacion]"));
    assert!(m.beto.get(&format!("{AQUI}?estado=atendida")).await.hay("tr[data-conversacion]"));
}

#[tokio::test]
async fn solo_la_clinica_y_quien_tiene_permiso() {
    let m = Mundo::nuevo().await;
    let una = m.pregunta().await;
    let app = &m.agenda.app;
    for url in [AQUI, una.as_str()] {
        app.como("elias").await.get(url).await.es(403);
        app.como("diego").await.get(url).await.es(404);
        assert!(app.anonimo().get(url).await.es(303).destino().starts_with("/entrar"));
    }
    let id = una.rsplit('/').next().unwrap();
    app.como("diego").await.get(&format!("/sur/conversaciones/{id}")).await.es(404);
    app.como("diego")
        .await
        .post(
            &format!("/sur/conversaciones/{id}/respuestas"),
            &[("texto", "x"), ("clave", "4b5c9f9e-6f0e-4f0e-9f0e-6f0e4f0e9f0e")],
        )
        .await
        .es(404);
    assert_eq!(app.bd_cuenta("sur", "conversaciones").await, 0);
}
