//! What reaches the inbox, how often, and what becomes of what cannot.

use std::collections::HashSet;

use antesala::avisos::{self, Suceso};
use antesala::mail::buzon::Recibida;
use antesala::values::correo::Correo;
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::mundo::{Envio, Mundo};
use crate::caja::mundo::{abrir, bd_cita, clave, pdf_dice};

fn leer(recibida: &Recibida) -> Message<'_> {
    MessageParser::default().parse(&recibida.crudo).unwrap()
}

/// What somebody reads, with line ends of this machine.
fn texto(recibida: &Recibida) -> String {
    leer(recibida).body_text(0).unwrap().replace("\r\n", "\n")
}

#[tokio::test]
async fn el_recibo_llega_por_smtp_en_texto_y_con_formato() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(28, "Peñafiel, Íñigo", "Inigo@correo.cl").await.unwrap();

    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 1);

    let recibida = &mundo.buzon.cartas()[0];
    let carta = leer(recibida);
    assert_eq!(
        (recibida.de.as_str(), recibida.para.as_slice()),
        ("avisos@antesala.example", ["Inigo@correo.cl".into()].as_slice())
    );
    assert_eq!(carta.from().unwrap().first().unwrap().name(), Some("Clínica Norte"));
    assert_eq!(carta.to().unwrap().first().unwrap().name(), Some("Peñafiel, Íñigo"));
    assert_eq!(carta.subject(), Some("Comprobante de pago 128"));
    assert_eq!(carta.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert!(carta.message_id().unwrap().ends_with("@antesala.example"));
    insta::assert_snapshot!(texto(recibida), @r"
    Hola, Peñafiel, Íñigo:

    Recibimos su pago. Este es su comprobante.

    Comprobante: 128
    Fecha: 22-11-2026 09:05
    Total: $12.340

    Clínica Norte

    Este comprobante es interno de la clínica: no reemplaza a la boleta.
    ");
    let html = carta.body_html(0).unwrap();
    assert!(html.contains("lang=\"es-CL\"") && html.contains("$12.340") && html.contains("Clínica Norte"), "{html}");
    assert_eq!(mundo.bd_envio(id).await, Envio::en("enviado", None));
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
}

#[tokio::test]
async fn el_recibo_lleva_su_pdf_que_es_una_copia() {
    let mundo = Mundo::nuevo().await;
    let (cita, _) = bd_cita(&mundo.app, 10_000).await;
    let caja = abrir(&mundo.app, "0").await;
    let (clave, cita) = (clave(), cita.to_string());
    let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
    caja.carla.post("/norte/caja/ventas", &campos).await.es(303);

    mundo.obrero().enviar_lote().await.unwrap();

    let cartas = mundo.buzon.cartas();
    let carta = leer(&cartas[0]);
    let adjunto = carta.attachment(0).unwrap();
    assert_eq!(adjunto.attachment_name(), Some("Recibo C1-1.pdf"));
    assert_eq!(adjunto.content_type().unwrap().subtype(), Some("pdf"));
    assert!(adjunto.contents().starts_with(b"%PDF-"));
    for texto in ["COPIA", "$10.000", "Clínica Norte", "tributario."] {
        assert!(pdf_dice(adjunto.contents(), texto), "{texto}");
    }
    assert_eq!(carta.attachment_count(), 1);
}

#[tokio::test]
async fn la_hora_se_avisa_sin_detalle_clinico() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_cita(1, Suceso::Agendada, "pedro@correo.cl").await;

    mundo.obrero().enviar_lote().await.unwrap();

    let carta = texto(&mundo.buzon.cartas()[0]);
    let (_, token) = carta.split_once("https://antesala.example/r/").unwrap();
    insta::assert_snapshot!(carta.replace(token.split_once('\n').unwrap().0, "[token]"), @r"
    Hola, Pedro Pérez:

    Su hora quedó reservada.

    Cuándo: martes 1 de diciembre de 2026 a las 16:30
    Con: Elías Espinoza
    Dónde: Casa matriz
    Dirección: Av. Siempre Viva 742

    Confirmar, cambiar o cancelar:
    https://antesala.example/r/[token]

    Clínica Norte

    Si no puede venir, cambie o cancele su hora con el enlace, que es personal, o avise a la clínica.
    ");
}

#[tokio::test]
async fn un_451_se_reintenta_y_llega_una_vez() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "tarde@correo.cl").await.unwrap();

    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 1);
    assert_eq!(mundo.bd_envio(id).await, Envio::en("pendiente", Some("smtp_451")));
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0, "not before its wait is over");
    mundo.pasan_horas(1);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 1);

    assert_eq!(mundo.bd_envio(id).await, Envio::en("enviado", None));
    mundo.pasan_horas(24);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
    assert_eq!(mundo.buzon.cartas().len(), 1);
}

