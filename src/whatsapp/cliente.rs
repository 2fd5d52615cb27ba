//! The way out: a pool of connections to the API. Its base is a setting, so that tests speak to one of theirs.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper::http::request::Builder;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde_json::Value;

use super::falla::clasificar;
use super::saliente::{Molde, Saliente};
use crate::mail::{Cortacircuito, Falla};

/// Of one exchange, shorter than the lease.
const PLAZO: Duration = Duration::from_secs(30);
/// Idle connections are let go before the other end does it.
const OCIO: Duration = Duration::from_secs(50);
const RESPUESTA_MAX: usize = 256 * 1024;

#[derive(Clone)]
pub struct Cliente {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
    autorizacion: String,
    pub cortacircuito: Cortacircuito,
}

impl Cliente {
    /// `base`: up to the version, `https://graph.facebook.com/v25.0`; the token travels in clear to this machine alone. The error is a sentence for whoever starts the program.
    pub fn nuevo(base: &str, token: &str) -> Result<Self, String> {
        let uri: Uri = base.parse().map_err(|e| format!("WHATSAPP_URL: {e}"))?;
        let segura = match uri.scheme_str() {
            Some("https") => uri.host().is_some(),
            Some("http") => uri.host().is_some_and(es_esta_maquina),
            _ => false,
        };
        if !segura {
            return Err("WHATSAPP_URL: must start with https://".into());
        }
        let conector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
        let http =
            Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(OCIO).build(conector);
        Ok(Self {
            http,
            base: base.trim_end_matches('/').to_owned(),
            autorizacion: format!("Bearer {token}"),
            cortacircuito: Cortacircuito::default(),
        })
    }

    /// From a number of ours, by its id; answers the id that the API gives the message.
    pub async fn enviar(&self, numero_id: &str, saliente: &Saliente) -> Result<String, Falla> {
        let respuesta = self.postear(&format!("{numero_id}/messages"), &saliente.cuerpo()).await?;
        let id = respuesta.pointer("/messages/0/id").and_then(Value::as_str);
        // It left all the same: what is said of it later names the row.
        Ok(id.unwrap_or_default().to_owned())
    }

    /// Asks for a template to be approved in an account, unless it was asked for before; answers how it stands: `PENDING`, `APPROVED`…
    pub async fn pedir_plantilla(&self, cuenta_id: &str, molde: &Molde, enlaces: &str) -> Result<String, Falla> {
        let ruta = format!("{cuenta_id}/message_templates");
        let pregunta = self.pedido(Method::GET, &format!("{ruta}?fields=name,status&name={}", molde.nombre));
        let dicho = self.hablar(pregunta, String::new()).await?;
        let mut hechas = dicho.get("data").and_then(Value::as_array).into_iter().flatten();
        let la_suya = |hecha: &&Value| hecha.get("name").and_then(Value::as_str) == Some(molde.nombre);
        let respuesta = match hechas.find(la_suya) {
            Some(hecha) => hecha.clone(),
            None => self.postear(&ruta, &molde.pedido(enlaces)).await?,
        };
        Ok(respuesta.get("status").and_then(Value::as_str).unwrap_or("PENDING").to_owned())
    }

    async fn postear(&self, ruta: &str, cuerpo: &Value) -> Result<Value, Falla> {
        let pedido = self.pedido(Method::POST, ruta).header(CONTENT_TYPE, "application/json");
        self.hablar(pedido, cuerpo.to_string()).await
    }

    fn pedido(&self, metodo: Method, ruta: &str) -> Builder {
        Request::builder().method(metodo).uri(format!("{}/{ruta}", self.base)).header(AUTHORIZATION, &self.autorizacion)
    }

    async fn hablar(&self, pedido: Builder, cuerpo: String) -> Result<Value, Falla> {
        let pedido = pedido.body(Full::from(cuerpo)).map_err(|_error| Falla::permanente("wa_no_se_compone"))?;
        let plazo = tokio::time::timeout(PLAZO, self.preguntar(pedido)).await;
        plazo.unwrap_or_else(|_| Err(Falla::del_servidor("wa_tiempo")))
    }

    async fn preguntar(&self, pedido: Request<Full<Bytes>>) -> Result<Value, Falla> {
        let caida = |_error| Falla::del_servidor("wa_conexion");
        let respuesta = self.http.request(pedido).await.map_err(caida)?;
        let estado = respuesta.status();
        let cuerpo = Limited::new(respuesta.into_body(), RESPUESTA_MAX).collect().await;
        let bytes = cuerpo.map_err(|_error| Falla::del_servidor("wa_conexion"))?.to_bytes();
        let dicho: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        if estado == StatusCode::OK {
            return Ok(dicho);
        }
        Err(clasificar(estado.as_u16(), dicho.pointer("/error/code").and_then(Value::as_i64)))
    }
}

fn es_esta_maquina(anfitrion: &str) -> bool {
    anfitrion == "localhost"
        || anfitrion.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_llave_no_viaja_en_claro_fuera_de_esta_maquina() {
        for (url, sirve) in [
            ("https://graph.facebook.com/v25.0", true),
            ("http://127.0.0.1:8080/v25.0/", true),
            ("http://localhost:8080", true),
            ("http://[::1]:8080", true),
            ("http://graph.facebook.com/v25.0", false),
            ("http://127.0.0.1.ejemplo.cl", false),
            ("graph.facebook.com", false),
            ("ftp://localhost", false),
            ("", false),
        ] {
            assert_eq!(Cliente::nuevo(url, "llave").is_ok(), sirve, "{url}");
        }
    }
}
