//! A budget by e-mail: the paper of the desk, once for each time that somebody asks, and never when it is not true any more.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::*;
use crate::avisos::mundo::Mundo;

const PAULA: &str = "paula@correo.test";
const OLVIDADA: &str =
    "update pacientes set bloqueado = ahora(), sin_avisos = true, acepta_publicidad = false, acepta_whatsapp = false";

/// A budget of Paula's, as Carla sees it.
struct Escena {
    mundo: Mundo,
    carla: Navegador,
    paciente: String,
    url: String,
}

impl Escena {
    async fn nueva() -> Self {
        let mundo = Mundo::nuevo().await;
        let paciente = catalogo(&mundo.app).await;
        let carla = mundo.app.como("carla").await;
        let url = crear(&carla, &tratamiento(&paciente)).await;
        Self { mundo, carla, paciente, url }
    }

    /// As somebody presses the button of the page as it stands.
    async fn enviar(&self) -> Respuesta {
        let pagina = self.carla.get(&self.url).await.es(200);
        let version = pagina.atributo("form[action$='/envios'] input[name=version]", "value");
        let clave = pagina.atributo("form[action$='/envios'] input[name=clave]", "value");
        self.enviar_con(&self.carla, &clave, &version).await
    }

    async fn enviar_con(&self, quien: &Navegador, clave: &str, version: &str) -> Respuesta {
        quien.post(&format!("{}/envios", self.url), &[("clave", clave), ("version", version)]).await
    }

    /// Five sessions instead of ten.
    async fn editar(&self) {
        let version = self.carla.get(&format!("{}/editar", self.url)).await.es(200);
        let mut campos = tratamiento(&self.paciente);
        campos.push(("version", version.atributo("input[name=version]", "value")));
        campos[4].1 = "5".into();
        enviar(&self.carla, &self.url, &campos).await.es(303);
    }

    async fn sale(&self) -> usize {
        self.mundo.obrero().enviar_lote().await.unwrap()
    }

    /// What the page says of its letter.
    async fn correo(&self, quien: &Navegador) -> String {
        let pagina = quien.get(&self.url).await.es(200);
        let nombres = pagina.textos("dt");
        let cual = nombres.iter().position(|nombre| nombre == "Correo").unwrap_or_else(|| panic!("{}", pagina.cuerpo));
        pagina.textos("dd")[cual].clone()
    }

    async fn bd_envios(&self) -> Vec<(String, Option<String>)> {
        let mut envios = Vec::new();
        for n in 0..bd_numero(&self.mundo.app, "select count(*) from mensajes").await {
            let sql = format!("select id from mensajes order by id offset {n} limit 1");
            let envio = self.mundo.bd_envio(bd_numero(&self.mundo.app, &sql).await).await;
            envios.push((envio.estado, envio.error));
        }
        envios
    }
}

fn en_estado(estado: &str, error: Option<&str>) -> (String, Option<String>) {
    (estado.into(), error.map(str::to_owned))
}

fn leer(crudo: &[u8]) -> Message<'_> {
    MessageParser::default().parse(crudo).unwrap()
}

