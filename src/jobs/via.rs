//! One attempt at one message, whatever carries it: the channels differ in how a message is made ready and handed over, and in nothing else.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use super::Ritmo;
use crate::avisos::queries::{Final, Reclamo, anotar, reclamar};
use crate::avisos::{Canal, Reclamado};
use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::mail::{Cortacircuito, Falla, Paso};

/// How long a server may be away.
const PACIENCIA: TimeDelta = TimeDelta::days(3);

/// As a channel says that what it was to carry is no longer so.
const CALLADAS: [&str; 2] = ["ya_no_rige", "vencido"];

pub(super) trait Via {
    const CANAL: Canal;

    fn db(&self) -> &Db;

    fn cortacircuito(&self) -> &Cortacircuito;

    /// What messages leave from, where it is not the clinic's own.
    fn remitente(&self) -> &str;

    /// Messages a minute to one domain, or to one phone.
    fn por_dominio(&self, ritmo: &Ritmo) -> i32;

    /// Answers what the other end calls the message, where it says so.
    async fn intentar(&self, envio: &Reclamado) -> AppResult<Result<Option<String>, Falla>>;
}

/// Claims what is due and tries each once; how many there were.
pub(super) async fn enviar_lote<V: Via>(via: &V, ritmo: &Ritmo) -> AppResult<usize> {
    let (db, corte) = (via.db(), via.cortacircuito());
    let limite = match corte.paso(db.reloj().ahora()) {
        Paso::Libre => ritmo.lote,
        Paso::Prueba => 1,
        Paso::Cerrado => return Ok(0),
    };
    let reclamo = Reclamo { limite, por_dominio: via.por_dominio(ritmo), ..ritmo.reclamo(V::CANAL) };
    let envios = reclamar(db, reclamo, via.remitente()).await?;
    let intentos = envios.into_iter().map(|envio| enviar(via, ritmo, envio));
    let responde = join_all(intentos).await.into_iter().collect::<AppResult<Vec<bool>>>()?;
    if !responde.is_empty() {
        corte.anotar(db.reloj().ahora(), responde.contains(&true));
    }
    Ok(responde.len())
}

/// Whether the server answered, whatever it said.
async fn enviar<V: Via>(via: &V, ritmo: &Ritmo, envio: Reclamado) -> AppResult<bool> {
    let resultado = via.intentar(&envio).await?;
    let responde = !resultado.as_ref().is_err_and(Falla::es_del_servidor);
    let fin = decidir(ritmo, &envio, via.db().reloj().ahora(), resultado);
    let actor = Actor::sistema(envio.clinica_id);
    let es_nuestro = via.db().escribir(&actor, async |tx| anotar(tx, &envio, &fin).await).await?;
    let (clinica, mensaje, canal) = (envio.clinica_id, envio.mensaje_id, V::CANAL.codigo());
    match fin {
        _ if !es_nuestro => {
            tracing::warn!(clinica.id = clinica, mensaje.id = mensaje, canal, "a message outlived its lease")
        }
        Final::Enviado { .. } => tracing::debug!(clinica.id = clinica, mensaje.id = mensaje, canal, "message sent"),
        Final::Despues { codigo, .. } => {
            tracing::warn!(clinica.id = clinica, mensaje.id = mensaje, canal, codigo, "message put off")
        }
        Final::Callado(codigo) => {
            tracing::info!(clinica.id = clinica, mensaje.id = mensaje, canal, codigo, "message silenced")
        }
        Final::Fallido(falla) => {
            tracing::error!(clinica.id = clinica, mensaje.id = mensaje, canal, codigo = falla.codigo, "message failed")
        }
    }
    Ok(responde)
}

/// What says nothing of the message spends none of its attempts, for as long as somebody may still want to read it.
fn decidir(ritmo: &Ritmo, envio: &Reclamado, ahora: DateTime<Utc>, resultado: Result<Option<String>, Falla>) -> Final {
    let falla = match resultado {
        Ok(externo) => return Final::Enviado { externo },
        Err(falla) => falla,
    };
    let perdona = falla.es_ajena() && ahora < envio.creado + PACIENCIA;
    let gastados = envio.intentos - envio.perdonados;
    // Every attempt makes the wait longer, those that are forgiven too: one address alone may be what the server does not answer for.
    let espera = if perdona { Some(ritmo.espera_sin_limite(envio.intentos)) } else { ritmo.espera(gastados) };
    match espera.filter(|_| !falla.permanente) {
        Some(espera) => {
            let espera = TimeDelta::from_std(espera).unwrap_or(TimeDelta::MAX);
            Final::Despues { espera, codigo: falla.codigo, perdona }
        }
        None if CALLADAS.contains(&falla.codigo.as_str()) => Final::Callado(falla.codigo),
        None => Final::Fallido(falla),
    }
}
