//! A receipt goes the way that its patient is written to; the PDF, by e-mail.

use super::mundo::{Mundo, ROSA};
use crate::caja::mundo::{Caja, abrir, bd_numero, bd_prestacion, clave};

/// Rosa pays at Carla's drawer.
async fn cobrar(m: &Mundo) -> Caja {
    bd_prestacion(&m.agenda.app, "KINE", 20_000).await;
    let caja = abrir(&m.agenda.app, "0").await;
    let rosa = m.rosa.to_string();
    let campos = [("paciente", rosa.as_str()), ("prestacion", "KINE"), ("veces", "1"), ("monto", "20000")];
    caja.cobrar(&campos).await.es(303);
    caja
}

async fn anular(m: &Mundo, caja: &Caja) {
    let pago = bd_numero(&m.agenda.app, "select id from pagos where tipo = 'pago'").await;
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("motivo", "se equivocó")];
    caja.carla.post(&format!("/norte/caja/pagos/{pago}/anulacion"), &campos).await.es(303);
}

#[tokio::test]
async fn quien_solo_tiene_whatsapp_recibe_su_comprobante() {
    let m = Mundo::nuevo().await;
    m.agenda.bd("update pacientes set correo = null").await;
    cobrar(&m).await;
    m.enviar().await;
    let mensajes = m.nube.mensajes();
    let [mensaje] = mensajes.as_slice() else { panic!("{mensajes:?}") };
    assert_eq!(mensaje["to"].as_str(), Some(ROSA.trim_start_matches('+')));
    assert_eq!(mensaje["template"]["name"], "antesala_recibo_pago_1");
    let partes = mensaje["template"]["components"].as_array().unwrap();
    let variables: Vec<_> =
        partes[0]["parameters"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(variables, ["Rosa", "$20.000", "22-11-2026", "1"]);
    assert_eq!(partes.len(), 1, "nothing to press");
    assert!(!mensaje.to_string().contains("KINE"), "what was done is not said");
    assert_eq!(m.bd_envios().await, ["whatsapp enviado"]);
    assert!(m.agenda.app.buzon.cartas().is_empty());
    let avisos = m.beto.get("/norte/avisos").await.es(200);
    let pagina = m.beto.get(&avisos.atributo("tbody a", "href")).await.es(200);
    assert!(pagina.cuerpo.contains("recibimos su pago de $20.000"), "{}", pagina.cuerpo);
}

#[tokio::test]
async fn va_por_un_solo_camino_y_es_el_que_decide_la_clinica() {
    let m = Mundo::nuevo().await;
    cobrar(&m).await;
    m.enviar().await;
    assert_eq!((m.nube.mensajes().len(), m.agenda.app.buzon.cartas().len()), (1, 0));
    for (caso, sql) in [
        ("does not accept it", "update pacientes set acepta_whatsapp = false"),
        ("the clinic does not prefer it", "update canales_whatsapp set preferido = false"),
        ("not approved", "update plantillas_whatsapp set estado = 'pedida' where tipo = 'recibo_pago'"),
    ] {
        let m = Mundo::nuevo().await;
        m.agenda.bd(sql).await;
        cobrar(&m).await;
        m.enviar().await;
        assert_eq!((m.nube.mensajes().len(), m.agenda.app.buzon.cartas().len()), (0, 1), "{caso}");
        let carta = String::from_utf8_lossy(&m.agenda.app.buzon.cartas()[0].crudo).into_owned();
        assert!(carta.contains(".pdf"), "{caso}");
    }
    // Neither way: the payment is made all the same.
    let m = Mundo::nuevo().await;
    m.agenda.bd("update pacientes set correo = null, acepta_whatsapp = false").await;
    cobrar(&m).await;
    assert_eq!(bd_numero(&m.agenda.app, "select count(*) from mensajes").await, 0);
}

#[tokio::test]
async fn lo_que_whatsapp_no_entrega_va_por_correo_una_vez_y_con_su_pdf() {
    let m = Mundo::nuevo().await;
    m.nube.negar_a(ROSA, 131_026);
    cobrar(&m).await;
    m.enviar().await;
    for escritas in [1, 0] {
        assert_eq!(m.obrero().respaldar().await.unwrap(), escritas);
        m.enviar().await;
    }
    assert_eq!(m.bd_envios().await, ["whatsapp fallido wa_131026", "correo enviado"]);
    let carta = String::from_utf8_lossy(&m.agenda.app.buzon.cartas()[0].crudo).into_owned();
    assert!(carta.contains("rosa@correo.test") && carta.contains(".pdf"), "{carta}");
}

#[tokio::test]
async fn lo_anulado_no_sale_por_ningun_camino() {
    let m = Mundo::nuevo().await;
    let caja = cobrar(&m).await;
    anular(&m, &caja).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp suprimido ya_no_rige"]);
    assert_eq!(m.obrero().respaldar().await.unwrap(), 0);
    // Leaving just then, with a worker that was lost on the way.
    let m = Mundo::nuevo().await;
    let caja = cobrar(&m).await;
    m.agenda.bd("update envios set estado = 'enviando', intentos = 1, proximo = ahora()").await;
    anular(&m, &caja).await;
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp suprimido ya_no_rige"]);
    assert!(m.nube.mensajes().is_empty());
    // Told, and not delivered for as long as the clinic waits.
    let m = Mundo::nuevo().await;
    let caja = cobrar(&m).await;
    m.enviar().await;
    anular(&m, &caja).await;
    m.pasan_minutos(241);
    assert_eq!(m.obrero().respaldar().await.unwrap(), 1);
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp enviado", "correo suprimido ya_no_rige"]);
    assert!(m.agenda.app.buzon.cartas().is_empty());
}
