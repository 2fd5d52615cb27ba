//! What nobody should send: each answer a clear message, and nothing half done.

use super::mundo::Mundo;

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const CLAVE: (&str, &str) = ("clave", "6f1a1c1e-0000-4000-8000-000000000003");

/// What is wrong, the answer, and the fields that differ from a good booking.
type Caso<'a> = (&'a str, u16, Vec<(&'a str, String)>);

#[tokio::test]
async fn ninguna_entrada_mala_reserva_nada() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await.to_string();
    let (lunes, largo) = (m.hora(LUNES_9), "á".repeat(1000));
    let en = |inicio: &str| m.hora(inicio);
    let sobrecupo = [("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")];
    let nuevo = [("paciente", ""), ("nuevo_telefono", "987654321")];
    let con = |mas: &[(&'static str, &str)], uno: (&'static str, &str)| -> Vec<(&'static str, String)> {
        mas.iter().chain([&uno]).map(|(n, v)| (*n, (*v).to_owned())).collect()
    };
    // 04:00Z is the instant at which Santiago skips from 00:00 to 01:00; 02:30Z and 03:30Z are both 23:30 there.
    let casos: Vec<Caso<'_>> = vec![
        ("no slot", 422, con(&[], ("hora", ""))),
        ("a slot that is no instant", 422, con(&[], ("hora", "1@2026-11-31T12:00:00Z"))),
        ("a wall time", 422, con(&[], ("hora", "1@2026-09-06T00:00"))),
        ("seconds", 422, con(&sobrecupo, ("hora", &en("2026-11-23T12:00:07Z")))),
        ("a second that is none", 422, con(&sobrecupo, ("hora", &en("2026-12-31T23:59:60Z")))),
        ("an hour that was skipped", 409, con(&[], ("hora", &en("2026-09-06T04:00:00Z")))),
        ("one of the two 23:30", 409, con(&[], ("hora", &en("2026-04-05T02:30:00Z")))),
        ("the other", 409, con(&[], ("hora", &en("2026-04-05T03:30:00Z")))),
        ("between two slots", 409, con(&[], ("hora", &en("2026-11-23T12:10:00Z")))),
        ("year 9999", 422, con(&[], ("hora", &en("9999-12-31T23:59:00Z")))),
        ("year 9999 as a sobrecupo", 422, con(&sobrecupo, ("hora", &en("9999-12-31T23:59:00Z")))),
        ("year 2100", 409, con(&[], ("hora", &en("2100-01-04T12:00:00Z")))),
        ("year 2100 as a sobrecupo", 409, con(&sobrecupo, ("hora", &en("2100-01-04T12:00:00Z")))),
        ("year 0", 422, con(&[], ("hora", &en("0000-01-01T00:00:00Z")))),
        ("yesterday", 409, con(&[], ("hora", &en("2026-11-20T12:00:00Z")))),
        ("yesterday as a sobrecupo", 409, con(&sobrecupo, ("hora", &en("2026-11-20T12:00:00Z")))),
        ("a professional of nobody", 409, con(&[], ("hora", "999999@2026-11-23T12:00:00Z"))),
        ("a professional of nobody as a sobrecupo", 409, con(&sobrecupo, ("hora", "999999@2026-11-23T12:00:00Z"))),
        ("a negative professional", 409, con(&[], ("hora", "-1@2026-11-23T12:00:00Z"))),
        ("a prestación of nobody", 409, con(&[], ("prestacion", "999999"))),
        ("a prestación too large", 422, con(&[], ("prestacion", "99999999999999999999"))),
        ("a patient of nobody", 422, con(&[], ("paciente", "999999"))),
        ("a long observation", 422, con(&[], ("observacion", &largo))),
        ("a long reason", 422, con(&[("sobrecupo", "true")], ("sobrecupo_motivo", &largo))),
        ("a long name", 422, con(&nuevo, ("nuevo_nombres", &largo))),
        ("a name of spaces", 422, con(&nuevo, ("nuevo_nombres", " \t "))),
        ("a phone that is none", 422, con(&[("paciente", ""), ("nuevo_nombres", "Ana")], ("nuevo_telefono", "12"))),
        ("a NUL", 400, con(&[], ("observacion", "a\0b"))),
    ];
    for (que, estado, cambia) in casos {
        let mut campos =
            vec![("hora", lunes.clone()), ("prestacion", m.prestacion.to_string()), ("paciente", rosa.clone())];
        campos.retain(|(n, _)| cambia.iter().all(|(otro, _)| otro != n));
        campos.extend(cambia);
        let campos: Vec<(&str, &str)> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let respuesta = beto.post("/norte/citas", &campos).await;
        assert_eq!(respuesta.estado.as_u16(), estado, "{que}\n{}", respuesta.cuerpo);
        if estado != 400 {
            assert!(respuesta.hay("[role=alert], .campo-error"), "{que} has no message\n{}", respuesta.cuerpo);
        }
    }
    assert_eq!((m.app.bd_cuenta("norte", "citas").await, m.app.bd_cuenta("norte", "pacientes").await), (0, 1));
}

