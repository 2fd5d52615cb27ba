//! What a patient is told of a cita: once, in order, nothing clinical, and nothing that is no longer so.

use antesala::jobs::{Obrero, Ritmo};
use antesala::mail::Transporte;
use antesala::mail::buzon::Recibida;
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::mundo::{Mundo, instante};
use crate::soporte::Navegador;

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";

impl Mundo {
    pub(crate) async fn bd_con_correo(&self, nombre: &str) -> i64 {
        let id = self.bd_paciente(nombre).await;
        self.bd(&format!("update pacientes set correo = 'rosa@correo.test' where id = {id}")).await;
        id
    }

    pub(crate) async fn cita_con_correo(&self, quien: &Navegador) -> i64 {
        let rosa = self.bd_con_correo("Rosa").await;
        self.reservar(quien, rosa, LUNES_9).await.es(303);
        self.bd_numero("select max(id) as n from citas").await
    }

    pub(crate) async fn anular(&self, quien: &Navegador, cita: i64) {
        let version =
            self.bd_numero(&format!("select version::bigint as n from citas where id = {cita}")).await.to_string();
        let campos = [("version", version.as_str()), ("quien", "paciente"), ("motivo", "está con fiebre")];
        quien.post(&format!("/norte/citas/{cita}/anulacion"), &campos).await.es(303);
    }

    pub(crate) async fn reagendar(&self, quien: &Navegador, cita: i64, inicio: &str) -> i64 {
        let campos = [("version", "1"), ("hora", &self.hora(inicio))];
        quien.post(&format!("/norte/citas/{cita}/reagendamiento"), &campos).await.es(303);
        self.bd_numero(&format!("select id as n from citas where reagendada_de = {cita}")).await
    }

    /// Every message that may leave leaves.
    pub(crate) async fn enviar(&self) {
        let obrero = self.obrero();
        while obrero.enviar_lote().await.unwrap() > 0 {}
    }

    pub(crate) fn obrero(&self) -> Obrero {
        Obrero {
            db: self.app.db.clone(),
            transporte: Some(Transporte::nuevo(&self.app.buzon.url(), "avisos@antesala.example").unwrap()),
            whatsapp: None,
            public_url: "https://antesala.example".into(),
            ritmo: Ritmo::default(),
            llave: None,
        }
    }

    pub(crate) async fn bd_mensajes(&self, estado: &str) -> i64 {
        let sql =
            "select count(*) as n from mensajes m join envios e on e.clinica_id = m.clinica_id and e.mensaje_id = m.id";
        self.bd_numero(&format!("{sql} where e.estado = '{estado}'")).await
    }

    async fn bd_eventos(&self, tipo: &str) -> i64 {
        self.bd_numero(&format!("select count(*) as n from eventos where tipo = '{tipo}'")).await
    }

    /// Of what arrived, in the order of arrival: subject and calendar.
    fn llegaron(&self) -> Vec<(String, String)> {
        self.app.buzon.cartas().iter().rev().map(|c| (leer(c).subject().unwrap().to_owned(), ics(c))).collect()
    }
}

fn leer(recibida: &Recibida) -> Message<'_> {
    MessageParser::default().parse(&recibida.crudo).unwrap()
}

fn ics(recibida: &Recibida) -> String {
    let mensaje = leer(recibida);
    let adjunto = mensaje.attachment(0).unwrap();
    let tipo = adjunto.content_type().unwrap();
    assert_eq!((tipo.ctype(), tipo.subtype()), ("text", Some("calendar")));
    let texto = adjunto.text_contents().unwrap().to_owned();
    assert_eq!(tipo.attribute("method"), Some(linea(&texto, "METHOD")));
    texto
}

/// The value of a property.
fn linea<'a>(ics: &'a str, nombre: &str) -> &'a str {
    let valor = ics.lines().find_map(|l| l.strip_prefix(nombre)?.strip_prefix(':'));
    valor.unwrap_or_else(|| panic!("{nombre}: {ics}"))
}

