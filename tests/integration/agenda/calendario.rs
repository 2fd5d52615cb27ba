//! A professional's calendar: a secret link that is made, made again and revoked, and what whoever has it reads.

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Respuesta};

impl Mundo {
    fn pagina(&self) -> String {
        format!("/norte/configuracion/profesionales/{}/calendario", self.profesional)
    }

    /// The path of a link just made.
    async fn enlace(&self, ana: &Navegador) -> String {
        let pagina = ana.post(&self.pagina(), &[]).await.es(200);
        let enlace = pagina.atributo("input[name=enlace]", "value");
        enlace.split_once("/ical/").map(|(_, archivo)| format!("/ical/{archivo}")).unwrap()
    }

    async fn leido(&self, enlace: &str) -> Respuesta {
        self.app.anonimo().get(enlace).await.es(200)
    }
}

#[tokio::test]
async fn se_lee_sin_sesion_con_la_zona_y_sin_nombres() {
    let mundo = Mundo::en("2026-03-30T12:00:00Z").await;
    let (ana, beto) = (mundo.app.como("ana").await, mundo.app.como("beto").await);
    // The same wall time on both sides of the night of 4 April.
    let antes = mundo.cita(&beto, "Julia", "2026-04-02T12:00:00Z").await;
    let despues = mundo.cita(&beto, "Pedro", "2026-04-06T13:00:00Z").await;
    mundo.cambiar(&beto, antes, "confirmacion").await.es(303);
    let enlace = mundo.enlace(&ana).await;
    let feed = mundo.leido(&enlace).await;
    assert_eq!(feed.cabecera("Content-Type"), Some("text/calendar; charset=utf-8"));
    let texto = feed.cuerpo.replace("\r\n ", "");
    for linea in [
        "X-WR-TIMEZONE:America/Santiago",
        "TZID:America/Santiago",
        "DTSTART:20260405T000000\r\nTZOFFSETFROM:-0300\r\nTZOFFSETTO:-0400",
        "DTSTART;TZID=America/Santiago:20260402T090000\r\nDTEND;TZID=America/Santiago:20260402T093000\r\nSUMMARY:J.\r\n",
        "DTSTART;TZID=America/Santiago:20260406T090000",
        "SEQUENCE:2\r\n",
        &format!("UID:cita-1-{despues}@antesala\r\nSEQUENCE:1\r\n"),
    ] {
        assert!(texto.contains(linea), "{linea}\n{texto}");
    }
    assert!(!texto.contains("Julia") && !texto.contains("Pedro") && !texto.contains("Prestación"), "{texto}");
}

#[tokio::test]
async fn una_cita_anulada_sigue_con_su_uid_y_lo_que_no_cambia_no_viaja() {
    let mundo = Mundo::nuevo().await;
    let (ana, beto) = (mundo.app.como("ana").await, mundo.app.como("beto").await);
    let cita = mundo.cita(&beto, "Julia", "2026-11-23T12:00:00Z").await;
    let enlace = mundo.enlace(&ana).await;
    let etiqueta = mundo.leido(&enlace).await.cabecera("ETag").unwrap().to_owned();
    let sabe = mundo.app.anonimo().con_cabecera("If-None-Match", &etiqueta);
    assert!(sabe.get(&enlace).await.es(304).cuerpo.is_empty());
    beto.post(&format!("/norte/citas/{cita}/anulacion"), &[("version", "1"), ("motivo", "viaja")]).await.es(303);
    let texto = sabe.get(&enlace).await.es(200).cuerpo;
    assert!(texto.contains(&format!("UID:cita-1-{cita}@antesala\r\nSEQUENCE:2\r\n")), "{texto}");
    assert!(texto.contains("STATUS:CANCELLED\r\n"), "{texto}");
}

#[tokio::test]
async fn habla_de_una_semana_atras_y_sesenta_dias_adelante() {
    let mundo = Mundo::nuevo().await;
    let (ana, beto) = (mundo.app.como("ana").await, mundo.app.como("beto").await);
    mundo.cita(&beto, "Julia", "2026-11-23T12:00:00Z").await;
    let enlace = mundo.enlace(&ana).await;
    for (ahora, cuantas) in [("2026-11-29T12:00:00Z", 1), ("2026-12-02T12:00:00Z", 0), ("2026-09-20T12:00:00Z", 0)] {
        mundo.app.db.reloj().fijar(instante(ahora));
        assert_eq!(mundo.leido(&enlace).await.cuerpo.matches("BEGIN:VEVENT").count(), cuantas, "{ahora}");
    }
}

#[tokio::test]
async fn otro_enlace_o_revocarlo_apaga_el_anterior() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let primero = mundo.enlace(&ana).await;
    let segundo = mundo.enlace(&ana).await;
    mundo.app.anonimo().get(&primero).await.es(404);
    mundo.leido(&segundo).await;
    assert!(!ana.get(&mundo.pagina()).await.es(200).hay("input[name=enlace]"));
    ana.post(&format!("{}/revocacion", mundo.pagina()), &[]).await.es(303);
    mundo.app.anonimo().get(&segundo).await.es(404);
    for otra in ["/ical/x", "/ical/x.ics", segundo.trim_end_matches(".ics")] {
        mundo.app.anonimo().get(otra).await.es(404);
    }
    let guardado =
        format!("select count(*) as n from calendarios where encode(token_hash, 'hex') like '%{}%'", &segundo[6..38]);
    assert_eq!(mundo.bd_numero(&guardado).await, 0);
}

#[tokio::test]
async fn el_enlace_lo_da_quien_configura() {
    let mundo = Mundo::nuevo().await;
    mundo.app.como("beto").await.get(&mundo.pagina()).await.es(403);
    mundo.app.como("diego").await.get(&mundo.pagina()).await.es(404);
    mundo.app.como("diego").await.post(&mundo.pagina().replace("norte", "sur"), &[]).await.es(404);
    mundo.app.anonimo().get(&mundo.pagina()).await.es(303);
    let editar = format!("/norte/configuracion/profesionales/{}", mundo.profesional);
    assert!(mundo.app.como("ana").await.get(&editar).await.es(200).atributos("a", "href").contains(&mundo.pagina()));
}
