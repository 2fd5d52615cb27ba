//! Of what a letter may be done without, whoever gets it asks for no more, by hand or with the button of their reader of mail.

use std::borrow::Cow;

use mail_parser::{Message, MessageParser};

use super::mundo::{Mundo, instante};
use crate::soporte::Respuesta;

const ENCUESTAS: &str = "select count(*) as n from pacientes where sin_encuestas";

impl Mundo {
    /// Whether the last letter of that subject has the headers, and the path of its link.
    async fn baja_de(&self, asunto: &str) -> Option<String> {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let leidas = cartas.iter().map(|carta| MessageParser::default().parse(&carta.crudo).unwrap());
        let carta = leidas.into_iter().find(|c| c.subject().unwrap().starts_with(asunto)).expect(asunto);
        let url = cabecera(&carta, "List-Unsubscribe")?;
        let ruta = url.strip_prefix("<https://antesala.example")?.strip_suffix('>')?.to_owned();
        assert_eq!(cabecera(&carta, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
        for parte in [carta.body_text(0), carta.body_html(0)].map(Option::<Cow<'_, str>>::unwrap) {
            assert!(parte.contains(&ruta) && parte.contains("Para no recibir más"), "{parte}");
        }
        Some(ruta)
    }

    async fn de_un_toque(&self, ruta: &str) -> Respuesta {
        self.app.anonimo().post_crudo(ruta, &[("List-Unsubscribe", "One-Click")]).await
    }
}

fn cabecera(carta: &Message<'_>, nombre: &str) -> Option<String> {
    Some(carta.header_raw(nombre)?.trim().to_owned())
}

async fn preguntada() -> (Mundo, String) {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    assert_eq!(m.preguntar_a_las("2026-11-23T14:30:00Z").await, 1);
    let ruta = m.baja_de("¿Cómo fue su atención").await.expect("the headers");
    (m, ruta)
}

#[tokio::test]
async fn de_una_cita_se_avisa_siempre_y_una_encuesta_se_puede_dejar() {
    let (m, ruta) = preguntada().await;
    assert_eq!(m.baja_de("Su hora está reservada").await, None);
    // Scanners follow links: to look changes nothing, and says nothing of who they are.
    let rosa = m.app.anonimo();
    let pagina = rosa.get(&ruta).await.es(200);
    assert_eq!(pagina.texto("h1"), "¿No recibir más encuestas?");
    assert_eq!(pagina.cabecera("Referrer-Policy"), Some("no-referrer"));
    assert!(!pagina.cuerpo.contains("Rosa") && pagina.cuerpo.contains("Clínica Norte"));
    assert_eq!(m.bd_numero(ENCUESTAS).await, 0);
    let decision = format!("{ruta}/decision");
    rosa.post_crudo(&decision, &[("quiere", "false")]).await.es(403);
    for _ in 0..2 {
        rosa.post(&decision, &[("quiere", "false")]).await.es(303);
        assert_eq!(rosa.get(&ruta).await.texto("h1"), "Listo: no recibirá más encuestas");
    }
    assert_eq!(m.bd_numero(ENCUESTAS).await, 1);
    let cambios = "select count(*) as n from auditoria where tabla = 'pacientes' and despues ? 'sin_encuestas' and operacion = 'UPDATE'";
    assert_eq!(m.bd_numero(cambios).await, 1, "said once");
    let beto = m.app.como("beto").await;
    let ficha = beto
        .get(&format!(
            "/norte/pacientes/{}/editar",
            m.bd_numero("select max(id) as n from pacientes where sin_encuestas").await
        ))
        .await;
    assert!(ficha.es(200).hay("[name=sin_encuestas][checked]"));
    rosa.post(&decision, &[("quiere", "true")]).await.es(303);
    assert_eq!(m.bd_numero(ENCUESTAS).await, 0);
}

#[tokio::test]
async fn el_boton_del_lector_de_correo_no_necesita_mas_que_su_direccion() {
    let (m, ruta) = preguntada().await;
    m.app.anonimo().post_crudo(&ruta, &[("otra", "cosa")]).await.es(400);
    assert_eq!(m.bd_numero(ENCUESTAS).await, 0);
    m.de_un_toque(&ruta).await.es(200);
    let partes = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    m.app.anonimo().post_json(&ruta, &[], partes.as_bytes()).await.es(200);
    assert_eq!(m.bd_numero(ENCUESTAS).await, 1);
    let falsa = format!("/b/{}", "0".repeat(64));
    m.de_un_toque(&falsa).await.es(404);
    let pagina = m.app.anonimo().get(&falsa).await.es(404);
    assert!(!pagina.cuerpo.contains("Norte"));
    let token = ruta.trim_start_matches("/b/");
    let guardado = format!(
        "select (select count(*) from enlaces_baja where encode(token_hash, 'hex') = '{token}')
           + (select count(*) from mensajes where mensajes::text like '%{token}%') as n"
    );
    assert_eq!(m.bd_numero(&guardado).await, 0, "the secret is nowhere");
}

#[tokio::test]
async fn lo_que_estaba_por_salir_tampoco_sale() {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    m.preguntar_a_las("2026-11-23T14:30:00Z").await;
    m.bd("update pacientes set sin_encuestas = true").await;
    let antes = m.app.buzon.cartas().len();
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), antes);
    let estado =
        "select e.error as texto from envios e join mensajes m on m.id = e.mensaje_id where m.tipo = 'encuesta'";
    assert_eq!(m.bd_texto(estado).await, "no_quiere");
}

#[tokio::test]
async fn una_encuesta_que_no_alcanzo_a_salir_espera_la_manana() {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    m.preguntar_a_las("2026-11-23T14:30:00Z").await;
    let antes = m.app.buzon.cartas().len();
    m.app.db.reloj().fijar(instante("2026-11-24T02:00:00Z"));
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), antes, "at eleven at night");
    m.app.db.reloj().fijar(instante("2026-11-24T11:01:00Z"));
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), antes + 1);
}
