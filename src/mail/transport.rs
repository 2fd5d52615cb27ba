//! The way out: a pool of SMTP connections, and what a refusal means for the next attempt.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::cortacircuito::Cortacircuito;
use super::falla::{Culpa, Falla};

/// Of each exchange with the server, not of the whole sending.
const ESPERA: Duration = Duration::from_secs(15);
const CONEXIONES: u32 = 8;

#[derive(Clone)]
pub struct Transporte {
    smtp: AsyncSmtpTransport<Tokio1Executor>,
    remitente: Address,
    pub cortacircuito: Cortacircuito,
}

impl Transporte {
    /// `smtps://` speaks TLS from the first byte. `smtp://` demands STARTTLS, unless the server is this machine or the
    /// address says `?tls=none`. Of `remitente`, `Name <a@b.cl>`, the address counts: the name shown is each clinic's. The error is a sentence for whoever starts the program, without the password.
    pub fn nuevo(url: &str, remitente: &str) -> Result<Self, String> {
        let remitente: Mailbox = remitente.parse().map_err(|e: AddressError| format!("MAIL_FROM: {e}"))?;
        let constructor =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&con_cifrado(url)).map_err(|e| format!("SMTP_URL: {e}"))?;
        let smtp = constructor.timeout(Some(ESPERA)).pool_config(PoolConfig::new().max_size(CONEXIONES)).build();
        Ok(Self { smtp, remitente: remitente.email, cortacircuito: Cortacircuito::default() })
    }

    /// The address a message leaves from, unless an earlier attempt already left from another.
    pub fn remitente(&self) -> &str {
        self.remitente.as_ref()
    }

    pub async fn enviar(&self, mensaje: Message) -> Result<(), Falla> {
        self.smtp.send(mensaje).await.map(drop).map_err(|error| clasificar(&error))
    }

    /// Says goodbye to the server on every idle connection.
    pub async fn cerrar(&self) {
        self.smtp.shutdown().await;
    }
}

fn con_cifrado(url: &str) -> String {
    if let Some(plano) = url.strip_suffix("?tls=none") {
        return plano.to_owned();
    }
    let decidido = !url.starts_with("smtp://") || url.contains("tls=") || es_local(url);
    if decidido { url.to_owned() } else { format!("{url}?tls=required") }
}

fn es_local(url: &str) -> bool {
    let autoridad = url.trim_start_matches("smtp://").split(['/', '?']).next().unwrap_or_default();
    let anfitrion = autoridad.rsplit('@').next().unwrap_or_default();
    let sin_puerto = anfitrion.rsplit_once(':').map_or(anfitrion, |(nombre, _)| nombre);
    sin_puerto == "localhost"
        || sin_puerto.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn clasificar(error: &Error) -> Falla {
    if let Some(codigo) = error.status() {
        let codigo = codigo.to_string();
        // 53x speaks of our own credentials and 521 of a host that takes no mail: no address is to blame.
        let es_nuestro = codigo.starts_with("53") || codigo == "521";
        let politica = es_politica(&error.to_string());
        let culpa = match codigo.as_str() {
            _ if es_nuestro || codigo == "421" => Culpa::Servidor,
            // RFC 5321 gives these to a mailbox that is not, and to one that cannot be named.
            "550" | "551" | "553" if !politica => Culpa::Direccion,
            _ => Culpa::Mensaje,
        };
        let codigo = format!("smtp_{codigo}{}", if politica { "_politica" } else { "" });
        return Falla { permanente: error.is_permanent() && !es_nuestro, codigo, culpa };
    }
    let clase = if error.is_timeout() {
        "tiempo"
    } else if error.is_tls() || no_se_entienden(error) {
        "cifrado"
    } else {
        "conexion"
    };
    Falla::del_servidor(clase)
}

/// What came back was no TLS: rustls says so by the kind of its error.
fn no_se_entienden(error: &Error) -> bool {
    let mut causa = error.source();
    while let Some(esta) = causa {
        if esta.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        causa = esta.source();
    }
    false
}

/// A refusal that speaks of who sends, or of what is sent, has an enhanced status (RFC 3463) whose subject is not an address: `550 5.7.1`.
fn es_politica(respuesta: &str) -> bool {
    let subestado = respuesta.split_whitespace().find_map(|palabra| palabra.strip_prefix("5."));
    subestado.is_some_and(|resto| resto.contains('.') && !resto.starts_with("1."))
}

#[cfg(test)]
mod tests {
    use super::{con_cifrado, es_politica};

    #[test]
    fn una_negativa_por_politica_no_es_de_la_direccion() {
        assert!(es_politica("permanent error (550): 5.7.1 blocked by policy"));
        for otra in [
            "permanent error (550): 5.1.1 no such user",
            "permanent error (550): no such user",
            "permanent error (550): 5.1 what",
        ] {
            assert!(!es_politica(otra), "{otra}");
        }
    }

    #[test]
    fn smtp_hacia_afuera_exige_starttls() {
        for (url, esperado) in [
            ("smtp://a:b@correo.example.cl", "smtp://a:b@correo.example.cl?tls=required"),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
            ("smtp://localhost", "smtp://localhost"),
            ("smtp://localhost.example.cl:25", "smtp://localhost.example.cl:25?tls=required"),
            ("smtp://relay:25?tls=none", "smtp://relay:25"),
            ("smtps://correo.example.cl", "smtps://correo.example.cl"),
        ] {
            assert_eq!(con_cifrado(url), esperado, "{url}");
        }
    }
}
