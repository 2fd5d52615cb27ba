//! Every variable the program reads, in one place. A bad one stops the start with the name of the variable.

use std::env;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::values::llave::Llave;

/// Variable, default, meaning: `.env.example` says the same.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    ("LISTEN", "", "Address to serve on; empty means 127.0.0.1:$PORT"),
    ("PORT", "8080", "Port on 127.0.0.1 when LISTEN is empty"),
    ("PUBLIC_URL", "", "Address people type, https://… behind nginx; empty means http://<LISTEN>"),
    ("DATABASE_URL", "", "Server to use, as role app; empty runs a private cluster in DATA_DIR"),
    (
        "DATABASE_OWNER_URL",
        "",
        "The same database as role dueno, for migrations; required with DATABASE_URL by migrate",
    ),
    (
        "DATABASE_READ_URL",
        "",
        "A streaming replica of DATABASE_URL, as role app, from which reports are read while it keeps up; empty reads all from the one",
    ),
    (
        "DATA_DIR",
        "",
        "Folder of the private cluster and of the key; empty chooses one per checkout, in /var/lib/antesala for root, in antesala of XDG_DATA_HOME or ~/.local/share for others",
    ),
    (
        "SEAL_KEY",
        "",
        "Key of the audit's seals and of second factors, 64 hexadecimal digits, never kept in the database, the same for all processes; empty takes the one in DATA_DIR, and with DATABASE_URL seals nothing and checks no code",
    ),
    ("PG_BIN", "", "Folder of PostgreSQL's binaries for the private cluster; empty takes the newest installed"),
    ("POOL_MAX", "16", "Connections of one process, 2 to 200"),
    (
        "REQUEST_SECONDS",
        "20",
        "How long a request may wait for its answer in seconds, 1 to 300; what it began still ends",
    ),
    ("TRUSTED_PROXIES", "", "Addresses whose X-Forwarded-For is believed, comma separated"),
    (
        "SMTP_URL",
        "",
        "smtps:// or smtp:// server of outgoing mail, STARTTLS demanded unless ?tls=none; empty sends nothing",
    ),
    ("MAIL_FROM", "Antesala <no-responder@localhost>", "Sender of outgoing mail"),
    (
        "MAIL_PER_MINUTE",
        "600",
        "Messages of one clinic that leave in a minute, 1 to 1000000; half as many again go to one domain from all of them",
    ),
    ("WHATSAPP_URL", "https://graph.facebook.com/v25.0", "WhatsApp's Cloud API, up to its version"),
    ("WHATSAPP_TOKEN", "", "Token of a system user of that API; empty sends nothing by WhatsApp"),
    ("WHATSAPP_APP_SECRET", "", "What the API signs its events with; empty takes none"),
    ("WHATSAPP_VERIFY_TOKEN", "", "What the API says when it is told where its events go; empty is told nothing"),
    ("DEV", "", "1 adds /ui and /correo, and shows causes of internal errors"),
    ("LOG_FORMAT", "text", "text or json"),
    (
        "RUST_LOG",
        "info,lettre=warn",
        "Filter of the log, as tracing-subscriber reads it; one that it cannot read counts as empty",
    ),
];

#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: String,
    pub database: Option<Externa>,
    pub data_dir: Option<PathBuf>,
    pub seal_key: Option<Llave>,
    pub pool_max: u32,
    pub request_time: Duration,
    pub trusted_proxies: Vec<IpAddr>,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub mail_per_minute: u32,
    pub whatsapp: Whatsapp,
    pub dev: bool,
    pub log_json: bool,
}

/// Without its token nothing leaves that way, and without its secret nothing is believed.
#[derive(Clone)]
pub struct Whatsapp {
    pub url: String,
    pub token: Option<String>,
    pub app_secret: Option<String>,
    pub verify_token: Option<String>,
}

impl std::fmt::Debug for Whatsapp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Whatsapp({})", self.url)
    }
}

/// A server that is not ours.
#[derive(Debug, Clone)]
pub struct Externa {
    pub url_app: String,
    pub url_dueno: Option<String>,
    pub url_replica: Option<String>,
}

#[derive(Debug)]
pub struct Invalida {
    pub variable: &'static str,
    pub motivo: String,
}

impl std::fmt::Display for Invalida {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.variable, self.motivo)
    }
}

impl std::error::Error for Invalida {}

impl Config {
    pub fn del_entorno() -> Result<Self, Invalida> {
        Self::leer(|nombre| env::var(nombre).ok())
    }

