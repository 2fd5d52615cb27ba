//! One person at a browser: a cookie jar, redirects off. Uses routes only.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use antesala::web::{csrf, session};
use poem::endpoint::BoxEndpoint;
use poem::http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request};
use scraper::{Html, Selector};

const CORTE: &str = "antesala-corte";

#[derive(Clone)]
pub struct Navegador {
    endpoint: Arc<BoxEndpoint<'static>>,
    galletas: Arc<Mutex<BTreeMap<String, String>>>,
    cabeceras: Vec<(&'static str, String)>,
}

impl Navegador {
    pub(super) fn nuevo(endpoint: Arc<BoxEndpoint<'static>>) -> Self {
        Self { endpoint, galletas: Arc::default(), cabeceras: Vec::new() }
    }

    pub fn con_galleta(self, nombre: &str, valor: &str) -> Self {
        self.galletas.lock().unwrap().insert(nombre.into(), valor.into());
        self
    }

    pub fn galleta(&self, nombre: &str) -> Option<String> {
        self.galletas.lock().unwrap().get(nombre).cloned()
    }

    pub fn con_cabecera(mut self, nombre: &'static str, valor: &str) -> Self {
        self.cabeceras.push((nombre, valor.into()));
        self
    }

    /// Asks as htmx does for a part of the page.
    pub fn htmx(&self) -> Self {
        self.clone().con_cabecera("HX-Request", "true").con_cabecera("HX-Request-Type", "partial")
    }

    pub async fn get(&self, url: &str) -> Respuesta {
        self.enviar(self.pedido(url).finish()).await
    }

    pub async fn head(&self, url: &str) -> Respuesta {
        self.enviar(self.pedido(url).method(poem::http::Method::HEAD).finish()).await
    }

    /// With the token that a page of this browser would carry.
    pub async fn post(&self, url: &str, campos: &[(&str, &str)]) -> Respuesta {
        let mut campos = campos.to_vec();
        let token = self.csrf();
        campos.push(("csrf", &token));
        self.post_crudo(url, &campos).await
    }

    /// Exactly these fields.
    pub async fn post_crudo(&self, url: &str, campos: &[(&str, &str)]) -> Respuesta {
        let cuerpo = serde_html_form::to_string(campos).unwrap();
        let pedido = self
            .pedido(url)
            .method(poem::http::Method::POST)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(cuerpo);
        self.enviar(pedido).await
    }

