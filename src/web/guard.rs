//! No endpoint without a declared access: a route is made with it, and this is what opens the door.

use std::collections::BTreeMap;
use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::error::MethodNotAllowedError;
use poem::http::{Method, header};
use poem::middleware::Compression;
use poem::web::{CompressionAlgo, CompressionLevel};
use poem::{Endpoint, EndpointExt, IntoEndpoint, Request, Response, Route, RouteMethod};
use serde::Deserialize;

use super::escrito::{self, Escrito};
use super::form::Cuerpo;
use super::log::Rastro;
use super::{App, Ctx, Llamada, Persona, Visita, csrf, htmx, limits, session, subida};
use crate::error::{AppError, AppResult};
use crate::identidad::{Permiso, queries};
use crate::ui::Tema;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metodo {
    Get,
    Post,
}

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceso {
    /// Anybody; for forms of people without a session.
    Publico,
    /// Files of ours: no cookie, no session, not compressed again.
    Recurso,
    /// Another server (`Llamada`), whose handler checks its signature, or the secret of the address: no cookie, no session, no form.
    Firmado,
    /// Signed in, in no clinic yet.
    Sesion,
    /// Any active member of the clinic in the path.
    Miembro,
    Permiso(Permiso),
}

pub struct Ruta {
    pub metodo: Metodo,
    /// As poem writes it: `/:clinica/pacientes/:id`.
    pub patron: &'static str,
    pub acceso: Acceso,
    endpoint: BoxEndpoint<'static>,
    /// Brotli's level; none for an answer without end, which compressing would hold back, or compressed already.
    compresion: Option<i32>,
    /// Its body carries a file.
    pub sube: bool,
}

/// Brotli's second level makes a page a seventh smaller than poem's own choice, the fastest, for 0.2 ms more.
const HABITUAL: i32 = 2;
/// The fifth takes half a millisecond more again and makes a full day another sixth smaller.
const A_FONDO: i32 = 5;

impl Ruta {
    /// A page large enough for smaller to be worth slower.
    pub fn grande(self) -> Self {
        Self { compresion: Some(A_FONDO), ..self }
    }
}

pub fn ruta<E>(metodo: Metodo, patron: &'static str, acceso: Acceso, endpoint: E) -> Ruta
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Ruta {
        metodo,
        patron,
        acceso,
        endpoint: endpoint.map_to_response().boxed(),
        compresion: Some(HABITUAL),
        sube: false,
    }
}

/// A GET whose answer is a stream of events.
pub fn flujo<E>(patron: &'static str, acceso: Acceso, endpoint: E) -> Ruta
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Ruta { compresion: None, ..ruta(Metodo::Get, patron, acceso, endpoint) }
}

/// A GET that answers a file of somebody's (`web::archivo`).
pub fn descarga<E>(patron: &'static str, acceso: Acceso, endpoint: E) -> Ruta
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Ruta { compresion: None, ..ruta(Metodo::Get, patron, acceso, endpoint) }
}

/// A POST that brings a file (`Subida`) beside its fields. Only who may come in is let send it.
pub fn carga<E>(patron: &'static str, acceso: Acceso, endpoint: E) -> Ruta
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Ruta { sube: true, ..ruta(Metodo::Post, patron, acceso, endpoint) }
}

/// What a path admits, as the header Allow says it.
const GET: &str = "GET, HEAD";
pub(super) const POST: &str = "POST";
const AMBOS: &str = "GET, HEAD, POST";

pub(super) fn montar(tabla: Vec<Ruta>, app: &App) -> Route {
    let mut por_patron: BTreeMap<&'static str, (&'static str, RouteMethod)> = BTreeMap::new();
    for ruta in tabla {
        let (metodo, admite) = match ruta.metodo {
            Metodo::Get => (Method::GET, GET),
            Metodo::Post => (Method::POST, POST),
        };
        let (admitia, previo) = por_patron.remove(ruta.patron).unwrap_or((admite, RouteMethod::new()));
        let admite = if admite == admitia { admite } else { AMBOS };
        por_patron.insert(ruta.patron, (admite, previo.method(metodo, guardada(ruta, app.clone()))));
    }
    por_patron
        .into_iter()
        .fold(Route::new(), |rutas, (patron, (admite, metodos))| rutas.at(patron, con_admision(metodos, admite)))
}

fn con_admision(metodos: RouteMethod, admite: &'static str) -> impl Endpoint<Output = Response> {
    metodos.around(move |metodos, request| async move {
        let respuesta = metodos.call(request).await;
        respuesta.map_err(|e| if e.is::<MethodNotAllowedError>() { AppError::OtroMetodo(admite).into() } else { e })
    })
}

/// Only what is made per request is compressed here; files come with their own siblings.
fn guardada(ruta: Ruta, app: App) -> BoxEndpoint<'static> {
    let Ruta { patron, acceso, endpoint, compresion, sube, .. } = ruta;
    let guardia = Guardia { patron, acceso, endpoint, sube, app };
    let Some(nivel) = compresion.filter(|_| !matches!(acceso, Acceso::Recurso | Acceso::Firmado)) else {
        return guardia.boxed();
    };
    let algoritmos = [CompressionAlgo::BR, CompressionAlgo::GZIP];
    guardia.with(Compression::new().algorithms(algoritmos).with_quality(CompressionLevel::Precise(nivel))).boxed()
}

struct Guardia {
    patron: &'static str,
    acceso: Acceso,
    endpoint: BoxEndpoint<'static>,
    sube: bool,
    app: App,
}

