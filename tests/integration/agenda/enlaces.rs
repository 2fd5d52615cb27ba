//! The link of a letter: the patient confirms, cancels or changes, once each, and to look changes nothing.

use futures_util::future::join_all;
use mail_parser::MessageParser;
use poem::http::StatusCode;

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Respuesta};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";
const LUNES_11: &str = "2026-11-23T14:00:00Z";

impl Mundo {
    /// The path of the link in the last letter that arrived.
    async fn carta_con_enlace(&self) -> String {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
        let texto = carta.body_text(0).unwrap();
        let (_, resto) = texto.split_once("https://antesala.example/r/").unwrap_or_else(|| panic!("{texto}"));
        let token = resto.split_whitespace().next().unwrap();
        assert!(carta.body_html(0).unwrap().contains(token));
        format!("/r/{token}")
    }

    /// Rosa's, of Monday at nine: the cita and her link.
    pub(super) async fn enlazada(&self) -> (i64, String) {
        let beto = self.app.como("beto").await;
        let cita = self.cita_con_correo(&beto).await;
        (cita, self.carta_con_enlace().await)
    }

    async fn bd_estado(&self, cita: i64) -> String {
        let estados = ["reservada", "confirmada", "cancelada", "reagendada", "llego"];
        let n = format!("select array_position(array{estados:?}, estado)::bigint as n from citas where id = {cita}");
        estados[self.bd_numero(&n.replace('"', "'")).await as usize - 1].to_owned()
    }

    async fn bd_cambios(&self, cita: i64, a: &str) -> i64 {
        let sql = "select count(*) as n from citas_estados where quien = 'paciente'";
        self.bd_numero(&format!("{sql} and cita_id = {cita} and a = '{a}'")).await
    }

    async fn bd_hija(&self, cita: i64) -> i64 {
        self.bd_numero(&format!("select max(id) as n from citas where reagendada_de = {cita}")).await
    }

    /// Everything that somebody's look might change.
    async fn bd_huella(&self) -> i64 {
        self.bd_numero(
            "select (select sum(version) from citas) + (select count(*) from citas_estados) * 1000 + (select count(*) from mensajes) * 100000
               + (select count(*) from enlaces_cita where num_nonnulls(confirmo, cancelo, cambio) > 0) * 10000000 as n",
        )
        .await
    }
}

/// A phone with the page of the link open.
pub(super) async fn telefono(m: &Mundo, enlace: &str) -> Navegador {
    let telefono = m.app.anonimo();
    telefono.get(enlace).await;
    telefono
}

pub(super) async fn tocar(quien: &Navegador, enlace: &str, recurso: &str, cita: i64) -> Respuesta {
    quien.post(&format!("{enlace}/{recurso}"), &[("cita", &cita.to_string())]).await
}

async fn cambiar(quien: &Navegador, enlace: &str, cita: i64, hora: &str) -> Respuesta {
    quien.post(&format!("{enlace}/cambio"), &[("cita", &cita.to_string()), ("hora", hora)]).await
}

#[tokio::test]
async fn el_paciente_confirma_una_vez_y_la_pagina_lo_dice() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = m.app.anonimo();
    let pagina = rosa.get(&enlace).await.es(200);
    assert_eq!(pagina.texto(".insignia"), "Reservada");
    assert_eq!(pagina.textos("dd"), ["lunes 23 de noviembre de 2026 a las 09:00", "Eva Soto", "Casa matriz"]);
    assert_eq!(pagina.atributo("input[name=cita]", "value"), cita.to_string());
    for _ in 0..2 {
        let hecho = tocar(&rosa, &enlace, "confirmacion", cita).await.es(303);
        assert_eq!(hecho.destino(), enlace);
    }
    assert_eq!((m.bd_estado(cita).await.as_str(), m.bd_cambios(cita, "confirmada").await), ("confirmada", 1));
    let pagina = rosa.get(&enlace).await.es(200);
    assert_eq!(pagina.texto(".insignia"), "Confirmada");
    assert!(!pagina.hay("form[action$=confirmacion]"));
}

