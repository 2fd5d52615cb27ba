//! What a clinic, its patients and the API of WhatsApp tell each other.

mod conversar;
mod decir;
mod plantillas;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::avisos::conversaciones::{Estado, Respuesta, queries as conversaciones, respuesta};
use crate::avisos::whatsapp::eventos::queries::{self, Evento};
use crate::avisos::whatsapp::{EstadoPlantilla, queries as ajustes};
use crate::avisos::{MOLDES, encolar};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, rechazo};
use crate::web::Ctx;
use crate::whatsapp::{Hecho, clasificar, es_de_la_plantilla};

pub use plantillas::pedir_plantilla;

/// Whoever is sending it will have written down by then how it went.
const MIENTRAS: TimeDelta = TimeDelta::seconds(5);

/// How often something is tried on our own before a person gets it as it is.
const CONFIANZA: i32 = 5;

/// One thing that the API told, with all that comes of it, once.
pub async fn atender(db: &Db, evento: &Evento) -> AppResult<()> {
    let hecho = evento.hecho()?;
    let ahora = db.reloj().ahora();
    db.escribir(&Actor::sistema(evento.clinica_id), async |tx| {
        if let Hecho::Estado { wamid, message_id, estado, .. } = &hecho
            && estado == "failed"
            && queries::aludido(tx, wamid, *message_id).await?.is_some_and(|suyo| suyo.va_saliendo())
        {
            return queries::posponer_evento(tx, evento, MIENTRAS).await;
        }
        if !queries::terminar_evento(tx, evento).await? {
            return Ok(());
        }
        match &hecho {
            Hecho::Mensaje { .. } if evento.intentos > CONFIANZA => conversar::entregar(tx, &hecho).await,
            // Apart, or every event would be as large as a conversation.
            Hecho::Mensaje { .. } => Box::pin(conversar::atender(tx, ahora, &hecho)).await,
            Hecho::Estado { wamid, estado, en, message_id, codigo } => {
                anotar(tx, (wamid, *message_id), (estado, *codigo), *en).await
            }
            Hecho::Plantilla { nombre, estado, motivo } => plantilla(tx, nombre, estado, motivo).await,
        }
    })
    .await
}

/// What became of a message; of one that is not ours, nothing.
async fn anotar(
    tx: &mut Tx<'_>,
    (wamid, message_id): (&str, Option<Uuid>),
    (estado, codigo): (&str, Option<i64>),
    en: DateTime<Utc>,
) -> AppResult<()> {
    let Some(suyo) = queries::aludido(tx, wamid, message_id).await? else { return Ok(()) };
    match estado {
        "failed" if suyo.es_este => {
            let falla = clasificar(200, Some(codigo.unwrap_or_default()));
            if es_de_la_plantilla(&falla.codigo) {
                ajustes::pausar(tx, suyo.mensaje_id, &falla.codigo).await?;
            }
            queries::anotar_fracaso(tx, suyo.mensaje_id, wamid, &falla).await
        }
        "failed" => Ok(()),
        _ => {
            let entregado = matches!(estado, "delivered" | "read").then_some(en);
            let leido = (estado == "read").then_some(en);
            queries::anotar_llegada(tx, suyo.mensaje_id, wamid, (entregado, leido)).await
        }
    }
}

async fn plantilla(tx: &mut Tx<'_>, nombre: &str, estado: &str, motivo: &str) -> AppResult<()> {
    let (molde, estado) = (MOLDES.iter().find(|(_, m)| m.nombre == nombre), EstadoPlantilla::de_la_api(estado));
    let (Some((tipo, molde)), Some(estado)) = (molde, estado) else { return Ok(()) };
    let motivo: String = motivo.chars().filter(|c| !c.is_control()).take(200).collect();
    let motivo = if motivo == "NONE" { "" } else { motivo.as_str() };
    ajustes::anotar_plantilla(tx, *tipo, molde.nombre, (estado, motivo)).await
}

/// Somebody at the desk answers, and with that has attended to it. Refuses by `conversaciones_cerrada` when the day to answer in is over; `clave`
/// tells one intention from the next.
pub async fn responder(ctx: &Ctx, id: i64, texto: String, clave: Uuid) -> AppResult<()> {
    let ahora = ctx.db().reloj().ahora();
    ctx.escribir(async |tx| {
        let suya = conversaciones::suya(tx, id).await?;
        if suya.hasta <= ahora {
            return Err(rechazo("conversaciones_cerrada"));
        }
        let dicha = Respuesta { texto, enlaces: Vec::new() };
        encolar(tx, &respuesta(&suya, format!("conversacion:{id}:{clave}"), dicha)).await?;
        conversaciones::dejar(tx, id, Estado::Atendida).await
    })
    .await
}
