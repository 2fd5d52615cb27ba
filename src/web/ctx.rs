//! Who asks. `Visita`: anybody; `Persona`: signed in; `Ctx`: a member inside a clinic. Each stands on the one before.

use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::html;
use poem::web::cookie::CookieJar;
use poem::{FromRequest, Request, RequestBody};
use uuid::Uuid;

use super::escrito::{self, Escrito};
use super::{App, session};
use crate::db::{Actor, Alcance, Db, Leido, Origen, Tx};
use crate::error::{AppError, AppResult};
use crate::identidad::{Apertura, Permiso, Rol};
use crate::ui::{Enlace, Tema, Toast};
use crate::values::zona::Zona;

const AVISO: &str = "antesala_aviso";

#[derive(Clone)]
pub struct Visita {
    pub app: App,
    pub peticion: Uuid,
    /// Asked by htmx at all.
    pub htmx: bool,
    /// Asked by htmx for a part of the page.
    pub fragmento: bool,
    /// Path and query of this request: where to come back to.
    pub aqui: String,
    /// Path and query of the page that sent this request; `/` when it does not say, or is not ours.
    pub viene_de: String,
    pub csrf: String,
    /// Address of the client; of the last untrusted hop when a trusted proxy says so.
    pub direccion: String,
    pub agente: String,
    pub tema: Tema,
    pub(super) escrito: Escrito,
    pub(super) jar: CookieJar,
}

impl Visita {
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    pub fn origen(&self, sesion: Option<i64>) -> Origen {
        Origen { sesion, direccion: self.direccion.parse().ok() }
    }

    pub fn jar(&self) -> &CookieJar {
        &self.jar
    }

    /// One sentence for the next page, and where it leads; carried in hexadecimal because cookies hold no accents.
    pub(super) fn dejar_aviso(&self, aviso: &str, enlace: Option<&Enlace>) {
        let enlace = enlace.map(|e| format!("\n{}\n{}", e.texto, e.url)).unwrap_or_default();
        let dicho = session::hex(format!("{aviso}{enlace}").as_bytes());
        session::poner(&self.jar, AVISO, &dicho, self.app.config.segura(), None);
    }

    /// The sentence left by the page before, once.
    pub fn tomar_aviso(&self) -> Vec<Toast> {
        let Some(cookie) = self.jar.get(AVISO) else { return Vec::new() };
        session::quitar(&self.jar, AVISO);
        let bytes: Option<Vec<u8>> = cookie
            .value_str()
            .as_bytes()
            .chunks(2)
            .map(|par| std::str::from_utf8(par).ok().and_then(|h| u8::from_str_radix(h, 16).ok()))
            .collect();
        bytes.and_then(|b| String::from_utf8(b).ok()).map(|dicho| tostada(&dicho)).into_iter().collect()
    }
}

/// A link leads to a page of ours, whoever wrote the cookie. A browser drops tabs from an address, and `/<tab>/x` leaves as `//x`.
fn tostada(dicho: &str) -> Toast {
    let mut partes = dicho.splitn(3, '\n');
    let toast = Toast::success(partes.next().unwrap_or_default());
    match (partes.next(), partes.next()) {
        (Some(texto), Some(url)) if es_nuestra(url) => toast.action(html! { a href=(url) { (texto) } }),
        _ => toast,
    }
}

fn es_nuestra(url: &str) -> bool {
    let llana = url.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    llana && url.strip_prefix('/').is_some_and(|resto| !resto.starts_with('/'))
}

#[derive(Clone)]
pub struct Persona {
    pub visita: Visita,
    pub sesion_id: i64,
    pub usuario_id: i64,
    pub nombre: String,
    pub correo: String,
    /// Single-key shortcuts are wanted.
    pub atajos: bool,
}

impl Deref for Persona {
    type Target = Visita;

    fn deref(&self) -> &Visita {
        &self.visita
    }
}

#[derive(Debug, Clone)]
pub struct Clinica {
    pub id: i32,
    pub slug: String,
    pub nombre: String,
    pub zona: Tz,
    pub moneda: String,
}

/// A member inside a clinic, with the right to be where they are. Cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Miembro>);

pub struct Miembro {
    pub persona: Persona,
    pub clinica: Clinica,
    pub sucursal_id: i64,
    pub sucursal: String,
    pub membresia_id: i64,
    pub roles: Vec<Rol>,
    permisos: Vec<Permiso>,
}

impl Deref for Ctx {
    type Target = Miembro;

    fn deref(&self) -> &Miembro {
        &self.0
    }
}

impl Deref for Miembro {
    type Target = Persona;

