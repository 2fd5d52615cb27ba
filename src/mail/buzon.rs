//! The inbox of demo, development and tests: a small real SMTP server on loopback that keeps the last messages in
//! memory. Nothing sent to it leaves the machine. Addresses that begin `rechazar@` are refused for good (550); those
//! that begin `tarde@` are told to come back (451) the first time.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

const CARTAS: usize = 200;
const DEMORADOS: usize = 1_000;
const BYTES_CARTA: usize = 4 * 1024 * 1024;
const BYTES_LINEA: u64 = 64 * 1024;

#[derive(Debug)]
pub struct Recibida {
    pub id: u64,
    pub de: String,
    pub para: Vec<String>,
    pub crudo: Vec<u8>,
    pub llegada: DateTime<Utc>,
}

/// Closes when the last copy is dropped.
#[derive(Clone)]
pub struct Buzon {
    interior: Arc<Interior>,
    direccion: SocketAddr,
    _servidor: Arc<Servidor>,
}

struct Servidor(AbortHandle);

impl Drop for Servidor {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Interior {
    estado: Mutex<Estado>,
    recibidas: watch::Sender<u64>,
}

#[derive(Default)]
struct Estado {
    cartas: VecDeque<Arc<Recibida>>,
    demorados: HashSet<String>,
}

impl Buzon {
    pub async fn abrir(direccion: SocketAddr) -> io::Result<Self> {
        let puerto = TcpListener::bind(direccion).await?;
        let direccion = puerto.local_addr()?;
        let interior = Arc::new(Interior { estado: Mutex::default(), recibidas: watch::Sender::new(0) });
        let tarea = tokio::spawn(escuchar(puerto, interior.clone()));
        Ok(Self { interior, direccion, _servidor: Arc::new(Servidor(tarea.abort_handle())) })
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.direccion)
    }

    /// The newest first.
    pub fn cartas(&self) -> Vec<Arc<Recibida>> {
        self.interior.estado().cartas.iter().rev().cloned().collect()
    }

    pub fn carta(&self, id: u64) -> Option<Arc<Recibida>> {
        self.interior.estado().cartas.iter().find(|c| c.id == id).cloned()
    }

    /// Waits until `cuantas` have arrived since it was opened.
    pub async fn esperar(&self, cuantas: u64) {
        // It cannot be closed while `self` holds the other end.
        let _ = self.interior.recibidas.subscribe().wait_for(|n| *n >= cuantas).await;
    }
}

impl Interior {
    fn estado(&self) -> MutexGuard<'_, Estado> {
        self.estado.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(clippy::disallowed_methods, reason = "when it truly arrived; no rule hangs from it")]
    fn guardar(&self, sobre: Sobre, crudo: Vec<u8>) {
        let mut estado = self.estado();
        let id = *self.recibidas.borrow() + 1;
        if estado.cartas.len() == CARTAS {
            estado.cartas.pop_front();
        }
        estado.cartas.push_back(Arc::new(Recibida { id, de: sobre.de, para: sobre.para, crudo, llegada: Utc::now() }));
        self.recibidas.send_replace(id);
    }

    fn destinatario(&self, sobre: &mut Sobre, direccion: String) -> &'static str {
        if direccion.starts_with("rechazar@") {
            return "550 no such user";
        }
        if direccion.starts_with("tarde@") && self.demorar(&direccion) {
            return "451 try again later";
        }
        sobre.para.push(direccion);
        "250 ok"
    }

    fn demorar(&self, direccion: &str) -> bool {
        let mut estado = self.estado();
        estado.demorados.len() < DEMORADOS && estado.demorados.insert(direccion.to_owned())
    }
}

async fn escuchar(puerto: TcpListener, interior: Arc<Interior>) {
    let mut sesiones = JoinSet::new();
    loop {
        tokio::select! {
            Ok((conexion, _)) = puerto.accept() => { sesiones.spawn(atender(conexion, interior.clone())); }
            Some(_) = sesiones.join_next() => {}
        }
    }
}

#[derive(Default)]
struct Sobre {
    de: String,
    para: Vec<String>,
}

async fn atender(conexion: TcpStream, interior: Arc<Interior>) -> io::Result<()> {
    // Each answer is short, and waited for.
    conexion.set_nodelay(true)?;
    let (lectura, mut escritura) = conexion.into_split();
    let mut lectura = BufReader::new(lectura);
    let mut sobre = Sobre::default();
    escritura.write_all(b"220 buzon.antesala ESMTP\r\n").await?;
    while let Some(linea) = leer_linea(&mut lectura).await? {
        let orden = String::from_utf8_lossy(&linea);
        let verbo = orden.split([' ', ':']).next().unwrap_or_default().trim_end().to_ascii_uppercase();
        let respuesta = match verbo.as_str() {
            "EHLO" => "250-buzon.antesala\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "MAIL" => {
                sobre = Sobre { de: entre_angulos(&orden), para: Vec::new() };
                "250 ok"
            }
            "RCPT" => interior.destinatario(&mut sobre, entre_angulos(&orden)),
            "DATA" if sobre.para.is_empty() => "503 no recipients",
            "DATA" => {
                escritura.write_all(b"354 go ahead\r\n").await?;
                match leer_carta(&mut lectura).await? {
                    Some(crudo) => {
                        interior.guardar(std::mem::take(&mut sobre), crudo);
                        "250 kept"
                    }
                    None => "552 too big",
                }
            }
            "RSET" => {
                sobre = Sobre::default();
                "250 ok"
            }
            "HELO" | "NOOP" => "250 ok",
            "QUIT" => return escritura.write_all(b"221 bye\r\n").await,
            _ => "502 not implemented",
        };
        escritura.write_all(format!("{respuesta}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn entre_angulos(orden: &str) -> String {
    orden
        .split_once('<')
        .and_then(|(_, resto)| resto.split_once('>'))
        .map(|(dentro, _)| dentro.to_owned())
        .unwrap_or_default()
}

async fn leer_linea(lectura: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut linea = Vec::new();
    lectura.take(BYTES_LINEA).read_until(b'\n', &mut linea).await?;
    Ok(linea.ends_with(b"\n").then_some(linea))
}

/// Up to the lone dot, dots unstuffed. `None` when it is longer than what is kept; it is read to its end all the same.
async fn leer_carta(lectura: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut carta = Vec::new();
    let mut sobra = false;
    loop {
        let Some(linea) = leer_linea(lectura).await? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        if linea == b".\r\n" {
            return Ok((!sobra).then_some(carta));
        }
        sobra |= carta.len() + linea.len() > BYTES_CARTA;
        if !sobra {
            carta.extend_from_slice(linea.strip_prefix(b".").unwrap_or(&linea));
        }
    }
}
