//! The phone too is proved by a code, where the clinic may send it by WhatsApp; who has none is not kept out.

use antesala::jobs::Obrero;
use futures_util::future::join_all;
use serde_json::Value;

use super::super::enlaces_secretos::{dicho, escuchar};
use super::super::mundo::Mundo;
use super::{LUNES_9, ROSA, otro};
use crate::soporte::{Navegador, Nube, Prueba, Respuesta};

const FONO: &str = "+56987654321";
const SIN_COMPROBAR: &str = "Teléfono sin comprobar: +56 9 8765 4321.";
const COMPROBADO: &str = "Teléfono comprobado por WhatsApp: +56 9 8765 4321.";
const PLANTILLA: &str = "antesala_reserva_codigo_1";

/// Norte, whose template of codes is approved, and somebody who has picked an hour and said who they are.
struct Caso {
    m: Mundo,
    nube: Nube,
    rosa: Navegador,
    pagina: String,
}

async fn conectada(ajustes: &str) -> (Mundo, Nube) {
    let variables = [("WHATSAPP_TOKEN", "llave-de-prueba"), ("POOL_MAX", "16")];
    let m = Mundo::sobre(Prueba::con_variables(&variables).await, "2026-11-22T12:00:00Z").await;
    m.abrir_en_linea(ajustes).await;
    m.bd(&format!(
        "insert into canales_whatsapp (clinica_id, numero_id, cuenta_id) values (clinica_actual(), '1055555', '9000001');
         insert into plantillas_whatsapp (clinica_id, tipo, nombre, estado)
         values (clinica_actual(), 'reserva_codigo', '{PLANTILLA}', 'aprobada')"
    ))
    .await;
    (m, Nube::abrir().await)
}

/// The code of the last letter, and that of the last message by WhatsApp.
type Codigos = (String, String);