#[tokio::test]
async fn un_550_no_se_reintenta() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "rechazar@correo.cl").await.unwrap();

    mundo.obrero().enviar_lote().await.unwrap();

    assert_eq!(mundo.bd_envio(id).await, Envio::en("fallido", Some("smtp_550")));
    mundo.pasan_horas(24);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
}

#[tokio::test]
async fn sin_servidor_el_mensaje_espera_tres_dias_y_despues_sus_intentos_se_agotan() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.unwrap();
    let cerrado = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let obrero = mundo.obrero_hacia(&format!("smtp://{cerrado}"));

    for _ in 0..24 {
        assert_eq!(obrero.enviar_lote().await.unwrap(), 1);
        assert_eq!(mundo.bd_envio(id).await, Envio::en("pendiente", Some("conexion")));
        mundo.pasan_horas(3);
    }
    for _ in 0..3 {
        obrero.enviar_lote().await.unwrap();
        mundo.pasan_horas(3);
    }
    assert_eq!(mundo.bd_envio(id).await, Envio::en("fallido", Some("conexion")));
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
}

#[tokio::test]
async fn muerto_tras_enviar_repite_con_el_mismo_message_id() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.unwrap();
    mundo
        .bd_como_dueno(
            "create function muere() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$;
             create trigger muere before update on envios for each row when (new.estado = 'enviado') execute function muere()",
        )
        .await;

    mundo.obrero().enviar_lote().await.unwrap_err();
    mundo.bd_como_dueno("drop trigger muere on envios").await;
    assert_eq!(mundo.bd_envio(id).await, Envio::en("enviando", None));
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0, "its lease has not ended");
    mundo.pasan_horas(1);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 1);

    let [segunda, primera] = mundo.buzon.cartas().try_into().unwrap();
    assert_eq!(primera.crudo, segunda.crudo);
    assert_eq!(mundo.bd_envio(id).await, Envio::en("enviado", None));
}

#[tokio::test]
async fn lo_que_mata_al_obrero_cada_vez_se_abandona() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.unwrap();
    mundo
        .bd_como_dueno(
            "create function muere() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$;
             create trigger muere before update on envios for each row when (new.estado = 'enviado') execute function muere()",
        )
        .await;

    for _ in 0..3 {
        mundo.obrero().enviar_lote().await.unwrap_err();
        mundo.pasan_horas(1);
    }
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
    assert_eq!(mundo.bd_envio(id).await, Envio::en("fallido", Some("sin_respuesta")));
}

#[tokio::test(flavor = "multi_thread")]
async fn dos_obreros_no_envian_el_mismo_mensaje() {
    let mundo = Mundo::nuevo().await;
    for pago in 0..100 {
        mundo.encolar_recibo(pago, "Pedro", "pedro@correo.cl").await.unwrap();
    }
    let (uno, otro) = (mundo.obrero(), mundo.obrero());

    let vaciar = async |obrero: &antesala::jobs::Obrero| {
        let mut enviados = 0;
        loop {
            match obrero.enviar_lote().await.unwrap() {
                0 => return enviados,
                n => enviados += n,
            }
        }
    };
    let (a, b) = tokio::join!(vaciar(&uno), vaciar(&otro));

    assert_eq!(a + b, 100);
    let cartas = mundo.buzon.cartas();
    let distintas: HashSet<_> = cartas.iter().map(|c| leer(c).message_id().unwrap().to_owned()).collect();
    assert_eq!((cartas.len(), distintas.len()), (100, 100));
}

#[tokio::test]
async fn de_una_hora_solo_sale_lo_ultimo() {
    let mundo = Mundo::nuevo().await;
    let reservada = mundo.encolar_cita(1, Suceso::Agendada, "pedro@correo.cl").await;
    let cancelada = mundo.encolar_cita(2, Suceso::Cancelada, "pedro@correo.cl").await;

    while mundo.obrero().enviar_lote().await.unwrap() > 0 {}

    assert_eq!(mundo.bd_envio(reservada).await, Envio::en("suprimido", Some("reemplazado")));
    assert_eq!(mundo.bd_envio(cancelada).await, Envio::en("enviado", None));
    let cartas = mundo.buzon.cartas();
    assert_eq!(cartas.len(), 1);
    assert!(leer(&cartas[0]).subject().unwrap().starts_with("Su hora fue cancelada"));
}

