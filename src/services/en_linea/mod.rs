//! Booking without an account: an hour is picked and held, its person says who they are and proves the e-mail by a code, and the phone
//! by another where the clinic may send it by WhatsApp, and it is a cita; or waits for the clinic to look at it, where the clinic wants so.
//!
//! Nothing that is answered tells whether somebody is a patient here: who writes another's RUT gets a ficha of their own, which the
//! desk puts right.

mod codigos;
mod ficha;
mod respuesta;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::citas::Momento;
use super::{freno, ofertas};
use crate::agenda::HoraPedida;
use crate::agenda::en_linea::model::{
    Codigos, Datos, ENVIOS, EnLinea, Estado, FALLOS, Horas, Ofrecida, Paso, Portal, Tomada,
};
use crate::agenda::en_linea::queries::{self, Nueva};
use crate::agenda::queries::{self as citas, Busqueda};
use crate::agenda::reserva::queries::{self as retenciones, Retencion};
use crate::avisos::DeReserva;
use crate::catalogos;
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;
use crate::identidad::queries as identidad;
use crate::values::correo::Correo;
use crate::web::{Visita, session};

pub use codigos::codigo;
pub use respuesta::{aprobar, rechazar, vencer};

/// To say who one is, and again to bring the code.
const MINUTOS: i32 = 15;
/// Those of one network with nobody's e-mail behind them: a household, or everybody behind one door.
const DE_UNA_RED: i64 = 8;
const TOMADAS_DE_RED: i32 = 20;
/// How long the clinic has to look at one, and never past its hour.
const PLAZO: TimeDelta = TimeDelta::hours(24);

/// The clinic's page, and what is booked there; nothing while it is closed.
pub async fn portada(visita: &Visita, slug: &str) -> AppResult<(Portal, Vec<Ofrecida>)> {
    let leer = async |tx: &mut Tx<'_>| {
        let portal = queries::portal(tx).await?;
        let ofrecidas = if portal.abierta { queries::ofrecidas(tx).await? } else { Vec::new() };
        Ok((portal, ofrecidas))
    };
    visita.db().leer(&actor(visita, slug).await?, leer).await
}

/// `None` when that is not booked here. Of a professional who does not do it, those of whoever does.
pub async fn horas(
    visita: &Visita,
    slug: &str,
    prestacion: i64,
    (profesional, desde): (Option<i64>, Option<NaiveDate>),
) -> AppResult<Option<Horas>> {
    let leer = async |tx: &mut Tx<'_>| {
        let portal = queries::portal(tx).await?;
        let Some(ofrecida) = queries::ofrecida(tx, prestacion).await?.filter(|_| portal.abierta) else {
            return Ok(None);
        };
        let opciones = catalogos::queries::opciones(tx).await?;
        let profesionales: Vec<_> =
            opciones.profesionales_de(prestacion).map(|opcion| (opcion.id, opcion.nombre.clone())).collect();
        let profesional = profesional.filter(|id| profesionales.iter().any(|(suyo, _)| suyo == id));
        let hoy = portal.zona().fecha(visita.db().reloj().ahora());
        let busqueda = Busqueda { prestacion, profesional, desde: hoy, dias: ofertas::DIAS, sin_cita: None };
        let oferta = ofertas::de_la_semana(tx, busqueda, desde, ofrecida.horizonte).await?;
        Ok(Some(Horas { portal, ofrecida, profesionales, profesional, oferta }))
    };
    visita.db().leer(&actor(visita, slug).await?, leer).await
}

