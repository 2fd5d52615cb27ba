//! Several citas of one patient as one decision: all of it, or nothing.

use chrono::NaiveDateTime;
use uuid::Uuid;

use super::citas::{avisar_cambio, mover};
use crate::agenda::reserva::queries::soltar_todas_las_vencidas;
use crate::agenda::serie::{Alcance, queries as series};
use crate::agenda::{Cita, Estado, HoraPedida, NuevaCita, Origen, PorAvisar, Quien, queries};
use crate::avisos::{Evento, Suceso};
use crate::db::Tx;
use crate::error::{AppResult, rechazo};
use crate::values::zona::Zona;
use crate::web::Ctx;

pub struct Repeticion {
    /// The first, booked already.
    pub cita: i64,
    /// Weeks between one and the next.
    pub cada: i16,
    /// In all, the first included.
    pub veces: i16,
    /// Skip the dates that do not fit; else nothing is booked unless all do.
    pub las_que_caben: bool,
    /// Of the form: one intention, one series.
    pub clave: Option<Uuid>,
}

/// Books the repetitions; answers how many. Refuses by `citas_serie_no_cabe`, and by `citas_de_serie_pkey` a cita that is
/// of a series already.
pub async fn repetir(ctx: &Ctx, pedida: &Repeticion) -> AppResult<usize> {
    ctx.escribir(async |tx| {
        let cita = queries::cita(tx, pedida.cita).await?;
        let Some(serie) = series::abrir(tx, cita.id, pedida.cada, pedida.clave).await? else { return Ok(0) };
        queries::bloquear_mudanza(tx, cita.paciente_id, &[cita.profesional_id]).await?;
        soltar_todas_las_vencidas(tx).await?;
        let mut reservadas = 0;
        for vez in series::veces(tx, cita.id, pedida.cada, pedida.veces).await? {
            let hora = HoraPedida { profesional: cita.profesional_id, inicio: vez.inicio };
            match queries::insertar(tx, &como(ctx, &cita, hora, None)).await? {
                Some(nueva) => {
                    series::unir(tx, serie, nueva.id).await?;
                    let evento = Evento::CitaAgendada { cita_id: nueva.id };
                    avisar_cambio(tx, ctx.into(), &nueva, Suceso::Agendada, evento).await?;
                    reservadas += 1;
                }
                None if pedida.las_que_caben => {}
                None => return Err(rechazo("citas_serie_no_cabe")),
            }
        }
        if reservadas == 0 { Err(rechazo("citas_serie_no_cabe")) } else { Ok(reservadas) }
    })
    .await
}

/// Cancels those that are still to come, from a cita on or all.
pub async fn anular(ctx: &Ctx, cita: i64, alcance: Alcance, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        for cita in por_cambiar(tx, ctx, cita, alcance, Estado::Cancelada).await? {
            mover(tx, &cita, cita.version, Estado::Cancelada, Quien::Clinica, motivo).await?;
            let cancelada = queries::de_cita(tx, cita.id).await?;
            avisar_cambio(tx, ctx.into(), &cancelada, Suceso::Cancelada, Evento::CitaCancelada { cita_id: cita.id })
                .await?;
        }
        Ok(())
    })
    .await
}

/// Takes a cita to another hour of the wall and the others as far; all or none. Answers where the cita went.
pub async fn mudar(ctx: &Ctx, id: i64, alcance: Alcance, destino: NaiveDateTime) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let zona = Zona::de(ctx.clinica.zona);
        let esta = queries::cita(tx, id).await?;
        let cuanto = destino - zona.local(esta.inicio);
        let citas = por_cambiar(tx, ctx, id, alcance, Estado::Reagendada).await?;
        soltar_todas_las_vencidas(tx).await?;
        // All leave before any arrives: one may go where another was.
        for cita in &citas {
            mover(tx, cita, cita.version, Estado::Reagendada, Quien::Clinica, "").await?;
        }
        let mut donde = id;
        for cita in &citas {
            let inicio = zona.instante(zona.local(cita.inicio) + cuanto);
            let nueva = llegar(tx, ctx, cita, HoraPedida { profesional: cita.profesional_id, inicio }).await?;
            if cita.id == id {
                donde = nueva.id;
            }
        }
        Ok(donde)
    })
    .await
}

async fn llegar(tx: &mut Tx<'_>, ctx: &Ctx, cita: &Cita, hora: HoraPedida) -> AppResult<PorAvisar> {
    let nueva = queries::insertar(tx, &como(ctx, cita, hora, Some(cita.id))).await?;
    let nueva = nueva.ok_or_else(|| rechazo("citas_serie_no_cabe"))?;
    let evento = Evento::CitaReagendada { cita_id: nueva.id, anterior_id: cita.id };
    avisar_cambio(tx, ctx.into(), &nueva, Suceso::Reagendada, evento).await?;
    Ok(nueva)
}

/// Those that may still change so, with everybody they concern locked, in the order of their hours.
async fn por_cambiar(tx: &mut Tx<'_>, ctx: &Ctx, id: i64, alcance: Alcance, a: Estado) -> AppResult<Vec<Cita>> {
    let esta = queries::cita(tx, id).await?;
    let ahora = ctx.db().reloj().ahora();
    let mut citas = series::hermanas(tx, id).await?;
    citas.retain(|c| {
        let alcanza = alcance == Alcance::Todas || c.inicio >= esta.inicio;
        alcanza && c.inicio > ahora && c.estado.avances().contains(&a)
    });
    if citas.is_empty() {
        return Err(rechazo("citas_transicion"));
    }
    let profesionales: Vec<i64> = citas.iter().map(|c| c.profesional_id).collect();
    queries::bloquear_mudanza(tx, esta.paciente_id, &profesionales).await?;
    Ok(citas)
}

fn como(ctx: &Ctx, cita: &Cita, hora: HoraPedida, reagendada_de: Option<i64>) -> NuevaCita {
    NuevaCita {
        hora,
        fecha: hora.inicio.with_timezone(&ctx.clinica.zona).date_naive(),
        prestacion: cita.prestacion_id,
        paciente: cita.paciente_id,
        origen: Origen::Recepcion,
        observacion: cita.observacion.clone(),
        clave: None,
        quien: Quien::Clinica,
        reagendada_de,
    }
}
