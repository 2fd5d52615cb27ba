//! One message made ready for the wire. The same row gives the same bytes, but for a link that opens a door: a second attempt is
//! recognisable as the first by its Message-ID, its date and its boundary.

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use uuid::Uuid;

use super::{Calendario, Carta, Falla, Renuncia, plantilla};
use crate::values::texto::nombre;

/// A PDF that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archivo {
    pub nombre: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Saliente {
    /// Address only; the name shown is the clinic's.
    pub remitente: String,
    pub clinica: String,
    pub nombre: String,
    pub direccion: String,
    pub asunto: String,
    pub carta: Carta,
    /// Where the link of the letter goes; empty without one.
    pub url: String,
    pub renuncia: Option<Renuncia>,
    /// The event that goes with the letter.
    pub calendario: Option<Calendario>,
    pub archivo: Option<Archivo>,
    pub message_id: Uuid,
    pub fecha: DateTime<Utc>,
}

impl Saliente {
    /// A header is one line, whatever somebody typed as a name.
    pub fn componer(&self) -> Result<Message, Falla> {
        let remitente = direccion(&self.remitente, Falla::permanente("remitente_invalido"))?;
        let destino = direccion(&self.direccion, Falla::direccion("direccion_invalida"))?;
        let mensaje = Message::builder()
            .message_id(Some(format!("<{}@{}>", self.message_id, remitente.domain())))
            .date(self.fecha.into())
            .from(Mailbox::new(Some(nombre(&self.clinica)), remitente))
            .to(Mailbox::new(Some(nombre(&self.nombre)).filter(|n| !n.is_empty()), destino))
            .subject(nombre(&self.asunto))
            // Out-of-office answers to a machine help nobody (RFC 3834).
            .raw_header(cabecera("Auto-Submitted", "auto-generated".into()));
        let mensaje = match &self.renuncia {
            Some(renuncia) => mensaje
                .raw_header(cabecera("List-Unsubscribe", format!("<{}>", renuncia.url)))
                .raw_header(cabecera("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into())),
            None => mensaje,
        };
        mensaje.multipart(self.cuerpo()).map_err(|error| {
            tracing::error!(error = %error, "a message could not be composed");
            Falla::permanente("no_se_compone")
        })
    }

    fn cuerpo(&self) -> MultiPart {
        let evento = self.calendario.as_ref().and_then(|calendario| self.evento(calendario));
        let adjuntos: Vec<SinglePart> = evento.into_iter().chain(self.archivo.as_ref().and_then(pdf)).collect();
        if adjuntos.is_empty() {
            return self.partes();
        }
        let mixto = MultiPart::mixed().boundary(format!("adjuntos-{}", self.message_id.simple()));
        adjuntos.into_iter().fold(mixto.multipart(self.partes()), MultiPart::singlepart)
    }

    fn evento(&self, calendario: &Calendario) -> Option<SinglePart> {
        let tipo = format!("text/calendar; charset=utf-8; method={}", calendario.metodo());
        let ics = calendario.ics(self.fecha, (&self.clinica, &self.remitente), (&self.nombre, &self.direccion));
        Some(Attachment::new("hora.ics".into()).body(ics, ContentType::parse(&tipo).ok()?))
    }

    fn partes(&self) -> MultiPart {
        let texto = self.carta.texto(&self.clinica, &self.url, self.renuncia.as_ref());
        let html = plantilla::html(&self.asunto, &self.carta, &self.clinica, &self.url, self.renuncia.as_ref());
        MultiPart::alternative()
            .boundary(format!("antesala-{}", self.message_id.simple()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(texto))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html.into_string()))
    }
}

fn cabecera(nombre: &'static str, valor: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(nombre), valor)
}

fn pdf(archivo: &Archivo) -> Option<SinglePart> {
    let tipo = ContentType::parse("application/pdf").ok()?;
    Some(Attachment::new(archivo.nombre.clone()).body(archivo.bytes.clone(), tipo))
}

fn direccion(texto: &str, falla: Falla) -> Result<Address, Falla> {
    texto.parse().or(Err(falla))
}
