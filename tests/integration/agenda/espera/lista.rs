//! The list: who is noted, looked for, edited and taken off.

use super::{ESPERANDO, LISTA, LUNES_9, anotar, de_hora, espera};
use crate::agenda::mundo::{Mundo, instante};
use crate::caja::mundo::bd_cita_en;

#[tokio::test]
async fn primero_los_urgentes_despues_los_que_llevan_mas() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    espera(&m, &beto, "Rosa", &[]).await;
    m.app.db.reloj().fijar(instante("2026-11-25T12:00:00Z"));
    let beto = m.app.como("beto").await;
    espera(&m, &beto, "Pedro", &[("prioridad", "alta"), ("nota", "trae examen"), ("dias", "1"), ("dias", "3")]).await;
    espera(&m, &beto, "Raúl", &[]).await;
    espera(&m, &beto, "Ema", &[("prioridad", "urgente"), ("desde_hora", "09:00"), ("hasta_hora", "11:30")]).await;
    m.app.db.reloj().fijar(instante("2026-11-26T12:00:00Z"));
    let beto = m.app.como("beto").await;
    let lista = beto.get(LISTA).await.es(200);
    assert_eq!(lista.textos("tbody td:first-child > a"), ["Ema", "Pedro", "Rosa", "Raúl"]);
    assert_eq!(lista.textos("tbody td:nth-child(4)"), ["1 día", "1 día", "4 días", "1 día"]);
    let cuando = lista.textos("tbody td:nth-child(3)");
    assert!(cuando[0].starts_with("09:00 a 11:30") && cuando[1].starts_with("lun, mié"), "{cuando:?}");
    assert!(cuando[1].ends_with("trae examen"), "{cuando:?}");
    assert_eq!(beto.get(&format!("{LISTA}?q=ped")).await.es(200).textos("tbody td:first-child > a"), ["Pedro"]);
    assert!(beto.get(&format!("{LISTA}?prestacion=999")).await.es(200).hay(".vacio"));
    let de_eva = beto.get(&format!("{LISTA}?profesional={}", m.profesional)).await.es(200);
    assert_eq!(de_eva.textos("tbody tr").len(), 4, "whoever will do is also hers");
    let agenda = beto.get("/norte/agenda/2026-11-26").await.es(200).atributos("a", "href");
    assert!(agenda.contains(&LISTA.to_owned()), "{agenda:?}");
}

#[tokio::test]
async fn se_halla_a_quien_espera_entre_mil_tocayos() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
          select clinica_actual(), 'sin_documento', 'otro', 'María' from generate_series(1, 1000)")
        .await;
    espera(&m, &beto, "María José", &[]).await;
    m.bd("update pacientes set telefono = '+56987654321', apellido_paterno = 'Muñoz' where nombres = 'María José'")
        .await;
    espera(&m, &beto, "Pedro", &[]).await;
    for q in ["maria", "jose mar", "munoz", "9 8765", "m"] {
        let hallada = beto.get(&format!("{LISTA}?q={}", q.replace(' ', "+"))).await.es(200);
        assert_eq!(hallada.textos("tbody td:first-child > a"), ["María José Muñoz"], "{q}");
    }
    for q in ["mariana", "jose ped", "100%25", "%27"] {
        assert!(beto.get(&format!("{LISTA}?q={}", q.replace(' ', "+"))).await.es(200).hay(".vacio"), "{q}");
    }
}

#[tokio::test]
async fn la_lista_sigue_en_otra_pagina() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd(&format!(
        "with p as (
           insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
           select clinica_actual(), 'sin_documento', 'otro', 'Paciente ' || n from generate_series(1, 60) n returning id)
         insert into esperas (clinica_id, paciente_id, prestacion_id, desde) select clinica_actual(), id, {}, '2026-11-22' from p",
        m.prestacion
    ))
    .await;
    let primera = beto.get(LISTA).await.es(200);
    let segunda = beto.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!((primera.textos("tbody tr").len(), segunda.textos("tbody tr").len()), (50, 10));
    assert_eq!(segunda.atributo("a[rel=prev]", "href"), LISTA);
}

