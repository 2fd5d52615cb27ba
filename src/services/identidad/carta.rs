//! Letters about somebody's own account, written in the transaction that gives the reason for them.

use crate::avisos::{self, Novedad};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::identidad::{Titular, queries};
use crate::values::correo::Correo;
use crate::web::Visita;

/// Whose account a transaction changes, and where a letter about it hangs.
pub(super) struct Cuenta {
    pub actor: Actor,
    pub usuario_id: i64,
    titular: Option<Titular>,
}

impl Cuenta {
    /// `sesion`: the one that asks, when the person is signed in.
    pub async fn de(visita: &Visita, usuario_id: i64, sesion: Option<i64>) -> AppResult<Self> {
        let titular = queries::titular(visita.db(), usuario_id).await?;
        let propia = Actor::persona(usuario_id, visita.peticion, visita.origen(sesion));
        let actor = match &titular {
            Some(t) => Actor { clinica: t.clinica_id, membresia: Some(t.membresia_id), ..propia },
            None => propia,
        };
        Ok(Self { actor, usuario_id, titular })
    }

    /// Nothing is said of what the person does in this transaction.
    pub const fn callada(actor: Actor, usuario_id: i64) -> Self {
        Self { actor, usuario_id, titular: None }
    }

    /// Nothing is said to who works nowhere.
    pub async fn contar(&self, tx: &mut Tx<'_>, db: &Db, novedad: &Novedad<'_>) -> AppResult<()> {
        let Some(titular) = &self.titular else { return Ok(()) };
        let aviso = avisos::AvisoCuenta {
            membresia_id: titular.membresia_id,
            usuario_id: self.usuario_id,
            nombre: &titular.nombre,
            correo: correo(titular)?,
            cuando: db.reloj().ahora().with_timezone(&titular.zona()?).naive_local(),
            peticion: self.actor.peticion,
        };
        avisos::encolar(tx, &avisos::cuenta(&aviso, novedad)).await.map(drop)
    }
}

pub(super) fn correo(titular: &Titular) -> AppResult<Correo> {
    Correo::parse(&titular.correo).map_err(|motivo| interno(motivo.to_string()))
}