#[tokio::test]
async fn una_cita_dura_algo_y_su_rango_es_semiabierto() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    assert_eq!(m.bd_regla("update citas set rango = tstzrange(inicio, fin, '()')").await, "citas_rango");
    assert_eq!(m.bd_regla("update citas set rango = tstzrange(inicio, fin + interval '1 hour')").await, "citas_ocupa");
    let eterna = "update citas set ocupa = tstzrange(inicio, inicio + interval '25 hours')";
    assert_eq!(m.bd_regla(eterna).await, "citas_largo");
}

#[tokio::test]
async fn dos_pestanas_mueven_una_cita_una_vez() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let url = format!("/norte/citas/{cita}/reagendamiento");
    let a_las = |inicio: &str| [("version", "1".to_owned()), ("hora", m.hora(inicio))];
    let (diez, once) = (a_las("2026-11-23T13:00:00Z"), a_las("2026-11-23T14:00:00Z"));
    let enviar = async |c: &[(&'static str, String); 2]| {
        let campos: Vec<(&str, &str)> = c.iter().map(|(n, v)| (*n, v.as_str())).collect();
        beto.post(&url, &campos).await
    };
    let (una, otra) = tokio::join!(enviar(&diez), enviar(&once));
    let mut estados = [una.estado.as_u16(), otra.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 409]);
    let perdida = if una.estado.as_u16() == 409 { una } else { otra };
    assert!(perdida.texto("[role=alert]").starts_with("La cita cambió mientras tanto"));
    assert_eq!(m.bd_numero("select count(*) as n from citas where bloquea").await, 1);
}

#[tokio::test]
async fn un_motivo_de_mil_letras_no_anula() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let largo = "x".repeat(1000);
    let campos = [("version", "1"), ("motivo", largo.as_str())];
    for recurso in ["anulacion", "regreso", "inasistencia"] {
        let vuelta = beto.post(&format!("/norte/citas/{cita}/{recurso}"), &campos).await.es(422);
        assert!(vuelta.texto("[role=alert]").starts_with("Usa hasta 200 caracteres"), "{recurso}");
    }
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reservada'").await, 1);
}

#[tokio::test]
async fn un_formulario_que_ya_reservo_no_hace_pasar_otra_hora_por_la_misma() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar_con(&beto, rosa, LUNES_9, &[CLAVE]).await.es(303);
    m.reservar_con(&beto, rosa, LUNES_9, &[CLAVE]).await.es(303);
    let otra = m.reservar_con(&beto, rosa, "2026-11-23T14:00:00Z", &[CLAVE]).await.es(409);
    assert!(otra.texto("[role=alert]").contains("Este formulario ya reservó otra cita"));
    let nueva = otra.atributo("input[name=clave]", "value");
    assert_ne!(nueva, CLAVE.1);
    m.reservar_con(&beto, rosa, "2026-11-23T14:00:00Z", &[("clave", &nueva)]).await.es(303);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 2);
}

#[tokio::test]
async fn el_numero_de_un_sobrecupo_anulado_no_vuelve_si_ya_es_de_otro() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let campos = [("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")];
    let (rosa, raul) = (m.bd_paciente("Rosa").await, m.bd_paciente("Raúl").await);
    m.reservar_con(&beto, rosa, LUNES_9, &campos).await.es(303);
    let cita = m.bd_numero("select id as n from citas").await;
    let motivo = [("version", "1"), ("motivo", "no viene")];
    beto.post(&format!("/norte/citas/{cita}/anulacion"), &motivo).await.es(303);
    m.reservar_con(&beto, raul, LUNES_9, &campos).await.es(303);
    let vuelta = m.cambiar(&beto, cita, "regreso").await.es(409);
    assert!(vuelta.texto("[role=alert]").starts_with("Su número de sobrecupo ya se dio"));
}
