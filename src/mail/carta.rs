//! The words of one message without their layout: what is stored, and what text and HTML are both drawn from.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carta {
    pub saludo: String,
    pub parrafos: Vec<String>,
    /// Name and value, e.g. `("Folio", "128")`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filas: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enlace: Option<Enlace>,
    /// Why this was received, in small print.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nota: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enlace {
    pub texto: String,
    pub destino: Destino,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destino {
    /// A path of ours.
    Ruta(String),
    /// A single-use link to choose a password. Its token is minted when the message is sent: none is ever stored.
    Clave { usuario_id: i64, motivo: String },
    /// Where its patient answers for a cita; minted in the same way.
    Cita { cita_id: i64 },
    /// Where somebody who waits says yes to an hour; minted in the same way.
    Oferta { oferta_id: i64 },
    /// Where somebody says how a visit was; in the same way.
    Encuesta { encuesta_id: i64 },
}

/// How whoever gets a letter says that they want no more of these (RFC 8058).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renuncia {
    /// As in «Para no recibir más encuestas».
    pub a: &'static str,
    pub url: String,
}

impl Renuncia {
    pub(super) fn texto(&self) -> String {
        format!("Para no recibir más {}", self.a)
    }
}

impl Carta {
    /// The plain text part; `firma` is the clinic's name and `url` where the link goes.
    pub fn texto(&self, firma: &str, url: &str, renuncia: Option<&Renuncia>) -> String {
        let filas = self.filas.iter().map(|(nombre, valor)| format!("{nombre}: {valor}")).collect::<Vec<_>>();
        let mut bloques = vec![self.saludo.clone()];
        bloques.extend(self.parrafos.iter().cloned());
        bloques.push(filas.join("\n"));
        bloques.extend(self.enlace.as_ref().map(|enlace| format!("{}:\n{url}", enlace.texto)));
        bloques.push(firma.to_owned());
        bloques.push(self.nota.clone());
        bloques.extend(renuncia.map(|renuncia| format!("{}:\n{}", renuncia.texto(), renuncia.url)));
        bloques.retain(|bloque| !bloque.is_empty());
        bloques.join("\n\n") + "\n"
    }
}
