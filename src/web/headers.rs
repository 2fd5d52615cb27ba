//! What every answer says to the browser: what it may load, what it may keep, what the answer depends on.

use std::sync::Arc;

use poem::http::{HeaderValue, header};
use poem::{Endpoint, Request, Response, endpoint::make};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// Answers that set one of these themselves keep theirs: assets are immutable, a mail is shown under a stricter policy.
const DEFECTOS: &[(header::HeaderName, &str)] = &[
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::CACHE_CONTROL, "private, no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::VARY, "Accept-Encoding, HX-Request, HX-Request-Type"),
];

pub(super) fn asegurar<E: Endpoint<Output = Response> + 'static>(
    endpoint: E,
    https: bool,
) -> impl Endpoint<Output = Response> {
    let endpoint = Arc::new(endpoint);
    make(move |request: Request| {
        let endpoint = Arc::clone(&endpoint);
        async move {
            let mut respuesta = endpoint.get_response(request).await;
            let cabeceras = respuesta.headers_mut();
            for (nombre, valor) in DEFECTOS {
                cabeceras.entry(nombre.clone()).or_insert(HeaderValue::from_static(valor));
            }
            cabeceras.insert("Cross-Origin-Opener-Policy", HeaderValue::from_static("same-origin"));
            cabeceras
                .insert("Permissions-Policy", HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
            if https {
                let un_ano = HeaderValue::from_static("max-age=31536000; includeSubDomains");
                cabeceras.insert(header::STRICT_TRANSPORT_SECURITY, un_ano);
            }
            Ok::<_, poem::Error>(respuesta)
        }
    })
}
