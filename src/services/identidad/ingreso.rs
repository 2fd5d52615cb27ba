//! Signing in: throttled by account and by address, the same effort for everybody, a session at the end.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;

use super::freno;
use crate::error::AppResult;
use crate::identidad::{NuevaSesion, clave, queries};
use crate::web::{Persona, Visita, session};

/// However busy, a session ends after a week.
pub const DURACION: TimeDelta = TimeDelta::days(7);
const FALLOS_CUENTA: i32 = 5;
const FALLOS_DIRECCION: i32 = 30;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ingreso {
    /// The token for the cookie; the database has its hash only.
    Abierto(String),
    Errado,
    /// Minutes to wait.
    Bloqueado(i64),
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
    let cuentas = [cuenta_de(&correo), freno::cuenta("direccion", &freno::red(&visita.direccion), FALLOS_DIRECCION)];
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
    let fin = visita.db().sin_clinica(async |con| {
        if !queries::clave_vigente(con, acreditado.usuario_id, &acreditado.hash).await? {
            return Ok(Ingreso::Errado);
        }
        perdonar(con, acreditado).await?;
        Ok(Ingreso::Abierto(abrir_sesion(con, visita, acreditado.usuario_id).await?))
    });
    fin.await
}

pub(super) async fn perdonar(con: &mut AsyncPgConnection, acreditado: &Acreditado) -> AppResult<()> {
    queries::olvidar_fallos(con, &cuenta_de(&acreditado.correo).clave).await
}

/// Answers the token for the cookie.
pub(super) async fn abrir_sesion(con: &mut AsyncPgConnection, visita: &Visita, usuario_id: i64) -> AppResult<String> {
    let (token, ahora) = (session::nuevo_token(), visita.db().reloj().ahora());
    let sesion = NuevaSesion {
        token_hash: session::huella(&token),
        usuario_id,
        creada: ahora,
        ultima: ahora,
        vence: ahora + DURACION,
        direccion: &visita.direccion,
        agente: &visita.agente,
    };
    queries::crear_sesion(con, &sesion).await?;
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