#[tokio::test]
async fn una_reserva_se_avisa_con_su_hora_y_sin_detalle_clinico() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("update sucursales set direccion = 'Av. Siempre Viva 742'").await;
    m.cita_con_correo(&beto).await;
    assert_eq!((m.bd_mensajes("pendiente").await, m.bd_eventos("CitaAgendada").await), (1, 1));

    m.enviar().await;

    let recibidas = m.app.buzon.cartas();
    let [recibida] = recibidas.as_slice() else { panic!("{} letters", recibidas.len()) };
    let carta = leer(recibida);
    let texto = carta.body_text(0).unwrap().replace("\r\n", "\n");
    let (_, token) = texto.split_once("https://antesala.example/r/").unwrap();
    let token = token.split_once('\n').unwrap().0;
    assert_eq!(token.len(), 64);
    insta::assert_snapshot!(texto.replace(token, "[token]"), @r"
    Hola, Rosa:

    Su hora quedó reservada.

    Cuándo: lunes 23 de noviembre de 2026 a las 09:00
    Con: Eva Soto
    Dónde: Casa matriz
    Dirección: Av. Siempre Viva 742

    Confirmar, cambiar o cancelar:
    https://antesala.example/r/[token]

    Clínica Norte

    Si no puede venir, cambie o cancele su hora con el enlace, que es personal, o avise a la clínica.
    ");
    let todo = [carta.subject().unwrap(), &carta.body_html(0).unwrap(), &ics(recibida)].join(" ");
    assert!(!todo.contains("Prestación"), "{todo}");
    let ics = ics(recibida);
    let linea = |nombre| linea(&ics, nombre);
    assert_eq!((linea("METHOD"), linea("SEQUENCE")), ("REQUEST", "0"));
    assert_eq!((linea("DTSTART"), linea("DTEND")), ("20261123T120000Z", "20261123T123000Z"));
    assert_eq!(linea("SUMMARY"), "Hora con Eva Soto");
    assert_eq!(linea("UID"), carta.message_id().unwrap().split('@').next().unwrap());
}

#[tokio::test]
async fn una_reserva_se_avisa_con_las_palabras_de_la_clinica_y_lo_escrito_no_cambia() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let plantilla = "/norte/configuracion/avisos/plantillas/cita_agendada";
    let campos = [
        ("asunto", "{clinica} le espera el {dia}"),
        ("saludo", "Estimada {nombre}:"),
        ("cuerpo", "Llegue diez minutos antes de las {hora}."),
        ("nota", ""),
    ];
    ana.post(plantilla, &campos).await.es(303);
    m.cita_con_correo(&beto).await;
    ana.post(&format!("{plantilla}/retiro"), &[]).await.es(303);

    m.enviar().await;

    let recibidas = m.app.buzon.cartas();
    let carta = leer(&recibidas[0]);
    assert_eq!(carta.subject(), Some("Clínica Norte le espera el lun 23 nov"));
    let texto = carta.body_text(0).unwrap();
    for dicho in [
        "Estimada Rosa:",
        "Llegue diez minutos antes de las 09:00.",
        "Cuándo: lunes 23 de noviembre de 2026 a las 09:00",
        "Con: Eva Soto",
        "https://antesala.example/r/",
    ] {
        assert!(texto.contains(dicho), "{dicho}: {texto}");
    }
    assert!(!texto.contains("Su hora quedó reservada"), "{texto}");
}

#[tokio::test]
async fn lo_avisado_se_ve_en_avisos_y_en_el_correo_de_prueba() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita_con_correo(&beto).await;
    let avisos = beto.get("/norte/avisos").await.es(200);
    assert_eq!(avisos.textos("tbody td:nth-child(3)"), ["Su hora está reservada: lun 23 nov"]);
    let uno = beto.get(&avisos.atributo("tbody a", "href")).await.es(200);
    assert!(uno.cuerpo.contains("lunes 23 de noviembre de 2026 a las 09:00"), "{}", uno.cuerpo);

    m.enviar().await;

    let lista = m.app.anonimo().get("/correo").await.es(200);
    assert_eq!(lista.textos("tbody a"), ["Su hora está reservada: lun 23 nov"]);
    let carta = m.app.anonimo().get(&lista.atributo("tbody a", "href")).await.es(200);
    assert!(carta.cuerpo.contains("Eva Soto"), "{}", carta.cuerpo);
}

#[tokio::test]
async fn reservar_dos_veces_lo_mismo_avisa_una() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_con_correo("Rosa").await;
    let clave = [("clave", "6f1a1c1e-0000-4000-8000-000000000001")];
    for _ in 0..2 {
        m.reservar_con(&beto, rosa, LUNES_9, &clave).await.es(303);
    }
    let otro = m.bd_con_correo("Raúl").await;
    m.reservar(&beto, otro, LUNES_9).await.es(409);
    assert_eq!((m.bd_mensajes("pendiente").await, m.bd_eventos("CitaAgendada").await), (1, 1));
}

#[tokio::test]
async fn anulada_antes_de_salir_solo_llega_la_anulacion() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    m.anular(&beto, cita).await;

    m.enviar().await;

    let [(asunto, ics)] = m.llegaron().try_into().unwrap();
    assert_eq!(asunto, "Su hora fue cancelada: lun 23 nov");
    assert_eq!((linea(&ics, "METHOD"), linea(&ics, "STATUS")), ("CANCEL", "CANCELLED"));
    assert_eq!(m.bd_mensajes("suprimido").await, 1);
}