#[tokio::test]
async fn mirar_no_cambia_nada_ni_dice_a_que_viene_ni_quien() {
    let m = Mundo::nuevo().await;
    m.bd("update prestaciones set nombre = 'Control de VIH'").await;
    let (_, enlace) = m.enlazada().await;
    let antes = m.bd_huella().await;
    for ruta in [enlace.clone(), format!("{enlace}/anulacion"), format!("{enlace}/cambio")] {
        let pagina = m.app.anonimo().get(&ruta).await.es(200);
        for secreto in ["VIH", "Rosa", "rosa@", "CON", "25.000"] {
            assert!(!pagina.cuerpo.contains(secreto), "{ruta}: {secreto}\n{}", pagina.cuerpo);
        }
        assert_eq!(pagina.cabecera("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(pagina.cabecera("Cache-Control"), Some("private, no-store"));
        assert_eq!(pagina.cabecera("X-Robots-Tag"), Some("noindex, nofollow"));
        m.app.anonimo().head(&ruta).await.es(200);
    }
    for recurso in ["confirmacion", "anulacion", "cambio"] {
        m.app.anonimo().head(&format!("{enlace}/{recurso}")).await;
    }
    m.app.anonimo().get(&format!("{enlace}/confirmacion")).await.es(405);
    assert_eq!(m.bd_huella().await, antes);
}

#[tokio::test]
async fn cancelar_se_pregunta_y_avisa_como_en_el_meson() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    let pregunta = rosa.get(&format!("{enlace}/anulacion")).await.es(200);
    assert_eq!(pregunta.texto("h1"), "¿Cancelar su hora?");
    assert_eq!(m.bd_estado(cita).await, "reservada");
    for _ in 0..2 {
        tocar(&rosa, &enlace, "anulacion", cita).await.es(303);
    }
    assert_eq!((m.bd_estado(cita).await.as_str(), m.bd_cambios(cita, "cancelada").await), ("cancelada", 1));
    assert_eq!(m.bd_numero("select count(*) as n from eventos where tipo = 'CitaCancelada'").await, 1);
    m.enviar().await;
    let cartas = m.app.buzon.cartas();
    let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
    assert_eq!(carta.subject(), Some("Su hora fue cancelada: lun 23 nov"));
    assert!(!carta.body_text(0).unwrap().contains("/r/"));
    let pagina = rosa.get(&enlace).await.es(200);
    assert!(
        pagina.cuerpo.contains("Su hora está cancelada") && !pagina.cuerpo.contains("Eva Soto"),
        "{}",
        pagina.cuerpo
    );
    tocar(&rosa, &enlace, "confirmacion", cita).await.es(409);
    assert_eq!(m.bd_estado(cita).await, "cancelada");
}

#[tokio::test]
async fn cambiar_ofrece_las_horas_libres_y_mueve_la_cita_con_su_carta() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    let horas = rosa.get(&format!("{enlace}/cambio")).await.es(200);
    assert_eq!(horas.texto("h2"), "lunes 23 de noviembre de 2026");
    let de_lunes = horas.atributos("button[name=hora]", "value");
    assert!(!de_lunes.contains(&LUNES_9.to_owned()) && de_lunes.contains(&LUNES_10.to_owned()), "{de_lunes:?}");
    // Its own professional and no other's, a week at a time.
    let mas = horas.atributos("a.btn", "href");
    assert!(mas.contains(&format!("{enlace}/cambio?desde=2026-11-29")), "{mas:?}");
    for _ in 0..2 {
        cambiar(&rosa, &enlace, cita, LUNES_10).await.es(303);
    }
    let hija = m.bd_hija(cita).await;
    assert_eq!((m.bd_estado(cita).await.as_str(), m.bd_estado(hija).await.as_str()), ("reagendada", "reservada"));
    assert_eq!(m.bd_cambios(cita, "reagendada").await, 1);
    let en_linea =
        format!("select count(*) as n from citas where id = {hija} and origen = 'en_linea' and inicio = '{LUNES_10}'");
    assert_eq!(m.bd_numero(&en_linea).await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from eventos where tipo = 'CitaReagendada'").await, 1);
    // The old link leads to the cita as it is now, and changes it no more; the new letter's does.
    let pagina = rosa.get(&enlace).await.es(200);
    assert_eq!(pagina.textos("dd")[0], "lunes 23 de noviembre de 2026 a las 10:00");
    cambiar(&rosa, &enlace, hija, LUNES_11).await.es(303);
    assert_eq!(m.bd_estado(hija).await, "reservada");
    let segundo = m.carta_con_enlace().await;
    assert_ne!(segundo, enlace);
    cambiar(&telefono(&m, &segundo).await, &segundo, hija, LUNES_11).await.es(303);
    assert_eq!(m.bd_estado(hija).await, "reagendada");
}

#[tokio::test]
async fn una_hora_que_otro_tomo_es_conflicto_con_la_lista_de_nuevo_y_el_enlace_sigue_sirviendo() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    m.cita(&m.app.como("beto").await, "Raúl", LUNES_10).await;
    let lista = cambiar(&rosa, &enlace, cita, LUNES_10).await.es(409);
    assert_eq!(lista.texto("[role=alert]"), "Esa hora ya no está libre: elija otra.");
    assert!(lista.atributos("button[name=hora]", "value").contains(&LUNES_11.to_owned()));
    for mala in ["", "ayer", "1@2026-11-23T13:00:00Z"] {
        cambiar(&rosa, &enlace, cita, mala).await.es(422);
    }
    // Not one of its hours at all.
    cambiar(&rosa, &enlace, cita, "2026-11-23T03:00:00Z").await.es(409);
    assert_eq!(m.bd_estado(cita).await, "reservada");
    cambiar(&rosa, &enlace, cita, LUNES_11).await.es(303);
    assert_eq!(m.bd_estado(cita).await, "reagendada");
}

