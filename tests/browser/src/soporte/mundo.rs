//! The application over a database of its own, on a free port, with its worker and an inbox where all mail ends.

use std::sync::{Arc, LazyLock};

use antesala::{
    config::Config,
    db::{Actor, Db},
    demo::{self, Escala},
    identidad::queries::clinica_de_slug,
    jobs::{EnMarcha, Obrero, Ritmo},
    mail::{Buzon, Transporte},
    routes,
    values::llave::Llave,
    web::{self, App, Vivo},
};
use chrono::{NaiveDate, Utc, Weekday};
use diesel_async::SimpleAsyncConnection;
use poem::{Server, listener::TcpAcceptor};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{BaseDePrueba, Pantalla, chromium};

/// Enough for every screen to have something on it.
const ESCALA: Escala = Escala { pacientes: 70, profesionales: 2, atras: 1, adelante: 1 };

pub struct Mundo {
    pub db: Db,
    url: String,
    servidor: JoinHandle<()>,
    _obrero: EnMarcha,
    _base: BaseDePrueba,
    _turno: SemaphorePermit<'static>,
}

/// A browser keeps a core busy: of those that come, as many as there are cores are in one.
static TURNOS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, |n| n.get())));

impl Mundo {
    /// The people of the named world, and nothing done yet.
    pub async fn nuevo() -> Self {
        let turno = TURNOS.acquire().await.unwrap();
        Self::sobre(BaseDePrueba::nueva().await, turno).await
    }

    /// The demo as `bin/demo` shows it, with what days of work leave behind, on the morning of a Monday.
    pub async fn de_demostracion() -> Self {
        let mundo = Self::nuevo().await;
        mundo.amanecer(Utc::now().date_naive().week(Weekday::Mon).first_day());
        demo::cargar(&mundo.db, &ESCALA).await.unwrap();
        mundo
    }

    /// It is morning in the clinics on that day, whatever the hour of whoever runs this.
    pub fn amanecer(&self, dia: NaiveDate) {
        self.db.reloj().fijar(dia.and_hms_opt(13, 5, 0).unwrap().and_utc());
    }

    async fn sobre(base: BaseDePrueba, turno: SemaphorePermit<'static>) -> Self {
        let db = Db::abrir(&base.url("app"), 12).await.unwrap();
        let oido = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", oido.local_addr().unwrap());
        let buzon = Buzon::abrir("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let config = configuracion(&url);
        let transporte = Transporte::nuevo(&buzon.url(), &config.mail_from).unwrap();
        let obrero = Obrero {
            db: db.clone(),
            transporte: Some(transporte),
            whatsapp: None,
            public_url: url.clone(),
            ritmo: Ritmo::default(),
            llave: None,
        };
        let llave = Some(Llave::nueva([7; 32]));
        let (config, vivo) = (Arc::new(config), Vivo::nuevo(&db));
        let app = App { db: db.clone(), config, buzon: Some(buzon), vivo, llave };
        Self { db, url, servidor: servir(oido, &app), _obrero: obrero.iniciar(), _base: base, _turno: turno }
    }

    /// Runs SQL as the program inside Norte.
    pub async fn bd(&self, sql: &str) {
        let norte = Actor::sistema(clinica_de_slug(&self.db, "norte").await.unwrap());
        self.db.escribir(&norte, async |tx| Ok(tx.pg().batch_execute(sql).await?)).await.unwrap();
    }

    /// Somebody who has not signed in.
    pub async fn anonimo(&self) -> Pantalla {
        Pantalla::nueva(chromium::abrir(true).await, &self.url).await
    }

    /// The same, with scripts forbidden.
    pub async fn anonimo_sin_scripts(&self) -> Pantalla {
        Pantalla::nueva(chromium::abrir(false).await, &self.url).await
    }

    /// Somebody of the named world, signed in as people do: `como("beto@norte.test")`.
    pub async fn como(&self, correo: &str) -> Pantalla {
        let pantalla = self.anonimo().await;
        pantalla.entrar(correo).await;
        pantalla
    }
}

impl Drop for Mundo {
    fn drop(&mut self) {
        self.servidor.abort();
    }
}

fn configuracion(url: &str) -> Config {
    let leer = |nombre: &str| match nombre {
        "DEV" => Some("1".to_owned()),
        "PUBLIC_URL" => Some(url.to_owned()),
        "WHATSAPP_TOKEN" => Some("llave-de-prueba".to_owned()),
        _ => None,
    };
    Config::leer(leer).unwrap()
}

fn servir(oido: TcpListener, app: &App) -> JoinHandle<()> {
    let aplicacion = web::aplicacion(app, routes::tabla());
    let aceptador = TcpAcceptor::from_tokio(oido).unwrap();
    tokio::spawn(async move { Server::new_with_acceptor(aceptador).run(aplicacion).await.unwrap() })
}
