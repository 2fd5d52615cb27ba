//! How much a request may send and how long it may take.

use std::sync::Arc;
use std::time::Duration;

use poem::{Endpoint, IntoResponse, Request, Response, endpoint::make};

use crate::error::{AppError, AppResult, interno};

const CUERPO_MAX: usize = 1024 * 1024;
/// The largest form of ours, the matrix of permissions, has a tenth of them.
const CAMPOS_MAX: usize = 2_000;

/// What another server sends at once.
const BYTES_MAX: usize = 3 * 1024 * 1024;

/// The body of a form.
pub(super) async fn leer_cuerpo(request: &mut Request) -> AppResult<Vec<u8>> {
    let bytes = leer_hasta(request, CUERPO_MAX).await?;
    let campos = bytes.iter().filter(|byte| **byte == b'&').count();
    if campos < CAMPOS_MAX { Ok(bytes) } else { Err(AppError::Excesivo) }
}

/// The body of what is no form.
pub(super) async fn leer_bytes(request: &mut Request) -> AppResult<Vec<u8>> {
    leer_hasta(request, BYTES_MAX).await
}

async fn leer_hasta(request: &mut Request, maximo: usize) -> AppResult<Vec<u8>> {
    match request.take_body().into_bytes_limit(maximo).await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(poem::error::ReadBodyError::PayloadTooLarge) => Err(AppError::Excesivo),
        Err(_) => Err(AppError::Malformado("body")),
    }
}

/// The answer has a time limit, the work has not: a handler inside a transaction runs to its end (its statements are
/// bounded by the database), because dropping it would leave the outcome unknown.
pub(super) fn con_plazo<E: Endpoint + 'static>(endpoint: E, plazo: Duration) -> impl Endpoint<Output = Response> {
    let endpoint = Arc::new(endpoint);
    make(move |request: Request| {
        let endpoint = Arc::clone(&endpoint);
        async move {
            let trabajo = tokio::spawn(async move { endpoint.call(request).await.map(IntoResponse::into_response) });
            match tokio::time::timeout(plazo, trabajo).await {
                Ok(Ok(respuesta)) => respuesta,
                Ok(Err(caida)) => Err(interno(caida).into()),
                Err(_) => Err(AppError::Ocupado.into()),
            }
        }
    })
}
