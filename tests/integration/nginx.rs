//! The reverse proxy as it stands in `nginx/`, on loopback, in front of a stand-in that answers with what it was asked.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::soporte::Carpeta;

struct Nginx {
    carpeta: Carpeta,
    proceso: Child,
    puerto: u16,
    /// Requests that reached the program.
    recibidas: Arc<AtomicU32>,
}

impl Nginx {
    fn arrancar() -> Self {
        let recibidas = Arc::default();
        Self::delante_de(programa(Arc::clone(&recibidas)), recibidas)
    }

    fn delante_de(programa: u16, recibidas: Arc<AtomicU32>) -> Self {
        let (carpeta, puerto) = (Carpeta::nueva(), puerto_libre());
        configurar(&carpeta, programa, puerto);
        correr(nginx(&carpeta).arg("-t"));
        let proceso = nginx(&carpeta).spawn().unwrap();
        let limite = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", puerto)).is_err() {
            assert!(Instant::now() < limite, "nginx does not listen");
            thread::sleep(Duration::from_millis(10));
        }
        Self { carpeta, proceso, puerto, recibidas }
    }

    fn curl(&self, ruta: &str) -> Command {
        let mut curl = Command::new("curl");
        curl.args(["-ksSN", "--max-time", "10", &format!("https://127.0.0.1:{}{ruta}", self.puerto)]);
        curl
    }

    fn pedir(&self, ruta: &str) -> String {
        correr(&mut self.curl(ruta))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // A killed nginx leaves its workers behind.
        kill(Pid::from_raw(self.proceso.id() as i32), Signal::SIGTERM).unwrap();
        self.proceso.wait().unwrap();
    }
}

fn nginx(carpeta: &Path) -> Command {
    let mut nginx = Command::new("/usr/sbin/nginx");
    nginx.arg("-p").arg(carpeta).args(["-c", "nginx.conf", "-e", "error.log", "-g", "daemon off; pid nginx.pid;"]);
    nginx.stderr(Stdio::null());
    nginx
}

/// The file of the house with nothing changed but addresses and folders, and a throw-away certificate.
fn configurar(carpeta: &Path, programa: u16, puerto: u16) {
    let carpeta_con = |antes: &str| (antes.to_owned(), format!("{}/", carpeta.display()));
    let cambios = [
        ("    listen [::]".into(), "    # ".into()),
        ("listen 80;".into(), format!("listen 127.0.0.1:{};", puerto_libre())),
        ("listen 443".into(), format!("listen 127.0.0.1:{puerto}")),
        ("127.0.0.1:8080".into(), format!("127.0.0.1:{programa}")),
        carpeta_con("/var/log/nginx/"),
        carpeta_con("/var/lib/nginx/"),
    ];
    let cambiar = |texto: String, (antes, despues): &(String, String)| {
        assert!(texto.contains(antes), "{antes}");
        texto.replace(antes, despues)
    };
    let casa = cambios.iter().fold(include_str!("../../nginx/antesala.conf").to_owned(), cambiar);
    let temporales = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|que| format!("{que}_temp_path {que};"));
    let todo = format!("events {{}}\nhttp {{\n{}\n{casa}\n}}\n", temporales.concat());
    fs::write(carpeta.join("nginx.conf"), todo).unwrap();
    fs::create_dir(carpeta.join("tls")).unwrap();
    let pedido = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=antesala.example";
    let destino = "-keyout antesala.key -out antesala.crt";
    let argumentos = pedido.split(' ').chain(destino.split(' '));
    correr(Command::new("openssl").args(argumentos).current_dir(carpeta.join("tls")));
}

fn correr(comando: &mut Command) -> String {
    let salida = comando.stderr(Stdio::piped()).output().unwrap();
    assert!(salida.status.success(), "{comando:?}: {}", String::from_utf8_lossy(&salida.stderr));
    String::from_utf8(salida.stdout).unwrap()
}

fn puerto_libre() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn programa(recibidas: Arc<AtomicU32>) -> u16 {
    let escucha = TcpListener::bind("127.0.0.1:0").unwrap();
    let puerto = escucha.local_addr().unwrap().port();
    thread::spawn(move || {
        for conexion in escucha.incoming().map(Result::unwrap) {
            recibidas.fetch_add(1, Relaxed);
            thread::spawn(|| atender(conexion));
        }
    });
    puerto
}