impl Endpoint for Guardia {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let rastro = request.data::<Arc<Rastro>>().cloned().unwrap_or_default();
        rastro.anotar_patron(self.patron);
        match self.acceso {
            Acceso::Recurso => {}
            Acceso::Firmado => {
                let llamada = Llamada::leer(&self.app, &mut request).await?;
                request.set_data(llamada);
            }
            _ => self.entrar(&mut request, &rastro).await?,
        }
        self.endpoint.call(request).await
    }
}

impl Guardia {
    async fn entrar(&self, request: &mut Request, rastro: &Rastro) -> AppResult<()> {
        let cookie = session::leer(request, session::SESION);
        let visita = visitar(&self.app, request, rastro, cookie.as_deref());
        rastro.anotar_visita(&visita);
        let token = visita.csrf.clone();
        if request.method() == Method::POST {
            escrito::marcar(&visita);
            csrf::comprobar_origen(request, &self.app.config.public_url)?;
            if !self.sube {
                let cuerpo = limits::leer_cuerpo(request).await?;
                sellar(request, Cuerpo(cuerpo), &token)?;
            }
        }
        request.set_data(visita.clone());
        match self.acceso {
            Acceso::Publico | Acceso::Recurso | Acceso::Firmado => {}
            Acceso::Sesion => {
                let persona = self.identificar(visita, cookie, "").await?.0;
                request.set_data(persona);
            }
            Acceso::Miembro => drop(self.ingresar(request, rastro, visita, cookie).await?),
            Acceso::Permiso(permiso) => self.ingresar(request, rastro, visita, cookie).await?.exigir(permiso)?,
        }
        if self.sube {
            let (cuerpo, subida) = subida::leer(request, self.app.config.request_time).await?;
            request.set_data(subida);
            sellar(request, cuerpo, &token)?;
        }
        Ok(())
    }

    async fn identificar(
        &self,
        visita: Visita,
        cookie: Option<String>,
        slug: &str,
    ) -> AppResult<(Persona, crate::identidad::Apertura)> {
        let token = cookie.ok_or(AppError::SinSesion)?;
        let apertura = queries::abrir_peticion(&self.app.db, &session::huella(&token), slug).await?;
        let apertura = apertura.ok_or(AppError::SinSesion)?;
        Ok((Persona::nueva(visita, &apertura), apertura))
    }

    async fn ingresar(
        &self,
        request: &mut Request,
        rastro: &Rastro,
        visita: Visita,
        cookie: Option<String>,
    ) -> AppResult<Ctx> {
        let slug = request.raw_path_param("clinica").unwrap_or_default().to_owned();
        let (persona, apertura) = self.identificar(visita, cookie, &slug).await?;
        if apertura.falta_factor {
            return Err(AppError::SinFactor);
        }
        let ctx = Ctx::nuevo(persona, apertura).ok_or(AppError::NoEncontrado)?;
        rastro.anotar_ctx(&ctx);
        request.set_data(ctx.clone());
        Ok(ctx)
    }
}

/// The body is read in the guard, once: no handler can forget the token.
fn sellar(request: &mut Request, cuerpo: Cuerpo, token: &str) -> AppResult<()> {
    #[derive(Deserialize, Default)]
    struct Sello {
        #[serde(default)]
        csrf: String,
    }
    let sello: Sello = serde_html_form::from_bytes(&cuerpo.0).unwrap_or_default();
    csrf::comprobar_token(&sello.csrf, token)?;
    request.set_data(cuerpo);
    Ok(())
}

fn visitar(app: &App, request: &Request, rastro: &Rastro, cookie: Option<&str>) -> Visita {
    let jar = request.cookie().clone();
    let raiz = cookie.map(str::to_owned).or_else(|| session::leer(request, session::VISITA)).unwrap_or_else(|| {
        let token = session::nuevo_token();
        session::poner(&jar, session::VISITA, &token, app.config.segura(), None);
        token
    });
    Visita {
        app: app.clone(),
        peticion: rastro.peticion,
        htmx: request.header("HX-Request") == Some("true"),
        fragmento: htmx::es_fragmento(request),
        aqui: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
        viene_de: request.header(header::REFERER).and_then(procedencia).unwrap_or_else(|| "/".into()),
        csrf: csrf::token(&raiz),
        direccion: super::log::direccion(request, &app.config.trusted_proxies),
        agente: request.header("User-Agent").unwrap_or_default().chars().take(200).collect(),
        escrito: Escrito::leer(request),
        tema: session::leer(request, session::TEMA).map(|t| Tema::from_cookie(&t)).unwrap_or_default(),
        jar,
    }
}

/// The path alone: wherever it came from, the answer stays in our house. `//x` would leave it.
fn procedencia(referer: &str) -> Option<String> {
    let uri: poem::http::Uri = referer.parse().ok()?;
    let ruta = uri.path_and_query()?.as_str();
    (ruta.starts_with('/') && !ruta.starts_with("//") && !ruta.contains('\\')).then(|| ruta.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn se_vuelve_solo_dentro_de_casa() {
        assert_eq!(procedencia("https://antesala.test/norte/agenda?dia=1").as_deref(), Some("/norte/agenda?dia=1"));
        assert_eq!(procedencia("https://mal.test").as_deref(), Some("/"));
        for fuera in ["https://antesala.test//mal.test/", "//mal.test", "javascript:alert(1)", ""] {
            assert!(procedencia(fuera).is_none_or(|ruta| !ruta.starts_with("//")), "{fuera}");
        }
    }
}