/// Holds an hour for whoever picked it. Who picks too many waits.
pub async fn tomar(
    visita: &Visita,
    slug: &str,
    prestacion: i64,
    (hora, cualquiera): (HoraPedida, bool),
) -> AppResult<Tomada> {
    let actor = actor(visita, slug).await?;
    let red = de_red(visita);
    if let Some(minutos) = contar(visita, &red).await? {
        return Ok(Tomada::Espere(minutos));
    }
    let token = session::nuevo_token();
    let tomada = async |tx: &mut Tx<'_>| {
        let portal = queries::portal(tx).await?;
        if !portal.abierta || queries::ofrecida(tx, prestacion).await?.is_none() {
            return Ok(Tomada::Cerrada);
        }
        if queries::abiertas_de_red(tx, &red.clave).await? >= DE_UNA_RED {
            return Ok(Tomada::Espere(MINUTOS.into()));
        }
        let clave = Uuid::new_v4();
        let pedida = Retencion { hora, fecha: portal.zona().fecha(hora.inicio), prestacion, clave };
        citas::soltar_vencidas(tx, hora.inicio).await?;
        let Some(vence) = retenciones::retener(tx, &pedida, Some(MINUTOS)).await? else { return Ok(Tomada::Ocupada) };
        let token_hash = session::huella(&token);
        let nueva = Nueva { token_hash: &token_hash, red: &red.clave, prestacion, hora, cualquiera, clave, vence };
        queries::crear(tx, &nueva).await?;
        Ok(Tomada::Retenida(token.clone()))
    };
    visita.db().escribir(&actor, tomada).await
}

async fn contar(visita: &Visita, cuenta: &freno::Cuenta) -> AppResult<Option<i64>> {
    let ahora = visita.db().reloj().ahora();
    visita.db().sin_clinica(async |con| freno::contar(con, cuenta, ahora).await).await
}

fn de_red(visita: &Visita) -> freno::Cuenta {
    freno::cuenta("reservar desde", &freno::red(&visita.direccion), TOMADAS_DE_RED)
}

/// What its person sees; `None` when there is no such booking, or no more.
pub async fn mirar(visita: &Visita, slug: &str, token: &str) -> AppResult<(Portal, Option<EnLinea>)> {
    let ahora = visita.db().reloj().ahora();
    let leer = async |tx: &mut Tx<'_>| {
        let reserva = queries::de_token(tx, &session::huella(token)).await?;
        let viva = reserva.filter(|r| r.estado() != Estado::Abierta || !r.vencio(ahora));
        Ok((queries::portal(tx).await?, viva))
    };
    visita.db().leer(&actor(visita, slug).await?, leer).await
}

/// What its person wrote, where the codes go.
pub async fn anotar(visita: &Visita, slug: &str, token: &str, datos: &Datos) -> AppResult<Paso> {
    if !codigos::se_puede_escribir(visita, &datos.correo).await? {
        return Ok(Paso::SinMas);
    }
    let al_telefono = codigos::se_puede_mandar(visita, slug, &datos.telefono).await?;
    con_abierta(visita, slug, token, async |tx, mut reserva| {
        if reserva.enviados >= ENVIOS {
            return Ok(Paso::SinMas);
        }
        let vence = alargar(visita.db(), &reserva);
        queries::anotar(tx, reserva.id, datos, vence).await?;
        retenciones::prolongar(tx, reserva.clave, vence).await?;
        (reserva.correo, reserva.telefono) = (datos.correo.clone(), datos.telefono.clone());
        (reserva.nombres, reserva.vence) = (datos.nombres.clone(), vence);
        codigos::mandar(tx, &reserva, al_telefono).await
    })
    .await
}

/// Others by the same ways; those of before still open it.
pub async fn reenviar(visita: &Visita, slug: &str, token: &str) -> AppResult<Paso> {
    let (_, reserva) = mirar(visita, slug, token).await?;
    let Some(escrita) = reserva.filter(|r| !r.correo.is_empty()) else { return Ok(Paso::NoEsta) };
    if !codigos::se_puede_escribir(visita, &escrita.correo).await? {
        return Ok(Paso::SinMas);
    }
    let al_telefono = codigos::se_puede_mandar(visita, slug, &escrita.telefono).await?;
    con_abierta(visita, slug, token, async |tx, reserva| {
        if reserva.consentida.is_none() || reserva.enviados >= ENVIOS {
            return Ok(Paso::SinMas);
        }
        queries::contar_envio(tx, reserva.id).await?;
        codigos::mandar(tx, &reserva, al_telefono).await
    })
    .await
}

fn de_reserva(reserva: &EnLinea, correo: Correo) -> DeReserva<'_> {
    DeReserva { id: reserva.id, nombre: &reserva.nombres, correo }
}

