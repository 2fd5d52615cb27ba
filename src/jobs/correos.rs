//! One attempt at one message.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::Ritmo;
use crate::avisos::queries::{Final, anotar, lugar};
use crate::avisos::{Adjunto, Reclamado};
use crate::caja::{pagos, papel};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult};
use crate::mail::{Archivo, Calendario, Carta, Falla, Saliente, Transporte};
use crate::services::{avisos, en_linea};

/// How long a server may be away.
const PACIENCIA: TimeDelta = TimeDelta::days(3);

/// Whether the server answered, whatever it said.
pub async fn enviar(
    db: &Db,
    transporte: &Transporte,
    public_url: &str,
    ritmo: &Ritmo,
    envio: Reclamado,
) -> AppResult<bool> {
    let resultado = match componer(db, public_url, &envio).await? {
        Ok(saliente) => intentar(transporte, &saliente, ritmo.plazo).await,
        Err(falla) => Err(falla),
    };
    let responde = !resultado.as_ref().is_err_and(Falla::es_del_servidor);
    let fin = decidir(ritmo, &envio, db.reloj().ahora(), resultado);
    let es_nuestro = db.escribir(&Actor::sistema(envio.clinica_id), async |tx| anotar(tx, &envio, &fin).await).await?;
    let (clinica, mensaje) = (envio.clinica_id, envio.mensaje_id);
    match fin {
        _ if !es_nuestro => tracing::warn!(clinica.id = clinica, mensaje.id = mensaje, "a message outlived its lease"),
        Final::Enviado => tracing::debug!(clinica.id = clinica, mensaje.id = mensaje, "message sent"),
        Final::Despues { codigo, .. } => {
            tracing::warn!(clinica.id = clinica, mensaje.id = mensaje, codigo, "message put off")
        }
        Final::Fallido(falla) => {
            tracing::error!(clinica.id = clinica, mensaje.id = mensaje, codigo = falla.codigo, "message failed")
        }
    }
    Ok(responde)
}

async fn componer(db: &Db, public_url: &str, envio: &Reclamado) -> AppResult<Result<Saliente, Falla>> {
    let carta = serde_json::from_value::<Carta>(envio.carta.clone());
    let adjuntos = serde_json::from_value::<Vec<Adjunto>>(envio.adjuntos.clone());
    let (Ok(mut carta), Ok(adjuntos)) = (carta, adjuntos) else {
        return Ok(Err(Falla::permanente("carta_ilegible")));
    };
    for adjunto in &adjuntos {
        let Adjunto::Codigo { reserva_id } = adjunto else { continue };
        match en_linea::codigo(db, envio.clinica_id, *reserva_id).await? {
            Some(codigo) => carta.filas.push(("Código".into(), codigo)),
            None => return Ok(Err(Falla::permanente("vencido"))),
        }
    }
    let url = match &carta.enlace {
        Some(enlace) => format!("{public_url}{}", avisos::ruta(db, envio.clinica_id, &enlace.destino).await?),
        None => String::new(),
    };
    Ok(Ok(Saliente {
        remitente: envio.remitente.clone(),
        clinica: envio.clinica_nombre.clone(),
        nombre: envio.nombre.clone(),
        direccion: envio.direccion.clone(),
        asunto: envio.asunto.clone(),
        carta,
        url,
        calendario: calendario(db, envio, &adjuntos).await?,
        archivo: recibo(db, envio, &adjuntos).await?,
        message_id: envio.message_id,
        fecha: envio.creado,
    }))
}

async fn calendario(db: &Db, envio: &Reclamado, adjuntos: &[Adjunto]) -> AppResult<Option<Calendario>> {
    let de_hora = |adjunto: &Adjunto| if let Adjunto::Hora(hora) = adjunto { Some(hora.clone()) } else { None };
    let Some(hora) = adjuntos.iter().find_map(de_hora) else { return Ok(None) };
    let lugar = db.leer(&Actor::sistema(envio.clinica_id), async |tx| lugar(tx, envio.mensaje_id).await).await?;
    Ok(Some(Calendario { uid: lugar.primero, secuencia: lugar.anteriores, hora }))
}

/// Drawn when it leaves, so that nothing that can be printed waits in a table. The original is the clinic's to print: what
/// travels is a copy.
async fn recibo(db: &Db, envio: &Reclamado, adjuntos: &[Adjunto]) -> AppResult<Option<Archivo>> {
    let de_recibo = |adjunto: &Adjunto| if let Adjunto::Recibo { pago_id } = adjunto { Some(*pago_id) } else { None };
    let Some(pago_id) = adjuntos.iter().find_map(de_recibo) else { return Ok(None) };
    let actor = Actor::sistema(envio.clinica_id);
    match db.leer(&actor, async |tx| pagos::queries::recibo(tx, pago_id).await).await {
        Ok(recibo) => {
            let papel = pagos::papel::papel(&envio.clinica_nombre, &recibo, true);
            let bytes = papel::pdf::pdf(&papel, papel::Hoja::A4);
            Ok(Some(Archivo { nombre: format!("{}.pdf", papel.nombre()), bytes }))
        }
        Err(AppError::NoEncontrado) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn intentar(transporte: &Transporte, saliente: &Saliente, plazo: Duration) -> Result<(), Falla> {
    let mensaje = saliente.componer()?;
    tokio::time::timeout(plazo, transporte.enviar(mensaje)).await.unwrap_or_else(|_| Err(Falla::temporal("tiempo")))
}

/// What says nothing of the message spends none of its attempts, for as long as somebody may still want to read it.
fn decidir(ritmo: &Ritmo, envio: &Reclamado, ahora: DateTime<Utc>, resultado: Result<(), Falla>) -> Final {
    let Err(falla) = resultado else { return Final::Enviado };
    let perdona = falla.es_del_servidor() && ahora < envio.creado + PACIENCIA;
    let gastados = envio.intentos - envio.perdonados;
    // Every attempt makes the wait longer, those that are forgiven too: one address alone may be what the server does not answer for.
    let espera = if perdona { Some(ritmo.espera_sin_limite(envio.intentos)) } else { ritmo.espera(gastados) };
    match espera.filter(|_| !falla.permanente) {
        Some(espera) => {
            let espera = TimeDelta::from_std(espera).unwrap_or(TimeDelta::MAX);
            Final::Despues { espera, codigo: falla.codigo, perdona }
        }
        None => Final::Fallido(falla),
    }
}
