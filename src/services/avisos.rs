//! Links that give access, minted when the message that carries them is sent: the database never holds one.

use chrono::TimeDelta;

use super::encuestas::VIGENCIA;
use crate::agenda::enlace::queries as enlaces;
use crate::agenda::espera::oferta::queries as ofertas;
use crate::avisos::encuestas::queries as encuestas;
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
    let token = session::nuevo_token();
    let huella = session::huella(&token);
    let actor = Actor::sistema(clinica);
    match destino {
        Destino::Ruta(ruta) => Ok(ruta.clone()),
        Destino::Clave { usuario_id, motivo } => {
            let (vigencia, url): (_, fn(&str) -> String) = match motivo.as_str() {
                "recuperacion" => (RECUPERACION, urls::clave_nueva),
                _ => (INVITACION, urls::invitacion),
            };
            let vence = db.reloj().ahora() + vigencia;
            db.escribir(&actor, async |tx| queries::crear_enlace(tx, *usuario_id, motivo, &huella, vence).await)
                .await?;
            Ok(url(&token))
        }
        Destino::Oferta { oferta_id } => {
            db.escribir(&actor, async |tx| ofertas::enlazar(tx, *oferta_id, &huella).await).await?;
            Ok(urls::oferta(&token))
        }
        Destino::Cita { cita_id } => {
            db.escribir(&actor, async |tx| enlaces::crear(tx, *cita_id, &huella).await).await?;
            Ok(urls::enlace_cita(&token))
        }
        Destino::Encuesta { encuesta_id } => {
            db.escribir(&actor, async |tx| encuestas::enlazar(tx, *encuesta_id, &huella, VIGENCIA).await).await?;
            Ok(urls::enlace_encuesta(&token))
        }
    }
}
