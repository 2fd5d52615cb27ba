//! What happened, as rows written with the data it speaks of, so that other contexts may react without being named.

use diesel::sql_types::{Integer, Jsonb};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};

use super::model::NuevoMensaje;
use super::queries::escribir;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno};

/// Ids only: whoever reacts reads the rest under its own permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tipo", content = "datos")]
pub enum Evento {
    PacienteCreado { paciente_id: i64 },
    CitaAgendada { cita_id: i64 },
    CitaReagendada { cita_id: i64, anterior_id: i64 },
    CitaCancelada { cita_id: i64 },
    PagoRegistrado { pago_id: i64 },
    StockBajo { insumo_id: i64 },
}

pub async fn publicar(tx: &mut Tx<'_>, eventos: &[Evento]) -> AppResult<()> {
    if eventos.is_empty() {
        return Ok(());
    }
    consulta(
        "insert into eventos (clinica_id, tipo, datos)
         select $1, e ->> 'tipo', e -> 'datos' from jsonb_array_elements($2) as e",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Jsonb, _>(serde_json::to_value(eventos).map_err(interno)?)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The events and the message that tells somebody of them, in one statement.
pub async fn anunciar(tx: &mut Tx<'_>, eventos: &[Evento], mensaje: Option<&NuevoMensaje>) -> AppResult<()> {
    match mensaje {
        Some(mensaje) => escribir(tx, eventos, mensaje, true).await.map(drop),
        None => publicar(tx, eventos).await,
    }
}
