//! The ways into the form of a booking: from a search, from a ficha, at the desk without an hour; and whom it creates.

use super::mundo::{Mundo, instante};

const LUNES_9: &str = "2026-11-23T12:00:00Z";

#[tokio::test]
async fn un_paciente_nuevo_que_se_parece_a_otro_se_pregunta_antes() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno, telefono)
          values (clinica_actual(), 'sin_documento', 'otro', 'Rosa', 'Peña', '+56911111111'),
                 (clinica_actual(), 'sin_documento', 'otro', 'Luis', 'Mena', '+56987654321'),
                 (clinica_actual(), 'sin_documento', 'otro', 'Rosa', 'Peñaloza', '+56922222222')")
        .await;
    let (hora, prestacion) = (m.hora(LUNES_9), m.prestacion.to_string());
    let mut campos = vec![
        ("hora", hora.as_str()),
        ("prestacion", &prestacion),
        ("nuevo_nombres", "rosa"),
        ("nuevo_apellido", "PENA"),
        ("nuevo_telefono", "987654321"),
        ("clave", "6f1a1c1e-0000-4000-8000-000000000021"),
    ];
    let pregunta = beto.post("/norte/citas", &campos).await.es(409);
    let parecidos = pregunta.textos("[role=alert] .opcion");
    assert_eq!(parecidos.len(), 2, "the same name, accents aside, and the same phone: {parecidos:?}");
    assert!(!pregunta.hay("[role=alert] input[name=paciente][checked]"), "nobody is chosen by accident");
    assert_eq!(pregunta.atributo("input[name=nuevo_apellido]", "value"), "PENA");
    assert_eq!((m.app.bd_cuenta("norte", "citas").await, m.app.bd_cuenta("norte", "pacientes").await), (0, 3));
    campos.push(("otra_persona", "true"));
    let hecha = beto.post("/norte/citas", &campos).await.es(303);
    // The answer was lost: sent again as it was at first, it is the same cita and asks nothing.
    campos.pop();
    assert_eq!(beto.post("/norte/citas", &campos).await.es(303).destino(), hecha.destino());
    assert_eq!((m.app.bd_cuenta("norte", "citas").await, m.app.bd_cuenta("norte", "pacientes").await), (1, 4));
}

#[tokio::test]
async fn de_la_ficha_se_pasa_a_una_hora_con_el_paciente_puesto() {
    let m = Mundo::nuevo().await;
    let (beto, carla) = (m.app.como("beto").await, m.app.como("carla").await);
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    m.cita(&beto, "Raúl", "2026-11-23T15:00:00Z").await;
    let rosa = m.bd_paciente("Rosa").await;
    let ficha = beto.get(&format!("/norte/pacientes/{rosa}")).await.es(200);
    let dar_hora = format!("/norte/agenda/buscar?paciente={rosa}");
    assert!(ficha.atributos("a", "href").contains(&dar_hora));
    assert!(!carla.get(&format!("/norte/pacientes/{rosa}")).await.es(200).atributos("a", "href").contains(&dar_hora));
    let horas = beto.get(&dar_hora).await.es(200);
    assert_eq!(horas.atributo("input[name=paciente]", "value"), rosa.to_string());
    // Eva has a cita that day: the first hour is of Iván, or of whoever is free then.
    let primera = horas.atributo("td.fila-acciones a", "href");
    assert!(primera.contains(&format!("hora={ivan}%40")) && primera.ends_with("cualquiera=true"), "{primera}");
    let formulario = beto.get(&primera).await.es(200);
    assert_eq!(formulario.atributo("#hallados input[checked]", "value"), rosa.to_string());
    assert_eq!(formulario.atributo("input[name=cualquiera]", "value"), "true");
    let de_eva = beto.get(&format!("{dar_hora}&profesional={}", m.profesional)).await.es(200);
    assert!(!de_eva.atributo("td.fila-acciones a", "href").contains("cualquiera"));
}

#[tokio::test]
async fn quien_llega_sin_hora_tiene_la_primera_de_hoy_o_un_sobrecupo() {
    let m = Mundo::en("2026-11-23T12:10:42Z").await;
    let beto = m.app.como("beto").await;
    let url = format!("/norte/citas/sin-hora?prestacion={}", m.prestacion);
    let formulario = async || {
        let a = beto.htmx().get(&url).await.es(303).destino().to_owned();
        beto.htmx().get(&a).await.es(200)
    };
    let primera = formulario().await;
    assert_eq!(primera.atributo("input[name=hora]", "value"), m.hora("2026-11-23T12:30:00Z"));
    assert!(primera.hay("input[name=presente][checked]"));
    m.app.db.reloj().fijar(instante("2026-11-23T16:10:42Z"));
    let tarde = formulario().await;
    assert_eq!(tarde.atributo("input[name=hora]", "value"), m.hora("2026-11-23T16:10:00Z"));
    assert!(tarde.hay("input[name=sobrecupo][checked]"));
    assert!(tarde.cuerpo.contains("(0 de 3 ese día)"), "{}", tarde.cuerpo);
    let rosa = m.bd_paciente("Rosa").await;
    let campos = [("presente", "true"), ("cualquiera", "true"), ("sobrecupo", "true"), ("sobrecupo_motivo", "dolor")];
    m.reservar_con(&beto, rosa, "2026-11-23T16:10:00Z", &campos).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'llego' and sobrecupo = 1").await, 1);
    let sin_nada = beto.get("/norte/citas/sin-hora?prestacion=999").await.es(303);
    assert!(beto.get(sin_nada.destino()).await.es(200).hay("input[name=hora]"));
}
