//! What people ask of their own data is received, answered in time and done.

use antesala::auditoria::solicitudes::queries::{Punto, trozo};
use serde_json::Value;

use crate::agenda::mundo::Mundo;

const SOLICITUDES: &str = "/norte/auditoria/solicitudes";

#[tokio::test]
async fn una_supresion_bloquea_la_ficha_y_cada_paso_queda_con_quien_y_cuando() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.bd("update pacientes set acepta_publicidad = true").await;
    let numero = rosa.to_string();
    let campos = [("paciente", numero.as_str()), ("tipo", "supresion"), ("medio", "carta"), ("recibida", "20-11-2026")];
    let futura =
        [("paciente", "9"), ("tipo", "x"), ("medio", "carta"), ("recibida", "23-11-2026"), ("detalle", "Quiero")];
    let mala = gloria.post(SOLICITUDES, &futura).await.es(422);
    assert!(
        mala.cuerpo.contains("Quiero")
            && mala.cuerpo.contains("después de hoy")
            && mala.cuerpo.contains("Elige qué pide")
    );
    gloria.post(SOLICITUDES, &[("paciente", "99"), ("tipo", "acceso"), ("medio", "carta")]).await.es(422);
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    assert!(gloria.get(SOLICITUDES).await.es(200).texto("tbody tr").starts_with("20-12-2026 RosaSupresión"));

    let paso = async |version: &str, paso: &str, nota: &str| {
        gloria.post(&format!("{una}/pasos"), &[("version", version), ("paso", paso), ("nota", nota)]).await
    };
    paso("1", "en_curso", "").await.es(303);
    paso("2", "prorrogada", "").await.es(422);
    paso("2", "prorrogada", "Falta el archivo").await.es(303);
    assert!(paso("3", "prorrogada", "Otra vez").await.es(409).cuerpo.contains("la ley lo permite una vez"));
    paso("2", "respondida", "Tarde").await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes where bloqueado is not null").await, 0);
    paso("3", "respondida", "Bloqueada hasta 2041").await.es(303);
    paso("4", "rechazada", "No").await.es(409);
    let pagina = gloria.get(&una).await.es(200);
    let pasos = pagina.textos("tbody tr").join("\n");
    for dicho in [
        "22-11-2026 09:00Gloria",
        "Recibida",
        "En curso",
        "Plazo prorrogadoFalta el archivo",
        "RespondidaBloqueada hasta 2041",
    ] {
        assert!(pasos.contains(dicho), "{dicho}: {pasos}");
    }
    assert!(pagina.cuerpo.contains("19-01-2027"), "thirty days, and thirty more once");

    // Blocked: the ficha says so, and nobody makes it speak again.
    assert!(gloria.get(&format!("/norte/pacientes/{rosa}")).await.es(200).cuerpo.contains("Ficha bloqueada"));
    assert_eq!(m.bd_regla("update pacientes set acepta_publicidad = true").await, "pacientes_bloqueado_en_silencio");
    gloria.get(&format!("{una}/archivo")).await.es(404);
    m.app.como("beto").await.get(&una).await.es(403);
}

#[tokio::test]
async fn el_acceso_entrega_todo_lo_suyo_y_nada_de_otros_y_queda_como_lectura() {
    let m = Mundo::nuevo().await;
    let (beto, gloria) = (m.app.como("beto").await, m.app.como("gloria").await);
    let cita = m.cita(&beto, "Rosa", "2026-11-23T12:00:00Z").await;
    m.cita(&beto, "Ema", "2026-11-23T12:30:00Z").await;
    let rosa = m.bd_numero(&format!("select paciente_id as n from citas where id = {cita}")).await.to_string();
    let campos = [("paciente", rosa.as_str()), ("tipo", "portabilidad"), ("medio", "correo")];
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    let archivo = gloria.get(&format!("{una}/archivo")).await.es(200);
    let todo: Value = serde_json::from_slice(&archivo.bytes).unwrap();
    assert_eq!(todo["ficha"][0]["nombres"], "Rosa");
    assert_eq!((todo["citas"].as_array().unwrap().len(), &todo["citas"][0]["id"]), (1, &Value::from(cita)));
    assert!(!archivo.cuerpo.contains("Ema") && todo["pagos"] == Value::Array(vec![]));
    let lecturas = gloria.get(&format!("/norte/auditoria/lecturas?paciente={rosa}")).await.es(200);
    assert!(lecturas.texto("tbody tr").contains("Solicitud N°"));
    assert!(gloria.get(&una).await.es(200).cuerpo.contains("Archivo descargado"));
    m.app.como("diego").await.get(&una).await.es(404);
}

