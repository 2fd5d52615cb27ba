//! What a patient does with the link of a letter: look, confirm, cancel, change. Each effect happens once, by the same steps as at the
//! desk; to look changes nothing.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::citas::{Momento, Mudanza, cambiar_en, mudar_en};
use crate::agenda::enlace::model::{Citada, Efecto, Mirado, Oferta};
use crate::agenda::enlace::queries as enlaces;
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Estado, Hora, HoraPedida, Quien};
use crate::db::{Actor, Tx};
use crate::error::{AppResult, interno, rechazo};
use crate::values::zona::Zona;
use crate::web::{Visita, session};

/// Looked at and shown at once.
const DIAS: i32 = 7;
const HORAS: i32 = 60;

pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Mirado> {
    let Some((enlace, actor)) = hallar(visita, token).await? else { return Ok(Mirado::Falso) };
    visita.db().leer(&actor, async |tx| mirado(tx, visita, enlace).await).await
}

/// With the free hours from a date of the clinic's zone on, when there is something to change.
pub async fn ofrecer(
    visita: &Visita,
    token: &str,
    desde: impl Fn(Zona) -> Option<NaiveDate>,
) -> AppResult<(Mirado, Oferta)> {
    let Some((enlace, actor)) = hallar(visita, token).await? else { return Ok((Mirado::Falso, Oferta::default())) };
    let leer = async |tx: &mut Tx<'_>| {
        let mirado = mirado(tx, visita, enlace).await?;
        let oferta = match &mirado {
            Mirado::Abierto(citada) => oferta(tx, visita, citada, desde(citada.zona())).await?,
            _ => Oferta::default(),
        };
        Ok((mirado, oferta))
    };
    visita.db().leer(&actor, leer).await
}

/// What the patient asked of the cita that was on the page. What was done before is not done again. Refuses by `enlaces_cerrado` when the
/// link leads to nothing that can be done, `enlaces_tarde`, and as the desk's own services do.
pub async fn efectuar(visita: &Visita, token: &str, vista: i64, efecto: Efecto) -> AppResult<()> {
    let Some((enlace, actor)) = hallar(visita, token).await? else { return Err(rechazo("enlaces_cerrado")) };
    visita
        .db()
        .escribir(&actor, async |tx| {
            let primera = enlaces::usar(tx, enlace, efecto).await?;
            let citada = enlaces::citada(tx, enlace).await?;
            let hecho = match efecto {
                Efecto::Confirmar => citada.estado == Estado::Confirmada,
                Efecto::Cancelar => citada.estado == Estado::Cancelada,
                Efecto::Cambiar(_) => false,
            };
            if !primera || hecho { Ok(()) } else { hacer(tx, visita, &citada, vista, efecto).await }
        })
        .await
}

async fn hacer(tx: &mut Tx<'_>, visita: &Visita, citada: &Citada, vista: i64, efecto: Efecto) -> AppResult<()> {
    let momento = Momento { zona: citada.zona.parse().map_err(interno)?, ahora: visita.db().reloj().ahora() };
    if citada.vencio(momento.ahora) || citada.estado == Estado::Cancelada {
        return Err(rechazo("enlaces_cerrado"));
    }
    if citada.cita_id != vista || !citada.pendiente() {
        return Err(rechazo("citas_transicion"));
    }
    if efecto != Efecto::Confirmar && citada.es_tarde(momento.ahora) {
        return Err(rechazo("enlaces_tarde"));
    }
    let cita = queries::cita(tx, citada.cita_id).await?;
    match efecto {
        Efecto::Confirmar => {
            cambiar_en(tx, momento, &cita, cita.version, (Estado::Confirmada, Quien::Paciente, "")).await
        }
        Efecto::Cancelar => {
            cambiar_en(tx, momento, &cita, cita.version, (Estado::Cancelada, Quien::Paciente, EN_LINEA)).await
        }
        Efecto::Cambiar(inicio) if inicio == citada.inicio => Err(rechazo("citas_profesional_ocupado")),
        Efecto::Cambiar(inicio) => {
            let hora = HoraPedida { profesional: cita.profesional_id, inicio };
            let mudanza = Mudanza { cita: cita.id, version: cita.version, hora, minutos: None, avisar: true };
            mudar_en(tx, momento, Quien::Paciente, &mudanza).await.map(drop)
        }
    }
}

/// Why it was cancelled, as the desk reads it.
const EN_LINEA: &str = "Por el enlace del correo";

async fn hallar(visita: &Visita, token: &str) -> AppResult<Option<(i64, Actor)>> {
    let enlace = enlaces::enlace(visita.db(), &session::huella(token)).await?;
    Ok(enlace.map(|enlace| {
        let actor =
            Actor { peticion: visita.peticion, origen: visita.origen(None), ..Actor::sistema(enlace.clinica_id) };
        (enlace.id, actor)
    }))
}

async fn mirado(tx: &mut Tx<'_>, visita: &Visita, enlace: i64) -> AppResult<Mirado> {
    let citada = Box::new(enlaces::citada(tx, enlace).await?);
    Ok(if citada.vencio(visita.db().reloj().ahora()) {
        Mirado::Vencido(citada)
    } else if citada.estado == Estado::Cancelada {
        Mirado::Cancelada(citada)
    } else {
        Mirado::Abierto(citada)
    })
}

/// Of the same professional and prestación, whole days.
async fn oferta(tx: &mut Tx<'_>, visita: &Visita, citada: &Citada, desde: Option<NaiveDate>) -> AppResult<Oferta> {
    let hoy = citada.zona().fecha(visita.db().reloj().ahora());
    let ultimo = mas_dias(hoy, citada.horizonte.into());
    let desde = desde.unwrap_or(hoy).clamp(hoy, ultimo);
    let busqueda = Busqueda {
        prestacion: citada.prestacion_id,
        profesional: Some(citada.profesional_id),
        desde,
        dias: DIAS,
        sin_cita: Some(citada.cita_id),
    };
    let horas = queries::horas_libres(tx, &busqueda, HORAS).await?;
    let cortada = i32::try_from(horas.len()).is_ok_and(|cuantas| cuantas == HORAS);
    let mut dias = por_dia(&horas);
    // The last day may lack its end.
    let siguiente = match dias.last() {
        Some((ultimo, _)) if cortada && dias.len() > 1 => *ultimo,
        _ => mas_dias(desde, DIAS),
    };
    dias.retain(|(dia, _)| *dia < siguiente);
    for (_, horas) in &mut dias {
        horas.retain(|inicio| *inicio != citada.inicio);
    }
    dias.retain(|(_, horas)| !horas.is_empty());
    Ok(Oferta { desde, dias, siguiente: (siguiente <= ultimo).then_some(siguiente) })
}

fn por_dia(horas: &[Hora]) -> Vec<(NaiveDate, Vec<DateTime<Utc>>)> {
    let dias = horas.chunk_by(|una, otra| una.fecha == otra.fecha);
    dias.filter_map(|dia| Some((dia.first()?.fecha, dia.iter().map(|hora| hora.inicio).collect()))).collect()
}

fn mas_dias(fecha: NaiveDate, dias: i32) -> NaiveDate {
    fecha.checked_add_signed(TimeDelta::days(dias.into())).unwrap_or(fecha)
}
