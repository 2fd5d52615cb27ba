//! What a patient does with the link of a letter: look, confirm, cancel, change. Each effect happens once, by the same steps as at the
//! desk; to look changes nothing.

use chrono::{DateTime, NaiveDate, Utc};

use super::citas::{Momento, Mudanza, cambiar_en, mudar_en};
use super::ofertas;
use crate::agenda::enlace::model::{Citada, Efecto, Mirado};
use crate::agenda::enlace::queries as enlaces;
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Estado, HoraPedida, Oferta, Quien};
use crate::db::{Actor, Tx};
use crate::error::{AppResult, interno, rechazo};
use crate::values::zona::Zona;
use crate::web::{Visita, session};

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
            let pedido = Pedido { citada: &citada, vista, efecto, motivo: EN_LINEA };
            if !primera || hecho { Ok(()) } else { hacer(tx, visita.db().reloj().ahora(), &pedido).await }
        })
        .await
}

/// What a patient wants of a cita, whichever way they say it.
pub(super) struct Pedido<'a> {
    pub citada: &'a Citada,
    /// The cita that the patient saw.
    pub vista: i64,
    pub efecto: Efecto,
    /// Why it is cancelled, as the desk reads it.
    pub motivo: &'a str,
}

/// Refuses before anything is written.
pub(super) async fn hacer(tx: &mut Tx<'_>, ahora: DateTime<Utc>, pedido: &Pedido<'_>) -> AppResult<()> {
    let Pedido { citada, vista, efecto, motivo } = *pedido;
    let momento = Momento { zona: citada.zona.parse().map_err(interno)?, ahora };
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
            cambiar_en(tx, momento, &cita, cita.version, (Estado::Cancelada, Quien::Paciente, motivo)).await
        }
        Efecto::Cambiar(inicio) if inicio == citada.inicio => Err(rechazo("citas_profesional_ocupado")),
        Efecto::Cambiar(inicio) => {
            let hora = HoraPedida { profesional: cita.profesional_id, inicio };
            let mudanza = Mudanza { cita: cita.id, version: cita.version, hora, minutos: None, avisar: true };
            mudar_en(tx, momento, Quien::Paciente, &mudanza).await.map(drop)
        }
    }
}

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

/// Of the same professional and prestación.
async fn oferta(tx: &mut Tx<'_>, visita: &Visita, citada: &Citada, desde: Option<NaiveDate>) -> AppResult<Oferta> {
    let busqueda = Busqueda {
        prestacion: citada.prestacion_id,
        profesional: Some(citada.profesional_id),
        desde: citada.zona().fecha(visita.db().reloj().ahora()),
        dias: ofertas::DIAS,
        sin_cita: Some(citada.cita_id),
    };
    Ok(ofertas::de_la_semana(tx, busqueda, desde, citada.horizonte).await?.sin(citada.inicio))
}
