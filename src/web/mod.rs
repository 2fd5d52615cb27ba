//! HTTP: who asks, what may be asked, how an answer leaves. Knows no business.

mod archivo;
pub mod assets;
pub mod csrf;
mod ctx;
mod errors;
mod escrito;
pub mod form;
mod guard;
mod headers;
pub mod htmx;
mod limits;
mod llamada;
mod log;
mod marco;
pub mod muestra;
pub mod salud;
pub mod session;
mod subida;
mod vivo;

use std::sync::Arc;

use poem::middleware::CookieJarManager;
use poem::{Endpoint, EndpointExt, Response};

use crate::config::Config;
use crate::db::Db;
use crate::values::llave::Llave;

pub use archivo::{archivo, csv, descargado};
pub use ctx::{Ctx, Persona, Visita};
pub use guard::{Acceso, Metodo, Ruta, carga, descarga, flujo, ruta};
pub use llamada::Llamada;
pub use subida::{ARCHIVO_MAX, Archivo, Subida};
pub use vivo::{Mirada, Ritmo, Visto, Vivo};

/// What every request shares. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub config: Arc<Config>,
    /// Where mail ends that may not leave: in the demo, in development and in tests.
    pub buzon: Option<crate::mail::Buzon>,
    pub vivo: Vivo,
    /// Without it nobody can have a second factor.
    pub llave: Option<Llave>,
}

/// The whole application, as one endpoint over its table of routes: `main` serves it, tests call it.
pub fn aplicacion(app: &App, tabla: Vec<Ruta>) -> impl Endpoint<Output = Response> + 'static + use<> {
    let rutas = limits::con_plazo(guard::montar(tabla, app), app.config.request_time);
    let atendidas = errors::atender(rutas).with(CookieJarManager::new());
    log::registrar(headers::asegurar(atendidas, app.config.segura()))
}