    fn deref(&self) -> &Persona {
        &self.persona
    }
}

impl Ctx {
    pub fn actor(&self) -> Actor {
        Actor {
            clinica: self.clinica.id,
            usuario: Some(self.usuario_id),
            membresia: Some(self.membresia_id),
            peticion: self.peticion,
            origen: self.origen(Some(self.sesion_id)),
        }
    }

    pub fn puede(&self, permiso: Permiso) -> bool {
        self.permisos.contains(&permiso)
    }

    /// For what depends on more than the route's own permission.
    pub fn exigir(&self, permiso: Permiso) -> AppResult<()> {
        if self.puede(permiso) { Ok(()) } else { Err(AppError::Prohibido(permiso.codigo())) }
    }

    /// The date on the wall of the clinic.
    pub fn hoy(&self) -> NaiveDate {
        self.db().reloj().ahora().with_timezone(&self.clinica.zona).date_naive()
    }

    /// The instants between which it is today in the clinic; the end is outside.
    pub fn ventana_de_hoy(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        Zona::from(self.clinica.zona).dia(self.hoy())
    }

    pub fn slug(&self) -> &str {
        &self.clinica.slug
    }

    pub async fn leer<R, F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>>(&self, f: F) -> AppResult<R> {
        self.db().leer(&self.actor(), f).await
    }

    /// Of a report: by whoever may answer `alcance` and holds what the person has written.
    pub async fn leer_reporte<R, F>(&self, alcance: Alcance, f: F) -> AppResult<Leido<R>>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R> + Clone,
    {
        let leido = self.db().leer_reporte(&self.actor(), self.con_lo_suyo(alcance), f).await?;
        escrito::anotar(self, leido.fuente);
        Ok(leido)
    }

    /// Who may answer, when what the person has written must be there as well.
    pub fn con_lo_suyo(&self, alcance: Alcance) -> Alcance {
        self.escrito.exigir(alcance)
    }

    pub async fn escribir<R, F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<R>>(&self, f: F) -> AppResult<R> {
        self.db().escribir(&self.actor(), f).await
    }
}

impl Persona {
    /// For what is of the person alone, in no clinic.
    pub fn propio(&self) -> Actor {
        Actor::persona(self.usuario_id, self.peticion, self.origen(Some(self.sesion_id)))
    }

    pub(super) fn nueva(visita: Visita, apertura: &Apertura) -> Self {
        Self {
            visita,
            sesion_id: apertura.sesion_id,
            usuario_id: apertura.usuario_id,
            nombre: apertura.usuario_nombre.clone(),
            correo: apertura.usuario_correo.clone(),
            atajos: apertura.atajos,
        }
    }
}

impl Ctx {
    /// `None` when the person is no active member of the clinic asked for: for them it does not exist.
    pub(super) fn nuevo(persona: Persona, apertura: Apertura) -> Option<Self> {
        let clinica = Clinica {
            id: apertura.clinica_id?,
            slug: apertura.clinica_slug?,
            nombre: apertura.clinica_nombre?,
            zona: apertura.zona?.parse().ok()?,
            moneda: apertura.moneda?,
        };
        Some(Self(Arc::new(Miembro {
            persona,
            clinica,
            sucursal_id: apertura.sucursal_id?,
            sucursal: apertura.sucursal_nombre?,
            membresia_id: apertura.membresia_id?,
            roles: apertura.roles.iter().filter_map(|r| Rol::de_codigo(r)).collect(),
            permisos: apertura.permisos.iter().filter_map(|p| Permiso::de_codigo(p)).collect(),
        })))
    }
}

/// The guard puts what the route's access asked for; a handler that asks for more than its route declares is a fault of ours.
pub(super) fn puesto<T: Clone + Send + Sync + 'static>(request: &Request) -> poem::Result<T> {
    let valor = request.data::<T>().cloned();
    Ok(valor
        .ok_or_else(|| crate::error::interno("the route's declared access does not provide what its handler takes"))?)
}

impl<'a> FromRequest<'a> for Visita {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        puesto(request)
    }
}

impl<'a> FromRequest<'a> for Persona {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        puesto(request)
    }
}

impl<'a> FromRequest<'a> for Ctx {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        puesto(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_enlace_se_queda_en_casa() {
        assert!(es_nuestra("/norte/agenda/espera/3?x=1#y"));
        for fuera in ["//mal.test", "/\\mal.test", "/\t/mal.test", "/\n/mal.test", "https://mal.test", "norte", ""] {
            assert!(!es_nuestra(fuera), "{fuera:?}");
        }
    }
}