#[tokio::test]
async fn el_archivo_de_quien_tiene_mucho_sale_por_trozos_y_entero() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.bd(&format!(
        "insert into lecturas_ficha (clinica_id, paciente_id, membresia_id, motivo)
         select clinica_actual(), {rosa}, (select min(id) from membresias where clinica_id = clinica_actual()), 'Control \"' || n || '\"'
         from generate_series(1, 2500) n"
    ))
    .await;
    let rosa = rosa.to_string();
    let campos = [("paciente", rosa.as_str()), ("tipo", "acceso"), ("medio", "correo")];
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    let archivo = gloria.get(&format!("{una}/archivo")).await.es(200);
    let todo: Value = serde_json::from_slice(&archivo.bytes).unwrap();
    let leidas = todo["lecturas_de_la_ficha"].as_array().unwrap();
    let ids: Vec<i64> = leidas.iter().map(|l| l["id"].as_i64().unwrap()).collect();
    assert!(ids.len() == 2501 && ids.is_sorted_by(|a, b| a < b), "{}", ids.len());
    assert_eq!(leidas[1999]["motivo"], "Control \"2000\"");
    assert!(todo["generado"].as_str().unwrap().starts_with("2026-11-22T12:00:00"));

    // Piece by piece, each of a thousand rows at most.
    let norte = m.app.sistema("norte").await;
    let mut punto = Punto::default();
    let mut trozos = Vec::new();
    let paciente = rosa.parse().unwrap();
    let leer = async |punto: Punto| m.app.db.leer(&norte, async |tx| trozo(tx, paciente, punto).await).await.unwrap();
    while let Some((texto, siguiente)) = leer(punto).await {
        punto = siguiente;
        trozos.push(texto);
    }
    assert!(trozos.iter().all(|t| t.matches("motivo").count() <= 1000));
    assert_eq!(format!("{{\"generado\": 1{}", trozos.concat()).parse::<Value>().unwrap()["ficha"], todo["ficha"]);
}

