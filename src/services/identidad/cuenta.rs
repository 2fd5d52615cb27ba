//! A person changes their own password: the current one is proven first, and nobody else stays signed in with it.

use super::carta::Cuenta;
use super::ingreso::{self, Prueba};
use crate::avisos::Novedad;
use crate::error::AppResult;
use crate::identidad::clave;
use crate::identidad::cuenta::queries;
use crate::web::Persona;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cambio {
    Hecho,
    /// The current password is not that one.
    Errada,
    /// Minutes to wait.
    Bloqueado(i64),
}

/// `nueva` was already found acceptable.
pub async fn cambiar_clave(persona: &Persona, actual: &str, nueva: &str) -> AppResult<Cambio> {
    let acreditado = match ingreso::comprobar(persona, &persona.correo, actual).await? {
        Prueba::Buena(acreditado) => acreditado,
        Prueba::Mala => return Ok(Cambio::Errada),
        Prueba::Bloqueada(minutos) => return Ok(Cambio::Bloqueado(minutos)),
    };
    let hash = clave::cifrar(nueva.to_owned()).await?;
    let usuario_id = persona.usuario_id;
    let cuenta = Cuenta::de(persona, usuario_id, Some(persona.sesion_id)).await?;
    let hecho = persona
        .db()
        .escribir(&cuenta.actor, async |tx| {
            ingreso::perdonar(tx.pg(), &acreditado).await?;
            let hecho = queries::cambiar_clave(tx, usuario_id, &acreditado.hash, &hash).await?;
            if hecho {
                queries::revocar_otras(tx, usuario_id, persona.sesion_id).await?;
                cuenta.contar(tx, persona.db(), &Novedad::ClaveCambiada).await?;
            }
            Ok(hecho)
        })
        .await?;
    Ok(if hecho { Cambio::Hecho } else { Cambio::Errada })
}
