//! One line per request, and the trace that the inner layers fill. Never a name, a query string, a body or a token.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use poem::{Endpoint, Request, Response, endpoint::make};
use uuid::Uuid;

use super::{Ctx, Visita};

/// What is learnt of a request on its way in, for those who stand outside: the log and the error pages.
pub(super) struct Rastro {
    pub(super) peticion: Uuid,
    patron: OnceLock<&'static str>,
    visita: OnceLock<Visita>,
    ctx: OnceLock<Ctx>,
}

impl Default for Rastro {
    fn default() -> Self {
        Self { peticion: Uuid::new_v4(), patron: OnceLock::new(), visita: OnceLock::new(), ctx: OnceLock::new() }
    }
}

impl Rastro {
    pub(super) fn anotar_patron(&self, patron: &'static str) {
        self.patron.get_or_init(|| patron);
    }

    pub(super) fn anotar_visita(&self, visita: &Visita) {
        self.visita.get_or_init(|| visita.clone());
    }

    pub(super) fn anotar_ctx(&self, ctx: &Ctx) {
        self.ctx.get_or_init(|| ctx.clone());
    }

    pub(super) fn visita(&self) -> Option<&Visita> {
        self.visita.get()
    }

    pub(super) fn ctx(&self) -> Option<&Ctx> {
        self.ctx.get()
    }

    /// The route, never the path: paths may carry tokens.
    pub(super) fn patron(&self) -> &'static str {
        self.patron.get().copied().unwrap_or("-")
    }
}

pub(super) fn registrar<E: Endpoint<Output = Response> + 'static>(endpoint: E) -> impl Endpoint<Output = Response> {
    let endpoint = Arc::new(endpoint);
    make(move |mut request: Request| {
        let endpoint = Arc::clone(&endpoint);
        async move {
            let rastro = Arc::new(Rastro::default());
            request.set_data(Arc::clone(&rastro));
            let (metodo, inicio) = (request.method().clone(), Instant::now());
            let mut respuesta = endpoint.get_response(request).await;
            if let Ok(valor) = rastro.peticion.to_string().parse() {
                respuesta.headers_mut().insert("X-Request-Id", valor);
            }
            linea(&rastro, &metodo, &respuesta, inicio);
            Ok::<_, poem::Error>(respuesta)
        }
    })
}

fn linea(rastro: &Rastro, metodo: &poem::http::Method, respuesta: &Response, inicio: Instant) {
    let ctx = rastro.ctx();
    tracing::info!(
        peticion.id = %rastro.peticion,
        peticion.metodo = %metodo,
        peticion.ruta = rastro.patron(),
        respuesta.estado = respuesta.status().as_u16(),
        respuesta.ms = u64::try_from(inicio.elapsed().as_millis()).unwrap_or(u64::MAX),
        clinica.id = ctx.map(|c| c.clinica.id),
        membresia.id = ctx.map(|c| c.membresia_id),
        "request answered"
    );
}

/// The last hop that no trusted proxy vouches for. The header is believed only when a trusted proxy sent it, and backwards
/// only as far as it can be read: what stands before is whatever the client wrote.
pub(super) fn direccion(request: &Request, confiables: &[IpAddr]) -> String {
    let directa = request.remote_addr().as_socket_addr().map(|a| a.ip().to_canonical());
    if !directa.is_some_and(|ip| confiables.contains(&ip)) {
        return directa.map(|ip| ip.to_string()).unwrap_or_default();
    }
    // Some proxies add to the line that came, others add a line: all of them are one list.
    let lineas = request.headers().get_all("X-Forwarded-For").iter().map(|linea| linea.to_str().unwrap_or_default());
    let lista = lineas.collect::<Vec<_>>().join(",");
    let saltos = lista.rsplit(',').map_while(|salto| Some(salto.trim().parse::<IpAddr>().ok()?.to_canonical()));
    let ajena = saltos.into_iter().find(|ip| !confiables.contains(ip));
    ajena.or(directa).map(|ip| ip.to_string()).unwrap_or_default()
}