#[tokio::test]
async fn llega_una_vez_con_el_papel_del_mostrador_y_sin_decir_que_se_hace() {
    let e = Escena::nueva().await;
    assert_eq!(e.correo(&e.carla).await, PAULA);
    let clave = clave();
    for _ in 0..2 {
        e.enviar_con(&e.carla, &clave, "1").await.es(303);
    }
    assert_eq!(e.bd_envios().await.len(), 1, "the same intention");
    assert_eq!(e.correo(&e.carla).await, format!("Por enviar a {PAULA}"));

    assert_eq!((e.sale().await, e.sale().await), (1, 0));

    let cartas = e.mundo.buzon.cartas();
    assert_eq!((cartas.len(), cartas[0].para.as_slice()), (1, [PAULA.to_owned()].as_slice()));
    let carta = leer(&cartas[0].crudo);
    let (texto, html) = (carta.body_text(0).unwrap().replace("\r\n", "\n"), carta.body_html(0).unwrap());
    let hasta = (Zona::SANTIAGO.fecha(Utc::now()) + Days::new(30)).format("%d-%m-%Y").to_string();
    insta::assert_snapshot!(format!("{}\n\n{}", carta.subject().unwrap(), texto.replace(&hasta, "[hasta]")), @r"
    Presupuesto P1-1

    Hola, Paula Pinto:

    Le enviamos el presupuesto que pidió. El detalle está en el archivo adjunto.

    Presupuesto: P1-1
    Válido hasta: [hasta]
    Total: $234.760

    Clínica Norte

    Este presupuesto es interno de la clínica: no es un documento tributario ni acredita un pago.
    ");
    for que in ["KINE", "EVAL", "GEL", "Atención"] {
        assert!(!texto.contains(que) && !html.contains(que), "{que}: {html}");
    }
    assert_eq!(carta.attachment_count(), 1);
    let adjunto = carta.attachment(0).unwrap();
    assert_eq!(adjunto.attachment_name(), Some("Presupuesto P1-1.pdf"));
    let mostrador = e.carla.get(&format!("{}/impreso?formato=pdf", e.url)).await.es(200);
    assert!(pdf_dice(adjunto.contents(), "Presupuesto P1-1") && pdf_dice(adjunto.contents(), "$234.760"));
    assert_eq!(adjunto.contents(), mostrador.bytes, "what is handed over at the desk");
}

#[tokio::test]
async fn su_pagina_dice_a_donde_fue_y_cuando() {
    let e = Escena::nueva().await;
    e.mundo.db.reloj().fijar(Utc::now());
    let cuando = Zona::SANTIAGO.local(e.mundo.db.reloj().ahora()).format("%d-%m-%Y a las %H:%M");
    e.enviar().await.es(303);
    e.sale().await;
    let dicho = format!("Enviado a {PAULA} el {cuando}");
    assert_eq!(e.correo(&e.carla).await, dicho);
    let (carla, gloria) = (e.carla.get(&e.url).await, e.mundo.app.como("gloria").await.get(&e.url).await);
    assert!(gloria.hay("dd a[href^='/norte/avisos/']"), "who may see what was sent");
    assert!(!carla.hay("dd a[href^='/norte/avisos/']"));
    e.editar().await;
    assert_eq!(e.correo(&e.carla).await, format!("{dicho}, antes de que se editara"));
    bd(&e.mundo.app, "update pacientes set correo = 'rechazar@correo.cl'").await;
    assert_eq!(e.correo(&e.carla).await, format!("rechazar@correo.cl{dicho}, antes de que se editara"));
    e.enviar().await.es(303);
    e.sale().await;
    let fallo = "No se pudo enviar a rechazar@correo.cl: El servidor de correo lo rechazó (550)";
    assert_eq!(e.correo(&e.carla).await, fallo);
    e.enviar().await.es(303);
    e.sale().await;
    let suprimido = "No se envió a rechazar@correo.cl: A esa dirección ya no se envía: no existe";
    assert_eq!(e.correo(&e.carla).await, suprimido);
}

#[tokio::test]
async fn a_proposito_se_envia_otra_vez_y_lo_nuevo_calla_lo_que_no_ha_salido() {
    let e = Escena::nueva().await;
    e.enviar().await.es(303);
    e.sale().await;
    e.enviar().await.es(303);
    e.enviar().await.es(303);
    while e.sale().await > 0 {}
    let enviado = en_estado("enviado", None);
    let callado = en_estado("suprimido", Some("reemplazado"));
    assert_eq!(e.bd_envios().await, [enviado.clone(), callado, enviado]);
    assert_eq!(e.mundo.buzon.cartas().len(), 2);
}

#[tokio::test]
async fn lo_que_deja_de_ser_cierto_antes_de_salir_no_sale() {
    for caso in ["editar", "anular", "rechazar"] {
        let e = Escena::nueva().await;
        e.enviar().await.es(303);
        match caso {
            "editar" => e.editar().await,
            como => drop(resolver(&e.carla, &e.url, como, "se arrepintió").await.es(303)),
        }
        e.sale().await;
        assert_eq!(e.bd_envios().await, [en_estado("suprimido", Some("ya_no_rige"))], "{caso}");
        assert!(e.mundo.buzon.cartas().is_empty(), "{caso}");
        assert!(e.correo(&e.carla).await.contains("dejó de ser cierto"), "{caso}");
    }
    // To accept it changes nothing of what it says.
    let e = Escena::nueva().await;
    e.enviar().await.es(303);
    resolver(&e.carla, &e.url, "aceptar", "").await.es(303);
    assert_eq!(e.sale().await, 1);
    assert_eq!(e.bd_envios().await, [en_estado("enviado", None)]);
    assert!(!e.correo(&e.carla).await.contains("antes de"));
}

/// What was leaving when it changed, and is claimed again: the one case where nothing can silence it beforehand.
#[tokio::test]
async fn lo_que_estaba_saliendo_cuando_cambio_tampoco_sale() {
    for (caso, sql) in [
        ("edited", "update presupuestos set edicion = edicion + 1"),
        (
            "annulled",
            "update presupuestos set estado = 'anulado', cerrado = ahora(), cerrado_por = creado_por, cerrado_motivo = 'x'",
        ),
        ("forgotten", OLVIDADA),
    ] {
        let e = Escena::nueva().await;
        e.enviar().await.es(303);
        bd(&e.mundo.app, sql).await;
        assert_eq!(e.sale().await, 1);
        assert_eq!(e.bd_envios().await, [en_estado("suprimido", Some("ya_no_rige"))], "{caso}");
        assert!(e.mundo.buzon.cartas().is_empty(), "{caso}");
    }
}

#[tokio::test]
async fn vale_hasta_el_ultimo_minuto_de_su_ultimo_dia() {
    for (minutos, sale) in [(-1, 1), (1, 0)] {
        let e = Escena::nueva().await;
        e.enviar().await.es(303);
        let (_, fin) = Zona::SANTIAGO.dia(Zona::SANTIAGO.fecha(Utc::now()) + Days::new(30));
        e.mundo.db.reloj().fijar(fin + TimeDelta::minutes(minutos));
        e.sale().await;
        assert_eq!(e.mundo.buzon.cartas().len(), sale, "{minutos}");
        let carla = e.mundo.app.como("carla").await;
        assert_eq!(carla.get(&e.url).await.es(200).hay("form[action$='/envios']"), sale == 1);
        let tarde = e.enviar_con(&carla, &clave(), "1").await;
        assert_eq!(tarde.estado.as_u16(), if sale == 1 { 303 } else { 409 });
    }
}

#[tokio::test]
async fn sin_correo_no_se_ofrece_y_a_quien_pidio_olvido_no_se_le_escribe() {
    let e = Escena::nueva().await;
    bd(&e.mundo.app, "update pacientes set correo = null").await;
    let pagina = e.carla.get(&e.url).await.es(200);
    assert!(!pagina.hay("form[action$='/envios']"));
    assert_eq!(e.correo(&e.carla).await, "Sin correo en su ficha");
    assert!(pagina.atributos("dd a", "href").contains(&format!("/norte/pacientes/{}", e.paciente)));
    let negada = e.enviar_con(&e.carla, &clave(), "1").await.es(409);
    assert!(negada.cuerpo.contains("No tiene un correo que sirva"), "{}", negada.cuerpo);
    bd(&e.mundo.app, "update pacientes set correo = 'paula@correo.test'").await;
    bd(&e.mundo.app, OLVIDADA).await;
    assert!(!e.carla.get(&e.url).await.es(200).hay("form[action$='/envios']"));
    e.enviar_con(&e.carla, &clave(), "1").await.es(409);
    assert!(e.bd_envios().await.is_empty());
}

#[tokio::test]
async fn lo_envia_quien_lo_ve_y_lo_que_vio() {
    let e = Escena::nueva().await;
    let app = &e.mundo.app;
    e.enviar_con(&app.como("gloria").await, &clave(), "1").await.es(303);
    e.enviar_con(&app.como("elias").await, &clave(), "1").await.es(403);
    let diego = app.como("diego").await;
    e.enviar_con(&diego, &clave(), "1").await.es(404);
    let en_sur = format!("{}/envios", e.url.replace("norte", "sur"));
    diego.post(&en_sur, &[("clave", &clave()), ("version", "1")]).await.es(404);
    e.carla.post(&format!("{}/envios", e.url), &[("version", "1")]).await.es(400);
    e.editar().await;
    let otra = e.enviar_con(&e.carla, &clave(), "1").await.es(409);
    assert!(otra.cuerpo.contains("Otra persona lo cambió"), "{}", otra.cuerpo);
    // A key of something else is not a way to send.
    let usada = clave();
    let version = e.carla.get(&e.url).await.atributo("input[name=version]", "value");
    resolver_con(&e, &usada, &version).await.es(303);
    e.enviar_con(&e.carla, &usada, "3").await.es(409);
    assert_eq!(e.bd_envios().await.len(), 1);
}

async fn resolver_con(e: &Escena, clave: &str, version: &str) -> Respuesta {
    let campos = [("clave", clave), ("version", version), ("como", "aceptar")];
    e.carla.post(&format!("{}/resolucion", e.url), &campos).await
}

#[tokio::test]
async fn va_con_las_palabras_de_la_clinica() {
    let e = Escena::nueva().await;
    let propia = [
        ("asunto", "Lo que conversamos: {folio}"),
        ("saludo", "Estimada {nombre}:"),
        ("cuerpo", "Son {total} hasta el {valido_hasta}, en {clinica}."),
        ("nota", ""),
    ];
    let ana = e.mundo.app.como("ana").await;
    let aqui = "/norte/configuracion/avisos/plantillas/presupuesto";
    assert!(ana.get(aqui).await.es(200).texto("#vista").contains("Presupuesto"));
    ana.post(aqui, &[propia[0], propia[1], ("cuerpo", "El {dia}"), propia[3]]).await.es(422);
    ana.post(aqui, &propia).await.es(303);
    e.enviar().await.es(303);
    e.sale().await;
    let cartas = e.mundo.buzon.cartas();
    let carta = leer(&cartas[0].crudo);
    assert_eq!(carta.subject(), Some("Lo que conversamos: P1-1"));
    let texto = carta.body_text(0).unwrap();
    for dicho in ["Estimada Paula Pinto:", "Son $234.760 hasta el ", "en Clínica Norte.", "Presupuesto: P1-1"] {
        assert!(texto.contains(dicho), "{dicho}: {texto}");
    }
}
