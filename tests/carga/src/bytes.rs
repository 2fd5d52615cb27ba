//! What goes over the wire, compressed as a browser asks for it; bodies only.

use std::collections::BTreeSet;

use antesala::urls;
use chrono::Days;

use crate::Res;
use crate::agenda::{Agenda, Tamano};
use crate::client::{Client, Manner};
use crate::report::Row;
use crate::screens::{Screens, attributes};
use crate::server::Server;
use crate::world::{World, correo_de};

type Size = (f64, String);

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let server = world.serve(&[]).await?;
    let day = full_day(world, &server).await?;
    let screens = Screens::find(world, &server).await?;
    let first = first_pages(&server, &screens).await?;
    let pages = sizes(&server, &screens, false).await?;
    let fragments = sizes(&server, &screens, true).await?;
    server.stop().await?;
    let (largest_first, largest_page) = (largest(&first)?, largest(&pages)?);
    let typical = fragments.get(fragments.len() / 2).ok_or("no fragment")?;
    let largest_fragment = largest(&fragments)?;
    let what_first = format!("page, style, scripts and icons with an empty cache: the largest, {}", largest_first.1);
    let what_page = format!("a page once the rest is in the cache: the largest, {}", largest_page.1);
    let what_fragment = format!(
        "the median fragment, {}; the largest, {}, {:.1} kB",
        typical.1, largest_fragment.1, largest_fragment.0
    );
    Ok(vec![
        Row::absolute("bytes.primera", what_first, "kB", largest_first.0, 60.0, first.len()),
        Row::absolute("bytes.siguiente", what_page, "kB", largest_page.0, 10.0, pages.len()),
        day,
        Row::absolute("bytes.fragmento", what_fragment, "kB", typical.0, 3.0, fragments.len()),
    ])
}

fn largest(sizes: &[Size]) -> Res<&Size> {
    sizes.last().ok_or_else(|| "nothing was found".into())
}

/// The pages where a visit starts, each with everything it refers to.
async fn first_pages(server: &Server, screens: &Screens) -> Res<Vec<Size>> {
    let mut sizes = Vec::new();
    for (address, cookie) in [("/entrar", String::new()), ("/sur/", screens.cookie.clone())] {
        let mut plain = Client::connect(server.address, Manner { cookie: cookie.clone(), ..Manner::default() }).await?;
        let html = plain.get(address).await?.expect(200, address)?.text();
        let mut compressed = Client::connect(server.address, Manner { cookie, coding: "br", fragment: false }).await?;
        let mut total = compressed.get(address).await?.expect(200, address)?.body.len();
        for file in files(&html) {
            total += compressed.get(&file).await?.expect(200, &file)?.body.len();
        }
        sizes.push((kb(total), address.to_owned()));
    }
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(sizes)
}

/// Each file once, whatever part of it is asked for.
fn files(html: &str) -> BTreeSet<String> {
    let named = attributes(html, &["href", "src"]).into_iter().filter(|url| url.starts_with("/assets/"));
    named.filter_map(|url| url.split('#').next().map(str::to_owned)).collect()
}

/// The heaviest page there is: a day of thirty professionals at two thirds of what they can.
async fn full_day(world: &World, server: &Server) -> Res<Row> {
    let agenda = Agenda::fundar(world, "treinta", Tamano::PAGINA).await?;
    let manner = world.as_fragments(&correo_de(agenda.slug, 0)).await?;
    let address = urls::agenda_dia(agenda.slug, agenda.lunes + Days::new(7), "", "");
    let plain = Manner { fragment: false, coding: "", ..manner.clone() };
    let html = Client::connect(server.address, plain).await?.get(&address).await?.expect(200, &address)?.text();
    let mut compressed = Client::connect(server.address, Manner { fragment: false, ..manner }).await?;
    let size = compressed.get(&address).await?.expect(200, &address)?.body.len();
    let citas = html.matches(" id=\"cita-").count();
    let what = format!(
        "a later page: the day of 30 professionals, {citas} citas, {:.0} kB before compression",
        kb(html.len())
    );
    Ok(Row::absolute("bytes.dia", what, "kB", kb(size), 10.0, citas))
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

/// From the smallest on. A fragment is what a screen answers to htmx when that is not the whole page.
async fn sizes(server: &Server, screens: &Screens, fragment: bool) -> Res<Vec<Size>> {
    let manner = |coding| Manner { cookie: screens.cookie.clone(), fragment, coding };
    let mut plain = Client::connect(server.address, manner("")).await?;
    let mut compressed = Client::connect(server.address, manner("br")).await?;
    let mut sizes = Vec::new();
    for (_, address) in &screens.pages {
        if fragment == plain.get(address).await?.text().starts_with("<!DOCTYPE") {
            continue;
        }
        let answer = compressed.get(address).await?.expect(200, address)?;
        sizes.push((kb(answer.body.len()), address.clone()));
    }
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(sizes)
}