/// Answers with the head of the request; a live stream says one thing and stays open.
fn atender(mut conexion: TcpStream) {
    let lineas = BufReader::new(conexion.try_clone().unwrap()).lines().map(Result::unwrap);
    let pedido: Vec<String> = lineas.take_while(|linea| !linea.is_empty()).collect();
    let vivo = pedido.iter().any(|linea| linea.starts_with("GET /norte/agenda/vivo "));
    let cuerpo = if vivo { "data: 1\n\n".to_owned() } else { pedido.join("\n") };
    let propia = if vivo { "X-Accel-Buffering: no" } else { "Cache-Control: max-age=31536000, immutable" };
    let cabecera = format!("HTTP/1.1 200 OK\r\n{propia}\r\nConnection: close");
    write!(conexion, "{cabecera}\r\n\r\n{cuerpo}").unwrap();
    if vivo {
        thread::park();
    }
}

#[test]
fn dice_quien_pregunta_sin_creerle_al_cliente() {
    let nginx = Nginx::arrancar();
    let mut curl = nginx.curl("/norte/agenda");
    curl.args(["-H", "X-Forwarded-For: 6.6.6.6", "-H", "X-Forwarded-Proto: http", "-H", "X-Request-Id: mentira"]);

    let recibido = correr(curl.args(["-H", "Forwarded: for=6.6.6.6"]));

    assert!(recibido.contains("X-Forwarded-For: 127.0.0.1\n"), "{recibido}");
    assert!(recibido.contains("X-Forwarded-Proto: https\n"), "{recibido}");
    assert!(!recibido.contains("6.6.6.6") && !recibido.contains("mentira"), "{recibido}");
}

#[test]
fn la_bitacora_no_guarda_fichas_ni_consultas() {
    let nginx = Nginx::arrancar();
    let ficha = "V1StGXR8_Z5jdHi6B-myTg";
    for ruta in [
        format!("/r/{ficha}?rut=12.345.678-5"),
        format!("/norte/calendario/{ficha}.ics"),
        format!("/norte/invitacion/{ficha}/aceptar"),
        "/clinica-dental-las-condes/pacientes?q=Soto".into(),
    ] {
        nginx.pedir(&ruta);
    }

    let bitacora = fs::read_to_string(nginx.carpeta.join("antesala.log")).unwrap();

    assert!(!bitacora.contains(ficha) && !bitacora.contains('?') && !bitacora.contains("Soto"), "{bitacora}");
    for visible in ["GET /r/*** 200", "GET /norte/calendario/***.ics 200", "GET /norte/invitacion/*** 200"] {
        assert!(bitacora.contains(visible), "{bitacora}");
    }
    assert!(bitacora.contains("GET /clinica-dental-las-condes/pacientes 200"), "{bitacora}");
}

#[test]
fn los_archivos_se_piden_una_vez_y_las_paginas_siempre() {
    let nginx = Nginx::arrancar();

    for _ in 0..3 {
        nginx.pedir("/assets/antesala.fb655a5274cd.css");
    }
    assert_eq!(nginx.recibidas.load(Relaxed), 1);

    nginx.pedir("/norte/caja");
    nginx.pedir("/norte/caja");
    assert_eq!(nginx.recibidas.load(Relaxed), 3);
}

#[test]
fn lo_vivo_llega_al_momento() {
    let nginx = Nginx::arrancar();
    let mut curl = nginx.curl("/norte/agenda/vivo");
    let mut curl = curl.stdout(Stdio::piped()).spawn().unwrap();

    let primera = BufReader::new(curl.stdout.take().unwrap()).lines().next().unwrap().unwrap();

    assert_eq!(primera, "data: 1");
    curl.kill().unwrap();
    curl.wait().unwrap();
}

#[test]
fn habla_http2_y_rechaza_lo_desmedido() {
    let nginx = Nginx::arrancar();
    let mut curl = nginx.curl("/");
    assert_eq!(correr(curl.args(["--http2", "-o", "/dev/null", "-w", "%{http_version}"])), "2");

    let grande = nginx.carpeta.join("grande");
    fs::write(&grande, vec![b'x'; 12 << 20]).unwrap();
    let mut curl = nginx.curl("/norte/pacientes/importacion");
    curl.args(["--data-binary", &format!("@{}", grande.display()), "-o", "/dev/null", "-w", "%{http_code}"]);
    assert_eq!(correr(&mut curl), "413");
}

#[test]
fn sin_programa_pide_paciencia() {
    let nginx = Nginx::delante_de(puerto_libre(), Arc::default());

    let respuesta = correr(nginx.curl("/norte/caja").arg("-i"));

    assert!(respuesta.starts_with("HTTP/2 503") && respuesta.contains("\r\nretry-after: 5\r\n"), "{respuesta}");
    assert!(respuesta.contains("charset=utf-8") && respuesta.contains("alcanzó a guardarse"), "{respuesta}");
}
