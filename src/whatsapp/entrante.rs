//! What the API tells us, one thing at a time. What is of no use to us is passed over, whatever its shape: new kinds come without notice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Whose it is: of a number, or of a whole account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destino {
    Numero(String),
    Cuenta(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recibido {
    pub destino: Destino,
    /// The same thing told again has the same.
    pub clave: String,
    pub hecho: Hecho,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tipo", rename_all = "snake_case")]
pub enum Hecho {
    /// Somebody wrote to us.
    Mensaje {
        wamid: String,
        /// E.164.
        de: String,
        en: DateTime<Utc>,
        /// Empty when it is no text.
        texto: String,
        /// What a button of ours carried.
        boton: Option<String>,
        /// The message of ours that it answers.
        contexto: Option<String>,
    },
    /// What became of a message of ours: `sent`, `delivered`, `read`, `failed`.
    Estado { wamid: String, estado: String, en: DateTime<Utc>, message_id: Option<Uuid>, codigo: Option<i64> },
    /// `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`…
    Plantilla { nombre: String, estado: String, motivo: String },
}

/// `None` when it is no JSON at all.
pub fn leer(cuerpo: &[u8]) -> Option<Vec<Recibido>> {
    let todo: Value = serde_json::from_slice(cuerpo).ok()?;
    let mut recibidos = Vec::new();
    for entrada in lista(&todo, "entry") {
        let cuenta = texto(entrada, "/id");
        for cambio in lista(entrada, "changes") {
            let Some(valor) = cambio.get("value") else { continue };
            match cambio.get("field").and_then(Value::as_str) {
                Some("messages") => recibidos.extend(de_mensajes(valor)),
                Some("message_template_status_update") => {
                    recibidos.extend(de_plantilla(&cuenta, valor, entrada.get("time").and_then(Value::as_i64)));
                }
                _ => {}
            }
        }
    }
    Some(recibidos)
}

fn lista<'v>(valor: &'v Value, nombre: &str) -> impl Iterator<Item = &'v Value> {
    valor.get(nombre).and_then(Value::as_array).into_iter().flatten()
}

