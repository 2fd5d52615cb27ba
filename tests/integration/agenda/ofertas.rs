//! An hour that was freed is offered to who waits: the first yes has it.

use futures_util::future::join_all;
use mail_parser::MessageParser;

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Prueba};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";
const MARTES_9: &str = "2026-11-24T12:00:00Z";

impl Mundo {
    async fn bd_espera(&self, nombre: &str, correo: &str) -> i64 {
        let paciente = self
            .bd_numero(&format!(
                "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, correo)
                 values (clinica_actual(), 'sin_documento', 'otro', '{nombre}', nullif('{correo}', '')) returning id as n"
            ))
            .await;
        self.bd_numero(&format!(
            "insert into esperas (clinica_id, paciente_id, prestacion_id, desde)
             values (clinica_actual(), {paciente}, {}, '2026-11-22') returning paciente_id as n",
            self.prestacion
        ))
        .await
    }

    async fn ofrecer(&self, quien: &Navegador, personas: &str) -> String {
        let hora = self.hora(LUNES_9);
        let campos = [("hora", hora.as_str()), ("minutos", "30"), ("personas", personas), ("horas", "2")];
        let dada = quien.post("/norte/agenda/espera/ofertas", &campos).await.es(303);
        quien.get(dada.destino()).await.es(200).texto("#tostadas p")
    }

    /// The paths of the links that arrived, by the first name they are for.
    async fn enlace_de(&self, nombre: &str) -> String {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let textos = cartas
            .iter()
            .map(|carta| MessageParser::default().parse(&carta.crudo).unwrap().body_text(0).unwrap().into_owned());
        let de_ella = textos.filter(|texto| texto.starts_with(&format!("Hola, {nombre}:")));
        let mut rutas = de_ella
            .filter_map(|t| Some(t.split_once("https://antesala.example/o/")?.1.split_whitespace().next()?.to_owned()));
        format!("/o/{}", rutas.next().unwrap_or_else(|| panic!("no offer to {nombre}")))
    }
}

async fn esperan(m: &Mundo) {
    for (nombre, correo) in [("Rosa", "rosa@casa.example"), ("Ema", "ema@casa.example"), ("Sola", "")] {
        m.bd_espera(nombre, correo).await;
    }
}

async fn decir_que_si(m: &Mundo, enlace: &str) -> crate::soporte::Respuesta {
    let telefono = m.app.anonimo();
    telefono.get(enlace).await;
    telefono.post(&format!("{enlace}/aceptacion"), &[]).await
}

#[tokio::test]
async fn se_ofrece_por_correo_y_el_primer_si_la_tiene() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    let beto = m.app.como("beto").await;
    assert_eq!(m.ofrecer(&beto, "5").await, "Se ofreció por correo a 2 personas");
    assert!(m.ofrecer(&beto, "5").await.starts_with("No se ofreció a nadie"));
    let lista = beto.get(&format!("/norte/agenda/espera/hora?hora={}&minutos=30", m.hora(LUNES_9))).await.es(200);
    assert_eq!(lista.cuerpo.matches("Ofrecida hasta").count(), 2);
    let (rosa, ema) = (m.enlace_de("Rosa").await, m.enlace_de("Ema").await);
    let vista = m.app.anonimo().get(&rosa).await.es(200);
    assert_eq!(vista.texto("h1"), "Se liberó una hora");
    assert!(
        vista.cuerpo.contains("hasta las 11:00") && !vista.cuerpo.contains("CON") && !vista.cuerpo.contains("Rosa")
    );
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
    for _ in 0..2 {
        decir_que_si(&m, &ema).await.es(303);
    }
    assert_eq!(m.app.anonimo().get(&ema).await.texto("h1"), "Su hora está reservada");
    let tarde = decir_que_si(&m, &rosa).await.es(409);
    assert!(tarde.cuerpo.contains("Otra persona la tomó antes"), "{}", tarde.cuerpo);
    let de_quien = "select p.nombres as texto from citas c join pacientes p on p.id = c.paciente_id where c.origen = 'lista_espera'";
    assert_eq!(m.bd_texto(de_quien).await, "Ema");
    assert_eq!(m.bd_numero("select count(*) as n from esperas where estado = 'agendada'").await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from citas_estados where quien = 'paciente'").await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from mensajes where tipo = 'cita_agendada'").await, 1);
}

#[tokio::test]
async fn de_dos_que_dicen_que_si_a_la_vez_la_tiene_uno() {
    let m = Mundo::sobre(Prueba::con_variables(&[("POOL_MAX", "16")]).await, "2026-11-22T12:00:00Z").await;
    let nombres = ["Ana", "Bea", "Eva", "Ida", "Lía", "Noa"];
    for nombre in nombres {
        m.bd_espera(nombre, &format!("{}@casa.example", nombre.replace('í', "i"))).await;
    }
    m.ofrecer(&m.app.como("beto").await, "20").await;
    let mut enlaces = Vec::new();
    for nombre in nombres {
        enlaces.push(m.enlace_de(nombre).await);
    }
    let estados: Vec<u16> =
        join_all(enlaces.iter().map(|e| decir_que_si(&m, e))).await.iter().map(|r| r.estado.as_u16()).collect();
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 409).count(), 5, "{estados:?}");
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 1);
}

