//! What the subcommands do: the database at hand, the server around the application, an orderly end.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use poem::Server;
use poem::listener::{Listener, TcpAcceptor, TcpListener};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::auditoria::sellos;
use crate::config::{Config, Externa, Whatsapp};
use crate::db::embedded::{Cluster, DATABASE, Options, default_data_dir};
use crate::db::{self, Db};
use crate::demo;
use crate::error::{AppResult, interno};
use crate::jobs::{Obrero, Ritmo, rondas};
use crate::mail::{Buzon, Transporte};
use crate::reportes::cuadratura;
use crate::routes;
use crate::services::clinicas;
use crate::urls;
use crate::values::llave::{Llave, de_hex};
use crate::web::{self, App, Vivo};
use crate::whatsapp::Cliente;

/// How long work in flight may take once the end was asked for.
const DESPEDIDA: Duration = Duration::from_secs(5);

pub fn iniciar_log(json: bool) {
    let pedido = std::env::var("RUST_LOG").ok().filter(|filtro| !filtro.is_empty());
    let filtro = pedido.and_then(|filtro| EnvFilter::try_new(filtro).ok());
    let base = tracing_subscriber::fmt().with_env_filter(filtro.unwrap_or_else(|| "info,lettre=warn".into()));
    // A second call (a test) keeps the first.
    let _ = if json { base.json().try_init() } else { base.with_target(false).try_init() };
}

/// A database ready to use; the cluster, when it is ours, lives as long as this.
struct Base {
    url_app: String,
    url_dueno: Option<String>,
    url_replica: Option<String>,
    cluster: Option<Cluster>,
}

impl Base {
    async fn preparar(config: &Config) -> AppResult<Self> {
        if let Some(externa) = &config.database {
            let Externa { url_app, url_dueno, url_replica } = externa.clone();
            return Ok(Self { url_app, url_dueno, url_replica, cluster: None });
        }
        let carpeta = config.data_dir.clone().map_or_else(default_data_dir, Ok).map_err(interno)?;
        let cluster = Cluster::start(Options::new(carpeta)).await.map_err(interno)?;
        Ok(Self {
            url_app: cluster.url("app", DATABASE),
            url_dueno: Some(cluster.url("dueno", DATABASE)),
            url_replica: None,
            cluster: Some(cluster),
        })
    }

    /// Ours is migrated at every start; a server of others only by `antesala migrate`.
    async fn abrir(&self, config: &Config) -> AppResult<Db> {
        if let (Some(_), Some(url)) = (&self.cluster, &self.url_dueno) {
            db::migrar(url).await?;
        }
        let db = Db::abrir(&self.url_app, config.pool_max).await?;
        db::mantener(&db).await?;
        Ok(db.con_replica(self.url_replica.as_deref(), config.pool_max))
    }

    /// What signs the seals of the audit; none for a server of others whose key nobody said.
    fn llave(&self, config: &Config) -> AppResult<Option<Llave>> {
        match (&config.seal_key, &self.cluster) {
            (Some(llave), _) => Ok(Some(llave.clone())),
            (None, Some(cluster)) => cluster.key().map(Some).map_err(interno),
            (None, None) => Ok(None),
        }
    }

    async fn cerrar(self) -> AppResult<()> {
        match self.cluster {
            Some(cluster) => cluster.stop().await.map_err(interno),
            None => Ok(()),
        }
    }
}

pub async fn servir(config: Config) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let db = base.abrir(&config).await?;
    let puerta = abrir_puerta(&config).await?;
    let llave = base.llave(&config)?;
    atender(db, config, puerta, llave).await?;
    base.cerrar().await
}

/// The demo world in a private cluster, and only there: it never touches a server that is not ours.
pub async fn demo(config: Config, reset: bool, nivel: Option<u8>) -> AppResult<()> {
    if config.database.is_some() {
        return Err(interno("the demo runs in its own cluster: unset DATABASE_URL"));
    }
    // Made-up people may have real people's addresses: nothing written to them leaves.
    let whatsapp = Whatsapp { token: None, ..config.whatsapp };
    let config = Config { dev: true, smtp_url: None, whatsapp, ..config };
    // Before the minutes that a world may take.
    let puerta = abrir_puerta(&config).await?;
    let base = Base::preparar(&config).await?;
    if let Some(cluster) = &base.cluster {
        match nivel {
            Some(numero) => demo::nivel::preparar(cluster, reset, numero).await?,
            None => demo::preparar(cluster, reset, &demo::Escala::ENTERA).await?,
        }
    }
    let db = base.abrir(&config).await?;
    println!("{}", demo::presentar(&config.public_url));
    let llave = base.llave(&config)?;
    atender(db, config, puerta, llave).await?;
    base.cerrar().await
}

async fn abrir_puerta(config: &Config) -> AppResult<TcpAcceptor> {
    let listen = config.listen;
    let puerta = TcpListener::bind(listen).into_acceptor().await;
    puerta.map_err(|error| interno(format!("cannot serve on {listen}: {error}; PORT or LISTEN chooses another")))
}

