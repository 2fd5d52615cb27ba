//! The application over a database of its own, and the people of the named world.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use antesala::config::Config;
use antesala::db::{Actor, Db, Tx};
use antesala::demo;
use antesala::identidad::{Rol, queries};
use antesala::mail::Buzon;
use antesala::routes;
use antesala::values::llave::Llave;
use antesala::web::{self, App, Ritmo, Ruta, Vivo, session};
use diesel::sql_types::{Bytea, Text};
use diesel_async::RunQueryDsl;
use poem::endpoint::BoxEndpoint;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{EndpointExt, Server};
use tokio::task::JoinHandle;

use super::{BaseDePrueba, Intermediario, Navegador, Replica};

/// What the tests sign with.
pub const LLAVE: Llave = Llave::nueva([7; 32]);

pub struct Prueba {
    pub db: Db,
    pub base: BaseDePrueba,
    pub buzon: Buzon,
    pub vivo: Vivo,
    endpoint: Arc<BoxEndpoint<'static>>,
}

pub struct Servida {
    pub direccion: SocketAddr,
    tarea: JoinHandle<()>,
}

impl Drop for Servida {
    fn drop(&mut self) {
        self.tarea.abort();
    }
}

/// As many connections as hands of the largest race: who waits for one longer than a page may is told to come back, and then races no more.
const HABITUALES: &[(&str, &str)] = &[("POOL_MAX", "50")];

impl Prueba {
    pub async fn nueva() -> Self {
        Self::con_variables(&[]).await
    }

    /// `variables`: of the environment, as `Config` reads them.
    pub async fn con_variables(variables: &[(&'static str, &'static str)]) -> Self {
        Self::con_rutas(variables, routes::tabla()).await
    }

    /// Over routes of the test's own, for what no page does on purpose.
    pub async fn con_rutas(variables: &[(&'static str, &'static str)], rutas: Vec<Ruta>) -> Self {
        let base = BaseDePrueba::nueva().await;
        let url = base.url("app");
        Self::sobre(base, &url, variables, rutas).await
    }

    /// With somebody who counts between it and the database.
    pub async fn contada() -> (Self, Intermediario) {
        let base = BaseDePrueba::nueva().await;
        let intermediario = Intermediario::nuevo(&base).await;
        let url = intermediario.url(&base);
        // Two connections, so that each statement is soon prepared wherever it will be asked.
        (Self::sobre(base, &url, &[("POOL_MAX", "2")], routes::tabla()).await, intermediario)
    }

    /// With a replica from which reports may be read.
    pub async fn con_replica() -> (Self, Replica) {
        let base = BaseDePrueba::aparte().await;
        let (url, replica) = (base.url("app"), Replica::de(&base).await);
        let de_lectura: &'static str = replica.url("app").leak();
        let variables = [("DATABASE_URL", "postgres://app@primaria/x"), ("DATABASE_READ_URL", de_lectura)];
        (Self::sobre(base, &url, &variables, routes::tabla()).await, replica)
    }

    async fn sobre(
        base: BaseDePrueba,
        url: &str,
        variables: &[(&'static str, &'static str)],
        rutas: Vec<Ruta>,
    ) -> Self {
        let variables = [variables, HABITUALES].concat();
        let config =
            Config::leer(move |n| variables.iter().find(|(v, _)| *v == n).map(|(_, v)| (*v).to_owned())).unwrap();
        let de_lectura = config.database.as_ref().and_then(|externa| externa.url_replica.as_deref());
        let db = Db::abrir(url, config.pool_max).await.unwrap().con_replica(de_lectura, config.pool_max);
        let buzon = Buzon::abrir("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let vivo = Vivo::con_ritmo(&db, Ritmo { revision: Duration::from_millis(300), ..Ritmo::default() });
        let llave = config.seal_key.clone().or(Some(LLAVE));
        let config = Arc::new(config);
        let app = App { db: db.clone(), config, buzon: Some(buzon.clone()), vivo: vivo.clone(), llave };
        Self { db, base, buzon, vivo, endpoint: Arc::new(web::aplicacion(&app, rutas).boxed()) }
    }

    /// Behind a real socket on loopback, until it is dropped.
    pub async fn servir(&self) -> Servida {
        let puerta = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let direccion = *puerta.local_addr().remove(0).as_socket_addr().unwrap();
        let endpoint = Arc::clone(&self.endpoint);
        let tarea = tokio::spawn(async move { Server::new_with_acceptor(puerta).run(endpoint).await.unwrap() });
        Servida { direccion, tarea }
    }

    /// Somebody without a session at another process of the application, which shares nothing but the database.
    pub async fn anonimo_en_otro_proceso(&self) -> Navegador {
        let db = Db::abrir(&self.base.url("app"), 4).await.unwrap();
        let vivo = Vivo::nuevo(&db);
        let app = App { db, config: Arc::new(Config::leer(|_| None).unwrap()), buzon: None, vivo, llave: None };
        Navegador::nuevo(Arc::new(web::aplicacion(&app, routes::tabla()).boxed()))
    }

    pub fn anonimo(&self) -> Navegador {
        Navegador::nuevo(Arc::clone(&self.endpoint))
    }

    /// Somebody of the world already signed in: `como("beto")`.
    pub async fn como(&self, nombre: &str) -> Navegador {
        let persona = demo::PERSONAS.iter().find(|p| p.correo.starts_with(&format!("{nombre}@"))).unwrap();
        let token = session::nuevo_token();
        self.bd_sesion(persona.correo, &token).await;
        self.anonimo().con_galleta(session::SESION, &token)
    }

    /// Somebody of Norte whom the world does not name, signed in.
    pub async fn bd_persona(&self, nombre: &str, roles: &[Rol]) -> Navegador {
        let correo = format!("{}@norte.test", nombre.to_lowercase());
        let actor = self.sistema("norte").await;
        let entrar = async |tx: &mut Tx<'_>| {
            let usuario = queries::usuario_de_correo(tx, &correo, nombre).await?;
            let membresia = queries::asegurar_membresia(tx, usuario).await?;
            queries::dar_roles(tx, membresia, roles).await
        };
        self.db.escribir(&actor, entrar).await.unwrap();
        let token = session::nuevo_token();
        self.bd_sesion(&correo, &token).await;
        self.anonimo().con_galleta(session::SESION, &token)
    }

    /// The program itself inside a clinic of the world.
    pub async fn sistema(&self, slug: &str) -> Actor {
        Actor::sistema(queries::clinica_de_slug(&self.db, slug).await.unwrap())
    }

    /// How many rows a clinic has in a table.
    pub async fn bd_cuenta(&self, slug: &str, tabla: &str) -> i64 {
        let actor = self.sistema(slug).await;
        let sql = diesel::dsl::sql::<diesel::sql_types::BigInt>(&format!("(select count(*) from {tabla})"));
        self.db.leer(&actor, async |tx| Ok(diesel::select(sql).get_result(tx.pg()).await?)).await.unwrap()
    }

    async fn bd_sesion(&self, correo: &str, token: &str) {
        let mut con = self.base.conectar("app").await;
        diesel::sql_query(
            "insert into sesiones_usuario (token_hash, usuario_id, vence, creada, ultima)
             select $1, id, coalesce($3::timestamptz, now()) + interval '1 day', coalesce($3, now()), coalesce($3, now())
             from usuarios where correo = $2",
        )
        .bind::<Bytea, _>(session::huella(token))
        .bind::<Text, _>(correo)
        .bind::<diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>, _>(self.db.reloj().fijado())
        .execute(&mut con)
        .await
        .unwrap();
    }
}
