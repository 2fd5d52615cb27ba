//! A clinic speaks to its patients in words of its own, and what must be said is said all the same.

use antesala::avisos::plantillas::{Clase, Textos};
use antesala::avisos::{self, AvisoCita, Plantillas, Suceso};
use antesala::values::correo::Correo;
use mail_parser::MessageParser;
use proptest::prelude::*;

use super::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

const LISTA: &str = "/norte/configuracion/avisos/plantillas";
const AGENDADA: &str = "/norte/configuracion/avisos/plantillas/cita_agendada";
const PROPIA: [(&str, &str); 4] = [
    ("asunto", "Le esperamos el {dia}"),
    ("saludo", "Estimada {nombre}:"),
    ("cuerpo", "Gracias por venir a {clinica}.\r\n\r\nLlegue antes de las {hora}.\r\n"),
    ("nota", "Traiga su carnet."),
];

fn con<'a>(version: &'a str, cambio: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    let campos = PROPIA.map(|(nombre, valor)| (nombre, if nombre == cambio.0 { cambio.1 } else { valor }));
    campos.into_iter().chain([("version", version)]).collect()
}

async fn guardar(quien: &Navegador, version: &str, cambio: (&str, &str)) -> Respuesta {
    quien.post(AGENDADA, &con(version, cambio)).await
}

async fn version(quien: &Navegador) -> String {
    quien.get(AGENDADA).await.es(200).atributo("input[name=version]", "value")
}

#[tokio::test]
async fn ana_elige_las_palabras_y_vuelve_a_las_de_la_casa() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let lista = ana.get(LISTA).await.es(200);
    assert_eq!(lista.textos("tbody td:nth-child(3)"), ["Original"; 7]);
    assert_eq!(lista.textos("tbody td:nth-child(2)")[0], "Su hora está reservada: {dia}");
    let original = ana.get(AGENDADA).await.es(200);
    assert_eq!(original.atributo("input[name=asunto]", "value"), "Su hora está reservada: {dia}");
    assert!(!original.hay("form[action$='/retiro']"));

    guardar(&ana, "", ("", "")).await.es(303);

    assert_eq!(ana.get(LISTA).await.textos("tbody td:nth-child(3)")[0], "De la clínica");
    let propia = ana.get(AGENDADA).await.es(200);
    assert_eq!(propia.texto("textarea[name=cuerpo]"), "Gracias por venir a {clinica}. Llegue antes de las {hora}.");
    ana.post(&propia.atributo("form[action$='/retiro']", "action"), &[]).await.es(303);
    assert_eq!(ana.get(LISTA).await.textos("tbody td:nth-child(3)"), ["Original"; 7]);
    let traza = "select count(*) as n from auditoria where tabla = 'plantillas' and fila_id = 'cita_agendada' and membresia_id is not null";
    assert_eq!(mundo.bd_numero(traza).await, 2);
}

#[tokio::test]
async fn lo_mal_escrito_se_dice_en_su_campo_con_lo_que_existe() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let largo = "a".repeat(121);
    for (campo, escrito, dicho) in [
        ("asunto", "Hora de {diagnostico}", "No existe {diagnostico}. Puedes usar {nombre}, {fecha}, {dia}, {hora},"),
        ("cuerpo", "A las {hora", "Falta cerrar una llave"),
        ("nota", "A las hora}", "Sobra una llave"),
        ("saludo", " ", "Escribe el saludo."),
        ("cuerpo", "\r\n", "Escribe qué dice el mensaje."),
        ("asunto", "Hola\r\nBcc: todos@correo.test", "Escribe el asunto en una sola línea."),
        ("asunto", &largo, "Usa hasta 120 caracteres."),
        // Of a payment, and not of an hour.
        ("cuerpo", "Pagó {total}", "No existe {total}."),
    ] {
        let mala = guardar(&ana, "", (campo, escrito)).await.es(422);
        assert!(mala.texto(&format!("#{campo}-error")).starts_with(dicho), "{campo} {escrito}: {}", mala.cuerpo);
        if campo == "asunto" && !escrito.contains('\n') {
            assert_eq!(mala.atributo("input[name=asunto]", "value"), escrito);
        }
    }
    assert_eq!(mundo.bd_numero("select count(*) as n from plantillas").await, 0);
}

#[tokio::test]
async fn de_dos_que_editan_la_segunda_no_borra_lo_de_la_primera() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    guardar(&ana, "", ("", "")).await.es(303);
    // It began with the words of the house.
    assert!(guardar(&ana, "", ("asunto", "Otro")).await.es(422).cuerpo.contains("Otra persona la cambió"));
    let leida = version(&ana).await;
    guardar(&ana, &leida, ("asunto", "Nuevo")).await.es(303);
    guardar(&ana, &leida, ("asunto", "Otro")).await.es(422);
    let leida = version(&ana).await;
    ana.post(&format!("{AGENDADA}/retiro"), &[]).await.es(303);
    guardar(&ana, &leida, ("asunto", "Otro")).await.es(422);
    assert_eq!(mundo.bd_numero("select count(*) as n from plantillas").await, 0);
}

