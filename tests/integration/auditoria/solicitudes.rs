//! What people ask of their own data is received, answered in time and done.

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
