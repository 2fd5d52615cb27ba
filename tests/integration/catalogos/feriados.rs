//! What the law says of the years to come.

use antesala::db;

use crate::agenda::mundo::Mundo;

#[tokio::test]
async fn los_anios_que_vienen_se_cargan_solos_y_lo_sabido_no_cambia() {
    let m = Mundo::en("2027-03-01T12:00:00Z").await;
    let antes = m.bd_numero("select count(*) as n from feriados").await;
    db::mantener(&m.app.db).await.unwrap();
    db::mantener(&m.app.db).await.unwrap();
    assert_eq!(m.bd_numero("select count(*) as n from feriados where fecha < '2028-01-01'").await, antes);
    assert_eq!(m.bd_numero("select count(*) as n from feriados where fecha = '2028-10-27'").await, 1);
    assert_eq!(m.bd_numero("select count(distinct extract(year from fecha)) as n from feriados").await, 4);
}

#[tokio::test]
async fn la_clinica_abre_un_feriado_y_cierra_un_dia_cualquiera() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let url = "/norte/configuracion/feriados";
    let pagina = ana.get(url).await.es(200);
    assert!(pagina.cuerpo.contains("Inmaculada Concepción") && !pagina.cuerpo.contains("Morro de Arica"));
    assert!(ana.get(&format!("{url}?anio=2027")).await.es(200).cuerpo.contains("Feriado adicional de Fiestas Patrias"));
    ana.get(&format!("{url}?anio=999999")).await.es(200);
    let decir = |fecha, palabra| [("fecha", fecha), ("nombre", "Jornada"), ("palabra", palabra)];
    ana.post(url, &decir("2026-12-08", "abre")).await.es(303);
    assert_eq!(m.libres(&beto, "2026-12-08").await.len(), 8);
    m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    let a = ana.post(url, &decir("2026-11-23", "cierra")).await.es(303);
    assert!(ana.get(a.destino()).await.es(200).cuerpo.contains("Marta Rojas"));
    assert!(ana.post(url, &decir("2026-11-23", "abre")).await.es(422).hay("#fecha-error"));
    let retiro = ana.get(url).await.es(200).atributo("form[action$='/retiro']", "action");
    ana.post(&retiro, &[]).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await.len(), 7);
    m.app.como("diego").await.post(&retiro.replace("norte", "sur"), &[]).await.es(404);
    let mala = ana.post(url, &[("fecha", "2026-13-01"), ("nombre", "x"), ("palabra", "quizas")]).await.es(422);
    assert!(mala.hay("#fecha-error") && mala.hay("#palabra-error"));
    assert_eq!(mala.atributo("#nombre", "value"), "x");
}