#[tokio::test]
async fn lo_que_pasa_con_una_hora_llega_en_orden_y_es_un_solo_evento() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let primera = m.cita_con_correo(&beto).await;
    m.enviar().await;
    let segunda = m.reagendar(&beto, primera, LUNES_10).await;
    m.enviar().await;
    m.anular(&beto, segunda).await;
    m.anular(&beto, segunda).await;
    m.enviar().await;
    m.cambiar(&beto, segunda, "regreso").await.es(303);
    m.enviar().await;

    let llegaron = m.llegaron();
    let asuntos: Vec<_> = llegaron.iter().map(|(asunto, _)| asunto.split(':').next().unwrap()).collect();
    let esperados = ["Su hora está reservada", "Su hora cambió", "Su hora fue cancelada", "Su hora está reservada"];
    assert_eq!(asuntos, esperados);
    let de_cada = |nombre: &'static str| llegaron.iter().map(move |(_, ics)| linea(ics, nombre)).collect::<Vec<_>>();
    assert_eq!(de_cada("METHOD"), ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]);
    assert_eq!(de_cada("SEQUENCE"), ["0", "1", "2", "3"]);
    let de_las_10 = "20261123T130000Z";
    assert_eq!(de_cada("DTSTART"), ["20261123T120000Z", de_las_10, de_las_10, de_las_10]);
    assert!(de_cada("UID").windows(2).all(|par| par[0] == par[1]), "{:?}", de_cada("UID"));
}

#[tokio::test]
async fn sin_correo_nadie_recibe_nada_y_el_hecho_queda() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.anular(&beto, cita).await;
    assert_eq!(m.bd_numero("select count(*) as n from mensajes").await, 0);
    assert_eq!((m.bd_eventos("CitaAgendada").await, m.bd_eventos("CitaCancelada").await), (1, 1));
}

#[tokio::test]
async fn quien_ya_no_tiene_correo_no_recibe_lo_que_dejo_de_ser() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    m.bd("update pacientes set correo = null").await;
    m.anular(&beto, cita).await;

    m.enviar().await;

    assert!(m.llegaron().is_empty());
    let avisos = beto.get("/norte/avisos").await.es(200);
    assert!(avisos.cuerpo.contains("dejó de ser cierto"), "{}", avisos.cuerpo);
}

#[tokio::test]
async fn quien_ya_esta_aqui_no_recibe_carta_y_el_de_un_sobrecupo_si() {
    let m = Mundo::en("2026-11-23T11:00:00Z").await;
    let beto = m.app.como("beto").await;
    let (rosa, raul) = (m.bd_con_correo("Rosa").await, m.bd_con_correo("Raúl").await);
    m.reservar_con(&beto, rosa, LUNES_9, &[("presente", "true")]).await.es(303);
    assert_eq!(m.bd_mensajes("pendiente").await, 0);
    let sobrecupo = [("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")];
    m.reservar_con(&beto, raul, LUNES_9, &sobrecupo).await.es(303);
    assert_eq!((m.bd_mensajes("pendiente").await, m.bd_eventos("CitaAgendada").await), (1, 2));
}

#[tokio::test]
async fn un_paciente_nuevo_es_un_hecho_se_cree_solo_o_con_su_hora() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let (hora, prestacion) = (m.hora(LUNES_9), m.prestacion.to_string());
    let campos = [
        ("hora", hora.as_str()),
        ("prestacion", &prestacion),
        ("nuevo_nombres", "Rosa"),
        ("nuevo_telefono", "987654321"),
    ];
    beto.post("/norte/citas", &campos).await.es(303);
    assert_eq!(m.bd_eventos("PacienteCreado").await, 1);
    let ficha = [("documento", "12.345.678-5"), ("nombres", "Julia"), ("apellido_paterno", "Soto")];
    beto.post("/norte/pacientes", &ficha).await.es(303);
    let julia = "select count(*) as n from eventos e join pacientes p on p.id = (e.datos ->> 'paciente_id')::bigint
                 where e.tipo = 'PacienteCreado' and p.nombres = 'Julia'";
    assert_eq!(m.bd_numero(julia).await, 1);
}

#[tokio::test]
async fn avisar_no_le_cuesta_un_viaje_a_la_reserva() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_con_correo("Rosa").await;
    let antes = m.app.db.viajes();
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    let viajes = m.app.db.viajes() - antes;
    assert_eq!(m.bd_mensajes("pendiente").await, 1);
    assert!(viajes <= 6, "{viajes}");
}

#[tokio::test]
async fn de_una_hora_que_ya_paso_no_se_escribe() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    m.enviar().await;
    m.app.db.reloj().fijar(instante("2026-11-23T12:30:00Z"));
    m.anular(&m.app.como("beto").await, cita).await;
    assert_eq!((m.bd_mensajes("enviado").await, m.bd_mensajes("pendiente").await), (1, 0));
    assert_eq!(m.bd_eventos("CitaCancelada").await, 1);
}