#[tokio::test]
async fn lo_nuevo_de_una_hora_espera_a_lo_que_va_saliendo() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_cita(1, Suceso::Agendada, "tarde@correo.cl").await;
    let obrero = mundo.obrero();
    let reclamo = antesala::avisos::queries::Reclamo {
        canal: avisos::Canal::Correo,
        arriendo: chrono::TimeDelta::minutes(3),
        maximo: 3,
        limite: 8,
        por_clinica: 100,
        por_dominio: 100,
    };
    let en_camino = antesala::avisos::queries::reclamar(&mundo.db, reclamo, "avisos@antesala.example").await.unwrap();
    assert_eq!(en_camino.len(), 1);

    let nueva = mundo.encolar_cita(2, Suceso::Cancelada, "pedro@correo.cl").await;
    assert_eq!(obrero.enviar_lote().await.unwrap(), 0);
    assert_eq!(mundo.bd_envio(nueva).await, Envio::en("pendiente", None));

    mundo.pasan_horas(1);
    while mundo.obrero().enviar_lote().await.unwrap() > 0 {}
    assert_eq!(obrero.enviar_lote().await.unwrap(), 0);
    assert_eq!(mundo.bd_envio(nueva).await, Envio::en("enviado", None));
    assert_eq!(mundo.buzon.cartas().len(), 1);
}

#[tokio::test]
async fn un_nombre_no_inyecta_cabeceras() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_recibo(1, "Pedro\r\nBcc: otro@correo.cl\r\n\r\n<b>Hola</b>\"; x", "pedro@correo.cl").await;

    mundo.obrero().enviar_lote().await.unwrap();

    let recibida = &mundo.buzon.cartas()[0];
    let carta = leer(recibida);
    assert_eq!(recibida.para, ["pedro@correo.cl"]);
    assert!(carta.bcc().is_none());
    assert_eq!(carta.to().unwrap().first().unwrap().name(), Some("Pedro Bcc: otro@correo.cl <b>Hola</b>\"; x"));
    assert!(!carta.body_html(0).unwrap().contains("<b>"));
}

#[tokio::test]
async fn la_invitacion_lleva_un_enlace_que_nadie_guarda() {
    let mundo = Mundo::nuevo().await;
    let usuario = mundo.bd_numero("select id as n from usuarios where correo = 'beto@norte.test'").await;
    let membresia = mundo.bd_numero(&format!("select id as n from membresias where usuario_id = {usuario}")).await;
    let correo = Correo::parse("beto@norte.test").unwrap();
    let invitacion = avisos::invitacion(membresia, usuario, "Beto", correo, "Clínica Norte", 1);
    mundo.db.escribir(&mundo.norte, async |tx| avisos::encolar(tx, &invitacion).await).await.unwrap();

    mundo.obrero().enviar_lote().await.unwrap();

    let texto = texto(&mundo.buzon.cartas()[0]);
    let (_, token) = texto.split_once("https://antesala.example/invitacion/").unwrap();
    let token = token.lines().next().unwrap();
    let del_token = format!(
        "select count(*) as n from enlaces_usuario where usuario_id = {usuario} and token_hash = sha256('{token}')"
    );
    assert_eq!(mundo.bd_numero(&del_token).await, 1);
    let guardado = format!("select count(*) as n from mensajes m where m::text like '%{token}%'");
    assert_eq!(mundo.bd_numero(&guardado).await, 0);
}

#[tokio::test]
async fn el_obrero_envia_solo_y_se_detiene_cuando_se_le_pide() {
    let mundo = Mundo::nuevo().await;
    let en_marcha = mundo.obrero().iniciar();

    let id = mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.unwrap();
    mundo.buzon.esperar(1).await;
    en_marcha.detener().await;

    assert_eq!(mundo.bd_envio(id).await, Envio::en("enviado", None));
    let otro = mundo.encolar_recibo(2, "Pedro", "pedro@correo.cl").await.unwrap();
    assert_eq!(mundo.bd_envio(otro).await, Envio::en("pendiente", None));
}
