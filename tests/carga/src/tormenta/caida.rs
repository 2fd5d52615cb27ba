//! PostgreSQL is killed without notice in the middle of sales, and comes back: what was answered is there, what was not can be
//! sent again, and nothing is twice.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use antesala::config::Config;
use antesala::programa;
use antesala::urls;
use antesala::web::session;
use tokio::task::JoinHandle;

use super::mundo::Escena;
use super::{CLINICA, Despues};
use crate::client::{Client, Manner};
use crate::server::is_ready;
use crate::world::World;

const CLIENTES: usize = 4;
/// The kill comes once so many were answered, with the other clients in flight.
const RESPONDIDAS: usize = 60;
/// A connection that died with the server is noticed by whoever uses it next.
const INTENTOS: usize = 60;

/// The program, in this process, over a database that may die.
pub async fn servir(url: String) -> (SocketAddr, JoinHandle<()>) {
    let address: SocketAddr = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let config = Config::leer(|name| match name {
        "LISTEN" => Some(address.to_string()),
        "DATABASE_URL" => Some(url.clone()),
        "POOL_MAX" => Some("24".into()),
        _ => None,
    });
    let config = config.unwrap();
    let server = tokio::spawn(async { programa::servir(config).await.unwrap() });
    while !is_ready(address).await {
        assert!(!server.is_finished(), "the server ended");
        tokio::task::yield_now().await;
    }
    (address, server)
}

/// One sale of a GASA-like insumo, with a key that is known.
struct Cajera {
    manner: Manner,
    csrf: String,
    sesion: String,
}

impl Cajera {
    /// The status, or none when the answer was lost.
    async fn vender(&self, address: SocketAddr, clave: &str) -> Option<u16> {
        let mut client = Client::connect(address, self.manner.clone()).await.ok()?;
        let fields = [
            ("csrf", self.csrf.as_str()),
            ("clave", clave),
            ("sesion", &self.sesion),
            ("codigo", "I01"),
            ("cantidad", "0,01"),
            ("monto", "10"),
        ];
        let url = format!("{}/ventas", urls::caja(CLINICA));
        Some(client.post(&url, &fields).await.ok()?.status)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_killed_in_the_middle_of_sales_loses_none_and_repeats_none() {
    let mut world = World::empty().await.unwrap();
    let escena = Escena::nueva(&world, CLINICA, CLIENTES).await.unwrap();
    let (address, server) = servir(world.postgres.url("app")).await;
    let cajeras: Vec<_> =
        escena.cajeras().map(|(manner, csrf, sesion)| Arc::new(Cajera { manner, csrf, sesion })).collect();
    let (sent, answered) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let cut = Arc::new(AtomicBool::new(false));
    let selling: Vec<_> = (0..cajeras.len())
        .map(|nth| {
            let (cajera, sent, answered, cut) = (cajeras[nth].clone(), sent.clone(), answered.clone(), cut.clone());
            tokio::spawn(async move {
                while !cut.load(Ordering::Relaxed) {
                    let clave = session::nuevo_token()[..32].to_owned();
                    sent.lock().unwrap().push((nth, clave.clone()));
                    if cajera.vender(address, &clave).await.is_some_and(|status| status == 200 || status == 303) {
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    while answered.load(Ordering::Relaxed) < RESPONDIDAS {
        tokio::task::yield_now().await;
    }
    world.postgres = world.postgres.crashed().await.unwrap();
    cut.store(true, Ordering::Relaxed);
    for one in selling {
        one.await.unwrap();
    }
    let (sent, answered) = (sent.lock().unwrap().clone(), answered.load(Ordering::Relaxed));
    assert!(sent.len() > answered, "nothing was in flight");
    let ventas = async |world: &World| -> usize {
        world.postgres.sql("select count(*) from ventas").await.unwrap().last().unwrap().parse().unwrap()
    };
    let there = ventas(&world).await;
    assert!((answered..=sent.len()).contains(&there), "{there} of {answered} answered and {} sent", sent.len());
    for (nth, clave) in &sent {
        let mut tries = 0;
        while cajeras[*nth].vender(address, clave).await.is_none_or(|status| status >= 500) {
            tries += 1;
            assert!(tries < INTENTOS, "{clave} cannot be sent again");
        }
    }
    assert_eq!(ventas(&world).await, sent.len());
    assert_eq!(Despues::mirar(&world).await.unwrap().descuadres, Vec::<String>::new());
    server.abort();
    world.postgres.stop().await.unwrap();
}
