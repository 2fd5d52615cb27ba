//! A freed hour is offered to who waits, by letter: the first yes has it, and the others are told so when they come.

use super::citas::{Momento, Mudanza, mensaje, mudar_en, tomar_en_linea};
use super::esperas;
use crate::agenda::espera::hueco::queries as candidatas;
use crate::agenda::espera::oferta::model::{Enlace, Ofrecida, PorOfrecer};
use crate::agenda::espera::oferta::{Ofrecimiento, queries};
use crate::agenda::{NuevaCita, Origen, Quien, queries as citas};
use crate::avisos::{self, DeOferta, Evento, Suceso, anunciar, callar, encolar};
use crate::db::{Actor, Tx};
use crate::error::{AppResult, rechazo};
use crate::values::correo::Correo;
use crate::web::{Ctx, Visita, session};

/// To how many it was offered: those who wait, fit it, have an e-mail and were not offered it already.
pub async fn ofrecer(ctx: &Ctx, pedido: &Ofrecimiento) -> AppResult<usize> {
    let limite = ctx.db().reloj().ahora() + pedido.plazo;
    ctx.escribir(async |tx| {
        let mut cuantas = 0;
        for a in candidatas::por_ofrecer(tx, &pedido.hueco, pedido.personas).await? {
            let vence = limite.min(a.inicio);
            let Ok(correo) = Correo::parse(&a.correo) else { continue };
            let Some(id) = queries::crear(tx, &a, pedido.hueco.hora.profesional, vence).await? else { continue };
            encolar(tx, &avisos::oferta(&de_oferta(ctx, &a, id, correo), vence)).await?;
            cuantas += 1;
        }
        Ok(cuantas)
    })
    .await
}

fn de_oferta<'a>(ctx: &Ctx, a: &'a PorOfrecer, id: i64, correo: Correo) -> DeOferta<'a> {
    DeOferta {
        id,
        paciente_id: a.paciente_id,
        nombre: &a.paciente,
        correo,
        inicio: a.inicio,
        zona: ctx.clinica.zona,
        profesional: &a.profesional,
        sucursal: &a.sucursal,
        direccion: &a.direccion,
    }
}

/// `None`: nobody made that link.
pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Option<Ofrecida>> {
    let Some((id, actor)) = hallar(visita, token).await? else { return Ok(None) };
    visita.db().leer(&actor, async |tx| queries::ofrecida(tx, id).await).await.map(Some)
}

/// The yes. Said again it does nothing more. Refuses by the rules of `agenda::espera::oferta::model::NEGATIVAS`.
pub async fn aceptar(visita: &Visita, token: &str) -> AppResult<()> {
    let Some((id, actor)) = hallar(visita, token).await? else { return Err(rechazo("ofertas_cerrada")) };
    let ahora = visita.db().reloj().ahora();
    visita
        .db()
        .escribir(&actor, async |tx| {
            queries::bloquear(tx, id).await?;
            let ofrecida = queries::ofrecida(tx, id).await?;
            if ofrecida.cita_id.is_some() {
                return Ok(());
            }
            if !ofrecida.espera {
                return Err(rechazo("ofertas_cerrada"));
            }
            if ahora >= ofrecida.vence {
                return Err(rechazo("ofertas_vencida"));
            }
            let cita = dar(tx, Momento { zona: ofrecida.zona().into(), ahora }, &ofrecida).await?;
            queries::aceptar(tx, id, cita).await?;
            for otra in queries::hermanas(tx, &ofrecida).await? {
                callar(tx, &avisos::hilo_de_oferta(otra)).await?;
            }
            Ok(())
        })
        .await
}

/// The hour, in the place of the later one that they have for the same, if there is one.
async fn dar(tx: &mut Tx<'_>, momento: Momento, o: &Ofrecida) -> AppResult<i64> {
    if let Some(otra) = o.otra_id {
        let otra = citas::cita(tx, otra).await?;
        let mudanza = Mudanza { cita: otra.id, version: otra.version, hora: o.hora(), minutos: None, avisar: true };
        return mudar_en(tx, momento, Quien::Paciente, &mudanza).await.map(|hecha| hecha.cita);
    }
    let mut nueva = NuevaCita {
        hora: o.hora(),
        fecha: o.cuando().date(),
        prestacion: o.prestacion_id,
        paciente: o.paciente_id,
        origen: Origen::ListaEspera,
        observacion: String::new(),
        clave: None,
        quien: Quien::Paciente,
        reagendada_de: None,
    };
    let Some(cita) = tomar_en_linea(tx, &mut nueva, false).await? else {
        let suya = citas::otra_del_paciente(tx, &nueva).await?;
        return Err(rechazo(suya.map_or("citas_profesional_ocupado", |_| "citas_paciente_ocupado")));
    };
    esperas::a_tiempo(tx, &nueva, Some(o.espera_id), &cita.esperas).await?;
    let carta = mensaje(momento, &cita, Suceso::Agendada);
    anunciar(tx, &[Evento::CitaAgendada { cita_id: cita.id }], carta.as_ref()).await?;
    Ok(cita.id)
}

async fn hallar(visita: &Visita, token: &str) -> AppResult<Option<(i64, Actor)>> {
    let enlace = queries::enlace(visita.db(), &session::huella(token)).await?;
    Ok(enlace.map(|Enlace { clinica_id, id }| {
        let actor = Actor { peticion: visita.peticion, origen: visita.origen(None), ..Actor::sistema(clinica_id) };
        (id, actor)
    }))
}
