//! How a visit was is asked once, hours later, of who may be asked, and answered once.

use futures_util::future::join_all;
use mail_parser::MessageParser;

use super::enlaces::telefono;
use super::mundo::{Mundo, instante};
use crate::soporte::Navegador;

const AJUSTES: &str = "/norte/configuracion/avisos/encuesta";

impl Mundo {
    /// Two hours after each visit.
    pub(super) async fn bd_preguntan(&self) {
        self.bd("update clinicas set ajustes = ajustes || '{\"encuesta\": {\"horas\": 2}}'").await;
    }

    /// Rosa's, of Monday at nine, which is over at half past nine.
    pub(super) async fn visitada(&self) -> i64 {
        let beto = self.app.como("beto").await;
        let cita = self.cita_con_correo(&beto).await;
        self.enviar().await;
        self.app.db.reloj().fijar(instante("2026-11-23T12:30:00Z"));
        for estado in ["llego", "en_atencion", "atendida"] {
            self.bd(&format!("update citas set estado = '{estado}', version = version + 1 where id = {cita}")).await;
        }
        cita
    }

    /// How many are asked at that instant.
    pub(super) async fn preguntar_a_las(&self, hora: &str) -> usize {
        self.app.db.reloj().fijar(instante(hora));
        self.obrero().preguntar().await.unwrap()
    }

    /// Text and link of the last letter that arrived.
    async fn pregunta_recibida(&self) -> (String, String) {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
        let texto = carta.body_text(0).unwrap().replace("\r\n", "\n");
        let (_, resto) = texto.split_once("https://antesala.example").unwrap();
        let enlace = resto.split_whitespace().next().unwrap().to_owned();
        let baja = texto.rsplit_once("https://antesala.example").unwrap().1.trim().to_owned();
        let texto = texto.replace(&enlace, "/[enlace]").replace(&baja, "/[baja]");
        (format!("{}\n\n{texto}", carta.subject().unwrap()), enlace)
    }
}

async fn preguntada() -> (Mundo, String, Navegador) {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    assert_eq!(m.preguntar_a_las("2026-11-23T14:30:00Z").await, 1);
    let (_, enlace) = m.pregunta_recibida().await;
    let rosa = telefono(&m, &enlace).await;
    (m, enlace, rosa)
}

