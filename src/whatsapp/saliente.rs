//! Messages and templates as the API takes them.

use serde_json::{Value, json};
use uuid::Uuid;

/// To one phone.
#[derive(Clone, Debug)]
pub struct Saliente {
    /// E.164.
    pub para: String,
    pub contenido: Contenido,
    /// Of the row: the API says it back with each thing that becomes of the message, whoever sent it.
    pub message_id: Uuid,
}

#[derive(Clone, Debug)]
pub enum Contenido {
    /// What may be said at any time.
    Plantilla { nombre: String, idioma: String, variables: Vec<String>, botones: Vec<Boton> },
    /// What may be said within 24 hours of the last thing that was said to us.
    Texto(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Boton {
    /// What comes back when it is pressed.
    Respuesta(String),
    /// What follows the address that was approved.
    Enlace(String),
    /// The code that it copies.
    Copiar(String),
}

/// A template to be approved.
#[derive(Clone, Copy, Debug)]
pub struct Molde {
    pub nombre: &'static str,
    /// With `{{1}}`, `{{2}}`… where variables go.
    pub cuerpo: &'static str,
    /// One for each variable: whoever approves it wants to see one.
    pub ejemplos: &'static [&'static str],
    /// Words of the buttons that answer.
    pub respuestas: &'static [&'static str],
    /// Words of the button that opens the link.
    pub enlace: Option<&'static str>,
    /// Words of the button that copies a code: the others of such a template are the API's own, and `cuerpo` says them as it does.
    pub copiar: Option<&'static str>,
}

pub const IDIOMA: &str = "es";

impl Saliente {
    pub(super) fn cuerpo(&self) -> Value {
        let (tipo, contenido) = match &self.contenido {
            Contenido::Texto(texto) => ("text", json!({"body": texto, "preview_url": false})),
            Contenido::Plantilla { nombre, idioma, variables, botones } => (
                "template",
                json!({"name": nombre, "language": {"code": idioma}, "components": componentes(variables, botones)}),
            ),
        };
        json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": self.para.trim_start_matches('+'),
            "type": tipo, tipo: contenido, "biz_opaque_callback_data": self.message_id.to_string(),
        })
    }
}

fn componentes(variables: &[String], botones: &[Boton]) -> Vec<Value> {
    let texto = |texto: &String| json!({"type": "text", "text": texto});
    let cuerpo = json!({"type": "body", "parameters": variables.iter().map(texto).collect::<Vec<_>>()});
    let boton = |(n, boton): (usize, &Boton)| {
        let (tipo, dato) = match boton {
            Boton::Respuesta(dato) => ("quick_reply", json!({"type": "payload", "payload": dato})),
            // What copies is a link too, to the API.
            Boton::Enlace(dato) | Boton::Copiar(dato) => ("url", json!({"type": "text", "text": dato})),
        };
        json!({"type": "button", "sub_type": tipo, "index": n.to_string(), "parameters": [dato]})
    };
    std::iter::once(cuerpo).chain(botones.iter().enumerate().map(boton)).collect()
}

impl Molde {
    /// The words as somebody reads them.
    pub fn texto(&self, variables: &[String]) -> String {
        let puesta = |texto: String, (n, valor): (usize, &String)| texto.replace(&format!("{{{{{n}}}}}"), valor);
        (1..).zip(variables).fold(self.cuerpo.to_owned(), puesta)
    }

    /// `enlaces`: what every link begins with.
    pub(super) fn pedido(&self, enlaces: &str) -> Value {
        let (clase, partes) = match self.copiar {
            Some(texto) => ("AUTHENTICATION", partes_de_codigo(texto)),
            None => ("UTILITY", self.partes(enlaces)),
        };
        json!({"name": self.nombre, "language": IDIOMA, "category": clase, "components": partes})
    }

    fn partes(&self, enlaces: &str) -> Vec<Value> {
        let mut botones: Vec<Value> =
            self.respuestas.iter().map(|texto| json!({"type": "QUICK_REPLY", "text": texto})).collect();
        botones.extend(self.enlace.map(|texto| {
            json!({"type": "URL", "text": texto, "url": format!("{enlaces}{{{{1}}}}"), "example": [format!("{enlaces}a1b2c3")]})
        }));
        let cuerpo = json!({"type": "BODY", "text": self.cuerpo, "example": {"body_text": [self.ejemplos]}});
        let botones = (!botones.is_empty()).then(|| json!({"type": "BUTTONS", "buttons": botones}));
        std::iter::once(cuerpo).chain(botones).collect()
    }
}

fn partes_de_codigo(copiar: &str) -> Vec<Value> {
    let boton = json!({"type": "OTP", "otp_type": "COPY_CODE", "text": copiar});
    vec![json!({"type": "BODY", "add_security_recommendation": true}), json!({"type": "BUTTONS", "buttons": [boton]})]
}