#[tokio::test]
async fn un_enlace_falso_o_vencido_no_dice_nada_de_nadie() {
    let m = Mundo::nuevo().await;
    m.bd(r#"update clinicas set ajustes = '{"avisos": {"telefono": "+56223456789"}}' where id = clinica_actual()"#)
        .await;
    let (cita, enlace) = m.enlazada().await;
    let falso = format!("/r/{}", "0".repeat(64));
    let rosa = telefono(&m, &enlace).await;
    for ruta in [falso.clone(), format!("{falso}/cambio"), format!("{falso}/anulacion"), "/r/x".into()] {
        let pagina = rosa.get(&ruta).await.es(404);
        assert!(!pagina.cuerpo.contains("Norte"), "{}", pagina.cuerpo);
    }
    tocar(&rosa, &falso, "confirmacion", cita).await.es(404);
    m.app.db.reloj().fijar(instante(LUNES_9));
    for ruta in [enlace.clone(), format!("{enlace}/cambio"), format!("{enlace}/anulacion")] {
        let pagina = rosa.get(&ruta).await.es(410);
        assert!(pagina.cuerpo.contains("Clínica Norte") && pagina.cuerpo.contains("tel:+56223456789"));
        assert!(!pagina.cuerpo.contains("Eva Soto") && !pagina.cuerpo.contains("09:00"), "{}", pagina.cuerpo);
    }
    for recurso in ["confirmacion", "anulacion"] {
        tocar(&rosa, &enlace, recurso, cita).await.es(410);
    }
    cambiar(&rosa, &enlace, cita, LUNES_10).await.es(410);
    assert_eq!(m.bd_estado(cita).await, "reservada");
}

#[tokio::test]
async fn el_enlace_sigue_a_la_cita_que_la_clinica_movio_y_no_toca_la_que_no_se_vio() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    let hija = m.reagendar(&m.app.como("beto").await, cita, LUNES_10).await;
    // What was on the page is no more: nothing is done to the new one unseen.
    for recurso in ["confirmacion", "anulacion"] {
        let pagina = tocar(&rosa, &enlace, recurso, cita).await.es(409);
        assert_eq!(pagina.texto("[role=alert]"), "Su hora cambió mientras tanto: así está ahora.");
        assert_eq!(pagina.textos("dd")[0], "lunes 23 de noviembre de 2026 a las 10:00");
    }
    tocar(&rosa, &enlace, "confirmacion", hija).await.es(303);
    assert_eq!(m.bd_estado(hija).await, "confirmada");
}

#[tokio::test]
async fn con_poca_anticipacion_se_confirma_pero_no_se_cambia_ni_cancela() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let ajustes = "/norte/configuracion/avisos";
    let pagina = ana.get(ajustes).await.es(200);
    let version = pagina.atributo("input[name=version]", "value");
    assert_eq!(pagina.atributo("input[name=aviso_en_linea]", "value"), "2");
    let mut campos = vec![
        ("version", version.as_str()),
        ("silencio_desde", "21:30"),
        ("silencio_hasta", "08:00"),
        ("recordatorios", "48"),
        ("aviso_en_linea", "500"),
        ("telefono", "22345"),
    ];
    let mal = ana.post(ajustes, &campos).await.es(422);
    assert_eq!(mal.atributo("input[name=aviso_en_linea]", "value"), "500");
    campos[4].1 = "3";
    campos[5].1 = "2 2345 6789";
    ana.post(ajustes, &campos).await.es(303);

    let (cita, enlace) = m.enlazada().await;
    m.app.db.reloj().fijar(instante("2026-11-23T09:00:01Z"));
    let rosa = telefono(&m, &enlace).await;
    let pagina = rosa.get(&enlace).await.es(200);
    assert!(!pagina.hay("a[href$=cambio]") && !pagina.hay("a[href$=anulacion]"), "{}", pagina.cuerpo);
    assert_eq!(pagina.atributo("a[href^='tel:']", "href"), "tel:+56223456789");
    for respuesta in [tocar(&rosa, &enlace, "anulacion", cita).await, cambiar(&rosa, &enlace, cita, LUNES_11).await] {
        let pagina = respuesta.es(409);
        assert_eq!(pagina.texto("[role=alert]"), "Ya es muy tarde para hacerlo aquí: llame a la clínica.");
    }
    assert_eq!(m.bd_estado(cita).await, "reservada");
    tocar(&rosa, &enlace, "confirmacion", cita).await.es(303);
    assert_eq!(m.bd_estado(cita).await, "confirmada");
}

