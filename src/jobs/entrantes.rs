//! What WhatsApp told, in the order it came; and what it did not deliver, by e-mail.

use crate::avisos::whatsapp::eventos::queries;
use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::services::whatsapp;

const LOTE: i32 = 100;

/// How many there were. What cannot be attended to comes back when its lease ends, and holds up no other.
pub async fn atender(db: &Db) -> AppResult<usize> {
    let eventos = queries::reclamar_eventos(db, LOTE).await?;
    for evento in &eventos {
        if let Err(error) = whatsapp::atender(db, evento).await {
            let (clinica, id) = (evento.clinica_id, evento.id);
            tracing::error!(%error, clinica.id = clinica, evento.id = id, "what WhatsApp told was not attended to");
        }
    }
    Ok(eventos.len())
}

/// How many letters were written. A clinic that cannot be helped holds up no other.
pub async fn respaldar(db: &Db) -> AppResult<usize> {
    let mut escritas = 0;
    for clinica in queries::por_respaldar(db).await? {
        match db.escribir(&Actor::sistema(clinica), async |tx| queries::respaldar(tx).await).await {
            Ok(suyas) => escritas += suyas,
            Err(error) => tracing::error!(%error, clinica.id = clinica, "what was not delivered was not written"),
        }
    }
    Ok(escritas)
}

/// What was attended to long ago.
pub async fn olvidar(db: &Db) -> AppResult<()> {
    queries::olvidar_eventos(db).await
}
