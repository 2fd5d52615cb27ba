//! Links that give access, minted when the message that carries them is sent: the database never holds one.

use chrono::TimeDelta;

use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::identidad::queries;
use crate::mail::Destino;
use crate::urls;
use crate::web::session;

/// How long a link to choose a password may wait in somebody's inbox.
const VIGENCIA: TimeDelta = TimeDelta::days(7);

/// The path a message's link leads to.
pub async fn ruta(db: &Db, clinica: i32, destino: &Destino) -> AppResult<String> {
    let (usuario_id, motivo) = match destino {
        Destino::Ruta(ruta) => return Ok(ruta.clone()),
        Destino::Clave { usuario_id, motivo } => (*usuario_id, motivo),
    };
    let token = session::nuevo_token();
    let vence = db.reloj().ahora() + VIGENCIA;
    db.escribir(&Actor::sistema(clinica), async |tx| {
        queries::crear_enlace(tx, usuario_id, motivo, &session::huella(&token), vence).await
    })
    .await?;
    Ok(urls::invitacion(&token))
}
