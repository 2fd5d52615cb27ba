//! Links that give access, minted when the message that carries them is sent: the database never holds one.

use chrono::TimeDelta;

use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::identidad::queries;
use crate::mail::Destino;
use crate::urls;
use crate::web::session;

/// How long an invitation may wait in somebody's inbox.
const INVITACION: TimeDelta = TimeDelta::days(7);
/// Who asked for another password waits for the letter.
const RECUPERACION: TimeDelta = TimeDelta::hours(1);

/// The path a message's link leads to.
pub async fn ruta(db: &Db, clinica: i32, destino: &Destino) -> AppResult<String> {
    let (usuario_id, motivo) = match destino {
        Destino::Ruta(ruta) => return Ok(ruta.clone()),
        Destino::Clave { usuario_id, motivo } => (*usuario_id, motivo),
    };
    let (vigencia, url): (_, fn(&str) -> String) = match motivo.as_str() {
        "recuperacion" => (RECUPERACION, urls::clave_nueva),
        _ => (INVITACION, urls::invitacion),
    };
    let token = session::nuevo_token();
    let vence = db.reloj().ahora() + vigencia;
    db.escribir(&Actor::sistema(clinica), async |tx| {
        queries::crear_enlace(tx, usuario_id, motivo, &session::huella(&token), vence).await
    })
    .await?;
    Ok(url(&token))
}
