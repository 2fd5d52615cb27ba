//! How a visit was: asked when its moment comes, and answered once with the link of the letter.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::citas::aviso;
use crate::agenda::queries as agenda;
use crate::avisos::encuestas::{Opinion, PorPreguntar, queries};
use crate::avisos::{self, encolar};
use crate::db::{Actor, Db};
use crate::error::{AppResult, interno};
use crate::web::{Visita, session};

/// Looked for at once.
const LOTE: i32 = 500;
/// How long a link may wait in somebody's inbox.
pub const VIGENCIA: TimeDelta = TimeDelta::days(30);

/// How many were asked, out of `LOTE` at most; a clinic that cannot be told holds up no other.
pub async fn escribir(db: &Db) -> AppResult<usize> {
    let todas = queries::por_preguntar(db, LOTE).await?;
    let mut escritas = 0;
    for de_clinica in todas.chunk_by(|una, otra| una.clinica_id == otra.clinica_id) {
        let clinica = de_clinica.first().map(|por| por.clinica_id);
        match escribir_de(db, de_clinica).await {
            Ok(suyas) => escritas += suyas,
            Err(error) => tracing::error!(%error, clinica.id = clinica, "the questions of a clinic were not written"),
        }
    }
    Ok(escritas)
}

/// Two visits of one person in a lot are one question.
async fn escribir_de(db: &Db, por_preguntar: &[PorPreguntar]) -> AppResult<usize> {
    let Some(primera) = por_preguntar.first() else { return Ok(0) };
    let zona: Tz = primera.zona.parse().map_err(interno)?;
    let ids: Vec<i64> = por_preguntar.iter().map(|por| por.cita_id).collect();
    db.escribir(&Actor::sistema(primera.clinica_id), async |tx| {
        let (mut escritas, mut preguntados) = (0, Vec::new());
        for cita in agenda::de_citas(tx, &ids).await? {
            let Some(aviso) = aviso(&cita, zona).filter(|_| !preguntados.contains(&cita.paciente_id)) else { continue };
            if let Some(encuesta) = queries::crear(tx, cita.id, cita.paciente_id).await? {
                preguntados.push(cita.paciente_id);
                escritas += usize::from(encolar(tx, &avisos::encuesta(&aviso, encuesta)).await?.is_some());
            }
        }
        Ok(escritas)
    })
    .await
}

/// What a link is worth: the clinic's name, and nothing of the visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mirada {
    Falsa,
    Vencida(String),
    Respondida(String),
    Abierta(String),
}

pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Mirada> {
    let Some(enlace) = queries::enlace(visita.db(), &session::huella(token)).await? else { return Ok(Mirada::Falsa) };
    let actor = de_visita(visita, enlace.clinica_id);
    let pregunta = visita.db().leer(&actor, async |tx| queries::pregunta(tx, enlace.encuesta_id).await).await?;
    Ok(match pregunta.respondida {
        true => Mirada::Respondida(pregunta.clinica),
        false if enlace.vence <= visita.db().reloj().ahora() => Mirada::Vencida(pregunta.clinica),
        false => Mirada::Abierta(pregunta.clinica),
    })
}

/// The first answer stands; whoever answers again is thanked again.
pub async fn responder(visita: &Visita, token: &str, opinion: &Opinion) -> AppResult<Mirada> {
    let Some(enlace) = queries::enlace(visita.db(), &session::huella(token)).await? else { return Ok(Mirada::Falsa) };
    if enlace.vence > visita.db().reloj().ahora() {
        let actor = de_visita(visita, enlace.clinica_id);
        visita.db().escribir(&actor, async |tx| queries::responder(tx, enlace.encuesta_id, opinion).await).await?;
    }
    mirar(visita, token).await
}

fn de_visita(visita: &Visita, clinica: i32) -> Actor {
    Actor { peticion: visita.peticion, origen: visita.origen(None), ..Actor::sistema(clinica) }
}