#[tokio::test]
async fn se_edita_se_retira_con_motivo_y_se_vuelve() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let url = format!("{LISTA}/{id}");
    let form = beto.get(&url).await.es(200);
    assert_eq!(form.atributo("select[name=prestacion] option[selected]", "value"), m.prestacion.to_string());
    let prestacion = m.prestacion.to_string();
    let cambio =
        [("version", "1"), ("prestacion", prestacion.as_str()), ("prioridad", "urgente"), ("nota", "llamar tarde")];
    beto.post(&url, &cambio).await.es(303);
    let vieja = beto.post(&url, &cambio).await.es(409);
    assert_eq!(vieja.atributo("input[name=version]", "value"), "2", "what was typed goes over how it is now");
    assert_eq!(beto.get(&url).await.es(200).texto("textarea"), "llamar tarde");

    let sin_motivo = beto.post(&format!("{url}/retiro"), &[("motivo", " ")]).await.es(422);
    assert!(sin_motivo.hay("#motivo-error"));
    beto.post(&format!("{url}/retiro"), &[("motivo", "se atendió en otro lugar")]).await.es(303);
    assert!(beto.get(LISTA).await.es(200).hay(".vacio"));
    let retiradas = beto.get(&format!("{LISTA}?estado=retirada")).await.es(200);
    assert_eq!(retiradas.atributo("td.fila-acciones a", "href"), url);
    assert!(beto.get(&url).await.es(200).cuerpo.contains("se atendió en otro lugar"));
    beto.post(&url, &[("version", "3"), ("prestacion", &prestacion)]).await.es(409);
    beto.post(&format!("{url}/vuelta"), &[]).await.es(303);
    beto.post(&format!("{url}/vuelta"), &[]).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
}

#[tokio::test]
async fn nadie_espera_dos_veces_lo_mismo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    let clave = ("clave", "6f1a1c1e-0000-4000-8000-000000000031");
    anotar(&m, &beto, rosa, &[clave]).await.es(303);
    anotar(&m, &beto, rosa, &[clave]).await.es(303);
    let otra = anotar(&m, &beto, rosa, &[("nota", "por si acaso")]).await.es(422);
    assert!(otra.texto("#prestacion-error").starts_with("Este paciente ya está en la lista"));
    assert_eq!(otra.texto("textarea"), "por si acaso");
    let pedro = m.bd_paciente("Pedro").await;
    assert!(anotar(&m, &beto, pedro, &[clave]).await.es(409).cuerpo.contains("ya anotó a otra persona"));
    assert_eq!(m.app.bd_cuenta("norte", "esperas").await, 1);
    // Who was withdrawn and noted again cannot also come back.
    let id = m.bd_numero("select id as n from esperas").await;
    beto.post(&format!("{LISTA}/{id}/retiro"), &[("motivo", "x")]).await.es(303);
    anotar(&m, &beto, rosa, &[]).await.es(303);
    beto.post(&format!("{LISTA}/{id}/vuelta"), &[]).await.es(422);
}

#[tokio::test]
async fn se_anota_a_alguien_nuevo_como_en_la_reserva() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let prestacion = m.prestacion.to_string();
    let nuevo = [
        ("prestacion", prestacion.as_str()),
        ("nuevo_nombres", "Rosa"),
        ("nuevo_apellido", "Peña"),
        ("nuevo_telefono", "987654321"),
    ];
    beto.post(LISTA, &nuevo).await.es(303);
    assert!(beto.get(LISTA).await.es(200).cuerpo.contains("+56 9 8765 4321"));
    let pregunta = beto.post(LISTA, &nuevo).await.es(409);
    assert_eq!(pregunta.textos("[role=alert] .opcion").len(), 1, "{}", pregunta.cuerpo);
    assert_eq!(pregunta.atributo("input[name=nuevo_apellido]", "value"), "Peña");
    assert_eq!(m.app.bd_cuenta("norte", "pacientes").await, 1);
    beto.post(LISTA, &[&nuevo[..], &[("otra_persona", "true")]].concat()).await.es(303);
    assert_eq!((m.app.bd_cuenta("norte", "pacientes").await, m.bd_numero(ESPERANDO).await), (2, 2));
}

