//! Series: what fits is shown first, all of it is booked or nothing, and several change at once.

use super::mundo::Mundo;

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const VIVAS: &str = "select count(*) as n from citas where bloquea";

/// A second patient at the same hour two weeks later.
async fn con_una_tomada() -> (Mundo, i64) {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Raúl", "2026-12-07T12:00:00Z").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    (m, cita)
}

#[tokio::test]
async fn se_ve_cuales_caben_y_todas_o_las_que_caben() {
    let (m, cita) = con_una_tomada().await;
    let beto = m.app.como("beto").await;
    let url = format!("/norte/citas/{cita}/serie");
    let previa = beto.get(&format!("{url}?cada=1&veces=4")).await.es(200);
    assert_eq!(previa.atributos("[data-cabe]", "data-cabe"), ["true", "false", "true"]);
    assert_eq!(previa.textos("[data-cabe] td:first-child")[0], "30-11-2026 09:00");
    let clave = previa.atributo("form[method=post] input[name=clave]", "value");
    let mut campos = vec![("cada", "1"), ("veces", "4"), ("clave", clave.as_str())];
    beto.post(&url, &campos).await.es(409);
    assert_eq!(m.bd_numero(VIVAS).await, 2, "all of it or nothing");
    campos.push(("las_que_caben", "true"));
    beto.post(&url, &campos).await.es(303);
    beto.post(&url, &campos).await.es(303);
    assert_eq!(m.bd_numero(VIVAS).await, 4, "the same form twice is one series");
    let serie = beto.get(&url).await.es(200);
    let fechas = serie.textos("[data-hermana] a");
    assert_eq!(fechas, ["23-11-2026 09:00", "30-11-2026 09:00", "14-12-2026 09:00"]);
}

#[tokio::test]
async fn cada_dos_semanas_es_la_misma_hora_del_muro() {
    let m = Mundo::en("2026-03-20T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", "2026-03-23T12:00:00Z").await;
    let url = format!("/norte/citas/{cita}/serie");
    beto.post(&url, &[("cada", "2"), ("veces", "3")]).await.es(303);
    let serie = beto.get(&url).await.es(200);
    assert_eq!(serie.textos("[data-hermana] a"), ["23-03-2026 09:00", "06-04-2026 09:00", "20-04-2026 09:00"]);
}

#[tokio::test]
async fn se_anulan_y_se_mueven_desde_una_en_adelante() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let url = format!("/norte/citas/{cita}/serie");
    beto.post(&url, &[("cada", "1"), ("veces", "4")]).await.es(303);
    let segunda = m.bd_numero("select id as n from citas where fecha = '2026-11-30'").await;
    let mudanza = format!("/norte/citas/{segunda}/serie/mudanza");
    // Half an hour later and a week on: each one goes where the next one was.
    let campos = [("alcance", "siguientes"), ("fecha", "2026-12-07"), ("hora", "09:30")];
    let movida = beto.post(&mudanza, &campos).await.es(303).destino().to_owned();
    let serie = beto.get(&movida).await.es(200);
    let fechas = ["23-11-2026 09:00", "07-12-2026 09:30", "14-12-2026 09:30", "21-12-2026 09:30"];
    assert_eq!(serie.textos("[data-hermana] a"), fechas);
    m.cita(&beto, "Raúl", "2026-12-21T12:00:00Z").await;
    let antes = [("alcance", "todas"), ("fecha", "2026-12-07"), ("hora", "09:00")];
    beto.post(&movida.replace("/serie", "/serie/mudanza"), &antes).await.es(409);
    assert_eq!(beto.get(&movida).await.es(200).textos("[data-hermana] a"), fechas, "all or none");
    beto.post(&movida.replace("/serie", "/serie/anulacion"), &[("alcance", "siguientes")]).await.es(422);
    let anular = [("alcance", "siguientes"), ("motivo", "se muda")];
    let luz = m.bd_paciente("Luz").await.to_string();
    let prestacion = m.prestacion.to_string();
    beto.post("/norte/agenda/espera", &[("paciente", &luz), ("prestacion", &prestacion)]).await.es(303);
    let anulada = beto.post(&movida.replace("/serie", "/serie/anulacion"), &anular).await.es(303).destino().to_owned();
    let dicho = beto.get(&anulada).await.es(200);
    assert!(dicho.texto("#tostadas p").contains("1 persona la espera"));
    let lista = beto.get(&dicho.atributo("#tostadas a", "href")).await.es(200);
    assert_eq!(lista.textos("tbody td:first-child > a"), ["Luz"]);
    assert_eq!(m.bd_numero(VIVAS).await, 2);
    beto.post(&movida.replace("/serie", "/serie/anulacion"), &anular).await.es(409);
    let mala = [("alcance", "todas"), ("fecha", "2026-02-30"), ("hora", "25:00")];
    beto.post(&movida.replace("/serie", "/serie/mudanza"), &mala).await.es(422);
}

#[tokio::test]
async fn una_serie_es_de_su_clinica_y_de_quien_reserva() {
    let m = Mundo::nuevo().await;
    let (beto, carla, diego) = (m.app.como("beto").await, m.app.como("carla").await, m.app.como("diego").await);
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let url = format!("/citas/{cita}/serie");
    carla.get(&format!("/norte{url}")).await.es(403);
    diego.get(&format!("/sur{url}")).await.es(404);
    diego.post(&format!("/sur{url}"), &[("cada", "1"), ("veces", "2")]).await.es(404);
    beto.get(&format!("/norte{url}?cada=-1&veces=x")).await.es(200);
    assert_eq!(m.bd_numero(VIVAS).await, 1);
}