/// From the moment the data are written, once.
fn alargar(db: &Db, reserva: &EnLinea) -> DateTime<Utc> {
    let otro_tanto = db.reloj().ahora() + TimeDelta::minutes(MINUTOS.into());
    if reserva.consentida.is_none() { otro_tanto } else { reserva.vence }
}

/// The codes prove the e-mail and the phone: the hour becomes a cita, or waits for the clinic. Refuses by the rules of
/// `agenda::en_linea::model::NEGATIVAS`.
pub async fn comprobar(visita: &Visita, slug: &str, token: &str, traidos: &Codigos) -> AppResult<Paso> {
    let momento = |portal: &Portal| Momento { zona: portal.zona().into(), ahora: visita.db().reloj().ahora() };
    let paso = con_abierta(visita, slug, token, async |tx, mut reserva| {
        let malos = codigos::malos(&reserva, traidos);
        if malos != (false, false) {
            return errar(tx, &reserva, malos).await;
        }
        let portal = queries::portal(tx).await?;
        let momento = momento(&portal);
        if traidos.telefono.is_some() {
            queries::comprobar_telefono(tx, reserva.id).await?;
            reserva.telefono_comprobado = Some(momento.ahora);
        }
        if portal.aprobar {
            let vence = reserva.inicio.min(momento.ahora + PLAZO);
            retenciones::prolongar(tx, reserva.clave, vence).await?;
            queries::dejar_por_aprobar(tx, reserva.id, vence).await?;
        } else {
            ficha::concretar(tx, momento, &reserva).await?;
        }
        Ok(Paso::Hecho)
    })
    .await?;
    if paso == Paso::Hecho {
        let red = de_red(visita);
        visita.db().sin_clinica(async |con| identidad::olvidar_fallos(con, &red.clave).await).await?;
    }
    Ok(paso)
}

/// One wrong guess, of one code or of both.
async fn errar(tx: &mut Tx<'_>, reserva: &EnLinea, (correo, telefono): (bool, bool)) -> AppResult<Paso> {
    let quedan = FALLOS - reserva.fallos - 1;
    if quedan > 0 {
        queries::contar_fallo(tx, reserva.id).await?;
        return Ok(Paso::Mal { correo, telefono, quedan });
    }
    soltarla(tx, reserva).await?;
    Ok(Paso::NoEsta)
}

/// Its person wants another hour, or none.
pub async fn soltar(visita: &Visita, slug: &str, token: &str) -> AppResult<Paso> {
    con_abierta(visita, slug, token, async |tx, reserva| {
        soltarla(tx, &reserva).await?;
        Ok(Paso::Hecho)
    })
    .await
}

async fn soltarla(tx: &mut Tx<'_>, reserva: &EnLinea) -> AppResult<()> {
    retenciones::soltar_ajena(tx, reserva.clave).await?;
    queries::borrar(tx, reserva.id).await
}

/// One step of a booking that is open; of one that went on already there is nothing more to do.
async fn con_abierta<F>(visita: &Visita, slug: &str, token: &str, paso: F) -> AppResult<Paso>
where
    F: AsyncFnOnce(&mut Tx<'_>, EnLinea) -> AppResult<Paso>,
{
    let (actor, ahora) = (actor(visita, slug).await?, visita.db().reloj().ahora());
    let dar = async |tx: &mut Tx<'_>| match queries::tomar_de_token(tx, &session::huella(token)).await? {
        Some(reserva) if reserva.estado() != Estado::Abierta => Ok(Paso::Hecho),
        Some(reserva) if !reserva.vencio(ahora) => paso(tx, reserva).await,
        _ => Ok(Paso::NoEsta),
    };
    visita.db().escribir(&actor, dar).await
}

/// As `clinica_de_slug` finds it.
async fn actor(visita: &Visita, slug: &str) -> AppResult<Actor> {
    let clinica = identidad::clinica_de_slug(visita.db(), slug).await?;
    Ok(Actor { peticion: visita.peticion, origen: visita.origen(None), ..Actor::sistema(clinica) })
}
