//! One person at a browser, as light as it goes: a kept connection, a session, answers as they come over the wire.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Res;

/// Who asks and how: what changes from request to request is only the path.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Cookies, as a browser would send them.
    pub cookie: String,
    /// As htmx asks for a part of the page.
    pub fragment: bool,
    /// `br`, or nothing for a body that can be read.
    pub coding: &'static str,
}

pub struct Client {
    address: SocketAddr,
    manner: Manner,
    sender: SendRequest<Full<Bytes>>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Sends whoever asked on to another page, as after a success.
    pub fn went_on(&self) -> bool {
        self.status == 303 || self.headers.contains_key("HX-Redirect")
    }

    /// The path it sends to, without the server's name.
    pub fn went_to(&self) -> String {
        let to = self.headers.get("HX-Redirect").or_else(|| self.headers.get(header::LOCATION));
        to.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    pub fn is_html(&self) -> bool {
        self.header(header::CONTENT_TYPE).starts_with("text/html")
    }

    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a cookie that this answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let value = |text: &str| text.strip_prefix(name)?.strip_prefix('=')?.split(';').next().map(str::to_owned);
        set.filter_map(value).next_back()
    }

    pub fn expect(self, status: u16, what: &str) -> Res<Self> {
        if self.status == status {
            return Ok(self);
        }
        Err(format!("{what}: {} instead of {status}\n{}", self.status, self.text()).into())
    }
}

impl Client {
    pub async fn connect(address: SocketAddr, manner: Manner) -> Res<Self> {
        Ok(Self { address, manner, sender: dial(address).await? })
    }

    pub async fn get(&mut self, path: &str) -> Res<Answer> {
        let request = self.request("GET", path).body(Full::default())?;
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Res<Answer> {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(serde_html_form::to_string(fields)?))?;
        self.send(request).await
    }

    /// As another server sends, with its signature.
    pub async fn post_signed(&mut self, path: &str, signature: &str, body: String) -> Res<Answer> {
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.header("X-Hub-Signature-256", signature).body(Full::from(body))?).await
    }

    /// An answer without an end, as its pieces come.
    pub async fn listen(&mut self, path: &str) -> Res<Incoming> {
        let request = self.request("GET", path).body(Full::default())?;
        let answer = self.sender.send_request(request).await?;
        if answer.status() == 200 { Ok(answer.into_body()) } else { Err(format!("{path}: {}", answer.status()).into()) }
    }

    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, self.address.to_string());
        if !self.manner.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.manner.cookie);
        }
        if !self.manner.coding.is_empty() {
            request = request.header(header::ACCEPT_ENCODING, self.manner.coding);
        }
        if self.manner.fragment {
            request = request.header("HX-Request", "true").header("HX-Request-Type", "partial");
        }
        request
    }

    /// A connection that the server closed meanwhile is dialled again, before anything is sent on it.
    async fn send(&mut self, request: Request<Full<Bytes>>) -> Res<Answer> {
        if self.sender.ready().await.is_err() {
            self.sender = dial(self.address).await?;
        }
        let (parts, body) = Response::into_parts(self.sender.send_request(request).await?);
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body: body.collect().await?.to_bytes() })
    }
}

async fn dial(address: SocketAddr) -> Res<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // Its end is seen by whoever sends next.
    tokio::spawn(connection);
    Ok(sender)
}
