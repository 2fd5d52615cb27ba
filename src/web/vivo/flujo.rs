//! A stream: it says the version of some days whenever it is another, and ends with the session that opened it.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::stream;
use poem::web::sse::{Event, SSE};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Duration, Instant, sleep_until};

use crate::identidad::{Permiso, queries};
use crate::ui::live::CAMBIO;
use crate::web::Ctx;
use crate::web::form::Filtro;

/// Proxies end what is silent for a minute.
const LATIDO: Duration = Duration::from_secs(20);

pub struct Mirada {
    pub dias: RangeInclusive<NaiveDate>,
    /// Without it, nobody may go on looking.
    pub permiso: Permiso,
    /// The version that the page has; empty when it has none.
    pub vista: String,
    /// When other days begin to be of interest.
    pub hasta: Option<DateTime<Utc>>,
}

/// The version that the one who asks has: of the last event of a stream that broke, else of the page.
pub struct Visto(pub String);

impl<'a> FromRequest<'a> for Visto {
    async fn from_request(request: &'a Request, cuerpo: &mut RequestBody) -> poem::Result<Self> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Pagina {
            visto: String,
        }
        let Filtro(pagina) = Filtro::<Pagina>::from_request(request, cuerpo).await?;
        Ok(Self(request.header("Last-Event-ID").map_or(pagina.visto, str::to_owned)))
    }
}

struct Flujo {
    ctx: Ctx,
    mirada: Mirada,
    cambio: watch::Receiver<u64>,
    /// Not to speak, and to look at the session again.
    pausa: Instant,
    revision: Instant,
}

impl Ctx {
    /// The stream of what is looked at. It holds no connection to the database while nothing happens.
    pub fn vivo(&self, mirada: Mirada) -> Response {
        let ahora = Instant::now();
        let flujo = self.app.vivo.suscribir(self.clinica.id).map(|cambio| {
            let revision = ahora + self.app.vivo.0.ritmo.revision;
            Flujo { ctx: self.clone(), mirada, cambio, pausa: ahora, revision }
        });
        let eventos = stream::unfold(flujo, async |flujo| flujo?.siguiente().await);
        SSE::new(eventos).keep_alive(LATIDO).into_response()
    }
}

impl Flujo {
    async fn siguiente(mut self) -> Option<(Event, Option<Self>)> {
        loop {
            // Marked as seen before it is read: a change in between wakes us again.
            self.cambio.borrow_and_update();
            let version = self.ctx.app.vivo.version(self.ctx.clinica.id, &self.mirada.dias);
            let novedad = version != self.mirada.vista;
            if novedad && self.pausa <= Instant::now() {
                self.pausa = Instant::now() + self.ctx.app.vivo.0.ritmo.pausa;
                self.mirada.vista.clone_from(&version);
                let evento = Event::message(version.clone()).id(version).event_type(CAMBIO);
                return Some((evento, Some(self)));
            }
            tokio::select! {
                cambio = self.cambio.changed() => cambio.ok()?,
                () = sleep_until(self.pausa), if novedad => {}
                () = sleep_until(self.revision) => self.seguir().await?,
            }
        }
    }

    async fn seguir(&mut self) -> Option<()> {
        self.revision = Instant::now() + self.ctx.app.vivo.0.ritmo.revision;
        let db = self.ctx.db();
        if self.mirada.hasta.is_some_and(|hasta| hasta <= db.reloj().ahora()) {
            return None;
        }
        // A database with too much to do is no reason to let go of anybody.
        let sigue = queries::sigue_dentro(db, self.ctx.sesion_id, self.ctx.clinica.id, self.mirada.permiso).await;
        sigue.unwrap_or(true).then_some(())
    }
}
