//! Signing in: throttled by account and by address, the same effort for everybody, a session at the end.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncConnection;
use sha2::{Digest, Sha256};

use crate::error::{AppError, AppResult};
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
    let correo = correo.trim().to_lowercase();
    let ahora = visita.db().reloj().ahora();
    let claves = [llave("cuenta", &correo), llave("direccion", &visita.direccion)];
    let credencial = queries::credencial(&mut *visita.db().conexion().await?, &correo, &claves).await?;
    if let Some(minutos) = espera(credencial.bloqueado_hasta, ahora) {
        return Ok(Ingreso::Bloqueado(minutos));
    }
    let correcta = clave::coincide(clave_escrita.to_owned(), credencial.clave_hash).await?;
    match credencial.usuario_id.filter(|_| correcta) {
        Some(usuario_id) => abrir(visita, usuario_id, &claves, ahora).await,
        None => fallar(visita, &claves, ahora).await,
    }
}

pub async fn salir(persona: &Persona) -> AppResult<()> {
    let mut con = persona.db().conexion().await?;
    queries::revocar_sesion(&mut con, persona.usuario_id, persona.sesion_id, persona.db().reloj().ahora()).await
}

async fn abrir(
    visita: &Visita,
    usuario_id: i64,
    [cuenta, _]: &[Vec<u8>; 2],
    ahora: DateTime<Utc>,
) -> AppResult<Ingreso> {
    let token = session::nuevo_token();
    let sesion = NuevaSesion {
        token_hash: session::huella(&token),
        usuario_id,
        creada: ahora,
        ultima: ahora,
        vence: ahora + DURACION,
        direccion: &visita.direccion,
        agente: &visita.agente,
    };
    let mut con = visita.db().conexion().await?;
    con.transaction(async |con| {
        queries::olvidar_fallos(con, cuenta).await?;
        queries::crear_sesion(con, &sesion).await
    })
    .await?;
    Ok(Ingreso::Abierto(token))
}

async fn fallar(visita: &Visita, [cuenta, direccion]: &[Vec<u8>; 2], ahora: DateTime<Utc>) -> AppResult<Ingreso> {
    let mut con = visita.db().conexion().await?;
    con.transaction(async |con| {
        queries::anotar_fallo(con, cuenta, FALLOS_CUENTA, ahora).await?;
        queries::anotar_fallo(con, direccion, FALLOS_DIRECCION, ahora).await
    })
    .await?;
    Ok::<_, AppError>(Ingreso::Errado)
}

/// The throttle's key: a digest, because an address or an account that failed is nobody's business.
fn llave(tipo: &str, valor: &str) -> Vec<u8> {
    Sha256::digest(format!("{tipo}:{valor}")).to_vec()
}

/// Minutes left, rounded up.
fn espera(hasta: Option<DateTime<Utc>>, ahora: DateTime<Utc>) -> Option<i64> {
    hasta.filter(|h| *h > ahora).map(|h| ((h - ahora).num_seconds() + 59) / 60)
}
