//! The program is killed in the middle of a stream of payments, and asked again afterwards.

use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use antesala::web::session::SESION;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::historias::cuadra;
use super::mundo::{Caja, abrir, clave, insumo};
use crate::soporte::Prueba;

const CLIENTES: usize = 4;
/// The kill comes once so many were answered, with the other clients in flight.
const RESPONDIDAS: usize = 40;

/// `antesala serve` over the test's database; killed without notice when dropped.
struct Programa {
    hijo: Child,
    direccion: String,
}

impl Programa {
    async fn partir(app: &Prueba) -> Self {
        let puerto = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let direccion = puerto.to_string();
        let hijo = Command::new(env!("CARGO_BIN_EXE_antesala"))
            .arg("serve")
            .env("DATABASE_URL", app.base.url("app"))
            .env("LISTEN", &direccion)
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let programa = Self { hijo, direccion };
        let limite = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(&programa.direccion).await.is_err() {
            assert!(Instant::now() < limite, "the program does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        programa
    }

    /// The status of the sale of one GASA under this key; `None` when the answer is lost.
    async fn vender(&self, caja: &Caja, clave: &str) -> Option<u16> {
        let csrf = caja.carla.csrf();
        let mut campos = caja.venta(clave, "GASA", "1", &["1190"]);
        campos.push(("csrf", &csrf));
        let cuerpo = serde_html_form::to_string(&campos).unwrap();
        let sesion = caja.carla.galleta(SESION).unwrap();
        let pedido = format!(
            "POST /norte/caja/ventas HTTP/1.1\r\nHost: {}\r\nCookie: {SESION}={sesion}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{cuerpo}",
            self.direccion,
            cuerpo.len()
        );
        let mut conexion = TcpStream::connect(&self.direccion).await.ok()?;
        conexion.write_all(pedido.as_bytes()).await.ok()?;
        let mut respuesta = Vec::new();
        conexion.read_to_end(&mut respuesta).await.ok()?;
        String::from_utf8_lossy(&respuesta).split(' ').nth(1)?.parse().ok()
    }
}

impl Drop for Programa {
    fn drop(&mut self) {
        self.hijo.kill().unwrap();
        self.hijo.wait().unwrap();
    }
}

#[derive(Default)]
struct Corriente {
    enviadas: Mutex<Vec<String>>,
    respondidas: Mutex<Vec<String>>,
    cortada: AtomicBool,
}

/// Sells until the program stops answering.
async fn cobrar_sin_parar(programa: &Programa, caja: &Caja, corriente: &Corriente) {
    while !corriente.cortada.load(Ordering::Relaxed) {
        let clave = clave();
        corriente.enviadas.lock().unwrap().push(clave.clone());
        match programa.vender(caja, &clave).await {
            Some(303) => corriente.respondidas.lock().unwrap().push(clave),
            Some(otro) => panic!("a sale was answered with {otro}"),
            None => return,
        }
    }
}

/// Kills the program with requests in flight; what was sent, and what of it was answered.
async fn cortar(programa: Programa, caja: &Caja) -> (Vec<String>, Vec<String>) {
    let corriente = Corriente::default();
    let pid = nix::unistd::Pid::from_raw(i32::try_from(programa.hijo.id()).unwrap());
    let verdugo = async {
        while corriente.respondidas.lock().unwrap().len() < RESPONDIDAS {
            tokio::task::yield_now().await;
        }
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL).unwrap();
        corriente.cortada.store(true, Ordering::Relaxed);
    };
    let clientes = (0..CLIENTES).map(|_| cobrar_sin_parar(&programa, caja, &corriente));
    tokio::join!(verdugo, futures_util::future::join_all(clientes));
    (corriente.enviadas.into_inner().unwrap(), corriente.respondidas.into_inner().unwrap())
}

#[tokio::test]
async fn un_kill_9_a_mitad_de_los_pagos_no_pierde_ni_repite_ninguno() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "1190", "5000").await;
    let caja = abrir(&app, "20000").await;

    let (enviadas, respondidas) = cortar(Programa::partir(&app).await, &caja).await;
    assert!(respondidas.len() >= RESPONDIDAS && enviadas.len() > respondidas.len(), "nothing was in flight");
    let hechas = app.bd_cuenta("norte", "ventas").await;
    let (minimo, maximo) = (i64::try_from(respondidas.len()).unwrap(), i64::try_from(enviadas.len()).unwrap());
    assert!((minimo..=maximo).contains(&hechas), "{hechas} of {minimo} answered and {maximo} sent");
    assert_eq!(app.bd_cuenta("norte", "pagos").await, hechas, "a sale and its payment are one");
    cuadra(&app, &caja).await;
    // Squaring counted the drawer, and nobody charges in one that is being counted.
    caja.carla.post(&format!("/norte/caja/sesiones/{}/reanudacion", caja.sesion), &[]).await.es(303);

    let otra_vez = Programa::partir(&app).await;
    for clave in &enviadas {
        assert_eq!(otra_vez.vender(&caja, clave).await, Some(303));
    }
    assert_eq!(app.bd_cuenta("norte", "pagos").await, maximo);
    cuadra(&app, &caja).await;
}
