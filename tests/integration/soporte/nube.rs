//! A server on loopback that behaves as the Cloud API of WhatsApp does, refusals included. Nothing sent to it leaves the machine.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use antesala::whatsapp::Cliente;
use poem::endpoint::make_sync;
use poem::http::{Method, StatusCode};
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{EndpointExt, IntoResponse, Request, Response, Server};
use serde_json::{Value, json};
use tokio::task::AbortHandle;

const TOKEN: &str = "llave-de-prueba";
/// Of HTTP, for the refusals that are not 400.
const ESTADOS: &[(i64, u16)] = &[(190, 401), (130_429, 429), (131_056, 429), (132_001, 404), (2, 503), (131_000, 500)];

#[derive(Clone)]
pub struct Nube {
    estado: Arc<Mutex<Estado>>,
    direccion: String,
    _servidor: Arc<Apagado>,
}

struct Apagado(AbortHandle);

impl Drop for Apagado {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[derive(Default)]
struct Estado {
    /// What was taken, with the number it was sent from.
    mensajes: Vec<(String, Value)>,
    /// What is said to the next ones.
    negativas: VecDeque<i64>,
    /// What is always said to a phone.
    de_telefono: HashMap<String, i64>,
    plantillas: Vec<Value>,
}

impl Nube {
    pub async fn abrir() -> Self {
        let puerta = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let direccion = puerta.local_addr().remove(0).as_socket_addr().unwrap().to_string();
        let estado = Arc::<Mutex<Estado>>::default();
        let suyo = Arc::clone(&estado);
        let atiende = make_sync(|_| ()).around(move |_, pedido: Request| {
            let suyo = Arc::clone(&suyo);
            async move { Ok(atender(&suyo, pedido).await) }
        });
        let tarea = tokio::spawn(async move { Server::new_with_acceptor(puerta).run(atiende.boxed()).await.unwrap() });
        Self { estado, direccion, _servidor: Arc::new(Apagado(tarea.abort_handle())) }
    }

    pub fn cliente(&self) -> Cliente {
        self.cliente_con(TOKEN)
    }

    pub fn cliente_con(&self, token: &str) -> Cliente {
        Cliente::nuevo(&format!("http://{}/v25.0", self.direccion), token).unwrap()
    }

    /// The next message is refused so.
    pub fn negar(&self, codigo: i64) {
        self.estado.lock().unwrap().negativas.push_back(codigo);
    }

    /// Every message to that phone is refused so.
    pub fn negar_a(&self, telefono: &str, codigo: i64) {
        self.estado.lock().unwrap().de_telefono.insert(telefono.trim_start_matches('+').into(), codigo);
    }

    /// What was taken, the first one first.
    pub fn mensajes(&self) -> Vec<Value> {
        self.estado.lock().unwrap().mensajes.iter().map(|(_, mensaje)| mensaje.clone()).collect()
    }

    pub fn numeros(&self) -> Vec<String> {
        self.estado.lock().unwrap().mensajes.iter().map(|(numero, _)| numero.clone()).collect()
    }

    /// Templates that were asked for.
    pub fn plantillas(&self) -> Vec<Value> {
        self.estado.lock().unwrap().plantillas.clone()
    }

    /// As the API calls the message number `n` that it took.
    pub fn wamid(n: usize) -> String {
        format!("wamid.{n}")
    }
}

async fn atender(estado: &Mutex<Estado>, mut pedido: Request) -> Response {
    if pedido.header("Authorization") != Some(&format!("Bearer {TOKEN}")) {
        return negativa(190);
    }
    let ruta = pedido.uri().path().to_owned();
    let partes: Vec<&str> = ruta.trim_start_matches("/v25.0/").split('/').collect();
    let cuerpo: Value = serde_json::from_slice(&pedido.take_body().into_vec().await.unwrap()).unwrap_or_default();
    let mut estado = estado.lock().unwrap();
    match (pedido.method().clone(), partes.as_slice()) {
        (Method::POST, [numero, "messages"]) => recibir(&mut estado, numero, cuerpo),
        (Method::GET, [_, "message_templates"]) => {
            let data: Vec<Value> =
                estado.plantillas.iter().map(|p| json!({"name": p["name"], "status": "APPROVED"})).collect();
            respuesta(&json!({"data": data}))
        }
        (Method::POST, [_, "message_templates"]) => {
            match estado.negativas.pop_front().or((!es_plantilla(&cuerpo)).then_some(100)) {
                Some(codigo) => negativa(codigo),
                None => {
                    let respuesta = respuesta(&json!({"id": "1", "status": "PENDING", "category": cuerpo["category"]}));
                    estado.plantillas.push(cuerpo);
                    respuesta
                }
            }
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One that carries a code has the API's own words and a button that copies it; any other has words of its own.
fn es_plantilla(cuerpo: &Value) -> bool {
    let partes = &cuerpo["components"];
    let boton = &partes[1]["buttons"][0];
    match cuerpo["category"].as_str() {
        Some("AUTHENTICATION") => {
            partes[0].get("text").is_none() && boton["type"] == "OTP" && boton["otp_type"] == "COPY_CODE"
        }
        Some("UTILITY") => partes[0]["text"].is_string() && boton["type"] != "OTP",
        _ => false,
    }
}

fn recibir(estado: &mut Estado, numero: &str, cuerpo: Value) -> Response {
    let para = cuerpo["to"].as_str().unwrap_or_default().to_owned();
    let negada = estado.negativas.pop_front().or_else(|| estado.de_telefono.get(&para).copied());
    // A variable that is empty or has more than one line is refused.
    let componentes = cuerpo["template"]["components"].as_array().cloned().unwrap_or_default();
    let variables = componentes.iter().flat_map(|c| c["parameters"].as_array().cloned().unwrap_or_default());
    let mala =
        variables.filter_map(|v| v["text"].as_str().map(str::to_owned)).any(|t| t.is_empty() || t.contains('\n'));
    if let Some(codigo) = negada.or(mala.then_some(132_000)) {
        return negativa(codigo);
    }
    let n = estado.mensajes.len();
    estado.mensajes.push((numero.to_owned(), cuerpo));
    respuesta(&json!({
        "messaging_product": "whatsapp", "contacts": [{"input": para, "wa_id": para}], "messages": [{"id": Nube::wamid(n)}]
    }))
}

fn respuesta(cuerpo: &Value) -> Response {
    Response::builder().content_type("application/json").body(cuerpo.to_string())
}

fn negativa(codigo: i64) -> Response {
    let estado = ESTADOS.iter().find(|(c, _)| *c == codigo).map_or(400, |(_, estado)| *estado);
    let cuerpo =
        json!({"error": {"message": "(#x) +56987654321", "type": "OAuthException", "code": codigo, "fbtrace_id": "x"}});
    Response::builder()
        .status(StatusCode::from_u16(estado).unwrap())
        .content_type("application/json")
        .body(cuerpo.to_string())
}
