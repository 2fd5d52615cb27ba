//! Reminders of citas: written when their moment comes, as rows that leave like any other message. Nothing is decided ahead: what the clinic
//! set and how the cita stands count at that moment.

use chrono_tz::Tz;

use super::citas::aviso;
use crate::agenda::queries;
use crate::avisos::{self, PorRecordar, encolar};
use crate::db::{Actor, Db};
use crate::error::{AppResult, interno};

/// Looked for at once.
const LOTE: i32 = 500;

/// How many were written, out of `LOTE` at most. Two workers at it write each once; a clinic that cannot be told holds up no other.
pub async fn escribir(db: &Db) -> AppResult<usize> {
    let todos = avisos::queries::por_recordar(db, LOTE).await?;
    let mut escritos = 0;
    for de_clinica in todos.chunk_by(|uno, otro| uno.clinica_id == otro.clinica_id) {
        let clinica = de_clinica.first().map(|recordar| recordar.clinica_id);
        match escribir_de(db, de_clinica).await {
            Ok(suyos) => escritos += suyos,
            Err(error) => tracing::error!(%error, clinica.id = clinica, "the reminders of a clinic were not written"),
        }
    }
    Ok(escritos)
}

async fn escribir_de(db: &Db, por_recordar: &[PorRecordar]) -> AppResult<usize> {
    let Some(primero) = por_recordar.first() else { return Ok(0) };
    let zona: Tz = primero.zona.parse().map_err(interno)?;
    let ids: Vec<i64> = por_recordar.iter().map(|recordar| recordar.cita_id).collect();
    db.escribir(&Actor::sistema(primero.clinica_id), async |tx| {
        let mut escritos = 0;
        for cita in queries::de_citas(tx, &ids).await? {
            let de_ella = por_recordar.iter().filter(|recordar| recordar.cita_id == cita.id);
            for recordar in de_ella {
                if let Some(aviso) = aviso(&cita, zona) {
                    escritos +=
                        usize::from(encolar(tx, &avisos::recordatorio(&aviso, recordar.horas)).await?.is_some());
                }
            }
        }
        Ok(escritos)
    })
    .await
}