/// Until asked to end.
async fn atender(db: Db, config: Config, puerta: TcpAcceptor, llave: Option<Llave>) -> AppResult<()> {
    let buzon = buzon(&config).await?;
    let obrero = obrero(&config, &db, buzon.as_ref(), llave.clone())?.iniciar();
    let vivo = Vivo::nuevo(&db);
    let app = App { db, config: Arc::new(config), buzon, vivo, llave };
    let servidor = Server::new_with_acceptor(puerta).name("antesala");
    tracing::info!(url = %app.config.public_url, "serving");
    let fin = async {
        fin().await;
        obrero.despedir();
        app.vivo.cerrar();
    };
    servidor
        .run_with_graceful_shutdown(web::aplicacion(&app, routes::tabla()), fin, Some(DESPEDIDA))
        .await
        .map_err(interno)?;
    obrero.detener().await;
    Ok(())
}

/// The worker alone, beside any number of others.
pub async fn trabajar(config: Config) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let db = base.abrir(&config).await?;
    let obrero = obrero(&config, &db, None, base.llave(&config)?)?.iniciar();
    tracing::info!("working");
    fin().await;
    obrero.detener().await;
    drop(db);
    base.cerrar().await
}

/// Prints the schedule of the house: what it does by itself, how often, and how it went the last time.
pub async fn rondas(config: Config) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let db = base.abrir(&config).await?;
    for linea in db.sin_clinica(async |con| rondas::agenda(con).await).await? {
        println!("{linea}");
    }
    drop(db);
    base.cerrar().await
}

/// In development mail goes by real SMTP to an inbox of ours, unless a server is named.
async fn buzon(config: &Config) -> AppResult<Option<Buzon>> {
    if !config.dev || config.smtp_url.is_some() {
        return Ok(None);
    }
    Buzon::abrir(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.map(Some).map_err(interno)
}

fn obrero(config: &Config, db: &Db, buzon: Option<&Buzon>, llave: Option<Llave>) -> AppResult<Obrero> {
    let url = config.smtp_url.clone().or_else(|| buzon.map(Buzon::url));
    let transporte = url.map(|url| Transporte::nuevo(&url, &config.mail_from)).transpose().map_err(interno)?;
    let (db, public_url) = (db.clone(), config.public_url.clone());
    let ritmo = Ritmo::por_minuto(config.mail_per_minute);
    let whatsapp = &config.whatsapp;
    let whatsapp = whatsapp.token.as_deref().map(|token| Cliente::nuevo(&whatsapp.url, token)).transpose();
    Ok(Obrero { db, transporte, whatsapp: whatsapp.map_err(interno)?, public_url, ritmo, llave })
}

pub async fn migrar(config: Config) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let url = base.url_dueno.clone().ok_or_else(|| interno("DATABASE_OWNER_URL: is needed to migrate DATABASE_URL"))?;
    db::migrar(&url).await?;
    base.cerrar().await
}

/// Prints a line for each row that does not add up; an error when there is any.
pub async fn verificar(config: Config, clinica: Option<&str>) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let db = base.abrir(&config).await?;
    let hallados = cuadratura::verificar(&db, clinica).await?;
    for (slug, descuadre) in &hallados {
        println!("{slug}: {descuadre}");
    }
    drop(db);
    base.cerrar().await?;
    match hallados.len() {
        0 => {
            println!("Todo cuadra.");
            Ok(())
        }
        n => Err(interno(format!("{n} rows do not add up"))),
    }
}

/// Prints a line for each thing of the audit that is not as it was sealed; an error when there is any. `sello`, of a letter,
/// must be among those that stand.
pub async fn verificar_auditoria(config: Config, clinica: Option<&str>, sello: Option<&str>) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let llave =
        base.llave(&config)?.ok_or_else(|| interno("SEAL_KEY: is needed to check the seals of DATABASE_URL"))?;
    let mal = || interno("--sello: must be 64 hexadecimal digits");
    let sello = sello.map(|texto| de_hex(texto).ok_or_else(mal)).transpose()?;
    let db = base.abrir(&config).await?;
    let informe = sellos::verificar(&db, &llave, clinica, sello).await?;
    print!("{informe}");
    drop(db);
    base.cerrar().await?;
    match informe.hallazgos.len() + usize::from(informe.ausente.is_some()) {
        0 => Ok(()),
        n => Err(interno(format!("the audit is not as it was sealed: {n}"))),
    }
}

pub async fn crear_clinica(
    config: Config,
    slug: &str,
    nombre: &str,
    zona: &str,
    correo: &str,
    persona: &str,
) -> AppResult<()> {
    let base = Base::preparar(&config).await?;
    let db = base.abrir(&config).await?;
    let nueva = clinicas::NuevaClinica { slug, nombre, zona, correo, persona };
    let token = clinicas::crear(&db, &nueva).await?;
    println!("{nombre}: creada. {persona} elige su clave en:\n{}{}", config.public_url, urls::invitacion(&token));
    drop(db);
    base.cerrar().await
}

/// Ctrl-C at a terminal, SIGTERM from a supervisor.
async fn fin() {
    let Ok(mut termino) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = termino.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
}