#[tokio::test]
async fn a_quien_pidio_que_lo_borren_lo_hallan_solo_quienes_responden_por_ello() {
    let m = Mundo::nuevo().await;
    let (beto, gloria) = (m.app.como("beto").await, m.app.como("gloria").await);
    let cita = m.cita(&beto, "Rosa", "2026-11-23T12:00:00Z").await;
    m.bd_paciente("Rosario").await;
    let rosa = m.bd_numero(&format!("select paciente_id as n from citas where id = {cita}")).await;
    m.bd(&format!(
        "update pacientes set documento_tipo = 'rut', documento = '11111111-1', rut_cuerpo = 11111111, rut_dv = '1', documento_motivo = null
         where id = {rosa}"
    ))
    .await;
    m.bd(&format!("update pacientes set bloqueado = ahora(), sin_avisos = true where id = {rosa}")).await;

    let ficha = format!("/norte/pacientes/{rosa}\"");
    for donde in [
        "/norte/pacientes",
        "/norte/pacientes?q=ros",
        "/norte/pacientes?q=11.111.111-1&archivados=true",
        "/norte/buscar?q=ros",
    ] {
        let de_beto = beto.get(donde).await.es(200).cuerpo;
        assert!(!de_beto.contains(&ficha), "{donde}: {de_beto}");
        let de_gloria = gloria.get(donde).await.es(200).cuerpo;
        assert!(de_gloria.contains(&ficha) && de_gloria.contains("Bloqueado"), "{donde}: {de_gloria}");
    }
    assert!(beto.get("/norte/pacientes?q=ros").await.es(200).cuerpo.contains("Rosario"));
    let elegibles =
        async |campos: &str| beto.get(&format!("/norte/citas/nueva/pacientes?{campos}")).await.es(200).textos("label");
    assert_eq!(elegibles("q=ros").await.len(), 1);
    assert_eq!(elegibles(&format!("paciente={rosa}")).await.len(), 0);

    // What was written of them stays readable, and as it was.
    assert!(beto.get(&format!("/norte/citas/{cita}")).await.es(200).cuerpo.contains("Rosa"));
    let pagina = beto.get(&format!("/norte/pacientes/{rosa}")).await.es(200);
    assert!(
        pagina.cuerpo.contains("Ficha bloqueada") && !pagina.hay(&format!("a[href='/norte/pacientes/{rosa}/editar']"))
    );
    let editar = beto.get(&format!("/norte/pacientes/{rosa}/editar")).await.es(303);
    assert_eq!(editar.destino(), format!("/norte/pacientes/{rosa}"));
    let cambio = [
        ("version", "1"),
        ("documento_tipo", "rut"),
        ("documento", "11.111.111-1"),
        ("nombres", "Rosita"),
        ("telefono", "987654321"),
    ];
    beto.post(&format!("/norte/pacientes/{rosa}"), &cambio).await.es(303);
    let contacto = [("nombre", "Juan"), ("relacion", "otro"), ("telefono", "987654321"), ("responsable", "true")];
    beto.post(&format!("/norte/pacientes/{rosa}/contactos"), &contacto).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes where nombres = 'Rosita'").await, 0);
    assert_eq!(m.bd_numero("select count(*) as n from contactos_paciente").await, 0);
    let absorber = format!("update pacientes set fusionado_en = {rosa} where nombres = 'Rosario'");
    assert_eq!(m.bd_regla(&absorber).await, "pacientes_bloqueada");

    // Who does not know of them is told that there is such a ficha, and not whose.
    let mismo =
        [("documento_tipo", "rut"), ("documento", "11.111.111-1"), ("nombres", "Otra"), ("telefono", "987654321")];
    let negada = beto.post("/norte/pacientes", &mismo).await.es(422);
    assert!(
        negada.cuerpo.contains("ficha bloqueada a pedido de la persona") && !negada.cuerpo.contains(&ficha),
        "{}",
        negada.cuerpo
    );
}

#[tokio::test]
async fn lo_pedido_alcanza_a_quien_se_fusiono_despues() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    let (rosa, rosaura) = (m.bd_paciente("Rosa").await, m.bd_paciente("Rosaura").await);
    let numero = rosa.to_string();
    let campos = [("paciente", numero.as_str()), ("tipo", "supresion"), ("medio", "carta"), ("recibida", "20-11-2026")];
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    m.bd(&format!("update pacientes set fusionado_en = {rosaura} where id = {rosa}")).await;

    let paso = [("version", "1"), ("paso", "respondida"), ("nota", "Bloqueada hasta 2041")];
    gloria.post(&format!("{una}/pasos"), &paso).await.es(303);

    assert_eq!(m.bd_numero("select id as n from pacientes where bloqueado is not null").await, rosaura);
    let libre = format!("update pacientes set fusionado_en = null where id = {rosa}");
    assert_eq!(m.bd_regla(&libre).await, "pacientes_bloqueada");
}

