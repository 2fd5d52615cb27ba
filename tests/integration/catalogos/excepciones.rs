//! A date that goes by hours of its own.

use crate::agenda::mundo::Mundo;

fn url(m: &Mundo) -> String {
    format!("/norte/configuracion/profesionales/{}/excepciones", m.profesional)
}

#[tokio::test]
async fn un_dia_se_cambia_se_cierra_y_vuelve() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let casa = m.bd_numero("select id as n from sucursales").await.to_string();
    let fecha = ("fecha", "2026-11-23");
    let tarde = [("version", "1"), fecha, ("desde", "16:00"), ("hasta", "17:00"), ("lugar", casa.as_str())];
    ana.post(&url(&m), &tarde).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await, ["16:00", "16:30"]);
    let pagina = ana.get(&format!("{}?fecha=2026-11-23", url(&m))).await.es(200);
    assert_eq!(pagina.atributo("input[aria-label='Bloque 1, desde']", "value"), "16:00");
    ana.post(&url(&m), &[("version", "2"), fecha, ("cerrado", "true"), ("motivo", "Congreso")]).await.es(303);
    assert!(m.libres(&beto, "2026-11-23").await.is_empty());
    assert!(ana.get(&url(&m)).await.es(200).cuerpo.contains("Congreso"));
    ana.post(&format!("{}/retiro", url(&m)), &[("version", "2"), fecha]).await.es(422);
    ana.post(&format!("{}/retiro", url(&m)), &[("version", "3"), fecha]).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await.len(), 8);
}

#[tokio::test]
async fn cerrar_un_dia_con_citas_las_muestra() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    let cerrado = [("version", "1"), ("fecha", "2026-11-23"), ("cerrado", "true")];
    let a = ana.post(&url(&m), &cerrado).await.es(303);
    assert!(ana.get(a.destino()).await.es(200).cuerpo.contains("Marta Rojas"));
}

#[tokio::test]
async fn un_dia_sin_horas_ni_cierre_vuelve_escrito() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let mala = ana.post(&url(&m), &[("version", "1"), ("fecha", "31-02-2027"), ("motivo", "Curso")]).await.es(422);
    assert!(mala.hay("#fecha-error") && mala.hay("#horario-error"));
    assert_eq!(mala.atributo("#motivo", "value"), "Curso");
}