    /// As another server does: these bytes, with no cookie and no token.
    pub async fn post_json(&self, url: &str, cabeceras: &[(&'static str, &str)], cuerpo: &[u8]) -> Respuesta {
        let pedido = Request::builder().uri(url.parse().unwrap()).method(poem::http::Method::POST);
        let pedido = cabeceras.iter().fold(pedido, |p, (nombre, valor)| p.header(*nombre, *valor));
        self.enviar(pedido.header(header::CONTENT_TYPE, "application/json").body(cuerpo.to_vec())).await
    }

    /// A form with a file in its field `archivo`, and the token of this browser.
    pub async fn subir(&self, url: &str, campos: &[(&str, &str)], nombre: &str, bytes: &[u8]) -> Respuesta {
        let token = self.csrf();
        let mut cuerpo = Vec::new();
        for (campo, valor) in campos.iter().chain(&[("csrf", token.as_str())]) {
            let parte = format!("--{CORTE}\r\nContent-Disposition: form-data; name=\"{campo}\"\r\n\r\n{valor}\r\n");
            cuerpo.extend(parte.into_bytes());
        }
        let cabeza = format!("name=\"archivo\"; filename=\"{nombre}\"\r\nContent-Type: application/octet-stream");
        cuerpo.extend(format!("--{CORTE}\r\nContent-Disposition: form-data; {cabeza}\r\n\r\n").into_bytes());
        cuerpo.extend_from_slice(bytes);
        cuerpo.extend(format!("\r\n--{CORTE}--\r\n").into_bytes());
        let tipo = format!("multipart/form-data; boundary={CORTE}");
        let pedido = self.pedido(url).method(poem::http::Method::POST).header(header::CONTENT_TYPE, tipo);
        self.enviar(pedido.body(cuerpo)).await
    }

    pub fn csrf(&self) -> String {
        let raiz = self.galleta(session::SESION).or_else(|| self.galleta(session::VISITA)).unwrap_or_default();
        csrf::token(&raiz)
    }

    fn pedido(&self, url: &str) -> poem::RequestBuilder {
        let galletas = self.galletas.lock().unwrap();
        let texto = galletas.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        let mut pedido = Request::builder().uri(url.parse().unwrap()).header(header::HOST, "antesala.test");
        if !texto.is_empty() {
            pedido = pedido.header(header::COOKIE, texto);
        }
        self.cabeceras.iter().fold(pedido, |p, (n, v)| p.header(*n, v))
    }

    async fn enviar(&self, pedido: Request) -> Respuesta {
        let respuesta = self.endpoint.get_response(pedido).await;
        let (partes, cuerpo) = respuesta.into_parts();
        self.guardar_galletas(&partes.headers);
        // A live stream has no end to wait for.
        let vivo = partes.headers.get(header::CONTENT_TYPE).is_some_and(|tipo| tipo == "text/event-stream");
        let bytes = if vivo { Vec::new() } else { cuerpo.into_vec().await.unwrap() };
        Respuesta {
            estado: partes.status,
            cabeceras: partes.headers,
            cuerpo: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    fn guardar_galletas(&self, cabeceras: &HeaderMap) {
        let mut galletas = self.galletas.lock().unwrap();
        for valor in cabeceras.get_all(header::SET_COOKIE) {
            let texto = valor.to_str().unwrap();
            let (nombre, resto) = texto.split_once('=').unwrap();
            let valor = resto.split(';').next().unwrap_or_default();
            if valor.is_empty() || texto.contains("Max-Age=0") {
                galletas.remove(nombre);
            } else {
                galletas.insert(nombre.into(), valor.into());
            }
        }
    }
}

#[derive(Debug)]
pub struct Respuesta {
    pub estado: StatusCode,
    pub cabeceras: HeaderMap,
    pub cuerpo: String,
    /// As it travelled, compressed or not.
    pub bytes: Vec<u8>,
}

impl Respuesta {
    /// Asserts the status, and shows the body when it is another one.
    #[track_caller]
    pub fn es(self, estado: u16) -> Self {
        assert_eq!(self.estado.as_u16(), estado, "{:?}\n{}", self.cabeceras, self.cuerpo);
        self
    }

    pub fn cabecera(&self, nombre: &str) -> Option<&str> {
        self.cabeceras.get(nombre).and_then(|v| v.to_str().ok())
    }

    /// Where a redirect leads, for a browser or for htmx.
    #[track_caller]
    pub fn destino(&self) -> &str {
        self.cabecera("Location").or_else(|| self.cabecera("HX-Redirect")).expect("no redirect")
    }

    /// The texts of what the selector finds, spaces collapsed.
    pub fn textos(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.cuerpo);
        html.select(&Selector::parse(selector).unwrap())
            .map(|e| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[track_caller]
    pub fn texto(&self, selector: &str) -> String {
        self.textos(selector).into_iter().next().unwrap_or_else(|| panic!("nothing is {selector} in\n{}", self.cuerpo))
    }

    pub fn hay(&self, selector: &str) -> bool {
        !self.textos(selector).is_empty()
    }

    /// An attribute of each element found that has it.
    pub fn atributos(&self, selector: &str, nombre: &str) -> Vec<String> {
        let (html, selector) = (Html::parse_document(&self.cuerpo), Selector::parse(selector).unwrap());
        html.select(&selector).filter_map(|e| Some(e.value().attr(nombre)?.to_owned())).collect()
    }

    /// An attribute of the first element found.
    #[track_caller]
    pub fn atributo(&self, selector: &str, nombre: &str) -> String {
        let html = Html::parse_document(&self.cuerpo);
        let encontrado = html.select(&Selector::parse(selector).unwrap()).next().and_then(|e| e.value().attr(nombre));
        encontrado.unwrap_or_else(|| panic!("no {selector} with {nombre} in\n{}", self.cuerpo)).to_owned()
    }
}
