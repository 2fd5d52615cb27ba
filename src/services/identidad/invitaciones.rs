//! Following an invitation: the link is used up, the password is set when there was none, the person is a member and
//! signed in, all or nothing.
//!
//! Whoever has an account already proves it is theirs: the link says that the clinic means them, the password says who
//! they are. One alone is not enough, so an account made by somebody else for that e-mail opens no clinic.

use super::carta::Cuenta;
use super::ingreso::{self, Acreditado, Entrada, Prueba};
use crate::db::Actor;
use crate::error::{AppError, AppResult, rechazo};
use crate::identidad::invitacion::queries::{self, Enlace, Invitado};
use crate::identidad::{EstadoMembresia, clave};
use crate::web::{Visita, session};

pub enum Invitacion {
    Abierta(Box<Abierta>),
    Usada,
    Vencida,
    /// Nobody made it.
    Falsa,
}

/// An invitation that can be followed now.
pub struct Abierta {
    pub invitado: Invitado,
    clinica_id: i32,
    token_hash: Vec<u8>,
}

impl Abierta {
    /// Has an account: proves it by its password. Otherwise chooses one.
    pub fn tiene_clave(&self) -> bool {
        self.invitado.clave_hash.is_some()
    }
}

pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Invitacion> {
    let token_hash = session::huella(token);
    let Some(enlace) = queries::enlace(visita.db(), &token_hash).await? else { return Ok(Invitacion::Falsa) };
    let Some(clinica_id) = enlace.clinica_id else { return Ok(Invitacion::Falsa) };
    let leido =
        visita.db().leer(&Actor::sistema(clinica_id), async |tx| queries::invitado(tx, enlace.usuario_id).await).await;
    match leido {
        Ok(invitado) => Ok(juzgar(visita, enlace, Abierta { invitado, clinica_id, token_hash })),
        Err(AppError::NoEncontrado) => Ok(Invitacion::Vencida),
        Err(otro) => Err(otro),
    }
}

fn juzgar(visita: &Visita, enlace: Enlace, abierta: Abierta) -> Invitacion {
    let estado = EstadoMembresia::de_codigo(&abierta.invitado.membresia_estado);
    if enlace.usado.is_some() || estado == EstadoMembresia::Activa {
        Invitacion::Usada
    } else if enlace.vence <= visita.db().reloj().ahora()
        || estado == EstadoMembresia::Suspendida
        || abierta.invitado.usuario_estado != "activo"
    {
        Invitacion::Vencida
    } else {
        Invitacion::Abierta(Box::new(abierta))
    }
}

pub enum Aceptacion {
    Hecha(Entrada),
    ClaveErrada,
    /// Minutes to wait.
    Bloqueada(i64),
    /// Somebody else followed it in the meantime.
    Tarde,
}

/// `clave_escrita`: the new password, already found acceptable, or the one of the account.
pub async fn aceptar(visita: &Visita, abierta: &Abierta, clave_escrita: &str) -> AppResult<Aceptacion> {
    let paso = if abierta.tiene_clave() {
        match ingreso::comprobar(visita, &abierta.invitado.correo, clave_escrita).await? {
            Prueba::Buena(acreditado) => Paso::Acreditado(acreditado),
            Prueba::Mala => return Ok(Aceptacion::ClaveErrada),
            Prueba::Bloqueada(minutos) => return Ok(Aceptacion::Bloqueada(minutos)),
        }
    } else {
        Paso::Estrena(clave::cifrar(clave_escrita.to_owned()).await?)
    };
    match incorporar(visita, abierta, &paso).await {
        Ok(entrada) => Ok(Aceptacion::Hecha(entrada)),
        Err(AppError::Rechazo(r)) if r.es("invitacion_usada") => Ok(Aceptacion::Tarde),
        Err(otro) => Err(otro),
    }
}

enum Paso {
    Acreditado(Acreditado),
    /// The hash of the first password.
    Estrena(String),
}

async fn incorporar(visita: &Visita, abierta: &Abierta, paso: &Paso) -> AppResult<Entrada> {
    let Invitado { usuario_id, membresia_id, .. } = abierta.invitado;
    let actor = Actor {
        clinica: abierta.clinica_id,
        usuario: Some(usuario_id),
        membresia: Some(membresia_id),
        peticion: visita.peticion,
        origen: visita.origen(None),
    };
    visita
        .db()
        .escribir(&actor, async |tx| {
            let mut vale = queries::consumir(tx, &abierta.token_hash).await?;
            match paso {
                Paso::Acreditado(acreditado) => {
                    vale = vale && ingreso::sigue_siendo(tx, acreditado).await?;
                    ingreso::perdonar(tx.pg(), acreditado).await?;
                }
                Paso::Estrena(hash) => vale = vale && queries::primera_clave(tx, usuario_id, hash).await?,
            }
            if !vale || !queries::activar(tx, membresia_id).await? {
                return Err(rechazo("invitacion_usada"));
            }
            ingreso::pasar(tx, visita, &Cuenta::callada(actor, usuario_id)).await
        })
        .await
}