fn texto(valor: &Value, donde: &str) -> String {
    valor.pointer(donde).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn de_mensajes(valor: &Value) -> Vec<Recibido> {
    let numero = texto(valor, "/metadata/phone_number_id");
    let mensajes = lista(valor, "messages").filter_map(mensaje);
    let estados = lista(valor, "statuses").filter_map(estado);
    let destinado = |(clave, hecho)| Recibido { destino: Destino::Numero(numero.clone()), clave, hecho };
    mensajes.chain(estados).map(destinado).collect()
}

fn mensaje(dicho: &Value) -> Option<(String, Hecho)> {
    let (wamid, de) = (texto(dicho, "/id"), texto(dicho, "/from"));
    let tipo = texto(dicho, "/type");
    // A reaction or a change of number is nothing said.
    if wamid.is_empty() || !es_telefono(&de) || matches!(tipo.as_str(), "reaction" | "system") {
        return None;
    }
    let palabras = ["/text/body", "/button/text", "/interactive/button_reply/title", "/interactive/list_reply/title"];
    let boton = ["/button/payload", "/interactive/button_reply/id", "/interactive/list_reply/id"];
    let hallado = |donde: &[&str]| donde.iter().map(|d| texto(dicho, d)).find(|t| !t.is_empty());
    let hecho = Hecho::Mensaje {
        de: format!("+{de}"),
        en: instante(dicho)?,
        texto: hallado(&palabras).unwrap_or_default(),
        boton: hallado(&boton),
        contexto: hallado(&["/context/id"]),
        wamid: wamid.clone(),
    };
    Some((format!("mensaje:{wamid}"), hecho))
}

fn estado(dicho: &Value) -> Option<(String, Hecho)> {
    let (wamid, estado) = (texto(dicho, "/id"), texto(dicho, "/status"));
    if wamid.is_empty() || !matches!(estado.as_str(), "sent" | "delivered" | "read" | "failed") {
        return None;
    }
    let clave = format!("estado:{wamid}:{estado}");
    let message_id = texto(dicho, "/biz_opaque_callback_data").parse().ok();
    let codigo = dicho.pointer("/errors/0/code").and_then(Value::as_i64);
    Some((clave, Hecho::Estado { wamid, estado, en: instante(dicho)?, message_id, codigo }))
}

fn de_plantilla(cuenta: &str, valor: &Value, en: Option<i64>) -> Option<Recibido> {
    let (nombre, estado) = (texto(valor, "/message_template_name"), texto(valor, "/event"));
    if nombre.is_empty() || estado.is_empty() {
        return None;
    }
    let clave = format!("plantilla:{nombre}:{estado}:{}", en.unwrap_or_default());
    let hecho = Hecho::Plantilla { nombre, estado, motivo: texto(valor, "/reason") };
    Some(Recibido { destino: Destino::Cuenta(cuenta.to_owned()), clave, hecho })
}

fn es_telefono(digitos: &str) -> bool {
    (8..=15).contains(&digitos.len()) && digitos.bytes().all(|b| b.is_ascii_digit())
}

/// Seconds, written as text.
fn instante(dicho: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(texto(dicho, "/timestamp").parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn sobre(campo: &str, valor: &Value) -> Vec<u8> {
        json!({"object": "whatsapp_business_account", "entry": [{"id": "90", "time": 7, "changes": [{"field": campo, "value": valor}]}]})
            .to_string()
            .into_bytes()
    }

    #[test]
    fn se_lee_lo_que_alguien_escribe_y_el_boton_que_aprieta() {
        let valor = json!({"metadata": {"phone_number_id": "55"}, "messages": [
            {"from": "56987654321", "id": "wamid.1", "timestamp": "1764000000", "type": "text", "text": {"body": "sí"}, "context": {"id": "wamid.0"}},
            {"from": "56987654321", "id": "wamid.2", "timestamp": "1764000001", "type": "button", "button": {"text": "Confirmo", "payload": "confirmar:7"}},
            {"from": "56987654321", "id": "wamid.3", "timestamp": "1764000002", "type": "audio", "audio": {"id": "9"}},
            {"from": "56987654321", "id": "wamid.4", "timestamp": "1764000003", "type": "reaction"},
            {"id": "wamid.5"}, 7
        ]});
        let leidos = leer(&sobre("messages", &valor)).unwrap();
        let dichos: Vec<_> = leidos
            .iter()
            .map(|r| match &r.hecho {
                Hecho::Mensaje { texto, boton, contexto, de, .. } => {
                    (texto.as_str(), boton.as_deref(), contexto.as_deref(), de.as_str())
                }
                otro => panic!("{otro:?}"),
            })
            .collect();
        let de = "+56987654321";
        assert_eq!(
            dichos,
            [("sí", None, Some("wamid.0"), de), ("Confirmo", Some("confirmar:7"), None, de), ("", None, None, de)]
        );
        assert_eq!((&leidos[0].destino, leidos[0].clave.as_str()), (&Destino::Numero("55".into()), "mensaje:wamid.1"));
    }

    #[test]
    fn se_lee_que_fue_de_un_mensaje_y_de_una_plantilla() {
        let id = Uuid::new_v4();
        let estados = json!({"metadata": {"phone_number_id": "55"}, "statuses": [
            {"id": "wamid.1", "status": "failed", "timestamp": "1764000000", "recipient_id": "56987654321", "biz_opaque_callback_data": id.to_string(), "errors": [{"code": 131_026}]},
            {"id": "wamid.1", "status": "warned", "timestamp": "1764000000"}
        ]});
        let leidos = leer(&sobre("messages", &estados)).unwrap();
        assert_eq!(leidos.len(), 1);
        assert!(
            matches!(&leidos[0].hecho, Hecho::Estado { message_id, codigo: Some(131_026), .. } if *message_id == Some(id))
        );

        let plantilla = json!({"event": "APPROVED", "message_template_name": "cita_agendada", "reason": "NONE"});
        let leidos = leer(&sobre("message_template_status_update", &plantilla)).unwrap();
        assert_eq!(
            (&leidos[0].destino, leidos[0].clave.as_str()),
            (&Destino::Cuenta("90".into()), "plantilla:cita_agendada:APPROVED:7")
        );
        assert_eq!(leer(&sobre("account_update", &plantilla)).unwrap(), []);
    }

    proptest! {
        #[test]
        fn nada_lo_hace_caer(bytes in prop::collection::vec(any::<u8>(), 0..200), texto in "\\PC{0,40}") {
            leer(&bytes);
            leer(&sobre("messages", &json!({"messages": [texto, {"id": texto, "from": texto, "timestamp": texto}], "statuses": texto})));
        }
    }
}
