//! Holds whose time is over leave the agenda, though nobody books near them; so does what was asked for online and nobody answered.

use crate::agenda::reserva::queries;
use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::services::en_linea;

/// How many left.
pub async fn soltar(db: &Db) -> AppResult<usize> {
    let mut cuantas = 0;
    for clinica in queries::clinicas_con_vencidas(db).await? {
        let actor = Actor::sistema(clinica);
        en_linea::vencer(db, clinica).await?;
        cuantas += db.escribir(&actor, async |tx| queries::soltar_todas_las_vencidas(tx).await).await?;
    }
    Ok(cuantas)
}
