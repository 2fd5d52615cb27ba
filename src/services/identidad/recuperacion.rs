//! A forgotten password. Asking for another does the same for everybody; the letter's link is followed once, and ends
//! every session there was.

use chrono::TimeDelta;

use super::carta::{self, Cuenta};
use crate::avisos::{self, Novedad};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult, rechazo};
use crate::identidad::recuperacion::queries::{self, Enlace, Pedida};
use crate::identidad::{clave, cuenta, queries as identidad};
use crate::services::freno;
use crate::web::{Visita, session};

/// A letter that could not leave until then is of no use to whoever asked.
const ESPERA: TimeDelta = TimeDelta::days(1);
const PEDIDAS_CORREO: i32 = 3;
const PEDIDAS_DIRECCION: i32 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pedido {
    /// Whoever it is, and whether or not there is such an account.
    Recibido,
    /// Too many from one address: minutes to wait.
    Bloqueado(i64),
}

pub async fn pedir(visita: &Visita, correo: &str) -> AppResult<Pedido> {
    let ahora = visita.db().reloj().ahora();
    let de_correo = freno::cuenta("recuperar", correo, PEDIDAS_CORREO);
    let de_direccion = freno::cuenta("recuperar desde", &freno::red(&visita.direccion), PEDIDAS_DIRECCION);
    visita
        .db()
        .sin_clinica(async |con| {
            if let Some(minutos) = freno::contar(con, &de_direccion, ahora).await? {
                return Ok(Pedido::Bloqueado(minutos));
            }
            if freno::contar(con, &de_correo, ahora).await?.is_none() {
                queries::anotar(con, correo).await?;
            }
            Ok(Pedido::Recibido)
        })
        .await
}

/// Writes the letter, when the address is of somebody who works somewhere.
pub async fn responder(db: &Db, pedida: &Pedida) -> AppResult<()> {
    let usuario_id = queries::quien_recupera(db, &pedida.correo).await?;
    let titular = match usuario_id {
        Some(id) => identidad::titular(db, id).await?.map(|titular| (id, titular)),
        None => None,
    };
    let Some((usuario_id, titular)) = titular else {
        return db.sin_clinica(async |con| queries::tomar(con, pedida.id).await.map(drop)).await;
    };
    let pedido = (pedida.id, db.reloj().ahora() + ESPERA);
    let mensaje =
        avisos::recuperacion(titular.membresia_id, usuario_id, &titular.nombre, carta::correo(&titular)?, pedido);
    db.escribir(&Actor::sistema(titular.clinica_id), async |tx| match queries::tomar(tx.pg(), pedida.id).await? {
        true => avisos::encolar(tx, &mensaje).await.map(drop),
        false => Ok(()),
    })
    .await
}

/// A link that can be followed now.
pub struct Vigente {
    pub enlace: Enlace,
    token_hash: Vec<u8>,
}

pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Option<Vigente>> {
    let token_hash = session::huella(token);
    let enlace = queries::enlace(visita.db(), &token_hash).await?;
    Ok(enlace.map(|enlace| Vigente { enlace, token_hash }))
}

/// `nueva` was already found acceptable. False when somebody else followed the link in the meantime.
pub async fn elegir(visita: &Visita, vigente: &Vigente, nueva: &str) -> AppResult<bool> {
    let Enlace { usuario_id, correo, .. } = &vigente.enlace;
    let hash = clave::cifrar(nueva.to_owned()).await?;
    let titular = Cuenta::de(visita, *usuario_id, None).await?;
    let hecho = visita
        .db()
        .escribir(&titular.actor, async |tx| {
            // The account first: two links of one person followed at once wait for each other here.
            identidad::guardar_clave(tx.pg(), *usuario_id, &hash).await?;
            if !queries::consumir(tx, &vigente.token_hash).await? {
                return Err(rechazo("enlace_usado"));
            }
            queries::vencer_otros(tx, *usuario_id).await?;
            cuenta::queries::revocar_todas(tx, *usuario_id).await?;
            identidad::olvidar_fallos(tx.pg(), &super::ingreso::cuenta_de(correo).clave).await?;
            titular.contar(tx, visita.db(), &Novedad::ClaveCambiada).await
        })
        .await;
    match hecho {
        Ok(()) => Ok(true),
        Err(AppError::Rechazo(r)) if r.es("enlace_usado") => Ok(false),
        Err(otro) => Err(otro),
    }
}
