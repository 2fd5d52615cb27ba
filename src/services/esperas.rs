//! Noting somebody in the waiting list, and booking out of it.

use uuid::Uuid;

use super::citas::{Para, identificar};
use crate::agenda::NuevaCita;
use crate::agenda::espera::model::{Deseos, NuevaEspera};
use crate::agenda::espera::queries;
use crate::avisos::publicar;
use crate::catalogos;
use crate::db::Tx;
use crate::error::{AppError, AppResult, rechazo};
use crate::web::Ctx;

pub struct Anotacion {
    pub para: Para,
    /// Nobody who looks like whom it creates is that person.
    pub otra_persona: bool,
    pub deseos: Deseos,
    /// Of the form: one intention, one row.
    pub clave: Option<Uuid>,
}

impl Anotacion {
    /// Whether somebody in the list is whom this would note.
    fn es(&self, paciente: i64, prestacion: i64) -> bool {
        let suya = match self.para {
            Para::Paciente(id) => id == paciente,
            Para::Nuevo(_) => true,
        };
        suya && prestacion == self.deseos.prestacion_id
    }
}

/// Answers the row; asked again with the same key, the one already there. Rules it refuses by: those of `agenda::espera::REGLAS` and
/// `CHOQUES`, and `citas_paciente_parecido` for somebody new who may be here already.
pub async fn anotar(ctx: &Ctx, pedida: &Anotacion) -> AppResult<i64> {
    let hecha = ctx.escribir(async |tx| anotar_en(tx, pedida).await).await;
    match (hecha, pedida.clave) {
        (Err(AppError::Rechazo(no)), Some(clave)) => {
            // Undone with its patient; the twin that won has the key.
            match ctx.leer(async |tx| queries::de_clave(tx, clave).await).await? {
                Some(gemela) if pedida.es(gemela.paciente_id, gemela.prestacion_id) => Ok(gemela.id),
                Some(_) => Err(rechazo("esperas_clave_unica")),
                None => Err(AppError::Rechazo(no)),
            }
        }
        (hecha, _) => hecha,
    }
}

async fn anotar_en(tx: &mut Tx<'_>, pedida: &Anotacion) -> AppResult<i64> {
    let (paciente, creado) = identificar(tx, &pedida.para, pedida.otra_persona).await?;
    la_hace(tx, &pedida.deseos).await?;
    let nueva = NuevaEspera { paciente, deseos: pedida.deseos.clone(), clave: pedida.clave };
    let id = queries::crear(tx, &nueva).await?;
    publicar(tx, creado.as_slice()).await?;
    Ok(id)
}

/// Refuses as `anotar` does, and by `esperas_version` what has changed since it was read.
pub async fn guardar(ctx: &Ctx, id: i64, version: i32, deseos: &Deseos) -> AppResult<()> {
    ctx.escribir(async |tx| {
        la_hace(tx, deseos).await?;
        if queries::guardar(tx, id, version, deseos).await? { Ok(()) } else { Err(rechazo("esperas_version")) }
    })
    .await
}

/// Who waits for somebody who does not do it would wait for ever.
async fn la_hace(tx: &mut Tx<'_>, deseos: &Deseos) -> AppResult<()> {
    let Some(profesional) = deseos.profesional_id else { return Ok(()) };
    let quienes = catalogos::queries::profesionales_de(tx, deseos.prestacion_id).await?;
    if quienes.contains(&profesional) { Ok(()) } else { Err(rechazo("esperas_no_la_hace")) }
}

/// Who is booked out of the list must have been in it: of two who book the same wait at once, one gets there. Refuses by
/// `esperas_cerrada`; a form whose patient or prestación was changed is not of the list any more.
pub(super) async fn a_tiempo(
    tx: &mut Tx<'_>,
    nueva: &NuevaCita,
    pedida: Option<i64>,
    cerradas: &[i64],
) -> AppResult<()> {
    let Some(id) = pedida.filter(|id| !cerradas.contains(id)) else { return Ok(()) };
    let tarde = queries::es_de(tx, id, nueva.paciente, nueva.prestacion).await?;
    if tarde { Err(rechazo("esperas_cerrada")) } else { Ok(()) }
}
