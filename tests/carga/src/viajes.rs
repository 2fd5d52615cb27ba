//! Round trips to the database, counted on the wire for every screen: session, transaction and commit included.

use crate::Res;
use crate::client::{Client, Manner};
use crate::proxy::Proxy;
use crate::report::Row;
use crate::screens::Screens;
use crate::server::Server;
use crate::world::World;

/// The first visits prepare statements, and the worker asks for work now and then: the least of these is the screen's own.
const VISITS: usize = 8;

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let folder = world.postgres.folder().join("proxy");
    let proxy = Proxy::start(&folder, &world.postgres.socket())?;
    let url = world.postgres.url_through("app", &folder);
    let server = Server::start(&url, &[("POOL_MAX", "2")]).await?;
    let screens = Screens::find(world, &server).await?;
    let pages = count(&proxy, &server, &screens, false).await?;
    let fragments = count(&proxy, &server, &screens, true).await?;
    server.stop().await?;
    let unseen = if screens.unseen.is_empty() {
        String::new()
    } else {
        format!("; no link led to {}", screens.unseen.join(", "))
    };
    Ok(vec![
        row("viajes.pagina", "a page", &pages, 6.0, &unseen)?,
        row("viajes.fragmento", "a fragment", &fragments, 4.0, "")?,
    ])
}

fn row(id: &'static str, what: &str, counted: &[(u64, &'static str)], limit: f64, unseen: &str) -> Res<Row> {
    let (trips, route) = counted.iter().max().ok_or("nothing was found")?;
    let what = format!("round trips of {what}: the most of all routes, {route}{unseen}");
    Ok(Row::absolute(id, what, "trips", *trips as f64, limit, counted.len()))
}

async fn count(proxy: &Proxy, server: &Server, screens: &Screens, fragment: bool) -> Res<Vec<(u64, &'static str)>> {
    let manner = Manner { cookie: screens.cookie.clone(), fragment, coding: "" };
    let mut client = Client::connect(server.address, manner).await?;
    let mut counted = Vec::new();
    for (route, address) in &screens.pages {
        let whole_page = client.get(address).await?.text().starts_with("<!DOCTYPE");
        if fragment != whole_page {
            counted.push((least(proxy, &mut client, address).await?, *route));
        }
    }
    Ok(counted)
}

async fn least(proxy: &Proxy, client: &mut Client, address: &str) -> Res<u64> {
    let mut least = u64::MAX;
    for _ in 0..VISITS {
        let before = proxy.trips();
        client.get(address).await?.expect(200, address)?;
        least = least.min(proxy.trips() - before);
    }
    Ok(least)
}
