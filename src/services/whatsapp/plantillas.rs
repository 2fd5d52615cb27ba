//! What a clinic and the API of WhatsApp tell each other.

use crate::avisos::MOLDES;
use crate::avisos::whatsapp::{EstadoPlantilla, queries};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult, interno};
use crate::urls;
use crate::whatsapp::Cliente;

/// Asks for a template, and keeps what the API says of it; a refusal is an answer too.
pub async fn pedir_plantilla(
    db: &Db,
    actor: &Actor,
    (cliente, public_url): (&Cliente, &str),
    tipo: &str,
) -> AppResult<()> {
    let (tipo, molde) = MOLDES.iter().find(|(t, _)| t.codigo() == tipo).ok_or_else(|| interno("no such template"))?;
    let Some(ajustes) = db.leer(actor, async |tx| queries::ajustes(tx).await).await? else { return Ok(()) };
    let enlaces = format!("{public_url}{}", urls::enlace_cita(""));
    let (estado, motivo) = match cliente.pedir_plantilla(&ajustes.cuenta_id, molde, &enlaces).await {
        Ok(dicho) => (EstadoPlantilla::de_la_api(&dicho).unwrap_or(EstadoPlantilla::Pedida), String::new()),
        Err(falla) if falla.permanente => (EstadoPlantilla::Rechazada, falla.codigo),
        Err(falla) if falla.es_ajena() => {
            tracing::warn!(clinica.id = actor.clinica, codigo = falla.codigo, "a template was not asked for yet");
            return Err(AppError::Ocupado);
        }
        Err(falla) => return Err(interno(falla.codigo)),
    };
    db.escribir(actor, async |tx| queries::anotar_plantilla(tx, *tipo, molde.nombre, (estado, &motivo)).await).await
}
