//! Moving a cita to another hour, another professional or another length.

use super::{Momento, Reservada, avisar_cambio, insertar_libre, mover, queries};
use crate::agenda::{Cita, Estado, HoraPedida, NuevaCita, Origen, PorAvisar, Quien, mudanzas};
use crate::avisos::{Evento, Suceso, callar, hilo_de_cita, publicar};
use crate::db::Tx;
use crate::error::{AppError, AppResult, rechazo};
use crate::web::Ctx;

/// Where a cita goes.
#[derive(Debug, Clone, Copy)]
pub struct Mudanza {
    pub cita: i64,
    /// As it was when the move was asked for.
    pub version: i32,
    pub hora: HoraPedida,
    /// How long it is then; `None` is as its prestación says at another hour, and as it is at its own.
    pub minutos: Option<i32>,
    /// Its patient is told of another hour or professional. A length of its own is not told: the patient comes at the same hour.
    pub avisar: bool,
}

/// Closes a cita and books its other hour, linked; or lengthens it where it is. All of it or nothing. Answers the cita that
/// lives on. Refuses by the rules of `agenda::CHOQUES` and `citas_transicion`.
pub async fn mudar(ctx: &Ctx, mudanza: &Mudanza) -> AppResult<Reservada> {
    ctx.escribir(async |tx| mudar_en(tx, ctx.into(), Quien::Clinica, mudanza).await).await
}

pub(in crate::services) async fn mudar_en(
    tx: &mut Tx<'_>,
    momento: Momento,
    quien: Quien,
    mudanza: &Mudanza,
) -> AppResult<Reservada> {
    let vieja = queries::cita(tx, mudanza.cita).await?;
    queries::bloquear_mudanza(tx, vieja.paciente_id, &[vieja.profesional_id, mudanza.hora.profesional]).await?;
    if vieja.profesional_id == mudanza.hora.profesional && vieja.inicio == mudanza.hora.inicio {
        return estirar(tx, mudanza.cita, mudanza.version, mudanza.minutos).await.map(Reservada::sola);
    }
    let nueva = reubicar(tx, momento, quien, &vieja, mudanza).await?;
    estirar(tx, nueva.cita, 1, mudanza.minutos).await?;
    Ok(nueva)
}

async fn reubicar(
    tx: &mut Tx<'_>,
    momento: Momento,
    quien: Quien,
    vieja: &Cita,
    mudanza: &Mudanza,
) -> AppResult<Reservada> {
    let nueva = NuevaCita {
        hora: mudanza.hora,
        fecha: mudanza.hora.inicio.with_timezone(&momento.zona).date_naive(),
        prestacion: vieja.prestacion_id,
        paciente: vieja.paciente_id,
        origen: if quien == Quien::Paciente { Origen::EnLinea } else { Origen::Recepcion },
        observacion: vieja.observacion.clone(),
        clave: None,
        quien,
        reagendada_de: Some(vieja.id),
    };
    mover(tx, vieja, mudanza.version, Estado::Reagendada, quien, "").await?;
    queries::soltar_vencidas(tx, nueva.hora.inicio).await?;
    let Some(cita) = insertar_libre(tx, &nueva).await? else {
        let del_paciente = queries::otra_del_paciente(tx, &nueva).await?;
        return Err(rechazo(del_paciente.map_or("citas_profesional_ocupado", |_| "citas_paciente_ocupado")));
    };
    let evento = Evento::CitaReagendada { cita_id: cita.id, anterior_id: vieja.id };
    if mudanza.avisar {
        avisar_cambio(tx, momento, &cita, Suceso::Reagendada, evento).await?;
    } else {
        // Untold, but nothing that is no longer true leaves.
        callar(tx, &hilo_de_cita(cita.raiz_id)).await?;
        publicar(tx, &[evento]).await?;
    }
    Ok(Reservada::de(&cita))
}

/// A cita just booked, so many minutes long; `citas_duracion` when its hour is free, but not for so long.
pub(super) async fn durar(tx: &mut Tx<'_>, cita: PorAvisar, minutos: Option<i32>) -> AppResult<PorAvisar> {
    if minutos.is_none_or(|minutos| (cita.fin - cita.inicio).num_minutes() == i64::from(minutos)) {
        return Ok(cita);
    }
    match estirar(tx, cita.id, cita.version, minutos).await {
        Ok(_) => queries::de_cita(tx, cita.id).await,
        Err(AppError::Rechazo(_)) => Err(rechazo("citas_duracion")),
        Err(otro) => Err(otro),
    }
}

/// The same start, another end.
async fn estirar(tx: &mut Tx<'_>, id: i64, version: i32, minutos: Option<i32>) -> AppResult<i64> {
    let Some(minutos) = minutos else { return Ok(id) };
    let cita = queries::cita(tx, id).await?;
    if cita.version != version || !cita.estado.bloquea() || cita.estado == Estado::Atendida {
        return Err(rechazo("citas_transicion"));
    }
    if (cita.fin - cita.inicio).num_minutes() == i64::from(minutos) {
        return Ok(id);
    }
    if mudanzas::estirar(tx, &cita, minutos).await? { Ok(id) } else { Err(rechazo("citas_no_cabe")) }
}