#[tokio::test]
async fn lo_que_no_puede_ser_se_dice_y_lo_escrito_queda() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    bd_cita_en(&m.app, "sur", 1_000).await;
    let sur = m.app.sistema("sur").await;
    let ajeno = m.app.db.leer(&sur, async |tx| Ok(antesala::catalogos::queries::opciones(tx).await?)).await.unwrap();
    let (ajeno, largo) = (ajeno.profesionales[0].id.to_string(), "ñ".repeat(1_000));
    let juan = m.bd_profesional("Juan Paz", "09:00", "13:00").await.to_string();
    m.bd(&format!("delete from prestaciones_profesionales where profesional_id = {juan}")).await;
    for (campo, valor, error) in [
        ("hasta", "2026-11-01", "#hasta-error"),
        ("desde", "9999-12-31", "#desde-error"),
        ("hasta", "9999-12-31", "#hasta-error"),
        ("nota", &largo, "#nota-error"),
        ("profesional", &ajeno, "#profesional-error"),
        ("profesional", &juan, "#profesional-error"),
        ("profesional", "99999999999999999999", "#profesional-error"),
        ("sucursal", "999999", "#sucursal-error"),
        ("prestacion", "999999", "#prestacion-error"),
        ("prestacion", "", "#prestacion-error"),
        ("paciente", "999999", "#q-error"),
        ("hasta_hora", "25:61", "#hasta_hora-error"),
    ] {
        // A field of its own says what was typed besides.
        let mas = [(campo, valor), (if campo == "nota" { "desde_hora" } else { "nota" }, "10:00")];
        let vuelta = anotar(&m, &beto, rosa, &mas).await.es(422);
        let sin_sucursal = campo == "sucursal" && !vuelta.hay("select[name=sucursal]");
        assert!(sin_sucursal || vuelta.hay(error), "{campo}={valor}\n{}", vuelta.cuerpo);
        assert!(vuelta.cuerpo.contains("10:00"), "{campo}");
    }
    assert_eq!(m.app.bd_cuenta("norte", "esperas").await, 0);
    for hora in ["", "hora=x", "hora=1@9999-01-01T12:00:00Z", "hora=1@2026-11-23T12:00:30Z"] {
        assert_eq!(beto.get(&format!("{LISTA}/hora?{hora}")).await.es(303).destino(), LISTA);
    }
    beto.get(&format!("{LISTA}/hora?hora={ajeno}@{LUNES_9}")).await.es(404);
    beto.get(&format!("{LISTA}?despues=x&estado=y&prestacion=z&profesional=&q=%27")).await.es(200);
}

#[tokio::test]
async fn solo_entra_quien_puede_y_solo_a_lo_suyo() {
    let m = Mundo::nuevo().await;
    let (beto, carla) = (m.app.como("beto").await, m.app.como("carla").await);
    let (diego, nadie) = (m.app.como("diego").await, m.app.anonimo());
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let (una, de_hora) = (format!("{LISTA}/{id}"), de_hora(&m, LUNES_9, 30));
    for pagina in [LISTA, &de_hora] {
        let mirada = carla.get(pagina).await.es(200);
        assert_eq!(mirada.textos("tbody tr").len(), 1);
        assert!(!mirada.hay("td.fila-acciones a"), "who only looks changes nothing");
    }
    for pagina in [format!("{LISTA}/nueva"), una.clone(), format!("{una}/hora")] {
        carla.get(&pagina).await.es(403);
        diego.get(&pagina.replace("norte", "sur")).await.es(if pagina.ends_with("nueva") { 200 } else { 404 });
        assert!(nadie.get(&pagina).await.es(303).destino().starts_with("/entrar"));
    }
    for accion in [una.clone(), format!("{una}/retiro"), format!("{una}/vuelta")] {
        carla.post(&accion, &[("motivo", "x")]).await.es(403);
        diego
            .post(&accion.replace("norte", "sur"), &[("motivo", "x"), ("prestacion", "1"), ("version", "1")])
            .await
            .es(404);
    }
    carla.post(LISTA, &[]).await.es(403);
    diego.get(LISTA).await.es(404);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
}