impl Caso {
    async fn nuevo() -> Self {
        Self::con(r#"{"abierta": true}"#, &ROSA).await
    }

    async fn con(ajustes: &str, datos: &[(&str, &str)]) -> Self {
        let (m, nube) = conectada(ajustes).await;
        let rosa = m.app.anonimo();
        let pagina = m.tomada(&rosa, LUNES_9).await;
        let caso = Self { m, nube, rosa, pagina };
        caso.dar("datos", datos).await.es(303);
        caso
    }

    async fn dar(&self, paso: &str, campos: &[(&str, &str)]) -> Respuesta {
        self.rosa.post(&format!("{}/{paso}", self.pagina), campos).await
    }

    /// Both of them, as whoever has the phone and the e-mail types them.
    async fn probar(&self, (correo, telefono): (&str, &str)) -> Respuesta {
        self.dar("codigo", &[("codigo", correo), ("codigo_telefono", telefono)]).await
    }

    async fn ver(&self) -> Respuesta {
        self.rosa.get(&self.pagina).await.es(200)
    }

    async fn enviar(&self) {
        enviar(&self.m, &self.nube).await;
    }

    async fn codigos(&self) -> Codigos {
        self.enviar().await;
        let mensajes = self.nube.mensajes();
        (self.m.codigo().await, codigo_de(mensajes.last().expect("nothing left by WhatsApp")))
    }

    async fn observacion(&self) -> String {
        self.m.bd_texto("select coalesce(max(observacion), '') as texto from citas where estado = 'reservada'").await
    }
}

async fn enviar(m: &Mundo, nube: &Nube) {
    let obrero = Obrero { whatsapp: Some(nube.cliente()), ..m.obrero() };
    while obrero.enviar_whatsapps().await.unwrap() > 0 {}
}

fn codigo_de(mensaje: &Value) -> String {
    let partes = &mensaje["template"]["components"];
    let codigo = partes[0]["parameters"][0]["text"].as_str().unwrap();
    assert!(codigo.len() == 6 && codigo.bytes().all(|b| b.is_ascii_digit()), "{mensaje}");
    codigo.to_owned()
}

/// Another one.
fn malo(codigo: &str) -> &'static str {
    if codigo == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn los_dos_codigos_hacen_la_cita_con_el_telefono_comprobado() {
    let caso = Caso::con(r#"{"abierta": true}"#, &[&ROSA[..], &[("acepta_whatsapp", "true")]].concat()).await;
    let pagina = caso.ver().await;
    assert_eq!(pagina.texto("h1"), "Revise su correo y su WhatsApp");
    assert!(pagina.hay("input[name=codigo]") && pagina.hay("input[name=codigo_telefono]"));
    assert!(pagina.cuerpo.contains("+56 9 8765 4321"), "{}", pagina.cuerpo);

    let (correo, telefono) = caso.codigos().await;
    let mensajes = caso.nube.mensajes();
    let [mensaje] = mensajes.as_slice() else { panic!("{mensajes:?}") };
    assert_eq!((mensaje["to"].as_str(), mensaje["template"]["name"].as_str()), (Some("56987654321"), Some(PLANTILLA)));
    let boton = &mensaje["template"]["components"][1];
    assert_eq!((boton["sub_type"].as_str(), boton["index"].as_str()), (Some("url"), Some("0")));
    assert_eq!(boton["parameters"][0]["text"].as_str(), Some(telefono.as_str()));

    let partido = format!("{} {}", &telefono[..3], &telefono[3..]);
    caso.probar((&correo, &partido)).await.es(303);
    assert_eq!(caso.ver().await.texto("h1"), "Su hora está reservada");
    assert_eq!(caso.observacion().await, COMPROBADO);
    let comprobados = "select count(*) as n from reservas_en_linea where telefono_comprobado is not null";
    assert_eq!(caso.m.bd_numero(comprobados).await, 1);
    let como = "select concat_ws('|', acepta, como, telefono) as texto from consentimientos_whatsapp";
    assert_eq!(caso.m.bd_texto(como).await, format!("t|en_linea_comprobado|{FONO}"));
    let cita = caso.m.bd_numero("select id as n from citas where estado = 'reservada'").await;
    let vista = caso.m.app.como("beto").await.get(&format!("/norte/citas/{cita}")).await.es(200);
    assert!(vista.cuerpo.contains(COMPROBADO), "{}", vista.cuerpo);
}

#[tokio::test]
async fn el_malo_se_dice_en_su_campo_y_el_bueno_queda_escrito() {
    let caso = Caso::nuevo().await;
    let (correo, telefono) = caso.codigos().await;
    let escritos = |vuelta: &Respuesta| {
        ["codigo", "codigo_telefono"].map(|campo| vuelta.atributo(&format!("input[name={campo}]"), "value"))
    };
    let vuelta = caso.probar((&correo, malo(&telefono))).await.es(422);
    assert_eq!(escritos(&vuelta), [correo.as_str(), ""]);
    assert_eq!(vuelta.textos(".campo-error"), ["Ese código no es. Puede intentarlo 4 veces más."]);
    assert!(vuelta.hay("input[name=codigo_telefono][aria-invalid]") && !vuelta.hay("input[name=codigo][aria-invalid]"));

    let vuelta = caso.probar((malo(&correo), &telefono)).await.es(422);
    assert_eq!(escritos(&vuelta), ["", telefono.as_str()]);
    assert!(vuelta.hay("input[name=codigo][aria-invalid]") && !vuelta.hay("input[name=codigo_telefono][aria-invalid]"));

    // Neither is good for the other, and together they are one guess.
    let vuelta = caso.probar((&telefono, &correo)).await.es(422);
    assert_eq!(vuelta.textos(".campo-error"), ["Ese código no es. Puede intentarlo 2 veces más."; 2]);

    // What is no code is no guess.
    let vuelta = caso.probar((&correo, "12")).await.es(422);
    assert_eq!(escritos(&vuelta), [correo.as_str(), "12"]);
    assert!(vuelta.textos(".campo-error")[0].contains("o marque que no lo tiene"));
    caso.dar("codigo", &[("codigo", &correo)]).await.es(422);
    assert_eq!(caso.m.bd_numero("select fallos::bigint as n from reservas_en_linea").await, 3);

    caso.probar((&correo, &telefono)).await.es(303);
    assert_eq!(caso.observacion().await, COMPROBADO);
}

#[tokio::test]
async fn los_codigos_errados_del_telefono_tambien_sueltan_la_hora() {
    let caso = Caso::nuevo().await;
    let (correo, telefono) = caso.codigos().await;
    for _ in 0..4 {
        caso.probar((&correo, malo(&telefono))).await.es(422);
    }
    caso.probar((&correo, malo(&telefono))).await.es(303);
    caso.rosa.get(&caso.pagina).await.es(410);
    assert_eq!(caso.m.bd_numero("select count(*) as n from citas").await, 0);
}

#[tokio::test]
async fn quien_no_tiene_whatsapp_reserva_y_la_recepcion_lo_ve() {
    let caso = Caso::nuevo().await;
    let (correo, telefono) = caso.codigos().await;
    let sin_el = [("codigo", correo.as_str()), ("codigo_telefono", malo(&telefono)), ("sin_whatsapp", "true")];
    caso.dar("codigo", &sin_el).await.es(303);
    assert_eq!(caso.ver().await.texto("h1"), "Su hora está reservada");
    assert_eq!(caso.observacion().await, SIN_COMPROBAR);
}

#[tokio::test]
async fn donde_no_se_puede_mandar_todo_sigue_como_antes() {
    for (caso, sql) in [
        ("no number", "delete from plantillas_whatsapp; delete from canales_whatsapp"),
        ("not approved", "update plantillas_whatsapp set estado = 'pedida'"),
        ("paused", "update plantillas_whatsapp set estado = 'pausada'"),
    ] {
        let (m, nube) = conectada(r#"{"abierta": true}"#).await;
        m.bd_como_dueno(sql).await;
        sigue_como_antes(&m, &nube, &ROSA, caso).await;
    }
    let (m, nube) = conectada(r#"{"abierta": true}"#).await;
    sigue_como_antes(&m, &nube, &otro(&ROSA, "telefono", "22 345 6789"), "a landline").await;

    // A template that was approved, and a server that no longer has its key.
    let m = super::abierta().await;
    m.bd("insert into canales_whatsapp (clinica_id, numero_id, cuenta_id) values (clinica_actual(), '1055555', '9000001');
          insert into plantillas_whatsapp (clinica_id, tipo, nombre, estado)
          values (clinica_actual(), 'reserva_codigo', 'antesala_reserva_codigo_1', 'aprobada')")
        .await;
    sigue_como_antes(&m, &nube, &ROSA, "no key").await;
}

async fn sigue_como_antes(m: &Mundo, nube: &Nube, datos: &[(&str, &str)], caso: &str) {
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, datos).await;
    enviar(m, nube).await;
    let vista = rosa.get(&pagina).await.es(200);
    assert_eq!((vista.texto("h1").as_str(), nube.mensajes().len()), ("Revise su correo", 0), "{caso}");
    assert!(!vista.hay("input[name=codigo_telefono]") && !vista.hay("input[name=sin_whatsapp]"), "{caso}");
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    let nota = m.bd_texto("select observacion as texto from citas").await;
    assert!(nota.starts_with("Teléfono sin comprobar: "), "{caso}: {nota}");
    assert_eq!(m.bd_numero("select count(*) as n from mensajes where canal = 'whatsapp'").await, 0, "{caso}");
}

impl Mundo {
    async fn bd_como_dueno(&self, sql: &str) {
        use diesel_async::SimpleAsyncConnection;
        let quitar = format!("set session_replication_role = replica; set row_security = off; {sql}");
        self.app.base.conectar("postgres").await.batch_execute(&quitar).await.unwrap();
    }

    /// Where that is written, among all tables that the program reads.
    async fn bd_donde_dice(&self, secreto: &str) -> Vec<String> {
        let tablas = "select string_agg(relname, ',') as texto from pg_class
             where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege(oid, 'select')";
        let mut donde = Vec::new();
        for tabla in self.bd_texto(tablas).await.split(',') {
            let sql =
                format!("select count(*) as n from {tabla} x where x::text ~ '(^|[^0-9a-f]){secreto}([^0-9a-f]|$)'");
            if self.bd_numero(&sql).await > 0 {
                donde.push(tabla.to_owned());
            }
        }
        donde
    }
}

#[tokio::test]
async fn el_codigo_no_queda_en_ninguna_tabla_ni_en_la_bitacora() {
    let caso = Caso::nuevo().await;
    escuchar();
    let (correo, telefono) = caso.codigos().await;
    caso.probar((&correo, malo(&telefono))).await.es(422);
    caso.probar((&correo, &telefono)).await.es(303);
    // At its most talkative a library of others writes down the letter that it carries; the program does not.
    let dicho: String = dicho().lines().filter(|linea| linea.contains("antesala::")).collect();
    for secreto in [&correo, &telefono] {
        assert_eq!(caso.m.bd_donde_dice(secreto).await, [""; 0]);
        assert!(!dicho.contains(secreto.as_str()), "{dicho}");
    }
    assert!(dicho.contains("message sent") && !dicho.contains("987654321"), "{dicho}");
    // What somebody at the desk reads of it.
    let aviso = caso.m.bd_numero("select max(id) as n from mensajes where canal = 'whatsapp'").await;
    let vista = caso.m.app.como("beto").await.get(&format!("/norte/avisos/{aviso}")).await.es(200);
    assert!(vista.cuerpo.contains("Tu código de verificación es *······*"), "{}", vista.cuerpo);
}

#[tokio::test]
async fn nadie_llena_el_telefono_de_otra_persona() {
    let (m, nube) = conectada(r#"{"abierta": true}"#).await;
    let malo = m.app.anonimo();
    for n in 0..6 {
        let pagina = m.tomada(&malo, &format!("2026-11-24T{}:00:00Z", 12 + n % 4)).await;
        let correo = format!("a{n}@casa.example");
        malo.post(&format!("{pagina}/datos"), &otro(&ROSA, "correo", &correo)).await.es(303);
        let vista = malo.get(&pagina).await.es(200);
        assert_eq!(vista.hay("input[name=codigo_telefono]"), n < 5, "{n}");
        if n < 5 {
            malo.post(&format!("{pagina}/anulacion"), &[]).await.es(303);
        }
    }
    enviar(&m, &nube).await;
    let mandados = "select count(*) as n from mensajes where canal = 'whatsapp'";
    assert_eq!(m.bd_numero(mandados).await, 5);
    // With patience neither: so many a day.
    m.bd("delete from intentos_ingreso").await;
    let pagina = m.tomada(&malo, "2026-11-24T12:30:00Z").await;
    malo.post(&format!("{pagina}/datos"), &otro(&ROSA, "correo", "z@casa.example")).await.es(303);
    assert!(!malo.get(&pagina).await.es(200).hay("input[name=codigo_telefono]"));
    assert_eq!(m.bd_numero(mandados).await, 5);
}

#[tokio::test]
async fn se_mandan_los_dos_otra_vez_y_los_de_antes_siguen_sirviendo() {
    let caso = Caso::nuevo().await;
    let primeros = caso.codigos().await;
    for _ in 0..2 {
        caso.dar("envios", &[]).await.es(303);
        caso.codigos().await;
    }
    caso.dar("envios", &[]).await.es(429);
    assert_eq!((caso.nube.mensajes().len(), caso.m.bd_numero("select count(*) as n from mensajes").await), (3, 6));
    caso.probar((&primeros.0, &primeros.1)).await.es(303);
    assert_eq!(caso.observacion().await, COMPROBADO);
}

#[tokio::test]
async fn el_codigo_que_fue_a_otro_telefono_no_prueba_el_corregido() {
    let caso = Caso::nuevo().await;
    let (_, ajeno) = caso.codigos().await;
    // What had not left when it was corrected does not leave.
    caso.dar("envios", &[]).await.es(303);
    caso.dar("datos", &otro(&ROSA, "telefono", "9 1111 2222")).await.es(303);
    let (correo, suyo) = caso.codigos().await;
    assert_eq!(caso.nube.mensajes().len(), 2);
    assert_eq!(caso.nube.mensajes()[1]["to"], "56911112222");
    caso.probar((&correo, &ajeno)).await.es(422);
    caso.probar((&correo, &suyo)).await.es(303);
    assert!(caso.observacion().await.ends_with("+56 9 1111 2222."));
}

#[tokio::test]
async fn a_un_fijo_corregido_no_le_llega_lo_que_iba_al_movil() {
    let caso = Caso::nuevo().await;
    caso.dar("datos", &otro(&ROSA, "telefono", "22 345 6789")).await.es(303);
    caso.enviar().await;
    assert_eq!(caso.nube.mensajes().len(), 0);
    let estado = "select e.estado || ' ' || e.error as texto from envios e where e.canal = 'whatsapp'";
    assert_eq!(caso.m.bd_texto(estado).await, "suprimido vencido");
    assert_eq!(caso.ver().await.texto("h1"), "Revise su correo");
}

#[tokio::test]
async fn a_un_telefono_sin_whatsapp_se_le_dice_y_sigue_con_la_casilla() {
    let caso = Caso::nuevo().await;
    assert!(!caso.ver().await.hay("input[name=sin_whatsapp][checked]"));
    caso.nube.negar_a(FONO, 131_026);
    caso.enviar().await;
    let vista = caso.ver().await;
    assert!(vista.hay("input[name=sin_whatsapp][checked]") && vista.cuerpo.contains("A ese teléfono no le llega"));
    // It is not tried again, and the letter still goes.
    caso.dar("envios", &[]).await.es(303);
    caso.enviar().await;
    assert_eq!(caso.m.bd_numero("select count(*) as n from mensajes where canal = 'whatsapp'").await, 1);
    let correo = caso.m.codigo().await;
    caso.dar("codigo", &[("codigo", &correo), ("sin_whatsapp", "true")]).await.es(303);
    assert_eq!(caso.observacion().await, SIN_COMPROBAR);
}

#[tokio::test]
async fn quien_aprueba_ve_si_el_telefono_se_comprobo() {
    for (traidos, certeza, como) in
        [(true, "Teléfono comprobado por WhatsApp", "en_linea_comprobado"), (false, "Teléfono sin comprobar", "")]
    {
        let datos = [&ROSA[..], &[("acepta_whatsapp", "true")]].concat();
        let caso = Caso::con(r#"{"abierta": true, "aprobar": true}"#, &datos).await;
        let (correo, telefono) = caso.codigos().await;
        if traidos {
            caso.probar((&correo, &telefono)).await.es(303);
        } else {
            caso.dar("codigo", &[("codigo", &correo), ("sin_whatsapp", "true")]).await.es(303);
        }
        let beto = caso.m.app.como("beto").await;
        let lista = beto.get("/norte/agenda/en-linea").await.es(200);
        assert!(lista.cuerpo.contains(certeza), "{}", lista.cuerpo);
        let id = caso.m.bd_numero("select id as n from reservas_en_linea").await;
        beto.post(&format!("/norte/agenda/en-linea/{id}/aprobacion"), &[]).await.es(303);
        assert!(caso.observacion().await.starts_with(certeza));
        // Whoever approved it, the patient said it; of a phone that may be anybody's, nobody did.
        let dicho = "select coalesce((select como from consentimientos_whatsapp), '') as texto";
        assert_eq!(caso.m.bd_texto(dicho).await, como);
    }
}

#[tokio::test]
async fn los_mismos_dos_codigos_varias_veces_a_la_vez_hacen_una_cita() {
    let caso = Caso::nuevo().await;
    let (correo, telefono) = caso.codigos().await;
    for respuesta in join_all((0..6).map(|_| caso.probar((&correo, &telefono)))).await {
        respuesta.es(303);
    }
    assert_eq!(caso.m.bd_numero("select count(*) as n from citas").await, 1);
    assert_eq!(caso.m.bd_numero("select count(*) as n from pacientes").await, 1);
    assert_eq!(caso.observacion().await, COMPROBADO);
}

#[tokio::test]
async fn quien_ya_era_paciente_conserva_su_telefono_y_se_sabe_cual_se_comprobo() {
    let caso = Caso::nuevo().await;
    caso.m
        .bd("insert into pacientes (clinica_id, documento_tipo, documento, rut_cuerpo, rut_dv, nombres, apellido_paterno, correo, telefono)
             values (clinica_actual(), 'rut', '12345678-5', 12345678, '5', 'Rosa', 'Díaz', 'rosa@casa.example', '+56911111111')")
        .await;
    let (correo, telefono) = caso.codigos().await;
    caso.probar((&correo, &telefono)).await.es(303);
    assert_eq!(caso.m.bd_texto("select telefono as texto from pacientes").await, "+56911111111");
    assert_eq!(caso.observacion().await, COMPROBADO);
    assert_eq!(caso.m.bd_numero("select count(*) as n from consentimientos_whatsapp").await, 0);
}
