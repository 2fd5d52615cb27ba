//! The embedded server through starts, kills and what they leave behind. Each test has a cluster of its own, with fsync.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use antesala::db::embedded::{Cluster, DATABASE, Options};
use diesel::{dsl::sql, sql_types::Integer};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, Uid, User},
};

use crate::soporte::{Carpeta, hasta};

async fn arrancar(carpeta: &Path) -> Cluster {
    Cluster::start(Options::new(carpeta)).await.unwrap()
}

async fn anotar(cluster: &Cluster) {
    let mut dueno = AsyncPgConnection::establish(&cluster.url("dueno", DATABASE)).await.unwrap();
    dueno.batch_execute("create table notas as select 42 as n").await.unwrap();
}

async fn anotado(cluster: &Cluster) -> i32 {
    let mut dueno = AsyncPgConnection::establish(&cluster.url("dueno", DATABASE)).await.unwrap();
    diesel::select(sql::<Integer>("(select n from notas)")).get_result(&mut dueno).await.unwrap()
}

fn matar(pid: i32) {
    kill(Pid::from_raw(pid), Signal::SIGKILL).unwrap();
}

fn vive(pid: i32) -> bool {
    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|linea| !linea.is_empty())
}

/// Another process that runs the embedded server of a folder until its standard input ends.
struct Programa {
    proceso: Child,
    // Kept open: the test harness of the other side prints its verdict at the end.
    _salida: BufReader<ChildStdout>,
    postgres: i32,
}

impl Programa {
    fn lanzar(carpeta: &Path) -> Self {
        Self::desde(Command::new(env::current_exe().unwrap()), carpeta)
    }

    fn desde(mut programa: Command, carpeta: &Path) -> Self {
        programa.args(["--exact", "db::embedded::programa", "--ignored", "--nocapture"]).env("CARPETA", carpeta);
        let mut proceso = programa.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut salida = BufReader::new(proceso.stdout.take().unwrap());
        let listo =
            salida.by_ref().lines().map(Result::unwrap).find_map(|linea| Some(linea.split_once("listo ")?.1.parse()));
        Self { proceso, _salida: salida, postgres: listo.unwrap().unwrap() }
    }

    fn matar(mut self) -> i32 {
        self.proceso.kill().unwrap();
        self.proceso.wait().unwrap();
        self.postgres
    }

    fn terminar(mut self) -> i32 {
        drop(self.proceso.stdin.take());
        assert!(self.proceso.wait().unwrap().success());
        self.postgres
    }
}

