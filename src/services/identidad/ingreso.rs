//! Signing in: throttled by account and by address, the same effort for everybody, a session at the end.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;

use super::carta::Cuenta;
use super::factor;
use crate::avisos::Novedad;
use crate::db::Tx;
use crate::error::AppResult;
use crate::identidad::cuenta::{self, aparato};
use crate::identidad::{NuevaSesion, clave, factor as segundo, queries};
use crate::services::freno;
use crate::web::{Persona, Visita, session};

/// However busy, a session ends after a week.
pub const DURACION: TimeDelta = TimeDelta::days(7);
const FALLOS_CUENTA: i32 = 5;
const FALLOS_DIRECCION: i32 = 30;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ingreso {
    Bueno(Entrada),
    Errado,
    /// Minutes to wait.
    Bloqueado(i64),
}

/// What the right password opens. Tokens are for the cookie; the database has their hashes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entrada {
    Sesion(String),
    /// A code is asked for first.
    Codigo(String),
}

pub async fn ingresar(visita: &Visita, correo: &str, clave_escrita: &str) -> AppResult<Ingreso> {
    match comprobar(visita, correo, clave_escrita).await? {
        Prueba::Buena(acreditado) => abrir(visita, &acreditado).await,
        Prueba::Mala => Ok(Ingreso::Errado),
        Prueba::Bloqueada(minutos) => Ok(Ingreso::Bloqueado(minutos)),
    }
}

pub async fn salir(persona: &Persona) -> AppResult<()> {
    let mut con = persona.db().conexion().await?;
    queries::revocar_sesion(&mut con, persona.usuario_id, persona.sesion_id, persona.db().reloj().ahora()).await
}

/// Somebody who just typed the right password.
pub(super) struct Acreditado {
    pub(super) usuario_id: i64,
    /// The hash it was right for: who changes the password says so, and a change in between is seen.
    pub(super) hash: String,
    correo: String,
}

pub(super) enum Prueba {
    Buena(Acreditado),
    /// The failure is counted.
    Mala,
    /// Minutes to wait.
    Bloqueada(i64),
}

/// Every place that asks for a password asks here. The turn is held from the look at the throttle to the count of the
/// failure, so that a burst of guesses passes by as many as there are turns, and no more.
pub(super) async fn comprobar(visita: &Visita, correo: &str, clave_escrita: &str) -> AppResult<Prueba> {
    let turno = clave::turno().await?;
    let correo = correo.trim().to_lowercase();
    let ahora = visita.db().reloj().ahora();
    let cuentas = [cuenta_de(&correo), direccion_de(visita)];
    let claves: Vec<_> = cuentas.iter().map(|c| c.clave.clone()).collect();
    let credencial = queries::credencial(&mut *visita.db().conexion().await?, &correo, &claves).await?;
    if let Some(minutos) = freno::espera(credencial.bloqueado_hasta, ahora) {
        return Ok(Prueba::Bloqueada(minutos));
    }
    let correcta = clave::coincide(&turno, clave_escrita.to_owned(), credencial.clave_hash.clone()).await?;
    match (correcta, credencial.usuario_id, credencial.clave_hash) {
        (true, Some(usuario_id), Some(hash)) => Ok(Prueba::Buena(Acreditado { usuario_id, hash, correo })),
        _ => fallar(visita, &cuentas, ahora).await,
    }
}

async fn abrir(visita: &Visita, acreditado: &Acreditado) -> AppResult<Ingreso> {
    let titular = Cuenta::de(visita, acreditado.usuario_id, None).await?;
    let fin = visita.db().escribir(&titular.actor, async |tx| {
        if !sigue_siendo(tx, acreditado).await? {
            return Ok(Ingreso::Errado);
        }
        perdonar(tx.pg(), acreditado).await?;
        Ok(Ingreso::Bueno(pasar(tx, visita, &titular).await?))
    });
    fin.await
}

/// The password that was typed is still the one, until this transaction ends.
pub(super) async fn sigue_siendo(tx: &mut Tx<'_>, acreditado: &Acreditado) -> AppResult<bool> {
    queries::clave_vigente(tx.pg(), acreditado.usuario_id, &acreditado.hash).await
}

/// Somebody who just proved who they are by the password: a session, or the wait for a code.
pub(super) async fn pasar(tx: &mut Tx<'_>, visita: &Visita, titular: &Cuenta) -> AppResult<Entrada> {
    if !segundo::queries::tiene(tx.pg(), titular.usuario_id).await? {
        return abrir_sesion(tx, visita, titular).await.map(Entrada::Sesion);
    }
    let token = session::nuevo_token();
    let vence = visita.db().reloj().ahora() + factor::ESPERA;
    segundo::queries::empezar(tx, titular.usuario_id, &session::huella(&token), vence).await?;
    Ok(Entrada::Codigo(token))
}

pub(super) async fn perdonar(con: &mut AsyncPgConnection, acreditado: &Acreditado) -> AppResult<()> {
    queries::olvidar_fallos(con, &cuenta_de(&acreditado.correo).clave).await
}

/// Answers the token for the cookie. The person is told of a device that was not seen before.
pub(super) async fn abrir_sesion(tx: &mut Tx<'_>, visita: &Visita, titular: &Cuenta) -> AppResult<String> {
    let (token, ahora) = (session::nuevo_token(), visita.db().reloj().ahora());
    let sesion = NuevaSesion {
        token_hash: session::huella(&token),
        usuario_id: titular.usuario_id,
        creada: ahora,
        ultima: ahora,
        vence: ahora + DURACION,
        direccion: &visita.direccion,
        agente: &visita.agente,
    };
    queries::crear_sesion(tx.pg(), &sesion).await?;
    let (huella, nombre) = (session::huella(&session::aparato(visita)), aparato::describir(&visita.agente));
    let red = freno::red(&visita.direccion);
    if cuenta::queries::anotar_aparato(tx, titular.usuario_id, &huella, &nombre, &red).await? {
        titular.contar(tx, visita.db(), &Novedad::SesionNueva(&nombre)).await?;
    }
    Ok(token)
}

async fn fallar(visita: &Visita, cuentas: &[freno::Cuenta], ahora: DateTime<Utc>) -> AppResult<Prueba> {
    visita.db().sin_clinica(async |con| freno::anotar(con, cuentas, ahora).await).await?;
    Ok(Prueba::Mala)
}

/// What the failures of an account are counted under.
pub(super) fn cuenta_de(correo: &str) -> freno::Cuenta {
    freno::cuenta("cuenta", correo, FALLOS_CUENTA)
}

pub(super) fn direccion_de(visita: &Visita) -> freno::Cuenta {
    freno::cuenta("direccion", &freno::red(&visita.direccion), FALLOS_DIRECCION)
}