#[tokio::test]
async fn una_ficha_que_se_unio_a_otra_no_rompe_su_enlace() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let esta = m.bd_numero(&format!("select paciente_id as n from citas where id = {cita}")).await.to_string();
    let otra = m.bd_con_correo("Rosa María").await;
    let fusion = [("con", esta.as_str()), ("queda", "esta"), ("motivo", "Es la misma")];
    m.app.como("ana").await.post(&format!("/norte/pacientes/{otra}/fusion"), &fusion).await.es(303);
    let rosa = telefono(&m, &enlace).await;
    cambiar(&rosa, &enlace, cita, LUNES_10).await.es(303);
    tocar(&rosa, &enlace, "confirmacion", m.bd_hija(cita).await).await.es(303);
}

#[tokio::test]
async fn el_enlace_de_una_clinica_no_toca_otra_y_una_clinica_cerrada_no_contesta() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    let sur = m.app.sistema("sur").await;
    m.app
        .db
        .escribir(&sur, async |tx| {
            use diesel_async::SimpleAsyncConnection;
            let visto = "do $$ begin if exists (select from enlaces_cita) then raise exception 'seen'; end if; end $$";
            Ok(tx.pg().batch_execute(visto).await?)
        })
        .await
        .unwrap();
    // The cita of a form is only compared: another one is not touched.
    tocar(&rosa, &enlace, "confirmacion", cita + 1).await.es(409);
    m.bd("update clinicas set estado = 'suspendida' where id = clinica_actual()").await;
    rosa.get(&enlace).await.es(404);
    tocar(&rosa, &enlace, "confirmacion", cita).await.es(404);
}

#[tokio::test]
async fn de_otro_sitio_no_se_toca_y_un_navegador_viejo_si_puede() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    for (cabecera, valor) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://mal.test")] {
        tocar(&rosa.clone().con_cabecera(cabecera, valor), &enlace, "confirmacion", cita).await.es(403);
    }
    let sin_sello = [("cita", cita.to_string())];
    let sin_sello: Vec<_> = sin_sello.iter().map(|(n, v)| (*n, v.as_str())).collect();
    rosa.clone().con_cabecera("Origin", "null").post_crudo(&format!("{enlace}/confirmacion"), &sin_sello).await.es(403);
    assert_eq!(m.bd_estado(cita).await, "reservada");
    // A page without referrer says "null" of itself, and an old browser nothing else.
    tocar(&rosa.con_cabecera("Origin", "null"), &enlace, "confirmacion", cita).await.es(303);
    assert_eq!(m.bd_estado(cita).await, "confirmada");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn muchos_toques_a_la_vez_lo_hacen_una_vez() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let rosa = telefono(&m, &enlace).await;
    let toques = (0..8).map(|_| tocar(&rosa, &enlace, "confirmacion", cita));
    assert!(join_all(toques).await.iter().all(|r| r.estado == StatusCode::SEE_OTHER));
    assert_eq!(m.bd_cambios(cita, "confirmada").await, 1);
    // To two hours at once it goes to one of them.
    let cambios = [LUNES_10, LUNES_11].into_iter().cycle().take(8).map(|hora| cambiar(&rosa, &enlace, cita, hora));
    assert!(join_all(cambios).await.iter().all(|r| r.estado == StatusCode::SEE_OTHER));
    assert_eq!(m.bd_numero(&format!("select count(*) as n from citas where reagendada_de = {cita}")).await, 1);
    m.sin_trabas().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn contra_la_anulacion_del_meson_gana_uno_y_el_otro_se_entera() {
    for vuelta in 0..4 {
        let m = Mundo::nuevo().await;
        let (cita, enlace) = m.enlazada().await;
        let (rosa, beto) = (telefono(&m, &enlace).await, m.app.como("beto").await);
        let anulacion = [("version", "1"), ("motivo", "licencia")];
        let ruta = format!("/norte/citas/{cita}/anulacion");
        let (toque, meson) = tokio::join!(tocar(&rosa, &enlace, "confirmacion", cita), beto.post(&ruta, &anulacion));
        let (toque, meson, estado) = (toque.estado.as_u16(), meson.estado.as_u16(), m.bd_estado(cita).await);
        match estado.as_str() {
            "confirmada" => assert_eq!((toque, meson), (303, 409), "{vuelta}"),
            "cancelada" => assert_eq!((toque, meson), (409, 303), "{vuelta}"),
            otro => panic!("{otro}"),
        }
    }
}
