//! Style, scripts and icons, embedded in the binary and served for ever: each name carries the hash of its content.

use std::{collections::HashMap, sync::LazyLock};

use include_dir::{Dir, include_dir};
use poem::{
    Body, Request, Response, handler,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    web::Path,
};

static DIST: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/dist");

/// Logical name to URL, and file name to what is served under it.
struct Catalogue {
    urls: HashMap<String, String>,
    files: HashMap<String, File>,
}

struct File {
    mime: &'static str,
    /// In order of preference; the first is always possible as the last resort is the plain file.
    forms: Vec<Form>,
}

struct Form {
    coding: Option<&'static str>,
    etag: String,
    bytes: &'static [u8],
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let manifest: HashMap<String, String> = DIST
        .get_file("manifest.json")
        .and_then(|file| serde_json::from_slice(file.contents()).ok())
        .unwrap_or_default();
    let files = manifest.values().map(|name| (name.clone(), File::of(name))).collect();
    let urls = manifest.into_iter().map(|(logical, name)| (logical, format!("/assets/{name}"))).collect();
    Catalogue { urls, files }
});

impl File {
    fn of(name: &str) -> Self {
        let forms = [(Some("br"), ".br"), (Some("gzip"), ".gz"), (None, "")]
            .into_iter()
            .filter_map(|(coding, ending)| {
                let path = format!("{name}{ending}");
                let bytes = DIST.get_file(&path)?.contents();
                Some(Form { coding, etag: format!("\"{path}\""), bytes })
            })
            .collect();
        Self { mime: mime(name), forms }
    }

    fn best(&self, accepted: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.coding.is_none_or(|coding| accepts(accepted, coding)))
    }
}

/// The URL of an asset by the name it has in `assets/`: `url("antesala.css")`. An unknown name gives a URL that answers 404.
pub fn url(logical: &str) -> &'static str {
    CATALOGUE.urls.get(logical).map_or("/assets/-", String::as_str)
}

/// `GET /assets/*path`
#[handler]
pub fn asset(Path(path): Path<String>, request: &Request) -> Response {
    respond(&path, request.headers())
}

fn respond(path: &str, headers: &HeaderMap) -> Response {
    let accepted = text(headers, header::ACCEPT_ENCODING);
    let Some((file, form)) = CATALOGUE.files.get(path).and_then(|file| Some((file, file.best(accepted)?))) else {
        return StatusCode::NOT_FOUND.into();
    };
    let mut response = if matches(text(headers, header::IF_NONE_MATCH), &form.etag) {
        Response::from(StatusCode::NOT_MODIFIED)
    } else {
        Response::builder().content_type(file.mime).body(Body::from_bytes(form.bytes.into()))
    };
    let kept = response.headers_mut();
    kept.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    kept.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(etag) = HeaderValue::from_str(&form.etag) {
        kept.insert(header::ETAG, etag);
    }
    if let Some(coding) = form.coding {
        kept.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// RFC 9110, 12.5.3: a coding that is named decides, else `*`; weight 0 refuses.
fn accepts(accepted: &str, coding: &str) -> bool {
    let weight = |wanted: &str| {
        accepted.split(',').find_map(|part| {
            let (name, parameter) = part.split_once(';').unwrap_or((part, ""));
            let quality = parameter.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0_f32);
            name.trim().eq_ignore_ascii_case(wanted).then_some(quality)
        })
    };
    weight(coding).or_else(|| weight("*")).is_some_and(|quality| quality > 0.0)
}

/// If-None-Match compares weakly: a proxy may have marked our tag with `W/`.
fn matches(sent: &str, etag: &str) -> bool {
    sent.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(path: &str, headers: &[(header::HeaderName, &str)]) -> Response {
        let sent = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        respond(path, &sent)
    }

    fn name(logical: &str) -> &'static str {
        url(logical).strip_prefix("/assets/").unwrap()
    }

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        text(response.headers(), name)
    }

    #[test]
    fn the_smallest_accepted_form_is_served_for_ever() {
        let response = get(name("antesala.css"), &[(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")]);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), "br");
        assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/css; charset=utf-8");
        assert_eq!(header_of(&response, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(header_of(&response, header::VARY), "Accept-Encoding");
    }

    #[test]
    fn a_refused_coding_is_not_used() {
        let gzip = get(name("htmx.js"), &[(header::ACCEPT_ENCODING, "br;q=0, *")]);
        assert_eq!(header_of(&gzip, header::CONTENT_ENCODING), "gzip");
        let plain = get(name("htmx.js"), &[]);
        assert!(plain.headers().get(header::CONTENT_ENCODING).is_none());
    }

    #[test]
    fn each_form_has_its_own_tag_and_a_known_tag_costs_no_body() {
        let br = [(header::ACCEPT_ENCODING, "br")];
        let etag = header_of(&get(name("iconos.svg"), &br), header::ETAG).to_owned();
        assert_ne!(etag, header_of(&get(name("iconos.svg"), &[]), header::ETAG));
        let weak = format!("\"other\", W/{etag}");
        let again = get(name("iconos.svg"), &[(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, &weak)]);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header_of(&again, header::ETAG), etag);
    }

    #[test]
    fn only_what_the_manifest_names_is_served() {
        let sibling = format!("{}.br", name("htmx.js"));
        for path in ["", "manifest.json", "antesala.css", "../Cargo.toml", "-", &sibling] {
            assert_eq!(get(path, &[]).status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
