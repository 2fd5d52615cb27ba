//! For the one who watches: `/salud` (the process answers) and `/listo` (database there and migrated).

use poem::http::StatusCode;
use poem::{IntoResponse, Response, handler};

use super::Visita;

#[handler]
pub fn salud() -> &'static str {
    "ok"
}

#[handler]
pub async fn listo(visita: Visita) -> Response {
    match visita.db().lista().await {
        Ok(true) => "ok".into_response(),
        Ok(false) => "migraciones pendientes".with_status(StatusCode::SERVICE_UNAVAILABLE).into_response(),
        Err(_) => "sin base de datos".with_status(StatusCode::SERVICE_UNAVAILABLE).into_response(),
    }
}