/// What was said with a phone, by hand.
async fn hablada(m: &Mundo, telefono: &str) -> i64 {
    let id = m
        .bd_numero(&format!(
            "insert into conversaciones (clinica_id, telefono, estado, ultimo, hasta)
             values (clinica_actual(), '{telefono}', 'espera', ahora() - interval '1 hour', ahora()) returning id as n"
        ))
        .await;
    m.bd(&format!(
        "insert into entrantes_whatsapp (clinica_id, conversacion_id, wamid, texto, en)
         values (clinica_actual(), {id}, 'wamid.1', 'Soy yo', ahora() - interval '1 hour')"
    ))
    .await;
    id
}

#[tokio::test]
async fn lo_dicho_por_whatsapp_tambien_es_suyo_si_el_telefono_es_solo_suyo() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.bd("update pacientes set telefono = '+56911111111'").await;
    hablada(&m, "+56911111111").await;
    let numero = rosa.to_string();
    let campos = [("paciente", numero.as_str()), ("tipo", "acceso"), ("medio", "correo")];
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    let leer = async || -> Value {
        serde_json::from_slice(&gloria.get(&format!("{una}/archivo")).await.es(200).bytes).unwrap()
    };
    let todo = leer().await;
    assert_eq!(todo["dicho_por_whatsapp"][0]["texto"], "Soy yo");
    assert_eq!(todo["conversaciones"].as_array().unwrap().len(), 1);
    let ema = m.bd_paciente("Ema").await;
    m.bd(&format!("update pacientes set telefono = '+56911111111' where id = {ema}")).await;
    assert_eq!(leer().await["dicho_por_whatsapp"], Value::Array(vec![]), "who of the two spoke?");
    m.bd(&format!("update pacientes set bloqueado = ahora(), sin_avisos = true where id = {ema}")).await;
    assert_eq!(leer().await["dicho_por_whatsapp"], Value::Array(vec![]), "nor of who asked to be forgotten");
}

#[tokio::test]
async fn lo_dicho_por_whatsapp_con_quien_pide_que_lo_borren_no_se_muestra_mas() {
    let m = Mundo::nuevo().await;
    let (gloria, beto) = (m.app.como("gloria").await, m.app.como("beto").await);
    let rosa = m.bd_paciente("Rosa").await;
    m.bd("update pacientes set telefono = '+56911111111'").await;
    let id = hablada(&m, "+56911111111").await;
    // The phone is of a ficha that was merged into hers.
    let antes = m.bd_paciente("Rosa antes").await;
    m.bd(&format!("update pacientes set telefono = '+56911111111', fusionado_en = {rosa} where id = {antes}")).await;
    m.bd(&format!("update pacientes set telefono = null where id = {rosa}")).await;
    let pagina = format!("/norte/conversaciones/{id}");
    assert!(beto.get(&pagina).await.es(200).cuerpo.contains("Soy yo"));
    let numero = rosa.to_string();
    let campos = [("paciente", numero.as_str()), ("tipo", "supresion"), ("medio", "carta")];
    let una = gloria.post(SOLICITUDES, &campos).await.es(303).destino().to_owned();
    let paso = [("version", "1"), ("paso", "respondida"), ("nota", "Bloqueada hasta 2041")];
    gloria.post(&format!("{una}/pasos"), &paso).await.es(303);
    beto.get(&pagina).await.es(404);
    assert!(!beto.get("/norte/conversaciones").await.es(200).cuerpo.contains("Soy yo"));
    // Whoever writes again is answered, and what was said before stays hidden.
    m.bd(&format!(
        "with c as (update conversaciones set ultimo = ahora() + interval '1 minute', estado = 'espera' where id = {id} returning *)
         insert into entrantes_whatsapp (clinica_id, conversacion_id, wamid, texto, en)
         select clinica_id, id, 'wamid.2', 'Hola otra vez', ultimo from c"
    ))
    .await;
    let otra = beto.get(&pagina).await.es(200);
    assert!(otra.cuerpo.contains("Hola otra vez") && !otra.cuerpo.contains("Soy yo"));
}
