//! Every screen one can get to, found by following links from the first one, as somebody who may open them all.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use antesala::routes;
use antesala::web::Metodo;

use crate::Res;
use crate::client::{Answer, Client, Manner};
use crate::server::Server;
use crate::world::{World, cookie};

/// Holds every role, in the clinic `sur`.
const WHO: &str = "diego@sur.test";
/// How many addresses of one route are visited: a list and its filters, two patients.
const OF_A_ROUTE: usize = 4;
/// What a person would type where a page asks for something to search.
const TYPED: &str = "q=mar";

pub struct Screens {
    pub cookie: String,
    /// Route and address, of answers in HTML.
    pub pages: Vec<(&'static str, String)>,
    /// Routes of pages that no link led to.
    pub unseen: Vec<&'static str>,
}

impl Screens {
    pub async fn find(world: &World, server: &Server) -> Res<Self> {
        let cookie = cookie(&world.signed_in(WHO).await?);
        let manner = Manner { cookie: cookie.clone(), ..Manner::default() };
        let mut client = Client::connect(server.address, manner).await?;
        let mut visited: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
        let mut pages = Vec::new();
        let mut ahead = VecDeque::from(["/entrar".to_owned(), "/clinicas".into(), "/sur/".into()]);
        while let Some(address) = ahead.pop_front() {
            let Some(route) = route_of(&address) else { continue };
            let seen = visited.entry(route).or_default();
            if seen.len() >= OF_A_ROUTE || !seen.insert(address.clone()) {
                continue;
            }
            let answer = client.get(&address).await?;
            ahead.extend(next(&answer));
            if answer.status == 200 && answer.is_html() {
                pages.push((route, address));
            }
        }
        let unseen = page_routes().filter(|route| !pages.iter().any(|(found, _)| found == route)).collect();
        Ok(Self { cookie, pages, unseen })
    }
}

/// Routes that people look at: no files of ours, nothing for machines, not the inbox of the demo.
fn page_routes() -> impl Iterator<Item = &'static str> {
    let not_pages = ["/salud", "/listo", "/assets", "/correo", "/ui"];
    let table = routes::tabla().into_iter().filter(|route| route.metodo == Metodo::Get).map(|route| route.patron);
    table.filter(move |route| !not_pages.iter().any(|other| route.starts_with(other)) && !route.ends_with("/vivo"))
}

/// As the router decides: a literal segment before a parameter.
fn route_of(address: &str) -> Option<&'static str> {
    let path: Vec<&str> = address.split(['?', '#']).next()?.split('/').collect();
    let fits = |route: &&'static str| {
        let parts: Vec<&str> = route.split('/').collect();
        parts.len() == path.len()
            && parts.iter().zip(&path).all(|(r, p)| r == p || (r.starts_with(':') && !p.is_empty()))
    };
    page_routes().filter(fits).min_by_key(|route| route.matches(':').count())
}

/// Where a page leads, and the same with something typed.
fn next(answer: &Answer) -> Vec<String> {
    let html = answer.text();
    let mut found = attributes(&html, &["href", "hx-get", "action"]);
    let typed: Vec<String> =
        found.iter().filter(|url| !url.contains('?')).map(|url| format!("{url}?{TYPED}")).collect();
    found.extend(typed.into_iter().filter(|_| html.contains("type=\"search\"")));
    found.extend(std::iter::once(answer.header(hyper::header::LOCATION).to_owned()));
    found.retain(|url| url.starts_with('/'));
    found
}

/// The values of these attributes, entities resolved.
pub fn attributes(html: &str, names: &[&str]) -> Vec<String> {
    let of = |name: &&str| {
        let opening = format!(" {name}=\"");
        html.split(opening.as_str())
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|value| value.replace("&amp;", "&"))
            .collect::<Vec<_>>()
    };
    names.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_the_most_literal_route() {
        assert_eq!(route_of("/sur/pacientes/nuevo"), Some("/:clinica/pacientes/nuevo"));
        assert_eq!(route_of("/sur/pacientes/12?x=1"), Some("/:clinica/pacientes/:id"));
        assert_eq!(route_of("/sur/"), Some("/:clinica/"));
        assert_eq!(route_of("/assets/x.css"), None);
    }

    #[test]
    fn the_values_of_attributes_are_found_and_read() {
        let html = r#"<a href="/a?b=1&amp;c=2">x</a><form hx-get="/f" action="/g">"#;
        assert_eq!(attributes(html, &["href", "hx-get"]), ["/a?b=1&c=2", "/f"]);
    }
}