#[tokio::test]
async fn pasado_el_plazo_o_dada_a_otra_persona_no_se_toma() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    let beto = m.app.como("beto").await;
    m.ofrecer(&beto, "5").await;
    let rosa = m.enlace_de("Rosa").await;
    m.app.db.reloj().fijar(instante("2026-11-22T14:00:00Z"));
    assert!(m.app.anonimo().get(&rosa).await.es(200).cuerpo.contains("El plazo terminó"));
    decir_que_si(&m, &rosa).await.es(409);
    // Offered again, with another link; the desk gives it away meanwhile.
    assert_eq!(m.ofrecer(&beto, "1").await, "Se ofreció por correo a 1 persona");
    let otra = m.enlace_de("Rosa").await;
    assert_ne!(rosa, otra);
    let luis = m.bd_paciente("Luis").await;
    m.reservar(&beto, luis, LUNES_9).await.es(303);
    assert!(m.app.anonimo().get(&otra).await.cuerpo.contains("Otra persona la tomó antes"));
    decir_que_si(&m, &otra).await.es(409);
    m.bd("update esperas set estado = 'retirada', motivo = 'x', cerrada = ahora()").await;
    assert!(m.app.anonimo().get(&otra).await.cuerpo.contains("Usted ya no espera esta hora"));
    m.app.anonimo().get("/o/0123456789abcdef").await.es(404);
}

#[tokio::test]
async fn quien_ya_tenia_una_mas_tarde_la_adelanta() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_espera("Rosa", "rosa@casa.example").await;
    m.bd(&format!("update esperas set estado = 'esperando' where paciente_id = {rosa}")).await;
    m.reservar(&beto, rosa, MARTES_9).await.es(303);
    m.bd("update esperas set estado = 'esperando', cita_id = null, cerrada = null, cerrada_por = null").await;
    m.ofrecer(&beto, "1").await;
    let enlace = m.enlace_de("Rosa").await;
    assert!(m.app.anonimo().get(&enlace).await.cuerpo.contains("Reemplaza a la hora que usted ya tiene"));
    decir_que_si(&m, &enlace).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas where bloquea").await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reagendada'").await, 1);
}

#[tokio::test]
async fn lo_mal_escrito_se_dice_y_sin_permiso_no_se_ofrece() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    let beto = m.app.como("beto").await;
    let hora = m.hora(LUNES_10);
    let mal = [("hora", hora.as_str()), ("minutos", "30"), ("personas", "cien"), ("horas", "0")];
    let vuelta = beto.post("/norte/agenda/espera/ofertas", &mal).await.es(422);
    assert_eq!(vuelta.atributo("input[name=personas]", "value"), "cien");
    assert!(vuelta.cuerpo.contains("de 1 a 20") && vuelta.cuerpo.contains("de 1 a 72"));
    let carla = m.app.como("carla").await;
    carla.get("/").await;
    carla.post("/norte/agenda/espera/ofertas", &mal).await.es(403);
}

#[tokio::test]
async fn quien_no_quiere_ofertas_no_recibe_ninguna_y_una_de_noche_espera_si_puede() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    m.bd("update pacientes set sin_ofertas = true where nombres = 'Ema'").await;
    let beto = m.app.como("beto").await;
    assert_eq!(m.ofrecer(&beto, "5").await, "Se ofreció por correo a 1 persona");
    let enlace = m.enlace_de("Rosa").await;
    let cartas = m.app.buzon.cartas();
    let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
    let baja = carta.header_raw("List-Unsubscribe").unwrap().trim();
    let baja = baja.trim_start_matches("<https://antesala.example").trim_end_matches('>').to_owned();
    m.app.anonimo().post_crudo(&baja, &[("List-Unsubscribe", "One-Click")]).await.es(200);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes where sin_ofertas").await, 2);
    // Still theirs to take.
    decir_que_si(&m, &enlace).await.es(303);
}

#[tokio::test]
async fn una_oferta_de_noche_espera_la_manana_si_sirve_todavia() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    // Eleven at night: two hours are over before the silence is.
    m.app.db.reloj().fijar(instante("2026-11-23T02:00:00Z"));
    let beto = m.app.como("beto").await;
    m.ofrecer(&beto, "1").await;
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), 1);
    let hora = m.hora(MARTES_9);
    let campos = [("hora", hora.as_str()), ("minutos", "30"), ("personas", "1"), ("horas", "24")];
    beto.post("/norte/agenda/espera/ofertas", &campos).await.es(303);
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), 1);
    m.app.db.reloj().fijar(instante("2026-11-23T11:01:00Z"));
    m.enviar().await;
    assert_eq!(m.app.buzon.cartas().len(), 2);
}

#[tokio::test]
async fn una_oferta_que_espero_la_manana_y_ya_no_es_cierta_no_sale() {
    let m = Mundo::nuevo().await;
    esperan(&m).await;
    m.app.db.reloj().fijar(instante("2026-11-23T02:00:00Z"));
    let beto = m.app.como("beto").await;
    let hora = m.hora(MARTES_9);
    let campos = [("hora", hora.as_str()), ("minutos", "30"), ("personas", "2"), ("horas", "24")];
    beto.post("/norte/agenda/espera/ofertas", &campos).await.es(303);
    m.cita(&beto, "Otra", MARTES_9).await;
    m.app.db.reloj().fijar(instante("2026-11-23T11:01:00Z"));
    m.enviar().await;
    let callada = "select count(*) as n from envios e join mensajes m on m.id = e.mensaje_id
        where m.tipo = 'espera_oferta' and e.estado = 'suprimido' and e.error = 'ya_no_rige'";
    assert_eq!((m.bd_numero(callada).await, m.app.buzon.cartas().len()), (2, 0));
}