#[tokio::test]
async fn se_ve_como_queda_sin_guardar_nada() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let vista = format!("{AGENDADA}/vista");

    let fragmento = ana.htmx().post(&vista, &con("", ("nota", "<script>x</script>"))).await.es(200);
    assert!(!fragmento.hay("form") && !fragmento.cuerpo.contains("<script>"), "{}", fragmento.cuerpo);
    let texto = fragmento.texto("#vista");
    for dicho in ["Estimada Camila Rojas Soto:", "Gracias por venir a Clínica Norte.", "Cuándo", "a las 10:30", "Dónde"]
    {
        assert!(texto.contains(dicho), "{dicho}: {texto}");
    }
    assert!(!texto.contains(['{', '}']), "{texto}");
    let mala = ana.htmx().post(&vista, &con("", ("nota", "{x}"))).await.es(422);
    assert!(mala.texto("#vista").contains("No existe {x}"), "{}", mala.cuerpo);

    // Without scripts the same button shows the whole page, with what was typed.
    let pagina = ana.post(&vista, &con("", ("", ""))).await.es(200);
    assert_eq!(pagina.atributo("input[name=asunto]", "value"), "Le esperamos el {dia}");
    assert!(pagina.texto("#vista").contains("Estimada Camila Rojas Soto:"));
    ana.post(&vista, &con("", ("nota", "{x}"))).await.es(422);
    assert_eq!(mundo.bd_numero("select count(*) as n from plantillas").await, 0);
}

#[tokio::test]
async fn cada_mensaje_se_ve_con_sus_palabras_originales() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    for clase in Clase::TODAS {
        let pagina = ana.get(&format!("{LISTA}/{}", clase.codigo())).await.es(200);
        let texto = pagina.texto("#vista");
        assert!(texto.contains("Hola, Camila Rojas Soto:") && !texto.contains(['{', '}']), "{texto}");
    }
    ana.get(&format!("{LISTA}/invitacion")).await.es(404);
    ana.get(&format!("{LISTA}/cualquiera")).await.es(404);
}

#[tokio::test]
async fn la_prueba_llega_a_quien_la_pide_y_dice_que_lo_es() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let prueba = format!("{AGENDADA}/prueba");
    ana.post(&prueba, &con("", ("nota", "{x}"))).await.es(422);
    let enviada = ana.post(&prueba, &con("", ("cuerpo", "A las {hora} <b>sin falta</b>."))).await.es(200);
    assert!(enviada.cuerpo.contains("Prueba en camino"));
    assert_eq!(enviada.texto("textarea[name=cuerpo]"), "A las {hora} <b>sin falta</b>.");

    mundo.obrero().enviar_lote().await.unwrap();

    let cartas = mundo.buzon.cartas();
    let [carta] = cartas.as_slice() else { panic!("{} letters", cartas.len()) };
    assert_eq!(carta.para, ["ana@norte.test"]);
    let leida = MessageParser::default().parse(&carta.crudo).unwrap();
    assert!(leida.subject().unwrap().starts_with("Prueba: Le esperamos el "));
    let texto = leida.body_text(0).unwrap();
    for dicho in ["Esto es una prueba, con datos inventados.", "A las 10:30 <b>sin falta</b>.", AGENDADA] {
        assert!(texto.contains(dicho), "{dicho}: {texto}");
    }
    let html = leida.body_html(0).unwrap();
    assert!(html.contains("&lt;b&gt;sin falta") && !html.contains("<b>"), "{html}");
    assert_eq!((leida.attachment_count(), mundo.bd_numero("select count(*) as n from plantillas").await), (0, 0));
}

#[tokio::test]
async fn las_pruebas_de_una_hora_tienen_limite() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let prueba = format!("{AGENDADA}/prueba");
    for _ in 0..10 {
        ana.post(&prueba, &con("", ("", ""))).await.es(200);
    }
    let rehusada = ana.post(&prueba, &con("", ("asunto", "Otro"))).await.es(429);
    assert_eq!(rehusada.atributo("input[name=asunto]", "value"), "Otro");
    assert_eq!(mundo.bd_numero("select count(*) as n from mensajes where tipo = 'prueba_plantilla'").await, 10);
    mundo.pasan_horas(2);
    mundo.app.como("ana").await.post(&prueba, &con("", ("", ""))).await.es(200);
}

#[tokio::test]
async fn solo_quien_configura_y_cada_clinica_las_suyas() {
    let mundo = Mundo::nuevo().await;
    let (ana, beto) = (mundo.app.como("ana").await, mundo.app.como("beto").await);
    let (diego, nadie) = (mundo.app.como("diego").await, mundo.app.anonimo());
    guardar(&ana, "", ("", "")).await.es(303);
    for ruta in [LISTA, AGENDADA] {
        beto.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        assert!(nadie.get(ruta).await.es(303).destino().starts_with("/entrar"));
    }
    for ruta in ["", "/vista", "/prueba", "/retiro"] {
        beto.post(&format!("{AGENDADA}{ruta}"), &con("", ("", ""))).await.es(403);
        diego.post(&format!("{AGENDADA}{ruta}"), &con("", ("", ""))).await.es(404);
    }
    let sur = AGENDADA.replace("norte", "sur");
    assert_eq!(diego.get(&sur).await.es(200).atributo("input[name=version]", "value"), "");
    diego.post(&format!("{sur}/retiro"), &[]).await.es(303);
    assert_eq!(mundo.bd_numero("select count(*) as n from plantillas").await, 1);
}