    /// `leer` answers the raw value of a variable; an empty one counts as absent.
    pub fn leer(leer: impl Fn(&str) -> Option<String>) -> Result<Self, Invalida> {
        let valor = |nombre: &'static str| leer(nombre).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let listen = direccion(valor("LISTEN"), valor("PORT"))?;
        let public_url = valor("PUBLIC_URL").unwrap_or_else(|| format!("http://{listen}"));
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            return Err(Invalida { variable: "PUBLIC_URL", motivo: "must start with http:// or https://".into() });
        }
        Ok(Self {
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            database: externa(valor("DATABASE_URL"), valor("DATABASE_OWNER_URL"), valor("DATABASE_READ_URL"))?,
            data_dir: valor("DATA_DIR").map(PathBuf::from),
            seal_key: llave(valor("SEAL_KEY"))?,
            pool_max: numero("POOL_MAX", valor("POOL_MAX"), 16, 2..=200)?,
            request_time: Duration::from_secs(numero("REQUEST_SECONDS", valor("REQUEST_SECONDS"), 20, 1..=300)?.into()),
            trusted_proxies: proxies(valor("TRUSTED_PROXIES"))?,
            smtp_url: valor("SMTP_URL"),
            mail_from: valor("MAIL_FROM").unwrap_or_else(|| "Antesala <no-responder@localhost>".into()),
            mail_per_minute: numero("MAIL_PER_MINUTE", valor("MAIL_PER_MINUTE"), 600, 1..=1_000_000)?,
            whatsapp: Whatsapp {
                url: valor("WHATSAPP_URL").unwrap_or_else(|| "https://graph.facebook.com/v25.0".into()),
                token: valor("WHATSAPP_TOKEN"),
                app_secret: valor("WHATSAPP_APP_SECRET"),
                verify_token: valor("WHATSAPP_VERIFY_TOKEN"),
            },
            dev: bandera("DEV", valor("DEV"))?,
            log_json: formato(valor("LOG_FORMAT"))?,
        })
    }

    /// Cookies are marked Secure exactly when people reach us by https.
    pub fn segura(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn direccion(listen: Option<String>, port: Option<String>) -> Result<SocketAddr, Invalida> {
    let puerto = numero("PORT", port, 8080, 0..=65535)?;
    let texto = listen.unwrap_or_else(|| format!("127.0.0.1:{puerto}"));
    texto.parse().map_err(|e| Invalida { variable: "LISTEN", motivo: format!("{texto:?} is no address: {e}") })
}

fn externa(
    url_app: Option<String>,
    url_dueno: Option<String>,
    url_replica: Option<String>,
) -> Result<Option<Externa>, Invalida> {
    match (url_app, url_replica) {
        (Some(url_app), url_replica) => Ok(Some(Externa { url_app, url_dueno, url_replica })),
        (None, Some(_)) => Err(Invalida { variable: "DATABASE_READ_URL", motivo: "needs DATABASE_URL".into() }),
        (None, None) => Ok(None),
    }
}

fn numero(
    variable: &'static str,
    valor: Option<String>,
    defecto: u32,
    rango: std::ops::RangeInclusive<u32>,
) -> Result<u32, Invalida> {
    let Some(texto) = valor else { return Ok(defecto) };
    let mal = || Invalida {
        variable,
        motivo: format!("{texto:?} must be a number from {} to {}", rango.start(), rango.end()),
    };
    texto.parse().ok().filter(|n| rango.contains(n)).ok_or_else(mal)
}

fn llave(valor: Option<String>) -> Result<Option<Llave>, Invalida> {
    let mal = || Invalida { variable: "SEAL_KEY", motivo: "must be 64 hexadecimal digits".into() };
    valor.map(|texto| Llave::parse(&texto).ok_or_else(mal)).transpose()
}

fn bandera(variable: &'static str, valor: Option<String>) -> Result<bool, Invalida> {
    match valor.as_deref() {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(otro) => Err(Invalida { variable, motivo: format!("{otro:?} must be 0 or 1") }),
    }
}

fn formato(valor: Option<String>) -> Result<bool, Invalida> {
    match valor.as_deref() {
        None | Some("text") => Ok(false),
        Some("json") => Ok(true),
        Some(otro) => Err(Invalida { variable: "LOG_FORMAT", motivo: format!("{otro:?} must be text or json") }),
    }
}

fn proxies(valor: Option<String>) -> Result<Vec<IpAddr>, Invalida> {
    valor
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| t.parse().map_err(|e| Invalida { variable: "TRUSTED_PROXIES", motivo: format!("{t:?}: {e}") }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn con(pares: &[(&str, &str)]) -> Result<Config, Invalida> {
        let pares: Vec<(String, String)> = pares.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
        Config::leer(move |nombre| pares.iter().find(|(n, _)| n == nombre).map(|(_, v)| v.clone()))
    }

    #[test]
    fn sin_variables_sirve_en_el_8080_local() {
        let config = con(&[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert!(config.database.is_none() && !config.segura());
    }

    #[test]
    fn una_variable_mala_se_nombra() {
        for (nombre, valor) in [
            ("PORT", "x"),
            ("POOL_MAX", "1"),
            ("DEV", "si"),
            ("LOG_FORMAT", "xml"),
            ("PUBLIC_URL", "clinica.cl"),
            ("SEAL_KEY", "abc"),
            ("DATABASE_READ_URL", "postgres://app@replica/antesala"),
        ] {
            assert_eq!(con(&[(nombre, valor)]).unwrap_err().variable, nombre);
        }
        assert_eq!(con(&[("TRUSTED_PROXIES", "10.0.0.1, casa")]).unwrap_err().variable, "TRUSTED_PROXIES");
    }

    #[test]
    fn el_ejemplo_documenta_cada_variable() {
        let ejemplo = include_str!("../.env.example");
        for (nombre, defecto, sentido) in VARIABLES {
            let entrada = format!("# {sentido}\n{nombre}={defecto}\n");
            assert!(ejemplo.contains(&entrada), ".env.example lacks\n{entrada}");
        }
    }
}
