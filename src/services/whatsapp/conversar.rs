//! What somebody writes by WhatsApp and what is done about it: what is plain is done or answered at once, the rest is for a person. Nothing is
//! guessed: who has more than one hour to come is asked which.

use chrono::{DateTime, Utc};

use super::decir;
use crate::agenda::Estado as EstadoCita;
use crate::agenda::enlace::model::{Citada, Efecto, Proxima};
use crate::agenda::enlace::queries as enlaces;
use crate::avisos::conversaciones::{Entrante, Estado, Respuesta, Suya, queries, respuesta};
use crate::avisos::encolar;
use crate::db::Tx;
use crate::error::{AppError, AppResult};
use crate::pacientes;
use crate::services::enlaces::{Pedido, hacer};
use crate::values::dicho::{self, Dicho};
use crate::whatsapp::Hecho;

/// Why it was cancelled, as the desk reads it.
const MOTIVO: &str = "Por WhatsApp";

/// What is left to do once it was understood.
pub(super) enum Salida {
    Dice(Respuesta),
    /// With what is said meanwhile, if anything.
    Persona(Option<Respuesta>),
    Nada,
}

/// Of a message told by the API.
pub(super) async fn atender(tx: &mut Tx<'_>, ahora: DateTime<Utc>, hecho: &Hecho) -> AppResult<()> {
    let Hecho::Mensaje { wamid, de, en, texto, boton, contexto } = hecho else { return Ok(()) };
    let entrante = Entrante { wamid, de, texto, en: *en };
    let Some(suya) = queries::recibir(tx, &entrante).await? else { return Ok(()) };
    let pedido = match boton.as_deref().and_then(apretado) {
        Some((dicho, cita)) => (dicho, Some(cita)),
        None => escrito(tx, &suya, texto, contexto.as_deref()).await?,
    };
    let salida = Box::pin(entender(tx, ahora, de, pedido)).await?;
    cerrar(tx, &suya, wamid, salida).await
}

/// Of one that cannot be acted on: whatever it says, a person reads it.
pub(super) async fn entregar(tx: &mut Tx<'_>, hecho: &Hecho) -> AppResult<()> {
    let Hecho::Mensaje { wamid, de, en, texto, .. } = hecho else { return Ok(()) };
    match queries::recibir(tx, &Entrante { wamid, de, texto, en: *en }).await? {
        Some(suya) => cerrar(tx, &suya, wamid, Salida::Persona(None)).await,
        None => Ok(()),
    }
}

/// What a button of ours carries: `confirmar:12`.
fn apretado(boton: &str) -> Option<(Dicho, i64)> {
    let (que, cita) = boton.split_once(':')?;
    let dicho = match que {
        "confirmar" => Dicho::Confirma,
        "cancelar" => Dicho::Cancela,
        "cambiar" => Dicho::Cambia,
        _ => return None,
    };
    Some((dicho, cita.parse().ok()?))
}

/// What is written, and the cita that it is about when it answers a message of ours. A yes or a no to a person, or to a message that is about no
/// cita, is for that person.
async fn escrito(tx: &mut Tx<'_>, suya: &Suya, texto: &str, contexto: Option<&str>) -> AppResult<(Dicho, Option<i64>)> {
    let dicho = dicho::leer(texto);
    if !matches!(dicho, Dicho::Confirma | Dicho::Cancela | Dicho::Cambia) {
        return Ok((dicho, None));
    }
    let aludida = match contexto {
        Some(wamid) => queries::cita_aludida(tx, wamid).await?,
        None => None,
    };
    let es_a_persona = match contexto {
        Some(_) => aludida.is_none(),
        None => suya.esperaba || queries::habla_con_persona(tx, suya).await?,
    };
    Ok(if es_a_persona { (Dicho::Otro, None) } else { (dicho, aludida) })
}

