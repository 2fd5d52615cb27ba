//! What another server sends: its bytes as they came, for whoever checks their signature.

use poem::{FromRequest, Request, RequestBody};

use super::{App, ctx, limits};
use crate::db::Db;
use crate::error::AppResult;

#[derive(Clone)]
pub struct Llamada {
    pub app: App,
    pub cuerpo: Vec<u8>,
    /// X-Hub-Signature-256.
    pub firma: String,
}

impl Llamada {
    pub(super) async fn leer(app: &App, request: &mut Request) -> AppResult<Self> {
        let firma = request.header("X-Hub-Signature-256").unwrap_or_default().to_owned();
        Ok(Self { app: app.clone(), cuerpo: limits::leer_bytes(request).await?, firma })
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }
}

impl<'a> FromRequest<'a> for Llamada {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        ctx::puesto(request)
    }
}
