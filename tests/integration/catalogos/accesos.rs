//! Who opens the screens of the configuration: owner, colleague, stranger, nobody.

use crate::agenda::mundo::Mundo;

#[tokio::test]
async fn cada_pagina_se_abre_solo_a_quien_puede() {
    let m = Mundo::nuevo().await;
    let (ana, carla, diego) = (m.app.como("ana").await, m.app.como("carla").await, m.app.como("diego").await);
    let anonimo = m.app.anonimo();
    let p = m.profesional;
    for pagina in [
        format!("configuracion/profesionales/{p}"),
        format!("configuracion/profesionales/{p}/horario"),
        format!("configuracion/profesionales/{p}/excepciones"),
        "configuracion/boxes".into(),
        "configuracion/boxes/nuevo".into(),
        "configuracion/feriados".into(),
        "configuracion/clinica".into(),
        "configuracion/sucursales/nueva".into(),
        "bloqueos".into(),
        "bloqueos/nuevo".into(),
    ] {
        ana.get(&format!("/norte/{pagina}")).await.es(200);
        carla.get(&format!("/norte/{pagina}")).await.es(403);
        diego.get(&format!("/norte/{pagina}")).await.es(404);
        assert!(anonimo.get(&format!("/norte/{pagina}")).await.es(303).destino().starts_with("/entrar"));
    }
    ana.get("/norte/citas/fuera-de-horario").await.es(200);
    diego.get("/norte/citas/fuera-de-horario").await.es(404);
}

#[tokio::test]
async fn lo_de_la_otra_clinica_no_existe() {
    let m = Mundo::nuevo().await;
    let diego = m.app.como("diego").await;
    let p = m.profesional;
    for pagina in ["", "/horario", "/excepciones"] {
        diego.get(&format!("/sur/configuracion/profesionales/{p}{pagina}")).await.es(404);
        diego.post(&format!("/sur/configuracion/profesionales/{p}{pagina}"), &[("version", "1")]).await.es(404);
    }
    m.bd(&format!(
        "insert into bloqueos (clinica_id, profesional_id, rango, motivo)
          values (clinica_actual(), {p}, '[2026-11-24 12:00+00, 2026-11-24 13:00+00)', 'otro')"
    ))
    .await;
    let bloqueo = m.bd_numero("select max(id) as n from bloqueos").await;
    diego.post(&format!("/sur/bloqueos/{bloqueo}/anulacion"), &[]).await.es(404);
    let ajeno = [
        ("de", format!("p{p}")),
        ("motivo", "otro".into()),
        ("desde", "2026-11-23".into()),
        ("todo_el_dia", "true".into()),
    ];
    let campos: Vec<_> = ajeno.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert!(diego.post("/sur/bloqueos", &campos).await.es(422).hay("#de-error"));
    let cita = m.cita(&m.app.como("beto").await, "Marta", "2026-11-23T12:00:00Z").await;
    diego.post(&format!("/sur/citas/{cita}/conservacion"), &[]).await.es(404);
}