async fn entender(
    tx: &mut Tx<'_>,
    ahora: DateTime<Utc>,
    telefono: &str,
    (dicho, aludida): (Dicho, Option<i64>),
) -> AppResult<Salida> {
    match dicho {
        Dicho::Confirma | Dicho::Cancela | Dicho::Cambia => {
            let proximas = enlaces::de_telefono(tx, telefono).await?;
            let Some(citada) = elegir(tx, &proximas, aludida).await? else {
                return decir::cual(tx, &proximas, dicho == Dicho::Cambia).await;
            };
            obrar(tx, ahora, &citada, &dicho).await
        }
        Dicho::MisHoras => {
            let proximas = enlaces::de_telefono(tx, telefono).await?;
            decir::mis_horas(tx, &proximas).await.map(Salida::Dice)
        }
        Dicho::HoraCon(quien) => decir::horas_con(tx, ahora, &quien).await,
        Dicho::Direccion => decir::direccion(tx).await,
        Dicho::Horario => decir::horario(tx).await,
        Dicho::Baja => {
            pacientes::queries::consentir_whatsapp(tx, telefono, false).await?;
            Ok(Salida::Dice(decir::solo(
                "No le escribiremos más por WhatsApp. Si quiere volver a recibir sus avisos por aquí, escriba ALTA.",
            )))
        }
        Dicho::Alta => {
            let cuantos = pacientes::queries::consentir_whatsapp(tx, telefono, true).await?;
            Ok(if cuantos == 0 {
                Salida::Persona(None)
            } else {
                Salida::Dice(decir::solo(
                    "Desde ahora sus avisos le llegan por aquí. Para dejar de recibirlos, escriba BAJA.",
                ))
            })
        }
        Dicho::Otro => Ok(Salida::Persona(None)),
    }
}

/// The cita that it is about: the one alluded to, as it is now, when it is of somebody who has that phone; else the only one to come.
async fn elegir(tx: &mut Tx<'_>, proximas: &[Proxima], aludida: Option<i64>) -> AppResult<Option<Citada>> {
    let una = match (aludida, proximas) {
        (Some(cita), _) => cita,
        (None, [sola]) => sola.cita_id,
        (None, _) => return Ok(None),
    };
    let citada = enlaces::citada_sin_enlace(tx, una).await?;
    Ok(citada.filter(|citada| proximas.iter().any(|proxima| proxima.cita_id == citada.cita_id)))
}

/// By the steps and the rules of the link.
async fn obrar(tx: &mut Tx<'_>, ahora: DateTime<Utc>, citada: &Citada, dicho: &Dicho) -> AppResult<Salida> {
    let efecto = match dicho {
        Dicho::Confirma if citada.estado == EstadoCita::Confirmada => {
            return Ok(Salida::Dice(decir::confirmada(citada)));
        }
        Dicho::Confirma => Efecto::Confirmar,
        Dicho::Cancela => Efecto::Cancelar,
        _ if citada.es_tarde(ahora) => return Ok(Salida::Persona(Some(decir::tarde(citada)))),
        _ => return Ok(Salida::Dice(decir::cambiar(citada))),
    };
    match hacer(tx, ahora, &Pedido { citada, vista: citada.cita_id, efecto, motivo: MOTIVO }).await {
        Ok(()) if efecto == Efecto::Confirmar => Ok(Salida::Dice(decir::confirmada(citada))),
        // The same fact is not told twice the same way.
        Ok(()) if queries::ya_dice_cancelada(tx, citada.cita_id).await? => Ok(Salida::Nada),
        Ok(()) => Ok(Salida::Dice(decir::cancelada(citada))),
        Err(AppError::Rechazo(no)) if no.es("enlaces_tarde") => Ok(Salida::Persona(Some(decir::tarde(citada)))),
        Err(otro) => Err(otro),
    }
}

/// Says what is to be said, and leaves the conversation to whom it is for. Who was told that a person reads it is not told again.
async fn cerrar(tx: &mut Tx<'_>, suya: &Suya, wamid: &str, salida: Salida) -> AppResult<()> {
    let (dicha, estado) = match salida {
        Salida::Dice(dicha) => (Some(dicha), None),
        Salida::Persona(dicha) => (dicha.or_else(|| (!suya.esperaba).then(decir::una_persona)), Some(Estado::Espera)),
        Salida::Nada => (None, None),
    };
    // What is answered on its own ends nobody's wait for a person.
    let estado = estado.or_else(|| (!suya.esperaba).then_some(Estado::Respondida));
    if let Some(estado) = estado {
        queries::dejar(tx, suya.id, estado).await?;
    }
    match dicha {
        Some(dicha) => encolar(tx, &respuesta(suya, format!("whatsapp:{wamid}"), dicha)).await.map(drop),
        None => Ok(()),
    }
}