#[tokio::test]
#[ignore = "no test: the other process of the tests below"]
async fn programa() {
    let cluster = arrancar(&PathBuf::from(env::var_os("CARPETA").unwrap())).await;
    println!("listo {}", cluster.pid());
    std::io::stdout().flush().unwrap();
    tokio::task::spawn_blocking(|| std::io::stdin().lines().count()).await.unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn arranca_se_detiene_y_conserva_los_datos() {
    let carpeta = Carpeta::nueva();
    let primero = arrancar(&carpeta.join("nueva/honda")).await;
    let pid = primero.pid();
    anotar(&primero).await;
    primero.stop().await.unwrap();
    assert!(!vive(pid));

    let segundo = arrancar(&carpeta.join("nueva/honda")).await;
    assert_eq!(anotado(&segundo).await, 42);
    let pid = segundo.pid();
    drop(segundo);
    assert!(!vive(pid));
}

#[tokio::test]
async fn una_segunda_instancia_no_entra() {
    let carpeta = Carpeta::nueva();
    let _cluster = arrancar(&carpeta).await;

    let rechazo = Cluster::start(Options::new(&*carpeta)).await.err().unwrap().to_string();

    let esperado = format!("{} is in use by process {}", carpeta.display(), std::process::id());
    assert!(rechazo.contains(&esperado) && rechazo.contains("choose another data folder"), "{rechazo}");
}

#[tokio::test]
async fn adopta_el_servidor_que_dejo_un_programa_matado() {
    let carpeta = Carpeta::nueva();
    let postgres = Programa::lanzar(&carpeta).matar();
    assert!(vive(postgres));

    let cluster = arrancar(&carpeta).await;
    assert_eq!(cluster.pid(), postgres);
    anotar(&cluster).await;
    cluster.stop().await.unwrap();
    assert!(!vive(postgres));
}

#[tokio::test]
async fn se_recupera_de_la_muerte_de_los_dos() {
    let carpeta = Carpeta::nueva();
    let programa = Programa::lanzar(&carpeta);
    let url = format!("{}%2Frun", carpeta.to_str().unwrap().replace('/', "%2F"));
    let mut dueno = AsyncPgConnection::establish(&format!("postgres://dueno@{url}/{DATABASE}")).await.unwrap();
    dueno.batch_execute("create table notas as select 42 as n").await.unwrap();
    // The session stays open: its backend outlives the postmaster for a moment, and holds the shared memory.
    let postgres = programa.matar();
    matar(postgres);

    let cluster = arrancar(&carpeta).await;

    assert_ne!(cluster.pid(), postgres);
    assert_eq!(anotado(&cluster).await, 42);
}

#[tokio::test]
async fn levanta_otra_vez_al_servidor_matado() {
    let carpeta = Carpeta::nueva();
    let cluster = arrancar(&carpeta).await;
    anotar(&cluster).await;
    let postgres = cluster.pid();

    matar(postgres);

    hasta("PostgreSQL is back", async || cluster.pid() != postgres).await;
    assert_eq!(anotado(&cluster).await, 42);
}

#[tokio::test]
async fn vigila_tambien_al_adoptado() {
    let carpeta = Carpeta::nueva();
    let postgres = Programa::lanzar(&carpeta).matar();
    let cluster = arrancar(&carpeta).await;

    matar(postgres);

    hasta("PostgreSQL is back", async || cluster.pid() != postgres).await;
    anotar(&cluster).await;
}

#[tokio::test]
async fn no_toma_por_servidor_a_un_zombi_ni_a_otro_proceso() {
    let carpeta = Carpeta::nueva();
    arrancar(&carpeta).await.stop().await.unwrap();
    let mut zombi = Command::new("true").spawn().unwrap();
    let mut otro = Command::new("sleep").arg("60").spawn().unwrap();
    hasta("true has ended", async || !vive(zombi.id() as i32)).await;

    for pid in [zombi.id(), otro.id(), 4_000_000] {
        let archivo = format!("{pid}\n{}\n1\n5432\n\n\n\nready\n", carpeta.join("pgdata").display());
        fs::write(carpeta.join("pgdata/postmaster.pid"), archivo).unwrap();
        arrancar(&carpeta).await.stop().await.unwrap();
    }

    zombi.wait().unwrap();
    otro.kill().unwrap();
    otro.wait().unwrap();
}

#[tokio::test]
async fn un_initdb_cortado_no_pasa_por_cluster() {
    let carpeta = Carpeta::nueva();
    fs::create_dir(carpeta.join("pgdata.new")).unwrap();
    fs::write(carpeta.join("pgdata.new/PG_VERSION"), "15\n").unwrap();

    arrancar(&carpeta).await.stop().await.unwrap();
}

#[tokio::test]
async fn dice_que_la_ruta_del_socket_es_larga() {
    let carpeta = Carpeta::nueva();

    let rechazo = Cluster::start(Options::new(carpeta.join("x".repeat(100)))).await.err().unwrap().to_string();

    assert!(rechazo.contains("choose a shorter data folder"), "{rechazo}");
}

#[tokio::test]
async fn como_root_dice_que_la_carpeta_esta_cerrada() {
    if !Uid::effective().is_root() {
        return;
    }
    let carpeta = Carpeta::nueva();
    fs::create_dir(carpeta.join("cerrada")).unwrap();
    fs::set_permissions(carpeta.join("cerrada"), fs::Permissions::from_mode(0o700)).unwrap();

    let rechazo = Cluster::start(Options::new(carpeta.join("cerrada/datos"))).await.err().unwrap().to_string();

    assert!(rechazo.contains("cannot enter") && rechazo.contains("choose a data folder"), "{rechazo}");
}

/// The same program, without root's powers: it starts, is killed, and the next one adopts and stops what it left.
#[tokio::test]
async fn funciona_sin_ser_root() {
    if !Uid::effective().is_root() {
        return;
    }
    let carpeta = Carpeta::nueva();
    let nobody = User::from_name("nobody").unwrap().unwrap();
    chown(&*carpeta, Some(nobody.uid.as_raw()), Some(nobody.gid.as_raw())).unwrap();
    let copia = Carpeta::nueva();
    fs::copy(env::current_exe().unwrap(), copia.join("pruebas")).unwrap();
    let sin_root = || {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(["--reuid=nobody", &format!("--regid={}", nobody.gid), "--clear-groups"]);
        setpriv.arg(copia.join("pruebas")).current_dir("/");
        setpriv
    };

    let postgres = Programa::desde(sin_root(), &carpeta).matar();
    assert!(vive(postgres));

    assert_eq!(Programa::desde(sin_root(), &carpeta).terminar(), postgres);
    assert!(!vive(postgres));
}