fn pieza() -> impl Strategy<Value = String> {
    let variables =
        Clase::CitaAgendada.variables().iter().map(|(nombre, _)| format!("{{{nombre}}}")).collect::<Vec<_>>();
    prop_oneof![prop::sample::select(variables), "[a-zñ<>&\"' :]{1,12}"]
}

fn texto() -> impl Strategy<Value = String> {
    proptest::collection::vec(pieza(), 1..6).prop_map(|piezas| format!("a{}", piezas.concat()))
}

fn una_linea(texto: &str) -> String {
    texto.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    /// Whatever the words and the data are, each variable is replaced by its value, nothing else is, and what must be said is.
    #[test]
    fn lo_aceptado_se_escribe_con_cualquier_dato(
        asunto in texto(), saludo in texto(), parrafos in proptest::collection::vec(texto(), 1..4), nota in texto(),
        nombre in r"[A-Za-zÑñ{}<>\n]{1,20}", profesional in r"\PC{0,20}", direccion in r"\PC{0,20}",
    ) {
        let textos = Textos { asunto: asunto.clone(), saludo, cuerpo: parrafos.join("\n"), nota };
        let aviso = AvisoCita {
            paciente_id: 1, nombre: &nombre, correo: Correo::parse("rosa@correo.cl").ok(), cita_id: 1, version: 1, raiz_id: 1,
            inicio: "2026-12-01T19:30:00Z".parse().unwrap(), fin: "2026-12-01T20:00:00Z".parse().unwrap(),
            zona: chrono_tz::America::Santiago, profesional: &profesional, sucursal: "Casa matriz", direccion: &direccion,
            plantillas: Plantillas::de("Clínica Norte").con(Clase::CitaAgendada, textos),
        };
        let mensaje = avisos::cita(&aviso, Suceso::Agendada);
        let valores = [
            ("fecha", "martes 1 de diciembre de 2026".to_owned()), ("dia", "mar 1 dic".into()), ("hora", "16:30".into()),
            ("profesional", una_linea(&profesional)), ("sucursal", "Casa matriz".into()), ("direccion", una_linea(&direccion)),
            ("clinica", "Clínica Norte".into()), ("nombre", una_linea(&nombre)),
        ];
        // What a value brings between braces is no variable: each is put where it goes, once.
        let esperado = |texto: &str| {
            texto.split_inclusive('}').map(|parte| match valores.iter().find(|(n, _)| parte.ends_with(&format!("{{{n}}}"))) {
                Some((n, valor)) => format!("{}{valor}", &parte[..parte.len() - n.len() - 2]),
                None => parte.to_owned(),
            }).collect::<String>()
        };
        prop_assert_eq!(&mensaje.asunto, &una_linea(&esperado(&asunto)));
        let escritos: Vec<String> = parrafos.iter().map(|p| esperado(p.trim())).collect();
        prop_assert_eq!(&mensaje.carta.parrafos, &escritos);
        prop_assert_eq!(&mensaje.carta.filas[0].1, "martes 1 de diciembre de 2026 a las 16:30");
        prop_assert!(mensaje.carta.enlace.is_some());
        prop_assert!(!mensaje.asunto.contains(char::is_control));
    }
}

#[test]
fn quien_no_tiene_nombre_es_saludado_igual_y_un_asunto_vacio_no_sale() {
    let textos = Textos {
        asunto: "{direccion}".into(),
        saludo: "Estimada {nombre}:".into(),
        cuerpo: "x".into(),
        nota: String::new(),
    };
    let aviso = AvisoCita {
        paciente_id: 1,
        nombre: " ",
        correo: Correo::parse("rosa@correo.cl").ok(),
        cita_id: 1,
        version: 1,
        raiz_id: 1,
        inicio: "2026-12-01T19:30:00Z".parse().unwrap(),
        fin: "2026-12-01T20:00:00Z".parse().unwrap(),
        zona: chrono_tz::America::Santiago,
        profesional: "Eva Soto",
        sucursal: "Casa matriz",
        direccion: "",
        plantillas: Plantillas::de("Clínica Norte").con(Clase::CitaAgendada, textos),
    };
    let mensaje = avisos::cita(&aviso, Suceso::Agendada);
    assert_eq!(
        (mensaje.asunto.as_str(), mensaje.carta.saludo.as_str()),
        ("Su hora está reservada: mar 1 dic", "Hola:")
    );
}

/// What cannot be read (any more) is as if nothing had been written.
#[test]
fn una_plantilla_que_ya_no_se_lee_deja_las_palabras_de_la_casa() {
    let leidas = Plantillas::leer(&serde_json::json!({"clinica": 7, "propias": []}));
    assert_eq!(leidas, Plantillas::default());
}