#[tokio::test]
async fn se_pregunta_horas_despues_y_la_carta_no_dice_nada_clinico() {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    assert_eq!(m.preguntar_a_las("2026-11-23T14:29:59Z").await, 0);
    assert_eq!(m.preguntar_a_las("2026-11-23T14:30:00Z").await, 1);
    assert_eq!(m.preguntar_a_las("2026-11-23T14:40:00Z").await, 0, "once");
    insta::assert_snapshot!(m.pregunta_recibida().await.0, @r"
    ¿Cómo fue su atención en Clínica Norte?

    Hola, Rosa:

    Queremos saber cómo le fue en su visita del lunes 23 de noviembre de 2026. Es una pregunta y toma un minuto.

    Responder:
    https://antesala.example/[enlace]

    Clínica Norte

    Su respuesta la lee solo la clínica.

    Para no recibir más encuestas:
    https://antesala.example/[baja]
    ");
}

#[tokio::test]
async fn se_responde_una_vez_y_gerencia_lo_lee() {
    let (m, enlace, rosa) = preguntada().await;
    assert!(enlace.starts_with("/r/") && enlace.ends_with("/encuesta"), "{enlace}");
    let pagina = rosa.get(&enlace).await.es(200);
    assert_eq!(pagina.cabecera("Referrer-Policy"), Some("no-referrer"));
    for dato in ["Rosa", "Eva", "noviembre", "Prestación"] {
        assert!(!pagina.cuerpo.contains(dato), "{dato}");
    }
    assert_eq!(m.bd_numero("select count(*) as n from encuestas where respondida is not null").await, 0);

    let mala = rosa.post(&enlace, &[("nota", "6"), ("comentario", "Todo bien")]).await.es(422);
    assert!(mala.cuerpo.contains("Elija una nota de 1 a 5."));
    assert_eq!(mala.texto("textarea[name=comentario]"), "Todo bien");
    let buena = rosa.post(&enlace, &[("nota", "4"), ("comentario", "Todo <b>bien</b>\r\n\r\nGracias")]).await.es(200);
    assert!(buena.cuerpo.contains("Gracias por responder"));
    // The first word stands.
    assert!(rosa.post(&enlace, &[("nota", "1")]).await.es(200).cuerpo.contains("Gracias por responder"));
    assert!(rosa.get(&enlace).await.es(200).cuerpo.contains("Gracias por responder"));

    let gloria = m.app.como("gloria").await;
    let leidas = gloria.get("/norte/encuestas").await.es(200);
    assert_eq!(leidas.textos("tbody td"), ["23-11-2026", "4", "Todo <b>bien</b>Gracias", "Eva Soto"]);
    assert_eq!(leidas.textos(".cifra-valor"), ["4", "1"]);
    assert!(gloria.get("/norte/reportes").await.es(200).hay("a[href='/norte/encuestas']"));
    m.app.como("beto").await.get("/norte/encuestas").await.es(403);
    let diego = m.app.como("diego").await;
    diego.get("/norte/encuestas").await.es(404);
    assert!(!diego.get("/sur/encuestas").await.es(200).hay("tbody"));
    assert!(m.app.anonimo().get("/norte/encuestas").await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test]
async fn de_muchas_respuestas_a_la_vez_queda_una() {
    let (m, enlace, rosa) = preguntada().await;
    let notas: Vec<String> = (0..10).map(|n| (n % 5 + 1).to_string()).collect();
    join_all(notas.iter().map(|nota| {
        let campos = [("nota", nota.as_str())];
        let (rosa, enlace) = (&rosa, &enlace);
        async move { rosa.post(enlace, &campos).await.es(200) }
    }))
    .await;
    let cambios = "select count(*) as n from auditoria where tabla = 'encuestas' and operacion = 'UPDATE'";
    assert_eq!(m.bd_numero(cambios).await, 1);
}

#[tokio::test]
async fn un_enlace_falso_o_vencido_no_dice_nada() {
    let (m, enlace, rosa) = preguntada().await;
    let falso = rosa.get(&format!("/r/{}/encuesta", "0".repeat(64))).await.es(404);
    assert!(!falso.cuerpo.contains("Norte"));
    rosa.post(&format!("/r/{}/encuesta", "0".repeat(64)), &[("nota", "5")]).await.es(404);
    m.app.db.reloj().fijar(instante("2026-12-24T12:00:00Z"));
    rosa.get(&enlace).await.es(410);
    rosa.post(&enlace, &[("nota", "5")]).await.es(410);
    assert_eq!(m.bd_numero("select count(*) as n from encuestas where respondida is not null").await, 0);
    let token = enlace.trim_start_matches("/r/").trim_end_matches("/encuesta");
    let guardado = format!(
        "select (select count(*) from enlaces_encuesta where encode(token_hash, 'hex') = '{token}')
           + (select count(*) from mensajes where mensajes::text like '%{token}%') as n"
    );
    assert_eq!(m.bd_numero(&guardado).await, 0);
}

#[tokio::test]
async fn no_se_pregunta_a_quien_no_quiere_ni_de_noche_ni_si_nadie_lo_decidio() {
    for quien in [
        "sin_avisos = true",
        "sin_encuestas = true",
        "sin_avisos = true, acepta_publicidad = false, acepta_whatsapp = false, bloqueado = ahora()",
        "correo = null",
    ] {
        let m = Mundo::nuevo().await;
        m.bd_preguntan().await;
        m.visitada().await;
        m.bd(&format!("update pacientes set {quien}")).await;
        assert_eq!(m.preguntar_a_las("2026-11-23T15:00:00Z").await, 0, "{quien}");
    }
    let m = Mundo::nuevo().await;
    m.visitada().await;
    assert_eq!(m.preguntar_a_las("2026-11-23T15:00:00Z").await, 0, "nobody decided to");
    m.bd_preguntan().await;
    assert_eq!(m.preguntar_a_las("2026-11-24T02:00:00Z").await, 0, "at eleven at night");
    assert_eq!(m.preguntar_a_las("2026-11-24T11:30:00Z").await, 1, "in the morning");

    let tarde = Mundo::nuevo().await;
    tarde.visitada().await;
    tarde.bd_preguntan().await;
    assert_eq!(tarde.preguntar_a_las("2026-11-25T15:00:00Z").await, 0, "of what is long over");
}

#[tokio::test]
async fn a_una_persona_se_le_pregunta_una_vez_al_mes() {
    let m = Mundo::nuevo().await;
    m.bd_preguntan().await;
    m.visitada().await;
    m.preguntar_a_las("2026-11-23T14:30:00Z").await;
    let otra = "insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda, estado)
      select clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, r, r, precio, moneda, 'reservada'
      from citas, (select tstzrange(ahora() + interval '1 day', ahora() + interval '25 hours') as r) r";
    m.bd(otra).await;
    m.app.db.reloj().fijar(instante("2026-11-24T14:30:00Z"));
    for estado in ["llego", "en_atencion", "atendida"] {
        m.bd(&format!("update citas set estado = '{estado}' where id = (select max(id) from citas)")).await;
    }
    assert_eq!(m.preguntar_a_las("2026-11-24T17:00:00Z").await, 0);
    m.bd("update encuestas set creada = creada - interval '30 days'").await;
    assert_eq!(m.preguntar_a_las("2026-11-24T17:00:00Z").await, 1);
}

#[tokio::test]
async fn ana_decide_cuando_se_pregunta() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let pagina = ana.get(AJUSTES).await.es(200);
    assert_eq!(pagina.atributo("input[name=horas]", "value"), "0");
    let version = pagina.atributo("input[name=version]", "value");
    let con = async |horas: &str| ana.post(AJUSTES, &[("version", version.as_str()), ("horas", horas)]).await;
    let mala = con("mañana").await.es(422);
    assert_eq!(mala.atributo("input[name=horas]", "value"), "mañana");
    assert!(mala.cuerpo.contains("de 0 a 168"));
    con("3").await.es(303);
    assert_eq!(ana.get(AJUSTES).await.atributo("input[name=horas]", "value"), "3");
    assert!(con("5").await.es(422).cuerpo.contains("Otra persona lo cambió"));
    m.app.como("beto").await.get(AJUSTES).await.es(403);
    m.app.como("diego").await.get(AJUSTES).await.es(404);
    assert!(m.app.anonimo().get(AJUSTES).await.es(303).destino().starts_with("/entrar"));
}
